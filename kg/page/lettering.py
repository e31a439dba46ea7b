"""Large type without a font at hand: how wide it may get, where it breaks, rows of names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from kg.tell.directions import isolate

#: Plain families of every system, the narrowest first; a renderer takes the first that is there.
FONTS: Final = (
    "Arial, 'Liberation Sans', Helvetica, Arimo, Roboto, 'Noto Sans', 'Open Sans', 'Segoe UI', "
    "Ubuntu, Cantarell, FreeSans, 'DejaVu Sans', Verdana, sans-serif"
)
#: resvg takes any weight of any family for letters that the first one has not.
FONTS_LEFTWARD: Final = f"'DejaVu Sans', {FONTS}"
NAMED: Final = 3  # names in a row; the others are counted

#: Widths in hundredths of an em, those of DejaVu Sans Bold: among FONTS one of the widest, so no
#: line gets wider. Whole numbers, since thousands of letters are added up.
_THIN, _SLIM, _LETTER, _CAPITAL, _BROAD, _FOREIGN, _SQUARE = 40, 50, 69, 83, 110, 85, 105
_WIDTHS: Final = {
    **dict.fromkeys(" '-./:;,Iijl|\\·", _THIN),
    **dict.fromkeys('!()[]"*`frtJ_“”‘’–', _SLIM),
    **dict.fromkeys("%@MWmw…—→", _BROAD),
}
_REGULAR: Final = 0.9  # width of a regular letter, where that of a bold one is 1
_UNSEEN: Final = ("Mn", "Me", "Cf")  # marks on other letters, and marks of direction


def measure_type(text: str, *, bold: bool = True) -> float:
    """The most that a text takes in any of FONTS, in em.

    >>> round(measure_type("Klow"), 2), round(measure_type("Klow", bold=False), 2)
    (3.02, 2.72)
    """
    return sum(map(_width, text)) / 100 * (1 if bold else _REGULAR)


@cache
def _width(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.category(letter) in _UNSEEN:
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return _SQUARE
    if letter.isascii():
        return _CAPITAL if letter.isupper() else _LETTER
    return _BROAD if letter.isupper() else _FOREIGN


def wrap_type(text: str, width: float, most: int, *, bold: bool = True) -> list[str]:
    """A text in lines, broken between words, or within one that is longer than a line.

    Args:
        text: what to break; any white space in it counts as one space.
        width: of a line, in em.
        most: lines; a longer text is cut and ends in an ellipsis.
        bold: the weight.
    """
    lines, taken = [""], 0
    room = 100 * width / (1 if bold else _REGULAR)
    for word, wide in _pieces(text, room):
        longer = taken + _WIDTHS[" "] + wide if lines[-1] else wide
        if longer <= room:
            lines[-1], taken = f"{lines[-1]} {word}".lstrip(), longer
        else:
            lines.append(word)
            taken = wide
        if len(lines) > most:
            return [*lines[: most - 1], _cut(lines[most - 1], width, bold)]
    return lines


def _pieces(text: str, room: float) -> Iterator[tuple[str, int]]:
    """The words with their widths in hundredths of an em, those longer than a line in pieces."""
    for word in text.split():
        piece, taken = "", 0
        for letter in word:
            wide = _width(letter)
            if piece and taken + wide > room:
                yield piece, taken
                piece, taken = "", 0
            piece += letter
            taken += wide
        yield piece, taken


def _cut(line: str, width: float, bold: bool) -> str:
    while line and measure_type(f"{line}…", bold=bold) > width:
        line = line[:-1].rstrip()
    return f"{line}…"


def list_names(names: Iterable[str], most: int = NAMED) -> str:
    """Some names in a row, each in its own direction.

    >>> list_names(["Ruritania", "Borduria", "Syldavia", "Poldevia"])
    'Ruritania, Borduria and 2 more'
    """
    told = [isolate(name) for name in names]
    if len(told) <= most:
        return ", ".join(told)
    return f"{', '.join(told[: most - 1])} and {len(told) - most + 1} more"
