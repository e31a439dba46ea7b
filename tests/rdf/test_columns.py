"""Triples as columns of numbers: each once, joined, cut, and as terms again."""

from __future__ import annotations

import numpy as np
import pyoxigraph as ox
import pytest

from kg.rdf.columns import Columns, join

S, T, P, Q = (ox.NamedNode(f"urn:{each}") for each in "stpq")
ONE, OTHER = ox.Literal("1"), ox.Literal("1", language="en")


def columns(*rows: tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]) -> Columns:
    return Columns.of([ox.Triple(*each) for each in rows])


def test_a_triple_said_twice_stands_once_and_terms_keep_their_kind() -> None:
    made = columns((S, P, ONE), (S, P, OTHER), (S, P, ONE), (S, P, T))
    assert len(made) == 3
    assert sorted(made.terms, key=str) == sorted([S, P, T, ONE, OTHER], key=str)
    assert set(made) == {(S, P, ONE), (S, P, OTHER), (S, P, T)}
    assert {each.dtype for each in made.rows} == {np.dtype(np.int32)}


def test_quads_give_up_the_name_of_their_graph() -> None:
    quads = [ox.Quad(S, P, ONE, T), ox.Quad(S, P, ONE)]
    assert list(Columns.of(quads)) == [(S, P, ONE)]


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(TypeError, match="neither an IRI nor a literal"):
        Columns.of([ox.Triple(ox.BlankNode("b"), P, ONE)])


def test_what_is_joined_stands_once_and_each_part_is_known() -> None:
    first, second = columns((S, P, ONE), (S, Q, T)), columns((T, P, S), (S, Q, T))
    every, (in_first, in_second) = join(first, second)
    rows = list(every)
    assert len(rows) == 3
    assert set(rows) == set(Columns.joined(second, first))
    assert {row for row, kept in zip(rows, in_first, strict=True) if kept} == set(first)
    assert {row for row, kept in zip(rows, in_second, strict=True) if kept} == set(second)


@pytest.mark.parametrize("parts", [(), (Columns.of([]),), (Columns.of([]), Columns.of([]))])
def test_nothing_joined_is_nothing(parts: tuple[Columns, ...]) -> None:
    every, masks = join(*parts)
    assert (len(every), len(masks)) == (0, len(parts))
    assert list(every) == list(Columns.joined(*parts)) == []


def test_nothing_joins_something_without_a_trace() -> None:
    every, masks = join(Columns.of([]), columns((S, P, ONE)))
    assert list(every) == [(S, P, ONE)]
    assert [each.tolist() for each in masks] == [[False], [True]]


def test_a_part_has_the_terms_of_its_own_triples_alone() -> None:
    made = columns((S, P, ONE), (T, Q, OTHER))
    part = made.kept(np.array([each[0] == T for each in made]))
    assert set(part) == {(T, Q, OTHER)}
    assert sorted(part.terms, key=str) == sorted([T, Q, OTHER], key=str)
    assert len(made) == 2
