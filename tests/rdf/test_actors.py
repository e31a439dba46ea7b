"""Actors in a graph: those referred to, with what they belong to, their posts and tenures."""

from __future__ import annotations

from rdflib import RDFS
from support import PLACE, act, people, record, report

from kg.model.actors import Actor
from kg.rdf.actors import actor_triples, actors_named
from kg.rdf.terms import RET, id_iri
from kg.rdf.triples import stated_triples


def test_only_actors_referred_to_enter_with_all_they_belong_to() -> None:
    mission = Actor(
        id="mission", kind="DiplomaticMission", label="Mission of Ruritania", part_of=("XRU",),
        place=PLACE,
    )  # fmt: skip
    told = report("strike", attributed_to=("mission",))
    only = act("strike", "XBO", "XBO")
    graph = stated_triples(record([only], reports=(told,)), people(mission)).graph
    labels = {str(each) for each in graph.objects(None, RDFS.label)}
    assert {"Mission of Ruritania", "Ruritania", "Borduria"} <= labels
    assert "Syldavia" not in labels


def test_voices_and_sides_of_claims_are_named() -> None:
    told = report("strike", attributed_to=("mission",), relayed_by=("gazette",))
    said = record([act("strike", "XBO", "XRU")], reports=(told,))
    assert actors_named(said) == {"XBO", "XRU", "mission", "gazette"}


def test_an_actor_comes_with_what_it_is_a_part_of() -> None:
    office = Actor(
        id="office", kind="GovernmentBody", label="Office", part_of=("XRU",), place=PLACE
    )
    graph = actor_triples(people(office), ["office"]).graph
    assert (id_iri("actor", "office"), RET.partOf, id_iri("actor", "XRU")) in graph
    assert graph.value(id_iri("actor", "XRU"), RDFS.label) is not None
    assert graph.value(id_iri("actor", "XBO"), RDFS.label) is None
