"""Of many accounts, those of some files and what these refer to: all that checking them needs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from kg.model.actions import Account, Action


def keep_referred(accounts: Sequence[Account], files: Container[str]) -> list[Account]:
    """The accounts with the actions that some files name, and with what hangs together with those.

    That is what an action is a part of or speaks of, and whatever links join to it, however far: a
    claim elsewhere may deny one of these files, or close a circle with it.

    Args:
        accounts: what each file declares, reports and claims.
        files: the files to check, as places call them.
    """
    import networkx as nx  # takes 0.1 s, and only checking single files needs it

    graph: nx.Graph[str] = nx.Graph()
    for account in accounts:
        for action in account.actions:
            graph.add_edges_from((action.id, other) for other in (action.id, *_wider(action)))
        graph.add_edges_from((link.response, link.trigger) for link in account.links)
    asked = set(_named(accounts, files)) & set(graph)
    kept = {name for start in asked for name in (start, *nx.node_connected_component(graph, start))}
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


def _wider(action: Action) -> tuple[str, ...]:
    return (*action.part_of, *action.about, *action.announces, *action.prepares)
