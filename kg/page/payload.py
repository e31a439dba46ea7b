"""Index -> what the scripts of the page are given: little at once, and the rest packed.

What a first screen needs stands in the page as JSON. Evidence, places of pictures and files to
take away are deflated, and read once the first screen stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from kg.model.actions import Action, Chain
from kg.model.standing import OPEN_STATES
from kg.page.edges import Line, draw_edges, lead_of, list_lines
from kg.page.geometry import Picture, plain_picture
from kg.page.layers import lay_out_network
from kg.page.layout import lay_out
from kg.page.network import draw_network
from kg.page.signs import sign_tables
from kg.tell.answers import ANSWERS, spell_states
from kg.tell.claims import HEADINGS, describe_pairs
from kg.tell.dyads import name_dyad
from kg.tell.index import Index
from kg.tell.ladder import find_sides, fold_moves, order_moves
from kg.tell.overview import Overview
from kg.tell.records import (
    describe_action,
    describe_article,
    describe_chain,
    title_of,
)
from kg.tell.signs import family_of

FEW: Final = 150  # actions; below that pairs have little to show, and the page opens its ladder
_HEAVY: Final = ("facts", "reports", "differ", "reasons")  # of an action: what its evidence needs
_ELSEWHERE: Final = (
    "caption",
    "search",
    "severity",
)  # of an action: in pictures, in terms, nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything drawn, before it is HTML or SVG."""

    index: Index
    records: list[dict[str, Any]]  # an action each, in the order of time
    order: list[Action]  # the same as a ladder has them
    lines: list[Line]
    edges: list[dict[str, Any]]
    views: Mapping[str, Picture]  # "deeds", "all", "graph", "graphAll"
    captions: Mapping[str, Mapping[str, str]]  # sort of picture -> action id -> text
    credit: str = ""  # whose data these are, and as of when


def make_scene(index: Index, credit: str = "") -> Scene:
    """Lay out every view of the data; `credit` is what stands below a picture."""
    ordered = index.ordered
    lines = list_lines(index)
    edges = draw_edges(lines, index)
    arriving: dict[str, list[str]] = {}
    for edge in edges:
        arriving.setdefault(ordered[edge["to"]].id, []).append(edge["label"])
    leads = {key: lead_of(texts) for key, texts in arriving.items()}
    records = [describe_action(action, index) for action in ordered]
    captions = {
        "timeline": {each["id"]: each["caption"] for each in records},
        "graph": {each.id: title_of(each, index) for each in ordered},
    }
    deeds = [each for each in ordered if family_of(each) != "speech"]
    labels = index.data.labels
    pairs = [(ordered[edge["from"]].id, ordered[edge["to"]].id) for edge in edges]

    def draw(some: Sequence[Action]) -> tuple[Picture, Picture]:
        names = [each.id for each in some]
        timeline = lay_out(some, captions["timeline"], labels, leads)
        return timeline, lay_out_network(names, pairs, captions["graph"], leads)

    everything = draw(ordered)
    timeline, graph = draw(deeds) if len(deeds) < len(ordered) else everything
    views = {"deeds": timeline, "all": everything[0], "graph": graph, "graphAll": everything[1]}
    return Scene(
        index=index,
        records=records,
        order=order_moves(index),
        lines=lines,
        edges=edges,
        views=views,
        captions=captions,
        credit=credit,
    )


def collect(scene: Scene, overview: Overview) -> dict[str, Any]:
    """What a first screen needs; what repeats is said once and named by its number."""
    index = scene.index
    chains = enumerate(largest_first(index), 1)
    terms = sorted({term for record in scene.records for term in record["terms"]})
    term_at = {term: number for number, term in enumerate(terms)}
    return {
        "actions": [_light(record, term_at) for record in scene.records],
        "actors": [index.name(who) for who in index.actors],
        "actorIds": index.actors,  # what an address calls them
        "actorKinds": [_kind_of(who, index) for who in index.actors],
        "answers": [list(each) for each in ANSWERS.items()],
        "cases": _list_cases(index),
        "chains": [
            {**describe_chain(n, chain, index), "sides": _sides(chain.actions, index)}
            for n, chain in chains
        ],
        "dyads": [[each.key, *name_dyad(each, index)] for each in overview.dyads],
        "embed": index.data.embed,
        "folds": fold_moves(scene.order, index),
        "headings": [[sort, *words] for sort, words in HEADINGS.items()],
        "network": draw_network([], scene.edges),
        "openStates": list(OPEN_STATES),
        "opens": _first_address(index),
        "order": [index.at[each.id] for each in scene.order],
        "sides": [index.actor_at[side] for side in find_sides(index.ordered)],
        "signs": sign_tables(),
        "sources": [describe_article(article, index) for article in index.sources],
        "start": start_of(index),
        "stances": {
            stance: index.code(stance)
            for stance in sorted({claim[1] for edge in scene.edges for claim in edge["claims"]})
        },
        "story": [[index.at[name], text] for name, text in index.data.story],
        "terms": terms,
    }


def pack(scene: Scene, overview: Overview) -> dict[str, Any]:
    """What is read after the first screen: evidence, the table of what is open, and pictures."""
    index = scene.index
    return {
        "evidence": [{key: record[key] for key in _HEAVY} for record in scene.records],
        "nodes": draw_network([_draw_node(n, scene) for n in range(len(scene.records))], [])[
            "nodes"
        ],
        "open": list(overview.open),
        "pairs": describe_pairs(index),
        "views": {name: plain_picture(view, index.at) for name, view in scene.views.items()},
    }


def start_of(index: Index) -> str:
    """The view that the page opens with."""
    if index.data.story:
        return "story"
    if index.data.view == "chain":
        return "ladder"  # the former name of a chain's ladder, which is not a view of the page
    return index.data.view or ("pairs" if len(index.ordered) >= FEW else "ladder")


def _first_address(index: Index) -> str:
    """Where the page opens, where that is not a view of all: the ladder of the largest chain."""
    chains = largest_first(index)
    return f"chain={quote(chains[0].id)}" if index.data.view == "chain" and chains else ""


def largest_first(index: Index) -> list[Chain]:
    """The chains in the order in which the page offers them."""
    return sorted(index.data.chains, key=lambda c: (-len(c.actions), c.id))


def _light(record: Mapping[str, Any], term_at: Mapping[str, int]) -> dict[str, Any]:
    light = {key: record[key] for key in record if key not in (*_HEAVY, *_ELSEWHERE)}
    terms = [term_at[term] for term in record["terms"]]
    return {**light, "terms": terms, "reports": len(record["reports"])}


def _kind_of(who: str, index: Index) -> str:
    known = index.data.actors.get(who)
    return index.kind(known.kind) if known else "actor"


def _list_cases(index: Index) -> list[list[Any]]:
    """Each case: id, name, the numbers of its two sides, and how its acts stand."""
    moves: dict[str, list[Action]] = {}
    for action in index.ordered:
        moves.setdefault(action.case or "", []).append(action)
    known = index.data.answers
    return [
        [
            case.id,
            case.label,
            _sides([each.id for each in moves.get(case.id, ())], index),
            spell_states(known[x.id] for x in moves.get(case.id, ()) if x.id in known),
        ]
        for case in sorted(index.cases.values(), key=lambda x: (x.label.casefold(), x.id))
    ]


def _sides(names: Sequence[str], index: Index) -> list[int]:
    actions = [index.actions[name] for name in names if name in index.actions]
    return [index.actor_at[side] for side in find_sides(actions)]


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
    return node if text == record["caption"] else {**node, "graph": text}
