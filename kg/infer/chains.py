"""Links -> Chains.

Only what makes chains waits for numpy: reading and telling those of a graph does without.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

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
    from kg.infer.paths import order_acts, split_steps, trace_chains

    material = {each.id: each for each in actions if each.material}
    links = list(links)
    used = [x for x in links if in_chains(x) and {x.response, x.trigger} <= material.keys()]
    ends = {name for link in used for name in (link.trigger, link.response)}
    # by date, but never a response before its trigger: an undated trigger precedes what answers it
    dated = sorted(ends, key=lambda name: by_day(material[name]))
    ordered = [
        dated[number] for number in order_acts(len(dated), *split_steps(_places(used, dated)))
    ]
    if len(ordered) < len(dated):
        raise _circle(used)
    homes, far = trace_chains(len(ordered), *split_steps(_places(used, ordered)))
    home = dict(zip(ordered, homes.tolist(), strict=True))
    reach = dict(zip(ordered, far.tolist(), strict=True))
    acts: dict[int, list[str]] = {}
    held: dict[int, list[Link]] = {}
    for name in ordered:
        acts.setdefault(home[name], []).append(name)
    for link in sorted(used, key=lambda each: each.iri):
        held.setdefault(home[link.trigger], []).append(link)
    states = answer_states(actions, links) if states is None else states
    as_of = as_of or {}
    chains = [
        _chain(
            [material[x] for x in names], held[part], max(reach[x] for x in names), states, as_of
        )
        for part, names in acts.items()
    ]
    return sorted(chains, key=lambda each: by_day(material[each.id]))


def _places(links: Iterable[Link], names: Sequence[str]) -> list[tuple[int, int]]:
    """The response and the trigger of each link as places among some names."""
    place = {name: number for number, name in enumerate(names)}
    return [(place[link.response], place[link.trigger]) for link in links]


def _circle(links: Sequence[Link]) -> CycleError:
    import networkx as nx  # here: only what is refused needs it

    graph = nx.DiGraph([(link.trigger, link.response) for link in links])
    pairs = {(trigger, response) for trigger, response in nx.find_cycle(graph)}
    return CycleError(
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
    from kg.infer.paths import order_acts, split_steps

    used = [link for link in (*claimed, *inferred) if in_chains(link)]
    names = sorted({name for link in used for name in (link.trigger, link.response)})
    if len(order_acts(len(names), *split_steps(_places(used, names)))) == len(names):
        return list(inferred)
    import networkx as nx  # here: records without a circle need not wait for it

    graph = nx.DiGraph([(link.trigger, link.response) for link in used])
    parts = enumerate(nx.strongly_connected_components(graph))
    home = {name: number for number, part in parts for name in part}
    return [each for each in inferred if home.get(each.trigger) != home.get(each.response)]


def _chain(
    acts: Sequence[Action],
    links: Sequence[Link],
    length: int,
    states: Mapping[str, str],
    as_of: Mapping[str, date],
) -> Chain:
    begun = {link.response for link in links}
    ended = {link.trigger for link in links}
    last = [each for each in acts if each.id not in ended]
    left = [each for each in last if states.get(each.id) in OPEN_STATES]
    waiting = [each for each in left if has_come(each, as_of.get(each.id))]
    return Chain(
        id=acts[0].id,
        actions=tuple(each.id for each in acts),
        links=tuple(link.iri for link in links),
        first=tuple(each.id for each in acts if each.id not in begun),
        last=tuple(each.id for each in last),
        length=length,
        open=bool(left),
        waiting=tuple(each.id for each in waiting),
        open_since=tuple(sorted({day for each in waiting if (day := exact_day(each))})),
        draft=any(each.draft for each in links) or any(each.draft for each in acts),
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
