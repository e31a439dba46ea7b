"""Whether a response can come after what it is said to answer, as far as their dates tell."""

from __future__ import annotations

from kg.errors import Finding, Place
from kg.model.actions import Action, Link
from kg.model.dates import order_days, read_instant


def check_sequence(link: Link, response: Action, trigger: Action) -> Finding | None:
    """An error where the response surely ends before its trigger begins.

    Where it does so by a single day, and their instants are not known, a warning: local days of
    two places, or uncertain days, may be one, or stand the other way round.
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
            f"({begin}): local days may differ so; check both dates"
        )
        return Finding(place, message, "warning")
    return None


def _shown(action: Action, day: object) -> str:
    """The instant of an action, where it is known, else the day."""
    text = action.values.date or ""
    return text if read_instant(text) else str(day)
