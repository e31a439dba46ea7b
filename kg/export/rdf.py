"""A build -> quads, stated and derived in graphs of their own."""

from __future__ import annotations

from kg.infer.built import Built
from kg.rdf.graph import Quad, in_graph, to_quads


def build_quads(built: Built) -> list[Quad]:
    """What a build says, for `to_rdf`."""
    stated, derived = to_quads(built.stated.columns()), to_quads(built.derived.columns())
    names = [built.corpus.bases.iri("graph", name) for name in ("stated", "derived")]
    return [*in_graph(stated, names[0]), *in_graph(derived, names[1])]
