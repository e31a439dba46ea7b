"""SHACL results as findings at the place of the annotation."""

from __future__ import annotations

import pytest
from rdflib import Graph
from support import act, claim, people, record

from kg.build import ontology, shapes
from kg.errors import Place
from kg.triples import stated_triples
from kg.validate import short_name, validate

STRIKE = act("strike", case=None)
ANSWER = act("answer", "XBO", "XRU", "2031-03-03", case=None)


def test_a_sound_graph_has_no_findings() -> None:
    triples = stated_triples(record([STRIKE, ANSWER]), people())
    assert validate(triples.graph, triples.places, ontology(), shapes()) == []


def test_a_broken_triple_is_found_at_the_line_of_its_annotation() -> None:
    bad = claim("answer", "strike", claimed_by=(), basis="stated", place=Place("a.yaml", 12, 3))
    triples = stated_triples(record([STRIKE, ANSWER], [bad]), people())
    found = validate(triples.graph, triples.places, ontology(), shapes())
    assert [each.place for each in found] == [Place("a.yaml", 12, 3)] * len(found)
    assert len(found) >= 1
    assert all("\n" not in str(each) for each in found)


def test_nothing_to_look_at_is_an_error_and_not_a_pass() -> None:
    triples = stated_triples(record([STRIKE]), people())
    with pytest.raises(ValueError, match="no shapes"):
        validate(triples.graph, triples.places, ontology(), Graph())
    with pytest.raises(ValueError, match="no data"):
        validate(Graph(), {}, ontology(), shapes())


def test_the_data_graph_is_left_as_it_was() -> None:
    triples = stated_triples(record([STRIKE]), people())
    before = set(triples.graph)
    validate(triples.graph, triples.places, ontology(), shapes())
    assert set(triples.graph) == before


def test_short_names_use_the_longest_prefix() -> None:
    assert short_name("https://w3id.org/retaliation-kg/id/actor/RUS") == "actor:RUS"
    assert short_name("https://w3id.org/retaliation-kg/ontology#actor") == "ret:actor"
    assert short_name("plain text") == "plain text"
