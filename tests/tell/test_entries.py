"""The words that tell things of two graphs apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import act, claim, people, record, report

from kg.model.actions import Values
from kg.model.actors import Quantity
from kg.rdf.graph import to_quads
from kg.rdf.triples import stated_triples
from kg.tell.diff import compare, to_triples
from kg.tell.entries import literal_text, report_words, short

FIRST, SECOND = act("first"), act("second", "XBO", "XRU", "2031-03-05")


def test_reports_stand_in_the_order_of_the_text_with_what_tells_them_apart() -> None:
    four = Values(quantity=Quantity(minimum=4, maximum=4, unit="persons"), status="ordered")
    said = (
        replace(report("first", 200, values=four), attributed_to=("XBO",)),
        report("first", 30),
        replace(report("first", 7), start=None, end=None, article=None, table="t.csv", row=3),
    )
    graph = to_triples(to_quads(stated_triples(record([FIRST], reports=said), people()).columns()))
    assert [x.label for x in compare(frozenset(), graph, "reports").only_b] == [
        "row 3 asserts: “first”",
        "[30, 40] asserts: “first”",
        "[200, 210] asserts: “first”, says Borduria; quantity: 4; status: ordered; unit: persons",
    ]


def test_a_claim_has_its_place_and_who_makes_it() -> None:
    said = claim("second", "first", article="gazette-1", start=20, end=30)
    both = record([FIRST, SECOND], [said])
    graph = to_triples(to_quads(stated_triples(both, people()).columns()))
    (entry,) = compare(frozenset(), graph, "links").only_b
    assert entry.label == (
        "[20, 30] “second” is said to answer “first”: retaliation, reported, asserts, "
        "says Klow Gazette"
    )


@pytest.mark.parametrize("start", ['"x"', '"999999999999999999999"', "<a:b>", '"-3"'])
def test_a_place_that_is_no_number_is_left_out(start: str) -> None:
    ret = "https://w3id.org/retaliation-kg/ontology#"
    facts = {"<x:r>": {f"<{ret}start>": [start], f"<{ret}end>": ['"9"']}}
    assert report_words("<x:r>", facts) == ": "


def test_a_literal_is_told_by_its_text_and_a_term_by_its_prefix() -> None:
    assert literal_text('"a \\"b\\""@en') == 'a "b"'
    assert short("<https://w3id.org/retaliation-kg/code/asserts>") == "code:asserts"
