"""The chain network -> GraphML."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx


def to_graphml(
    nodes: Mapping[str, Mapping[str, str | float]],
    edges: Mapping[str, tuple[str, str, Mapping[str, str | float]]],
) -> bytes:
    """A network as GraphML.

    Args:
        nodes: id -> its data.
        edges: id -> where from, where to, its data.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, data in nodes.items():
        graph.add_node(name, **data)
    for name, (source, target, data) in edges.items():
        graph.add_edge(source, target, key=name, **data)
    return ("\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n").encode()
