"""The questions of queries/: on an invented fixture each gives the answer that a reader would.

KG_UPDATE=1 rewrites tests/answers/ and queries/README.md; read the difference against the fixture
before keeping it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph
from support import HOSTILE, RIVALS, WIRES, answer, run_node, run_query, with_ontology

from kg.ask.engine import Engine
from kg.ask.parameters import KIND_DOCS, PARAM_FIELDS
from kg.ask.queries import HEADER, find_query, named_queries
from kg.build import build_graph
from kg.infer.built import Built
from kg.model.dates import bounds_if_date
from kg.model.ids import PREFIXES
from kg.model.standing import MEASURES
from kg.paths import queries_folder
from kg.rdf.graph import open_store, write_rdf
from kg.rdf.rdflib_terms import to_graph
from kg.rdf.terms import CODE, RET
from kg.tables import csv_bytes

ANSWERS = Path(__file__).parent / "answers"
UPDATE = bool(os.environ.get("KG_UPDATE"))
NAMES = sorted(path.stem for path in queries_folder().glob("*.rq"))

Row = dict[str, str]


def used_terms(texts: Iterable[str]) -> Sequence[str]:
    """The prefixed names that queries use, sorted."""
    found = {each for text in texts for each in re.findall(r"\b([a-z]+:[A-Za-z][\w-]*)", text)}
    return sorted(found)


@pytest.fixture(scope="module")
def graph(quads: list[ox.Quad]) -> Graph:
    return to_graph(quads)


@pytest.fixture(scope="module")
def comunica(quads: list[ox.Quad]) -> dict[str, list[dict[str, dict[str, str]]]]:
    """The rows of every query by an engine that shares no code with ours; one process for all."""
    data = write_rdf(quads, "ntriples").decode()
    return run_node("query.mjs", {"data": data, "queries": {n: find_query(n).text for n in NAMES}})


@pytest.fixture(scope="module")
def bundled(built: Built) -> ox.Store:
    return open_store(with_ontology(built))


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
    assert build_graph([RIVALS, WIRES]).warnings == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_query_answers_as_a_reader_of_the_fixture_would(store: ox.Store, name: str) -> None:
    names, found = answer(store, name)
    minted = re.compile(
        r"^((?:report|link|tenure):.*?)-+[0-9a-f]{10}((?:-\d+)?)$"
    )  # digests are nobody's to read
    given = csv_bytes(names, [[minted.sub(r"\1\2", each) for each in row] for row in found])
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
@pytest.mark.parametrize("where", ["store", "bundled", "everything"])
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
    ("reciprocal-pairs", {"actor": "XSY"}, lambda row: "actor:XSY" in (row["one"], row["other"])),
    ("unanswered", {"type": "Expulsion"}, lambda row: row["class"] in EXPULSIONS),
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


#: question -> the columns by which its rows of one selection are known, and those of an answer
#: that was coded in a whole dyad to an act that words of a measure found.
SELECTING = {
    "answer-lags": ("response least_days", ["action:borduria-answers-2032 2"]),
    "answer-states": ("class answer_state acts", ["ret:Expulsion code:unanswered 1"]),
    "answers-in-kind": ("actor answers in_kind", ["actor:XBO 1 1"]),
    "equal-counts": ("class pairs equal larger", ["ret:Expulsion 1 0 1"]),
    "reciprocal-pairs": ("one other answers_of_one", ["actor:XBO actor:XSY 1"]),
    "unanswered": ("action recipient", ["action:borduria-answers-2032 actor:XSY"]),
}


@pytest.fixture(scope="module")
def selected(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    """The fixture, and beside it a table with an answer and what it answers."""
    folder = tmp_path_factory.mktemp("selected") / "data"
    (folder / "events").mkdir(parents=True)
    (folder / "events" / "later.csv").write_text(
        "id,date,actor,recipient,type,quantity,source,responds_to,selection\n"
        "syldavia-acts-2032,2032-01-01,XSY,XBO,Expulsion,5,wire,,measureCue\n"
        "borduria-answers-2032,2032-01-03,XBO,XSY,Expulsion,6,wire,syldavia-acts-2032,wholeDyad\n"
    )
    return open_store(with_ontology(build_graph([RIVALS, folder], check=False)))


@pytest.mark.parametrize("name", SELECTING)
def test_a_selection_keeps_what_its_rows_tell_of(selected: ox.Store, name: str) -> None:
    columns, expected = SELECTING[name]
    found = rows(selected, name, selection="wholeDyad")
    assert [" ".join(row[each] for each in columns.split()) for row in found] == expected
    assert len(rows(selected, name)) >= len(found)
    assert rows(selected, name, selection="namedAsCause") == []


def test_every_parameter_is_tested() -> None:
    tested = {*COLUMNS, *((name, param) for name, values, _ in OTHERS for param in values)}
    tested |= {(name, "selection") for name in SELECTING}
    assert tested == {(each.name, param.name) for each in named_queries() for param in each.params}


def test_parameters_join(store: ox.Store) -> None:
    found = rows(store, "who-expelled-whom", actor="Syldavia", recipient="Szohod")
    assert [row["action"] for row in found] == ["action:syldavia-expels-3-2031"]


@pytest.mark.parametrize("name", ["reasons", "legal-claims"])
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_a_text(store: ox.Store, name: str, text: str) -> None:
    assert rows(store, name, text=text) == []


def test_lags_and_equal_counts_are_those_of_the_model(whole: Built, everything: ox.Store) -> None:
    acts = {each.id: each for each in whole.corpus.record.actions}
    claims = [
        each for each in (*whole.corpus.record.links, *whole.inferred)
        if each.relation == "retaliation" and acts[each.response].material
        and (each.stance == "asserts" or each.basis == "inferred") and not each.disputed_by
    ]  # fmt: skip
    least: dict[tuple[str, str], int] = {}
    for each in claims:
        key = (f"action:{each.response}", f"code:{each.basis}")
        least[key] = min(each.min_lag or 0, least.get(key, each.min_lag or 0))
    since: dict[tuple[str, str], int] = {}
    for each in claims:
        told = bounds_if_date(acts[each.trigger].values.disclosed or "")
        first, last = acts[each.response].bounds
        if first and told[0] and first == last and told[0] == told[1] <= first:
            key = (f"action:{each.response}", f"code:{each.basis}")
            days = (first - told[0]).days
            since[key] = min(days, since.get(key, days))
    lags = rows(everything, "answer-lags")
    given = {(x["response"], x["basis"]): x["days_since_known"] for x in lags}
    assert {key: int(days) for key, days in given.items() if days} == since != {}
    assert {(row["response"], row["basis"]): int(row["least_days"]) for row in lags} == least
    counted = {
        (each.response, each.trigger, each.basis): one.minimum == other.minimum
        for each in claims
        if (one := acts[each.response].values.quantity) and one.minimum == one.maximum
        if (other := acts[each.trigger].values.quantity) and other.minimum == other.maximum
        if one.unit == other.unit and one.minimum is not None
    }
    found = rows(everything, "equal-counts")
    sums = [sum(int(row[column]) for row in found) for column in ("pairs", "equal")]
    assert sums == [len(counted), sum(counted.values())]


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
        "its header, in YAML. The header is optional; without it, parameters are texts.",
        "A term that nothing has, and a value that nothing can equal, such as the plain text",
        '`"Russia"` where labels are `"Russia"@en`, is refused with what may be meant. Where one',
        "of several ways is enough (`UNION`, `||`, `IN`, `VALUES`), none of them can match.",
        "`ORDER BY` puts values of one kind in order. Where a column has numbers and texts, the",
        'engine mixes them (9, 10, "10", 2.5, "9"); `ORDER BY isNumeric(?x) ?x` keeps them apart.',
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
        "Kinds of parameters; a value that is not of its kind is refused:",
        "",
        "| kind | a value is |",
        "|---|---|",
        *(f"| `{kind}` | {doc} |" for kind, doc in KIND_DOCS.items()),
    ]
    return "\n".join(lines) + "\n"


#: The example of queries/README.md.
OWN = """#+ summary: Which expulsions are known?
#+ description: One row per action and actor.
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


def test_every_family_of_material_acts_is_counted_by_dyad_and_year() -> None:
    (families,) = re.findall(r"VALUES \?family \{ ([^}]*) \}", body("actions-by-dyad-and-year"))
    assert set(families.split()) == {f"ret:{each}" for each in MEASURES}
