"""Links as lines of the picture: one for each pair that some undenied claim calls an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from kg.model.actions import Link
from kg.model.standing import by_grade, is_hedged, opposes, side_of
from kg.page.signs import DASHES, HEADS, WIDTHS
from kg.tell.index import Index
from kg.tell.words import abbreviate_lag


def draw_edges(index: Index) -> list[dict[str, Any]]:
    """One line for each pair that some undenied claim calls trigger and response."""
    answers: dict[tuple[int, int], list[Link]] = defaultdict(list)
    denied: set[tuple[int, int]] = set()
    for link in index.data.links:
        if link.trigger not in index.at or link.response not in index.at:
            continue
        ends = index.at[link.trigger], index.at[link.response]
        if side_of(link) == "for":
            answers[ends].append(link)
        elif opposes(link):
            denied.add(ends)
    return [
        _draw_edge(number, ends, sorted(answers[ends], key=by_grade), ends in denied, index)
        for number, ends in enumerate(sorted(answers))
    ]


def lead_of(labels: Iterable[str]) -> str:
    """The text before a marker: what its incoming lines say, two different labels at most."""
    unique = list(dict.fromkeys(filter(None, labels)))
    return ", ".join(unique[:2]) + (" …" if len(unique) > 2 else "")


def _draw_edge(
    number: int, ends: tuple[int, int], links: Sequence[Link], denied: bool, index: Index
) -> dict[str, Any]:
    """The line takes its look from the firmest claim; the panel lists them all.

    `claims` has what the page's filters ask of each: basis, stance, relation, grade, confidence.
    """
    first = links[0]
    disputed = denied or any(link.disputed_by for link in links)
    grades = [_grade(link, disputed) for link in links]
    words = [next((lag for k in links if (lag := abbreviate_lag(k.min_lag, k.max_lag))), "")]
    words += ["disputed"] if disputed else [index.code(first.stance)] if grades[0] else []
    claims = [
        [k.basis, k.stance, k.relation, grade, float(k.confidence or 0)]
        for k, grade in zip(links, grades, strict=True)
    ]
    return {
        "id": number,
        "from": ends[0],
        "to": ends[1],
        "label": " · ".join(filter(None, words)),
        "basis": first.basis,
        "relation": first.relation,
        "hedged": bool(grades[0]),
        "claims": [claim for n, claim in enumerate(claims) if claim not in claims[:n]],
        "dashes": DASHES.get(grades[0] or first.basis, False),
        "width": WIDTHS.get(first.basis, WIDTHS["reported"]),
        "arrows": {"to": {"type": HEADS.get(first.relation, "arrow")}},
    }


def _grade(link: Link, disputed: bool) -> str:
    """What makes a line other than its basis says: disputed, hedged or nothing."""
    return "disputed" if disputed else "hedged" if is_hedged(link) else ""
