"""Where each action stands: a lane per state or organisation, time from left to right.

Pure and in whole numbers, so that the page and any later picture agree and every run gives the
same bytes. A stretch without actions is drawn at a fixed width and marked; everything between is
to scale.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from kg.actions import Action
from kg.page.words import spell_gap, spell_short_day

DAY_WIDTH: Final = 15  # px a day; three days apart still leave room to see the line between them
LONGEST_SCALED_GAP: Final = 6  # days; a longer stretch without actions is compressed
GAP_WIDTH: Final = 104  # px; wider than the six days before, room for its label
ROW_HEIGHT: Final = 26  # px; a marker with its caption
LANE_PADDING: Final = 9  # px above the first and below the last row of a lane
MARKER: Final = 10  # px, the largest half width of a marker
LETTER: Final = 7.0  # px, mean letter of a 13 px system font; wide letters count twice
CAPTION_LETTERS: Final = 30  # longer captions are cut: the panel and the table have all of it

JOINT_LANE: Final = "several"  # no actor id: those are codes or hold a hyphen
NO_LANE: Final = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an action stands; `reach` is where its last possible day lies."""

    x: int
    y: int
    reach: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A horizontal band for the actions of one actor."""

    id: str
    label: str
    top: int
    bottom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A day on the axis; major ones open a stretch and are the last to be left out."""

    x: int
    label: str
    major: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A compressed stretch of time."""

    left: int
    right: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All positions of one view."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    gaps: tuple[Gap, ...]
    spots: Mapping[str, Spot]
    width: int
    height: int
    undated: int | None  # where the zone of undated actions begins


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
        leads: action id -> the text before its marker, where the lines to it arrive.
    Returns:
        The picture; empty where there are no actions.
    """
    ordered = sorted(actions, key=sort_key)
    axis = _Axis([*filter(None, map(first_day, ordered)), *_last_days(ordered)])
    undated = axis.right + GAP_WIDTH // 2 if any(first_day(a) is None for a in ordered) else None
    columns = {a.id: _columns(a, axis, undated, captions.get(a.id, "")) for a in ordered}
    left = {key: x - MARKER - measure_text((leads or {}).get(key, ""))
            for key, (x, _, _) in columns.items()}  # fmt: skip
    by_lane: dict[str, list[Action]] = defaultdict(list)
    for action in ordered:
        by_lane[lane_of(action)].append(action)
    lanes: list[Lane] = []
    spots: dict[str, Spot] = {}
    top = 0
    for lane in sorted(by_lane, key=lambda key: _lane_order(key, by_lane[key], labels)):
        rows = _pack([(a.id, left[a.id], columns[a.id][2]) for a in by_lane[lane]])
        bottom = top + 2 * LANE_PADDING + ROW_HEIGHT * (1 + max(rows.values()))
        lanes.append(Lane(id=lane, label=lane_label(lane, labels), top=top, bottom=bottom))
        for action in by_lane[lane]:
            x, reach, _ = columns[action.id]
            y = top + LANE_PADDING + ROW_HEIGHT * rows[action.id] + ROW_HEIGHT // 2
            spots[action.id] = Spot(x=x, y=y, reach=reach)
        top = bottom
    return Picture(
        lanes=tuple(lanes),
        ticks=axis.ticks(filter(None, map(first_day, ordered))),
        gaps=axis.gaps,
        spots=spots,
        width=max((right for _, _, right in columns.values()), default=0),
        height=top,
        undated=undated,
    )


def first_day(action: Action) -> date | None:
    """The day an action is drawn at: its earliest, or the latest where only that is known."""
    return action.earliest or action.latest


def sort_key(action: Action) -> tuple[bool, date, str]:
    """By day, undated actions last, then by id."""
    day = first_day(action)
    return day is None, day or date.max, action.id


def lane_of(action: Action) -> str:
    """The lane of an action: its one state, or its one actor; joint acts have their own.

    A joint act in the lane of one of its states would look as if that state had acted alone.
    """
    if len(action.actor_states) == 1:
        return action.actor_states[0]
    if len(action.values.actor) == 1:
        return action.values.actor[0]
    return JOINT_LANE if action.actor_states or action.values.actor else NO_LANE


def lane_label(lane: str, labels: Mapping[str, str]) -> str:
    """The name of a lane."""
    special = {JOINT_LANE: "Several actors", NO_LANE: "Actor not known"}
    return labels.get(lane, special.get(lane, lane))


def measure_text(text: str) -> int:
    """The width of a caption in px, by a mean letter: no font is at hand here.

    >>> measure_text("Expulsion") < measure_text("Expulsion · 60")
    True
    """
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return round((len(text) + wide) * LETTER)


def cut_caption(text: str) -> str:
    """A caption no longer than the picture has room for."""
    return text if len(text) <= CAPTION_LETTERS else f"{text[: CAPTION_LETTERS - 1].rstrip()}…"


def _lane_order(
    lane: str, actions: Sequence[Action], labels: Mapping[str, str]
) -> tuple[bool, int, str, str]:
    """The busiest parties first, so that the main dispute lies close together at the top."""
    material = sum(action.material for action in actions)
    return lane in (JOINT_LANE, NO_LANE), -material, lane_label(lane, labels), lane


def _last_days(actions: Sequence[Action]) -> list[date]:
    """The end of the axis: the last possible day of all."""
    days = [day for action in actions if (day := action.latest or action.earliest) is not None]
    return [max(days)] if days else []


def _columns(
    action: Action, axis: _Axis, undated: int | None, caption: str
) -> tuple[int, int, int]:
    """Where a marker stands, where its span ends, and the right edge of all it shows."""
    day = first_day(action)
    if day is None:
        x = reach = (undated or 0) + 2 * MARKER
    else:
        x = axis.x(day)
        reach = axis.x(action.latest) if action.latest is not None else x
    return x, max(x, reach), max(x + MARKER + 8 + measure_text(caption), reach)


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

    def __init__(self, days: Iterable[date]) -> None:
        self.days: Final = sorted(set(days))
        self.at: Final = [0] if self.days else []
        gaps = []
        for before, after in pairwise(self.days):
            apart = (after - before).days
            long = apart > LONGEST_SCALED_GAP
            left = self.at[-1]
            self.at.append(left + (GAP_WIDTH if long else apart * DAY_WIDTH))
            if long:
                gaps.append(Gap(left=left, right=self.at[-1], label=spell_gap(apart)))
        self.gaps: Final = tuple(gaps)
        self.right: Final = self.at[-1] if self.at else 0

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
        opening = {0, *(gap.right for gap in self.gaps)}
        return tuple(
            Tick(x=self.x(day), label=spell_short_day(day), major=self.x(day) in opening)
            for day in sorted(set(days))
        )
