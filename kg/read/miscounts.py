"""Counts of reports that the words they rest on contradict.

The check is narrow. It is silent where the text is not English, where the words hold no number or
are vague ("the ambassador and three others"), where some of their numbers add up to the count, and
on counts of one. Days and lengths of time count nothing else. Measured on the five articles: no
finding on their 35 counts. 27 of them stand in the words; made one more, one less, tenfold or with
their digits turned round, 100 of 104 are found (the others are of "about a dozen").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations
from typing import Final

from kg.errors import Finding
from kg.model.actions import Record
from kg.model.actors import Quantity
from kg.read.counts import find_counts
from kg.read.english import is_english
from kg.read.numerals import find_numbers

#: Words that count what they do not number, or only roughly; shares, money and fractions.
_VAGUE: Final = re.compile(
    r"\b(?:others?|another|plus|rest|remaining|half|several|few|dozens|hundreds|thousands|millions)\b"
    r"|[%$€£]|\d[.,]\d{1,2}(?!\d)"
)
_LENGTHS: Final = re.compile(r"\b[\w-]+[\s-](?:minute|hour|day|week|month|year|decade)s?\b")
#: 1 234: a space also parts what is not one number ("on March 3 234 men"), so both readings count.
_SPACED: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u2009]\d{3})+(?!\w)")
_DIGITS: Final = 20  # characters of a number that counts anything, at most
_TIMES: Final = ("days", "years")  # units that count what is a length of time elsewhere
_MOST: Final = 8  # numbers in the words; the sums of more could be anything


def is_contradicted(quantity: Quantity, words: str) -> int | None:
    """The number of a quantity that the words around it contradict, if they do.

    >>> is_contradicted(Quantity(minimum=32, maximum=32, unit="persons"), "23 diplomats leave")
    32
    >>> is_contradicted(Quantity(minimum=9, maximum=9, unit="persons"), "four envoys, five guards")
    """
    if quantity.approximate or _VAGUE.search(words.lower()):
        return None
    stand = set(find_numbers(words))
    spaced = (re.sub(r"\D", "", each[0]) for each in _SPACED.finditer(words))
    stand |= {int(each) for each in spaced if len(each) < _DIGITS}
    timeless = words if quantity.unit in _TIMES else _LENGTHS.sub(" ; ", words)
    counts = find_counts(timeless)
    numbers = [n for x in counts for n in {x.least, x.most} if n is not None]
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
    english = {name for name, text in known.items() if is_english(text)}
    findings = []
    for report in record.reports:
        quantity = report.values.quantity
        if quantity is None or report.article not in english:
            continue
        words = known[report.article][report.start : report.end]
        if (number := is_contradicted(quantity, words)) is not None:
            message = f"{number} is not in the words of the span: “{_counted(words)}”"
            findings.append(Finding(report.place, message, "warning"))
    return findings


def _counted(words: str) -> str:
    """What some words count, without what stands between."""
    counts = " … ".join(words[each.start : each.end] for each in find_counts(words))
    return f"… {' '.join(counts.split())} …"
