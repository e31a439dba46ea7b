"""Single signs and texts as SVG: what a picture and its legend are both made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kg.page.signs import ANSWER_MARKS, ICONS, LIGHT, SHAPES

BADGE: Final = (10, 9)  # px from the middle of a marker to that of its answer mark

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DASHES: Final = {"planned": ' stroke-dasharray="3.5 2.5"', "alleged": ' stroke-dasharray="1.5 2"'}


def clean(text: str) -> str:
    """Text as XML can carry it.

    >>> clean("a & b\\x00")
    'a &amp; b'
    """
    return escape(_NOT_XML.sub("", text))


def write(x: int, y: int, text: str, sort: str = "", anchor: str = "start") -> str:
    """A line of text; `sort` is a class of svg.STYLE."""
    name = f' class="{sort}"' if sort else ""
    end = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{name} x="{x}" y="{y}"{end}>{clean(text)}</text>'


def draw_rule(x: int, top: int, bottom: int, dashes: str = "") -> str:
    """A vertical line of the ground."""
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{x} {top}V{bottom}" stroke="{LIGHT["rule"]}"{dash}/>'


def draw_span(width: int) -> str:
    """Under a marker, from the first to the last possible day."""
    return f'<path class="d" d="M0 9v5M{width} 9v5M0 11.5H{width}" stroke="{LIGHT["quiet"]}"/>'


def draw_marker(family: str, icon: str = "", fill: str = "done") -> str:
    """The marker of an action around the origin."""
    colour, paper = LIGHT[family], LIGHT["paper"]
    hollow = fill != "done"
    inside = colour if hollow else paper
    parts = [
        f'<path d={quoteattr(SHAPES[family])} fill="{paper if hollow else colour}" '
        f'stroke="{colour if hollow else paper}" stroke-width="1.8"{_DASHES.get(fill, "")}/>'
    ]
    if icon:
        parts.append(
            f'<path d={quoteattr(ICONS[icon])} fill="none" stroke="{inside}" stroke-width="1.5"/>'
        )
    if fill == "declined":
        parts.append(f'<path d="M-11 11 11-11" stroke="{colour}" stroke-width="2"/>')
    return "".join(parts)


def draw_answer(state: str, x: int = 0, y: int = 0) -> str:
    """The mark of an answer state on a disc of paper, the middle at x, y."""
    return (
        f'<g transform="translate({x} {y})"><circle r="7" fill="{LIGHT["paper"]}"/>'
        f'<path class="a" transform="scale(.8) translate(-6 -6)" d="{ANSWER_MARKS[state]}" '
        f'stroke="{LIGHT["ink"]}"/></g>'
    )


def draw_line(
    path: str, head: str, colour: str, *, width: float, dashes: Sequence[int] | bool, open_: bool
) -> str:
    """A line with its head; an open head has no filling."""
    dash = f' stroke-dasharray="{" ".join(map(str, dashes))}"' if isinstance(dashes, list) else ""
    tip = (
        f'<path class="l" d="{head}"/>'
        if open_
        else f'<path d="{head}" fill="{colour}" stroke="none"/>'
    )
    return (
        f'<g stroke="{colour}" stroke-width="{width}"><path class="l" d="{path}"{dash}/>{tip}</g>'
    )
