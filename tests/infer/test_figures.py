"""The figures of a chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support import act, claim

from kg.infer.chains import find_chains
from kg.infer.figures import ChainFigures, chain_figures, longest_path, pair_moves
from kg.model.actions import Action, Link


def figures(actions: list[Action], links: list[Link]) -> ChainFigures:
    (chain,) = find_chains(actions, links)
    return chain_figures(chain, {each.id: each for each in actions}, links)


STRIKE = act("a-strike", "XRU", "XBO", "2031-03-01", count=4)
ANSWER = act("b-answer", "XBO", "XRU", "2031-03-05", count=23)
CLOSURE = act("c-closure", "XRU", "XBO", "2031-03-09", kind="MissionClosure")
LADDER = [claim("b-answer", "a-strike", basis="stated"), claim("c-closure", "b-answer")]


def test_a_ladder_of_three_moves_has_two_exchanges() -> None:
    known = figures([STRIKE, ANSWER, CLOSURE], LADDER)
    assert known.moves == known.path == ("a-strike", "b-answer", "c-closure")
    assert (known.exchanges, known.min_days, known.max_days) == (2, 8, 8)
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


def test_counts_are_paired_in_one_class_only() -> None:
    raid = act("a-strike", "XRU", "XBO", "2031-03-01", kind="PoisonAttack", count=2)
    assert figures([raid, ANSWER], LADDER[:1]).counts == ()
    persona = act(
        "b-answer", "XBO", "XRU", "2031-03-05", kind="PersonaNonGrataDeclaration", count=4
    )
    assert len(figures([STRIKE, persona], LADDER[:1]).counts) == 1  # a sort of expulsion


def test_solidarity_names_who_acts_and_not_whom_it_is_with() -> None:
    ally = act("d-ally", "XSY", "XRU", "2031-03-06")
    links = [*LADDER, claim("d-ally", "a-strike", relation="solidarity", solidarity_with=("XBO",))]
    assert figures([STRIKE, ANSWER, CLOSURE, ally], links).said_in_solidarity == ("XSY",)
    assert figures([STRIKE, ANSWER, CLOSURE], LADDER).said_in_solidarity == ()


def test_a_chain_without_days_has_no_span() -> None:
    undated = [act("a", day=None), act("b", "XBO", "XRU", None)]
    known = figures(undated, [claim("b", "a")])
    assert (known.first_day, known.last_day) == (None, None)
    assert (known.min_days, known.max_days) == (None, None)


def test_the_longest_path_of_equals_is_that_of_the_earliest_moves() -> None:
    links = [claim("c", "a"), claim("c", "b"), claim("d", "b")]
    assert longest_path(["a", "b", "c", "d"], links) == ("a", "c")
    assert longest_path(["a", "b", "c", "d"], [*links, claim("d", "c")]) == ("a", "c", "d")
    assert longest_path([], []) == ()


def test_of_equal_paths_each_step_is_the_earliest_whatever_the_order_of_claims() -> None:
    links = [claim("e", "d"), claim("d", "c"), claim("d", "b"), claim("c", "a"), claim("b", "a")]
    for given in (links, links[::-1]):
        assert longest_path(["a", "b", "c", "d", "e"], given) == ("a", "b", "d", "e")
    assert longest_path(["z", "a"], []) == ("z",)


def test_claims_on_one_pair_are_one_move_worded_by_the_firmest() -> None:
    hedged, firm = claim("b", "a", stance="speculates"), claim("b", "a")
    (move,) = pair_moves(["a", "b"], [hedged, firm])
    assert move.firmest == firm


def test_the_days_of_a_chain_are_bounds() -> None:
    vague = replace(STRIKE, earliest=date(2000, 1, 1), latest=date(2031, 12, 31))
    known = figures([vague, ANSWER], LADDER[:1])
    assert (known.first_day, known.last_day) == (date(2000, 1, 1), date(2031, 3, 5))
    assert (known.min_days, known.max_days) == (0, 11386)
    open_end = replace(ANSWER, earliest=date(2031, 3, 10), latest=None)
    known = figures([STRIKE, open_end], LADDER[:1])
    assert (known.first_day, known.last_day) == (date(2031, 3, 1), None)
    assert (known.min_days, known.max_days) == (9, None)
    before = replace(STRIKE, earliest=None, latest=date(2031, 3, 1))
    known = figures([before, ANSWER], LADDER[:1])
    assert (known.first_day, known.last_day) == (None, date(2031, 3, 5))
    assert (known.min_days, known.max_days) == (4, None)
    undated = act("d-undated", "XBO", "XRU", None)
    known = figures([STRIKE, ANSWER, undated], [*LADDER[:1], claim("d-undated", "a-strike")])
    assert (known.min_days, known.max_days) == (4, None)
