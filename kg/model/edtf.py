"""EDTF text -> the first and last day that it allows.

Source: Extended Date/Time Format, Library of Congress, levels 0 to 2, for the years 1 to 9999.
The bounds hold every day that the text may mean. Where the format does not say how wide that is:

- `~` and `%` reach one unit of the part they stand on to both sides (`2018~-03` a year,
  `2018-03-~26` a day); behind a whole date they stand on its last part (`2018-03~` a month). Where
  digits are unknown, the known ones count (`201X~` a decade, `2018-03-XX~` a month). `?` doubts the
  date, and keeps the bounds of what it doubts.
- Seasons are whole months, as the World Meteorological Organization counts them. 21 to 24 do not
  say which half of the earth is meant, so both are held; 25 to 28 are northern, 29 to 32 southern.
  A season that turns the year may be the one that begins in the year or the one that ends in it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from itertools import product
from typing import Final, TypeAlias

Bounds: TypeAlias = tuple[date | None, date | None]

_QUALIFIER: Final = r"[?~%]?"
_DATE: Final = re.compile(
    rf"({_QUALIFIER})([0-9X]{{4}})(?:S([1-4]))?({_QUALIFIER})"
    rf"(?:-({_QUALIFIER})([0-9X]{{2}})({_QUALIFIER})"
    rf"(?:-({_QUALIFIER})([0-9X]{{2}})({_QUALIFIER}))?)?"
)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(
    r"(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?",
    re.ASCII,
)
_OUTSIDE: Final = re.compile(r"(?:-|Y-?)\d+(?:[EX]\d*)?(?:S\d+)?(?:-\d\d){0,2}[?~%]?", re.ASCII)
_CHARACTERS: Final = re.compile(r"[0-9A-Z~?%/.,:+{}\[\]-]+")
_LONGEST: Final = 64  # characters; the longest sensible EDTF interval is about 30

_NORTHERN: Final = {0: (3, 5), 1: (6, 8), 2: (9, 11), 3: (12, 14)}  # spring to winter
_SOUTHERN: Final = {0: (9, 11), 1: (12, 14), 2: (3, 5), 3: (6, 8)}
#: Group of months -> its first and last month; beyond 12 they are those of the next year.
_GROUPS: Final[dict[int, tuple[tuple[int, int], ...]]] = {
    **{21 + each: (_NORTHERN[each], _SOUTHERN[each]) for each in range(4)},
    **{25 + each: (_NORTHERN[each],) for each in range(4)},
    **{29 + each: (_SOUTHERN[each],) for each in range(4)},
    **{33 + each: ((3 * each + 1, 3 * each + 3),) for each in range(4)},  # quarters
    **{37 + each: ((4 * each + 1, 4 * each + 4),) for each in range(3)},
    **{40 + each: ((6 * each + 1, 6 * each + 6),) for each in range(2)},
}


class NotEdtfError(ValueError):
    """The text does not have the form of EDTF."""


@lru_cache(maxsize=1 << 16)  # 180 years of days: a table in order of days asks for each in turn
def read_bounds(text: str) -> Bounds:
    """The first and last day that an EDTF text allows; None where it sets none.

    >>> read_bounds("2018-24")
    (datetime.date(2017, 12, 1), datetime.date(2019, 2, 28))

    Raises:
        NotEdtfError: the text is not EDTF.
        ValueError: it names an impossible day, ends before it begins, or is not taken here.
    """
    if len(text) > _LONGEST or not _CHARACTERS.fullmatch(text):
        raise NotEdtfError(text)
    for left, right in ("[]", "{}"):
        if text.startswith(left) and text.endswith(right):
            return _set_bounds(text)
    if "/" not in text:
        return _single(text, text)
    first, _, last = text.partition("/")
    if "T" in text:
        raise NotEdtfError(text)
    earliest = None if first in ("", "..") else _single(first, text)[0]
    latest = None if last in ("", "..") else _single(last, text)[1]
    if {first, last} <= {"", ".."}:
        raise ValueError(f"{text!r} is an interval without a day; leave the date out")
    return _ordered(text, earliest, latest)


def _set_bounds(text: str) -> Bounds:
    """The bounds of one of, or all of, several dates and spans of dates."""
    found = []
    parts = text[1:-1].split(",")
    for number, part in enumerate(parts):
        first, dots, last = part.partition("..")
        opened = dots and not first and number == 0
        closed = dots and not last and number == len(parts) - 1
        if (
            (dots and not (first or opened))
            or (dots and not (last or closed))
            or part in ("", "..")
        ):
            raise NotEdtfError(text)
        begin = _single(first, text) if first else (None, None)
        end = _single(last, text) if last else (None, None) if dots else begin
        found.append(_ordered(text, begin[0], end[1]))
    earliest, latest = ([each[side] for each in found] for side in (0, 1))
    return (
        None if None in earliest else min(each for each in earliest if each),
        None if None in latest else max(each for each in latest if each),
    )


def _ordered(text: str, earliest: date | None, latest: date | None) -> Bounds:
    if earliest and latest and latest < earliest:
        raise ValueError(f"{text!r} ends before it begins; swap the two")
    return earliest, latest


def read_instant(text: str) -> datetime | None:
    """The instant that a date with a time and its zone names; None for every other text.

    >>> read_instant("2018-03-27T01:00:00+09:00") == read_instant("2018-03-26T16:00:00Z")
    True
    """
    found = _INSTANT.fullmatch(text)
    try:
        return datetime.fromisoformat(text) if found and found[2] else None
    except ValueError:  # a day that is not in the calendar
        return None


def _single(part: str, text: str) -> Bounds:
    """The bounds of one date of a text."""
    if _DAY.fullmatch(part):  # as nearly all are
        with suppress(ValueError):
            return (day := date.fromisoformat(part)), day
    if instant := _INSTANT.fullmatch(part):
        return _single(instant[1], text)
    if found := _DATE.fullmatch(part):
        return _date_bounds(found, text)
    if _OUTSIDE.fullmatch(part):
        raise _outside(text)
    raise NotEdtfError(text)


def _outside(text: str) -> ValueError:
    return ValueError(
        f"{text!r} is EDTF, but not taken here: it is not a day in the years 1 to 9999"
    )


def _date_bounds(found: re.Match[str], text: str) -> Bounds:
    """The bounds of a year, a month or group of months, or a day."""
    before_year, year, significant, after_year, *rest = (each or "" for each in found.groups())
    before_month, month, after_month, before_day, day, after_day = rest
    if year == "0000":
        raise _outside(text)
    if significant and ("X" in year or month):
        raise NotEdtfError(text)
    years = year[: int(significant)].ljust(4, "X") if significant else year
    group = () if day or not month.isdecimal() else _GROUPS.get(int(month), ())
    bounds = _group_bounds(years, group) if group else _day_bounds(text, years, month, day)
    if years.startswith("X"):  # no year: the calendar day says nothing of when
        return None, None
    span = group[0][1] - group[0][0] + 1 if group else _unit(month)
    wide = [
        number
        for number, marks in (
            (12 * 10 ** (4 - len(years.rstrip("X"))), before_year + after_year),
            (span, before_month + after_month),
            (1 if day == "XX" else 0, before_day + after_day),
        )
        if "~" in marks or "%" in marks
    ]
    for months in filter(None, wide):
        bounds = _widened_by_months(bounds, months)
    return _widened_by_days(bounds, _unit(day)) if 0 in wide else bounds


def _unit(part: str) -> int:
    """How many months, or days, one more of what is known of a month, or day, is."""
    return {"XX": 12, "X": 10}.get(part.lstrip("0123456789"), 1)


def _numbers(pattern: str, least: int, greatest: int) -> list[int]:
    """The numbers that a pattern of digits and X allows, in order."""
    digits = product(*("0123456789" if each == "X" else each for each in pattern))
    return [n for each in digits if least <= (n := int("".join(each))) <= greatest]


def _day_bounds(text: str, year: str, month: str, day: str) -> tuple[date, date]:
    """The first and last day of the calendar that fit patterns of digits and X."""
    years, months, days = (
        _numbers(year, 1, 9999),
        _numbers(month or "XX", 1, 12),
        _numbers(day or "XX", 1, 31),
    )
    first = next(_days(years, months, days), None)
    last = next(_days(years[::-1], months[::-1], days[::-1]), None)
    if first is None or last is None:
        what = "day" if day or not month else "month"
        raise ValueError(f"{text!r} is not a {what} of the calendar")
    return first, last


def _days(years: list[int], months: list[int], days: list[int]) -> Iterator[date]:
    for year, month in product(years, months):
        length = calendar.monthrange(year, month)[1]
        yield from (date(year, month, day) for day in days if day <= length)


def _group_bounds(year: str, group: tuple[tuple[int, int], ...]) -> tuple[date, date]:
    """The first and last day of a season or another group of months, in a year or several."""
    years = _numbers(year, 1, 9999)
    first = min(begin - 12 if end > 12 else begin for begin, end in group)
    last = max(end for _, end in group)
    return _month_start(years[0] * 12 + first - 1), _month_end(years[-1] * 12 + last - 1)


def _month_start(months: int) -> date:
    """The first day of a month, counted from January of the year 0."""
    return date.min if months < 12 else date(months // 12, months % 12 + 1, 1)


def _month_end(months: int) -> date:
    """The last day of a month, counted in the same way."""
    if not 12 <= months < 10_000 * 12:
        return date.min if months < 12 else date.max
    year, month = months // 12, months % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _widened_by_months(bounds: tuple[date, date], months: int) -> tuple[date, date]:
    """So many months more to both sides; the last day of a month stays one."""
    first, last = bounds
    before, after = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    begin, end = _month_end(before - months), _month_end(after + months)
    ends = last == _month_end(after)
    return (
        begin.replace(day=min(first.day, begin.day)),
        end if ends else end.replace(day=min(last.day, end.day)),
    )


def _widened_by_days(bounds: tuple[date, date], days: int) -> tuple[date, date]:
    first, last = (each.toordinal() for each in bounds)
    return (
        date.fromordinal(max(first - days, date.min.toordinal())),
        date.fromordinal(min(last + days, date.max.toordinal())),
    )
