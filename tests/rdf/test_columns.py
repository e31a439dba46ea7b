"""Triples as columns of numbers."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.rdf.columns import Columns

A, B, C = (ox.NamedNode(f"urn:{name}") for name in "abc")
TWELVE = ox.Literal(12)


def triples(columns: Columns) -> list[ox.Triple]:
    rows = (columns.subjects, columns.predicates, columns.objects)
    return [ox.Triple(*(columns.terms[n] for n in row)) for row in zip(*rows, strict=True)]


def test_each_triple_is_there_once_and_each_term_has_one_number() -> None:
    made = [ox.Triple(A, B, C), ox.Quad(A, B, TWELVE, C), ox.Quad(A, B, C)]
    columns = Columns.of(made)
    assert set(triples(columns)) == {ox.Triple(A, B, C), ox.Triple(A, B, TWELVE)}
    assert len(triples(columns)) == 2
    assert sorted(columns.terms, key=str) == sorted({A, B, C, TWELVE}, key=str)


def test_columns_that_share_triples_are_joined_to_different_ones() -> None:
    first = Columns.of([ox.Triple(A, B, C), ox.Triple(A, B, TWELVE)])
    second = Columns.of([ox.Triple(C, B, A), ox.Triple(A, B, C)])
    joined = Columns.joined(first, Columns.of([]), second)
    assert len(triples(joined)) == 3
    assert set(triples(joined)) == {*triples(first), *triples(second)}
    assert len(set(joined.terms)) == len(joined.terms)
    assert triples(Columns.joined(Columns.of([]))) == []


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(TypeError, match="neither an IRI nor a literal"):
        Columns.of([ox.Triple(ox.BlankNode("x"), A, B)])
