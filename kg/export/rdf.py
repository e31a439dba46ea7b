"""A build -> quads, stated and derived in graphs of their own."""

from __future__ import annotations

from kg.infer.built import Built
from kg.model.ids import DERIVED_GRAPH, STATED_GRAPH
from kg.rdf.graph import Quad, in_graph, to_quads


def build_quads(built: Built) -> list[Quad]:
    """What a build says, for `to_rdf`."""
    stated, derived = to_quads(built.stated.graph), to_quads(built.derived.graph)
    return [*in_graph(stated, STATED_GRAPH), *in_graph(derived, DERIVED_GRAPH)]
