"""Terms of pyoxigraph and of rdflib say the same."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import BNode

from kg.rdf.rdflib_terms import to_graph, to_term

INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
S, P = ox.NamedNode("urn:s"), ox.NamedNode("urn:p")
TERMS = (
    S,
    ox.Literal("a"),
    ox.Literal("a", language="en"),
    ox.Literal("012", datatype=INTEGER),
    ox.Literal("no number", datatype=INTEGER),
    ox.Literal('"\\\n\u2028'),
)


def test_quads_become_an_rdflib_graph_of_the_same_terms() -> None:
    graph = to_graph(ox.Quad(S, P, each) for each in TERMS)
    assert {to_term(each) for each in graph.objects()} == set(TERMS)


def test_blank_nodes_keep_their_labels_and_are_no_terms_of_ours() -> None:
    (found,) = to_graph([ox.Quad(ox.BlankNode("x"), P, S)]).subjects()
    assert found == BNode("x")
    with pytest.raises(TypeError, match="unexpected term"):
        to_term(found)
