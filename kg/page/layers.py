"""The same actions as a network: what hangs together stands together, triggers left of responses.

Layers and not springs: a spring layout of a thousand nodes takes Python a minute and shows a ball
of wool, while the longest path to each action and two sweeps of sorting take milliseconds, give
whole numbers, and keep every line running to the right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from kg.page.places import MARKER, Picture, Spot, measure_text

ROW: Final = 30  # px between actions of one layer
LAYER: Final = 96  # px between the captions of one layer and the markers of the next
MARGIN: Final = 34  # px between parts that do not hang together
SHAPE: Final = 1.9  # width to height aimed at for the whole
MIN_WIDTH: Final = 1180  # px; a desk screen
SWEEPS: Final = 4  # of ordering each layer by its neighbours; more changed nothing to be seen

Edge = tuple[str, str]  # trigger, response


def lay_out_network(
    names: Sequence[str], edges: Iterable[Edge], captions: Mapping[str, str]
) -> Picture:
    """Place every action in a layer of its part of the network.

    Args:
        names: ids in the order of time, which decides wherever lines do not.
        edges: pairs; those with an end elsewhere are left out, circles are cut.
        captions: id -> the text beside the marker.
    Returns:
        The picture: the largest parts first, in shelves from left to right.
    """
    at = {name: number for number, name in enumerate(names)}
    triggers: dict[str, list[str]] = defaultdict(list)
    inside = {(t, r) for t, r in edges if t in at and r in at}
    for trigger, response in sorted(inside, key=lambda e: (at[e[0]], at[e[1]])):
        triggers[response].append(trigger)
    parts = sorted(_parts(names, triggers), key=lambda part: (-len(part), at[part[0]]))
    blocks = [_lay_out_part(part, triggers, captions) for part in parts]
    area = sum((w + MARGIN) * (h + MARGIN) for _, w, h in blocks)
    limit = max([MIN_WIDTH, round((SHAPE * area) ** 0.5), *(w for _, w, _ in blocks)])
    spots: dict[str, Spot] = {}
    left = top = shelf = width = 0
    for block, wide, high in blocks:
        if left and left + wide > limit:
            left, top, shelf = 0, top + shelf + (MARGIN if shelf > ROW else 0), 0
        for name, (x, y) in block.items():
            spots[name] = Spot(x=left + x, y=top + y, reach=left + x)
        left, shelf, width = left + wide + MARGIN, max(shelf, high), max(width, left + wide)
    return Picture(sort="graph", spots=spots, width=width, height=top + shelf)


def _parts(names: Sequence[str], triggers: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """What hangs together, each part in the order given."""
    home = {name: name for name in names}

    def find(name: str) -> str:
        while home[name] != name:
            home[name] = home[home[name]]
            name = home[name]
        return name

    for response, before in triggers.items():
        for trigger in before:
            home[find(response)] = find(trigger)
    parts: dict[str, list[str]] = defaultdict(list)
    for name in names:
        parts[find(name)].append(name)
    return list(parts.values())


def _lay_out_part(
    part: Sequence[str], triggers: Mapping[str, Sequence[str]], captions: Mapping[str, str]
) -> tuple[dict[str, tuple[int, int]], int, int]:
    """Places within one part, with its width and height."""
    depth = find_depths(part, triggers)
    layers: list[list[str]] = [[] for _ in range(1 + max(depth.values()))]
    for name in part:
        layers[depth[name]].append(name)
    _untangle(layers, part, triggers)
    tallest = max(map(len, layers))
    places, x = {}, 2 * MARKER
    for layer in layers:
        above = (tallest - len(layer)) * ROW // 2
        for row, name in enumerate(layer):
            places[name] = (x, above + ROW * row + ROW // 2)
        text = max(measure_text(captions.get(name, "")) for name in layer)
        x += MARKER + 6 + text + (LAYER if layer is not layers[-1] else 0)
    return places, x, tallest * ROW


def find_depths(part: Collection[str], triggers: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Links on the longest path to each action; those in a circle count from where they stand."""
    responses: dict[str, list[str]] = defaultdict(list)
    waiting = {name: len(triggers.get(name, ())) for name in part}
    for name in part:
        for trigger in triggers.get(name, ()):
            responses[trigger].append(name)
    depth = dict.fromkeys(part, 0)
    ready = [name for name in part if not waiting[name]]
    for name in ready:
        for response in responses[name]:
            depth[response] = max(depth[response], depth[name] + 1)
            waiting[response] -= 1
            if not waiting[response]:
                ready.append(response)
    return depth


def _untangle(
    layers: list[list[str]], part: Sequence[str], triggers: Mapping[str, Sequence[str]]
) -> None:
    """Sort each layer by the mean place of its neighbours, forwards and back."""
    order = {name: number for number, name in enumerate(part)}
    near: dict[str, list[str]] = defaultdict(list)
    for response in part:
        for trigger in triggers.get(response, ()):
            near[response].append(trigger)
            near[trigger].append(response)
    place = {name: row - len(layer) / 2 for layer in layers for row, name in enumerate(layer)}
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            mean = {n: sum(place[m] for m in near[n]) / max(1, len(near[n])) for n in layer}
            layer.sort(key=lambda name: (round(mean[name], 6), order[name]))
            place.update((name, row - len(layer) / 2) for row, name in enumerate(layer))
