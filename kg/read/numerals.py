"""Numbers in digits and in English words; counts that the words they rest on contradict.

The check is narrow. It is silent where the text is not English, where the words hold no number or
are vague ("the ambassador and three others"), where some of their numbers add up to the count, and
on counts of one. Days and lengths of time are no counts of anything else. Measured on the five
articles: no finding on their 35 counts. 27 of them stand in the words; made one more, one less,
tenfold or with their digits turned round, 100 of 104 are found (the others are of "about a dozen").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations
from typing import Final

from kg.errors import Finding
from kg.model.actions import Record
from kg.model.actors import Quantity

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

#: Words that count what they do not number, or only roughly; shares, money and fractions.
_VAGUE: Final = re.compile(
    r"\b(?:others?|another|plus|rest|remaining|half|several|few|dozens|hundreds|thousands|millions)\b"
    r"|[%$€£]|\d[.,]\d{1,2}(?!\d)"
)
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DATES: Final = re.compile(
    rf"\b{_MONTH}\.?\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{_MONTH}"  # March 26, 26 March
    r"|\b(?:1[5-9]|20|21)\d\d\b(?![,.]\d)"  # 2018
    r"|\b\d+(?:st|nd|rd|th|am|pm)\b|\b\d{1,2}[:.]\d\d\b"  # 26th, 9am, 9:30
)
_LENGTHS: Final = re.compile(r"\b[\w-]+[\s-](?:minute|hour|day|week|month|year|decade)s?\b")
_TIMES: Final = ("days", "years")  # units that count what is a length of time elsewhere
_DIGITS: Final = 20  # characters of a number that counts anything, at most
_MOST: Final = 8  # numbers in the words; the sums of more could be anything
_ENGLISH: Final = 1_000  # characters of an English text without a "the", at most


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


def is_contradicted(quantity: Quantity, words: str) -> int | None:
    """The number of a quantity that the words around it contradict, if they do.

    >>> is_contradicted(Quantity(minimum=32, maximum=32, unit="persons"), "23 diplomats leave")
    32
    >>> is_contradicted(Quantity(minimum=9, maximum=9, unit="persons"), "four envoys, five guards")
    """
    words = words.lower()
    if quantity.approximate or _VAGUE.search(words):
        return None
    stand = set(find_numbers(words))
    words = _DATES.sub(" ; ", words)
    numbers = find_numbers(words if quantity.unit in _TIMES else _LENGTHS.sub(" ; ", words))
    if not 0 < len(numbers) <= _MOST:
        return None
    sums = {sum(x) for size in range(1, len(numbers) + 1) for x in combinations(numbers, size)}
    exact = quantity.minimum == quantity.maximum
    for bound, step in ((quantity.minimum, -1), (quantity.maximum, 1)):
        # "more than 100" is 101 at least
        meant = {bound} if exact or bound is None else {bound, bound + step}
        if bound is not None and bound > 1 and not meant & (sums | stand):
            return bound
    return None


def check_counts(record: Record, texts: Mapping[str, str]) -> list[Finding]:
    """A warning for each count of a report that the words of its span contradict.

    Args:
        record: its articles and reports.
        texts: the articles' texts, by sha256; articles without one are passed over.
    """
    known = {each.id: texts.get(each.text_digest, "") for each in record.articles}
    english = {name for name, text in known.items() if _is_english(text)}
    findings = []
    for report in record.reports:
        quantity = report.values.quantity
        if quantity is None or report.article not in english:
            continue
        words = known[report.article][report.start : report.end]
        if (number := is_contradicted(quantity, words)) is not None:
            message = f"{number} is not in the words of the span: “{_shortened(words)}”"
            findings.append(Finding(report.place, message, "warning"))
    return findings


def _is_english(text: str) -> bool:
    return len(re.findall(r"\bthe\b", text.lower())) > len(text) / _ENGLISH


def _shortened(words: str) -> str:
    """The first and last words of a long quotation."""
    parts = words.split()
    return " ".join(parts if len(parts) <= 8 else [*parts[:4], "…", *parts[-4:]])
