"""Actions in the order of time."""

from __future__ import annotations

from datetime import date

from kg.model.actions import Action


def first_day(action: Action) -> date | None:
    """The day an action is drawn at: its earliest, or the latest where only that is known."""
    return action.earliest or action.latest


def sort_key(action: Action) -> tuple[bool, date, str]:
    """By day, undated actions last, then by id."""
    day = first_day(action)
    return day is None, day or date.max, action.id


def start(action: Action) -> date:
    """The first day an action may have happened; undated ones come last."""
    return action.earliest or action.latest or date.max
