"""The actions of a record as columns: what the rules look at, in the order of the actions' ids.

Days are ordinals. A first day that is not known is 0 and a last one LATE, so that what is open
neither ends before anything nor begins after it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np

from kg.infer.sets import LATE, Column, Days, Sets
from kg.model.actions import Action, Record, wholes_of
from kg.model.actors import Quantity
from kg.model.order import first_day, known_bounds, start
from kg.model.standing import side_of
from kg.model.vocabulary import KINDS, ancestry

UNEXECUTED: Final = ("planned", "threatened", "declined")
_KIND: Final[Mapping[str, int]] = {name: number for number, name in enumerate(KINDS)}
_HOSTILE: Final = np.array(["HostileAct" in ancestry(each) for each in KINDS])


class Numbers(dict[Any, int]):
    """Things -> numbers from 0, in the order in which they are first asked for."""

    def __missing__(self, thing: Any) -> int:
        return self.setdefault(thing, len(self))


@dataclass(frozen=True, kw_only=True)
class Acts:
    """Columns of actions, and beside them sets of what only some of them have."""

    kind: Column  # places in KINDS
    earliest: Column
    latest: Column
    known_first: Column  # when it became known, which is what is answered
    known_last: Column
    within: Column  # its place within the day, 0 where none is told
    case: Column  # 0: none
    quantity: Column  # equal where all that is given of the quantity is
    count: Column  # the one number that it gives, 0 where it gives none
    exact: Column  # whether that is exact
    unit: Column
    doubted: Column
    siding: Column  # whether a source calls it solidarity
    word: Column  # whether it is a threat, a plan or a refusal
    declined: Column
    sides: int  # how many parties there are; a dyad is actor * sides + recipient
    actors: Sets  # sides
    recipients: Sets
    dyads: Sets  # of material and dated acts alone
    members: Sets  # organisation -> states, both as sides
    related: Sets  # the same both ways
    articles: Sets
    tables: Sets
    first_days: Column  # of each table
    wholes: Sets  # the act itself and all that it is part of
    after: Sets  # response -> what a source says that it came after
    preparations: Sets  # act -> what prepares it
    names: Mapping[str, int]  # id -> row; wholes that are not actions of the record follow
    actions: Sequence[Action] = ()  # the rows

    def __len__(self) -> int:
        return len(self.kind)

    @cached_property
    def hostile(self) -> Column:
        """Whether it is a hostile act."""
        return _HOSTILE[self.kind]

    @cached_property
    def begin(self) -> Column:
        """The first day that it allows; an act known only to precede some day begins before all."""
        return np.maximum(self.earliest, 1)

    @cached_property
    def start(self) -> Column:
        """The first day that is known; undated acts come last."""
        return _first(self.earliest, self.latest)

    @cached_property
    def known(self) -> Column:
        """The first day that is known of when it became known."""
        return _first(self.known_first, self.known_last)

    @cached_property
    def is_part_or_whole(self) -> Column:
        """Whether it is a part of another act, or another is a part of it."""
        found = np.zeros(len(self), np.bool_)
        if not self.wholes.is_single:
            place, each = self.wholes.expand(np.arange(len(self)))
            far = place != each
            found[place[far]] = True
            found[each[far & (each < len(self))]] = True
        return found

    @cached_property
    def entries(self) -> tuple[Column, Column]:
        """Each dyad of each measure: the row and the dyad."""
        return self.dyads.expand(np.arange(len(self)))

    @cached_property
    def by_dyad(self) -> Days:
        """The measures of each dyad by the day on which they became known."""
        row, dyad = self.entries
        return Days.of(dyad, self.known[row], row)

    def turn(self, dyad: Column) -> Column:
        """The dyads with the roles reversed."""
        actor, recipient = np.divmod(dyad, self.sides)
        return recipient * self.sides + actor

    def overlap(self, one: Column, other: Column) -> Column:
        """Whether one act is the other or a part of it."""
        if self.wholes.is_single:
            return np.equal(one, other)
        return np.logical_or(self.wholes.has(one, other), self.wholes.has(other, one))


def _first(first: Column, last: Column) -> Column:
    return np.where(first > 0, first, np.minimum(last, LATE - 1))


def sides(named: Iterable[str], states: Iterable[str]) -> frozenset[str]:
    """The parties of a measure: its states, and the organisations and bodies it names.

    A measure against a mission is against its state, which the states hold already.
    """
    return frozenset((*named, *states))


def dyads_of(action: Action) -> list[tuple[str, str]]:
    """Each directed pair of sides, actor first, that an action is between."""
    return [
        (actor, recipient)
        for actor in sides(action.values.actor, action.actor_states)
        for recipient in sides(action.values.recipient, action.recipient_states)
        if actor != recipient  # a mutual act is between the two, not of one on itself
    ]


def read_acts(record: Record) -> Acts:
    """The actions of a record as columns, with what its sources say around them."""
    acts = sorted(record.actions, key=lambda each: each.id)
    names, side = Numbers({each.id: row for row, each in enumerate(acts)}), Numbers()
    parents = {each.id: each.part_of for each in acts if each.part_of}

    def column(value: Callable[[Action], Any], kind: type = np.int64) -> Column:
        return np.fromiter(map(value, acts), kind, len(acts))

    def numbers(value: Callable[[Action], Iterable[str]]) -> Sets:
        return Sets.of([side[name] for name in sorted(value(each))] for each in acts)

    actors = numbers(lambda each: sides(each.values.actor, each.actor_states))
    recipients = numbers(lambda each: sides(each.values.recipient, each.recipient_states))
    members, related = _memberships(record.members, side)
    dyads = [dyads_of(each) if each.material and first_day(each) else [] for each in acts]
    known = [known_bounds(each) for each in acts]
    siding = {
        x.response for x in record.links if x.relation == "solidarity" and side_of(x) == "for"
    }
    tables, first_days = _coverage(record, acts)
    return Acts(
        kind=column(lambda each: _KIND[each.kind], np.int16),
        earliest=column(lambda each: _ordinal(each.earliest, 0), np.int32),
        latest=column(lambda each: _ordinal(each.latest, LATE), np.int32),
        known_first=np.array([_ordinal(first, 0) for first, _ in known], np.int32),
        known_last=np.array([_ordinal(last, LATE) for _, last in known], np.int32),
        within=column(lambda each: each.values.within_day or 0, np.int32),
        case=_numbered([each.case for each in acts]),
        **_quantities([each.values.quantity for each in acts]),
        doubted=column(lambda each: each.doubted, np.bool_),
        siding=column(lambda each: each.id in siding, np.bool_),
        word=column(
            lambda each: each.values.status in UNEXECUTED or "Threat" in each.kinds, np.bool_
        ),
        declined=column(lambda each: each.values.status == "declined", np.bool_),
        sides=max(len(side), 1),
        actors=actors,
        recipients=recipients,
        dyads=Sets.of([side[a] * len(side) + side[b] for a, b in found] for found in dyads),
        members=members,
        related=related,
        articles=_told_by(((x.action, x.article) for x in record.reports), acts),
        tables=tables,
        first_days=first_days,
        wholes=Sets.of(
            [names[x] for x in wholes_of(each.id, parents)] if each.part_of else [row]
            for row, each in enumerate(acts)
        ),
        after=_pairs(
            ((x.response, x.trigger) for x in record.links if x.relation == "sequence"), names, acts
        ),
        preparations=_pairs(((x, each.id) for each in acts for x in each.prepares), names, acts),
        names=names,
        actions=acts,
    )


def _ordinal(day: date | None, unknown: int) -> int:
    return day.toordinal() if day else unknown


def _numbered(things: Iterable[object]) -> Column:
    """A number for each different thing, 0 for None."""
    known = Numbers({None: 0})
    return np.array([known[each] for each in things], np.int32)


def _quantities(given: Sequence[Quantity | None]) -> dict[str, Column]:
    count = np.array([_count(each) for each in given], np.int64)
    near = np.array([each is not None and each.approximate for each in given], np.bool_)
    return {
        "quantity": _numbered(given),
        "count": count,
        "exact": (count > 0) & ~near,
        "unit": _numbered(each and each.unit for each in given),
    }


def _count(quantity: Quantity | None) -> int:
    """The one number that a quantity gives; bounds and nought give none."""
    if quantity is None or quantity.minimum != quantity.maximum:
        return 0
    return quantity.minimum or 0


def _memberships(members: Mapping[str, frozenset[str]], side: Numbers) -> tuple[Sets, Sets]:
    """Organisation -> states, and each of both -> those of the other that it belongs with."""
    pairs = [(side[one], side[each]) for one, states in members.items() for each in sorted(states)]
    return Sets.paired(pairs, len(side)), Sets.paired(
        (*pairs, *((y, x) for x, y in pairs)), len(side)
    )


def _told_by(told: Iterable[tuple[str, str | None]], acts: Sequence[Action]) -> Sets:
    """What tells of each act, numbered in the order of their names."""
    found = sorted({each for each in told if each[1] is not None}, key=lambda each: str(each[1]))
    known = Numbers()
    rows = {each.id: row for row, each in enumerate(acts)}
    return Sets.paired([(rows[x], known[y]) for x, y in found if x in rows], len(acts))


def _coverage(record: Record, acts: Sequence[Action]) -> tuple[Sets, Column]:
    """The tables with a row on each act, and the first day of each table."""
    tables = _told_by(((x.action, x.table) for x in record.reports), acts)
    place, table = tables.expand(np.arange(len(acts)))
    first_days = np.full(int(table.max(initial=-1)) + 1, date.max.toordinal())
    days = np.fromiter((start(each).toordinal() for each in acts), np.int64, len(acts))
    np.minimum.at(first_days, table, days[place])
    return tables, first_days


def _pairs(
    told: Iterable[tuple[str, str]], names: Mapping[str, int], acts: Collection[Action]
) -> Sets:
    """What is said of two acts, by the row of the first."""
    rows = [(names.get(x, -1), names.get(y, -1)) for x, y in told]
    size = len(acts)
    return Sets.paired([(x, y) for x, y in rows if 0 <= x < size and 0 <= y < size], size)
