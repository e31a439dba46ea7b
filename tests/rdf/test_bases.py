"""The bases of a graph, by the types of its things and the form of their IRIs."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import Place, UnreadableError
from kg.model.bases import Bases
from kg.model.ids import ID_BASE, PREFIXES
from kg.rdf.bases import Names, count_bases
from kg.rdf.graph import open_store

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
KLOW, SZOHOD = "https://klow.example/", "https://szohod.example/id#"
GRAPH = f"""
<{KLOW}action/a> a ret:Recall , ret:DiplomaticMeasure . <{KLOW}case/c> a ret:Case .
actor:RUS a ret:State . <{SZOHOD}actor/x> a ret:Person .
<{KLOW}news/b> a ret:Recall . <https://other.example/action/a> rdfs:label "of others" .
<https://other.example/reaction/a> a ret:Recall . [] a ret:Recall .
<https://other.example/action/a> a skos:Concept .
"""
PLACE = Place("x.ttl")


def quads(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE))


def test_bases_are_counted_by_typed_things_of_our_form_in_a_store_too() -> None:
    expected = {KLOW: 2, ID_BASE: 1, SZOHOD: 1}
    assert count_bases(quads(GRAPH)) == expected
    assert count_bases(open_store(quads(GRAPH))) == expected
    assert count_bases([]) == count_bases(open_store([])) == {}


@pytest.mark.parametrize(
    ("turtle", "bases"),
    [
        (f'<{KLOW}graph/whole> void:uriSpace "{KLOW}" .', {KLOW: 0}),
        (f'<{KLOW}graph/whole> void:uriSpace "{SZOHOD}" .', {}),  # of somebody else
        ('graph:whole void:uriSpace "" .', {}),
    ],
)
def test_a_dataset_without_things_says_its_base(turtle: str, bases: dict[str, int]) -> None:
    assert count_bases(quads(turtle)) == bases


def test_names_are_those_below_the_bases_of_the_graph() -> None:
    names = Names({KLOW: 3, ID_BASE: 1}, PLACE)
    assert names.name(f"{KLOW}action/a") == "action:a"
    assert names.name(f"{ID_BASE}actor/RUS") == "actor:RUS"
    assert names.name(f"{KLOW}actor/gazette") == "actor:gazette"
    assert names.name(f"{SZOHOD}action/a") is None
    assert names.bases() == Bases(KLOW, {"actor:gazette": KLOW})


def test_one_name_below_two_bases_is_refused_with_both() -> None:
    names = Names({KLOW: 1, SZOHOD: 1}, PLACE)
    names.name(f"{KLOW}action/a")
    with pytest.raises(UnreadableError) as caught:
        names.name(f"{SZOHOD}action/a")
    (line,) = caught.value.lines
    assert line.startswith(f"x.ttl: action:a stands below <{KLOW}> and <{SZOHOD}>; read the graphs")
