"""Whole numbers as people write them, in digits and in words: shown in messages, never taken."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS: Final = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
_SCALES: Final = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 1_000_000}
NUMBER_WORDS: Final = frozenset({*_WORDS, *_SCALES})  # of which numbers are put together
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
    words = re.sub(r"[\s-]+", " ", text.casefold()).split()
    if words[1:] and words[0] in ("a", "an"):
        words[0] = "one"
    total = part = 0
    before = ""
    for word in (each for each in words if each != "and"):
        if word in _SCALES:
            scale = _SCALES[word]
            if scale >= 1_000:
                total, part = total + (part or 1) * scale, 0
            else:
                part = (part or 1) * scale
        elif word in _WORDS and not (before in _UNITS or (before in _TENS and _WORDS[word] > 9)):
            part += _WORDS[word]
        else:
            return None
        before = word
    return total + part if before else None
