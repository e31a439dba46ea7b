"""Links as lines of the picture: one for each pair that some undenied claim calls an answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model.actions import Link
from kg.model.standing import by_grade, is_hedged, opposes, side_of
from kg.page.signs import DASHES, HEADS, WIDTHS
from kg.tell.index import Index
from kg.tell.lags import abbreviate_lags


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A claim between two actions that are shown, and what the page's filters ask of it."""

    link: Link
    ends: tuple[int, int]  # the numbers of trigger and response
    drawn: bool  # whether it calls the response an answer
    grade: str  # what makes it other than its basis says: disputed, hedged or nothing

    @property
    def signs(self) -> list[Any]:
        """Basis, stance, relation, grade and confidence."""
        link = self.link
        confidence = float(link.confidence or 0)
        return [link.basis, link.stance, link.relation, self.grade, confidence]


def list_lines(index: Index) -> list[Line]:
    """Every claim between two actions shown, the firmest of a pair first."""
    at = index.at
    links = [x for x in index.data.links if x.trigger in at and x.response in at]
    ends = {each.iri: (at[each.trigger], at[each.response]) for each in links}
    disputed = {ends[x.iri] for x in links if opposes(x) or (side_of(x) == "for" and x.disputed_by)}
    made = []
    for link in sorted(links, key=lambda each: (ends[each.iri], by_grade(each))):
        side, doubted = side_of(link), bool(link.disputed_by)
        doubted |= side == "against" or (side == "for" and ends[link.iri] in disputed)
        grade = "disputed" if doubted else "hedged" if is_hedged(link) else ""
        made.append(Line(link=link, ends=ends[link.iri], drawn=side == "for", grade=grade))
    return made


def draw_edges(lines: Iterable[Line], index: Index) -> list[dict[str, Any]]:
    """One line for each pair that some undenied claim calls trigger and response."""
    answers: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        if line.drawn:
            answers[line.ends].append(line)
    return [_draw_edge(number, answers[ends], index) for number, ends in enumerate(answers)]


def lead_of(labels: Iterable[str]) -> str:
    """The text before a marker: what its incoming lines say, two different labels at most."""
    unique = list(dict.fromkeys(filter(None, labels)))
    return ", ".join(unique[:2]) + (" …" if len(unique) > 2 else "")


def _draw_edge(number: int, lines: Sequence[Line], index: Index) -> dict[str, Any]:
    """The line takes its look from the firmest claim; the panel lists them all."""
    links, first, grade = [each.link for each in lines], lines[0].link, lines[0].grade
    words = [abbreviate_lags(links, index.actions)]
    words += [index.code(first.stance) if grade == "hedged" else grade]
    words += ["draft"] * first.draft
    signs = [each.signs for each in lines]
    return {
        "id": number,
        "from": lines[0].ends[0],
        "to": lines[0].ends[1],
        "label": " · ".join(filter(None, words)),
        "basis": first.basis,
        "relation": first.relation,
        "hedged": bool(grade),
        "claims": [claim for n, claim in enumerate(signs) if claim not in signs[:n]],
        "dashes": DASHES.get(grade or first.basis, False),
        "width": WIDTHS.get(first.basis, WIDTHS["reported"]),
        "arrows": {"to": {"type": HEADS.get(first.relation, "arrow")}},
    }
