"""How the line of a link runs from its trigger to its response; lines.js has the same.

A line leaves from under the marker, never from where the caption stands. In a timeline it runs up
or down, out of the way of the texts on both sides; in a graph it underlines the caption first and
arrives from the left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kg.page.geometry import MARKER, Spot

TIP: Final = MARKER + 1  # px from the middle of a marker to the tip of an arrow
DIP: Final = 18  # px below a row that a line within the row aims at: it comes down 14 of them
CHANNEL: Final = 13  # px from a row to the middle of the free stretch beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A line as SVG path data, and where it ends and which way it points there (one px)."""

    path: str
    tip: tuple[int, int]
    way: tuple[int, int]


def trace_line(start: Spot, end: Spot, sort: str) -> Trace:
    """The course of a line.

    >>> trace_line(Spot(x=0, y=14, reach=0), Spot(x=90, y=114, reach=90), "timeline").path
    'M0 14C0 58 90 58 90 102'
    """
    if sort == "graph" and end.x - TIP > start.x + start.after:
        return _underline(start, end)
    if start.y == end.y:
        low = start.y + DIP
        tip = end.x, end.y + TIP
        path = f"M{start.x} {start.y}C{start.x} {low} {end.x} {low} {end.x} {tip[1]}"
        return Trace(path=path, tip=tip, way=(0, -1))
    way = 1 if end.y > start.y else -1
    tip = end.x, end.y - TIP * way
    middle = (start.y + tip[1]) // 2
    path = f"M{start.x} {start.y}C{start.x} {middle} {end.x} {middle} {end.x} {tip[1]}"
    return Trace(path=path, tip=tip, way=(0, way))


def _underline(start: Spot, end: Spot) -> Trace:
    """Along the caption of the trigger, then to the left side of the response."""
    level = start.y + (CHANNEL if end.y >= start.y else -CHANNEL)
    leave, tip = start.x + start.after, end.x - TIP
    middle = (leave + tip) // 2
    path = (
        f"M{start.x} {start.y}Q{start.x} {level} {start.x + CHANNEL} {level}"
        f"H{leave}C{middle} {level} {middle} {end.y} {tip} {end.y}"
    )
    return Trace(path=path, tip=(tip, end.y), way=(1, 0))


def trace_head(trace: Trace, sort: str) -> str:
    """What stands at the end of a line: an arrow, a diamond, or an open vee.

    >>> end = trace_line(Spot(x=0, y=14, reach=0), Spot(x=90, y=114, reach=90), "timeline")
    >>> trace_head(end, "arrow"), trace_head(end, "vee")
    ('M90 102L94 93L86 93z', 'M94 94L90 102L86 94')
    """
    (x, y), (right, down) = trace.tip, trace.way

    def at(back: int, aside: int) -> str:
        return f"{x - back * right + aside * down} {y - back * down + aside * right}"

    if sort == "vee":
        return f"M{at(8, 4)}L{at(0, 0)}L{at(8, -4)}"
    if sort == "diamond":
        return f"M{at(0, 0)}L{at(6, 4)}L{at(12, 0)}L{at(6, -4)}z"
    return f"M{at(0, 0)}L{at(9, 4)}L{at(9, -4)}z"
