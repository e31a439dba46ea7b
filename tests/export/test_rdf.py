"""A build as quads."""

from __future__ import annotations

from collections import Counter

from kg.export.rdf import build_quads
from kg.infer.built import Built
from kg.model.ids import DERIVED_GRAPH, STATED_GRAPH
from kg.rdf.graph import to_quads


def test_what_is_stated_and_what_is_derived_stand_in_graphs_of_their_own(built: Built) -> None:
    quads = build_quads(built)
    counts = Counter(each.graph_name.value for each in quads)
    assert counts == {
        STATED_GRAPH: len(built.stated.columns()), DERIVED_GRAPH: len(built.derived.columns()),
    }  # fmt: skip
    derived = {each.triple for each in quads if each.graph_name.value == DERIVED_GRAPH}
    assert derived == {each.triple for each in to_quads(built.derived.columns())}
