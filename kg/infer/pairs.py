"""Responses and triggers that they may answer, as columns, and what is known around them.

features.py says what holds of each pair, candidates.py which pairs there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

import numpy as np

from kg.infer.context import Context
from kg.infer.sets import LATE, Column, spread
from kg.model.vocabulary import KINDS, ancestry

JOINT_DAYS: Final = 7  # days in which measures of several sides may be one answer
_THREAT: Final = np.array(["Threat" in ancestry(each) for each in KINDS])


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Responses, triggers they may answer, and what else the two sides did to each other."""

    context: Context
    group: Column  # those judged together, rising: of one response, all that it may answer
    response: Column  # rows of the acts
    trigger: Column
    direct: Column  # false where the roles are reversed only through a membership, or not
    told: Column  # whether a source says that the trigger came first
    third: bool = False  # whether the triggers were against a third party

    def __len__(self) -> int:
        return len(self.response)

    @classmethod
    def join(cls, context: Context, parts: Sequence[Self]) -> Self:
        """All of them, their groups after each other."""
        ends = np.cumsum([0, *(int(each.group.max(initial=-1)) + 1 for each in parts)])
        groups = [each.group + end for each, end in zip(parts, ends, strict=False)]
        none = {"direct": np.bool_, "told": np.bool_}

        def column(name: str) -> Column:
            empty = np.zeros(0, none.get(name, np.int64))
            return np.concatenate([empty, *(getattr(each, name) for each in parts)])

        return cls(
            context=context,
            group=np.concatenate([np.zeros(0, np.int64), *groups]),
            response=column("response"),
            trigger=column("trigger"),
            direct=column("direct"),
            told=column("told"),
            third=any(each.third for each in parts),
        )

    def ends(self) -> list[tuple[int, int]]:
        """The rows of each response and trigger."""
        return list(zip(self.response.tolist(), self.trigger.tolist(), strict=True))

    def take(self, at: Column) -> Pairs:
        """Some of them."""
        return Pairs(
            context=self.context,
            group=self.group[at],
            response=self.response[at],
            trigger=self.trigger[at],
            direct=self.direct[at],
            told=self.told[at],
            third=self.third,
        )

    @cached_property
    def starts(self) -> Column:
        """Where each group begins."""
        return np.flatnonzero(np.diff(self.group, prepend=-1))

    @cached_property
    def place(self) -> Column:
        """The group of each pair, counted from 0."""
        return np.repeat(np.arange(len(self.starts)), np.diff(self.starts, append=len(self)))

    @cached_property
    def lag(self) -> Column:
        """Days from when a trigger became known to the response: the middle of the bounds.

        A lag known no better than to `vague_days` says nothing. Where the greatest lag is so or
        open, the least one stands for it once it is more than a week. What is not known is NaN.
        """
        acts, rules = self.context.acts, self.context.rules
        since, until = acts.earliest[self.response], acts.latest[self.response]
        first, last = acts.known_first[self.trigger], acts.known_last[self.trigger]
        least, greatest = np.maximum(since - last, 0), np.maximum(until - first, 0)
        exact = (until < LATE) & (first > 0) & (greatest - least <= rules.vague_days)
        lag = np.where(exact, (least + greatest) / 2, least)
        lag[~exact & (least <= rules.open_days)] = np.nan
        lag[(since == 0) | (last == LATE)] = np.nan
        return lag

    @cached_property
    def others(self) -> Column:
        """How many other acts of the trigger's side against the other in the year before."""
        return self._year[0]

    @cached_property
    def habit(self) -> Column:
        """How many acts of the response's side against the other in it, on days before."""
        return self._year[1]

    @cached_property
    def _year(self) -> tuple[Column, Column]:
        """Both, of the dyads that are reversed in the pair; of all where none is so directly."""
        acts, rules = self.context.acts, self.context.rules
        owner = self.response[self.starts]
        last = acts.start[owner]
        first = last - rules.quiet_days
        at, dyad = acts.dyads.expand(owner)
        answered = acts.turn(dyad)
        own = acts.by_dyad.count(dyad, first[at], last[at] - 1)
        theirs = acts.by_dyad.count(answered, first[at], last[at])
        begin = np.searchsorted(at, np.arange(len(owner) + 1))
        pair, entry = spread(begin[self.place], begin[self.place + 1])
        hit = acts.dyads.has(self.trigger[pair], answered[entry])
        near = np.flatnonzero(hit & self.direct[pair])
        loose = np.flatnonzero(~self.direct)
        others, habit = np.zeros((2, len(self)), np.int64)
        np.maximum.at(others, pair[near], theirs[entry[near]])
        counted = np.flatnonzero(hit | ~self.direct[pair])
        np.maximum.at(habit, pair[counted], own[entry[counted]])
        if len(loose):
            each, dyad = acts.dyads.expand(self.trigger[loose])
            group = self.place[loose[each]]
            found = acts.by_dyad.count(dyad, first[group], last[group])
            np.maximum.at(others, loose[each], found)
        known = acts.known[self.trigger]
        inside = (first[self.place] <= known) & (known <= last[self.place])
        return others - inside, habit

    @cached_property
    def joint(self) -> Column:
        """Whether another side took a measure against the recipient in the days up to it."""
        acts, measures = self.context.acts, self.context.measures
        owner = self.response[self.starts]
        at, side = acts.recipients.expand(owner)
        last = acts.start[owner[at]]
        place, row = spread(*measures.find(side, last - JOINT_DAYS, last))
        group, other = at[place], measures.rows[row]
        shared, _ = acts.actors.share(owner[group], acts.actors, other)
        apart = np.ones(len(group), np.bool_)
        apart[shared] = False
        found = np.zeros(len(owner), np.bool_)
        found[group[apart]] = True
        return found[self.place]

    @cached_property
    def prepared(self) -> tuple[Column, Column]:
        """The preparations of the response that a source puts before the trigger: pair and act."""
        acts = self.context.acts
        pair, each = acts.preparations.expand(self.response)
        before = acts.latest[each] < acts.earliest[self.trigger[pair]]
        return pair[before], each[before]

    @cached_property
    def fulfilled(self) -> tuple[Column, Column]:
        """What the responding side threatened, or planned of the kind, after the trigger."""
        pair, each = self._announced
        acts = self.context.acts
        kept = ~acts.declined[each] & (_THREAT[acts.kind[each]] | self._like(pair, each))
        return pair[kept], each[kept]

    @cached_property
    def refused(self) -> tuple[Column, Column]:
        """Acts like the response that its side declined between the two."""
        pair, each = self._announced
        kept = self.context.acts.declined[each] & self._like(pair, each)
        return pair[kept], each[kept]

    def _like(self, pair: Column, each: Column) -> Column:
        kind = self.context.acts.kind
        return self.context.alike[kind[each], kind[self.response[pair]]]

    @cached_property
    def _announced(self) -> tuple[Column, Column]:
        """What the responding side threatened, planned or declined between the two."""
        acts, words = self.context.acts, self.context.words
        if not len(words.rows):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        one, mine = acts.actors.expand(self.response)
        two, theirs = acts.actors.expand(self.trigger[one])
        pair = one[two]
        first, last = acts.start[self.trigger[pair]], acts.start[self.response[pair]]
        at, word = spread(*words.find(mine[two] * acts.sides + theirs, first, last))
        pair, each = pair[at], words.rows[word]
        other = each != self.response[pair]
        return pair[other], each[other]

    @cached_property
    def against(self) -> dict[int, list[int]]:
        """The acts that speak against a pair, earlier preparations and refusals, by its place."""
        found: dict[int, set[int]] = {}
        for pairs, acts in (self.prepared, self.refused):
            for pair, each in zip(pairs.tolist(), acts.tolist(), strict=True):
                found.setdefault(pair, set()).add(each)
        return {pair: sorted(rows) for pair, rows in found.items()}
