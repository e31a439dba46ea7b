"""What would change a verdict: in sentences, for an action, a link and a chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kg.infer.chains import find_chains
from kg.infer.figures import FIRM, firmness
from kg.infer.rules import confidence_of
from kg.model.actions import AGAINST, Action, Chain, Link
from kg.tell.index import Index


def action_changes(action: Action, index: Index) -> Iterable[str]:
    """What would change whether an action counts as answered."""
    state = index.data.answer_states.get(action.id)
    hedged = [
        each
        for each in index.data.links
        if each.trigger == action.id and each.in_chains and firmness(each) in ("hedged", "disputed")
    ]
    if state == "unanswered" and hedged:
        yield (
            f"{len(hedged)} hedged or disputed claim(s) of an answer exist; a source that asserts "
            "one, undisputed, would make it answered."
        )
    elif state == "unanswered":
        yield "An article or row that reports a response would make it answered."
    elif state == "answerInferred":
        yield "A source that names the response would make it answered; one that denies it, not."
    if action.contested:
        yield "It is contested: see the reports that deny or dispute it."


def link_changes(link: Link, threshold: Decimal) -> Iterable[str]:
    """What would make a claim firmer or weaker, and an inference none."""
    if link.basis != "inferred":
        if link.stance in AGAINST:
            yield "It speaks against an answer and holds none up, whatever else is said."
        elif link.disputed_by:
            yield "Without what disputes it, it would count as a response, not as a possible one."
        elif link.stance != "asserts":
            yield "A source that asserts it would make it a response, not a possible one."
        return
    total = sum((each.contribution for each in link.features), Decimal(0))
    for feature in link.features:
        without = confidence_of(total - feature.contribution)
        if feature.contribution > 0 and without < threshold:
            yield (
                f"Without {feature.name} the confidence would be {without}, "
                f"below the threshold of {threshold}: no link."
            )
    yield "A source that states, reports or denies it would replace the inference."


def chain_changes(chain: Chain, links: Sequence[Link], index: Index) -> Iterable[str]:
    """What would take a chain apart, and what would lengthen it."""
    firm = [each for each in links if firmness(each) in FIRM]
    if len(firm) < len(links):
        held = find_chains([index.actions[name] for name in chain.actions], firm)
        loose = len(chain.actions) - sum(len(each.actions) for each in held)
        parts = len(held) + loose
        left = f"it would fall into {parts} parts" if parts > 1 else "it would stay in one piece"
        yield f"Without its {len(links) - len(firm)} hedged, disputed or inferred claims {left}."
    for name in chain.last:
        if index.data.answer_states.get(name) == "unanswered":
            yield f"A source that reports a response to “{index.action(name)}” would lengthen it."
