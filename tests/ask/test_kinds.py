"""The kinds of value that a graph's properties have, and what is near a wrong one."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.ask.kinds import Kinds
from kg.model.ids import PREFIXES
from kg.rdf.graph import open_store

NAME, WEIGHT, KNOWS, SEEN = (ox.NamedNode(f"urn:{x}") for x in ("name", "weight", "knows", "seen"))
DOUBLE = ox.NamedNode(f"{PREFIXES['xsd']}double")
ANNA = ox.NamedNode("urn:anna")
LABEL = ox.NamedNode(f"{PREFIXES['rdfs']}label")
HELD = Kinds(
    open_store(
        [
            ox.Quad(ANNA, NAME, ox.Literal("Anna", language="de")),
            ox.Quad(ANNA, LABEL, ox.Literal("Anna K.")),
            ox.Quad(ANNA, WEIGHT, ox.Literal("1.5", datatype=DOUBLE)),
            ox.Quad(ANNA, KNOWS, ANNA),
            ox.Quad(ANNA, SEEN, ox.BlankNode("b")),
        ]
    ),
    PREFIXES,
)


@pytest.mark.parametrize(
    ("term", "prop", "how", "told"),
    [
        (ox.Literal("Anna", language="de"), NAME, "exact", ""),
        (ox.Literal("Otto", language="de"), NAME, "exact", ""),
        (ox.Literal("anna", language="de"), NAME, "exact",
         'no <urn:name> is "anna"@de; did you mean "Anna"@de?'),
        (ox.Literal("anna", language="de"), NAME, "ordered", ""),
        (ox.Literal("Otto"), NAME, "equal",
         "no <urn:name> is \"Otto\": its values are texts in 'de', such as \"Anna\"@de"),
        (ox.Literal(2), WEIGHT, "exact",
         'no <urn:weight> is 2: its values are of xsd:double, such as "1.5"^^xsd:double'),
        (ox.Literal(2), WEIGHT, "equal", ""),
        (ox.Literal(2), WEIGHT, "ordered", ""),
        (ox.Literal("anna k."), KNOWS, "exact",
         'no <urn:knows> is "anna k."; did you mean <urn:anna>?'),
        (ox.Literal("x"), KNOWS, "ordered",
         'no <urn:knows> is "x": its values are things, such as <urn:anna>'),
        (ox.NamedNode("urn:otto"), KNOWS, "exact", ""),
        (ox.Literal("x"), SEEN, "exact", ""),
        (ox.Literal("x"), ox.NamedNode("urn:never"), "exact", ""),
    ],
)  # fmt: skip
def test_what_cannot_match_is_told_by_what_the_graph_has(
    term: ox.NamedNode | ox.Literal, prop: ox.NamedNode, how: str, told: str
) -> None:
    assert HELD.find_problem(term, prop.value, False, how) == told


def test_a_subject_of_others_may_have_anything() -> None:
    assert HELD.find_problem(ox.NamedNode("urn:otto"), NAME.value, True, "exact") == ""


def test_what_the_graph_says_of_a_thing_may_be_asked_whatever_the_ontology_says() -> None:
    reason = ox.NamedNode(f"{PREFIXES['ret']}reason")
    domain = ox.NamedNode(f"{PREFIXES['rdfs']}domain")
    one, other = (ox.NamedNode(f"{PREFIXES['action']}{x}") for x in "ab")
    report = ox.NamedNode(f"{PREFIXES['ret']}Report")
    held = open_store([ox.Quad(reason, domain, report), ox.Quad(one, reason, ox.Literal("why"))])
    kinds = Kinds(held, PREFIXES)
    assert kinds.find_problem(one, reason.value, True, "exact") == ""
    told = "action:b has no ret:reason: only things of ret:Report have one"
    assert kinds.find_problem(other, reason.value, True, "exact") == told


RUR = ox.NamedNode(f"{PREFIXES['actor']}RUR")
BORN = ox.NamedNode(f"{PREFIXES['ret']}born")


def test_an_id_in_another_case_is_told_on_either_side_of_a_property() -> None:
    held = Kinds(open_store([ox.Quad(RUR, BORN, RUR)]), PREFIXES)
    told = "the graph has no actor:rur; did you mean actor:RUR?"
    small = ox.NamedNode(RUR.value.replace("RUR", "rur"))
    assert held.find_problem(small, BORN.value, True, "exact") == told
    assert held.find_problem(small, BORN.value, False, "exact") == told
    other = ox.NamedNode(RUR.value.replace("RUR", "BOR"))
    assert held.find_problem(other, BORN.value, False, "exact") == ""


def test_an_id_that_the_graph_has_in_two_cases_is_taken_in_either() -> None:
    small = ox.NamedNode(RUR.value.replace("RUR", "rur"))
    held = Kinds(open_store([ox.Quad(RUR, BORN, RUR), ox.Quad(small, LABEL, RUR)]), PREFIXES)
    assert held.find_problem(small, BORN.value, False, "exact") == ""


def test_a_number_of_another_datatype_is_told_apart_from_what_is_meant() -> None:
    held = Kinds(open_store([ox.Quad(RUR, BORN, ox.Literal(60))]), PREFIXES)
    decimal = ox.Literal("60", datatype=ox.NamedNode(f"{PREFIXES['xsd']}decimal"))
    told = held.find_problem(decimal, BORN.value, False, "exact")
    assert told == 'no ret:born is "60"^^xsd:decimal; did you mean 60?'
