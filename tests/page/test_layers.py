"""The network: what hangs together stands together, triggers left of responses."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.page.geometry import MARKER, Spot, end_of_caption, measure_text
from kg.page.layers import LEAD, MARGIN, ROW, find_depths, lay_out_network

LADDER = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")]


def spots(names: str, edges: list[tuple[str, str]]) -> dict[str, Spot]:
    return dict(lay_out_network(list(names), edges, {}).spots)


def test_an_action_stands_after_the_longest_path_to_it() -> None:
    assert find_depths(nx.DiGraph(LADDER)) == {"a": 0, "b": 1, "c": 2, "d": 3}


def test_a_circle_stands_in_one_layer_and_what_follows_it_in_the_next() -> None:
    graph = nx.DiGraph([("a", "b"), ("b", "c"), ("c", "b"), ("c", "d"), ("d", "d")])
    assert find_depths(graph) == {"a": 0, "b": 1, "c": 1, "d": 2}


def test_every_line_runs_to_the_right() -> None:
    found = spots("abcdefg", [*LADDER, ("e", "f")])
    assert all(found[trigger].x < found[response].x for trigger, response in LADDER)
    assert len({(spot.x, spot.y) for spot in found.values()}) == 7


def test_the_largest_part_comes_first_and_parts_of_one_size_in_the_order_of_time() -> None:
    found = spots("xyabcz", LADDER[:3])
    assert found["a"].y < found["b"].y + ROW  # one part, side by side
    assert found["a"].reach < min(found[name].reach for name in "xyz")
    assert found["x"].reach < found["y"].reach < found["z"].reach
    assert found["y"].reach - found["x"].reach > MARGIN


def test_neighbours_are_sorted_so_that_lines_do_not_cross() -> None:
    found = spots("abcde", [("a", "e"), ("b", "c"), ("a", "d"), ("b", "d")])
    assert (found["a"].y < found["b"].y) == (found["e"].y < found["c"].y)


def test_texts_have_room_on_both_sides_of_a_marker() -> None:
    def between(caption: str, lead: str) -> int:
        names = {"a": caption}, {"b": lead}
        found = lay_out_network(["a", "b"], [("a", "b")], *names).spots
        assert found["a"].after == end_of_caption(caption)
        assert found["b"].before == MARKER + measure_text(lead)
        return found["b"].x - found["a"].x

    assert between("a long caption", "") - between("", "") == measure_text("a long caption")
    assert between("", 30 * "d") == end_of_caption("") + LEAD + measure_text(30 * "d")


def test_an_edge_to_what_is_not_shown_is_left_out() -> None:
    assert spots("ab", [("a", "b"), ("b", "z"), ("z", "a")]) == spots("ab", [("a", "b")])


@pytest.mark.parametrize("edges", [LADDER, LADDER[::-1], [*LADDER, *LADDER]])
def test_the_order_of_edges_does_not_show(edges: list[tuple[str, str]]) -> None:
    assert spots("abcd", edges) == spots("abcd", LADDER)


def test_nothing_to_lay_out_has_no_spots() -> None:
    assert spots("", []) == {}
