"""The picture as vis-network takes it."""

from __future__ import annotations

from kg.page.network import OPTIONS, draw_network

NODES = ({"id": 0, "x": 5, "y": 7, "label": "a"}, {"id": 1, "x": 9, "y": 7, "hidden": True})
EDGES = ({"id": 0, "from": 0, "to": 1, "label": "3 d", "arrows": {"to": {"type": "vee"}}},)


def test_nodes_edges_and_options_come_through_unchanged() -> None:
    drawn = draw_network(NODES, EDGES)
    assert drawn == {"nodes": list(NODES), "edges": list(EDGES), "options": OPTIONS}


def test_what_is_given_stays_as_it_was() -> None:
    nodes = [dict(each) for each in NODES]
    drawn = draw_network(nodes, EDGES)
    drawn["nodes"][0]["x"] = 99  # type: ignore[index]
    assert nodes == list(NODES)


def test_nothing_moves_by_itself() -> None:
    assert OPTIONS["physics"] == {"enabled": False}
    assert OPTIONS["nodes"]["physics"] is False
    assert OPTIONS["layout"]["randomSeed"] == 1
    assert OPTIONS["autoResize"] is False
    assert draw_network((), ()) == {"nodes": [], "edges": [], "options": OPTIONS}
