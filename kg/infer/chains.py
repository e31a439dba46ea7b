"""Links -> Chains; the only networkx module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import networkx as nx

from kg.errors import Finding, FindingsError, Place
from kg.model.actions import Action, Chain, Link, Record, wholes_of
from kg.model.dates import edtf_bounds
from kg.model.order import sort_key


class CycleError(FindingsError):
    """Actions would each answer the other: one of the claims named is wrong."""


def find_chains(actions: Sequence[Action], links: Iterable[Link]) -> list[Chain]:
    """The weakly connected components of chain links between material actions.

    Args:
        actions: all actions; only material ones take part.
        links: stated, reported and inferred ones; denied ones and mere order take no part.
    Returns:
        Chains sorted by the day of their earliest action, then id.
    Raises:
        CycleError: links lead from an action back to itself; it names them.

    >>> from kg import read_corpus
    >>> record = read_corpus().record
    >>> stated = [link for link in record.links if link.basis == "stated"]
    >>> {len(chain.actions) > 1 for chain in find_chains(record.actions, stated)}
    {True}
    """
    material = {each.id: each for each in actions if each.material}
    used = [
        each
        for each in links
        if each.in_chains and each.response in material and each.trigger in material
    ]
    graph: nx.DiGraph[str] = nx.DiGraph()
    for link in sorted(used, key=lambda each: each.iri):
        graph.add_edge(link.trigger, link.response)
    _refuse_cycles(graph, used)
    answers = answer_states(actions, used)
    chains = [
        _chain(graph.subgraph(part), used, material, answers)
        for part in nx.weakly_connected_components(graph)
    ]
    return sorted(chains, key=lambda each: sort_key(material[each.id]))


def _refuse_cycles(graph: nx.DiGraph[str], links: Sequence[Link]) -> None:
    if nx.is_directed_acyclic_graph(graph):
        return
    pairs = {(trigger, response) for trigger, response in nx.find_cycle(graph)}
    raise CycleError(
        Finding(
            each.place or Place(each.article or ""),
            f"closes a circle: {each.response!r} answers {each.trigger!r}, which answers it "
            "in turn; mend one of the links named here",
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
        if link.in_chains:
            graph.add_edge(link.trigger, link.response)
    home = {
        name: number
        for number, part in enumerate(nx.strongly_connected_components(graph))
        for name in part
    }
    return [each for each in inferred if home.get(each.trigger) != home.get(each.response)]


def _chain(
    part: nx.DiGraph[str],
    links: Sequence[Link],
    material: Mapping[str, Action],
    answers: Mapping[str, str],
) -> Chain:
    # by date, but never a response before its trigger: an undated trigger precedes what answers it
    ordered = list(nx.lexicographical_topological_sort(part, key=lambda n: sort_key(material[n])))
    last = [name for name in ordered if part.out_degree(name) == 0]
    open_days = {material[n].latest for n in last if answers.get(n) == "unanswered"}
    return Chain(
        id=ordered[0],
        actions=tuple(ordered),
        links=tuple(
            sorted(each.iri for each in links if each.trigger in part and each.response in part)
        ),
        first=tuple(name for name in ordered if part.in_degree(name) == 0),
        last=tuple(last),
        length=nx.dag_longest_path_length(part),
        open_since=tuple(sorted(day for day in open_days if day)),
    )


def answer_states(actions: Sequence[Action], links: Iterable[Link]) -> dict[str, str]:
    """Whether each material action was answered: an AnswerState by action id, sorted.

    An answer that a source asserts and none disputes outranks an inferred one, that one a planned
    one, that one a declined one. A hedged or disputed claim alone leaves the action unanswered:
    it stays visible as ret:mayRespondTo. The answer to a whole answers its parts.
    """
    by_id = {each.id: each for each in actions}
    found: dict[str, set[str]] = {}
    for link in links:
        if not link.in_chains or link.response not in by_id:
            continue
        response = by_id[link.response]
        if response.material and link.basis == "inferred":
            state = "answerInferred"
        elif response.material and link.stance == "asserts" and not link.disputed_by:
            state = "answered"
        elif response.material or link.disputed_by:
            continue
        elif response.values.status == "declined":
            state = "answerDeclined"
        elif response.values.status in ("planned", "threatened"):
            state = "answerPlanned"
        else:
            continue
        found.setdefault(link.trigger, set()).add(state)
    parents = {each.id: [name for name in each.part_of if name in by_id] for each in actions}
    order = ("answered", "answerInferred", "answerPlanned", "answerDeclined")
    states = {}
    for action in sorted(actions, key=lambda each: each.id):
        if action.material:
            known = {
                state for name in wholes_of(action.id, parents) for state in found.get(name, ())
            }
            states[action.id] = next((each for each in order if each in known), "unanswered")
    return states


def as_of(record: Record) -> date | None:
    """The day up to which the record can know of answers: that of its newest article or row."""
    bounds = (edtf_bounds(each.published) for each in record.articles)
    days = [last or first for first, last in bounds]
    rows = (each.values.date for each in record.reports if each.table is not None)
    days += [edtf_bounds(text)[1] for text in rows if text]
    return max((day for day in days if day), default=None)


def components(chains: Sequence[Chain], links: Iterable[Link]) -> dict[str, list[Link]]:
    """Chain id -> its links, in the order of the chain's moves."""
    by_iri = {each.iri: each for each in links}
    ordered = {}
    for chain in chains:
        position = {name: index for index, name in enumerate(chain.actions)}
        ordered[chain.id] = sorted(
            (by_iri[name] for name in chain.links),
            key=lambda each: (position[each.trigger], position[each.response], each.iri),
        )
    return ordered
