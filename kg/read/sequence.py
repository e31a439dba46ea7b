"""Dates that cannot follow each other: a response and its trigger, an act and its deadline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from typing import Final, TypeAlias

from kg.errors import Finding, Place
from kg.model.actions import Action, Link, Report
from kg.model.dates import Bounds, edtf_bounds, order_days, precedes, read_instant

#: A date in EDTF whose last day is written out: `2031-03-05~`, `../2031-03-05`.
_ENDS_ON_A_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d[?~%]?(T.*)?\Z")
#: Action -> the articles and tables that give its place among the acts of its day.
Orders: TypeAlias = Mapping[str, Set[str]]
NO_ORDERS: Final[Orders] = {}


def told_orders(reports: Iterable[Report]) -> Orders:
    """Which sources give each action its place among the acts of its day."""
    told: dict[str, set[str]] = {}
    for each in reports:
        if each.values.within_day is not None:
            told.setdefault(each.action, set()).add(each.article or each.table or "")
    return told


def check_sequence(
    link: Link, response: Action, trigger: Action, orders: Orders = NO_ORDERS
) -> Finding | None:
    """An error where the response surely ends before its trigger begins.

    Where it does so by a single day, and one of them is uncertain, approximate or told by the hour
    of a place, a warning. Within a day, an error where one article or table puts it first: places
    that two of them give count different acts.
    """
    bounds = (trigger.bounds, response.bounds)
    order = order_days(trigger.values.date, response.values.date, bounds)
    place = link.place or Place("")
    begin, end = _shown(trigger, trigger.earliest), _shown(response, response.latest)
    if order == "before":
        message = (
            f"response {link.response!r} ({end}) ends before its trigger {link.trigger!r} begins "
            f"({begin}); swap them or correct a date"
        )
        return Finding(place, message)
    if order == "perhaps":
        message = (
            f"response {link.response!r} ({end}) is a day before its trigger {link.trigger!r} "
            f"({begin}), by dates that may be a day off; check both"
        )
        return Finding(place, message, "warning")
    first, second = trigger.values.within_day, response.values.within_day
    same_day = trigger.latest == response.latest
    one_source = orders.get(response.id, frozenset()) & orders.get(trigger.id, frozenset())
    if first and second and second < first and same_day and one_source:
        message = (
            f"response {link.response!r} (place {second} in {end}) comes before its trigger "
            f"{link.trigger!r} (place {first}); swap them or correct {_key(link)}"
        )
        return Finding(place, message)
    return None


def _key(told: Link | Report) -> str:
    """What a table or an article calls the place among the acts of a day."""
    return "within_day" if told.table else "withinDay"


def _shown(action: Action, day: object) -> str:
    """The instant of an action, where it is known, else the day."""
    text = action.values.date or ""
    return text if read_instant(text) else str(day)


def check_days(action: Action, report: Report, bounds: Bounds) -> list[Finding]:
    """A deadline that had passed, or an act that was known, before it can have begun.

    And a place among the acts of a day where the date names no day, a warning.
    """
    date = report.values.date or ""
    in_a_day = _ENDS_ON_A_DAY.search(date) if date else bounds[1]
    found = []
    if report.values.within_day is not None and not in_a_day:
        told = f"and {date!r} is not a day" if date else "and no date is given"
        message = (
            f"{_key(report)}: is a place among the acts of one day, {told}; give the day in date, "
            "or leave it out"
        )
        found.append(Finding(report.place, message, "warning"))
    return found + [
        Finding(
            report.place,
            f"{key}: {day} is before {action.id!r} begins ({bounds[0]}); correct one of the dates",
        )
        for key in ("deadline", "disclosed")
        if (day := getattr(report.values, key)) and precedes(edtf_bounds(day), bounds)
    ]
