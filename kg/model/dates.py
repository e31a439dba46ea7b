"""EDTF text -> earliest and latest day, and their order.

Source: Extended Date/Time Format, Library of Congress, levels 0 to 2 as the edtf package reads it.
"""

from __future__ import annotations

import calendar
import contextlib
import io
import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

Bounds: TypeAlias = tuple[date | None, date | None]

#: A year, month or day, perhaps approximate or uncertain; months 21 to 41 are EDTF's seasons.
_PLAIN = re.compile(r"(\d{4})(?:-(0\d|1\d)(?:-(\d\d))?)?([?~%])?")
_CHARACTERS = re.compile(r"[0-9A-Z~?%/.,:+{}\[\]-]+")  # the package would skip white space
_LONGEST = 64  # characters; the longest sensible EDTF interval is about 30


@lru_cache(maxsize=8192)
def edtf_bounds(text: str) -> Bounds:
    """The first and last day that an EDTF text allows; None where it sets none.

    An approximate date (`~`, `%`) reaches one unit of its precision to both sides, as edtf's own
    padding has it; an uncertain one (`?`) keeps the bounds of the date it qualifies.

    >>> edtf_bounds("2018-03")
    (datetime.date(2018, 3, 1), datetime.date(2018, 3, 31))
    >>> edtf_bounds("2017-07-27/..")
    (datetime.date(2017, 7, 27), None)
    >>> edtf_bounds("2018-03-26~")
    (datetime.date(2018, 3, 25), datetime.date(2018, 3, 27))
    >>> edtf_bounds("XXXX-03-15")
    (None, None)

    Raises:
        ValueError: the text is not EDTF, names an impossible day, or ends before it begins.
    """
    if len(text) > _LONGEST or not _CHARACTERS.fullmatch(text) or "--" in text:
        raise ValueError(_wrong(text))
    first, slash, last = text.partition("/")
    if not slash:
        return _single(text)
    if "/" in last:
        raise ValueError(_wrong(text))
    earliest = None if first in ("", "..") else _single(first)[0]
    latest = None if last in ("", "..") else _single(last)[1]
    if earliest is None and latest is None and "X" not in text:
        raise ValueError(f"{text!r} is an interval without a day; leave the date out")
    if earliest and latest and latest < earliest:
        raise ValueError(f"{text!r} ends before it begins")
    return earliest, latest


def bounds_if_date(text: str) -> Bounds:
    """The same, with nothing set where the text is not a date: a page may show any text.

    >>> bounds_if_date("soon after")
    (None, None)
    """
    try:
        return edtf_bounds(text)
    except ValueError:
        return None, None


def _single(text: str) -> Bounds:
    if plain := _PLAIN.fullmatch(text):
        year, month, day, qualifier = plain.groups()
        bounds = _plain(text, *(int(part) if part else None for part in (year, month, day)))
        unit = "day" if day else "month" if month else "year"
        return _padded(bounds, unit) if qualifier in ("~", "%") else bounds
    import edtf  # 0.1 s to load and 20 ms a text, and most dates are plain

    try:
        with contextlib.redirect_stdout(io.StringIO()):  # the package prints some of its doubts
            parsed = edtf.parse_edtf(text)
            lower, upper = parsed.lower_strict(), parsed.upper_strict()
        if text.lstrip("[{").startswith("X"):  # no year: the calendar day says nothing of when
            return None, None
        return date(*lower[:3]), date(*upper[:3])
    except (edtf.EDTFParseException, TypeError, AttributeError, IndexError):
        raise ValueError(_wrong(text)) from None
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is not a day in the years 1 to 9999") from None


def _plain(text: str, year: int | None, month: int | None, day: int | None) -> tuple[date, date]:
    """Bounds of a year, month or day of the calendar."""
    if not year:
        raise ValueError(f"{text!r} is not a day in the years 1 to 9999")
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        last_month = month or 12
        return first, date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        raise ValueError(f"{text!r} is not a day of the calendar") from None


def _padded(bounds: tuple[date, date], unit: str) -> Bounds:
    """One unit of precision more to both sides, within the years 1 to 9999."""
    first, last = bounds
    if unit == "day":
        return (
            first - timedelta(days=1) if first > date.min else first,
            last + timedelta(days=1) if last < date.max else last,
        )
    months = 1 if unit == "month" else 12
    before = max(first.year * 12 + first.month - 1 - months, 12)
    after = min(last.year * 12 + last.month - 1 + months, 9999 * 12 + 11)
    end_year, end_month = after // 12, after % 12 + 1
    end_day = calendar.monthrange(end_year, end_month)[1]
    return date(before // 12, before % 12 + 1, 1), date(end_year, end_month, end_day)


def _wrong(text: str) -> str:
    forms = "2018-03-26, 2018-03, 2018-03~ or 2018-03-01/2018-03-06"
    return f"{text[:40]!r} is not an EDTF date; write {forms}"


def union(bounds: Iterable[Bounds]) -> Bounds:
    """The span that covers all given ones; those without any bound say nothing.

    >>> union([(date(2018, 3, 1), date(2018, 3, 2)), (date(2018, 3, 2), date(2018, 3, 5))])
    (datetime.date(2018, 3, 1), datetime.date(2018, 3, 5))
    """
    known = [pair for pair in bounds if pair != (None, None)]
    if not known:
        return None, None
    earliest = [first for first, _ in known]
    latest = [last for _, last in known]
    return (
        None if None in earliest else min(day for day in earliest if day),
        None if None in latest else max(day for day in latest if day),
    )


def contradict(bounds: Iterable[Bounds]) -> bool:
    """Whether no day fits all of them.

    >>> march = date(2018, 3, 1), date(2018, 3, 31)
    >>> contradict([march, (None, date(2018, 3, 4))]), contradict([march, (date(2018, 4, 1), None)])
    (False, True)
    """
    known = list(bounds)
    begun = max((first for first, _ in known if first), default=date.min)
    return begun > min((last for _, last in known if last), default=date.max)


def lag_days(trigger: Bounds, response: Bounds) -> tuple[int | None, int | None]:
    """Least and greatest number of days from trigger to response; None where a bound is open.

    The least is never below 0: where the bounds overlap, the order within them is unknown.

    >>> lag_days((date(2018, 3, 4), date(2018, 3, 4)), (date(2018, 3, 14), date(2018, 3, 14)))
    (10, 10)
    """
    least = (response[0] - trigger[1]).days if response[0] and trigger[1] else None
    greatest = (response[1] - trigger[0]).days if response[1] and trigger[0] else None
    return None if least is None else max(least, 0), greatest


def precedes(first: Bounds, second: Bounds) -> bool:
    """Whether the first surely ends before the second begins.

    >>> precedes((None, date(2018, 3, 4)), (date(2018, 3, 5), None))
    True
    """
    return bool(first[1] and second[0] and first[1] < second[0])
