"""A card of one exchange, to be shared where a page cannot be: 1200 by 630 px, as SVG or PNG.

It says no more than its claim: what a rule infers hangs on a broken line, and nothing is a cause.
No style sheet and no script, so that it may stand anywhere; the same data give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from kg.errors import UsageError
from kg.model.actions import Action
from kg.page.edges import Line, draw_edges
from kg.page.exchange import (
    Exchange,
    as_of,
    find_exchange,
    head_move,
    list_sources,
    tell_answer,
    tell_claim,
)
from kg.page.lettering import (
    FONTS,
    FONTS_LEFTWARD,
    list_names,
    wrap_type,
)
from kg.page.marks import clean, draw_marker
from kg.page.raster import rasterise
from kg.page.signs import LIGHT
from kg.tell.directions import has_leftward, runs_left
from kg.tell.index import Index, PageData
from kg.tell.records import describe_action
from kg.tell.words import spell_day, start_sentence

WIDTH: Final = 1200  # px; what the large networks show whole
HEIGHT: Final = 630
EDGE: Final = 64  # px on either side
TEXT: Final = 148  # px from the left to the sentences; the rail runs before them
RAIL: Final = 88
TOP: Final = 104  # px; under the title
FOOT: Final = 552  # px; where the footer begins
SIZES: Final = (54, 48, 42, 37, 33, 29)  # px of the sentences: the first that has room for all
MOST_LINES: Final = 3  # of a sentence
LEADING: Final = 1.2
GAPS: Final = (26, 52)  # px between the parts, at least and at most
AIR: Final = 6  # px under a sentence
MARK: Final = 2.1  # times the marker of the page
SMALL: Final = 25  # px of what stands over and under a sentence
NOTHING: Final = "There are no actions to show."

_OVERRIDES: Final = re.compile("[\u202a-\u202e]")  # could turn around what stands after them


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of text with its room."""

    text: str
    size: int
    height: int
    colour: str
    bold: bool = False
    leftward: bool = False


Block = list[Row]


def draw_card(data: PageData, action: str | None = None) -> str:
    """One exchange as an SVG of 1200 by 630 px.

    Args:
        data: what to choose from; see kg.page.exchange.find_exchange for what is chosen.
        action: the id of the action to show; None for the newest exchange by firmness.
    Returns:
        The text of the file; a sentence in place of an exchange where there is nothing to show.
    Raises:
        UsageError: there is no such action.
    """
    index = Index(data)
    shown = find_exchange(index, action)
    alt = _describe(shown, index) if shown else NOTHING
    body = _draw_exchange(shown, index) if shown else [_write(_row(NOTHING, 42), TOP + 120, EDGE)]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
            f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="title" '
            f'font-family="{FONTS}">',
            f'<title id="title">{clean(_plain(alt))}</title>',
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{LIGHT["paper"]}"/>',
            f'<rect x="{EDGE}" y="40" width="48" height="7" fill="{LIGHT["retaliation"]}"/>',
            *(_write(each, 80, EDGE) for each in _rows(data.title, SMALL, 1, EDGE, bold=True)),
            *body,
            *_draw_footer(shown, index),
            "</svg>",
            "",
        )
    )


def card_files(data: PageData) -> dict[str, bytes]:
    """The card as files to stand beside a page, by name: card.svg, and card.png where it can be."""
    svg = draw_card(data)
    files = {"card.svg": svg.encode()}
    with suppress(UsageError):  # without the extra, or any font, the card is there as SVG
        files["card.png"] = rasterise(svg)
    return files


def _describe(shown: Exchange, index: Index) -> str:
    """The card in a sentence, for who does not see it."""
    if shown.claim is None or shown.trigger is None:
        return shown.response.label
    verb, word, *_ = tell_claim(shown.claim, index)
    return f"“{shown.response.label}”: {verb}. {word}. Before it: “{shown.trigger.label}”"


def _draw_exchange(shown: Exchange, index: Index) -> Iterator[str]:
    """The parts under each other in the largest type that has room for all of them."""
    room = FOOT - TOP
    for size in SIZES:
        blocks = _list_blocks(shown, index, size)
        heights = [sum(row.height for row in block) for block in blocks]
        lines = max(sum(row.size == size for row in block) for block in blocks)
        if lines <= MOST_LINES and sum(heights) + GAPS[0] * len(blocks) <= room:
            break
    else:
        blocks = _list_blocks(shown, index, SIZES[-1], cut=True)
        heights = [sum(row.height for row in block) for block in blocks]
    gap = min(GAPS[1], (room - sum(heights)) // len(blocks))
    top = TOP + (room - sum(heights) - gap * (len(blocks) - 1)) // 2
    tops = [top + sum(heights[:n]) + gap * n for n in range(len(blocks))]
    marks = [tops[0] + SMALL * 2 // 3, tops[-1] + SMALL * 2 // 3]
    if shown.claim:
        yield _draw_line(shown.claim, index, *marks)
    for y, action in zip(marks, shown.moves, strict=False):  # one stands alone
        record = describe_action(action, index)
        sign = draw_marker(record["family"], record["icon"], record["fill"])
        yield f'<g transform="translate({RAIL} {y}) scale({MARK})">{sign}</g>'
    for block, y in zip(blocks, tops, strict=True):
        for row in block:
            yield _write(row, y + row.size, TEXT)
            y += row.height


def _list_blocks(shown: Exchange, index: Index, size: int, *, cut: bool = False) -> list[Block]:
    """The earlier move, how the later one is claimed to answer it, and the later one."""
    most = 1 if cut else 2
    blocks = [_tell_move(each, index, size, cut=cut) for each in shown.moves]
    if shown.claim:
        colour = LIGHT.get(shown.claim.link.relation, LIGHT["ink"])
        verb, *words = tell_claim(shown.claim, index)
        rows = _rows(start_sentence(verb), 30, most, bold=True, colour=colour)
        for each in words:
            rows += _rows(each, SMALL, most, colour=LIGHT["ink"])
        blocks.insert(1, rows)
    answer = tell_answer(shown.response, index)
    held = index.data.answers.get(shown.response.id)
    colour = LIGHT["retaliation" if held and held.open else "quiet"]
    blocks[-1] += _rows(answer, SMALL, most, colour=colour) if answer else []
    return blocks


def _tell_move(action: Action, index: Index, size: int, *, cut: bool) -> Block:
    most = MOST_LINES + (0 if cut else 1)  # one more tells that the size is too large
    label = _rows(action.label, size, most, bold=True, colour=LIGHT["ink"])
    label[-1] = replace(label[-1], height=label[-1].height + AIR)
    return [*_rows(head_move(action, index), SMALL, 1 if cut else 2), *label]


def _rows(
    text: str, size: int, most: int, left: int = TEXT, *, bold: bool = False, colour: str = ""
) -> Block:
    """A text in as many lines as it needs, at most so many."""
    text = _plain(text)
    lines = wrap_type(text, (WIDTH - EDGE - left) / size, most, bold=bold)
    return [_row(each, size, bold, colour, leftward=runs_left(text)) for each in lines]


def _row(
    text: str, size: int, bold: bool = False, colour: str = "", *, leftward: bool = False
) -> Row:
    return Row(
        text=text,
        size=size,
        height=round(size * LEADING),
        colour=colour or LIGHT["quiet"],
        bold=bold,
        leftward=leftward,
    )


def _plain(text: str) -> str:
    return " ".join(_OVERRIDES.sub("", text).split())


def _write(row: Row, y: int, x: int) -> str:
    """A line of text; one that runs leftwards begins at the right.

    An isolate says so and not `direction`, which resvg does not know.
    """
    weight = ' font-weight="700"' if row.bold else ""
    place = f'x="{x}"'
    text = clean(row.text)
    if row.leftward:
        place = f'x="{WIDTH - EDGE}" text-anchor="end"'
        text = f"\u2067{text}\u2069"
    family = f' font-family="{FONTS_LEFTWARD}"' if has_leftward(row.text) else ""
    return (
        f'<text {place} y="{y}"{family} font-size="{row.size}"{weight} fill="{row.colour}">'
        f"{text}</text>"
    )


def _draw_line(claim: Line, index: Index, top: int, bottom: int) -> str:
    """The line of the page, from move to move down the rail."""
    (edge,) = draw_edges([claim], index) or [{"dashes": [2, 4], "width": 1.3}]  # of a refusal
    colour = LIGHT.get(claim.link.relation, LIGHT["quiet"])
    dashes = " ".join(f"{each * 1.6:g}" for each in edge["dashes"] or ())
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    start, end = top + 34, bottom - 34
    return (
        f'<path d="M{RAIL} {start}V{end - 14}" fill="none" stroke="{colour}" '
        f'stroke-width="{edge["width"] * 2.6:g}"{dashed}/>'
        f'<path d="M{RAIL} {end}l-11-20h22z" fill="{colour}"/>'
    )


def _draw_footer(shown: Exchange | None, index: Index) -> Iterator[str]:
    """Who is the source, up to which day the sources are known, and whose work it is."""
    sources = list_names(list_sources(shown, index)) if shown else ""
    day, credit = as_of(shown, index) if shown else None, index.data.credit
    known = (f"As of {spell_day(day)}" if day else "", credit.author, credit.licence, credit.url)
    lines = (
        f"Sources: {sources}" if sources else "",
        " · ".join(filter(None, known)),
    )
    yield f'<rect y="{FOOT}" width="{WIDTH}" height="{HEIGHT - FOOT}" fill="{LIGHT["band"]}"/>'
    for y, text in zip((584, 613), filter(None, lines), strict=False):
        yield from (_write(row, y, EDGE) for row in _rows(text, 20, 1, EDGE))
