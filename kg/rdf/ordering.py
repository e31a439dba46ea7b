"""The order in which quads are written."""

from __future__ import annotations

from itertools import compress
from operator import ne
from typing import Final

import pyoxigraph as ox

from kg.model.ids import PREFIXES

_TYPE: Final = f" <{PREFIXES['rdf']}type> ".encode()
_LABEL: Final = f" <{PREFIXES['rdfs']}label> ".encode()
_END_FIRST: Final = bytes.maketrans(b">", b"\2")


def sort_quads(quads: list[ox.Quad], *, named: bool = False) -> list[ox.Quad]:
    """The different quads in order, by their lines in N-Triples.

    One call writes all lines, where asking each quad for its terms would take twice as long. In
    them control characters, which N-Triples always escapes, stand for rdf:type and rdfs:label, to
    come before other predicates, and for ">", so that an IRI comes before those that it begins.
    """
    form = ox.RdfFormat.N_QUADS if named else ox.RdfFormat.N_TRIPLES
    try:
        text = ox.serialize(quads, format=form) or b""
    except ValueError:  # N-Triples knows no named graphs
        quads = [ox.Quad(each.subject, each.predicate, each.object) for each in quads]
        text = ox.serialize(quads, format=form) or b""
    text = text.replace(_TYPE, b" \0 ").replace(_LABEL, b" \1 ").translate(_END_FIRST)
    lines = text.split(b"\n")[: len(quads)]  # the last line end ends nothing
    order = sorted(range(len(quads)), key=lines.__getitem__)
    inline = [lines[at] for at in order]
    ordered = [quads[at] for at in compress(order, map(ne, inline, [None, *inline]))]
    return sorted(ordered, key=_graph_name) if named else ordered


def _graph_name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
