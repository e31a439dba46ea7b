"""What a page is given, as text."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from dispute import dispute

from kg.page.columns import from_columns
from kg.page.packing import pack_page, shorten
from kg.page.payload import collect, make_scene
from kg.page.rungs import draw_rung
from kg.tell.index import Index
from kg.tell.ladder import describe_rung
from kg.tell.overview import find_overview


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def test_what_is_shortened_is_the_same_again() -> None:
    index = Index(dispute())
    given = plain(collect(make_scene(index), find_overview(index)))
    short = plain(shorten(given))
    network = {**short["network"], "edges": from_columns(short["network"]["edges"])}
    again = {key: from_columns(short[key]) for key in ("actions", "chains")}
    assert {**short, **again, "network": network} == given
    assert len(json.dumps(short)) < len(json.dumps(given))


def test_rungs_rows_and_libraries_are_packed_by_number() -> None:
    index = Index(dispute())
    scene = make_scene(index, "Sources: Streslau Gazette")
    rungs = [describe_rung(each, index) for each in scene.order]
    text = pack_page(scene, find_overview(index), rungs, {3: "<li></li>"}, ["run()"])
    packed = json.loads(zlib.decompress(base64.b64decode(text)))
    assert packed["libraries"] == ["run()"]
    assert packed["rows"] == {"3": "<li></li>"}
    told = [list(draw_rung(describe_rung(each, index))) for each in index.ordered]
    assert packed["rungs"] == told
    assert "Streslau Gazette" in "".join(packed["sheet"]["credit"])
