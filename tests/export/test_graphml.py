"""The chains as GraphML."""

from __future__ import annotations

import networkx as nx

from kg.export.graphml import to_graphml


def test_graphml_keeps_each_edge_of_two_nodes_and_reads_back() -> None:
    nodes = {"first": {"severity": 5}, "second": {"severity": 3}}
    edges = {
        "one": ("first", "second", {"basis": "stated"}),
        "two": ("first", "second", {"basis": "reported"}),
    }
    graph = nx.parse_graphml(to_graphml(nodes, edges).decode(), force_multigraph=True)
    assert dict(graph.nodes(data=True)) == nodes
    assert {key: (u, v, data) for u, v, key, data in graph.edges(keys=True, data=True)} == edges
