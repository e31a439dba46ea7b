"""The acts of a record under some rules, and what follows for each of them: looked up once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Final

import numpy as np

from kg.infer.acts import Acts, read_acts
from kg.infer.rules import WEIGHT_PLACES, Rules
from kg.infer.sets import LATE, Column, Days, spread
from kg.model.actions import WIDE_KINDS, Record
from kg.model.vocabulary import KINDS, ancestry

STEPS: Final = 1000  # of confidence, from 0 to 1


@dataclass(frozen=True)
class Context:
    """The acts, and what follows for each of them from the rules, looked up once."""

    acts: Acts
    rules: Rules

    @cached_property
    def places(self) -> int:
        """How many decimals the weights have."""
        weights = (self.rules.prior, *self.rules.weights.values())
        places = max(-int(each.as_tuple().exponent) for each in weights)
        return min(max(places, 0), WEIGHT_PLACES)

    @cached_property
    def weights(self) -> dict[str, int]:
        """The prior and the weights, in units of their last place, so that sums are exact."""
        given = {"prior": self.rules.prior, **self.rules.weights}
        return {
            name: int(weight.scaleb(self.places).to_integral_value())
            for name, weight in given.items()
        }

    @cached_property
    def least(self) -> Column:
        """The least confidence of a trigger that is linked beside the best, for each of that."""
        every = (Decimal(best).scaleb(-3) * self.rules.share for best in range(STEPS))
        return np.array([math.ceil(least.scaleb(3)) for least in every])

    @cached_property
    def same(self) -> Column:
        """Whether two classes are one below the great kinds of measure."""
        return _share([{each} for each in KINDS if each not in WIDE_KINDS])

    @cached_property
    def alike(self) -> Column:
        """Whether two classes are one, or answer each other across sides."""
        return np.logical_or(self.same, _share(self.rules.mirrors))

    @cached_property
    def spans(self) -> Column:
        """Whether the days that an act allows reach over years; see kg.model.order."""
        acts = self.acts
        wide = acts.latest - acts.earliest > self.rules.span_days
        return (acts.earliest > 0) & (acts.latest < LATE) & wide

    @cached_property
    def asides(self) -> Column:
        """Whether an act is an aside about the past, and its disclosure gives no nearer days."""
        acts = self.acts
        same = (acts.known_first == acts.earliest) & (acts.known_last == acts.latest)
        return self.spans & same

    @cached_property
    def repeats(self) -> Column:
        """Whether the side of an act did the like to the other just before, other than in part.

        Of like acts of one day, the first by its id is the one that the others repeat.
        """
        acts, days = self.acts, self.rules.duplicate_days
        row, dyad = acts.entries
        like = _pack(dyad, acts.kind[row], acts.quantity[row])
        order = acts.by_dyad.order
        order = order[np.argsort(like[order], kind="stable")]
        like[order] = np.cumsum(np.diff(like[order], prepend=-1) != 0)
        # an act that became known later, or has parts, is looked for by itself: the act before it
        # in the order of days need not be the one that it repeats
        odd = (acts.known != acts.start)[row] | acts.is_part_or_whole[row]
        found = np.zeros(len(acts), np.bool_)
        plain = order[~odd[order]]
        near = (np.diff(like[plain]) == 0) & (np.diff(acts.start[row[plain]]) <= days)
        found[row[plain[1:][near]]] = True
        if odd.any():
            every, few = np.arange(len(row)), np.flatnonzero(odd)
            for those, among in ((every, few), (few, every)):
                found[self._repeat(like, those, among)] = True
        return found

    def _repeat(self, like: Column, those: Column, among: Column) -> Column:
        """The rows of some entries that repeat others of the same number."""
        acts, (row, _) = self.acts, self.acts.entries
        by_like = Days.of(like[among], acts.known[row[among]], row[among])
        day = acts.start[row[those]]
        at, each = spread(*by_like.find(like[those], day - self.rules.duplicate_days, day))
        mine, other = row[those[at]], by_like.rows[each]
        earlier = acts.start[other] < acts.start[mine]
        earlier |= (acts.start[other] == acts.start[mine]) & (other < mine)
        return mine[earlier & ~acts.overlap(mine, other)]

    @cached_property
    def measures(self) -> Days:
        """The measures against each side that are not hostile acts."""
        row, dyad = self.acts.entries
        calm = ~self.acts.hostile[row]
        return self._by_side(row[calm], dyad[calm] % self.acts.sides)

    @cached_property
    def raids(self) -> Days:
        """The hostile acts of each side."""
        row, dyad = self.acts.entries
        hostile = self.acts.hostile[row]
        return self._by_side(row[hostile], dyad[hostile] // self.acts.sides)

    def _by_side(self, row: Column, side: Column) -> Days:
        row, side = np.unique(np.stack([row, side]), axis=1)
        return Days.of(side, self.acts.known[row], row)

    @cached_property
    def words(self) -> Days:
        """Threats, plans and refusals of each side to each other, by the day they begin."""
        acts = self.acts
        said = np.flatnonzero(acts.word & (acts.earliest > 0))
        at, actor = acts.actors.expand(said)
        place, recipient = acts.recipients.expand(said[at])
        row = said[at][place]
        return Days.of(actor[place] * acts.sides + recipient, acts.earliest[row], row)


def read_context(record: Record, rules: Rules) -> Context:
    """The acts of a record, and what all pairs of them need."""
    return Context(read_acts(record), rules)


@cache
def _ancestors() -> Column:
    """Class by class, whether it is the other or below it."""
    return np.array([[x in ancestry(each) for x in KINDS] for each in KINDS])


def _share(groups: Sequence[set[str] | frozenset[str]]) -> Column:
    """Whether two classes, or classes above them, are both in one of some groups."""
    kinds = list(KINDS)
    held = [_ancestors()[:, [kinds.index(x) for x in each]].any(axis=1) for each in groups]
    inside = np.array(held or [np.zeros(len(kinds), np.bool_)], np.int64)
    return (inside.T @ inside) > 0


def _pack(first: Column, *more: Column) -> Column:
    """A number for each different row of some columns."""
    number = first.astype(np.int64)
    for each in more:
        number = number * (int(each.max(initial=0)) + 1) + each
    return number
