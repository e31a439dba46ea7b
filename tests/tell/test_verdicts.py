"""What would change a verdict."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from dispute import page_data
from support import EXCHANGE, act, claim, index, record, stand

from kg.infer.chains import find_chains
from kg.infer.confidence import share_confidence
from kg.model.actions import Feature, Link
from kg.model.standing import ANSWER_STATES
from kg.tell.index import Index
from kg.tell.verdicts import action_changes, chain_changes, link_changes

REPLACED = "A source that states, reports or denies it would replace the inference."


def changes_of(**more: object) -> list[str]:
    return list(link_changes(replace(claim("b", "a"), **more)))


@pytest.mark.parametrize("state", ANSWER_STATES)
def test_every_state_but_answered_says_what_would_change_it(state: str) -> None:
    strike = act("strike")
    known = Index(page_data(actions=(strike,), answers=stand(strike=state)))
    assert len(list(action_changes(strike, known))) == (state != "answered")


def test_an_act_without_a_state_has_nothing_to_change() -> None:
    strike = act("strike", kind="Statement")
    assert list(action_changes(strike, Index(page_data(actions=(strike,))))) == []


def test_a_claim_becomes_firmer_by_an_assertion_or_without_its_dispute() -> None:
    assert changes_of() == []
    assert changes_of(stance="implies") == [
        "A source that asserts it would make it a response, not a possible one."
    ]
    assert changes_of(disputed_by=(("link", "x"),)) == [
        "Without what disputes it, it would count as a response, not as a possible one."
    ]
    for stance in ("denies", "disputes"):
        assert changes_of(stance=stance, disputed_by=(("link", "x"),)) == [
            "Nothing: it speaks against an answer, so it never counts as one."
        ]


def inferred(*weights: str) -> Link:
    features = tuple(Feature(name=f"f{n}", contribution=Decimal(x)) for n, x in enumerate(weights))
    return replace(
        claim("b", "a"), basis="inferred", stance="speculates", features=features,
        confidence=share_confidence([sum((x.contribution for x in features), Decimal(0))])[0],
    )  # fmt: skip


def test_an_inference_names_each_feature_without_which_no_answer_would_be_likelier() -> None:
    told = list(link_changes(inferred("-1", "1.5", "0.5")))
    assert told == [
        "Without f1 the confidence would be 0.377, which is below even odds.",
        REPLACED,
    ]


def test_a_feature_that_leaves_it_even_or_speaks_against_it_decides_nothing() -> None:
    assert list(link_changes(inferred("-1", "1", "1"))) == [REPLACED]


def test_a_chain_of_firm_claims_alone_falls_into_no_parts() -> None:
    links = [claim("a2", "a1"), claim("a3", "a2", basis="stated")]
    known = index(record(EXCHANGE, links))
    (chain,) = find_chains(EXCHANGE, links)
    closed = replace(chain, last=())
    assert list(chain_changes(closed, links, known)) == []


def test_a_chain_says_into_how_many_parts_it_would_fall_without_its_loose_claims() -> None:
    def told(*links: Link) -> str:
        (chain,) = find_chains(EXCHANGE, links)
        return next(iter(chain_changes(chain, links, index(record(EXCHANGE, links)))))

    firm, hedged = claim("a2", "a1"), claim("a3", "a2", stance="implies")
    assert told(firm, hedged) == (
        "Without its 1 hedged, disputed or inferred claim it would fall into 2 parts."
    )
    loose = claim("a2", "a1", disputed_by=(("link", "x"),))
    assert "its 2 hedged" in told(loose, hedged)
    assert told(loose, hedged).endswith("it would fall into 3 parts.")
    both = claim("a3", "a2")
    assert told(firm, hedged, both).endswith("it would stay in one piece.")


def test_an_open_end_would_be_lengthened_by_a_response() -> None:
    links = [claim("a2", "a1"), claim("a3", "a2")]
    (chain,) = find_chains(EXCHANGE, links)
    for state, lines in (("unanswered", 1), ("answerPlanned", 1), ("answerInferred", 0)):
        known = Index(page_data(actions=EXCHANGE, answers=stand(a3=state)))
        told = list(chain_changes(chain, links, known))
        assert told == ["A source that reports a response to “a3” would lengthen it."][:lines]
