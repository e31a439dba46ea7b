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
from kg.model.standing import FIRM, Answer, grade_of, sides_of, targets_of
from kg.tell.answers import spell_as_of
from kg.tell.claims import sort_of
from kg.tell.directions import isolate
from kg.tell.index import Index
from kg.tell.signs import family_of
from kg.tell.words import start_sentence

FEWEST_LAGS: Final = 3  # a median of fewer says nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Two sides and their moves on each other."""

    sides: tuple[str, str]  # ids, sorted
    moves: tuple[Action, ...]  # in the order of time
    by: tuple[int, int]  # how many are each side's alone on the other alone
    joint: int  # how many have further actors or recipients
    answers: tuple[int, int]  # each side's to the other; see _find_answers
    inferred: tuple[int, int]  # those that only a rule infers
    loose: int  # moves that are said or inferred to answer in any other way
    lags: tuple[int, ...]  # days from the nearest act that an answer answers; both days exact
    joins: tuple[tuple[str, str, bool], ...]  # trigger, response, whether only inferred
    states: tuple[Answer, ...]  # of the material moves
    newest: date | None

    @property
    def open(self) -> int:
        """How many moves are still open."""
        return sum(each.open for each in self.states)

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
    said = {each.id: _take_answers(index, each.id) for each in moves}
    mutual = [_find_answers(moves, side, other, index) for side, other in (sides, sides[::-1])]
    firm = [{x.response for x in links if x.basis != "inferred"} for links in mutual]
    every = [{x.response for x in links} for links in mutual]
    days = [day for each in moves if (day := first_day(each))]
    return Dyad(
        sides=sides,
        moves=moves,
        by=(
            sum(sides_of(each) == (sides[0],) for each in alone),
            sum(sides_of(each) == (sides[1],) for each in alone),
        ),
        joint=len(moves) - len(alone),
        answers=(len(firm[0]), len(firm[1])),
        inferred=(len(every[0] - firm[0]), len(every[1] - firm[1])),
        loose=sum(bool(said[each.id]) and each.id not in every[0] | every[1] for each in moves),
        lags=_find_lags(x for links in mutual for x in links if x.basis != "inferred"),
        joins=_joins(link for claims in said.values() for link in claims if link.trigger in said),
        states=tuple(x for each in moves if (x := index.data.answers.get(each.id))),
        newest=max(days, default=None),
    )


def _find_answers(moves: Iterable[Action], side: str, other: str, index: Index) -> list[Link]:
    """The claims that material moves of one side on the other retaliate for an act of the other.

    A source asserts them and none disputes it, or a rule infers them. The query reciprocal-pairs
    counts the same.
    """
    return [
        link
        for move in moves
        if move.id in index.data.answers and side in sides_of(move) and other in targets_of(move)
        for link in _take_answers(index, move.id)
        if link.relation == "retaliation" and grade_of(link) in (*FIRM, "inferred")
        if not link.disputed_by and (trigger := index.actions.get(link.trigger))
        if other in sides_of(trigger)
    ]


def _find_lags(links: Iterable[Link]) -> tuple[int, ...]:
    lags: dict[str, int] = {}
    for link in links:
        if link.min_lag is not None and link.min_lag == link.max_lag:
            lags[link.response] = min(link.min_lag, lags.get(link.response, link.min_lag))
    return tuple(sorted(lags.values()))


#: Sorts of claims that say that one act answers another, of whatever side.
_ANSWERS: Final = ("for", "own", "inferred")


def _take_answers(index: Index, move: str) -> list[Link]:
    claims = index.claims_from(move)
    return [each for each in claims if sort_of(each, index.actions) in _ANSWERS]


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
    names = [isolate(name) for name in name_dyad(dyad, index)]
    told = _spell_by(dyad.by, names) + f", {dyad.joint} with others" * bool(dyad.joint)
    answers = _spell_by(dyad.answers, names) if any(dyad.answers) else "none"
    answers = f"answers to the other side named by a source: {answers}"
    if len(dyad.lags) >= FEWEST_LAGS:
        answers += f"; median {median(dyad.lags):g} days ({len(dyad.lags)} exact)"
    parts = [told, answers]
    if any(dyad.inferred):
        parts.append(f"only inferred: {_spell_by(dyad.inferred, names)}")
    if dyad.loose:
        more = "1 more is an answer" if dyad.loose == 1 else f"{dyad.loose} more are answers"
        parts.append(f"{more} to others, for others, planned or in doubt")
    if dyad.states:
        parts.append(f"{dyad.open or 'none'} still open{spell_as_of(dyad.states)}")
    return ". ".join(map(start_sentence, parts)) + "."


def _spell_by(counts: Iterable[int], names: Iterable[str]) -> str:
    return ", ".join(f"{count} by {name}" for count, name in zip(counts, names, strict=True))
