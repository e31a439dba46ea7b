"""Actions in the order of time, decided once: by first known day, then last, then id."""

from __future__ import annotations

from datetime import date
from typing import Final

from kg.model.actions import Action
from kg.model.dates import Bounds

#: Days; an act of a wider date is an aside about the past. The widest trigger that one of the 321
#: claimed answers of the bundled data names has 603 days.
SPAN_DAYS: Final = 731


def spans_years(action: Action, days: int = SPAN_DAYS) -> bool:
    """Whether the days that an action allows reach over years, as those of `1991~/2021` do.

    Where only one end is known, the date tells a limit, not a span.
    """
    first, last = action.bounds
    return first is not None and last is not None and (last - first).days > days


def first_day(action: Action) -> date | None:
    """The first day that is known of an action: its earliest, or the latest where only that is."""
    return action.earliest or action.latest


def exact_day(action: Action) -> date | None:
    """The day of an action where it is known exactly."""
    return action.latest if action.earliest == action.latest else None


def has_come(action: Action, as_of: date | None) -> bool:
    """Whether an act may lie on or before a day; one that is announced for later does not."""
    return as_of is None or action.earliest is None or action.earliest <= as_of


def start(action: Action) -> date:
    """The same; undated actions come last."""
    return first_day(action) or date.max


def by_day(action: Action) -> tuple[date, date, str]:
    """A key that sorts actions: by first known day, undated ones last, of one day by id."""
    return start(action), action.latest or date.max, action.id


def known_bounds(trigger: Action) -> Bounds:
    """The first and last day on which an act became known: what is answered is that.

    That is the act's own day, but for a hostile act that was disclosed later.
    """
    told = trigger.known != (None, None) and "HostileAct" in trigger.kinds
    return trigger.known if told else trigger.bounds


def known_day(trigger: Action) -> int:
    """The first of those days that is known, as an ordinal; undated acts come last."""
    first, last = known_bounds(trigger)
    return (first or last or date.max).toordinal()
