"""The order of quads is that of their lines, with types and labels first."""

from __future__ import annotations

import pyoxigraph as ox

from kg.model.ids import PREFIXES
from kg.rdf.ordering import sort_quads


def test_types_and_labels_come_first_and_each_quad_once() -> None:
    thing, longer = ox.NamedNode("urn:a"), ox.NamedNode("urn:a-b")
    kind, label = (ox.NamedNode(PREFIXES[x] + y) for x, y in (("rdf", "type"), ("rdfs", "label")))
    other = ox.NamedNode("http://a.example/")
    ordered = [
        ox.Quad(thing, kind, other),
        ox.Quad(thing, label, ox.Literal("Ruritania")),
        ox.Quad(thing, other, other),
        ox.Quad(longer, other, other),
    ]
    assert sort_quads([*ordered[::-1], *ordered]) == ordered


def test_named_graphs_come_one_after_the_other() -> None:
    thing = ox.NamedNode("urn:a")
    graphs = [ox.NamedNode("urn:g"), ox.NamedNode("urn:h")]
    ordered = [ox.Quad(thing, thing, thing), *(ox.Quad(thing, thing, thing, g) for g in graphs)]
    assert sort_quads(ordered[::-1], named=True) == ordered
