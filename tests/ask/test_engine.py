"""A query of anyone is answered within limits, or refused with one error."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from support import answer, load_with_ontology, mine, run_query

from kg.ask.engine import Engine, bind
from kg.ask.queries import find_query, parse_query
from kg.errors import EngineError, UnreadableError, UsageError
from kg.model.ids import PREFIXES
from kg.rdf.graph import write_rdf


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
    chains = ("borduria-harasses-2029", "borduria-poisons-2031", "syldavia-taps-ministry-2032")
    assert found[1:] == [PREFIXES["chain"] + each for each in chains]


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


def test_finding_what_a_value_names_stops_at_the_limit_too(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.ask.engine.bind", lambda *_: time.sleep(60))
    with pytest.raises(EngineError, match=r"took longer than 0\.5 s"):
        Engine(store).answer(find_query("who-expelled-whom"), {"actor": "Borduria"}, seconds=0.5)


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


def graph_of(name: str) -> ox.Store:
    """One triple in a named graph, and in the default graph."""
    triple = [ox.NamedNode(PREFIXES["ret"] + "actor")] * 3
    held = ox.Store()
    held.extend([ox.Quad(*triple), ox.Quad(*triple, ox.NamedNode(name))])
    return held


def test_a_named_graph_can_be_asked_where_there_is_one() -> None:
    engine = Engine(graph_of("urn:stated"))
    for graph in ("<urn:stated>", "?g"):
        text = f"ASK {{ GRAPH {graph} {{ ?s ret:actor ?o }} }}"
        assert engine.answer(mine(text), {}, "csv").content == b"true"
    with pytest.raises(UsageError, match=r"there is no graph <urn:sated>.*there are: <urn:stated>"):
        engine.answer(mine("ASK { GRAPH <urn:sated> { ?s ?p ?o } }"), {})


def test_a_graph_is_not_asked_for_where_there_is_none(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="has no named graphs for GRAPH"):
        Engine(store).answer(mine("ASK { GRAPH ?g { ?s ?p ?o } }"), {})


def test_an_engine_answers_again_after_a_query_that_had_no_end(store: ox.Store) -> None:
    engine = Engine(store)
    for _ in range(2):
        with pytest.raises(EngineError):
            engine.answer(mine(PRODUCT), {}, seconds=0.5)
        assert engine.answer(mine("ASK { ?chain a ret:Chain }"), {}, "csv").content == b"true"


def test_a_query_that_is_explained_is_checked_first(store: ox.Store) -> None:
    with pytest.raises(UsageError, match="ret:actro is "):
        Engine(store).explain(mine("ASK { ?a ret:actro ?b }"), {})


@pytest.mark.parametrize("value", ["XBO", "Borduria", "XQX", "XBX", "BOR"])
def test_a_code_is_found_or_refused_as_by_the_look_up_of_names(store: ox.Store, value: str) -> None:
    asked, given = find_query("who-expelled-whom"), {"actor": value}
    try:
        text = bind(asked, given, store)
    except UsageError as error:
        with pytest.raises(UsageError, match=re.escape(str(error))):
            Engine(store).answer(asked, given)
    else:
        found = Engine(store).answer(asked, given)
        assert found == Engine(store).answer(replace(asked, text=text), {})
