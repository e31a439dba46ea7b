"""What a chain comes to: its moves, sides, counts, severity, and how firm the claims in it are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from kg.model.actions import Action, Chain, Link
from kg.model.actors import Quantity
from kg.model.standing import by_grade, grade_of, sides_of, weakest
from kg.model.vocabulary import CODES

BASES: Final = CODES["Basis"]  # the firmest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A response and one trigger it may answer, with every claim that says so."""

    response: str
    trigger: str
    claims: tuple[Link, ...]

    @property
    def firmest(self) -> Link:
        """The claim that the words about this move rest on."""
        return min(self.claims, key=by_grade)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPair:
    """The counts of a trigger and of its response, of one class and in one unit."""

    trigger: str
    response: str
    before: Quantity
    after: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainFigures:
    """The figures of one chain. Days are calendar days, severities the scale of ret:severity."""

    moves: tuple[str, ...]  # action ids by date, never a response before its trigger
    path: tuple[str, ...]  # the longest path; of several the one with the earliest moves
    exchanges: int  # changes of side along that path
    first_day: date | None  # the first possible day of its first move
    last_day: date | None  # the last possible day of its last move; None where that is open
    first_exact: bool  # whether it is known to have begun on that very day
    last_exact: bool
    min_days: int | None  # the fewest that may lie between its first and its last move
    max_days: int | None  # the most; None where a day is open
    counts: tuple[CountPair, ...]  # where trigger and response are counted in one unit
    severities: tuple[int, ...]  # along the path
    severity_trend: str  # rising, falling, level or mixed
    bases: tuple[str, ...]
    as_firm_as: str
    weakest_link: str | None
    open: bool
    open_since: tuple[date, ...]
    said_in_solidarity: tuple[str, ...]  # ids of states and others that a claim says so of


def pair_moves(order: Sequence[str], links: Iterable[Link]) -> list[Move]:
    """The claims grouped by pair of actions.

    Args:
        order: action ids, each trigger before its responses.
        links: claims between them.
    Returns:
        Moves sorted by the place of the response, then of the trigger.
    """
    position = {name: index for index, name in enumerate(order)}
    pairs: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        pairs.setdefault((link.response, link.trigger), []).append(link)
    ordered = sorted(pairs, key=lambda pair: (position[pair[0]], position[pair[1]]))
    return [Move(response=r, trigger=t, claims=tuple(pairs[r, t])) for r, t in ordered]


def longest_path(order: Sequence[str], links: Iterable[Link]) -> tuple[str, ...]:
    """The actions of the longest path from trigger to response.

    Args:
        order: action ids, each trigger before its responses.
        links: claims between them.
    Returns:
        Of several paths of one length, the one whose moves come first in the order.
    """
    import networkx as nx  # here: commands that show no chain need not wait for it

    position = {name: index for index, name in enumerate(order)}
    edges = {(link.trigger, link.response) for link in links}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(order)
    # of equal paths networkx keeps the first edge into an action and the first end in the order
    graph.add_edges_from(sorted(edges, key=lambda edge: position[edge[0]]))
    return tuple(nx.dag_longest_path(graph, topo_order=order))


def chain_figures(
    chain: Chain, actions: Mapping[str, Action], links: Sequence[Link]
) -> ChainFigures:
    """The figures of a chain.

    Args:
        chain: as find_chains gives it.
        actions: by id; at least those of the chain.
        links: the chain's links and no others.
    """
    path = longest_path(chain.actions, links)
    steps = [actions[name] for name in path]
    grades = {each.iri: grade_of(each) for each in sorted(links, key=lambda each: each.iri)}
    grade = weakest(list(grades.values()))
    severities = tuple(each.severity for each in steps)
    return ChainFigures(
        moves=chain.actions,
        path=path,
        exchanges=sum(_changes_side(*pair) for pair in pairwise(steps)),
        **_span(chain, actions),
        counts=tuple(_counts(chain, actions, links)),
        severities=severities,
        severity_trend=trend(severities),
        bases=tuple(basis for basis in BASES if any(each.basis == basis for each in links)),
        as_firm_as=grade,
        weakest_link=next((iri for iri, each in grades.items() if each == grade), None),
        open=chain.open,
        open_since=chain.open_since,
        said_in_solidarity=tuple(sorted(_solidarity(actions, links))),
    )


def _span(chain: Chain, actions: Mapping[str, Action]) -> dict[str, Any]:
    """The days of a chain as bounds; a move without any day only says that it may be longer.

    It begins with a first move and ends with a last one, however vague the days of others are.
    """

    def dated(names: Iterable[str]) -> list[Action]:
        return [x for name in names if (x := actions[name]).bounds != (None, None)]

    every = dated(chain.actions)
    firsts, lasts = dated(chain.first) or every, dated(chain.last) or every
    starts, ends = [each.earliest for each in firsts], [each.latest for each in lasts]
    first = None if None in starts else min(filter(None, starts), default=None)
    last = None if None in ends else max(filter(None, ends), default=None)
    begun = min((day for each in every if (day := each.latest)), default=None)
    still = max((day for each in every if (day := each.earliest)), default=None)
    known = len(dated((*chain.first, *chain.last))) == len(chain.first) + len(chain.last)
    return {
        "first_day": first,
        "last_day": last,
        "first_exact": any(each.bounds == (first, first) for each in firsts),
        "last_exact": any(each.bounds == (last, last) for each in lasts),
        "min_days": max((still - begun).days, 0) if begun and still else None,
        "max_days": (last - first).days if known and first and last else None,
    }


def trend(severities: Sequence[int]) -> str:
    """Where the severities go.

    >>> trend([4, 4, 6]), trend([6, 4]), trend([5, 5]), trend([4, 6, 5])
    ('rising', 'falling', 'level', 'mixed')
    """
    steps = {(later > earlier) - (later < earlier) for earlier, later in pairwise(severities)}
    if {1, -1} <= steps:
        return "mixed"
    return "rising" if 1 in steps else "falling" if -1 in steps else "level"


def _changes_side(earlier: Action, later: Action) -> bool:
    """Whether nobody of one side is on the other; an unknown side shows no change."""
    one, other = set(sides_of(earlier)), set(sides_of(later))
    return bool(one and other) and not one & other


def _counts(
    chain: Chain, actions: Mapping[str, Action], links: Iterable[Link]
) -> Iterable[CountPair]:
    for move in pair_moves(chain.actions, links):
        trigger, response = actions[move.trigger], actions[move.response]
        before, after = trigger.values.quantity, response.values.quantity
        alike = trigger.kind in response.kinds or response.kind in trigger.kinds
        if alike and before and after and before.unit == after.unit:
            yield CountPair(
                trigger=move.trigger, response=move.response, before=before, after=after
            )


def _solidarity(actions: Mapping[str, Action], links: Iterable[Link]) -> set[str]:
    return {
        side
        for each in links
        if each.relation == "solidarity"
        for side in sides_of(actions[each.response])
    }
