"""Index -> all that the scripts of the page are given, as one plain value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.model.actions import Chain
from kg.page.edges import Line, draw_edges, lead_of, list_lines
from kg.page.geometry import Picture, plain_picture
from kg.page.layers import lay_out_network
from kg.page.layout import lay_out
from kg.page.network import draw_network
from kg.page.signs import sign_tables
from kg.tell.claims import HEADINGS, describe_pairs
from kg.tell.index import Index
from kg.tell.records import (
    caption_of,
    describe_action,
    describe_article,
    describe_chain,
    title_of,
)
from kg.tell.signs import family_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything drawn, before it is HTML or SVG."""

    index: Index
    records: list[dict[str, Any]]  # an action each, in the order of time
    lines: list[Line]
    edges: list[dict[str, Any]]
    views: Mapping[str, Picture]  # "deeds", "all", "graph" and "graphAll"
    captions: Mapping[str, Mapping[str, str]]  # sort of picture -> action id -> text
    credit: str = ""  # whose data these are, and as of when


def make_scene(index: Index) -> Scene:
    """Lay out every view of the data."""
    ordered = index.ordered
    lines = list_lines(index)
    edges = draw_edges(lines, index)
    arriving: dict[str, list[str]] = {}
    for edge in edges:
        arriving.setdefault(ordered[edge["to"]].id, []).append(edge["label"])
    leads = {key: lead_of(texts) for key, texts in arriving.items()}
    captions = {
        "timeline": {each.id: caption_of(each, index) for each in ordered},
        "graph": {each.id: title_of(each, index) for each in ordered},
    }
    deeds = [each for each in ordered if family_of(each) != "speech"]
    labels = index.data.labels
    pairs = [(ordered[edge["from"]].id, ordered[edge["to"]].id) for edge in edges]
    views = {
        "deeds": lay_out(deeds, captions["timeline"], labels, leads),
        "all": lay_out(ordered, captions["timeline"], labels, leads),
        "graph": lay_out_network([each.id for each in deeds], pairs, captions["graph"], leads),
        "graphAll": lay_out_network([each.id for each in ordered], pairs, captions["graph"], leads),
    }
    records = [describe_action(action, index) for action in ordered]
    return Scene(
        index=index,
        records=records,
        lines=lines,
        edges=edges,
        views=views,
        captions=captions,
        credit=getattr(index.data, "credit_line", ""),
    )


def collect(scene: Scene) -> dict[str, Any]:
    """All that the scripts need; what repeats is said once and named by its number."""
    index = scene.index
    chains = enumerate(largest_first(index), 1)
    return {
        "actions": scene.records,
        "actors": [index.name(who) for who in index.actors],
        "actorIds": index.actors,  # what an address calls them
        "cases": [[case.id, case.label] for case in sorted(index.cases.values(), key=_label)],
        "chains": [describe_chain(n, chain, index) for n, chain in chains],
        "headings": [[sort, *words] for sort, words in HEADINGS.items()],
        "network": draw_network([_draw_node(n, scene) for n in range(len(scene.records))],
                                scene.edges),
        "pairs": describe_pairs(index),
        "signs": sign_tables(),
        "sources": [describe_article(article, index) for article in index.sources],
        "start": index.data.view,
        "stances": {
            stance: index.code(stance)
            for stance in sorted({claim[1] for edge in scene.edges for claim in edge["claims"]})
        },
        "views": {name: plain_picture(view, index.at) for name, view in scene.views.items()},
    }  # fmt: skip


def largest_first(index: Index) -> list[Chain]:
    """The chains in the order in which the page offers them."""
    return sorted(index.data.chains, key=lambda c: (-len(c.actions), c.id))


def _label(case: Any) -> tuple[str, str]:
    return case.label.casefold(), case.id


def _draw_node(number: int, scene: Scene) -> dict[str, Any]:
    record = scene.records[number]
    deeds, everything = scene.views["deeds"], scene.views["all"]
    spot = deeds.spots.get(record["id"], everything.spots[record["id"]])
    node = {
        "id": number,
        "x": spot.x,
        "y": spot.y,
        "label": record["caption"],
        "title": f"{record['label']}\n{record['when']}",
        "hidden": record["id"] not in deeds.spots,
    }
    text = scene.captions["graph"][record["id"]]
    return node | ({"graph": text} if text != record["caption"] else {})
