"""Actions that look like one event declared twice: each would be counted, drawn and answered twice.

Two look alike if their sides are the same, the class of one is that of the other or above it, and
either their counts are equal and their days overlap or are a day apart, or, where they stand in
different files, they are of one day and no counts differ. Measured on the bundled data with its
merges left out: one in six is found, and no other pair; most of the rest are rows without counts.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from kg.errors import Finding, Place
from kg.model.actions import WIDE_KINDS, Action, Record, wholes_of
from kg.model.dates import precedes
from kg.model.order import by_day, start
from kg.model.standing import is_material, sides_of, targets_of

APART: Final = timedelta(days=1)  # between two tellings of one act, as sources date it
WIDE: Final = timedelta(days=31)  # a date vaguer than a month tells no two acts from each other
EXACT: Final = timedelta(days=2)  # from first to last day of a date such as 2031-03-05~
NEAREST: Final = 12  # actions looked at for each, so that busy pairs stay linear


@dataclass(frozen=True, slots=True)
class _Index:
    """Actions that have something in common, by their first day."""

    actions: Mapping[Hashable, Sequence[Action]]

    def near(self, key: Hashable, action: Action, apart: timedelta) -> Iterator[Action]:
        """The nearest others of a key whose days overlap an action's, or are so far apart."""
        group = self.actions.get(key, ())
        last = (action.latest or start(action)) + apart
        stop = bisect.bisect_right(group, last, key=start)
        for other in reversed(group[max(stop - NEAREST, 0) : stop]):
            if other is not action and (other.latest or start(other)) >= start(action) - apart:
                yield other


def find_twins(record: Record) -> list[Finding]:
    """A warning for each action that may be another one, sorted.

    Of two in files that of the later article is told, and of a row and a file's action the row.
    Parts of one whole, and actions that a link joins, are told apart by the annotation itself; of
    a whole and its part that may be one action the whole is told.
    """
    parents = {each.id: each.part_of for each in record.actions if each.part_of}
    joined = {frozenset((each.response, each.trigger)) for each in record.links}
    lines = {(each.place.file, each.place.line) for each in record.reports if each.table}
    rows = {each.id for each in record.actions if (each.place.file, each.place.line) in lines}
    days = {each.place.file: each.published for each in record.articles}

    def order(action: Action) -> tuple[bool, str, Place]:
        return action.id in rows, days.get(action.place.file, ""), action.place

    best: dict[str, tuple[tuple[object, ...], Action, str]] = {}
    for one, other, why in (*_by_count(record.actions), *_by_day(record.actions, rows)):
        first, later = sorted((one, other), key=order)
        wholes = [set(wholes_of(each.id, parents)) for each in (first, later)]
        if wholes[0] & wholes[1] or frozenset((one.id, other.id)) in joined:
            continue
        rank = (why.endswith("class"), len(wholes[0]), order(first))
        if later.id not in best or rank < best[later.id][0]:
            best[later.id] = rank, first, why
    found = []
    for later in (each for each in record.actions if each.id in best):
        _, first, why = best[later.id]
        above = wholes_of(later.id, parents)[1:]
        if not any(name in best and best[name][1] is first for name in above):
            found.append(_told(later, first, why, in_row=later.id in rows))
    return sorted(found)


def _told(later: Action, first: Action, why: str, *, in_row: bool) -> Finding:
    place = f"{first.place.file}:{first.place.line}"
    remedy = "join them in merges/" if in_row else "report it by its id"
    message = f"{later.id!r} may be {first.id!r} ({place}): same pair, {why}; {remedy}"
    return Finding(later.place, message, "warning")


def _by_count(actions: Iterable[Action]) -> Iterator[tuple[Action, Action, str]]:
    """Pairs with one count above one, whose days overlap or are a day apart."""
    counted = [x for x in actions if _is_dated(x, WIDE) and _count(x)]
    index = _index(counted, _count)
    for action in counted:
        for kind in action.kinds:
            for other in index.near((_pair(action), kind, _count(action)), action, APART):
                if _is_on_same(action, other):
                    yield action, other, f"{_days(action, other)}, {_count(action)}"


def _by_day(
    actions: Iterable[Action], rows: Container[str]
) -> Iterator[tuple[Action, Action, str]]:
    """Pairs of one day and class in two files, at most one of them a row: tables repeat acts."""
    dated = [x for x in actions if _is_dated(x, EXACT) and is_material(x.kind, "carriedOut")]
    everything = _index(dated)
    declared = _index(each for each in dated if each.id not in rows)
    for action in dated:
        index = declared if action.id in rows else everything
        for kind in (action.kind, *(each for each in action.kinds if each not in WIDE_KINDS)):
            for other in index.near((_pair(action), kind, ""), action, timedelta(0)):
                counts = {_count(each) for each in (action, other) if each.values.quantity}
                elsewhere = other.place.file != action.place.file
                if elsewhere and len(counts) < 2 and _is_on_same(action, other):
                    yield action, other, f"{_days(action, other)} and class"


def _index(actions: Iterable[Action], mark: Callable[[Action], str] = lambda _: "") -> _Index:
    """By pair of sides, class and a mark."""
    groups: dict[Hashable, list[Action]] = {}
    for action in sorted(actions, key=by_day):
        groups.setdefault((_pair(action), action.kind, mark(action)), []).append(action)
    return _Index(groups)


def _pair(action: Action) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(sides_of(action)), frozenset(targets_of(action))


def _is_dated(action: Action, widest: timedelta) -> bool:
    """Whether an action has its sides and days, and is not one that somebody declined."""
    first, last = action.bounds
    known = first is not None and last is not None and last - first <= widest
    return known and all(_pair(action)) and action.values.status != "declined"


def _count(action: Action) -> str:
    """The exact count with its unit, empty where there is none above one."""
    quantity = action.values.quantity
    if quantity is None or quantity.minimum != quantity.maximum or (quantity.minimum or 0) < 2:
        return ""
    return f"{quantity.minimum} {quantity.unit}"


def _is_on_same(one: Action, other: Action) -> bool:
    """Whether the recipients may be the same: two bodies or missions of one state are not."""
    first, second = set(one.values.recipient), set(other.values.recipient)
    whole = first <= set(one.recipient_states) or second <= set(other.recipient_states)
    return whole or bool(first & second)


def _days(one: Action, other: Action) -> str:
    if precedes(one.bounds, other.bounds) or precedes(other.bounds, one.bounds):
        return "a day apart"
    one_day = one.earliest == one.latest and one.bounds == other.bounds
    return "same day" if one_day else "same days"
