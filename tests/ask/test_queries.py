"""The questions of queries/: on an invented fixture each gives the answer that a reader would.

KG_UPDATE=1 rewrites tests/answers/ and queries/README.md; read the difference against the fixture
before keeping it.
"""

import json
import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import Result as SparqlResult
from support import run_node

from kg.ask.answers import cell
from kg.ask.engine import Engine, bind, load_with_ontology
from kg.ask.parameters import KIND_DOCS, PARAM_FIELDS, to_term
from kg.ask.queries import HEADER, Query, find_query, named_queries, parse_query
from kg.build import build_graph
from kg.errors import EngineError, FindingsError, UnreadableError, UsageError
from kg.infer.built import Built
from kg.model.ids import PREFIXES, short_name
from kg.model.vocabulary import CODES
from kg.paths import ontology_folder, queries_folder
from kg.rdf.graph import open_store, read_rdf, to_graph, to_quads, write_rdf
from kg.rdf.terms import CODE, RET
from kg.tables import csv_bytes
from kg.workers import Worker

HERE = Path(__file__).parents[1]
FIXTURE = HERE / "fixtures" / "rival-states"
ANSWERS = HERE / "answers"
UPDATE = bool(os.environ.get("KG_UPDATE"))
NAMES = sorted(path.stem for path in queries_folder().glob("*.rq"))
SHAPES = ("hygiene.ttl", "shapes.ttl")  # no vocabulary, and much to ask rdflib to read past
HOSTILE = (
    '"} UNION {?s ?p ?o} #',
    '" || true || "',
    "x\\",
    "\n}",
    "UNDEF } VALUES ?x { 1",
    "\\1\\g<1>",
    "\\u0022}",
    "<http://x>",
)

Row = dict[str, str]


def run_query(store: object, query: object, values: dict[str, str], form: str) -> bytes:
    """The bytes of an answer in one form."""
    return Engine(store).answer(query, values, form).render()


def used_terms(texts: Iterable[str]) -> Sequence[str]:
    """The prefixed names that queries use, sorted."""
    found = {each for text in texts for each in re.findall(r"\b([a-z]+:[A-Za-z][\w-]*)", text)}
    return sorted(found)


def quads_of(built: Built) -> list[ox.Quad]:
    vocabulary = [
        quad
        for path in sorted(ontology_folder().glob("*.ttl"))
        if path.name not in SHAPES
        for quad in read_rdf(path)
    ]
    return [*to_quads(built.stated.graph), *to_quads(built.derived.graph), *vocabulary]


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    return quads_of(build_graph(FIXTURE, check=False))


@pytest.fixture(scope="module")
def store(quads: list[ox.Quad]) -> ox.Store:
    return open_store(quads)


@pytest.fixture(scope="module")
def graph(quads: list[ox.Quad]) -> Graph:
    return to_graph(quads)


@pytest.fixture(scope="module")
def comunica(quads: list[ox.Quad]) -> dict[str, list[dict[str, dict[str, str]]]]:
    """The rows of every query by an engine that shares no code with ours; one process for all."""
    data = write_rdf(quads, "ntriples").decode()
    return run_node("query.mjs", {"data": data, "queries": {n: find_query(n).text for n in NAMES}})


@pytest.fixture(scope="module")
def bundled() -> ox.Store:
    return open_store(quads_of(build_graph(check=False)))


def answer(store: ox.Store, name: str, **values: str) -> tuple[list[str], list[tuple[str, ...]]]:
    result = store.query(bind(find_query(name), values, store))
    names = [each.value for each in result.variables]
    return names, [tuple(cell(row[each]) for each in names) for row in result]


def rows(store: ox.Store, name: str, **values: str) -> list[Row]:
    names, found = answer(store, name, **values)
    return [dict(zip(names, each, strict=True)) for each in found]


def body(name: str) -> str:
    lines = find_query(name).text.splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def lexical(term: object) -> str:
    """A term of either engine as text; Oxigraph shortens decimals, 3.0 to 3."""
    if term is None:
        return ""
    text = (
        str(getattr(term, "value", term))
        if isinstance(term, ox.NamedNode | ox.Literal)
        else str(term)
    )
    decimal = str(getattr(term, "datatype", "")).strip("<>") == PREFIXES["xsd"] + "decimal"
    return str(Decimal(text).normalize()) if decimal else text


# What every query is


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_a_question_with_tags_and_parameters_it_has_markers_for(name: str) -> None:
    query = find_query(name)
    assert query.summary.endswith("?")
    assert query.description.endswith(".")
    assert query.tags
    assert query.shipped
    markers = set(re.findall(r"VALUES \?(\w+) \{ UNDEF \}", query.text))
    assert {each.name for each in query.params} == markers
    assert all(each.help.endswith(".") for each in query.params)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_declares_the_prefixes_it_uses_and_no_others(name: str) -> None:
    declared = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", body(name), re.MULTILINE))
    assert all(PREFIXES[prefix] == base for prefix, base in declared.items())
    where = body(name).partition("SELECT")[2]
    assert set(declared) == {each.partition(":")[0] for each in used_terms([where])}
    prepareQuery(find_query(name).text)  # raises where a prefix is missing or the syntax is wrong


@pytest.mark.parametrize("name", NAMES)
def test_a_query_uses_only_declared_terms(name: str) -> None:
    for term in used_terms([body(name).partition("SELECT")[2]]):
        prefix, _, local = term.partition(":")
        if prefix in ("ret", "code"):
            assert local in (RET if prefix == "ret" else CODE), term
        else:
            assert term in ("rdfs:label", "rdfs:subClassOf", "dcterms:title", "dcterms:source")


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_portable_and_stays_in_its_graph(name: str) -> None:
    apart = (
        r"(?<!\?)\b(SERVICE|FROM|GRAPH|NOW|RAND|UUID|GROUP_CONCAT|SAMPLE|YEAR|xsd:\w+)\b|SELECT \*"
    )
    assert not re.search(apart, body(name), re.IGNORECASE)
    assert "\nORDER BY " in body(name)


# What it answers


def test_the_fixture_keeps_the_rules() -> None:
    assert build_graph(FIXTURE).warnings == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_query_answers_as_a_reader_of_the_fixture_would(store: ox.Store, name: str) -> None:
    names, found = answer(store, name)
    minted = re.compile(
        r"^((?:report|link|tenure):.*?)-+[0-9a-f]{10}$"
    )  # digests are nobody's to read
    given = csv_bytes(names, [[minted.sub(r"\1", each) for each in row] for row in found])
    path = ANSWERS / f"{name}.csv"
    if UPDATE:
        path.write_bytes(given)
    assert found, "a query without rows on the fixture is not tested by it"
    assert given.decode() == path.read_text(encoding="utf-8")


def test_every_answer_belongs_to_a_query() -> None:
    assert sorted(path.stem for path in ANSWERS.glob("*.csv")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_and_oxigraph_agree(store: ox.Store, graph: Graph, name: str) -> None:
    text = find_query(name).text
    theirs = graph.query(text)
    found = sorted(tuple(lexical(each) for each in row) for row in theirs)  # type: ignore[union-attr]
    ours = store.query(text)
    expected = sorted(tuple(lexical(each) for each in row) for row in ours)
    assert [str(each) for each in theirs.vars or ()] == [each.value for each in ours.variables]
    assert found == expected


@pytest.mark.parametrize("name", NAMES)
def test_comunica_and_oxigraph_agree(
    store: ox.Store, comunica: dict[str, list[dict[str, dict[str, str]]]], name: str
) -> None:
    ours = store.query(find_query(name).text)
    columns = [each.value for each in ours.variables]
    found = sorted(tuple(term_of(row.get(column)) for column in columns) for row in comunica[name])
    assert found == sorted(tuple(lexical(each) for each in row) for row in ours)
    assert {column for row in comunica[name] for column in row} <= set(columns)


def term_of(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    kind = term["datatype"]
    if not kind.endswith("decimal"):
        return term["value"]
    return lexical(ox.Literal(term["value"], datatype=ox.NamedNode(kind)))


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_query_passes_the_check_that_it_skips(store: ox.Store, name: str) -> None:
    query = find_query(name)
    checked = Engine(store).answer(replace(query, shipped=False), {}, "json")
    assert checked == Engine(store).answer(query, {}, "json")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", ["store", "bundled"])
def test_the_order_of_rows_is_total(request: pytest.FixtureRequest, where: str, name: str) -> None:
    found = rows(request.getfixturevalue(where), name)
    keys = re.findall(r"\?(\w+)", body(name).rpartition("\nORDER BY ")[2])
    places = [tuple(row[key] for key in keys) for row in found]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("name", NAMES)
def test_things_have_their_labels_beside_them(store: ox.Store, name: str) -> None:
    things = ("action:", "actor:", "chain:", "case:", "post:")
    for row in rows(store, name):
        for column, value in row.items():
            if value.startswith(things) and column not in ("value", "against"):
                assert row[f"{column}_label"]


# Parameters


def restricting(name: str) -> list[str]:
    """The parameters that are columns too: they keep the rows that have their value."""
    columns = set(re.findall(r"\?(\w+)", body(name).partition("SELECT")[2].partition("WHERE")[0]))
    return [each.name for each in find_query(name).params if each.name in columns - {"since"}]


COLUMNS = [(name, each) for name in NAMES for each in restricting(name)]

EXPULSIONS = ("ret:Expulsion", "ret:PersonaNonGrataDeclaration")
EARLIER_POST = "post:bordurian-opposition-leader"

#: query, parameters, and which of all rows they keep
OTHERS: list[tuple[str, dict[str, str], Callable[[Row], bool]]] = [
    ("actor-actions", {"type": "Expulsion"}, lambda row: row["class"] in EXPULSIONS),
    ("actor-actions", {"since": "2031-04-02"}, lambda row: row["latest"] >= "2031-04-02"),
    ("actor-actions", {"until": "2029-06-15"}, lambda row: "" < row["earliest"] <= "2029-06-15"),
    ("officials-in-office", {"day": "2028-06-01"}, lambda row: row["post"] == EARLIER_POST),
    ("officials-in-office", {"day": "2031-04-30"}, lambda row: row["post"] != EARLIER_POST),
    ("time-to-response", {"within": "9"}, lambda row: int(row["most_days"]) <= 9),
    ("reasons", {"text": "BONDS"}, lambda row: row["reason"] == "forged bonds"),
    ("legal-claims", {"text": "article 9"}, lambda row: row["claim"] == "rests on"),
]


@pytest.mark.parametrize(("name", "param"), COLUMNS)
def test_a_parameter_keeps_just_the_rows_with_its_value(
    store: ox.Store, name: str, param: str
) -> None:
    everything = rows(store, name)
    values = {row[param] for row in everything} - {""}
    assert values
    for value in values:
        assert rows(store, name, **{param: value}) == [
            row for row in everything if row[param] == value
        ]


@pytest.mark.parametrize(("name", "values", "kept"), OTHERS)
def test_a_parameter_that_is_no_column_narrows_too(
    store: ox.Store, name: str, values: dict[str, str], kept: Callable[[Row], bool]
) -> None:
    everything = rows(store, name)
    expected = [row for row in everything if kept(row)]
    assert 0 < len(expected) < len(everything)
    assert rows(store, name, **values) == expected


def test_every_parameter_is_tested() -> None:
    tested = {*COLUMNS, *((name, param) for name, values, _ in OTHERS for param in values)}
    assert tested == {(each.name, param.name) for each in named_queries() for param in each.params}


def test_parameters_join(store: ox.Store) -> None:
    found = rows(store, "who-expelled-whom", actor="Syldavia", recipient="Szohod")
    assert [row["action"] for row in found] == ["action:syldavia-expels-3-2031"]


@pytest.mark.parametrize("name", ["reasons", "legal-claims"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_a_text(store: ox.Store, name: str, text: str) -> None:
    assert rows(store, name, text=text) == []


@pytest.mark.parametrize(
    "kind", ["actor", "action", "article", "case", "chain", "class", "code", "date", "integer"]
)
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_of_another_kind_is_refused(store: ox.Store, kind: str, text: str) -> None:
    with pytest.raises(UsageError):
        to_term(text, kind, store)


def test_a_value_that_looks_like_a_marker_is_only_a_text(store: ox.Store) -> None:
    text = "ASK { VALUES ?a { UNDEF } VALUES ?b { UNDEF } FILTER(?a = ?b) }"
    asked = parse_query(text, "mine", "mine.rq")
    bound = bind(asked, {"a": "VALUES ?b { UNDEF }", "b": "} evil {"}, store)
    assert bound == text.replace("UNDEF", '"VALUES ?b { UNDEF }"', 1).replace(
        "?b { UNDEF } F", '?b { "} evil {" } F'
    )


def test_an_unknown_parameter_is_refused_with_the_nearest(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="did you mean 'actor'"):
        bind(find_query("unanswered"), {"actr": "XRU"}, store)


def test_an_unknown_query_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean 'unanswered'"):
        find_query("unansered")


@pytest.mark.parametrize("value", ["XBO", "actor:XBO", "Borduria", "szohod", " bord\u00fbria "])
def test_an_actor_is_found_by_any_of_its_names(store: ox.Store, value: str) -> None:
    assert to_term(value, "actor", store) == ox.NamedNode(PREFIXES["actor"] + "XBO")


def test_a_name_that_two_actors_share_is_refused_with_both() -> None:
    label = ox.NamedNode(PREFIXES["rdfs"] + "label")
    pair = [ox.NamedNode(PREFIXES["actor"] + each) for each in ("envoy-1999", "envoy-2031")]
    store = open_store(
        ox.Quad(each, label, ox.Literal("the envoy", language="en")) for each in pair
    )
    with pytest.raises(UsageError, match="envoy-1999, envoy-2031"):
        to_term("The envoy", "actor", store)


# Forms, and queries that are not ours


@pytest.mark.parametrize(
    ("form", "begin"),
    [
        ("table", "┌"), ("md", "| article"), ("tsv", "?article\t"), ("csv", "article,"),
        ("json", "{"), ("xml", "<?xml"),
    ],
)  # fmt: skip
def test_rows_come_in_every_form(store: ox.Store, form: str, begin: str) -> None:
    text = run_query(store, find_query("sources"), {}, form).decode()
    assert text.startswith(begin)
    assert "Consulate must close" in text


def test_a_written_graph_answers_with_the_ontology_beside_it(
    quads: list[ox.Quad], store: ox.Store, tmp_path: Path
) -> None:
    ours = [
        each
        for each in quads
        if each.subject.value.startswith("https://w3id.org/retaliation-kg/id/")
    ]
    file = tmp_path / "graph.ttl"
    file.write_bytes(write_rdf(ours, "turtle"))
    assert answer(load_with_ontology(file), "who-expelled-whom") == answer(
        store, "who-expelled-whom"
    )


def test_a_query_of_ones_own_runs_limited_and_answers(store: ox.Store, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?chain WHERE { ?chain a ret:Chain } ORDER BY ?chain")
    found = run_query(store, find_query(str(file)), {}, "csv").decode().splitlines()
    assert found[1:] == [
        PREFIXES["chain"] + each for each in ("borduria-harasses-2029", "borduria-poisons-2031")
    ]


@pytest.mark.parametrize(
    ("text", "form", "error"),
    [
        ("SELECT ?a WHERE {", "csv", UnreadableError),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "csv", UsageError),
        ("SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", "csv", UsageError),
        ("DELETE WHERE { ?s ?p ?o }", "csv", UsageError),
        ("SELECT (<urn:f>(?s) AS ?x) WHERE { ?s ?p ?o }", "csv", UsageError),
        ("SELECT ?s WHERE { ?s ?p ?o }", "turtle", UsageError),
        ("ASK { " + "{" * 10_000 + "}" * 10_000 + " }", "csv", EngineError),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", UsageError),
    ],
)  # fmt: skip
def test_a_query_that_reaches_out_or_is_broken_ends_in_one_error(
    store: ox.Store, text: str, form: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        run_query(store, parse_query(text, "mine", "mine.rq"), {}, form)


def mine(text: str) -> Query:
    return parse_query(text, "mine", "mine.rq")


BOMB = (
    'SELECT ?x9 { BIND("aaaaaaaaaaaaaaaa" AS ?x0) '
    + " ".join(f'BIND(REPLACE(?x{n}, "a", "{"a" * 16}") AS ?x{n + 1})' for n in range(9))
    + " }"
)
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize(
    "text",
    [
        PRODUCT,
        PRODUCT.replace("(COUNT(*) AS ?n)", "*"),
        BOMB,
        "SELECT * { ?a (ret:actor|!ret:actor)*/(ret:date|!ret:date)* ?b . ?c !ret:actor* ?d }",
        "SELECT ?s { ?s ?p ?o FILTER(" + "(" * 3_000 + "1" + ")" * 3_000 + ") }",
        "SELECT ?s { ?s " + "(" * 3_000 + "ret:actor" + ")*" * 3_000 + " ?o }",
        "ASK { " + "{" * 10_000 + "}" * 10_000 + " }",
    ],
    ids=["product", "rows", "replace", "paths", "parentheses", "path", "groups"],
)
def test_a_query_without_end_stops_at_its_limit_with_one_line(store: ox.Store, text: str) -> None:
    begin = time.monotonic()
    with pytest.raises(EngineError) as caught:
        Engine(store).answer(mine(text), {}, "csv", seconds=1.5)
    assert time.monotonic() - begin < 10
    assert len(caught.value.lines) == 1


@pytest.mark.parametrize("pattern", ["^(a+)+$", "(a|aa)+$", "(a*)*b", "((a{1,99}){1,99}){1,99}"])
def test_a_pattern_that_others_never_finish_is_done_in_time(store: ox.Store, pattern: str) -> None:
    text = f'ASK {{ FILTER(REGEX("{"a" * 60}!", "{pattern}")) }}'
    assert Engine(store).answer(mine(text), {}, "csv", seconds=5).content in (b"true", b"false")


def test_a_query_that_takes_too_long_is_ended() -> None:
    begin = time.monotonic()
    with pytest.raises(EngineError, match="longer than 1 s"):
        Worker(time.sleep).ask(20, seconds=1)
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
@pytest.mark.parametrize("name", ["sources", "chains", "severity-ladder"])
def test_the_w3c_forms_are_what_another_reader_reads(store: ox.Store, name: str, form: str) -> None:
    written = run_query(store, find_query(name), {}, form)
    read = SparqlResult.parse(BytesIO(written), format=form)
    names, expected = answer(store, name)
    assert [str(each) for each in read.vars or ()] == names
    found = [tuple("" if each is None else short_name(str(each)) for each in row) for row in read]
    assert [tuple(map(number, row)) for row in found] == [tuple(map(number, r)) for r in expected]


def number(text: str) -> str:
    """Numbers by value: rdflib writes 0.50 where the file has 0.5."""
    return str(Decimal(text).normalize()) if re.fullmatch(r"-?\d+\.\d+", text) else text


def test_no_line_is_wider_than_the_terminal(store: ox.Store) -> None:
    wide = Engine(store).answer(find_query("who-expelled-whom"), {}, "table")
    lines = wide.render(80, terminal=True).decode().splitlines()
    assert max(map(len, lines)) == 80
    assert lines[0].startswith("── 1 ──")
    assert re.fullmatch(r"actor_label +\S.*", lines[2])
    assert len([each for each in lines if each.startswith("── ")]) == len(
        rows(store, "who-expelled-whom")
    )
    assert wide.render(80).decode().startswith("┌")  # in a file it stays a table
    assert wide.render(400, terminal=True) == wide.render(400)


def test_xml_keeps_carriage_returns(store: ox.Store) -> None:
    asked = mine('SELECT ("a\\r\\n<&\\tb" AS ?x) {}')
    written = Engine(store).answer(asked, {}, "xml").render()
    (row,) = SparqlResult.parse(BytesIO(written), format="xml")
    assert str(row[0]) == "a\r\n<&\tb"


@pytest.mark.parametrize(
    ("form", "yes"),
    [
        ("csv", "true\n"), ("tsv", "true\n"), ("table", "true\n"),
        ("json", '{"head":{},"boolean":true}\n'),
    ],
)  # fmt: skip
def test_a_yes_or_no_is_answered_in_one_line(store: ox.Store, form: str, yes: str) -> None:
    assert run_query(store, mine("ASK { ?chain a ret:Chain }"), {}, form).decode() == yes


def test_a_graph_is_answered_in_turtle_unless_told_otherwise(store: ox.Store) -> None:
    found = Engine(store).answer(mine("CONSTRUCT WHERE { ?chain a ret:Chain }"), {})
    assert (found.form, found.cut) == ("turtle", False)
    assert b"chain:borduria-harasses-2029 a ret:Chain .\n" in found.render()


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "table", "md"])
def test_a_limit_keeps_the_first_rows_and_says_that_it_cut(store: ox.Store, form: str) -> None:
    text = "SELECT ?action ?label ?of { ?action a/rdfs:subClassOf* ret:Action ; rdfs:label ?label"
    text += " OPTIONAL { ?action ret:partOfAction ?of } } ORDER BY ?action"
    whole = Engine(store).answer(mine(text), {}, form)
    cut = Engine(store).answer(mine(text), {}, form, limit=3)
    same = Engine(store).answer(mine(f"{text} LIMIT 3"), {}, form)
    assert (whole.cut, cut.cut, same.cut) == (False, True, False)
    assert cut.content == same.content != whole.content
    assert not Engine(store).answer(mine(f"{text} LIMIT 3"), {}, form, limit=3).cut


def test_a_limit_cuts_a_graph_too(store: ox.Store) -> None:
    asked = mine("CONSTRUCT WHERE { ?chain a ret:Chain }")
    cut = Engine(store).answer(asked, {}, limit=1)
    assert cut.cut
    assert cut.render().decode().count(" a ret:Chain .") == 1
    assert not Engine(store).answer(asked, {}, limit=2).cut


def test_cut_rows_keep_every_kind_of_term() -> None:
    text = """SELECT * { VALUES (?a ?b) { (UNDEF "01"^^xsd:integer) ("tab\\tnew\\nline\\"" "é"@fr)
    (UNDEF UNDEF) (<urn:x> 1.50) (true "last") } }"""
    asked, empty = mine(text), open_store([])
    cut = Engine(empty).answer(asked, {}, "json", limit=4)
    whole = json.loads(Engine(empty).answer(asked, {}, "json").content)
    assert json.loads(cut.content)["results"]["bindings"] == whole["results"]["bindings"][:4]


def test_an_explanation_is_the_algebra_with_the_parameters_in_place(store: ox.Store) -> None:
    text = "SELECT ?a { VALUES ?a { UNDEF } ?a ret:actor/ret:memberOf* ?b"
    text += " OPTIONAL { ?a ret:date ?d } }"
    assert Engine(store).explain(mine(text), {}) == (
        "(SelectQuery\n  (Project\n    (?a)\n    (LeftJoin\n"
        "      (Join (ToMultiSet (values (((?a UNDEF))))) "
        "(BGP ((?a ret:actor/ret:memberOf* ?b))))\n"
        "      (BGP ((?a ret:date ?d)))\n      (TrueFilter))))\n"
    )
    bound = Engine(store).explain(find_query("unanswered"), {"actor": "Borduria"})
    assert "(?actor actor:XBO)" in bound


HEADED = """#+ summary: Which actions have an actor?
#+ params:
#+ - {name: actor, kind: actor, default: XBO, help: Who acts.}
SELECT ?action { VALUES ?actor { UNDEF } ?action ret:actorState ?actor }"""


def test_a_default_holds_until_another_value_is_given(store: ox.Store) -> None:
    asked = mine(HEADED)
    assert str(asked.params[0]) == "actor (actor, default XBO): Who acts."
    assert "{ <https://w3id.org/retaliation-kg/id/actor/XBO> }" in bind(asked, {}, store)
    assert "{ <https://w3id.org/retaliation-kg/id/actor/XSY> }" in bind(
        asked, {"actor": "Syldavia"}, store
    )


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("case", "the-embasies", "the graph has no case 'the-embasies'"),
        ("date", "2031-13-01", "'2031-13-01' is no day; write it as 2018-03-26"),
        ("integer", "1_000", "'1_000' is no whole number"),
        ("code", "inferrd", "'inferrd' is no code of the ontology; did you mean 'inferred'?"),
        ("class", "Recal", "'Recal' is no class of the ontology; did you mean 'Recall'?"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused_with_its_parameter(
    store: ox.Store, kind: str, value: str, message: str
) -> None:
    text = HEADED.replace("kind: actor, default: XBO", f"kind: {kind}")
    with pytest.raises(UsageError) as caught:
        bind(mine(text), {"actor": value}, store)
    assert str(caught.value).startswith(f"-p actor: {message}")


# The table of all


def table_of_queries() -> str:
    """queries/README.md: what is here, made from the headers."""
    lines = [
        "# Questions",
        "",
        "Each file is one question in SPARQL 1.1: `kg queries` lists them, `kg query NAME`",
        "answers, `-p actor=RUS` narrows. Rows are in a fixed order, with labels beside actions,",
        "actors, cases, chains and posts. To ask another engine, load out/graph.ttl and the",
        "files of ontology/ into one graph; the queries need no extension. A parameter is a",
        "line `VALUES ?name { UNDEF }`: put a term in place of UNDEF.",
        "",
        "Made from the queries' headers by `KG_UPDATE=1 pytest tests/test_queries.py`; change",
        "those and not this.",
        "",
        "| query | question | parameters |",
        "|---|---|---|",
    ]
    for each in named_queries():
        names = "<br>".join(
            str(param).replace(param.name, f"`{param.name}`", 1) for param in each.params
        )
        lines.append(f"| [{each.name}]({each.name}.rq) | {each.summary} | {names} |")
    lines += [
        "",
        "## Questions of your own",
        "",
        "`kg query my-question.rq` answers any file of SPARQL 1.1. Lines that begin with `#+` are",
        "its header, in YAML; without one it answers too, and its parameters are texts.",
        "",
        "```sparql",
        *OWN.splitlines(),
        "```",
        "",
        "`kg query my-question.rq -p actor=USA` then asks for one actor. Prefixes of the project",
        "need no declaration. The keys of a header:",
        "",
        "| key | is |",
        "|---|---|",
        *(f"| `{each.name}` | {each.doc} |" for each in HEADER),
        "",
        "and of each of its `params`:",
        "",
        "| key | is |",
        "|---|---|",
        *(
            f"| `{each.name}` | {each.doc}{'' if each.required else ' Optional.'} |"
            for each in PARAM_FIELDS
        ),
        "",
        "Kinds of parameters; a value that is none of its kind is refused:",
        "",
        "| kind | a value is |",
        "|---|---|",
        *(f"| `{kind}` | {doc} |" for kind, doc in KIND_DOCS.items()),
    ]
    return "\n".join(lines) + "\n"


#: The example of queries/README.md.
OWN = """#+ summary: Which expulsions are known?
#+ description: One row an action and actor.
#+ tags: [expulsions]
#+ params:
#+ - {name: actor, kind: actor, help: Who expelled.}
#+ - {name: status, kind: status, default: carriedOut, help: How far it went.}
SELECT ?action ?actor ?status WHERE {
  VALUES ?actor { UNDEF }
  VALUES ?status { UNDEF }
  ?action a/rdfs:subClassOf* ret:Expulsion ; ret:actorState ?actor ; ret:status ?status .
} ORDER BY ?action ?actor
"""


def test_the_example_of_a_question_of_ones_own_answers(store: ox.Store, tmp_path: Path) -> None:
    file = tmp_path / "my-question.rq"
    file.write_text(OWN)
    asked = find_query(str(file))
    everyone = run_query(store, asked, {}, "csv").decode().splitlines()
    ours = run_query(store, asked, {"actor": "Syldavia"}, "csv").decode().splitlines()
    assert 1 < len(ours) < len(everyone)
    assert all(line.endswith("carriedOut") for line in everyone[1:])


@pytest.mark.parametrize("line", ["#+ sumary: x", "#+ params: [{nam: x}]"])
def test_a_wrong_header_is_sent_to_the_file_that_describes_headers(line: str) -> None:
    with pytest.raises(FindingsError, match=r"\(queries/README.md lists them\)"):
        parse_query(f"{line}\nASK {{}}", "mine.rq", "mine.rq")


def test_a_code_of_another_scheme_is_refused_with_those_of_its_own(store: ox.Store) -> None:
    with pytest.raises(UsageError) as caught:
        bind(find_query("links-by-basis"), {"basis": "retaliation"}, store)
    assert str(caught.value) == (
        "-p basis: 'retaliation' is no basis (it is one of: stated, reported, inferred)"
    )
    kinds = {param.kind for each in named_queries() for param in each.params}
    assert "basis" in kinds
    assert "code" not in kinds


@pytest.mark.parametrize("scheme", sorted(CODES))
def test_each_scheme_of_codes_is_a_kind_of_parameter(store: ox.Store, scheme: str) -> None:
    kind = scheme[0].lower() + scheme[1:]
    for code in CODES[scheme]:
        assert to_term(code, kind, store) == to_term(f"code:{code}", kind, store)
    with pytest.raises(UsageError, match=f"'{scheme}' is no {kind}"):
        to_term(scheme, kind, store)


def test_no_parameter_is_named_like_an_argument_of_graph_query() -> None:
    names = {param.name for each in named_queries() for param in each.params}
    assert names & {"limit", "timeout", "self", "question"} == set()


def test_the_table_of_queries_is_current() -> None:
    path = queries_folder() / "README.md"
    if UPDATE:
        path.write_text(table_of_queries(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == table_of_queries()


def test_there_are_thirty_questions_or_more() -> None:
    assert len(NAMES) >= 30
