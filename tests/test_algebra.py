"""A query is judged by what it parses to, never by how its text looks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.algebra import plain_text, read_algebra, refuse_undeclared
from kg.errors import EngineError, KgError, UnreadableError, UsageError
from kg.graph import open_store
from kg.namespaces import PREFIXES
from kg.queries import answer_query, parse_query

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
    with pytest.raises(EngineError, match="SERVICE asks another server"):
        read_algebra(text, "mine")


@pytest.mark.parametrize("text", ELSEWHERE)
def test_what_names_another_graph_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="FROM names another graph"):
        read_algebra(text, "mine")


@pytest.mark.parametrize("text", UPDATES)
def test_an_update_is_no_query_and_is_called_an_update(text: str) -> None:
    with pytest.raises(UnreadableError, match="is no SPARQL query: it is an update"):
        read_algebra(text, "mine")


@pytest.mark.parametrize("text", BROKEN)
def test_what_cannot_be_parsed_is_refused(text: str) -> None:
    with pytest.raises(UnreadableError, match="is no SPARQL query"):
        read_algebra(text, "mine")


@pytest.mark.parametrize("text", HARMLESS)
def test_a_word_in_a_text_a_comment_or_a_name_is_only_a_word(text: str) -> None:
    assert read_algebra(text, "mine").form == "SelectQuery"


@pytest.mark.parametrize("text", [*REACHING, *ELSEWHERE, *UPDATES, *BROKEN])
def test_nothing_refused_is_asked(text: str) -> None:
    with pytest.raises(KgError) as caught:
        answer_query(open_store([]), parse_query(text, "mine", "mine.rq"), {}, "csv")
    assert len(caught.value.lines) == 1


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_is_answered(text: str) -> None:
    asked = parse_query(text, "mine", "mine.rq")
    assert answer_query(open_store([]), asked, {}, "tsv").render().count(b"\n") == 1


def test_the_place_of_a_mistake_is_told() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_algebra("SELECT ?x\n{ ?x ?y }", "mine")
    assert str(caught.value).startswith("mine:2:")


def test_escapes_are_decoded_and_lines_end_alike() -> None:
    assert plain_text("\\u0053\\U0001F600\r\nx\ry", "mine") == "S😀\nx\ny"


def undeclared(text: str) -> list[str]:
    try:
        refuse_undeclared(read_algebra(text, "q"), "q", lambda iri: iri.endswith("#MadeByUser"))
    except UsageError as error:
        return list(error.lines)
    return []


@pytest.mark.parametrize(
    ("pattern", "wrong", "near"),
    [
        ("?a ret:actro ?b", "ret:actro", "ret:actor"),
        ("?a a ret:Expulsoin", "ret:Expulsoin", "ret:Expulsion"),
        ("?a ret:basis code:infered", "code:infered", "code:inferred"),
        ("?a rdfs:lable ?b", "rdfs:lable", "rdfs:label"),
        ("?a (ret:actor|^ret:recipent)+ ?b", "ret:recipent", "ret:recipient"),
        ("?a !(ret:actor|ret:recipent) ?b", "ret:recipent", "ret:recipient"),
        ("VALUES ?c { ret:Recal } ?a a ?c", "ret:Recal", "ret:Recall"),
        ("FILTER NOT EXISTS { ?a ret:acter ?b }", "ret:acter", "ret:actor"),
        ("{ SELECT ?x { ?x ret:acter ?y } }", "ret:acter", "ret:actor"),
        ("?a ret:date '2031'^^xsd:dat", "xsd:dat", "xsd:date"),
        (f"?a <{PREFIXES['ret']}acter> ?b", "ret:acter", "ret:actor"),
        ("?a ret:actor\\u0073 ?b", "ret:actors", "ret:actor"),
        ("?a ret:frobnicates ?b", "ret:frobnicates", None),
    ],
)
def test_an_undeclared_term_is_refused_with_the_nearest(
    pattern: str, wrong: str, near: str | None
) -> None:
    told = f"; did you mean {near!r}?" if near else ""
    found = undeclared(f"SELECT * {{ {pattern} }}")
    assert found == [f"q: {wrong} is no declared term{told}"]


@pytest.mark.parametrize(
    "pattern",
    [
        "?a ret:actor/ret:memberOf* actor:nobody-yet",
        "?a a ret:MadeByUser",
        "?list rdf:rest*/rdf:first ?x ; rdf:_1 ?y",
        "?a <urn:anything> ?b ; wd:Q1 ?c",
        "?a skos:exactMatch ?b FILTER(xsd:integer(?c) > 1)",
        "?a ret:reason 'ret:actro'",
    ],
)
def test_declared_and_foreign_terms_pass(pattern: str) -> None:
    assert undeclared(f"SELECT * {{ {pattern} }}") == []


def test_numbers_may_be_negative() -> None:
    text = "SELECT * { VALUES ?c { -0.50 -1 } ?a ret:contribution ?c FILTER (?c < -0.25) }"
    assert '(?c "-0.50"^^xsd:decimal)' in read_algebra(text, "mine").explained()


def test_the_algebra_is_the_same_on_every_run() -> None:
    code = (
        "from kg.algebra import read_algebra; print(read_algebra('SELECT * { ?s ret:actor ?o ; "
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
