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

from kg.actions import Action, Record
from kg.dates import lag_days, precedes

DUPLICATE_DAYS: Final = 2  # days between two tellings of one act
OPEN_DAYS: Final = 7  # days; a least lag above this says that the trigger was not recent
VAGUE_DAYS: Final = 60  # days; a lag known no better than the window says nothing

Row = tuple[int, str, Action]  # first day as an ordinal, id, the action
_day = itemgetter(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the sources say around the candidates, looked up once."""

    articles: Mapping[str, frozenset[str]]  # action -> articles that tell of it
    preparations: Mapping[str, Sequence[Action]]  # action -> what prepares it
    ordered: frozenset[tuple[str, str]]  # (response, trigger) that a source puts in order
    parents: Mapping[str, Sequence[str]]  # action -> what it is part of, where there is any
    siding: frozenset[str]  # responses that a source calls solidarity
    threats: Mapping[str, Sequence[Action]]  # side -> its threats, plans and refusals
    dyads: Mapping[tuple[str, str], Sequence[Row]]  # (actor, recipient) -> measures by first day
    listed: frozenset[str]  # actions that a row of a table tells of
    begins: date  # the first day of those

    def begun(self, dyad: tuple[str, str], first: int, last: int) -> Iterator[Action]:
        """The measures of a dyad that begin from one day to another, given as ordinals."""
        rows = self.dyads.get(dyad, ())
        for place in range(bisect.bisect_left(rows, first, key=_day), len(rows)):
            if rows[place][0] > last:
                return
            yield rows[place][2]

    def repeats(self, action: Action) -> bool:
        """Whether its side did the like to the other a day or two before, other than in part."""
        day = start(action).toordinal()
        return any(
            each.kind == action.kind
            and each.values.quantity == action.values.quantity
            and not self.overlap(each.id, action.id)
            for dyad in dyads_of(action)
            for each in self.begun(dyad, day - DUPLICATE_DAYS, day - 1)
        )

    def wholes(self, action: str) -> list[str]:
        """The action and all that it is part of, however far up."""
        found = [action]
        for each in found:
            found += [whole for whole in self.parents.get(each, ()) if whole not in found]
        return found

    def overlap(self, one: str, other: str) -> bool:
        """Whether one is the other or a part of it."""
        return one == other or (
            bool(self.parents) and (one in self.wholes(other) or other in self.wholes(one))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A response, a trigger it may answer, and what else the two sides did to each other."""

    response: Action
    trigger: Action
    lag: float | None  # days, as far as known
    rivals: int  # other triggers that the response may answer within the window
    repeats: bool = False  # whether the response repeats an act of a day or two before
    direct: bool = True  # False where the roles are reversed only through a membership
    context: Context


def read_context(record: Record) -> Context:
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
    listed = frozenset(each.action for each in record.reports if each.table is not None)
    return Context(
        articles={name: frozenset(found) for name, found in articles.items()},
        preparations=preparations,
        ordered=frozenset(
            (each.response, each.trigger) for each in record.links if each.relation == "sequence"
        ),
        parents={each.id: each.part_of for each in record.actions if each.part_of},
        siding=frozenset(
            each.response
            for each in record.links
            if each.relation == "solidarity" and each.stance != "denies"
        ),
        threats=threats,
        dyads=_by_dyad(each for each in record.actions if is_measure(each)),
        listed=listed,
        begins=min((start(each) for each in record.actions if each.id in listed), default=date.max),
    )


def is_measure(action: Action) -> bool:
    """Whether an action can be a trigger or a response of inference: material, and no easing."""
    return action.material and "Easing" not in action.kinds


def _by_dyad(actions: Iterable[Action]) -> dict[tuple[str, str], list[Row]]:
    """The dated actions of each directed pair of sides, by their first day."""
    dyads: dict[tuple[str, str], list[Row]] = {}
    for action in actions:
        if action.earliest is None and action.latest is None:
            continue
        for dyad in dyads_of(action):
            dyads.setdefault(dyad, []).append((start(action).toordinal(), action.id, action))
    for rows in dyads.values():
        rows.sort(key=lambda row: row[:2])
    return dyads


def dyads_of(action: Action) -> list[tuple[str, str]]:
    """Each directed pair of sides, actor first, that an action is between."""
    return [
        (actor, recipient)
        for actor in sides(action.values.actor, action.actor_states)
        for recipient in sides(action.values.recipient, action.recipient_states)
    ]


def sides(named: Iterable[str], states: Iterable[str]) -> frozenset[str]:
    """The parties of a measure: its states, and the organisations and bodies it names.

    A measure against a mission is against its state, which the states hold already.
    """
    return frozenset((*named, *states))


def start(action: Action) -> date:
    """The first day an action may have happened; undated ones come last."""
    return action.earliest or action.latest or date.max


def lag_of(response: Action, trigger: Action) -> float | None:
    """Days from trigger to response as far as known: the middle of the bounds.

    Where the greatest lag is open, the least one stands for it once it is more than a week.
    """
    least, greatest = lag_days(
        (trigger.earliest, trigger.latest), (response.earliest, response.latest)
    )
    if least is not None and greatest is not None and greatest - least <= VAGUE_DAYS:
        return (least + greatest) / 2
    return least if least is not None and least > OPEN_DAYS else None


def against(pair: Pair) -> list[Action]:
    """The actions that speak against the link: earlier preparations and declared refusals."""
    return sorted([*prepared_before(pair), *refusals(pair)], key=lambda each: each.id)


def prepared_before(pair: Pair) -> list[Action]:
    """The preparations of the response that a source puts before the trigger."""
    begin = (pair.trigger.earliest, pair.trigger.latest)
    return [
        each
        for each in pair.context.preparations.get(pair.response.id, ())
        if precedes((each.earliest, each.latest), begin)
    ]


def refusals(pair: Pair) -> list[Action]:
    """What the responding side declined between the two."""
    return [
        each
        for each in announced(pair)
        if each.values.status == "declined" and between(each, pair.response, pair.trigger)
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
