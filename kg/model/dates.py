"""Dates as people write them -> earliest and latest day, and their order; see kg/model/edtf.py."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from kg.model.date_proposals import is_relative, propose_dates
from kg.model.edtf import Bounds, NotEdtfError, read_bounds, read_instant

__all__ = ["Bounds", "read_instant"]


def edtf_bounds(text: str) -> Bounds:
    """The first and last day that an EDTF text allows; None where it sets none.

    >>> edtf_bounds("2018-03")
    (datetime.date(2018, 3, 1), datetime.date(2018, 3, 31))
    >>> edtf_bounds("2017-07-27/..")
    (datetime.date(2017, 7, 27), None)
    >>> edtf_bounds("2018-03-26~")
    (datetime.date(2018, 3, 25), datetime.date(2018, 3, 27))
    >>> edtf_bounds("XXXX-03-15")
    (None, None)

    Raises:
        ValueError: the text is not EDTF, names an impossible day, or ends before it begins. What it
            probably means is told, and never taken.
    """
    try:
        return read_bounds(text)
    except NotEdtfError:
        raise ValueError(_wrong(text)) from None


def _wrong(text: str) -> str:
    meant = propose_dates(text)
    if len(meant) > 1:
        return f"{text!r} may be {' or '.join(meant)}; write one of them"
    if meant:
        shown = repr(meant[0]) if meant[0][-1] in "?." else meant[0]  # not to end in `??` or `..?`
        return f"{text!r} is not an EDTF date; did you mean {shown}?"
    if is_relative(text):
        said = "it counts from another day; write the day itself, such as 2018-03-26"
        return f"{text!r} is not an EDTF date: {said}"
    forms = "2018-03-26, 2018-03, 2018-03~ or 2018-03-01/2018-03-06"
    return f"{text[:40]!r} is not an EDTF date; write {forms}"


def bounds_if_date(text: str) -> Bounds:
    """The same, with nothing set where the text is not a date: a page may show any text.

    >>> bounds_if_date("soon after")
    (None, None)
    """
    try:
        return read_bounds(text)
    except ValueError:
        return None, None


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

    Neither is below 0: where the bounds overlap, the order within them is unknown, and so it is
    where days of two places are a day apart.

    >>> lag_days((date(2018, 3, 4), date(2018, 3, 4)), (date(2018, 3, 14), date(2018, 3, 14)))
    (10, 10)
    """
    least = (response[0] - trigger[1]).days if response[0] and trigger[1] else None
    greatest = (response[1] - trigger[0]).days if response[1] and trigger[0] else None
    return (
        None if least is None else max(least, 0),
        None if greatest is None else max(greatest, 0),
    )


def order_days(
    first: str | None, second: str | None, bounds: tuple[Bounds, Bounds]
) -> Literal["after", "perhaps", "before"]:
    """Whether what is dated second comes before the first: surely, perhaps, or not at all.

    Two instants with their zones are compared as such. Where a date is uncertain or approximate, or
    has an hour whose day is another one elsewhere, a day too early may be none.

    Args:
        first: a date in EDTF, where one is agreed on.
        second: another.
        bounds: the first and last day of both.

    >>> march = tuple(edtf_bounds(each) for each in ("2018-03-26?", "2018-03-25"))
    >>> order_days("2018-03-26?", "2018-03-25", march)
    'perhaps'
    """
    moments = [each and read_instant(each) for each in (first, second)]
    if moments[0] and moments[1]:
        return "before" if moments[1] < moments[0] else "after"
    if not precedes(bounds[1], bounds[0]):
        return "after"
    begin, end = bounds[0][0], bounds[1][1]
    near = begin is not None and end is not None and (begin - end).days == 1
    doubted = any(each and set(each) & set("?~%T") for each in (first, second))
    return "perhaps" if near and doubted else "before"


def precedes(first: Bounds, second: Bounds) -> bool:
    """Whether the first surely ends before the second begins.

    >>> precedes((None, date(2018, 3, 4)), (date(2018, 3, 5), None))
    True
    """
    return bool(first[1] and second[0] and first[1] < second[0])
