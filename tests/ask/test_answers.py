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

from kg.ask.engine import Engine
from kg.ask.queries import find_query
from kg.model.ids import short_name
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
    assert not Engine(store).answer(asked, {}, limit=2).cut


def test_cut_rows_keep_every_kind_of_term() -> None:
    text = """SELECT * { VALUES (?a ?b) { (UNDEF "01"^^xsd:integer) ("tab\\tnew\\nline\\"" "é"@fr)
    (UNDEF UNDEF) (<urn:x> 1.50) (true "last") } }"""
    asked, empty = mine(text), open_store([])
    cut = Engine(empty).answer(asked, {}, "json", limit=4)
    whole = json.loads(Engine(empty).answer(asked, {}, "json").content)
    assert json.loads(cut.content)["results"]["bindings"] == whole["results"]["bindings"][:4]
