"""Dates that cannot follow each other: a response and its trigger, an act and its deadline."""

from __future__ import annotations

from kg.errors import Finding, Place
from kg.model.actions import Action, Link, Report
from kg.model.dates import Bounds, edtf_bounds, order_days, precedes, read_instant


def check_sequence(link: Link, response: Action, trigger: Action) -> Finding | None:
    """An error where the response surely ends before its trigger begins.

    Where it does so by a single day, and one of them is uncertain, approximate or told by the hour
    of a place, a warning.
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
    return None


def _shown(action: Action, day: object) -> str:
    """The instant of an action, where it is known, else the day."""
    text = action.values.date or ""
    return text if read_instant(text) else str(day)


def check_days(action: Action, report: Report, bounds: Bounds) -> list[Finding]:
    """A deadline that had passed, or an act that was known, before it can have begun."""
    return [
        Finding(
            report.place,
            f"{key}: {day} is before {action.id!r} begins ({bounds[0]}); correct one of the dates",
        )
        for key in ("deadline", "disclosed")
        if (day := getattr(report.values, key)) and precedes(edtf_bounds(day), bounds)
    ]
