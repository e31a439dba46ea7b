"""What a page is given, as text: what repeats said once, and what can wait deflated."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from kg.page.blocks import pack_blocks
from kg.page.columns import to_column
from kg.page.payload import Scene, pack
from kg.page.rungs import draw_pieces, draw_rung
from kg.page.statements import number_graph
from kg.page.svg import draw_kit
from kg.tell.overview import Overview

Record = Mapping[str, Any]

#: Letters of JSON that stand in the page as they are, about those of 4,000 actions: what is drawn
#: unless more is asked for need not be inflated before the first screen.
MOST_PLAIN: Final = 1_000_000
_FIRST: Final = ("actions", "chains", "dyads", "folds", "order")
_PACKED: Final = ("evidence", "nodes", "open", "pairs", "rungs", "signOf", "views")


def shorten(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The value of payload.collect with its records as columns; columns.js undoes it."""
    network = payload["network"]
    return {
        **_to_columns(payload, _FIRST),
        "network": {**network, "edges": to_column(network["edges"])},
    }


def _to_columns(values: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Some lists among the values as columns, and which they are."""
    return {**values, **{key: to_column(values[key]) for key in names}, "columns": names}


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
    packed = pack(scene, overview)
    kit, signs = draw_kit(scene)
    views = [{"name": name, **view} for name, view in packed["views"].items()]
    plain = {
        "evidence": packed["evidence"],
        "graph": _pack_graph(number_graph(graph, scene.lines, index)) if graph else {},
        "kit": kit,
        "libraries": libraries,
        "nodes": [_less(each, ("title", "x", "y", "hidden")) for each in packed["nodes"]],
        "open": [_less_action(each, index.at) for each in packed["open"]],
        "pairs": [_less_labels(each) for each in packed["pairs"]],
        "rows": rows,
        "rungs": [drawn[at] for at in sorted(drawn)],
        "signOf": signs,
        "sheet": draw_pieces(index.data.title, scene.credit),
        "views": views,
    }
    short = _to_columns(plain, _PACKED)
    return deflate(json.dumps(short, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def deflate(text: str) -> str:
    """A text as the scripts of the page read it again: deflated, in base64.

    The most that zlib can do takes three times as long for 1.7 % less.
    """
    return base64.b64encode(zlib.compress(text.encode(), 6)).decode()


def _pack_graph(graph: Mapping[str, Any]) -> dict[str, Any]:
    short = {"actions": to_column(graph["actions"]), "links": to_column(graph["links"])}
    return {**graph, **short, "things": pack_blocks(graph["things"])}


# What the page knows of an action is not said again; download.js puts it where it was.


def _less(record: Record, keys: Iterable[str]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}


def _less_action(row: Record, at: Mapping[str, int]) -> dict[str, Any]:
    """A row of the table of what is open; one that is not drawn keeps its id and its words."""
    if row["id"] not in at:
        return {**_less(row, ("pairs", "state")), "at": -1}
    return {**_less(row, ("pairs", "state", "id", "label")), "at": at[row["id"]]}


def _less_labels(pair: Record) -> dict[str, Any]:
    known = [f"{end}Label" for end in ("from", "to") if pair[end] >= 0]
    return _less(pair, known)
