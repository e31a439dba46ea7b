"""What a page is given, as text: what repeats said once, and what can wait deflated."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.page.columns import to_columns
from kg.page.payload import Scene, pack
from kg.page.rungs import draw_pieces, draw_rung
from kg.page.statements import number_graph
from kg.page.svg import draw_svg
from kg.tell.overview import Overview


def shorten(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The value of payload.collect with its records as columns; columns.js undoes it."""
    network = payload["network"]
    return {
        **payload,
        "actions": to_columns(payload["actions"]),
        "chains": to_columns(payload["chains"]),
        "network": {**network, "edges": to_columns(network["edges"])},
    }


def pack_page(
    scene: Scene,
    overview: Overview,
    rungs: Iterable[Mapping[str, Any]],
    rows: Mapping[int, str],
    libraries: Sequence[str],
) -> str:
    """What is read after the first screen: deflated, since as text it would double the page.

    Args:
        scene: what the page shows.
        overview: what is counted of it.
        rungs: every move, see kg.tell.ladder.describe_rung.
        rows: those that do not stand in the page, as HTML by number.
        libraries: the scripts that only pictures need.
    """
    graph, index = scene.index.data.graph, scene.index
    drawn = {rung["at"]: draw_rung(rung) for rung in rungs}
    kits = {"timeline": "all", "graph": "graphAll"}  # of every marker; the page knows their places
    packed = {
        **pack(scene, overview),
        "graph": graph and number_graph(graph, scene.lines, index),
        "libraries": libraries,
        "rows": rows,
        "rungs": [drawn[at] for at in sorted(drawn)],
        "sheet": draw_pieces(index.data.title, scene.credit),
        "svg": {sort: draw_svg(scene, name, places=False) for sort, name in kits.items()},
    }
    text = json.dumps(packed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()
