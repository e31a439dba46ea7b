"""Order, components and longest paths, held against networkx."""

from __future__ import annotations

import random

import networkx as nx
import numpy as np
import pytest

from kg.infer.paths import order_acts, split_steps, trace_chains


def test_an_act_comes_after_all_that_it_answers_and_else_by_number() -> None:
    steps = [(0, 4), (1, 0), (3, 2)]
    assert order_acts(5, *split_steps(steps)) == [2, 3, 4, 0, 1]
    assert order_acts(3, *split_steps([(1, 0), (2, 1)])) == [0, 1, 2]


def test_acts_on_a_circle_and_what_answers_them_have_no_order() -> None:
    assert order_acts(4, *split_steps([(1, 0), (0, 1), (2, 1)])) == [3]


def test_without_links_each_act_is_a_chain_of_its_own() -> None:
    home, far = trace_chains(3, *split_steps([]))
    assert (home.tolist(), far.tolist()) == ([0, 1, 2], [0, 0, 0])


@pytest.mark.parametrize("seed", range(40))
def test_components_and_longest_paths_are_those_of_networkx(seed: int) -> None:
    pick = random.Random(seed)
    size = pick.choice((2, 9, 60))
    reach = pick.choice((1, 3, size))
    steps = []
    for _ in range(pick.randrange(1, 2 * size)):
        response = pick.randrange(1, size)
        steps.append((response, max(response - pick.randint(1, reach), 0)))
    home, far = trace_chains(size, *split_steps(steps))
    graph = nx.DiGraph([(trigger, response) for response, trigger in steps])
    graph.add_nodes_from(range(size))
    parts = list(nx.weakly_connected_components(graph))
    assert all(home[each] == min(part) for part in parts for each in part)
    longest = [0] * size
    for each in range(size):
        longest[each] = max((longest[x] + 1 for x in graph.predecessors(each)), default=0)
    assert far.tolist() == longest
    for part in parts:
        path = nx.dag_longest_path_length(graph.subgraph(part))
        assert max(far[list(part)]) == path


@pytest.mark.parametrize("seed", range(20))
def test_the_order_is_the_first_of_all_that_networkx_allows(seed: int) -> None:
    pick = random.Random(seed)
    numbers = pick.sample(range(30), 30)
    steps = []
    for _ in range(pick.randrange(1, 50)):
        one, other = sorted(pick.sample(range(30), 2))
        steps.append((numbers[other], numbers[one]))
    graph = nx.DiGraph([(trigger, response) for response, trigger in steps])
    graph.add_nodes_from(range(30))
    order = order_acts(30, *split_steps(steps))
    assert order == list(nx.lexicographical_topological_sort(graph))
    assert np.array_equal(np.sort(order), np.arange(30))
