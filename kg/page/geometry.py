"""The parts a picture is made of, whichever view laid it out: spots, lanes, ticks and gaps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

MARKER: Final = 11  # px, the largest half width of a marker
LETTER: Final = 7.2  # px, mean letter of DejaVu Sans at 13 px, the widest of system fonts
_FAR: Final = re.compile("[\u0300-\U0010ffff]")  # no letter of double width comes before these


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an action stands, and the room of its texts.

    `reach` is where its last possible day lies; `before` and `after` are px from the middle of the
    marker to the ends of the text on its left and of its caption.
    """

    x: int
    y: int
    reach: int
    before: int = MARKER
    after: int = MARKER


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

    sort: str  # timeline or graph
    spots: Mapping[str, Spot]
    width: int
    height: int
    lanes: tuple[Lane, ...] = ()
    ticks: tuple[Tick, ...] = ()
    gaps: tuple[Gap, ...] = ()
    undated: int | None = None  # where the zone of undated actions, on the left, ends
    undated_answers: int | None = None  # where the zone of undated answers, on the right, begins


def end_of_caption(caption: str) -> int:
    """From the middle of a marker to the end of its caption, in px."""
    return MARKER + 8 + measure_text(caption)


def measure_text(text: str) -> int:
    """The width of a caption in px, by a mean letter: no font is at hand here.

    Letters of double width count twice.

    >>> measure_text("Expulsion") < measure_text("Expulsion · 60")
    True
    """
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in _FAR.findall(text))
    return round((len(text) + wide) * LETTER)


def plain_picture(picture: Picture, names: Iterable[str]) -> dict[str, Any]:
    """A Picture as JSON takes it; spots in the order of the names, None for those not in it."""
    return {
        "sort": picture.sort,
        "lanes": [[lane.label, lane.top, lane.bottom] for lane in picture.lanes],
        "ticks": [[tick.x, tick.label, tick.major] for tick in picture.ticks],
        "gaps": [[gap.left, gap.right, gap.label] for gap in picture.gaps],
        "spots": [
            [spot.x, spot.y, spot.reach] if (spot := picture.spots.get(name)) else None
            for name in names
        ],
        "width": picture.width,
        "height": picture.height,
        "undated": picture.undated,
        "undatedAnswers": picture.undated_answers,
    }
