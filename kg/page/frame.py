"""What stands around a picture that is taken away: title, legend, and whose data it shows."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.page.geometry import LETTER
from kg.page.marks import draw_answer, draw_line, draw_marker, draw_span, write
from kg.page.signs import DASHES, EXAMPLE_ICONS, HEADS, LIGHT, WIDTHS

EDGE: Final = 24  # px around everything
TITLE_ROW: Final = 28  # px of a row of the title
TITLE_LETTER: Final = 11.5  # px, mean letter of the title
COLUMN: Final = 420  # px of a column of the legend, as wide as its longest entry
ROW: Final = 24  # px of a row of the legend
SIGN: Final = 48  # px for the sign of an entry

_SAMPLE: Final = "M-17 0H10"  # a line of the legend, and the heads that may end it
_HEADS: Final = {"diamond": "M6 0L12-4L18 0L12 4z", "vee": "M10-4L18 0L10 4"}
_ARROW: Final = "M9-4L18 0L9 4z"

Legend = Mapping[str, Sequence[tuple[str, str]]]


def wrap(text: str, width: int, letter: float = LETTER) -> list[str]:
    """Rows of text no wider than this many px, by a mean letter.

    >>> wrap("one two three", 60)
    ['one two', 'three']
    """
    return textwrap.wrap(text, max(8, int(width / letter)))


def draw_title(title: str, width: int) -> list[str]:
    """The rows of the title, of 400 letters at most."""
    rows = wrap(title[:400], width - 2 * EDGE, TITLE_LETTER)
    return [write(EDGE, EDGE + 18 + TITLE_ROW * n, row, "h") for n, row in enumerate(rows)]


def draw_legend(legend: Legend, width: int) -> tuple[list[str], int]:
    """The entries in columns, and the height of them all."""
    columns = max(1, (width - 2 * EDGE) // COLUMN)
    drawn = []
    entries = [(part, sign, text) for part, signs in legend.items() for sign, text in signs]
    for number, (part, sign, text) in enumerate(entries):
        x, y = COLUMN * (number % columns), ROW * (number // columns)
        body = "".join(_draw_entry(part, sign))
        drawn.append(
            f'<g data-entry="{number}" transform="translate({x} {y})">'
            f'<g transform="translate({SIGN // 2} 0)">{body}</g>{write(SIGN, 4, text, "q")}</g>'
        )
    return drawn, ROW * -(-len(entries) // columns)


def draw_credit(credit: str, width: int) -> tuple[list[str], int]:
    """Whose data these are, in rows, and the height of them all."""
    rows = wrap(credit, width - 2 * EDGE)
    return [write(0, 18 * n, row, "q") for n, row in enumerate(rows)], 18 * len(rows)


def _draw_entry(part: str, sign: str) -> Iterator[str]:
    """The sign of an entry around the origin."""
    if part in ("markers", "fills"):
        family, fill = (sign, "done") if part == "markers" else ("people", sign)
        icon = EXAMPLE_ICONS[sign] if part == "markers" else ""
        yield f'<g transform="scale(.8)">{draw_marker(family, icon, fill)}</g>'
    elif part == "days":
        yield f'<g transform="translate(-14 -11)">{draw_span(28)}</g>'
    elif part == "answers":
        yield draw_answer(sign)
    else:
        relation = sign if part == "colours" else ""
        head = HEADS.get(relation, "arrow")
        yield draw_line(
            _SAMPLE,
            _HEADS.get(head, _ARROW),
            LIGHT.get(relation, LIGHT["quiet"]),
            width=WIDTHS.get(sign, WIDTHS["stated"] if relation else WIDTHS["reported"]),
            dashes=DASHES.get(sign, False),
            open_=head == "vee",
        )
