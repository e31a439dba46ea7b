"""Pairs of sides: what counts for which, how soon, on whose word, and what is still open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from dispute import dispute, page_data
from support import (
    EXCHANGE,
    RIVALS,
    act,
    answer,
    claim,
    index,
    people,
    record,
    stand,
    with_ontology,
)

from kg.build import build_graph
from kg.model.actions import Action, Link
from kg.model.actors import Actor
from kg.model.standing import Answer
from kg.page.data import page_data as build_page_data
from kg.rdf.graph import open_store
from kg.tell.dyads import FEWEST_LAGS, Dyad, dyads_of, find_dyads, name_dyad, spell_dyad
from kg.tell.index import Index

A1, A2, A3 = EXCHANGE  # Ruritania, Borduria, Ruritania: 1, 5 and 9 March
INFERRED = {"basis": "inferred", "stance": "speculates"}


def known(*links: Link, acts: tuple[Action, ...] = EXCHANGE, **more: Any) -> Index:
    """These claims and acts and nothing that a rule would add."""
    labels = {"XRU": "Ruritania", "XBO": "Borduria", "XSY": "Syldavia"}
    answers = stand(**{each.id: "answered" for each in acts if each.material})
    given = {"labels": labels, "answers": answers, **more}
    return Index(page_data(actions=acts, links=links, **given))


def found(*links: Link, **more: Any) -> dict[str, Dyad]:
    """The pairs, by what an address calls them."""
    return {each.key: each for each in find_dyads(known(*links, **more))}


def only(*links: Link, **more: Any) -> Dyad:
    (dyad,) = found(*links, **more).values()
    return dyad


def counts(dyad: Dyad) -> tuple[tuple[int, int], tuple[int, int], int]:
    """Its answers of each side, those that only a rule infers, and those of other sorts."""
    return dyad.answers, dyad.inferred, dyad.loose


def between(name: str, actors: tuple[str, ...], recipients: tuple[str, ...], **more: Any) -> Action:
    return act(name, actor_states=actors, recipient_states=recipients, **more)


# ---- what counts for whom


def test_a_pair_is_named_by_its_sides_sorted_whoever_moves_first() -> None:
    dyad = only()
    assert (dyad.sides, dyad.key) == (("XBO", "XRU"), "XBO,XRU")
    assert [each.id for each in dyad.moves] == ["a1", "a2", "a3"]
    assert dyad.by == (1, 2)
    assert name_dyad(dyad, known()) == ("Borduria", "Ruritania")


def test_bodies_and_persons_count_for_their_state() -> None:
    service = act("spies", actor="service", actor_states=("XRU",))
    envoy = act("told-to-go", "XBO", "envoy", recipient_states=("XRU",))
    dyad = only(acts=(service, envoy))
    assert (dyad.key, dyad.by, dyad.joint) == ("XBO,XRU", (1, 1), 0)


def test_who_has_no_state_stands_for_itself() -> None:
    rebels = between("raid", (), ("XBO",), actor="rebels")
    assert list(found(acts=(rebels,))) == ["XBO,rebels"]


def test_bodies_of_the_data_are_rolled_up_by_what_is_materialised() -> None:
    body = Actor(
        id="office", kind="GovernmentBody", label="Office", part_of=("XRU",), place=A1.place
    )
    acts = [act("one", "office", "XBO", actor_states=("XRU",)), act("two", "XBO", "XRU")]
    built = index(record(acts), people(body))
    assert [each.key for each in find_dyads(built)] == ["XBO,XRU"]


def test_what_several_do_together_is_counted_as_such_in_each_pair_and_in_no_column() -> None:
    coalition = between("coalition", ("XBO", "XSY"), ("XRU",))
    on_two = between("on-two", ("XRU",), ("XBO", "XSY"))
    pairs = found(acts=(A1, coalition, on_two))
    assert list(pairs) == ["XBO,XRU", "XRU,XSY"]
    assert [(x.by, x.joint, len(x.moves)) for x in pairs.values()] == [
        ((0, 1), 2, 3),
        ((0, 0), 2, 2),
    ]
    for dyad in pairs.values():
        assert sum(dyad.by) + dyad.joint == len(dyad.moves)


def test_an_act_on_each_other_stands_once_in_its_pair() -> None:
    mutual = between("mutual", ("XBO", "XRU"), ("XRU", "XBO"))
    assert dyads_of(mutual) == [("XBO", "XRU")]
    dyad = only(acts=(mutual,))
    assert (len(dyad.moves), dyad.by, dyad.joint) == (1, (0, 0), 1)


def test_nobody_makes_a_pair_with_itself_or_with_nobody() -> None:
    assert dyads_of(between("own", ("XRU",), ("XRU",))) == []
    assert dyads_of(replace(A1, recipient_states=(), values=replace(A1.values, recipient=()))) == []


def test_speech_is_left_out_and_words_about_a_plan_are_not_speech() -> None:
    talk = act("talk", kind="Protest")
    plan = act("plan", status="planned")
    assert found(acts=(talk,)) == {}
    assert [each.id for each in only(acts=(talk, plan)).moves] == ["plan"]


def test_the_largest_pair_comes_first_and_equal_ones_by_their_sides() -> None:
    acts = (
        *EXCHANGE, act("b1", "XSY", "XBO"), act("c1", "XSY", "XRU"), act("c2", "XRU", "XSY"),
        act("d1", "XAA", "XBO"),
    )  # fmt: skip
    assert list(found(acts=acts)) == ["XBO,XRU", "XRU,XSY", "XAA,XBO", "XBO,XSY"]
    assert [each.key for each in find_dyads(known(acts=acts[::-1]))] == list(found(acts=acts))


# ---- answers


def test_an_answer_is_named_once_however_many_say_so() -> None:
    two = (claim("a2", "a1"), claim("a2", "a1", basis="stated"))
    assert counts(only(*two)) == ((1, 0), (0, 0), 0)
    assert counts(only(*two, claim("a3", "a2"))) == ((1, 1), (0, 0), 0)


def test_a_move_is_only_inferred_where_no_source_names_what_it_answers() -> None:
    guess = claim("a4", "a2", **INFERRED)
    acts = (*EXCHANGE, act("b1", "XBO", "XRU", "2031-03-03"), act("a4", day="2031-03-20"))
    assert counts(only(guess, acts=acts)) == ((0, 0), (0, 1), 0)
    beside = (guess, claim("a4", "b1"))  # for another trigger
    assert counts(only(*beside, acts=acts)) == ((0, 1), (0, 0), 0)
    denied = (guess, claim("a4", "b1", stance="denies"))
    assert counts(only(*denied, acts=acts)) == ((0, 0), (0, 1), 0)


@pytest.mark.parametrize(
    "more",
    [
        {"stance": "implies"},
        {"relation": "solidarity"},
        {"relation": "threatFulfilment"},
        {"disputed_by": (("report", "r"),)},
    ],
)
def test_what_answers_in_doubt_or_for_another_is_counted_apart(more: dict[str, Any]) -> None:
    assert counts(only(claim("a2", "a1", **more))) == ((0, 0), (0, 0), 1)
    firm = claim("a2", "a1", basis="stated")
    assert counts(only(claim("a2", "a1", **more), firm)) == ((1, 0), (0, 0), 0)


def test_a_plan_and_an_answer_to_one_s_own_side_are_counted_apart() -> None:
    plan = act("plan", "XBO", "XRU", status="planned")
    dyad = only(claim("plan", "a1"), claim("a3", "a1"), acts=(*EXCHANGE, plan))
    assert counts(dyad) == ((0, 0), (0, 0), 2)


def test_an_answer_of_several_counts_for_each_of_them() -> None:
    joint = between("joint", ("XBO", "XSY"), ("XRU",))
    raid = act("raid", "XRU", "XSY", "2031-02-01")
    pairs = found(claim("joint", "a1"), acts=(A1, raid, joint))
    assert {key: counts(each) for key, each in pairs.items()} == {
        "XBO,XRU": ((1, 0), (0, 0), 0),
        "XRU,XSY": ((0, 1), (0, 0), 0),
    }


@pytest.mark.parametrize(
    "more",
    [
        {"relation": "reply"}, {"relation": "reversal"}, {"relation": "sequence"},
        {"relation": "nonRetaliation"}, {"stance": "denies"}, {"refusal": True},
    ],
)  # fmt: skip
def test_what_is_less_or_other_than_an_answer_is_counted_as_none(more: dict[str, Any]) -> None:
    dyad = only(claim("a2", "a1", min_lag=4, max_lag=4, **more))
    assert (counts(dyad), dyad.lags, dyad.joins) == (((0, 0), (0, 0), 0), (), ())


def test_an_answer_to_another_pair_s_act_is_counted_but_joins_nothing_here() -> None:
    raid = act("raid", "XRU", "XSY", "2031-02-01")
    pairs = found(claim("a2", "raid"), acts=(*EXCHANGE, raid))
    assert (counts(pairs["XBO,XRU"]), pairs["XBO,XRU"].joins) == (((1, 0), (0, 0), 0), ())
    assert (counts(pairs["XRU,XSY"]), pairs["XRU,XSY"].joins) == (((0, 0), (0, 0), 0), ())


def test_moves_are_joined_once_and_broken_only_where_no_source_says_so() -> None:
    dyad = only(
        claim("a2", "a1"), claim("a2", "a1", **INFERRED), claim("a3", "a2", **INFERRED),
        claim("a3", "a1", stance="denies"),
    )  # fmt: skip
    assert dyad.joins == (("a1", "a2", False), ("a2", "a3", True))


# ---- how soon


def test_days_are_to_the_nearest_trigger_whose_day_and_one_s_own_are_exact() -> None:
    dyad = only(
        claim("a3", "a1", min_lag=8, max_lag=8),
        claim("a3", "a2", min_lag=4, max_lag=4),
        claim("a2", "a1", min_lag=2, max_lag=4),
    )
    assert dyad.lags == (4,)


def test_what_a_rule_infers_has_no_say_in_how_soon() -> None:
    assert only(claim("a2", "a1", min_lag=4, max_lag=4, **INFERRED)).lags == ()
    assert only(claim("a2", "a1")).lags == ()
    same_day = only(claim("a2", "a1", min_lag=0, max_lag=0))
    assert same_day.lags == (0,)


# ---- what is open


def test_what_is_open_is_so_as_of_the_newest_day_read_of_any_move() -> None:
    answers = {
        **stand(a1="answered", a2="unanswered"),
        "a3": Answer(state="answeredInWords", as_of=date(2031, 4, 1)),
    }
    dyad = only(answers=answers)
    assert (dyad.open, dyad.newest) == (2, date(2031, 3, 9))
    assert told(answers=answers).endswith(
        "2 still open, each as of its own day, 1 April 2031 at the latest."
    )
    assert only(answers={}).open == 0


def test_undated_moves_count_and_have_no_day() -> None:
    dyad = only(acts=(act("someday", day=None),))
    assert (dyad.by, dyad.newest) == ((0, 1), None)


# ---- in words


def told(*links: Link, **more: Any) -> str:
    """The words of the largest pair."""
    index = known(*links, **more)
    return spell_dyad(find_dyads(index)[0], index)


def test_a_pair_is_told_with_all_its_counts() -> None:
    joint = between("joint", ("XBO", "XSY"), ("XRU",))
    links = (
        claim("a2", "a1", min_lag=4, max_lag=4), claim("joint", "a1", min_lag=7, max_lag=7),
        claim("a3", "a2", **INFERRED),
    )  # fmt: skip
    answers = stand(a1="answered", a2="answered", a3="unanswered", joint="answered")
    assert told(*links, acts=(*EXCHANGE, joint), answers=answers) == (
        "1 by Borduria, 2 by Ruritania, 1 with others. Answers to the other side named by a "
        "source: 2 by Borduria, 0 by Ruritania. Only inferred: 0 by Borduria, 1 by Ruritania. "
        "1 still open as of 9 March 2031."
    )


def test_a_pair_is_told_in_the_singular_and_without_what_there_is_not() -> None:
    assert told(claim("a2", "a1"), acts=EXCHANGE[:2]) == (
        "1 by Borduria, 1 by Ruritania. Answers to the other side named by a source: 1 by "
        "Borduria, 0 by Ruritania. None still open as of 9 March 2031."
    )
    assert told(acts=EXCHANGE[:1], answers=stand(a1="answerDeclined")) == (
        "0 by Borduria, 1 by Ruritania. Answers to the other side named by a source: none. None "
        "still open as of 9 March 2031."
    )
    doubt = claim("a2", "a1", stance="implies")
    assert "source: none. 1 more is an answer to others, for others, planned or in doubt." in told(
        doubt, answers=stand(a1="answered")
    )
    own = (doubt, claim("a3", "a1"))
    assert "none. 2 more are answers to others, for others, planned or in doubt." in told(*own)


@pytest.mark.parametrize(
    ("count", "median"), [(FEWEST_LAGS - 1, ""), (FEWEST_LAGS, "2"), (4, "2.5")]
)
def test_a_median_is_told_only_of_enough_exact_days_with_their_number(
    count: int, median: str
) -> None:
    acts = tuple(act(f"b{n}", "XBO", "XRU") for n in range(1, count + 1))
    links = [claim(each.id, "a1", min_lag=n, max_lag=n) for n, each in enumerate(acts, 1)]
    words = told(*links, acts=(A1, *acts))
    assert ("median" in words) == bool(median)
    assert (f"; median {median} days ({count} exact). None" in words) == bool(median)


def test_a_name_that_runs_leftwards_stands_apart_from_the_counts() -> None:
    name = "\u05d1\u05d5\u05e8\u05d3\u05d5\u05e8\u05d9\u05d4"
    words = told(labels={"XBO": name, "XRU": "Ruritania"})
    assert words.startswith(f"1 by \u2068{name}\u2069, 2 by Ruritania. ")


def test_the_quarrel_has_its_two_pairs() -> None:
    pairs = {each.key: each for each in find_dyads(Index(dispute()))}
    assert list(pairs) == ["BRD,RUR", "RUR,SYL"]
    assert pairs["BRD,RUR"].joins == (
        ("expel-23", "expel-back", False), ("poison", "expel-23", False),
        ("poison", "rumour", False),
    )  # fmt: skip
    assert pairs["RUR,SYL"].joins == (("ally", "closure", True),)
    assert pairs["RUR,SYL"].loose == 1  # for the sake of another, to an act on that other


# ---- the same in the query


@pytest.mark.parametrize("name", ["rival-states", "bundled"])
def test_each_pair_has_the_numbers_of_the_query(name: str, request: pytest.FixtureRequest) -> None:
    if name == "bundled":
        built, held = (request.getfixturevalue(each) for each in ("whole", "everything"))
    else:
        built = build_graph(RIVALS, check=False)
        held = open_store(with_ontology(built))
    names, rows = answer(held, "reciprocal-pairs")
    found = {}
    for row in (dict(zip(names, each, strict=True)) for each in rows):
        key = ",".join(row[side].removeprefix("actor:") for side in ("one", "other"))
        numbers = ("answers_of_one", "answers_of_other", "inferred_of_one", "inferred_of_other")
        found[key] = tuple(int(row[each]) for each in numbers)
    pairs = find_dyads(Index(build_page_data(built)))
    told = {each.key: (*each.answers, *each.inferred) for each in pairs}
    assert found == {key: numbers for key, numbers in told.items() if any(numbers)}
    for kind in (slice(0, 2), slice(2, 4)):  # there is something to compare
        assert any(any(numbers[kind]) for numbers in found.values())
