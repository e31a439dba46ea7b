"""The figures of a chain."""

from __future__ import annotations

from typing import Any

import pytest
from support import act, claim

from kg.infer.chains import find_chains
from kg.infer.figures import ChainFigures, chain_figures, longest_path, pair_moves
from kg.model.actions import Action, Link
from kg.model.standing import grade_of, verb_of, weakest


def figures(actions: list[Action], links: list[Link]) -> ChainFigures:
    (chain,) = find_chains(actions, links)
    return chain_figures(chain, {each.id: each for each in actions}, links)


STRIKE = act("a-strike", "XRU", "XBO", "2031-03-01", count=4)
ANSWER = act("b-answer", "XBO", "XRU", "2031-03-05", count=23)
CLOSURE = act("c-closure", "XRU", "XBO", "2031-03-09", kind="MissionClosure")
LADDER = [claim("b-answer", "a-strike", basis="stated"), claim("c-closure", "b-answer")]


def test_firmness_runs_from_stated_to_inferred() -> None:
    assert grade_of(claim("b", "a", basis="stated")) == "stated"
    assert grade_of(claim("b", "a")) == "reported"
    assert grade_of(claim("b", "a", stance="implies")) == "hedged"
    assert grade_of(claim("b", "a", disputed_by=(("link", "x"),))) == "disputed"
    assert grade_of(claim("b", "a", basis="inferred", stance="speculates")) == "inferred"
    assert weakest(["stated", "hedged", "reported"]) == "hedged"
    assert weakest([]) == ""


def test_a_ladder_of_three_moves_has_two_exchanges() -> None:
    known = figures([STRIKE, ANSWER, CLOSURE], LADDER)
    assert known.moves == known.path == ("a-strike", "b-answer", "c-closure")
    assert (known.exchanges, known.days) == (2, 8)
    assert (known.severities, known.severity_trend) == ((5, 5, 6), "rising")
    assert known.bases == ("stated", "reported")
    assert (known.as_firm_as, known.weakest_link) == ("reported", LADDER[1].iri)
    assert known.open_since == (CLOSURE.latest,)


def test_a_further_step_of_the_same_side_is_no_exchange() -> None:
    again = act("c-again", "XBO", "XRU", "2031-03-09")
    links = [LADDER[0], claim("c-again", "b-answer", relation="threatFulfilment")]
    assert figures([STRIKE, ANSWER, again], links).exchanges == 1


def test_a_joint_act_with_the_side_before_it_is_no_exchange_and_an_unknown_side_none() -> None:
    joint = act("c-joint", "XBO", "XRU", "2031-03-09", actor_states=("XBO", "XSY"))
    links = [LADDER[0], claim("c-joint", "b-answer")]
    assert figures([STRIKE, ANSWER, joint], links).exchanges == 1


def test_counts_are_paired_in_one_unit_only() -> None:
    known = figures([STRIKE, ANSWER, CLOSURE], LADDER)
    (pair,) = known.counts
    assert (pair.before, pair.after) == (STRIKE.values.quantity, ANSWER.values.quantity)


def test_solidarity_names_who_acts_and_not_whom_it_is_with() -> None:
    ally = act("d-ally", "XSY", "XRU", "2031-03-06")
    links = [*LADDER, claim("d-ally", "a-strike", relation="solidarity", solidarity_with=("XBO",))]
    assert figures([STRIKE, ANSWER, CLOSURE, ally], links).said_in_solidarity == ("XSY",)
    assert figures([STRIKE, ANSWER, CLOSURE], LADDER).said_in_solidarity == ()


def test_a_chain_without_days_has_no_span() -> None:
    undated = [act("a", day=None), act("b", "XBO", "XRU", None)]
    known = figures(undated, [claim("b", "a")])
    assert (known.first_day, known.last_day, known.days) == (None, None, None)


def test_the_longest_path_of_equals_is_that_of_the_earliest_moves() -> None:
    links = [claim("c", "a"), claim("c", "b"), claim("d", "b")]
    assert longest_path(["a", "b", "c", "d"], links) == ("a", "c")
    assert longest_path(["a", "b", "c", "d"], [*links, claim("d", "c")]) == ("a", "c", "d")
    assert longest_path([], []) == ()


def test_claims_on_one_pair_are_one_move_worded_by_the_firmest() -> None:
    hedged, firm = claim("b", "a", stance="speculates"), claim("b", "a")
    (move,) = pair_moves(["a", "b"], [hedged, firm])
    assert move.firmest == firm
    assert verb_of(hedged) == "said, not firmly, to answer"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "said to answer"),
        ({"disputed_by": (("link", "x"),)}, "said to answer, disputed"),
        ({"basis": "inferred", "stance": "speculates"}, "inferred to answer, no source says so"),
        ({"stance": "denies"}, "said not to answer"),
        ({"relation": "nonRetaliation"}, "said not to answer"),
        ({"relation": "sequence"}, "said only to come after"),
        ({"relation": "coincidence"}, "said only to fall together with"),
        ({"relation": "sequence", "stance": "denies"}, "said not to come after"),
    ],
)
def test_no_word_says_more_than_the_claim(said: dict[str, Any], words: str) -> None:
    assert verb_of(claim("b", "a", **said)) == words
