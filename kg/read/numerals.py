"""Whole numbers in digits and in English words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL: Final[Mapping[str, int]] = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    "a": 1, "an": 1, "both": 2, "couple": 2, "pair": 2,
}  # fmt: skip
_LARGE: Final = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
#: All words of which a number in English is made.
NUMBER_WORDS: Final = frozenset({*_SMALL, *_LARGE, "and"})
#: A number with its separators of thousands, digits that stand in no name (G7), or a word.
_TOKEN: Final = re.compile(
    r"(?<![^\W_])\d{1,3}(?:[,.\u00a0\u202f]\d{3})+(?![^\W_])|(?<![^\W_])\d+(?![^\W_])|[^\W\d_]+"
)

_DIGITS: Final = 20  # characters of a number that counts anything, at most


def find_numbers(words: str) -> list[int]:
    """The numbers in some words, in digits or in English, in their order.

    >>> find_numbers("Twenty-three diplomats, a dozen consuls, two hundred and five guests")
    [23, 12, 205]
    >>> find_numbers("1,000 people on 2 ships, both from a port")
    [1000, 2, 2]
    """
    found: list[int] = []
    parts: list[int] = []  # of a number whose words go on: thousands, then what follows
    before, end = "", 0
    words = words.lower()
    for token in _TOKEN.finditer(words):
        word, apart = token[0], words[end : token.start()].strip(" -\u00a0\u2010\u2011") != ""
        end = token.end()
        if word == "and" and not apart and before in _LARGE:
            continue  # two hundred and five
        if apart or not parts or not _goes_on(before, word):
            found += _closed(parts, before)
            parts = []
        if word in _LARGE:
            times = _LARGE[word]
            kept = [each for each in parts if each >= max(times, 100)]
            parts = [*kept, (sum(parts) - sum(kept) or 1) * times]
        elif word in _SMALL:
            parts.append(_SMALL[word])
        elif word[0].isdecimal() and len(word) < _DIGITS:
            parts.append(int(re.sub(r"\D", "", word)))
        before = word
    return [*found, *_closed(parts, before)]


def _goes_on(before: str, word: str) -> bool:
    """Whether a word carries on the number that another one begins."""
    if word in _LARGE:
        return True
    small = word in _SMALL and word not in ("a", "an")
    return small and (before in _LARGE or (before in _TENS and 0 < _SMALL[word] < 10))


def _closed(parts: list[int], last: str) -> list[int]:
    """A number whose words have ended; an article alone is none."""
    return [sum(parts)] if parts and last not in ("a", "an") else []
