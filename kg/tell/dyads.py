"""Pairs of sides and what they did to each other: how much, how soon, and what is still open.

Bodies, missions and persons count for their state or organisation, as ret:actorState and
ret:recipientState have them. What several sides do together is told as such and counted in no
column; speech is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from kg.model.actions import Action, Link
from kg.model.order import first_day
from kg.model.standing import sides_of, targets_of
from kg.tell.claims import sort_of
from kg.tell.directions import isolate
from kg.tell.index import Index
from kg.tell.signs import family_of
from kg.tell.words import spell_day, start_sentence

FEWEST_LAGS: Final = 3  # a median of fewer says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Two sides and their moves on each other."""

    sides: tuple[str, str]  # ids, sorted
    moves: tuple[Action, ...]  # in the order of time
    by: tuple[int, int]  # how many are each side's alone on the other alone
    joint: int  # how many have further actors or recipients
    named: int  # moves that a source says answer another
    inferred: int  # moves that only a rule infers to answer another
    lags: tuple[int, ...]  # days to the nearest trigger that a source names, where both are exact
    joins: tuple[tuple[str, str, bool], ...]  # trigger, response, whether only inferred
    open: int
    as_of: date | None  # the newest day up to which the sources of a move were read
    newest: date | None

    @property
    def key(self) -> str:
        """What an address calls it."""
        return ",".join(self.sides)


def dyads_of(action: Action) -> list[tuple[str, str]]:
    """The pairs of sides between which an act stands, each sorted."""
    return sorted(
        {
            (min(one, other), max(one, other))
            for one in sides_of(action)
            for other in targets_of(action)
            if one != other
        }
    )


def find_dyads(index: Index) -> list[Dyad]:
    """Every pair of sides between which there is a move, the largest first."""
    moves: dict[tuple[str, str], list[Action]] = defaultdict(list)
    for action in index.ordered:
        for sides in dyads_of(action) if family_of(action) != "speech" else ():
            moves[sides].append(action)
    made = [_describe(sides, tuple(found), index) for sides, found in moves.items()]
    return sorted(made, key=lambda each: (-len(each.moves), each.sides))


def _describe(sides: tuple[str, str], moves: tuple[Action, ...], index: Index) -> Dyad:
    alone = [each for each in moves if len(sides_of(each)) == len(targets_of(each)) == 1]
    said = {each.id: _answers(index.claims_from(each.id)) for each in moves}
    named = [x for claims in said.values() for x in claims if x.basis != "inferred"]
    lags: dict[str, int] = {}
    for link in named:
        if link.min_lag is not None and link.min_lag == link.max_lag:
            lags[link.response] = min(link.min_lag, lags.get(link.response, link.min_lag))
    days = [day for each in moves if (day := first_day(each))]
    answers = [index.data.answers[each.id] for each in moves if each.id in index.data.answers]
    return Dyad(
        sides=sides,
        moves=moves,
        by=(
            sum(sides_of(each) == (sides[0],) for each in alone),
            sum(sides_of(each) == (sides[1],) for each in alone),
        ),
        joint=len(moves) - len(alone),
        named=len({each.response for each in named}),
        inferred=sum(bool(c) and all(x.basis == "inferred" for x in c) for c in said.values()),
        lags=tuple(sorted(lags.values())),
        joins=_joins(link for claims in said.values() for link in claims if link.trigger in said),
        open=sum(each.open for each in answers),
        as_of=max((each.as_of for each in answers), default=None),
        newest=max(days, default=None),
    )


def _answers(claims: Iterable[Link]) -> list[Link]:
    return [each for each in claims if sort_of(each) in ("for", "inferred")]


def _joins(links: Iterable[Link]) -> tuple[tuple[str, str, bool], ...]:
    only: dict[tuple[str, str], bool] = {}
    for link in links:
        ends = (link.trigger, link.response)
        only[ends] = link.basis == "inferred" and only.get(ends, True)
    return tuple((*ends, inferred) for ends, inferred in sorted(only.items()))


def name_dyad(dyad: Dyad, index: Index) -> tuple[str, str]:
    """The names of the two sides."""
    return index.name(dyad.sides[0]), index.name(dyad.sides[1])


def spell_dyad(dyad: Dyad, index: Index) -> str:
    """What a card says of a pair, in words: counts both ways, answers, and what is open."""
    counts = zip(dyad.by, name_dyad(dyad, index), strict=True)
    told = [f"{number} by {isolate(name)}" for number, name in counts]
    told += [f"{dyad.joint} with others"] * bool(dyad.joint)
    answers = (
        f"{dyad.named or 'none'} of these {'is an answer' if dyad.named == 1 else 'are answers'}"
    )
    answers += " named by a source"
    answers += f", {dyad.inferred} only inferred" if dyad.inferred else ""
    if len(dyad.lags) >= FEWEST_LAGS:
        answers += f"; median {median(dyad.lags):g} days ({len(dyad.lags)} exact)"
    parts = [", ".join(told), answers]
    if dyad.as_of:
        parts.append(f"{dyad.open or 'none'} still open as of {spell_day(dyad.as_of)}")
    return ". ".join(map(start_sentence, parts)) + "."
