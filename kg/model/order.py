"""Actions in the order of time: the one answer to when an action first may have happened."""

from __future__ import annotations

from datetime import date

from kg.model.actions import Action


def first_day(action: Action) -> date | None:
    """The day an action is drawn at: its earliest, or the latest where only that is known."""
    return action.earliest or action.latest


def start(action: Action) -> date:
    """The first day an action may have happened; undated ones come last."""
    return first_day(action) or date.max


def sort_key(action: Action) -> tuple[date, date, str]:
    """By first day, then last, those unknown last; the id decides between acts of the same days."""
    return start(action), action.latest or date.max, action.id
