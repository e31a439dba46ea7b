"""What follows for each act from the rules: likes of days before, sides, words, kinds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support import act, record

from kg.infer.context import Context, read_context
from kg.infer.rules import default_rules
from kg.infer.sets import Days
from kg.model.actions import Action
from kg.model.dates import edtf_bounds

RULES = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01")
ANSWER = act("answer", "XBO", "XRU", "2031-03-05")
RAID = act("raid", "XBO", "XRU", "2031-03-05", kind="Attack")


def context(*actions: Action) -> Context:
    return read_context(record(actions), RULES)


def repeats(*actions: Action) -> set[str]:
    found = context(*actions)
    return {x.id for x, held in zip(found.acts.actions, found.repeats, strict=True) if held}


def names(found: Context, days: Days) -> list[str]:
    return [found.acts.actions[each].id for each in days.rows]


def test_the_like_by_the_same_side_in_the_days_before_is_repeated() -> None:
    def repeated(**more: Any) -> bool:
        given = {"actor": "XBO", "recipient": "XRU", "day": "2031-03-03", **more}
        return "answer" in repeats(ANSWER, act("before", **given))

    assert repeated()
    assert not repeated(day="2031-03-02")  # more than two days before
    assert not repeated(day="2031-03-06")
    assert not repeated(kind="Recall")
    assert not repeated(count=3)
    assert not repeated(recipient="XSY")
    assert not repeated(part_of=("answer",))


def test_of_like_acts_of_one_day_the_first_by_id_is_repeated_by_the_others() -> None:
    assert repeats(ANSWER, replace(ANSWER, id="twin"), replace(ANSWER, id="z")) == {"twin", "z"}


def test_behind_a_part_of_itself_an_act_may_repeat_another() -> None:
    part = act("part", "XBO", "XRU", "2031-03-04", part_of=("answer",))
    assert repeats(ANSWER, part) == set()
    assert repeats(ANSWER, part, act("before", "XBO", "XRU", "2031-03-03")) == {"answer", "part"}


def test_a_raid_repeats_the_like_that_became_known_in_those_days_and_came_before() -> None:
    early = replace(RAID, id="early", earliest=date(2030, 1, 1), latest=date(2030, 1, 1))
    assert repeats(RAID, early) == set()
    assert repeats(RAID, replace(early, known=edtf_bounds("2031-03-04"))) == {"raid"}
    assert repeats(RAID, replace(early, known=edtf_bounds("2031-03-06"))) == set()
    assert repeats(replace(RAID, known=edtf_bounds("2032-01-01")), act(
        "before", "XBO", "XRU", "2031-03-04", kind="Attack")) == {"raid"}  # fmt: skip


def test_measures_stand_by_whom_they_hit_and_raids_by_whose_they_are() -> None:
    found = context(STRIKE, ANSWER, RAID)
    assert sorted(names(found, found.measures)) == ["answer", "strike"]
    assert names(found, found.raids) == ["raid"]


def test_an_act_of_several_sides_stands_once_for_each_that_it_hits() -> None:
    wide = act("wide", actor_states=("XRU", "XSY"), recipient_states=("XBO", "XPO"))
    found = context(wide)
    assert names(found, found.measures) == ["wide", "wide"]


def test_words_stand_by_the_day_they_begin_and_not_where_none_is_known() -> None:
    until = act("until", day=None, latest=date(2031, 3, 3), status="planned")
    found = context(act("plan", status="planned"), until, STRIKE)
    assert names(found, found.words) == ["plan"]


def test_an_aside_about_the_past_spans_years_and_was_not_disclosed_since() -> None:
    wide = act("wide", day=None, earliest=date(2001, 1, 1), latest=date(2009, 1, 1), kind="Attack")
    known = replace(wide, id="known", known=edtf_bounds("2031-02-01"))
    found = context(STRIKE, wide, known)
    assert found.spans.tolist() == [True, False, True]
    assert found.asides.tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("weight", "places"), [("1.25", 2), ("0.1234567", 7), ("3", 2), ("2E+1", 2), ("1E-20", 12)]
)
def test_weights_are_whole_numbers_of_their_last_place(weight: str, places: int) -> None:
    rules = replace(RULES, weights={"sameKind": Decimal(weight), "orderOpen": Decimal("0.25")})
    found = Context(context(STRIKE).acts, rules)
    assert found.places == places
    assert found.weights["orderOpen"] == 25 * 10 ** (places - 2)
    assert Decimal(found.weights["sameKind"]).scaleb(-places) == round(Decimal(weight), 12)
