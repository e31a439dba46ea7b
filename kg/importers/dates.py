"""Words of a text that say when -> a day, where they say exactly one; else they stay open."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kg.importers.mapping import DATE_WORDS
from kg.model.names import shorten
from kg.read.datelines import Day, find_days

#: Words beside a day that leave it the same day: any other may say another, as in "since Monday".
_BESIDE: Final = re.compile(
    r"on|in|of|at|the|early|late|mid|this|by|until|till|before|within|no|later|than|"
    r"morning|noon|midday|afternoon|evening|night|dawn|midnight",
    re.IGNORECASE,
)
_WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
#: What words may lack that the text has before them: "2018", "May"; "Friday", "48 hours".
_LEADS: Final = {"date": ("", "in "), "deadline": ("", "by ", "within ")}
_ANY_DAY: Final = date(2031, 3, 4)  # to tell words that need a day from those that say none


def resolve_words(name: str, words: str, published: str) -> tuple[str, str]:
    """The field and the value that words give.

    Args:
        name: `DATE_WORDS` or `DEADLINE_WORDS`.
        words: as the text has them.
        published: the day of the article, as EDTF; empty where it is not known.
    Raises:
        ValueError: they do not give exactly one day.

    >>> resolve_words("dateWords", "on Monday", "2031-03-04")
    ('date', '2031-03-03')
    >>> resolve_words("deadlineWords", "within a week", "")
    ('deadlineTerm', 'P7D')
    """
    day = _day(published)
    if found := _find(name, words, day):
        return found.key, found.value
    lacks_day = day is None and _find(name, words, _ANY_DAY) is not None
    why = "the day of the article is not known" if lacks_day else "it does not name one day"
    field = "date" if name == DATE_WORDS else "deadline"
    raise ValueError(f"{shorten(words)!r} is not a date yet: {why}; give {field} itself")


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published) if len(published) == 10 else None
    except ValueError:
        return None


def _find(name: str, words: str, day: date | None) -> Day | None:
    """The one day that words say, if they say nothing else."""
    is_date = name == DATE_WORDS
    keys = ("date",) if is_date else ("deadline", "deadlineTerm")
    for lead in _LEADS[keys[0]]:
        said = f"{lead}{words}"
        found = find_days(said, day)
        if len(found) == 1 and found[0].key in keys and _is_all(said, found[0]):
            if ".." in found[0].value:
                return None  # it says one end alone: since 2016
            return found[0]
    return None


def _is_all(said: str, found: Day) -> bool:
    """Whether nothing is said beside a day that may change it, or gainsays it."""
    rest = re.findall(r"\w+", f"{said[: found.start]} {said[found.end :]}")
    day = _day(found.value)
    return all(
        _BESIDE.fullmatch(each)
        or (each.lower() in _WEEKDAYS and (day is None or _WEEKDAYS[day.weekday()] == each.lower()))
        for each in rest
    )
