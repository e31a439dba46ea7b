"""Links -> Chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import networkx as nx

from kg.errors import Finding, FindingsError, Place
from kg.model.actions import Action, Chain, Link
from kg.model.order import by_day, exact_day, has_come
from kg.model.standing import OPEN_STATES, answer_states, in_chains


class CycleError(FindingsError):
    """Actions would each answer the other: one of the claims named is wrong."""


def find_chains(
    actions: Sequence[Action],
    links: Iterable[Link],
    states: Mapping[str, str] | None = None,
    as_of: Mapping[str, date] | None = None,
) -> list[Chain]:
    """The weakly connected components of chain links between material actions.

    Args:
        actions: all actions; only material ones take part.
        links: stated, reported and inferred ones; denied ones and mere order take no part.
        states: how each action stands with regard to an answer; None to find that out.
        as_of: up to which day sources were read for each: a chain is open since no later one.
    Returns:
        Chains sorted by the day of their earliest action, then id.
    Raises:
        CycleError: links lead from an action back to itself; it names them.

    >>> from kg import read_corpus
    >>> record = read_corpus(events=False).record
    >>> stated = [link for link in record.links if link.basis == "stated"]
    >>> {len(chain.actions) > 1 for chain in find_chains(record.actions, stated)}
    {True}
    """
    material = {each.id: each for each in actions if each.material}
    links = list(links)
    used = [x for x in links if in_chains(x) and {x.response, x.trigger} <= material.keys()]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((link.trigger, link.response) for link in used)
    _refuse_cycles(graph, used)
    states = answer_states(actions, links) if states is None else states
    parts = list(nx.weakly_connected_components(graph))
    home = {name: number for number, part in enumerate(parts) for name in part}
    held: list[list[Link]] = [[] for _ in parts]
    for link in sorted(used, key=lambda each: each.iri):
        held[home[link.trigger]].append(link)
    chains = [_chain(each, material, states, as_of or {}) for each in held]
    return sorted(chains, key=lambda each: by_day(material[each.id]))


def _refuse_cycles(graph: nx.DiGraph[str], links: Sequence[Link]) -> None:
    if nx.is_directed_acyclic_graph(graph):
        return
    pairs = {(trigger, response) for trigger, response in nx.find_cycle(graph)}
    raise CycleError(
        Finding(
            each.place or Place(each.article or ""),
            f"closes a circle: {each.response!r} answers {each.trigger!r}, which answers it "
            "in turn; correct one of the links named here",
        )
        for each in links
        if (each.trigger, each.response) in pairs
    )


def drop_circular(claimed: Iterable[Link], inferred: Sequence[Link]) -> list[Link]:
    """The inferred links that close no circle with what sources claim.

    Inferred links alone cannot make one, since each trigger begins first; but a claim may rest on
    a date too coarse to show that it runs the other way. Then the source is believed.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    for link in (*claimed, *inferred):
        if in_chains(link):
            graph.add_edge(link.trigger, link.response)
    home = {
        name: number
        for number, part in enumerate(nx.strongly_connected_components(graph))
        for name in part
    }
    return [each for each in inferred if home.get(each.trigger) != home.get(each.response)]


def _chain(
    links: Sequence[Link],
    material: Mapping[str, Action],
    states: Mapping[str, str],
    as_of: Mapping[str, date],
) -> Chain:
    part = nx.DiGraph([(link.trigger, link.response) for link in links])
    # by date, but never a response before its trigger: an undated trigger precedes what answers it
    ordered = list(nx.lexicographical_topological_sort(part, key=lambda n: by_day(material[n])))
    last = [name for name in ordered if part.out_degree(name) == 0]
    left = [material[name] for name in last if states.get(name) in OPEN_STATES]
    waiting = [each for each in left if has_come(each, as_of.get(each.id))]
    return Chain(
        id=ordered[0],
        actions=tuple(ordered),
        links=tuple(link.iri for link in links),
        first=tuple(name for name in ordered if part.in_degree(name) == 0),
        last=tuple(last),
        length=nx.dag_longest_path_length(part),
        open=bool(left),
        waiting=tuple(each.id for each in waiting),
        open_since=tuple(sorted({day for each in waiting if (day := exact_day(each))})),
        draft=any(x.draft for x in links) or any(material[name].draft for name in ordered),
    )


def components(chains: Sequence[Chain], links: Iterable[Link]) -> dict[str, list[Link]]:
    """Chain id -> those of its links that are given, in the order of the chain's moves."""
    by_iri = {each.iri: each for each in links}
    ordered = {}
    for chain in chains:
        position = {name: index for index, name in enumerate(chain.actions)}
        ordered[chain.id] = sorted(
            (by_iri[name] for name in chain.links if name in by_iri),
            key=lambda each: (position[each.trigger], position[each.response], each.iri),
        )
    return ordered
