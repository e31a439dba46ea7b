"""Of many accounts, those of some files and what these refer to: all that checking them needs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import product

from kg.model.actions import Account, Action
from kg.model.actors import Actors
from kg.model.vocabulary import ancestry


def keep_referred(
    accounts: Sequence[Account], files: Container[str], actors: Actors
) -> list[Account]:
    """The accounts with the actions that some files name, and with what hangs together with those.

    That is what an action is a part of or speaks of, and whatever links join to it, however far: a
    claim elsewhere may deny one of these files, or close a circle with it. Of other actions, those
    of the same pairs of sides are kept: one of these files may declare one of them again.

    Args:
        accounts: what each file declares, reports and claims.
        files: the files to check, as places call them.
        actors: everyone they name.
    """
    import networkx as nx  # takes 0.1 s, and only checking single files needs it

    graph: nx.Graph[str] = nx.Graph()
    for account in accounts:
        for action in account.actions:
            graph.add_edges_from((action.id, other) for other in (action.id, *_wider(action)))
        graph.add_edges_from((link.response, link.trigger) for link in account.links)
    asked = set(_named(accounts, files)) & set(graph)
    kept = {name for start in asked for name in (start, *nx.node_connected_component(graph, start))}
    kept |= _of_same_pairs(accounts, files, actors)
    return [
        replace(
            account,
            actions=tuple(x for x in account.actions if x.id in kept),
            reports=tuple(x for x in account.reports if x.action in kept or x.place.file in files),
            links=tuple(
                x
                for x in account.links
                if {x.response, x.trigger} <= kept or (x.place and x.place.file in files)
            ),
        )
        for account in accounts
    ]


def _named(accounts: Iterable[Account], files: Container[str]) -> Iterable[str]:
    """The actions that the files declare, report or link."""
    for account in accounts:
        for action in account.actions:
            if action.place.file in files:
                yield from (action.id, *_wider(action))
        yield from (each.action for each in account.reports if each.place.file in files)
        for link in account.links:
            if link.place and link.place.file in files:
                yield from (link.response, link.trigger)


def _of_same_pairs(accounts: Iterable[Account], files: Container[str], actors: Actors) -> set[str]:
    """The actions that share a pair of sides and a class with one that the files declare.

    Of two classes one may be above the other. With the actions comes what they point to.
    """
    actions = [action for account in accounts for action in account.actions]
    pairs = {each.id: _pairs(each, actors) for each in actions}
    asked: dict[tuple[str, str], set[str]] = {}
    for action in actions:
        for pair in pairs[action.id] if action.place.file in files else ():
            asked.setdefault(pair, set()).add(action.kind)
    wider = {each.id: _wider(each) for each in actions}
    found: set[str] = set()
    waiting = [
        each.id
        for each in actions
        for kind in {kind for pair in pairs[each.id] for kind in asked.get(pair, ())}
        if kind in each.kinds or each.kind in ancestry(kind)
    ]
    while waiting:
        name = waiting.pop()
        if name in wider and name not in found:
            found.add(name)
            waiting += wider[name]
    return found


def _pairs(action: Action, actors: Actors) -> set[tuple[str, str]]:
    """Each state or, without one, actor that acts, with each that is acted upon."""

    def sides(names: Iterable[str]) -> set[str]:
        return {side for name in names for side in actors.states_of(name) or (name,)}

    return set(product(sides(action.values.actor), sides(action.values.recipient)))


def _wider(action: Action) -> tuple[str, ...]:
    return (*action.part_of, *action.about, *action.announces, *action.prepares)
