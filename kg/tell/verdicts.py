"""What would change a verdict: in sentences, for an action, a link and a chain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from kg.infer.chains import find_chains
from kg.infer.confidence import without
from kg.model.actions import Action, Chain, Link
from kg.model.standing import AGAINST, FIRM, grade_of
from kg.tell.index import Index
from kg.tell.words import spell_count

EVEN: Final = Decimal("0.5")  # confidence in none: an answer is as likely
_NONE: Final[Mapping[str, Link]] = {}
#: Answer state -> what would change it.
_CHANGES: Final = {
    "answerDisputed": "Without what disputes the answer, it would count as answered.",
    "answerDeclined": "A later source that reports a response, or a plan, would change it.",
    "answerSuggested": "A source that asserts the answer, undisputed, would make it answered.",
    "answerInferred": "A source that names the response would make it answered; one that denies "
    "it, not.",
    "answerPlanned": "A source that reports the answer as carried out would make it answered.",
    "answeredInWords": "A source that reports a measure in response would make it answered.",
    "unanswered": "An article or row that reports a response would make it answered.",
}


def action_changes(action: Action, index: Index) -> Iterable[str]:
    """What would change whether an action counts as answered."""
    answer = index.data.answers.get(action.id)
    if answer and answer.state != "answered":
        yield _CHANGES[answer.state]
    for name in answer.same_day if answer else ():
        yield f"So would a source that tells whether it or “{index.action(name)}” came first."


def link_changes(link: Link, links: Mapping[str, Link] = _NONE) -> Iterable[str]:
    """What would make a claim firmer or weaker, and an inference none.

    Args:
        link: the claim.
        links: by IRI, the other links of its response among them.
    """
    if link.basis != "inferred":
        if link.stance in AGAINST:
            yield "Nothing: it speaks against an answer, so it never counts as one."
        elif link.disputed_by:
            yield "Without what disputes it, it would count as a response, not as a possible one."
        elif link.stance != "asserts":
            yield "A source that asserts it would make it a response, not a possible one."
        return
    for feature in link.features:
        left, none = without(link, feature.contribution, links)
        if feature.contribution > 0 and none > EVEN:
            yield (
                f"Without {feature.name} the confidence would be {left}, which is below even odds."
            )
    yield "A source that states, reports or denies it would replace the inference."


def chain_changes(chain: Chain, links: Sequence[Link], index: Index) -> Iterable[str]:
    """What would take a chain apart, and what would lengthen it."""
    firm = [each for each in links if grade_of(each) in FIRM]
    if len(firm) < len(links):
        held = find_chains([index.actions[name] for name in chain.actions], firm)
        loose = len(chain.actions) - sum(len(each.actions) for each in held)
        parts = len(held) + loose
        left = f"it would fall into {parts} parts" if parts > 1 else "it would stay in one piece"
        claims = spell_count(len(links) - len(firm), "hedged, disputed or inferred claim")
        yield f"Without its {claims} {left}."
    for name in chain.last:
        if (answer := index.data.answers.get(name)) and answer.open:
            yield f"A source that reports a response to “{index.action(name)}” would lengthen it."
