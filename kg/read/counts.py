"""Numbers in a text with what they count: "23 diplomats", "at least a dozen embassies", "four".

What is found is a suggestion for a reader, never data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.model.peoples import peoples
from kg.read.numerals import NUMBER_WORDS, find_numbers

#: Nouns, singular and plural -> the code of the unit.
_NOUNS: Final = {
    "persons": """agent ambassador attaché child/children citizen civilian consul defector
        dependant dependent detainee diplomat employee envoy guard hostage individual journalist
        man/men member national officer official operative people/people person/persons
        personnel/personnel prisoner relative reporter representative sailor serviceman/servicemen
        soldier spy/spies staff/staff staffer troop victim woman/women worker""",
    "missions": "consulate delegation embassy/embassies mission",
    "states": "ally/allies country/countries government nation state",
    "organizations": """bank company/companies entity/entities firm institution organisation
        organization""",
    "years": "year",
    "days": "day",
    "votes": "vote",
    "sites": "building compound property/properties residence site villa",
}
_PLURAL: Final[dict[str, str]] = {}
_SINGULAR: Final[dict[str, str]] = {}
for _unit, _words in _NOUNS.items():
    for _word in _words.split():
        _one, _, _many = _word.partition("/")
        _SINGULAR[_one], _PLURAL[_many or f"{_one}s"] = _unit, _unit

_WORDS_OF: Final = "|".join(sorted(NUMBER_WORDS - {"and"}, key=len, reverse=True))
_NUMBER: Final = re.compile(
    rf"(?<![\w$€£.,/:-])(?:(\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}})(?![\d:%/]|[.,]\d|st\b|nd\b|rd\b|th\b)"
    rf"|((?:half[ -]a[ -])?(?:{_WORDS_OF})(?:[ -](?:and[ -])?(?:{_WORDS_OF}))*)(?![\w]))",
    re.IGNORECASE,
)
#: An hour and a length of time count nothing; one in days or years may: a limit of three years.
_LASTING: Final = re.compile(
    r"[\s\u2011-]+(?:of[\s-]+)?(?:\w+[\s-]+)?(?:(?:hour|minute|month|week|decade)s?\b"
    r"|(?:day|year)s?[\s-](?:ago|after|before|earlier|later|old)\b)"
    r"|\s?[ap]\.?m\b",
    re.IGNORECASE,
)
_MANY: Final = re.compile(r"\b(dozens|scores|hundreds|thousands)\b", re.IGNORECASE)
_NEXT: Final = re.compile(r"(?:\s+|-)(?:[“\"'‘(]?)([^\W\d_]+(?:['’][^\W\d_]+)?)")
_LIMITS: Final = (
    (re.compile(r"\b(?:at least|no fewer than|a minimum of)\s+$", re.IGNORECASE), "least"),
    (re.compile(r"\b(?:more than|over)\s+$", re.IGNORECASE), "more"),
    (re.compile(r"\b(?:up to|as many as|at most|no more than)\s+$", re.IGNORECASE), "most"),
    (re.compile(r"\b(?:fewer than|less than|under)\s+$", re.IGNORECASE), "fewer"),
    (
        re.compile(
            r"\b(?:about|almost|approximately|around|nearly|roughly|some)\s+$", re.IGNORECASE
        ),
        "about",
    ),
)
_MONTHS: Final = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s*$|^\s*(?:Jan|Feb|March|Apr|"
    r"May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]*)\b"
)
_REACH: Final = 5  # words between a number and its noun: "12 members", "14 European Union member …"
_YEARS: Final = range(1900, 2100)  # four digits alone that are rather a year
_LONGEST: Final = 16  # characters before a number in which a month may stand
#: What makes four digits a year, whatever they stand before: May 2031, May 12, 2031, in 2031.
_OF_A_YEAR: Final = re.compile(
    r"\b(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d\d?)?,?|(?i:in|since))"
    r"\s+$"
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a text."""

    start: int
    end: int  # with its noun, where it has one
    least: int | None
    most: int | None
    unit: str | None  # a code of Unit; None where no noun says it
    about: bool = False

    @property
    def fields(self) -> dict[str, str]:
        """The keys of a report that say it."""
        found = {"quantity": str(self.least)} if self.least == self.most else {}
        if not found:
            found |= {"minQuantity": str(self.least)} if self.least is not None else {}
            found |= {"maxQuantity": str(self.most)} if self.most is not None else {}
        found |= {"unit": self.unit} if self.unit else {}
        return found | ({"approximate": "true"} if self.about else {})


def find_counts(text: str) -> list[Count]:
    """The numbers of a text that may count something, in its order; no dates and no shares."""
    found = [each for match in _NUMBER.finditer(text) if (each := _count(text, match))]
    several = (each for each in _MANY.finditer(text) if not _LASTING.match(text, each.end()))
    found += [_several(text, each) for each in several]
    return sorted(found, key=lambda each: each.start)


def _count(text: str, match: re.Match[str]) -> Count | None:
    digits, words = match.groups()
    number = int(digits.replace(",", "")) if digits else read_number(words)
    if number is None or _is_date(text, match, digits):
        return None
    if _LASTING.match(text, match.end()):
        return None
    unit, end = _noun(text, match.end(), number)
    article = bool(words) and words.casefold() in ("a", "an", "one")
    if article and unit not in ("persons", "missions"):
        return None
    if unit is None and digits and len(digits) == 4 and number in _YEARS:
        return None
    least: int | None = number
    most: int | None = number
    about = False
    for pattern, kind in _LIMITS:
        if pattern.search(text, max(0, match.start() - 20), match.start()):
            least, most, about = _limited(number, kind)
    return Count(match.start(), end, least, most, unit, about)


def _limited(number: int, kind: str) -> tuple[int | None, int | None, bool]:
    return {
        "least": (number, None, False),
        "more": (number + 1, None, False),
        "most": (None, number, False),
        "fewer": (None, max(number - 1, 0), False),
        "about": (number, number, True),
    }[kind]


def _several(text: str, match: re.Match[str]) -> Count:
    least = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000}[match[0].casefold()]
    unit, end = _noun(text, match.end(), least)
    return Count(match.start(), end, least, None, unit, about=True)


def read_number(words: str) -> int | None:
    """The number that words say, or None where they say none.

    >>> read_number("twenty-three"), read_number("two hundred and six"), read_number("half a dozen")
    (23, 206, 6)
    """
    folded = words.casefold()
    if folded in ("a", "an"):
        return 1
    found = find_numbers(folded.removeprefix("half").strip(" -"))
    return found[0] // (2 if folded.startswith("half") else 1) if len(found) == 1 else None


def _is_date(text: str, match: re.Match[str], digits: str | None) -> bool:
    """Whether a number is the day of a date, or its year: March 4, 4 March, March 4, 2031."""
    before, after = text[max(0, match.start() - _LONGEST) : match.start()], text[match.end() :][:12]
    if digits and len(digits) == 4 and int(digits) in _YEARS:
        return bool(_OF_A_YEAR.search(before))
    if not digits or len(digits) > 2:
        return False
    return bool(_MONTHS.search(before)) or bool(_MONTHS.match(after))


def _noun(text: str, at: int, number: int) -> tuple[str | None, int]:
    """The unit that the words behind a number name, and where its noun ends."""
    joined = text[at : at + 1] in ("-", "\u2011")  # a three-year limit
    nouns, end = (_SINGULAR if number == 1 or joined else _PLURAL), at
    for word in _following(text, at):
        folded = word[1].casefold()
        unit = nouns.get(folded)
        if unit is None and number != 1 and _is_people(word[1]):
            unit = "persons"
        if unit:
            return unit, word.end()
        if folded in _STOPS:
            break
    return None, end


def _is_people(word: str) -> bool:
    """Whether a word means several of a people, invented ones too: Danes, Ruritanians."""
    return word.endswith("s") and (word in peoples() or (word[0].isupper() and word[-4:] == "ians"))


#: Words after which a noun belongs to something else.
_STOPS: Final = frozenset(
    "and but for from had has have if in is on or said that the then to was were when which who "
    "will with would".split()
)


def _following(text: str, at: int) -> Iterator[re.Match[str]]:
    for _ in range(_REACH):
        word = _NEXT.match(text, at)
        if word is None:
            return
        yield word
        at = word.end()
