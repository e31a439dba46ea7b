"""Where each action stands: a lane per state or organisation, time from left to right.

Pure and in whole numbers, so that the page and the SVG agree and every run gives the
same bytes. A stretch without actions is drawn at a fixed width and marked; everything between is
to scale. Undated actions stand on the left and those that answer something on the right, so that
lines still run from trigger to response.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from kg.model.actions import Action
from kg.model.order import by_day, first_day
from kg.model.standing import sides_of
from kg.page.geometry import MARKER, Gap, Lane, Picture, Spot, Tick, end_of_caption, measure_text
from kg.tell.words import spell_gap, spell_short_day

DAY_WIDTH: Final = 15  # px a day; three days apart still leave room to see the line between them
LONGEST_SCALED_GAP: Final = 6  # days; a longer stretch without actions is compressed
GAP_WIDTH: Final = 104  # px; wider than the six days before, room for its label
ROW_HEIGHT: Final = 28  # px; a marker with its caption, which may stand half a line higher
LANE_PADDING: Final = 9  # px above the first and below the last row of a lane
ZONE_MARGIN: Final = 40  # px between the undated and the dated

JOINT_LANE: Final = "several"  # no actor id: those are codes or hold a hyphen
NO_LANE: Final = "unknown"


def lay_out(
    actions: Iterable[Action],
    captions: Mapping[str, str],
    labels: Mapping[str, str],
    leads: Mapping[str, str] | None = None,
) -> Picture:
    """Place every action.

    Args:
        actions: those to draw, any order.
        captions: action id -> the text beside its marker.
        labels: actor id -> name of its lane.
        leads: for each action that a line leads to, the text before its marker, perhaps none.
    Returns:
        The picture; empty where there are no actions.
    """
    ordered = sorted(actions, key=by_day)
    leads = leads or {}
    days = list(filter(None, map(first_day, ordered)))
    causes = [a for a in ordered if first_day(a) is None and a.id not in leads]
    answers = [a for a in ordered if first_day(a) is None and a.id in leads]
    left = max(
        (MARKER + end_of_caption(captions.get(a.id, "")) for a in causes), default=-ZONE_MARGIN
    )
    axis = _Axis([*days, *_last_days(ordered)], left + ZONE_MARGIN)
    boxes = {a.id: _box(MARKER, MARKER, captions.get(a.id, ""), "") for a in causes}
    for action in ordered:
        text, lead = captions.get(action.id, ""), leads.get(action.id, "")
        if day := first_day(action):
            boxes[action.id] = _box(axis.x(day), axis.x(max(day, action.latest or day)), text, lead)
    right = max([axis.left, *(box.right for box in boxes.values())])
    zone = right + ZONE_MARGIN + max((measure_text(leads[a.id]) for a in answers), default=0)
    boxes |= {a.id: _box(zone, zone, captions.get(a.id, ""), leads[a.id]) for a in answers}
    lanes, spots = _stack(ordered, boxes, labels)
    return Picture(
        sort="timeline",
        lanes=lanes,
        ticks=axis.ticks(days),
        gaps=axis.gaps,
        spots=spots,
        width=max((box.right for box in boxes.values()), default=0),
        height=lanes[-1].bottom if lanes else 0,
        undated=axis.left - ZONE_MARGIN // 2 if causes else None,
        undated_answers=right + ZONE_MARGIN // 4 if answers else None,
    )


def lane_of(action: Action) -> str:
    """The lane of an action: its one side, or its one actor; joint acts have their own.

    A joint act in the lane of one of its sides would look as if that side had acted alone.
    """
    sides = sides_of(action)
    if len(sides) == 1:
        return sides[0]
    if len(action.values.actor) == 1:
        return action.values.actor[0]
    return JOINT_LANE if sides else NO_LANE


def lane_label(lane: str, labels: Mapping[str, str]) -> str:
    """The name of a lane."""
    special = {JOINT_LANE: "Several actors", NO_LANE: "Actor not known"}
    return labels.get(lane, special.get(lane, lane))


def _lane_order(
    lane: str, actions: Sequence[Action], labels: Mapping[str, str]
) -> tuple[bool, int, str, str]:
    """The busiest parties first, so that the main dispute lies close together at the top."""
    material = sum(action.material for action in actions)
    return lane in (JOINT_LANE, NO_LANE), -material, lane_label(lane, labels), lane


def _last_days(actions: Sequence[Action]) -> list[date]:
    """The end of the axis: the last possible day of all."""
    days = [day for action in actions for day in (action.earliest, action.latest) if day]
    return [max(days)] if days else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """What an action needs of its row: from the text before it to the text or span after it."""

    x: int
    reach: int
    before: int
    after: int

    @property
    def left(self) -> int:
        return self.x - self.before

    @property
    def right(self) -> int:
        return max(self.x + self.after, self.reach)


def _box(x: int, reach: int, caption: str, lead: str) -> _Box:
    before = MARKER + measure_text(lead)
    return _Box(x=x, reach=max(x, reach), before=before, after=end_of_caption(caption))


def _stack(
    ordered: Sequence[Action], boxes: Mapping[str, _Box], labels: Mapping[str, str]
) -> tuple[tuple[Lane, ...], dict[str, Spot]]:
    """Lanes from top to bottom, each with as many rows as its boxes need."""
    by_lane: dict[str, list[Action]] = defaultdict(list)
    for action in ordered:
        by_lane[lane_of(action)].append(action)
    lanes: list[Lane] = []
    spots: dict[str, Spot] = {}
    top = 0
    for lane in sorted(by_lane, key=lambda key: _lane_order(key, by_lane[key], labels)):
        rows = _pack([(a.id, boxes[a.id].left, boxes[a.id].right) for a in by_lane[lane]])
        bottom = top + 2 * LANE_PADDING + ROW_HEIGHT * (1 + max(rows.values()))
        lanes.append(Lane(id=lane, label=lane_label(lane, labels), top=top, bottom=bottom))
        for key, row in rows.items():
            y = top + LANE_PADDING + ROW_HEIGHT * row + ROW_HEIGHT // 2
            box = boxes[key]
            spots[key] = Spot(x=box.x, y=y, reach=box.reach, before=box.before, after=box.after)
        top = bottom
    return tuple(lanes), spots


def _pack(items: Sequence[tuple[str, int, int]]) -> dict[str, int]:
    """The first row in which each item (id, left, right) overlaps no earlier one."""
    ends: list[int] = []
    rows: dict[str, int] = {}
    for key, left, right in sorted(items, key=lambda item: (item[1], item[0])):
        row = next((n for n, end in enumerate(ends) if end + MARKER // 2 <= left), len(ends))
        ends[row : row + 1] = [right]
        rows[key] = row
    return rows


class _Axis:
    """Days to px: to scale between neighbouring days, compressed across long gaps."""

    def __init__(self, days: Iterable[date], left: int = 0) -> None:
        self.days: Final = sorted(set(days))
        self.left: Final = left
        self.at: Final = [left]
        gaps = []
        for before, after in pairwise(self.days):
            apart = (after - before).days
            long = apart > LONGEST_SCALED_GAP
            start = self.at[-1]
            self.at.append(start + (GAP_WIDTH if long else apart * DAY_WIDTH))
            if long:
                gaps.append(Gap(left=start, right=self.at[-1], label=spell_gap(apart)))
        self.gaps: Final = tuple(gaps)
        self.right: Final = self.at[-1]

    def x(self, day: date) -> int:
        """The place of any day from the first to the last of the axis."""
        index = bisect_right(self.days, day) - 1
        if index + 1 >= len(self.days):
            return self.right
        before, after = self.days[index], self.days[index + 1]
        width = self.at[index + 1] - self.at[index]
        return self.at[index] + width * (day - before).days // (after - before).days

    def ticks(self, days: Iterable[date]) -> tuple[Tick, ...]:
        """A tick for each day on which something is drawn."""
        opening = {self.left, *(gap.right for gap in self.gaps)}
        return tuple(
            Tick(x=self.x(day), label=spell_short_day(day), major=self.x(day) in opening)
            for day in sorted(set(days))
        )
