"""Actors in a graph: those referred to, with what they belong to, their posts and tenures."""

from __future__ import annotations

from support import PLACE, act, objects, people, record, report

from kg.model.actors import Actor
from kg.rdf.actors import actor_triples, actors_named
from kg.rdf.terms import RDFS, RET, id_iri
from kg.rdf.triples import stated_triples


def test_only_actors_referred_to_enter_with_all_they_belong_to() -> None:
    mission = Actor(
        id="mission", kind="DiplomaticMission", label="Mission of Ruritania", part_of=("XRU",),
        place=PLACE,
    )  # fmt: skip
    told = report("strike", attributed_to=("mission",))
    only = act("strike", "XBO", "XBO")
    graph = stated_triples(record([only], reports=(told,)), people(mission))
    labels = {each.value for each in objects(graph, None, RDFS.label)}
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
    graph = actor_triples(people(office), ["office"])
    assert (id_iri("actor", "office"), RET.partOf, id_iri("actor", "XRU")) in set(graph.columns())
    assert objects(graph, id_iri("actor", "XRU"), RDFS.label) != []
    assert objects(graph, id_iri("actor", "XBO"), RDFS.label) == []
