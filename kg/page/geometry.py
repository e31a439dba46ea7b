"""The parts a picture is made of, whichever view laid it out: spots, lanes, ticks, rails, notes."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

MARKER: Final = 11  # px, the largest half width of a marker
LETTER: Final = 6.8  # px, mean letter of a 13 px system font; wide letters count twice


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
class Rail:
    """A side of a ladder: a vertical line with a name."""

    x: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A line of text: a day, the figures of a move, or an open end (`sort`)."""

    x: int
    y: int
    text: str
    sort: str
    at: str = ""  # the action it belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All positions of one view."""

    sort: str  # timeline, graph or ladder
    spots: Mapping[str, Spot]
    width: int
    height: int
    lanes: tuple[Lane, ...] = ()
    ticks: tuple[Tick, ...] = ()
    gaps: tuple[Gap, ...] = ()
    rails: tuple[Rail, ...] = ()
    notes: tuple[Note, ...] = ()
    undated: int | None = None  # where the zone of undated actions, on the left, ends
    undated_answers: int | None = None  # where the zone of undated answers, on the right, begins


def measure_text(text: str) -> int:
    """The width of a caption in px, by a mean letter: no font is at hand here.

    >>> measure_text("Expulsion") < measure_text("Expulsion · 60")
    True
    """
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return round((len(text) + wide) * LETTER)


def plain_picture(picture: Picture, at: Mapping[str, int]) -> dict[str, Any]:
    """A Picture as JSON takes it; spots as [action's number, x, y, reach]."""
    return {
        "sort": picture.sort,
        "lanes": [[lane.label, lane.top, lane.bottom] for lane in picture.lanes],
        "ticks": [[tick.x, tick.label, tick.major] for tick in picture.ticks],
        "gaps": [[gap.left, gap.right, gap.label] for gap in picture.gaps],
        "rails": [[rail.x, rail.label] for rail in picture.rails],
        "notes": [[n.x, n.y, n.text, n.sort, at.get(n.at, -1)] for n in picture.notes],
        "spots": [
            [spot.x, spot.y, spot.reach] if (spot := picture.spots.get(name)) else None
            for name in at
        ]
        if picture.sort != "ladder"
        else {at[name]: [spot.x, spot.y, spot.reach] for name, spot in picture.spots.items()},
        "width": picture.width,
        "height": picture.height,
        "undated": picture.undated,
        "undatedAnswers": picture.undated_answers,
    }
