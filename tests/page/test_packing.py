"""What a page is given, as text."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace
from typing import Any

from dispute import dispute

from kg.page.columns import from_column
from kg.page.marks import draw_marker
from kg.page.packing import pack_page, shorten
from kg.page.payload import collect, make_scene
from kg.page.rungs import draw_rung
from kg.tell.index import Index
from kg.tell.ladder import describe_rung
from kg.tell.overview import find_overview


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def unpack(text: str) -> Any:
    return json.loads(zlib.decompress(base64.b64decode(text)))


def test_what_is_shortened_is_the_same_again() -> None:
    index = Index(dispute())
    given = plain(collect(make_scene(index), find_overview(index)))
    short = plain(shorten(given))
    network = {**short["network"], "edges": from_column(short["network"]["edges"])}
    again = {key: from_column(short[key]) for key in short.pop("columns")}
    assert {**short, **again, "network": network} == given
    assert len(json.dumps(short)) < len(json.dumps(given))


def test_rungs_rows_and_libraries_are_packed_by_number() -> None:
    index = Index(dispute())
    scene = make_scene(index, "Sources: Streslau Gazette")
    rungs = [describe_rung(each, index) for each in scene.order]
    packed = unpack(pack_page(scene, find_overview(index), rungs, {3: "<li></li>"}, ["run()"]))
    assert packed["libraries"] == ["run()"]
    assert packed["rows"] == {"3": "<li></li>"}
    told = [list(draw_rung(describe_rung(each, index))) for each in index.ordered]
    assert from_column(packed["rungs"]) == told
    assert "Streslau Gazette" in "".join(packed["sheet"]["credit"])


def test_what_the_page_knows_of_an_action_is_not_packed_again() -> None:
    scene = make_scene(Index(dispute()))
    overview = find_overview(scene.index)
    packed = unpack(pack_page(scene, overview, [], {}, []))
    at = scene.index.at
    (row,) = from_column(packed["open"])
    assert row["at"] == at["closure"]
    assert not {"id", "label", "pairs", "state"} & set(row)
    for pair in from_column(packed["pairs"]):
        assert [f"{end}Label" in pair for end in ("from", "to")] == [
            pair[end] < 0 for end in ("from", "to")
        ]
    assert {key for each in from_column(packed["nodes"]) for key in each} == {
        "id",
        "label",
        "graph",
    }


def test_what_is_open_but_not_drawn_keeps_its_words() -> None:
    whole = dispute()
    few = replace(whole, actions=tuple(x for x in whole.actions if x.id != "closure"))
    scene = make_scene(Index(few))
    packed = unpack(pack_page(scene, find_overview(Index(whole)), [], {}, []))
    (row,) = from_column(packed["open"])
    (label,) = (x.label for x in whole.actions if x.id == "closure")
    assert (row["at"], row["id"], row["label"]) == (-1, "closure", label)


def test_each_action_has_its_sign_among_those_of_the_kit() -> None:
    scene = make_scene(Index(dispute()))
    packed = unpack(pack_page(scene, find_overview(scene.index), [], {}, []))
    signs = packed["kit"].split('data-part="signs">')[1].split("\n</g>")[0].strip().split("\n")
    for number, record in zip(from_column(packed["signOf"]), scene.records, strict=True):
        assert draw_marker(record["family"], record["icon"], record["fill"]) in signs[number]
        assert ("<circle" in signs[number]) == bool(record["answerState"])
