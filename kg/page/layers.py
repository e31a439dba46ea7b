"""The same actions as a network: what hangs together stands together, triggers left of responses.

Layers and not springs: a spring layout of a thousand nodes takes Python a minute and shows a ball
of wool, while the longest path to each action and two sweeps of sorting take milliseconds, give
whole numbers, and keep every line running to the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import networkx as nx

from kg.page.geometry import MARKER, Picture, Spot, end_of_caption, measure_text

ROW: Final = 30  # px between actions of one layer
LAYER: Final = 96  # px between the captions of one layer and the markers of the next
LEAD: Final = 40  # px more than the longest text before a marker: lines turn there
MARGIN: Final = 34  # px between parts that do not hang together
SHAPE: Final = 1.9  # width to height aimed at for the whole
MIN_WIDTH: Final = 1180  # px; a desk screen
SWEEPS: Final = 4  # of ordering each layer by its neighbours; more changed nothing to be seen

Edge = tuple[str, str]  # trigger, response


def lay_out_network(
    names: Sequence[str],
    edges: Iterable[Edge],
    captions: Mapping[str, str],
    leads: Mapping[str, str] | None = None,
) -> Picture:
    """Place every action in a layer of its part of the network.

    Args:
        names: ids in the order of time, which decides wherever lines do not.
        edges: pairs; those with an end elsewhere are left out.
        captions: id -> the text beside the marker.
        leads: id -> the text before it, for those that a line leads to.
    Returns:
        The picture: the largest parts first, in shelves from left to right.
    """
    leads = leads or {}
    texts = {
        name: (measure_text(leads.get(name, "")), end_of_caption(captions.get(name, "")))
        for name in names
    }
    at = {name: number for number, name in enumerate(names)}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from((t, r) for t, r in edges if t in at and r in at)
    parts = [sorted(part, key=at.__getitem__) for part in nx.weakly_connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), at[part[0]]))
    depths = find_depths(graph)
    blocks = [_lay_out_part(part, graph, depths, texts) for part in parts]
    area = sum((w + MARGIN) * (h + MARGIN) for _, w, h in blocks)
    limit = max([MIN_WIDTH, round((SHAPE * area) ** 0.5), *(w for _, w, _ in blocks)])
    spots: dict[str, Spot] = {}
    left = top = shelf = width = 0
    for block, wide, high in blocks:
        if left and left + wide > limit:
            left, top, shelf = 0, top + shelf + (MARGIN if shelf > ROW else 0), 0
        for name, (x, y) in block.items():
            before, after = texts[name]
            spots[name] = Spot(
                x=left + x,
                y=top + y,
                reach=left + x,
                before=MARKER + before,
                after=after,
            )
        left, shelf, width = left + wide + MARGIN, max(shelf, high), max(width, left + wide)
    return Picture(sort="graph", spots=spots, width=width, height=top + shelf)


def _lay_out_part(
    part: Sequence[str],
    graph: nx.DiGraph[str],
    depths: Mapping[str, int],
    texts: Mapping[str, tuple[int, int]],
) -> tuple[dict[str, tuple[int, int]], int, int]:
    """Places within one part, with its width and height.

    `texts` are the px that each action needs before its marker, and from its middle to the right.
    """
    if len(part) == 1:  # as most parts are
        return {part[0]: (2 * MARKER, ROW // 2)}, 2 * MARKER + texts[part[0]][1], ROW
    layers: list[list[str]] = [[] for _ in range(1 + max(depths[name] for name in part))]
    for name in part:
        layers[depths[name]].append(name)
    _untangle(layers, part, graph)
    tallest = max(map(len, layers))
    places, x = {}, 2 * MARKER
    for layer in layers:
        above = (tallest - len(layer)) * ROW // 2
        if layer is not layers[0]:
            x += max(LAYER, LEAD + max(texts[name][0] for name in layer))
        for row, name in enumerate(layer):
            places[name] = (x, above + ROW * row + ROW // 2)
        x += max(texts[name][1] for name in layer)
    return places, x, tallest * ROW


def find_depths(graph: nx.DiGraph[str]) -> dict[str, int]:
    """Links on the longest path to each action; those in one circle stand together."""
    circles = nx.condensation(graph)
    members = circles.nodes(data="members")
    layers = enumerate(nx.topological_generations(circles))
    return {name: depth for depth, layer in layers for each in layer for name in members[each]}


def _untangle(layers: list[list[str]], part: Sequence[str], graph: nx.DiGraph[str]) -> None:
    """Sort each layer by the mean place of its neighbours, forwards and back."""
    order = {name: number for number, name in enumerate(part)}
    near = {name: list(nx.all_neighbors(graph, name)) for name in part}
    place = {name: row - len(layer) / 2 for layer in layers for row, name in enumerate(layer)}
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            mean = {n: sum(place[m] for m in near[n]) / max(1, len(near[n])) for n in layer}
            layer.sort(key=lambda name: (round(mean[name], 6), order[name]))
            place.update((name, row - len(layer) / 2) for row, name in enumerate(layer))
