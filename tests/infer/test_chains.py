"""Chains, answers and their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from support import act, claim

from kg.errors import Place
from kg.infer.chains import CycleError, find_chains

FIRST = act("first", "XRU", "XBO", "2031-03-01")
SECOND = act("second", "XBO", "XRU", "2031-03-05")
THIRD = act("third", "XRU", "XBO", "2031-03-09")
ALONE = act("alone", "XSY", "XRU", "2031-03-02")
ACTS = [FIRST, SECOND, THIRD, ALONE]
LADDER = [claim("second", "first"), claim("third", "second")]


def test_a_ladder_of_three_moves_is_one_chain() -> None:
    (chain,) = find_chains(ACTS, LADDER)
    assert chain.id == "first"
    assert chain.actions == ("first", "second", "third")
    assert (chain.first, chain.last, chain.length) == (("first",), ("third",), 2)
    assert chain.open_since == (date(2031, 3, 9),)


def test_a_chain_keeps_its_id_when_unrelated_acts_come_or_order_changes() -> None:
    more = [*ACTS, act("x"), act("y", "XBO", "XRU", "2031-03-02")]
    for actions in permutations(ACTS):
        assert find_chains(actions, LADDER) == find_chains(ACTS, LADDER)
    (chain, _) = sorted(find_chains(more, [*LADDER, claim("y", "x")]), key=lambda each: each.id)
    assert chain == find_chains(ACTS, LADDER)[0]


@pytest.mark.parametrize(
    "relation", ["sequence", "coincidence", "nonRetaliation", "reply", "reversal"]
)
def test_other_relations_hold_no_chain_together(relation: str) -> None:
    assert find_chains(ACTS, [claim("second", "first", relation=relation)]) == []


@pytest.mark.parametrize("relation", ["retaliation", "solidarity", "threatFulfilment"])
def test_chain_relations_do(relation: str) -> None:
    assert len(find_chains(ACTS, [claim("second", "first", relation=relation)])) == 1


def test_a_denied_claim_holds_no_chain_together_and_a_hedged_one_does() -> None:
    assert find_chains(ACTS, [claim("second", "first", stance="denies")]) == []
    assert len(find_chains(ACTS, [claim("second", "first", stance="speculates")])) == 1


def test_acts_that_are_not_material_take_no_part() -> None:
    word = act("word", "XBO", "XRU", "2031-03-02", kind="Protest", material=False)
    assert find_chains([FIRST, word], [claim("word", "first")]) == []


def test_an_undated_trigger_comes_before_what_answers_it() -> None:
    undated = act("undated", "XRU", "XBO", None)
    (chain,) = find_chains([undated, SECOND], [claim("second", "undated")])
    assert chain.actions == ("undated", "second")


def test_a_circle_is_refused_with_the_links_that_make_it() -> None:
    with pytest.raises(CycleError) as caught:
        find_chains(ACTS, [*LADDER, claim("first", "third", place=Place("c.yaml", 7, 3))])
    assert len(caught.value.findings) == 3
    assert any(
        str(each).startswith("c.yaml:7:3: closes a circle") for each in caught.value.findings
    )


def test_a_claim_that_only_disputes_holds_no_chain_together() -> None:
    assert find_chains(ACTS, [claim("second", "first", stance="disputes")]) == []


def test_only_last_moves_that_wait_for_an_answer_keep_a_chain_open() -> None:
    ally = act("ally", "XSY", "XRU", "2031-03-07")
    links = [*LADDER, claim("ally", "first", relation="solidarity")]
    states = {"first": "answered", "second": "answered", "third": "answered", "ally": "unanswered"}
    (chain,) = find_chains([*ACTS, ally], links, states)
    assert chain.last == ("ally", "third")
    assert (chain.open, chain.open_since) == (True, (date(2031, 3, 7),))
    (chain,) = find_chains([*ACTS, ally], links, {**states, "ally": "answerInferred"})
    assert (chain.open, chain.open_since) == (False, ())


@pytest.mark.parametrize("state", ["answerPlanned", "answeredInWords"])
def test_a_planned_answer_or_words_leave_a_chain_open(state: str) -> None:
    (chain,) = find_chains(ACTS, LADDER, {"third": state})
    assert (chain.open, chain.open_since) == (True, (date(2031, 3, 9),))


def test_a_chain_is_open_since_no_bound_of_a_day_that_is_known_only_about() -> None:
    about = replace(THIRD, earliest=date(2031, 3, 8), latest=date(2031, 3, 10))
    (chain,) = find_chains([FIRST, SECOND, about], LADDER)
    assert (chain.open, chain.waiting, chain.open_since) == (True, ("third",), ())


def test_a_chain_is_open_since_no_day_after_those_that_its_sources_know() -> None:
    (chain,) = find_chains(ACTS, LADDER, as_of={"third": date(2031, 3, 8)})
    assert (chain.open, chain.waiting, chain.open_since) == (True, (), ())
    (chain,) = find_chains(ACTS, LADDER, as_of={"third": date(2031, 3, 9)})
    assert (chain.waiting, chain.open_since) == (("third",), (date(2031, 3, 9),))


def test_a_chain_is_open_also_since_a_day_that_is_not_known() -> None:
    late = replace(THIRD, latest=None)
    (chain,) = find_chains([FIRST, SECOND, late], LADDER)
    assert (chain.open, chain.open_since) == (True, ())
