"""Data by predicate, paths, and constraints on arrays."""

from __future__ import annotations

import numpy as np
import pyoxigraph as ox
import pytest

from kg.rdf.columns import Columns
from kg.rdf.constraints import CONSTRAINTS, SUBCLASS, TYPE, Data, Values, each_term

A, B, C, D = (ox.NamedNode(f"urn:{name}") for name in "abcd")
P, Q = ox.NamedNode("urn:p"), ox.NamedNode("urn:q")


def data_of(*triples: tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]) -> Data:
    return Data(Columns.of(ox.Triple(*each) for each in triples))


def numbers(data: Data, *terms: ox.NamedNode) -> np.ndarray:
    return np.array([data.number(each) for each in terms], np.int32)


def led(data: Data, values: Values) -> set[tuple[ox.NamedNode, ox.NamedNode]]:
    pairs = zip(values.nodes[values.at].tolist(), values.value.tolist(), strict=True)
    return {(data.terms[one], data.terms[other]) for one, other in pairs}


def test_a_step_leads_from_the_nodes_asked_for_and_back() -> None:
    data = data_of((A, P, B), (A, P, C), (B, P, C), (A, Q, D))
    assert led(data, data.step(numbers(data, A, D), P)) == {(A, B), (A, C)}
    assert led(data, data.step(numbers(data, C, D), P, inverse=True)) == {(C, A), (C, B)}
    assert led(data, data.step(numbers(data, A), ox.NamedNode("urn:none"))) == set()


def test_instances_of_a_class_are_those_of_the_ones_below_it_even_in_a_circle() -> None:
    data = data_of((B, SUBCLASS, A), (C, SUBCLASS, B), (A, SUBCLASS, C), (D, TYPE, C), (P, TYPE, Q))
    for kind in (A, B, C):
        assert np.flatnonzero(data.instances(kind)).tolist() == numbers(data, D).tolist()
    assert not data.instances(ox.NamedNode("urn:none")).any()


def test_no_term_is_asked_twice() -> None:
    data, asked = data_of((A, P, B), (A, Q, B), (B, P, C)), []

    def holds(term: ox.NamedNode) -> bool:
        asked.append(term)
        return term == B

    check = each_term(holds)
    for _ in range(2):
        places, wrong = check(data, data.step(numbers(data, A, B), P))
        assert (places.tolist(), wrong.tolist()) == ([1], numbers(data, C).tolist())
    assert sorted(asked, key=str) == [B, C]


@pytest.mark.parametrize("also", [A, D])
def test_a_term_without_a_triple_can_have_a_number(also: ox.NamedNode) -> None:
    data = Data(Columns.of([ox.Triple(A, P, B)]), [also])
    assert data.terms[data.number(also)] == also
    assert len(set(data.terms)) == len(data.terms)
    assert len(data.step(numbers(data, also), Q).value) == 0


def test_values_in_order_are_told_once_for_each_pair_out_of_it() -> None:
    made = [(A, P, ox.Literal(n)) for n in (1, 5)] + [(A, Q, ox.Literal(n)) for n in (3, 4)]
    data = data_of(*made, (B, P, ox.Literal(9)), (C, Q, ox.Literal(1)))
    nodes = numbers(data, A, B, C)
    places, wrong = CONSTRAINTS["lessThan"][1](Q)(data, data.step(nodes, P))
    assert {(p, data.terms[w].value) for p, w in zip(places, wrong.tolist(), strict=True)} == {
        (0, "5")
    }
