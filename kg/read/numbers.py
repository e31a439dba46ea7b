"""Numbers and lengths of time as people write them: what they mean is shown, and never taken."""

from __future__ import annotations

import re
from typing import Final

from kg.read.numerals import NUMBER_WORDS, find_numbers

#: Groups of three digits, all parted by one sign: a comma, full stop, apostrophe or space.
_GROUPED: Final = re.compile(r"\d{1,3}(?:([,.'’ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*", re.ASCII)
_WHOLE: Final = re.compile(r"\+?0*(\d+)(?:\.0+)?", re.ASCII)
_COUNTED: Final = re.compile(r"(?:exactly )?([\d,.'’ \u00a0\u2009\u202f]*\d) +[^\W\d].*", re.DOTALL)


_TERM: Final = re.compile(
    r"(?:with)?(?:in )?(?:the next )?(?P<count>[\d,. ]+|[a-z -]+?)[ -]*"
    r"\b(?P<unit>hours?|hrs?|days?|weeks?|fortnights?)(?:['’]s?)?(?: notice| time)?(?: to .*)?",
)
_SHORT: Final = re.compile(r"p?t?(?P<count>\d+) ?(?P<unit>[hdw])")  # 7d, P1W, PT48H
_DAYS: Final = {"d": 1, "w": 7, "f": 14}  # of a unit, by its first letter
_VAGUE: Final = re.compile(r"\b(?:months?|years?)\b|^p\d+[ym]", re.ASCII)


def explain_term(text: str) -> str:
    """What is wrong with a length of time that is not written as days, and what it means.

    >>> explain_term("a week"), explain_term("48 hours"), explain_term("P7D to leave")
    ('; did you mean P7D?', '; did you mean P2D?', ', such as P7D (P0D is at once)')
    """
    plain = " ".join(text.casefold().split())[:80]
    if plain in ("at once", "immediately", "immediate", "forthwith"):
        return "; did you mean P0D?"
    days = _count_days(plain)
    if days is not None:
        return f"; did you mean P{days}D?"
    if _VAGUE.search(plain):
        return "; months and years differ in length: write the last day in deadline"
    return ", such as P7D (P0D is at once)"


def _count_days(plain: str) -> int | None:
    """The days of a length of time, where they are certain: 36 hours are not a number of them."""
    found = _TERM.fullmatch(plain) or _SHORT.fullmatch(plain)
    if found is None:
        return None
    count = 1 if found["count"] in ("a", "an") else propose_number(found["count"])
    if count is None or count > 99_999:
        return None
    if found["unit"].startswith("h"):
        return count // 24 if count and count % 24 == 0 else None
    return count * _DAYS[found["unit"][0]]


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
