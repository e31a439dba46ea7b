"""A response, a trigger it may answer, and what the record knows around the two.

features.py says what holds of a pair, links.py which pairs there are.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Final

from kg.infer.rules import Rules
from kg.model.actions import Action, Record, wholes_of
from kg.model.dates import Bounds, lag_days, precedes
from kg.model.order import start
from kg.model.standing import side_of

Row = tuple[int, str, Action]  # the day it became known as an ordinal, id, the action
_day = itemgetter(0)
JOINT_DAYS: Final = 7  # days in which measures of several sides may be one answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the sources say around the candidates, looked up once."""

    articles: Mapping[str, frozenset[str]]  # action -> articles that tell of it
    preparations: Mapping[str, Sequence[Action]]  # action -> what prepares it
    ordered: frozenset[tuple[str, str]]  # (response, trigger) that a source puts in order
    parents: Mapping[str, Sequence[str]]  # action -> what it is part of, where there is any
    members: Mapping[str, frozenset[str]]  # organisation -> states
    siding: frozenset[str]  # responses that a source calls solidarity
    threats: Mapping[str, Sequence[Action]]  # side -> its threats, plans and refusals
    dyads: Mapping[tuple[str, str], Sequence[Row]]  # (actor, recipient) -> measures by first day
    measures: Mapping[str, Sequence[Row]]  # recipient -> measures that are not hostile acts
    raids: Mapping[str, Sequence[Row]]  # actor -> hostile acts
    tables: Mapping[str, frozenset[str]]  # action -> tables with a row on it
    first_days: Mapping[str, date]  # table -> the first day of its actions
    rules: Rules

    def begun(self, dyad: tuple[str, str], first: int, last: int) -> Iterator[Action]:
        """The measures of a dyad that begin from one day to another, given as ordinals."""
        return _between(self.dyads.get(dyad, ()), first, last)

    def repeats(self, action: Action) -> bool:
        """Whether its side did the like to the other just before, other than in part.

        Of like acts of one day, the first by its id is the one that the others repeat.
        """
        day = start(action).toordinal()
        return any(
            each.kind == action.kind
            and each.values.quantity == action.values.quantity
            and (start(each), each.id) < (start(action), action.id)
            and not self.overlap(each.id, action.id)
            for dyad in dyads_of(action)
            for each in self.begun(dyad, day - self.rules.duplicate_days, day)
        )

    def joins(self, response: Action) -> bool:
        """Whether another side took a measure against the recipient in the days up to it."""
        last = start(response).toordinal()
        mine = sides(response.values.actor, response.actor_states)
        return any(
            mine.isdisjoint(sides(each.values.actor, each.actor_states))
            for recipient in sides(response.values.recipient, response.recipient_states)
            for each in _between(self.measures.get(recipient, ()), last - JOINT_DAYS, last)
        )

    def begins(self, one: Action, other: Action) -> date | None:
        """The first day of a table that tells of both; None where none does."""
        both = self.tables.get(one.id, frozenset()) & self.tables.get(other.id, frozenset())
        return min((self.first_days[each] for each in both), default=None)

    def wholes(self, action: str) -> list[str]:
        """The action and all that it is part of, however far up."""
        return wholes_of(action, self.parents)

    def overlap(self, one: str, other: str) -> bool:
        """Whether one is the other or a part of it."""
        return one == other or (
            bool(self.parents) and (one in self.wholes(other) or other in self.wholes(one))
        )


class Year:
    """What the two sides did to each other in the year before a response."""

    def __init__(self, response: Action, context: Context) -> None:
        self._context: Final = context
        self._last: Final = start(response).toordinal()
        self._first: Final = self._last - context.rules.quiet_days
        self._own: Final = dyads_of(response)
        self._answered: Final = {(there, here) for here, there in self._own}
        self._counts: Final[dict[tuple[tuple[str, str], int], int]] = {}

    def others(self, trigger: Action, *, direct: bool) -> int:
        """How many other acts of the trigger's side against the other."""
        inside = self._first <= known_day(trigger) <= self._last
        dyads = [each for each in dyads_of(trigger) if each in self._answered or not direct]
        return max((self._count(each, self._last) for each in dyads), default=0) - inside

    def habit(self, trigger: Action, *, direct: bool) -> int:
        """How many acts of the response's side against the other, on days before it."""
        answered = {(there, here) for here, there in dyads_of(trigger)}
        dyads = [each for each in self._own if each in answered or not direct]
        return max((self._count(each, self._last - 1) for each in dyads), default=0)

    def _count(self, dyad: tuple[str, str], last: int) -> int:
        """How many acts of a dyad became known from the first day of the year to another."""
        found = self._counts.get((dyad, last))
        if found is None:
            rows = self._context.dyads.get(dyad, ())
            found = bisect.bisect_right(rows, last, key=_day)
            found -= bisect.bisect_left(rows, self._first, key=_day)
            self._counts[dyad, last] = found
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A response, a trigger it may answer, and what else the two sides did to each other."""

    response: Action
    trigger: Action
    lag: float | None  # days, as far as known
    others: int = 0  # other acts of the trigger's side against the other in the year before
    habit: int = 0  # acts of the response's side against the other in the year before
    repeats: bool = False  # whether the response repeats an act of a day or two before
    direct: bool = True  # False where the roles are reversed only through a membership, or not
    third: bool = False  # whether the trigger was against a third party
    joint: bool = False  # whether others than the responding side act against the same side then
    context: Context


def read_context(record: Record, rules: Rules) -> Context:
    """Look up once what every pair of a record may need."""
    articles: dict[str, set[str]] = {}
    for report in record.reports:
        if report.article is not None:
            articles.setdefault(report.action, set()).add(report.article)
    preparations: dict[str, list[Action]] = {}
    threats: dict[str, list[Action]] = {}
    for action in record.actions:
        for target in action.prepares:
            preparations.setdefault(target, []).append(action)
        unexecuted = action.values.status in ("planned", "threatened", "declined")
        if unexecuted or "Threat" in action.kinds:
            for side in sides(action.values.actor, action.actor_states):
                threats.setdefault(side, []).append(action)
    tables, first_days = _coverage(record)
    dyads = _by_dyad(each for each in record.actions if each.material)
    return Context(
        articles={name: frozenset(found) for name, found in articles.items()},
        preparations=preparations,
        ordered=frozenset(
            (each.response, each.trigger) for each in record.links if each.relation == "sequence"
        ),
        parents={each.id: each.part_of for each in record.actions if each.part_of},
        members=record.members,
        siding=frozenset(
            each.response
            for each in record.links
            if each.relation == "solidarity" and side_of(each) == "for"
        ),
        threats=threats,
        dyads=dyads,
        measures=_by_side(dyads, 1, hostile=False),
        raids=_by_side(dyads, 0, hostile=True),
        tables=tables,
        first_days=first_days,
        rules=rules,
    )


def _coverage(record: Record) -> tuple[dict[str, frozenset[str]], dict[str, date]]:
    """The tables of each action, and the first day of each table."""
    tables: dict[str, set[str]] = {}
    for report in record.reports:
        if report.table is not None:
            tables.setdefault(report.action, set()).add(report.table)
    first_days: dict[str, date] = {}
    for action in record.actions:
        for table in tables.get(action.id, ()):
            first_days[table] = min(first_days.get(table, date.max), start(action))
    return {name: frozenset(found) for name, found in tables.items()}, first_days


def _by_dyad(actions: Iterable[Action]) -> dict[tuple[str, str], list[Row]]:
    """The dated actions of each directed pair of sides, by their first day."""
    dyads: dict[tuple[str, str], list[Row]] = {}
    for action in actions:
        if action.earliest is None and action.latest is None:
            continue
        for dyad in dyads_of(action):
            dyads.setdefault(dyad, []).append((known_day(action), action.id, action))
    for rows in dyads.values():
        rows.sort(key=lambda row: row[:2])
    return dyads


def _by_side(
    dyads: Mapping[tuple[str, str], Sequence[Row]], at: int, *, hostile: bool
) -> dict[str, list[Row]]:
    """The hostile acts or the other measures of each side, actor 0 or recipient 1, by day."""
    found: dict[str, dict[str, Row]] = {}
    for dyad, rows in dyads.items():
        kept = {row[1]: row for row in rows if ("HostileAct" in row[2].kinds) == hostile}
        found.setdefault(dyad[at], {}).update(kept)
    return {side: sorted(rows.values(), key=itemgetter(0, 1)) for side, rows in found.items()}


def _between(rows: Sequence[Row], first: int, last: int) -> Iterator[Action]:
    for place in range(bisect.bisect_left(rows, first, key=_day), len(rows)):
        if rows[place][0] > last:
            return
        yield rows[place][2]


def dyads_of(action: Action) -> list[tuple[str, str]]:
    """Each directed pair of sides, actor first, that an action is between."""
    return [
        (actor, recipient)
        for actor in sides(action.values.actor, action.actor_states)
        for recipient in sides(action.values.recipient, action.recipient_states)
        if actor != recipient  # a mutual act is between the two, not of one on itself
    ]


def sides(named: Iterable[str], states: Iterable[str]) -> frozenset[str]:
    """The parties of a measure: its states, and the organisations and bodies it names.

    A measure against a mission is against its state, which the states hold already.
    """
    return frozenset((*named, *states))


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


def lag_of(response: Action, trigger: Action, rules: Rules) -> float | None:
    """Days from when a trigger became known to the response: the middle of the bounds.

    A lag known no better than to `vague_days` says nothing. Where the greatest lag is so or open,
    the least one stands for it once it is more than a week.
    """
    least, greatest = lag_days(known_bounds(trigger), response.bounds)
    if least is not None and greatest is not None and greatest - least <= rules.vague_days:
        return (least + greatest) / 2
    return least if least is not None and least > rules.open_days else None


def prepared_before(pair: Pair) -> list[Action]:
    """The preparations of the response that a source puts before the trigger."""
    return [
        each
        for each in pair.context.preparations.get(pair.response.id, ())
        if precedes(each.bounds, pair.trigger.bounds)
    ]


def announced(pair: Pair) -> list[Action]:
    """What the responding side threatened, planned or declined against the other."""
    if not pair.context.threats:
        return []
    against = sides(pair.trigger.values.actor, pair.trigger.actor_states)
    found = {
        each.id: each
        for side in sides(pair.response.values.actor, pair.response.actor_states)
        for each in pair.context.threats.get(side, ())
        if against & sides(each.values.recipient, each.recipient_states)
    }
    return [found[name] for name in sorted(found)]


def between(action: Action, response: Action, trigger: Action) -> bool:
    """Whether an action begins after the trigger does and before the response."""
    return (
        action.earliest is not None
        and start(trigger) <= action.earliest <= start(response)
        and action.id != response.id
    )
