"""A query is judged by what it parses to, never by how its text looks."""

from __future__ import annotations

import subprocess
import sys

import pyoxigraph as ox
import pytest
from rdflib.plugins.sparql.parser import ConditionalOrExpression

from kg.ask.algebra import _CASTS, plain_text, read_algebra
from kg.ask.engine import Engine
from kg.ask.queries import parse_query
from kg.errors import EngineError, KgError, UnreadableError, UsageError
from kg.model.ids import PREFIXES
from kg.rdf.graph import open_store

SERVICE = "<http://127.0.0.1:9/sparql> { ?s ?p ?o }"
REACHING = (
    f"SELECT * {{ SERVICE {SERVICE} }}",
    f"SELECT * {{ service silent {SERVICE} }}",
    f"SELECT * {{ \\u0053ERVICE {SERVICE} }}",
    f"SELECT * {{ \\U00000053ERVICE {SERVICE} }}",
    f"SELECT * {{ SERVICE # here\n {SERVICE} }}",
    f"SELECT * {{ ?s ?p ?o # a comment that ends\r SERVICE {SERVICE} }}",
    f"SELECT * {{ ?s ?p ?o # a comment that ends\\u000D SERVICE {SERVICE} }}",
    "PREFIX x: <http://127.0.0.1:9/> SELECT * { SERVICE x:sparql { ?s ?p ?o } }",
    "SELECT * { VALUES ?where { <http://127.0.0.1:9/> } SERVICE ?where { ?s ?p ?o } }",
    f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE {SERVICE} }} }} }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ SERVICE {SERVICE} }} }}",
    f"SELECT * {{ ?s ?p ?o MINUS {{ GRAPH ?g {{ SERVICE {SERVICE} }} }} }}",
    f"SELECT * {{ BIND(EXISTS {{ SERVICE {SERVICE} }} AS ?x) }}",
    f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} HAVING (EXISTS {{ SERVICE {SERVICE} }})",
    f"ASK {{ {{ }} UNION {{ SERVICE {SERVICE} }} }}",
    f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {SERVICE} }}",
    f"DESCRIBE ?s WHERE {{ SERVICE {SERVICE} }}",
)
ELSEWHERE = (
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "SELECT * FROM NAMED <http://127.0.0.1:9/> { ?s ?p ?o }",
    "SELECT * FR\\u004FM <http://127.0.0.1:9/> { ?s ?p ?o }",
    "ASK FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
    "CONSTRUCT FROM <http://127.0.0.1:9/> WHERE { ?s ?p ?o }",
    "DESCRIBE <http://127.0.0.1:9/x> FROM <http://127.0.0.1:9/>",
)
UPDATES = (
    "LOAD <file:///etc/passwd>", "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "DROP ALL", "CREATE GRAPH <urn:g>",
    "COPY <urn:a> TO <urn:b>", "INS\\u0045RT DATA { <urn:a> <urn:b> <urn:c> }",
)  # fmt: skip
BROKEN = (
    "", "# nothing", "SELECT", "SELECT ?x { ?x a foreign:Thing }", "SELECT * { } ; LOAD <x:y>",
    "SELECT * { ?s ?p '\\uD800' }", "SELECT * { ?s ?p '\\U00110000' }",
    "SELECT * { ?s ?p '\\u005Cu0053' }", "SELECT ?x { ?x ?y }", "SELECT * { << ?s ?p ?o >> ?q ?x }",
)  # fmt: skip
HARMLESS = (
    f"SELECT * {{ ?s ?p 'SERVICE {SERVICE}' }}",
    f'SELECT * {{ ?s ?p """FROM <x:y> SERVICE {SERVICE}""" }}',
    f"SELECT * {{ ?s ?p ?o }} # SERVICE {SERVICE}",
    "SELECT * { <urn:SERVICE> <urn:x#FROM> ?LOAD }",
    "PREFIX SERVICE: <urn:x/> SELECT ?FROM { SERVICE:FROM SERVICE:LOAD ?FROM }",
    "SELECT * { ?s ?p 'S\\u00e3o Tom\\U000000e9' }",
    "SELECT ?s\r\n{ ?s ?p ?o }\r\n",
)


@pytest.mark.parametrize("text", REACHING)
def test_what_asks_another_server_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="SERVICE asks another server"):
        read_algebra(text, "mine")


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_names_another_graph_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="FROM names another graph"):
        read_algebra(text, "mine")


@pytest.mark.parametrize("text", UPDATES)
def test_an_update_is_no_query_and_is_called_an_update(text: str) -> None:
    with pytest.raises(UsageError, match="is not a SPARQL query: it is an update"):
        read_algebra(text, "mine")


@pytest.mark.parametrize("text", BROKEN)
def test_what_cannot_be_parsed_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="is not a SPARQL query"):
        read_algebra(text, "mine")


@pytest.mark.parametrize("text", HARMLESS)
def test_a_word_in_a_text_a_comment_or_a_name_is_only_a_word(text: str) -> None:
    assert read_algebra(text, "mine").form == "SelectQuery"


@pytest.mark.parametrize("text", [*REACHING, *ELSEWHERE, *UPDATES, *BROKEN])
def test_nothing_refused_is_asked(text: str) -> None:
    with pytest.raises(KgError) as caught:
        Engine(open_store([])).answer(parse_query(text, "mine", "mine.rq"), {}, "csv")
    assert len(caught.value.lines) == 1


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_is_answered(text: str) -> None:
    asked = parse_query(text, "mine", "mine.rq")
    words = [ox.NamedNode(each) for each in ("urn:x#FROM", "urn:x/LOAD")]
    held = open_store(ox.Quad(each, each, each) for each in words)
    assert Engine(held).answer(asked, {}, "tsv").render().startswith(b"?")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT ?x\n{ ?x ?y }", "2:9: is not a SPARQL query: not understood from '}' on"),
        ("SELECT * {\n ?s aa ret:Rprt }",
         "2:8: is not a SPARQL query: not understood from 'ret:Rprt' on"),
        ("SELECT *\n{\t?s a ret:Action ;\n\tret:actor ?a\n\tret:date ?d }",
         "4:2: is not a SPARQL query: not understood from 'ret:date' on"),
        ("SELECT ?x, ?y {}", "1:10: is not a SPARQL query: not understood from ',' on"),
        ("SELECT ?x { ?x a ret:Chain", "1:27: is not a SPARQL query: it ends early"),
        ("SELEC ?x {}", "1:1: is not a SPARQL query: not understood from 'SELEC' on"),
        ("# nothing", "1:1: is not a SPARQL query: it holds only comments"),
        ("SELECT * { # rte:here\n <urn:rte:x> rte:actor 'rte:x' }",
         "2:14: is not a SPARQL query: unknown prefix rte: "
         "(declare it with PREFIX; did you mean 'ret'?)"),
    ],
)  # fmt: skip
def test_the_place_of_a_mistake_is_told(text: str, told: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_algebra(text, "mine.rq")
    assert str(caught.value) == f"mine.rq:{told}"


def test_an_unknown_prefix_without_a_near_one_is_told_with_all() -> None:
    with pytest.raises(UnreadableError, match=r"or use one of action, actor, .*mine, .*xsd"):
        read_algebra("PREFIX mine: <urn:x> SELECT * { ?s qqqqqq:x ?o }", "q")


@pytest.mark.parametrize("call", ["<urn:f>(?s)", "ret:f(?s)", "xsd:anyURI(?s)", "xsd:nope(?s)"])
def test_a_function_that_the_engine_does_not_have_is_refused(call: str) -> None:
    for text in (f"SELECT ({call} AS ?x) {{ ?s ?p ?o }}", f"ASK {{ ?s ?p ?o FILTER({call}) }}"):
        with pytest.raises(UsageError, match="is not supported here"):
            read_algebra(text, "mine")


def test_every_cast_that_passes_is_one_of_the_engine() -> None:
    for cast in _CASTS:
        text = f"SELECT (xsd:{cast}('1') AS ?x) {{}}"
        assert list(open_store([]).query(read_algebra(text, "mine").text, prefixes=PREFIXES))


def test_escapes_are_decoded_and_lines_end_alike() -> None:
    assert plain_text("\\u0053\\U0001F600\r\nx\ry", "mine") == "S😀\nx\ny"


def test_asking_leaves_rdflib_as_it_was_for_others() -> None:
    code = r"""
from rdflib.plugins.sparql import parser
from pyparsing import ParseBaseException

def state():
    grammar = [vars(each)[name] for each in vars(parser).values() if hasattr(each, "parseAction")
               for name in ("parseAction", "keepTabs", "callDuringTry")]
    return [each[:] if isinstance(each, list) else each for each in grammar], (
        ParseBaseException.__init__)

before = state()
from kg.ask.algebra import read_algebra
assert state() == before, "imported"
service = "ASK { SERVICE <x:> {} }"
for text in ("SELECT * { ?s\t?p -0.5 }", "SELECT * {\n\t?s }", "CLEAR ALL", service):
    try:
        print(read_algebra(text, "q").form)
    except Exception as error:
        print(error)
    assert state() == before, text
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == [
        "SelectQuery",
        "q:2:5: is not a SPARQL query: not understood from '}' on",
        "q: is not a SPARQL query: it is an update (Clear), and a graph can only be queried",
        "q: SERVICE asks another server, but queries stay here; remove it",
    ]


def test_numbers_may_be_negative() -> None:
    text = "SELECT * { VALUES ?c { -0.50 -1 } ?a ret:contribution ?c FILTER (?c < -0.25) }"
    assert '(?c "-0.50"^^xsd:decimal)' in read_algebra(text, "mine").explained()


def test_the_algebra_is_the_same_on_every_run() -> None:
    code = (
        "from kg.ask.algebra import read_algebra; print(read_algebra('SELECT * { ?s ret:actor ?o ; "
        "ret:date ?d ; ret:case ?c ; a ?k MINUS { ?s a ret:Recall } }', 'q').explained())"
    )
    command = [sys.executable, "-c", code]
    runs = {
        subprocess.run(
            command, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


def test_what_nests_deeply_is_explained_as_soon_as_what_does_not() -> None:
    # each level once took twice the time of the one below it: forty would have taken years
    text = f"SELECT ?a {{ ?a a ret:Action {'OPTIONAL { ?a ret:date ?d } ' * 40} }}"
    assert read_algebra(text, "mine").explained().count("LeftJoin") == 40


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s { ?s rdfs:label ?o FILTER(" + "(" * 25 + "?o" + ")" * 25 + ' != "x") }',
        "SELECT ?s " + "{ " * 40 + "?s rdfs:label ?o " + "}" * 40,
        f"SELECT ?s0 {{ {' '.join(f'?s{n} rdfs:label ?o{n} .' for n in range(100))} }} LIMIT 1",
    ],
)
def test_brackets_groups_and_patterns_are_ordinary(text: str):
    assert read_algebra(text, "mine.rq").form == "SelectQuery"


def test_a_long_list_of_values_is_read_value_by_value(monkeypatch: pytest.MonkeyPatch):
    values = [f'"{n}"@en, {n}, -{n}.5, actor:X{n}, true' for n in range(400)]
    text = f"SELECT ?s {{ ?s rdfs:label ?o FILTER(?o IN ({', '.join(values)}, ?s, 1 + 2)) }}"
    tried: list[int] = []
    plain = ConditionalOrExpression.parseImpl

    def counting(text: str, at: int, *more: object) -> object:
        tried.append(at)
        return plain(text, at, *more)

    monkeypatch.setattr(ConditionalOrExpression, "parseImpl", counting)
    explained = read_algebra(text, "mine.rq").explained()
    assert len(tried) < 10  # and not once a value
    assert all(each in explained for each in ('"7"@en', '"-7.5"^^xsd:decimal', "actor:X7", "?s"))


def test_what_nests_without_measure_is_refused():
    text = "SELECT ?s " + "{ " * 5_000 + "?s rdfs:label ?o " + "}" * 5_000
    with pytest.raises(EngineError, match="nested too deeply to be checked"):
        read_algebra(text, "mine.rq")
