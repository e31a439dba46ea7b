"""Moves as rungs: their order, what is told of each, whose sides, and like moves folded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from dispute import dispute, page_data, report
from support import EXCHANGE, PLACE, act, claim, index, paper, people, record, row, stand

from kg.model.actions import Action, Feature, Link, Values
from kg.model.actors import Actor, Quantity
from kg.tell.index import Index
from kg.tell.ladder import (
    FEWEST_FOLDED,
    REASONS,
    WHYS,
    describe_rung,
    find_sides,
    fold_moves,
    order_moves,
)

INFERRED = {"basis": "inferred", "stance": "speculates"}
LABELS = {"XRU": "Ruritania", "XBO": "Borduria", "XSY": "Syldavia", "gazette": "Klow Gazette"}


def known(acts: tuple[Action, ...], *links: Link, **more: Any) -> Index:
    """These acts and claims and nothing that a rule would add."""
    return Index(page_data(actions=acts, links=links, **{"labels": LABELS, **more}))


def order(acts: tuple[Action, ...], *links: Link) -> str:
    return " ".join(each.id for each in order_moves(known(acts, *links)))


def rung(name: str, acts: tuple[Action, ...], *links: Link, **more: Any) -> dict[str, Any]:
    told = known(acts, *links, **more)
    return describe_rung(told.actions[name], told)


# ---- order


def test_moves_stand_in_the_order_of_their_days() -> None:
    for acts in permutations(EXCHANGE):
        assert order(acts) == "a1 a2 a3"


def test_an_undated_trigger_stands_before_the_first_that_is_said_to_answer_it() -> None:
    acts = (*EXCHANGE, act("when", day=None))
    assert order(acts, claim("a3", "when"), claim("a2", "when")) == "a1 when a2 a3"


def test_an_undated_answer_stands_after_the_last_that_it_is_said_to_answer() -> None:
    acts = (*EXCHANGE, act("when", day=None))
    assert order(acts, claim("when", "a1"), claim("when", "a2")) == "a1 a2 when a3"


def test_an_undated_move_between_two_stands_before_its_answer() -> None:
    acts = (*EXCHANGE, act("when", day=None))
    assert order(acts, claim("when", "a1"), claim("a3", "when")) == "a1 a2 when a3"


def test_undated_moves_place_one_another() -> None:
    acts = (*EXCHANGE, *(act(name, day=None) for name in ("z", "y", "x")))
    assert order(acts, claim("a2", "z"), claim("z", "y"), claim("y", "x")) == "a1 x y z a2 a3"
    assert order(acts, claim("x", "a1"), claim("y", "x"), claim("z", "y")) == "a1 x y z a2 a3"
    assert order(acts, claim("z", "a1"), claim("y", "z"), claim("x", "y")) == "a1 z y x a2 a3"


def test_without_a_place_undated_moves_come_last_triggers_first() -> None:
    acts = (act("b", day=None), *EXCHANGE, act("a", day=None))
    assert order(acts) == "a1 a2 a3 a b"
    assert order(acts, claim("a", "b")) == "a1 a2 a3 b a"


@pytest.mark.parametrize(
    "more",
    [{"relation": "sequence"}, {"stance": "denies"}, {"relation": "nonRetaliation"}],
)
def test_only_what_is_said_to_answer_places_a_move(more: dict[str, Any]) -> None:
    acts = (*EXCHANGE, act("when", day=None))
    assert order(acts, claim("a2", "when", **more)) == "a1 a2 a3 when"


def test_what_a_rule_infers_places_a_move_too() -> None:
    acts = (*EXCHANGE, act("when", day=None))
    assert order(acts, claim("a2", "when", **INFERRED)) == "a1 when a2 a3"


def test_of_one_day_what_is_answered_comes_before_its_answer() -> None:
    acts = (act("a"), act("b"), act("c"), act("d"))
    assert order(acts) == "a b c d"
    assert order(acts, claim("a", "c")) == "b c a d"
    assert order(acts, claim("a", "b"), claim("b", "c"), claim("c", "d")) == "d c b a"


def test_claims_in_a_circle_leave_the_order_of_a_day_as_it_is() -> None:
    acts = (act("a"), act("b"), act("c"))
    assert order(acts, claim("a", "b"), claim("b", "a")) == "a b c"
    assert order(acts, claim("a", "c"), claim("c", "b"), claim("b", "a")) == "a b c"


def test_undated_moves_in_a_circle_come_last() -> None:
    acts = (*EXCHANGE, act("x", day=None), act("w", day=None))
    assert order(acts, claim("x", "w"), claim("w", "x")) == "a1 a2 a3 w x"
    assert order(acts, claim("x", "w"), claim("w", "x"), claim("a2", "x")) == "a1 w x a2 a3"


def vague(name: str, first: str | None, last: str | None) -> Action:
    days = (date.fromisoformat(each) if each else None for each in (first, last))
    return replace(act(name), **dict(zip(("earliest", "latest"), days, strict=True)))


def test_a_vague_day_stands_as_early_as_it_can_but_not_before_what_it_answers() -> None:
    month = vague("month", "2031-03-01", "2031-03-31")
    assert order((*EXCHANGE, month)) == "a1 month a2 a3"
    assert order((*EXCHANGE, month), claim("month", "a2")) == "a1 a2 month a3"
    early = vague("early", "2031-03-01", "2031-03-04")  # which ends before its trigger began
    assert order((*EXCHANGE, early), claim("early", "a2")) == "a1 early a2 a3"


def test_vague_days_follow_one_another_and_a_circle_of_them_leaves_its_day_as_it_is() -> None:
    one, two = (vague(name, "2031-03-01", "2031-03-31") for name in ("one", "two"))
    acts = (*EXCHANGE, one, two)
    assert order(acts, claim("one", "two"), claim("two", "a2")) == "a1 a2 two one a3"
    looped = order(acts, claim("one", "two"), claim("two", "one"), claim("one", "a2"))
    assert looped == "a1 one two a2 a3"


def test_a_bound_alone_places_a_move_by_that_bound() -> None:
    until, since = vague("until", None, "2031-03-05"), vague("since", "2031-03-05", None)
    assert order((*EXCHANGE, until, since)) == "a1 a2 until since a3"


def test_what_has_no_first_day_stands_before_what_is_said_to_answer_it() -> None:
    spies = vague("spies", None, "2031-03-31")
    month = vague("month", "2031-03-01", "2031-03-31")
    acts = (*EXCHANGE, spies, month)
    assert order(acts) == "a1 month a2 a3 spies"
    assert order(acts, claim("a2", "spies")) == "a1 month spies a2 a3"
    assert order(acts, claim("month", "spies"), claim("a2", "month")) == "a1 spies month a2 a3"
    other = vague("other", None, "2031-03-31")
    found = order((*acts, other), claim("other", "spies"), claim("a2", "other"))
    assert found == "a1 month spies other a2 a3"


def test_every_move_stands_once_whatever_is_claimed() -> None:
    acts = (*EXCHANGE, act("x", day=None), vague("v", "2031-03-02", "2031-03-08"))
    names = [each.id for each in acts]
    links = [claim(one, other) for one in names for other in names if one != other]
    assert sorted(order(acts, *links).split()) == sorted(names)


# ---- a rung


def test_a_rung_has_its_sentence_day_and_state() -> None:
    told = rung("a2", EXCHANGE, answers=stand(a2="unanswered"))
    assert told == {
        "at": 1, "id": "a2", "label": "a2", "family": "people", "when": "5 Mar 2031",
        "day": "2031-03-05", "vague": False, "state": "unanswered", "open": True, "status": "",
        "differ": "",
        "answer": "No answer in these sources (newest source on either side: 9 March 2031)",
        "whys": [], "more": 0,
        "short": "No answer as of 9 Mar 2031", "by": [], "others": 0,
    }  # fmt: skip


def test_an_act_that_waits_for_no_answer_has_no_state() -> None:
    told = rung("talk", (act("talk", kind="Protest"),))
    assert (told["state"], told["answer"], told["open"]) == ("", "", False)


@pytest.mark.parametrize(
    ("first", "last", "when", "day", "marked"),
    [
        ("2031-03-01", "2031-03-01", "1 Mar 2031", "2031-03-01", False),
        ("2031-03-01", "2031-03-31", "Mar 2031", "2031-03-01", True),
        ("2031-03-01", None, "from 1 Mar 2031", "2031-03-01", True),
        (None, "2031-03-01", "until 1 Mar 2031", "2031-03-01", True),
        (None, None, "Undated", "", True),
    ],
)
def test_a_day_that_is_not_exact_is_marked(
    first: str | None, last: str | None, when: str, day: str, marked: bool
) -> None:
    told = rung("a", (vague("a", first, last),))
    assert (told["when"], told["day"], told["vague"]) == (when, day, marked)


def test_a_why_has_verb_trigger_days_and_who_says_so() -> None:
    said = claim("a2", "a1", article="gazette-1", min_lag=4, max_lag=4, claimed_by=("XBO",))
    (why,) = rung("a2", EXCHANGE, said, articles=(paper(),))["whys"]
    assert why == {
        "sort": "for", "verb": "said to answer", "trigger": "a1", "label": "a1",
        "lag": "4 days later", "who": "Borduria", "where": "Klow Gazette, 9 March 2031",
        "others": 0, "doubt": "",
    }  # fmt: skip


def test_the_firmest_claim_speaks_and_the_others_are_counted_by_voice() -> None:
    claims = (
        claim("a2", "a1", stance="implies", claimed_by=("XSY",)),
        claim("a2", "a1", basis="stated", claimed_by=("XBO",)),
        claim("a2", "a1", min_lag=4, max_lag=4, claimed_by=("gazette",)),
        claim("a2", "a1", relation="solidarity", claimed_by=("gazette",)),
        claim("a2", "a1", **INFERRED),
    )
    (why,) = rung("a2", EXCHANGE, *claims)["whys"]
    assert (why["verb"], why["who"], why["others"]) == ("said to answer", "Borduria", 2)
    assert why["lag"] == "4 days later"  # which another of them gives


def test_a_doubt_names_who_disputes_any_of_the_claims() -> None:
    denial = claim("a2", "a1", stance="denies", claimed_by=("XRU",))
    said = claim("a2", "a1", disputed_by=(("link", denial.iri), ("report", "r1")))
    reports = (report("r1", "a2", stance="disputes"),)
    (why,) = rung("a2", EXCHANGE, said, denial, reports=reports, articles=(paper(),))["whys"]
    assert (why["verb"], why["doubt"]) == ("said to answer (disputed)", "Ruritania; Klow Gazette")


def test_an_inferred_why_says_so_and_gives_the_weightiest_reasons() -> None:
    features = tuple(
        Feature(name=f"f{n}", contribution=Decimal(n), says=f"Reason {n}") for n in range(-1, 5)
    )
    guess = claim("a2", "a1", features=features, **INFERRED)
    (why,) = rung("a2", EXCHANGE, guess)["whys"]
    assert why["sort"] == "inferred"
    assert (why["who"], why["verb"]) == ("Only a rule", "inferred to answer")
    reasons = "; ".join(f"reason {n}" for n in (4, 3)[:REASONS])
    assert why["where"] == f"no source says so; {reasons}"
    assert (why["others"], why["doubt"]) == (0, "")


@pytest.mark.parametrize(
    ("more", "sort", "verb"),
    [
        ({"refusal": True}, "refusal", "said to decline an answer to"),
        ({"relation": "reversal"}, "for", "said to reverse"),
        ({"relation": "reply"}, "for", "said to reply to"),
        ({"stance": "expects"}, "for", "tentatively said to answer"),
    ],
)
def test_a_why_goes_no_further_than_its_claim(more: dict[str, Any], sort: str, verb: str) -> None:
    (why,) = rung("a2", EXCHANGE, claim("a2", "a1", **more))["whys"]
    assert (why["sort"], why["verb"]) == (sort, verb)


@pytest.mark.parametrize("more", [{"stance": "denies"}, {"relation": "coincidence"}])
def test_what_is_not_said_to_answer_is_no_why(more: dict[str, Any]) -> None:
    assert rung("a2", EXCHANGE, claim("a2", "a1", **more))["whys"] == []


def test_few_triggers_are_named_and_the_others_counted() -> None:
    acts = tuple(act(f"t{n}") for n in range(WHYS + 2))
    links = [claim("a3", each.id) for each in acts]
    told = rung("a3", (*EXCHANGE, *acts), *links)
    assert (len(told["whys"]), told["more"]) == (WHYS, 2)
    told = rung("a3", (*EXCHANGE, *acts), *links[:WHYS])
    assert (len(told["whys"]), told["more"]) == (WHYS, 0)


def test_a_trigger_that_is_not_shown_is_named_without_a_link() -> None:
    (why,) = rung("a2", EXCHANGE, claim("a2", "elsewhere"))["whys"]
    assert (why["trigger"], why["label"]) == ("", "elsewhere")


def test_a_coded_row_s_claim_is_that_of_its_outlet() -> None:
    said = claim("a2", "a1", claimed_by=(), table="t.csv", row=4)
    (why,) = rung("a2", EXCHANGE, said, reports=(row("a2", 4),))["whys"]
    assert why["who"] == "Klow Wire"


def by(*links: Link, state: str, acts: tuple[Action, ...] = EXCHANGE) -> tuple[list[str], int]:
    """The answer that the rung of a1 names, and how many others it counts."""
    told = rung("a1", acts, *links, answers=stand(a1=state))
    return told["by"], told["others"]


def test_an_answered_act_names_its_firmest_answer_and_counts_the_others() -> None:
    firm = claim("a2", "a1", basis="stated")
    late = act("late", "XBO", "XRU", "2031-03-20")
    acts = (*EXCHANGE, late)
    assert by(firm, claim("a2", "a1"), state="answered") == (["a2", "a2"], 0)
    assert by(claim("late", "a1"), firm, state="answered", acts=acts) == (["a2", "a2"], 1)
    weaker = (claim("late", "a1", stance="implies"), claim("late", "a1", **INFERRED))
    assert by(firm, *weaker, state="answered", acts=acts) == (["a2", "a2"], 0)


@pytest.mark.parametrize(
    ("state", "more"),
    [
        ("answered", {}),
        ("answerDisputed", {"disputed_by": (("link", "x"),)}),
        ("answerSuggested", {"stance": "alleges"}),
        ("answerInferred", INFERRED),
        ("answerDeclined", {"refusal": True}),
    ],
)
def test_a_state_names_the_answer_that_makes_it_and_no_other(
    state: str, more: dict[str, Any]
) -> None:
    right = claim("a2", "a1", **more)
    assert by(right, state=state) == (["a2", "a2"], 0)
    for other in ("answered", "answerDisputed", "answerSuggested", "answerInferred", "unanswered"):
        if other != state:
            assert by(right, state=other) == ([], 0)


def test_a_plan_and_words_are_named_where_the_state_is_theirs() -> None:
    plan = act("plan", "XBO", "XRU", "2031-03-02", status="planned")
    talk = act("talk", "XBO", "XRU", "2031-03-02", kind="Protest")
    ally = act("ally", "XSY", "XRU", "2031-03-02", kind="Protest")
    acts = (*EXCHANGE, plan, talk, ally)
    links = (claim("plan", "a1"), claim("talk", "a1", relation="reply"), claim("ally", "a1"))
    assert by(*links, state="answerPlanned", acts=acts) == (["plan", "plan"], 0)
    assert by(*links, state="answeredInWords", acts=acts) == (["talk", "talk"], 0)


def test_one_s_own_further_act_is_no_answer() -> None:
    assert by(claim("a3", "a1"), state="answered") == ([], 0)


def test_the_answer_to_a_whole_is_named_at_its_parts() -> None:
    part = act("part", part_of=("a1",))
    told = rung("part", (*EXCHANGE, part), claim("a2", "a1"), answers=stand(part="answered"))
    assert told["by"] == ["a2", "a2"]
    orphan = act("orphan", part_of=("gone",))
    told = rung(
        "orphan", (*EXCHANGE, orphan), claim("a2", "gone"), answers=stand(orphan="answered")
    )
    assert told["by"] == ["a2", "a2"]


def test_the_act_of_which_others_are_parts_is_not_folded_with_them() -> None:
    whole = act("whole", "XBO", "XRU")
    parts = [act(f"p{n}", side, "XRU", part_of=("whole",)) for n, side in enumerate(("XSY", "XAA"))]
    assert folds((whole, *parts), state("XAA")) == []
    third = act("p3", "XAB", "XRU", part_of=("whole",))
    (fold,) = folds((whole, *parts, third), state("XAA"), state("XAB"))
    assert fold["names"] == ["Syldavia", "State XAA", "State XAB"]


def test_an_answer_that_is_not_shown_is_told() -> None:
    told = rung("a1", EXCHANGE, answers=stand(a1="answered"), hidden_answers={"a1": ()})
    assert told["answer"] == "Answered; answered by a move that is not shown here"
    shown = rung("a1", EXCHANGE, answers=stand(a1="answered"))
    assert shown["answer"] == "Answered"


def test_counts_that_differ_stand_beside_the_sentence() -> None:
    def said(count: int, start: int) -> Any:
        quantity = Quantity(minimum=count, maximum=count, unit="persons")
        return report(f"r{start}", "a1", start=start, values=Values(quantity=quantity))

    reports = (said(20, 1), said(24, 2))
    assert rung("a1", EXCHANGE, reports=reports)["differ"] == "20–24 persons, accounts differ"
    assert rung("a1", EXCHANGE, reports=reports[:1])["differ"] == ""


@pytest.mark.parametrize("status", ["threatened", "planned", "announced", "declined"])
def test_what_is_not_done_says_so_beside_the_sentence(status: str) -> None:
    told = rung("a1", (act("a1", status=status),), reports=(report("r1", "a1"),))
    assert told["status"] == status


def test_what_nobody_asserts_undisputed_is_marked_as_alleged() -> None:
    alleged = (report("r1", "a1", stance="alleges"), report("r2", "a1", stance="denies"))
    assert rung("a1", EXCHANGE, reports=alleged)["status"] == "alleged"
    assert rung("a1", EXCHANGE, reports=(report("r1", "a1"),))["status"] == ""


def test_the_rungs_of_the_quarrel_stand_in_time_with_what_was_vague_where_it_belongs() -> None:
    told = Index(dispute())
    assert [each.id for each in order_moves(told)] == [
        "old", "poison", "rumour", "accuse", "expel-23", "expel-back", "ally", "closure",
    ]  # fmt: skip


# ---- sides


def test_the_two_sides_are_those_that_move_or_are_moved_upon_most() -> None:
    acts = (*EXCHANGE, act("b1", "XSY", "XRU"), act("b2", "XSY", "XRU"))
    assert find_sides(acts) == ["XRU", "XBO"]
    assert find_sides(acts[1:]) == ["XRU", "XBO"]  # of equal ones by id
    assert find_sides(acts[2:]) == ["XRU", "XSY"]


def test_speech_makes_no_side_and_there_may_be_fewer_than_two() -> None:
    assert find_sides([act("talk", kind="Protest")]) == []
    alone = act("own", "XRU", "XRU")
    assert find_sides([alone]) == ["XRU"]
    assert find_sides([]) == []


# ---- folds


def allies(*sides: str, **more: Any) -> tuple[Action, ...]:
    return tuple(act(f"by-{side}", side, "XRU", **{"count": 4, **more}) for side in sides)


def folds(acts: tuple[Action, ...], *others: Actor) -> list[dict[str, Any]]:
    told = index(record(acts), people(*others))
    return fold_moves(order_moves(told), told)


def state(name: str, *unions: str) -> Actor:
    return Actor(id=name, kind="State", label=f"State {name}", member_of=unions, place=PLACE)


def union(name: str, label: str) -> Actor:
    return Actor(id=name, kind="InternationalOrganization", label=label, place=PLACE)


def test_three_like_moves_of_a_day_are_one_row_with_names_and_counts() -> None:
    acts = (*allies("XBO", "XSY"), act("more", "XAA", "XRU", count=None))
    (fold,) = folds(acts, state("XAA"))
    assert fold == {
        "moves": [0, 1, 2], "names": ["Borduria 4", "Syldavia 4", "State XAA"], "noun": "states",
        "when": "1 Mar 2031", "what": "expulsion, against Ruritania", "says": ["", "", ""],
    }  # fmt: skip


def test_a_fold_keeps_what_each_of_its_moves_is_said_to_answer() -> None:
    acts = (act("first", "XRU", "XBO", "2031-02-01"), *allies("XBO", "XSY", "XAA"))
    told = known(acts, claim("by-XBO", "first", stance="alleges"), claim("by-XSY", "first"))
    (fold,) = fold_moves(order_moves(told), told)
    said = {
        told.ordered[at].id: words for at, words in zip(fold["moves"], fold["says"], strict=True)
    }
    assert {name: words.partition(" answer")[0] for name, words in said.items()} == {
        "by-XBO": "tentatively said to", "by-XSY": "said to", "by-XAA": "",
    }  # fmt: skip


def test_two_are_told_each_for_itself() -> None:
    assert FEWEST_FOLDED == 3
    assert folds(allies("XBO", "XSY")) == []


@pytest.mark.parametrize(
    "third",
    [
        act("third", "XAA", "XRU", "2031-03-02"),
        act("third", "XAA", "XRU", kind="Recall"),
        act("third", "XAA", "XBO"),
        act("third", "XAA", "XRU", actor_states=("XAA", "XSY")),
        act("third", "XAA", "XRU", None),
    ],
    ids=["day", "kind", "target", "joint", "undated"],
)
def test_what_is_not_like_them_is_not_folded_with_them(third: Action) -> None:
    assert folds((*allies("XBO", "XSY"), third), state("XAA")) == []


def test_threats_are_folded_apart_from_deeds() -> None:
    threats = [act(f"t{n}", side, status="threatened") for n, side in enumerate(("XAA", "XAB"))]
    assert folds((*allies("XBO", "XSY"), *threats), state("XAA"), state("XAB")) == []
    third = act("t3", "XAC", status="threatened")
    (fold,) = folds((*threats, third), state("XAA"), state("XAB"), state("XAC"))
    assert fold["what"].endswith(", threatened")


def test_speech_is_not_folded() -> None:
    assert folds(allies("XBO", "XSY", "XAA", kind="Protest"), state("XAA")) == []


def test_members_of_one_organisation_are_called_so() -> None:
    others = [union("u", "Union of the Coast"), union("v", "Alliance")]
    members = [state("XAA", "u"), state("XAB", "u", "v"), state("XAC", "u")]
    (fold,) = folds(allies("XAA", "XAB", "XAC"), *others, *members)
    assert fold["noun"] == "member states of the Union of the Coast"
    both = [state(name, "u", "v") for name in ("XAA", "XAB", "XAC")]
    (fold,) = folds(allies("XAA", "XAB", "XAC"), *others, *both)
    assert fold["noun"] == "member states of the Alliance"  # of several the first by name
    (fold,) = folds((*allies("XAA", "XAB", "XAC", "XBO"),), *others, *members)
    assert fold["noun"] == "states"


def test_others_than_states_are_actors_and_one_that_moves_twice_makes_them_moves() -> None:
    firm = Actor(id="firm", kind="Organization", label="Klow Oil", place=PLACE)
    (fold,) = folds(allies("XBO", "XSY", "firm"), firm)
    assert fold["noun"] == "actors"
    twice = (*allies("XBO", "XSY"), act("again", "XSY", "XRU"))
    (fold,) = folds(twice)
    assert (fold["noun"], len(fold["moves"])) == ("moves", 3)


def test_folded_moves_stand_in_the_order_of_the_ladder() -> None:
    acts = allies("XBO", "XSY", "XAA")
    told = known(acts, claim("by-XAA", "by-XSY"))
    (fold,) = fold_moves(order_moves(told), told)
    assert [told.ordered[at].id for at in fold["moves"]] == ["by-XBO", "by-XSY", "by-XAA"]
    assert fold["noun"] == "actors"  # nothing is known of their kind
