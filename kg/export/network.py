"""Actions, Links, Chains -> a network of plain values, for GraphML and GEXF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.model.actions import Action, Chain, Link
from kg.model.standing import Answer, grade_of, sides_of, targets_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The chains as other network tools see them: a node an action, an edge a claim."""

    nodes: Mapping[str, Mapping[str, str | float]]
    edges: Mapping[
        str, tuple[str, str, Mapping[str, str | float]]
    ]  # claim -> trigger, response, data


def chain_network(
    actions: Sequence[Action],
    links: Iterable[Link],
    chains: Sequence[Chain],
    answers: Mapping[str, Answer],
) -> Network:
    """The chains as a network, in the order of the chains; what is not known is left out.

    Args:
        actions: nodes; those of the chains that are not among them are left out.
        links: edges; likewise.
        chains: of these actions and links, or of more.
        answers: answer states by action id.
    """
    by_id = {each.id: each for each in actions}
    by_iri = {each.iri: each for each in links}
    used = [by_iri[iri] for chain in chains for iri in chain.links if iri in by_iri]
    return Network(
        nodes={
            name: {
                "chain": chain.id,
                **_node_data(by_id[name], answers.get(name)),
            }
            for chain in chains
            for name in chain.actions
            if name in by_id
        },
        edges={each.iri: (each.trigger, each.response, _edge_data(each)) for each in used},
    )


def _node_data(action: Action, answer: Answer | None) -> dict[str, str | float]:
    values = action.values
    data: dict[str, str | float | None] = {
        "label": action.label,
        "type": action.kind,
        "actor": ";".join(sides_of(action)),
        "recipient": ";".join(targets_of(action)),
        "earliest": action.earliest.isoformat() if action.earliest else None,
        "latest": action.latest.isoformat() if action.latest else None,
        "status": values.status,
        "severity": action.severity,
        "contested": ";".join(action.contested) or None,
        "answer_state": answer.state if answer else None,
        "same_day_as": ";".join(answer.same_day) or None if answer else None,
        "quantity": values.quantity.minimum if values.quantity else None,
        "draft": "yes" if action.draft else None,
    }
    return {key: value for key, value in data.items() if value is not None}


def _edge_data(link: Link) -> dict[str, str | float]:
    data: dict[str, str | float | None] = {
        "relation": link.relation,
        "basis": link.basis,
        "stance": link.stance,
        "firmness": grade_of(link),
        "disputed": "yes" if link.disputed_by else "no",
        "min_lag_days": link.min_lag,
        "max_lag_days": link.max_lag,
        "confidence": float(link.confidence) if link.confidence is not None else None,
        "draft": "yes" if link.draft else None,
    }
    return {key: value for key, value in data.items() if value is not None}
