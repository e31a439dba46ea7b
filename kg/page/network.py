"""The picture as a pyvis Network: nodes, edges and options. The only module that knows pyvis."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

#: Nothing moves by itself: positions are ours, the same for every reader of the page.
OPTIONS: Final[Mapping[str, Any]] = {
    "autoResize": False,  # picture.js keeps zoom and place, which vis-network would change
    "edges": {
        "arrowStrikethrough": False,
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
        "chosen": False,
        "font": {"size": 0},  # picture.js writes the labels where the arrows end
        "hidden": True,  # lines.js draws what is in sight of them, as the SVG has it
        "selectionWidth": 0,
        "smooth": False,
    },
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "keyboard": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 200,
    },
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "nodes": {"chosen": False, "physics": False, "shape": "custom", "size": 9},
    "physics": {"enabled": False},
}


def draw_network(
    nodes: Iterable[Mapping[str, Any]], edges: Iterable[Mapping[str, Any]]
) -> dict[str, Sequence[Any] | Mapping[str, Any]]:
    """Nodes, edges and options as vis-network takes them, by way of pyvis.

    The lists are filled in one go because add_node and add_edge look through all earlier ones.
    pyvis is imported here because it brings IPython along, half a second that only drawing needs.

    Returns:
        The three parts, plain values.
    """
    from pyvis.network import Network

    network = Network(directed=True, notebook=False)
    network.nodes = [dict(node) for node in nodes]
    network.edges = [dict(edge) for edge in edges]
    network.node_ids = [node["id"] for node in network.nodes]
    network.node_map = {node["id"]: node for node in network.nodes}
    network.options = dict(OPTIONS)
    drawn_nodes, drawn_edges, _, _, _, options = network.get_network_data()
    return {"nodes": drawn_nodes, "edges": drawn_edges, "options": json.loads(options)}
