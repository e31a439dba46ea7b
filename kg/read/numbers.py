"""Whole numbers as people write them, in digits and in words: shown in messages, never taken."""

from __future__ import annotations

import re
from typing import Final

from kg.read.numerals import NUMBER_WORDS, find_numbers

#: Groups of three digits, all parted by one sign: a comma, full stop, apostrophe or space.
_GROUPED: Final = re.compile(r"\d{1,3}(?:([,.'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*", re.ASCII)
_WHOLE: Final = re.compile(r"\+?0*(\d+)(?:\.0+)?", re.ASCII)
_COUNTED: Final = re.compile(r"(?:exactly )?([\d,.'’ \u00a0\u2009\u202f]*\d) +[^\W\d].*", re.DOTALL)


def propose_number(text: str) -> int | None:
    """The whole number that a text probably means, or None.

    >>> propose_number("sixty-three"), propose_number("1,000"), propose_number("63 diplomats")
    (63, 1000, 63)
    """
    text = text.strip()
    if len(text) > 80:
        return None
    if counted := _COUNTED.fullmatch(text):
        text = counted[1]
    if _GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    if whole := _WHOLE.fullmatch(text):
        return int(whole[1]) if len(whole[1]) <= 12 else None
    return _spelled(text)


def _spelled(text: str) -> int | None:
    """A number in English words: `two hundred and five`."""
    words = re.findall(r"\w+", text.casefold())
    found = find_numbers(text) if set(words) <= NUMBER_WORDS else []
    return found[0] if len(found) == 1 else None
