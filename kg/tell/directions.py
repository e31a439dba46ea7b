"""Which way a text runs, and names that keep their own way among words that run the other."""

from __future__ import annotations

import unicodedata
from typing import Final

_LEFTWARD: Final = ("R", "AL")


def runs_left(text: str) -> bool:
    """Whether a text is written from right to left, by its first letter of any direction.

    >>> runs_left("23 \\u05d2\\u05d5\\u05e8"), runs_left("Klow (\\u05e7\\u05dc\\u05d5)")
    (True, False)
    """
    if text.isascii():
        return False
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return next((way for way in ways if way in ("L", *_LEFTWARD)), "L") in _LEFTWARD


def isolate(name: str) -> str:
    """A name that keeps its direction whatever stands around it; one without need as it is."""
    return f"\u2068{name}\u2069" if has_leftward(name) else name


def has_leftward(text: str) -> bool:
    """Whether any letter of a text is written from right to left."""
    if text.isascii():
        return False
    return any(unicodedata.bidirectional(letter) in _LEFTWARD for letter in text)
