"""What is answered comes in every form, and other readers read it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from io import BytesIO

import pyoxigraph as ox
import pytest
from rdflib.query import Result as SparqlResult
from support import answer, mine, run_query

from kg.ask.answers import cell, form_answer
from kg.ask.engine import Engine
from kg.ask.queries import find_query
from kg.errors import UsageError
from kg.model.ids import PREFIXES, short_name
from kg.rdf.graph import open_store


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
        answer(store, "who-expelled-whom")[1]
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
    assert not Engine(store).answer(asked, {}, limit=3).cut


def test_cut_rows_keep_every_kind_of_term() -> None:
    text = """SELECT * { VALUES (?a ?b) { (UNDEF "01"^^xsd:integer) ("tab\\tnew\\nline\\"" "é"@fr)
    (UNDEF UNDEF) (<urn:x> 1.50) (true "last") } }"""
    asked, empty = mine(text), open_store([])
    cut = Engine(empty).answer(asked, {}, "json", limit=4)
    whole = json.loads(Engine(empty).answer(asked, {}, "json").content)
    assert json.loads(cut.content)["results"]["bindings"] == whole["results"]["bindings"][:4]


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (None, ""),
        (ox.NamedNode(PREFIXES["actor"] + "XRU"), "actor:XRU"),
        (ox.NamedNode("urn:x"), "urn:x"),
        (ox.Literal("an envoy", language="en"), "an envoy"),
        (ox.Literal("007", datatype=ox.NamedNode(PREFIXES["xsd"] + "integer")), "007"),
        (ox.BlankNode("b0"), "_:b0"),
    ],
)
def test_a_cell_shows_a_term_as_people_read_it(term: object, shown: str) -> None:
    assert cell(term) == shown


def test_a_form_that_cannot_hold_the_answer_is_refused() -> None:
    empty = open_store([])
    for text, form in (("CONSTRUCT WHERE { ?s ?p ?o }", "csv"), ("SELECT * {}", "turtle")):
        with pytest.raises(UsageError, match="in Turtle"):
            form_answer(empty.query(text), form, "tsv", None)


def test_rows_come_in_the_form_for_rows_where_none_is_asked_for() -> None:
    found = form_answer(open_store([]).query("SELECT ?x { VALUES ?x { 1 } }"), None, "csv", None)
    assert (found.form, found.render()) == ("csv", b"x\n1\n")


def test_a_character_that_xml_cannot_carry_is_refused_in_xml_alone() -> None:
    text = r'SELECT ("a\u0001b" AS ?x) {}'
    held = open_store([])
    with pytest.raises(UsageError, match=r"U\+0001, which XML cannot carry; choose another format"):
        form_answer(held.query(text), "xml", "tsv", None)
    assert b"\x01" in form_answer(held.query(text), "csv", "tsv", None, raw=True).render()


HOSTILE = r'SELECT ("\u009b31m\u202e\u061c\u2028" AS ?x) ("=1+1" AS ?y) (IRI("urn:a") AS ?z) {}'


def test_csv_runs_no_formula_unless_its_bytes_are_asked_for() -> None:
    held = open_store([])
    inert = form_answer(held.query(HOSTILE), "csv", "tsv", None).render().decode()
    assert inert == "x,y,z\n\ufffd31m\ufffd\ufffd\ufffd,'=1+1,urn:a\n"
    raw = form_answer(held.query(HOSTILE), "csv", "tsv", None, raw=True).render().decode()
    assert raw == "x,y,z\r\n\x9b31m\u202e\u061c\u2028,=1+1,urn:a\r\n"
    cut = form_answer(held.query("SELECT ?x { VALUES ?x { UNDEF 2 -3 } }"), "csv", "tsv", 2)
    assert (cut.cut, cut.render()) == (True, b'x\n""\n2\n')


@pytest.mark.parametrize("form", ["tsv", "json", "xml"])
def test_marks_that_a_terminal_obeys_are_escapes_that_are_read_as_they_were(form: str) -> None:
    held = open_store([])
    data = form_answer(held.query(HOSTILE), form, "tsv", None).render()
    assert [x for x in "\x9b\u202e\u061c\u2028" if x in data.decode()] == []
    formats = {"tsv": "TSV", "json": "JSON", "xml": "XML"}
    again = ox.parse_query_results(data, format=getattr(ox.QueryResultsFormat, formats[form]))
    assert isinstance(again, ox.QuerySolutions)
    assert [[*row] for row in again] == [[*row] for row in held.query(HOSTILE)]


def test_so_they_are_in_turtle() -> None:
    text = r'CONSTRUCT { <urn:a\u202eb> <urn:p> "\u009b31m\u202e\u061c" } {}'
    held = open_store([])
    data = form_answer(held.query(text), None, "tsv", None).render()
    assert [x for x in "\x9b\u202e\u061c" if x in data.decode()] == []
    read = [x.triple for x in ox.parse(data, format=ox.RdfFormat.TURTLE)]
    assert read == list(held.query(text))


def test_a_triple_that_the_engine_builds_twice_is_answered_once() -> None:
    text = "CONSTRUCT { <urn:s> <urn:p> 1 } WHERE { VALUES ?x { 1 2 3 } }"
    found = form_answer(open_store([]).query(text), None, "tsv", 1)
    assert not found.cut
    assert found.render().count(b"<urn:p>") == 1
