"""pyoxigraph's terms as rdflib's and back: for pySHACL, which reads no others."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef


def to_graph(quads: Iterable[ox.Quad]) -> Graph:
    """Quads as an rdflib Graph (for pySHACL); blank nodes keep their labels."""

    def term(
        each: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
    ) -> URIRef | BNode | Literal:
        if isinstance(each, ox.NamedNode):
            return URIRef(each.value)
        if isinstance(each, ox.BlankNode):
            return BNode(each.value)
        if isinstance(each, ox.Literal):
            kind = None if each.language else URIRef(each.datatype.value)
            plain = kind is not None and str(kind).endswith("XMLSchema#string")
            return Literal(
                each.value,
                lang=each.language,
                datatype=None if plain else kind,
                normalize=False,
            )
        raise TypeError(f"RDF 1.2 triple terms are not supported here: {each}")

    graph = Graph(bind_namespaces="none")
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def to_term(term: object) -> ox.NamedNode | ox.Literal:
    """An IRI or literal of rdflib as pyoxigraph has it.

    Raises:
        TypeError: it is neither.
    """
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if not isinstance(term, Literal):
        raise TypeError(f"unexpected term {term!r}")
    if term.language:
        return ox.Literal(str(term), language=term.language)
    kind = ox.NamedNode(str(term.datatype)) if term.datatype else None
    return ox.Literal(str(term), datatype=kind)
