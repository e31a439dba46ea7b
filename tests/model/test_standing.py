"""What a claim and an act count for: side, grade, verb, status, answer states, and up to when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support import act, claim, paper, record, report

from kg.model.actions import Action, Link, Record, Values
from kg.model.standing import (
    ANSWER_STATES,
    LINK_STANCES,
    Answer,
    answer_states,
    by_grade,
    find_answers,
    find_status,
    grade_of,
    in_chains,
    is_material,
    is_refusal,
    opposes,
    side_of,
    verb_of,
    weakest,
)
from kg.model.vocabulary import CODES, KINDS

FIRST = act("first", "XRU", "XBO", "2031-03-01")
SECOND = act("second", "XBO", "XRU", "2031-03-05")
THIRD = act("third", "XRU", "XBO", "2031-03-09")
ACTS = [FIRST, SECOND, THIRD]
DISPUTED = {"disputed_by": (("link", "x"),)}
INFERRED = {"basis": "inferred", "stance": "speculates"}


def other(name: str, status: str | None = "carriedOut", **more: Any) -> Action:
    """An act of XBO on XRU that is not material."""
    made = act(name, "XBO", "XRU", None, material=False, **more)
    return replace(made, values=replace(made.values, status=status))


def state_of(*said: Link, acts: tuple[Action, ...] = (), of: str = "first") -> str:
    return answer_states([*ACTS, *acts], said)[of]


@pytest.mark.parametrize("stance", LINK_STANCES)
@pytest.mark.parametrize("relation", CODES["Relation"])
def test_relation_and_stance_decide_whether_a_claim_is_for_against_or_order(relation, stance):
    if relation in ("sequence", "coincidence"):
        side = "order"
    elif relation == "nonRetaliation" or stance in ("denies", "disputes"):
        side = "against"
    else:
        side = "for"
    said = claim("second", "first", relation=relation, stance=stance)
    assert side_of(said) == side
    chained = relation in ("retaliation", "solidarity", "threatFulfilment")
    assert in_chains(said) == (side == "for" and chained)


def test_who_denies_that_it_is_no_answer_speaks_against_nothing() -> None:
    assert opposes(claim("second", "first", relation="nonRetaliation"))
    assert opposes(claim("second", "first", stance="disputes"))
    assert not opposes(claim("second", "first", relation="nonRetaliation", stance="denies"))
    assert not opposes(claim("second", "first", relation="sequence", stance="denies"))
    assert not opposes(claim("second", "first"))


def test_grades_run_from_stated_to_denied() -> None:
    said = [
        claim("b", "a", basis="stated"), claim("b", "a"), claim("b", "a", stance="implies"),
        claim("b", "a", **DISPUTED), claim("b", "a", **INFERRED),
        claim("b", "a", stance="denies"),
    ]  # fmt: skip
    grades = ["stated", "reported", "hedged", "disputed", "inferred", "denied"]
    assert [grade_of(each) for each in said] == grades
    assert sorted([said[3], said[0], *said[4:], *said[1:3]], key=by_grade) == said
    assert grade_of(claim("b", "a", stance="disputes")) == "disputed"
    assert weakest(["stated", "hedged", "reported"]) == "hedged"
    assert weakest([]) == ""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "said to answer"),
        ({"stance": "expects"}, "tentatively said to answer"),
        (DISPUTED, "said to answer (disputed)"),
        ({"stance": "alleges", **DISPUTED}, "tentatively said to answer (disputed)"),
        (INFERRED, "inferred to answer (no source says so)"),
        ({"stance": "denies"}, "said not to answer"),
        ({"stance": "disputes"}, "said not to answer"),
        ({"relation": "solidarity", "stance": "disputes"}, "said not to answer"),
        ({"relation": "nonRetaliation"}, "said not to answer"),
        ({"relation": "nonRetaliation", "stance": "disputes"}, "not ruled out as an answer to"),
        ({"relation": "sequence"}, "said only to come after"),
        ({"relation": "coincidence"}, "said only to coincide with"),
        ({"relation": "sequence", "stance": "denies"}, "said not to come after"),
        ({"relation": "coincidence", "stance": "disputes"}, "said not to coincide with"),
        ({"refusal": True}, "said to decline an answer to"),
        ({"relation": "reversal"}, "said to reverse"),
        ({"relation": "reversal", "stance": "alleges"}, "tentatively said to reverse"),
        ({"relation": "reversal", "stance": "denies"}, "said not to reverse"),
        ({"relation": "reversal", **INFERRED}, "inferred to reverse (no source says so)"),
        ({"relation": "reply"}, "said to reply to"),
        ({"relation": "reply", **DISPUTED}, "said to reply to (disputed)"),
        ({"relation": "reply", "stance": "disputes"}, "said not to reply to"),
    ],
)
def test_no_word_says_more_than_the_claim(said: dict[str, Any], words: str) -> None:
    assert verb_of(claim("b", "a", **said)) == words


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_measures_and_hostile_acts_but_no_easing_are_material_once_announced(kind: str) -> None:
    parents = {kind}
    while (parent := KINDS[kind][0]) is not None:
        parents.add(kind := parent)
    hard = bool(
        parents & {"DiplomaticMeasure", "EconomicMeasure", "TransportRestriction", "HostileAct"}
    )
    material = hard and "Easing" not in parents
    name = next(each for each in parents if each not in {KINDS[x][0] for x in parents})
    assert [is_material(name, each) for each in ("announced", "ordered", "carriedOut")] == [
        material
    ] * 3
    assert not any(is_material(name, x) for x in ("planned", "threatened", "declined", None))


MARCH, APRIL = date(2031, 3, 6), date(2031, 4, 2)


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ([("planned", MARCH), ("carriedOut", APRIL)], "carriedOut"),
        ([("carriedOut", MARCH), ("planned", APRIL)], "carriedOut"),
        ([("announced", MARCH), ("ordered", MARCH)], "ordered"),
        ([("threatened", MARCH), ("planned", None)], "planned"),
        ([("planned", MARCH), ("planned", None)], "planned"),
        ([("declined", MARCH)], "declined"),
        ([("declined", MARCH), ("planned", APRIL)], "planned"),
        ([("declined", APRIL), ("planned", MARCH)], "declined"),
        ([("declined", MARCH), ("planned", MARCH)], "declined"),
        ([("declined", None), ("planned", APRIL)], "declined"),
        ([("declined", MARCH), ("declined", APRIL), ("planned", MARCH)], "declined"),
        ([], None),
    ],
)
def test_an_act_is_as_far_as_the_furthest_word_of_it(told, status) -> None:
    assert find_status(told) == find_status(reversed(told)) == status


# ---- answer states


@pytest.mark.parametrize("basis", ["stated", "reported"])
@pytest.mark.parametrize("relation", ["retaliation", "solidarity", "threatFulfilment", "reply"])
def test_an_asserted_undisputed_measure_answers(basis: str, relation: str) -> None:
    assert state_of(claim("second", "first", basis=basis, relation=relation)) == "answered"


@pytest.mark.parametrize("stance", ["alleges", "implies", "speculates", "expects"])
def test_a_hedged_answer_is_suggested(stance: str) -> None:
    assert state_of(claim("second", "first", stance=stance)) == "answerSuggested"


def test_an_asserted_and_disputed_answer_is_disputed_and_claims_against_alone_set_nothing() -> None:
    assert state_of(claim("second", "first", **DISPUTED)) == "answerDisputed"
    for said in ({"stance": "denies"}, {"stance": "disputes"}, {"relation": "nonRetaliation"}):
        assert state_of(claim("second", "first", **said)) == "unanswered"
    assert state_of(claim("second", "first", relation="sequence")) == "unanswered"
    double = claim("second", "first", relation="nonRetaliation", stance="denies")
    assert state_of(double) == "unanswered"


def test_an_inferred_answer_is_inferred_and_never_outranks_an_asserted_one() -> None:
    guess = claim("second", "first", **INFERRED)
    assert state_of(guess) == "answerInferred"
    assert state_of(guess, claim("second", "first")) == "answered"
    assert state_of(guess, claim("second", "first", stance="implies")) == "answerSuggested"


PLAN, REFUSAL = other("plan", "planned"), other("no", "declined")
WORDS = other("protest", kind="Protest")


def test_plans_threats_and_words_are_answers_of_their_own_kind() -> None:
    assert state_of(claim("plan", "first"), acts=(PLAN,)) == "answerPlanned"
    threat = other("threat", "threatened")
    assert state_of(claim("threat", "first"), acts=(threat,)) == "answerPlanned"
    assert state_of(claim("plan", "first", **DISPUTED), acts=(PLAN,)) == "answerPlanned"
    assert state_of(claim("plan", "first", stance="disputes"), acts=(PLAN,)) == "unanswered"
    assert state_of(claim("protest", "first", relation="reply"), acts=(WORDS,)) == "answeredInWords"


def test_words_of_a_third_side_are_no_answer_in_words() -> None:
    ally = replace(WORDS, actor_states=("XSY",))
    assert state_of(claim("protest", "first", relation="reply"), acts=(ally,)) == "unanswered"


@pytest.mark.parametrize("relation", ["retaliation", "nonRetaliation"])
def test_a_refusal_by_the_side_acted_upon_is_an_answer_state(relation: str) -> None:
    said = claim("no", "first", relation=relation)
    assert is_refusal(said, REFUSAL, FIRST)
    refused = replace(said, refusal=True)
    assert state_of(refused, acts=(REFUSAL,)) == "answerDeclined"
    assert side_of(refused) == "refusal"
    assert not opposes(refused)
    assert not in_chains(refused)


@pytest.mark.parametrize(
    ("said", "response"),
    [
        ({"stance": "denies"}, REFUSAL),
        ({"stance": "disputes"}, REFUSAL),
        ({"relation": "solidarity"}, REFUSAL),
        ({}, replace(REFUSAL, actor_states=("XSY",))),
        ({}, PLAN),
        ({"relation": "nonRetaliation"}, SECOND),
    ],
)
def test_what_is_denied_done_or_declined_by_others_is_no_refusal(said, response) -> None:
    assert not is_refusal(claim(response.id, "first", **said), response, FIRST)


def test_a_refusal_outranks_suggestions_but_no_asserted_answer() -> None:
    no = claim("no", "first", refusal=True)
    assert state_of(no, claim("second", "first"), acts=(REFUSAL,)) == "answered"
    assert state_of(no, claim("second", "first", **DISPUTED), acts=(REFUSAL,)) == "answerDisputed"
    hedged = claim("second", "first", stance="implies")
    assert state_of(no, hedged, acts=(REFUSAL,)) == "answerDeclined"


@pytest.mark.parametrize(
    ("refused", "planned", "state"),
    [
        ("2031-03-06", "2031-03-08", "answerPlanned"),
        ("2031-03-08", "2031-03-06", "answerDeclined"),
        ("2031-03-08", "2031-03-08", "answerDeclined"),
    ],
)
def test_of_plan_and_refusal_the_newer_word_counts(refused, planned, state) -> None:
    said = (
        claim("no", "first", refusal=True, article="one"),
        claim("plan", "first", article="two"),
    )
    papers = (paper(id="one", published=refused), paper(id="two", published=planned))
    told = [report(each.id, n, article="one") for n, each in enumerate((FIRST, REFUSAL, PLAN))]
    known = record([FIRST, REFUSAL, PLAN], said, articles=papers, reports=tuple(told))
    assert find_answers(known, said)["first"].state == state


def test_an_act_is_not_answered_by_its_own_side() -> None:
    assert state_of(claim("third", "first")) == "unanswered"
    joint = act("joint", "XRU", "XBO", "2031-03-09", actor_states=("XBO", "XRU"))
    assert state_of(claim("joint", "first"), acts=(joint,)) == "answered"
    plan = replace(PLAN, actor_states=("XRU",))
    assert state_of(claim("plan", "first"), acts=(plan,)) == "unanswered"


def test_the_answer_to_a_whole_answers_its_parts_and_not_the_reverse() -> None:
    part = act("part", part_of=("first",))
    assert state_of(claim("second", "first"), acts=(part,), of="part") == "answered"
    assert state_of(claim("second", "part"), acts=(part,), of="first") == "unanswered"


def test_the_states_stand_in_the_order_of_precedence() -> None:
    assert ANSWER_STATES == (
        "answered", "answerDisputed", "answerDeclined", "answerSuggested", "answerInferred",
        "answerPlanned", "answeredInWords", "unanswered",
    )  # fmt: skip
    open_ones = [x for x in ANSWER_STATES if Answer(state=x, as_of=MARCH).open]
    assert open_ones == ["answerPlanned", "answeredInWords", "unanswered"]


# ---- up to which day


def known_on(*papers: tuple[str, str, Action]) -> Record:
    """An article a day, with a report of one act each."""
    return record(
        [each for _, _, each in papers],
        articles=tuple(paper(id=name, published=day) for name, day, _ in papers),
        reports=tuple(report(x.id, n, article=name) for n, (name, _, x) in enumerate(papers)),
    )


def test_as_of_is_the_day_of_the_newest_source_in_which_a_side_appears() -> None:
    elsewhere = act("elsewhere", "XSY", "XLA", "2031-05-01")
    later = act("later", "XBO", "XSY", "2031-04-01")
    known = known_on(
        ("one", "2031-03-01/2031-03-06", FIRST), ("two", "2031-04-02", later),
        ("three", "2031-05-02", elsewhere),
    )  # fmt: skip
    days = {name: answer.as_of for name, answer in find_answers(known, []).items()}
    assert days == {
        "first": date(2031, 4, 2), "later": date(2031, 5, 2), "elsewhere": date(2031, 5, 2)
    }  # fmt: skip


def test_an_act_without_a_dated_source_has_no_answer_state() -> None:
    assert find_answers(record([FIRST]), []) == {}


def test_a_row_is_a_source_of_its_own_day() -> None:
    from support import row

    told = replace(row("first", 2), values=Values(date="2031-03-01/2031-03-04"))
    known = record([FIRST], reports=(told,))
    assert find_answers(known, [])["first"].as_of == date(2031, 3, 4)
