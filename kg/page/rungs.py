"""The ladder as a picture: its rungs under each other, the two sides left and right, as SVG.

The page holds the same pieces, packed, and its sheet.js stacks those of what is shown in the same
way: what is drawn of a whole page is what `kg draw --view ladder` draws. Every text has lines and a
height of its own, and the only lines drawn stand beside or between texts, never across one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from kg.model.actions import Action
from kg.model.standing import OPEN_STATES, sides_of
from kg.page.lettering import FONTS, FONTS_LEFTWARD, wrap_type
from kg.page.marks import clean
from kg.page.payload import Scene
from kg.page.signs import ANSWER_MARKS, LIGHT
from kg.tell.answers import ANSWERS
from kg.tell.directions import has_leftward, isolate, runs_left
from kg.tell.index import Index
from kg.tell.ladder import describe_rung, spell_stand, spell_why
from kg.tell.words import cut_caption, spell_gap

EDGE: Final = 24  # px around everything
MARGIN: Final = 180  # px for years and gaps, before the columns
COLUMN: Final = 440  # px of one side
BAR: Final = 10  # px from the bar of a side to its texts
TEXT: Final = COLUMN - 2 * BAR  # px of a line
INDENT: Final = 100  # px by which others than the two sides stand in
HANG: Final = 18  # px before how an act stands, for its mark
WIDTH: Final = 2 * EDGE + MARGIN + 2 * COLUMN
LEAST_GAP: Final = 60  # days between two moves that are worth a word; ladder.js has the same
HEAD_LETTERS: Final = 40  # of a side's name over its column
SUBTITLE_LETTERS: Final = 100
TITLE_ROWS, SENTENCE_ROWS, NOTE_ROWS = 3, 5, 4  # the most lines of each
AFTER: Final = 10  # px between a rung and the next

#: Class of a text -> its size and the height of its line in px, and whether it is bold.
_TYPE: Final[Mapping[str, tuple[int, int, bool]]] = {
    "h": (22, 28, True),
    "s": (14, 18, True),
    "d": (12, 16, False),
    "v": (12, 16, False),
    "w": (12, 16, False),
    "q": (12, 16, False),
    "o": (12, 16, False),
    "i": (12, 16, False),
}
_RULES: Final = (
    "text{{font:12px {fonts};fill:{quiet}}}.l{{font-family:{leftward}}}"
    ".h{{font-size:22px;font-weight:600;fill:{ink}}}"
    ".s{{font-size:14px;font-weight:600;fill:{ink}}}"
    ".b{{font-weight:600}}.w,.i{{fill:{ink}}}.o{{fill:{retaliation}}}.i,.v{{font-style:italic}}"
    ".m{{fill:none;stroke-width:1.6;stroke-linecap:round}}"
)
STYLE: Final = _RULES.format(fonts=FONTS, leftward=FONTS_LEFTWARD, **LIGHT)
SIDES: Final = {"left": "people", "right": "economic", "other": "other"}  # as in page.css


def draw_rung(rung: Mapping[str, Any]) -> tuple[str, int]:
    """One move as SVG, the top left corner of its texts at the origin.

    Args:
        rung: see kg.tell.ladder.describe_rung.
    Returns:
        The marks, and their height in px.
    """
    parts, y = [], 0
    for sort, text, x, most in _list_texts(rung):
        if x:
            parts.append(_draw_mark(rung["state"], y + 2))
        for line in _wrap(sort, text, TEXT - x, most):
            y += _TYPE[sort][1]
            own = sort == "s" and runs_left(text)  # the other texts are sentences of ours
            parts.append(_write(sort, line, x, y - 4, leftward=own))
        if sort == "i":  # what only a rule says stands on a broken rule
            rule = f'M{x} {y}H{TEXT}" stroke="{LIGHT["quiet"]}" stroke-dasharray="4 3'
            parts.append(f'<path d="{rule}"/>')
            y += 3
    return "".join(parts), y + AFTER


def _list_texts(rung: Mapping[str, Any]) -> Iterator[tuple[str, str, int, int]]:
    """Each text of a rung: its class, the text, how far it stands in, and the most lines of it."""
    yield "v" if rung["vague"] else "d", rung["when"], 0, 1
    yield "s", rung["label"], 0, SENTENCE_ROWS
    if rung["status"]:
        yield "q", rung["status"], 0, 1
    if rung["differ"]:
        yield "o", rung["differ"], 0, NOTE_ROWS
    for why in rung["whys"]:
        yield "i" if why["sort"] == "inferred" else "w", spell_why(why), 0, NOTE_ROWS
        if why["doubt"]:
            yield "o", f"Disputed by {isolate(why['doubt'])}", 0, NOTE_ROWS
    if rung["more"]:
        yield "w", f"and {rung['more']} more that it is said to answer", 0, NOTE_ROWS
    if rung["answer"]:
        yield "o" if rung["open"] else "q", spell_stand(rung), HANG, NOTE_ROWS


def _wrap(sort: str, text: str, width: int, most: int) -> list[str]:
    size, _, bold = _TYPE[sort]
    return wrap_type(text, width / size, most, bold=bold)


def _write(sort: str, text: str, x: int, y: int, *, leftward: bool = False) -> str:
    """A line; one that runs leftwards ends where the others end, and an isolate says so."""
    place = f'x="{x}" ' if x else ""
    if leftward:
        place, text = f'x="{TEXT}" text-anchor="end" ', f"\u2067{text}\u2069"
    name = f"{sort} l" if has_leftward(text) else sort
    return f'<text class="{name}" {place}y="{y}">{clean(text)}</text>'


def _draw_mark(state: str, y: int) -> str:
    colour = LIGHT["solidarity" if state == "answered" else "quiet"]
    colour = LIGHT["retaliation"] if state in OPEN_STATES else colour
    at = f'transform="translate(0 {y})"' if y else ""
    return f'<path class="m" {at} d="{ANSWER_MARKS[state]}" stroke="{colour}"/>'


def draw_pieces(title: str, credit: str) -> dict[str, Any]:
    """All that a sheet has besides its rungs: what stands above and below, and the measures.

    Args:
        title: of the page.
        credit: see kg.tell.credits.credit_line.
    """
    inner = WIDTH - 2 * EDGE
    legend = {state: _draw_entry(_draw_mark(state, 0), text) for state, text in ANSWERS.items()}
    broken = f'<path d="M0 7H12" stroke="{LIGHT["quiet"]}" stroke-dasharray="4 3"/>'
    return {
        "bar": BAR,
        "credit": [
            _write("q", line, EDGE, 16 * n + 12)
            for n, line in enumerate(wrap_type(credit, inner / 12, NOTE_ROWS, bold=False))
        ],
        "edge": EDGE,
        "inferred": _draw_entry(broken, "Under what only a rule infers; no source says so"),
        "ink": LIGHT["ink"],
        "legend": legend,
        "letters": [SUBTITLE_LETTERS, HEAD_LETTERS],
        "open": f'<style>{STYLE}</style><rect width="100%" height="100%" fill="{LIGHT["paper"]}"/>',
        "rule": LIGHT["rule"],
        "sides": {
            side: [EDGE + MARGIN + BAR + shift, LIGHT[SIDES[side]]]
            for side, shift in (("left", 0), ("right", COLUMN), ("other", INDENT))
        },
        "title": [
            _write("h", line, EDGE, EDGE + 28 * n + 18)
            for n, line in enumerate(wrap_type(title, inner / 22, TITLE_ROWS))
        ],
        "width": WIDTH,
    }


def _draw_entry(sign: str, text: str) -> str:
    return f'{sign}<text x="20" y="10">{clean(text)}</text>'


Row = tuple[int, str, str]  # of the move shown: its number, its side, and what the margin says


def arrange(order: Iterable[Action], sides: Sequence[str], index: Index) -> list[Row]:
    """Where each move stands, as ladder.js has it: its column, and how long nothing happened."""
    rows: list[Row] = []
    before: date | None = None
    for action in order:
        acting = [side in sides_of(action) for side in (*sides, "", "")[:2]]
        side = "other" if acting[0] == acting[1] else "left" if acting[0] else "right"
        day = action.earliest if action.earliest == action.latest else None  # vague: not counted
        rows.append((index.at[action.id], side, _tell_gap(day, before)))
        before = day or before
    return rows


def _tell_gap(day: date | None, before: date | None) -> str:
    if day is None:
        return ""
    gap = (day - before).days if before else 0
    if gap >= LEAST_GAP:
        return f"{spell_gap(gap)} on"
    return "" if before and before.year == day.year else f"{day.year:04}"


def stack(
    pieces: Mapping[str, Any],
    rows: Sequence[Row],
    rungs: Mapping[int, tuple[str, int]],
    used: Collection[str],
    heading: Sequence[str],
) -> str:
    """The whole picture. sheet.js has the same, for what is shown of a page.

    Args:
        pieces: see draw_pieces.
        rows: the moves, see arrange.
        rungs: each drawn, by number.
        used: the answer states that occur, and `inferred` where a rule's claim does.
        heading: what it is a ladder of, and the names of the two sides, "" for none.
    """
    edge, width, sides = pieces["edge"], pieces["width"], pieces["sides"]
    subtitle, *names = heading
    y = edge + 28 * len(pieces["title"]) + 16
    body = [f'<text class="s" x="{edge}" y="{y}">{clean(subtitle)}</text>']
    y += 30
    for side, name in zip(("left", "right"), names, strict=True):
        x, colour = sides[side]
        if name:
            body.append(
                f'<path d="M{x - BAR + 1} {y - 14}v20" stroke="{colour}" stroke-width="3"/>'
                f'<text class="s" x="{x}" y="{y}">{clean(name)}</text>'
            )
    y += 8
    body.append(f'<path d="M{edge} {y}H{width - edge}" stroke="{pieces["ink"]}"/>')
    for number, (at, side, gap) in enumerate(rows):
        drawn, height = rungs[at]
        x, colour = sides[side]
        if gap and number:
            body.append(f'<path d="M{edge} {y}H{width - edge}" stroke="{pieces["rule"]}"/>')
        y += 6
        if gap:
            body.append(f'<text class="b" x="{edge}" y="{y + 12}">{clean(gap)}</text>')
        bar = f'<path d="M{1 - BAR} 0v{height - 6}" stroke="{colour}" stroke-width="3"/>'
        body.append(f'<g data-at="{at}" transform="translate({x} {y})">{bar}{drawn}</g>')
        y += height
    y += 6
    body.append(f'<path d="M{edge} {y}H{width - edge}" stroke="{pieces["ink"]}"/>')
    y += 14
    entries = [text for state, text in pieces["legend"].items() if state in used]
    entries += [pieces["inferred"]] if "inferred" in used else []
    for number, entry in enumerate(entries):
        x = edge + number % 2 * (width // 2 - edge)
        body.append(f'<g transform="translate({x} {y + 18 * (number // 2)})">{entry}</g>')
    y += 18 * -(-len(entries) // 2) + 6
    body.append(f'<g transform="translate(0 {y})">{"".join(pieces["credit"])}</g>')
    y += 16 * len(pieces["credit"]) + edge
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{y}" '
            f'viewBox="0 0 {width} {y}" role="img" aria-labelledby="title">',
            f'<title id="title">{clean(subtitle)}</title>',
            pieces["open"],
            *pieces["title"],
            *body,
            "</svg>",
            "",
        )
    )


def draw_ladder(scene: Scene, actions: Collection[str], sides: Sequence[str], title: str) -> str:
    """Some moves as one whole SVG file.

    Args:
        scene: what they are of.
        actions: their ids.
        sides: the two sides, the left one first; see kg.tell.ladder.find_sides.
        title: what it is a ladder of.
    """
    index = scene.index
    order = [each for each in scene.order if each.id in actions]
    told = [describe_rung(each, index) for each in order]
    names = [cut_caption(index.name(side), HEAD_LETTERS) for side in sides]
    return stack(
        draw_pieces(index.data.title, scene.credit),
        arrange(order, sides, index),
        {each["at"]: draw_rung(each) for each in told},
        list_used(told),
        [cut_caption(title, SUBTITLE_LETTERS), *names, "", ""][:3],
    )


def list_used(rungs: Iterable[Mapping[str, Any]]) -> set[str]:
    """The answer states of some rungs, and `inferred` where one has a claim of a rule's."""
    rungs = list(rungs)
    used = {each["state"] for each in rungs if each["state"]}
    inferred = any(why["sort"] == "inferred" for each in rungs for why in each["whys"])
    return used | ({"inferred"} if inferred else set())
