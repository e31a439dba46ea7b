"""Actions in the order of time, decided once: by first known day, then last, then id."""

from __future__ import annotations

from datetime import date

from kg.model.actions import Action


def first_day(action: Action) -> date | None:
    """The first day that is known of an action: its earliest, or the latest where only that is."""
    return action.earliest or action.latest


def start(action: Action) -> date:
    """The same; undated actions come last."""
    return first_day(action) or date.max


def by_day(action: Action) -> tuple[date, date, str]:
    """A key that sorts actions: by first known day, undated ones last, of one day by id."""
    return start(action), action.latest or date.max, action.id
