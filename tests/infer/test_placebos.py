"""Placebos: each takes away what makes an answer, and a planted signal falls."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from support import act, record

from kg.infer.methods import BASELINE, METHODS
from kg.infer.placebos import (
    DRAWN,
    PARTNERS,
    PLACEBOS,
    REAL,
    REVERSED,
    draw_dates,
    find_linked,
    reverse_time,
    swap_partners,
)
from kg.infer.rules import default_rules
from kg.infer.tasks import Asked, Task
from kg.model.actions import Action
from kg.model.dates import edtf_bounds

RULES = default_rules()
SIDES = ("XRU", "XBO", "XSY")


def planted() -> Task:
    """Answers after two days among three states, a dyad at a time and months apart."""
    acts, asked = [], []
    pairs = [(one, other) for one in SIDES for other in SIDES if one != other] * 4
    for n, (one, other) in enumerate(pairs):
        day = date(2001, 1, 1) + timedelta(days=150 * n)
        acts.append(act(f"strike-{n}", one, other, str(day)))
        acts.append(act(f"answer-{n}", other, one, str(day + timedelta(days=2))))
        trigger = frozenset([f"strike-{n}"])
        asked.append(
            Asked(action=f"answer-{n}", verdict="answer", triggers=trigger, episode=str(n))
        )
    return Task(shown=record(acts), parts={"planted": tuple(asked)})


PLANTED = planted()


def share(placebo: str, method: str = "rules") -> float:
    found = find_linked(PLANTED, {method: METHODS[method]}, RULES, placebo)[method]
    return sum(found.values()) / len(found)


@pytest.mark.parametrize("method", ["rules", BASELINE])
def test_a_planted_signal_falls_in_every_placebo(method: str) -> None:
    assert share(REAL, method) == 1.0
    for placebo in (REVERSED, PARTNERS, DRAWN):
        assert share(placebo, method) < 0.25


def test_with_time_reversed_an_act_that_answers_is_no_false_link() -> None:
    chain = [
        act("first", "XRU", "XBO", "2031-03-01"),
        act("second", "XBO", "XRU", "2031-03-03"),
        act("third", "XRU", "XBO", "2031-03-05"),
    ]
    asked = [
        Asked(action="second", verdict="answer", triggers=frozenset(["first"])),
        Asked(action="third", verdict="answer", triggers=frozenset(["second"])),
    ]
    told = Task(shown=record(chain), parts={"chain": tuple(asked)})
    found = find_linked(told, {BASELINE: METHODS[BASELINE]}, RULES, REVERSED)[BASELINE]
    assert found == {"second": 0.0, "third": 0.0}
    missed = Task(shown=record(chain), parts={"chain": tuple(asked[:1])})
    found = find_linked(missed, {BASELINE: METHODS[BASELINE]}, RULES, REVERSED)[BASELINE]
    assert found == {"second": 1.0}


def test_reversed_time_turns_days_and_the_order_within_them() -> None:
    one = act("one", day="2031-03-01")
    two, three = act("two", day="2031-03-09"), act("three", day="2031-03-09")
    two = replace(two, values=replace(two.values, within_day=1), known=edtf_bounds("2031-03-11/.."))
    three = replace(three, values=replace(three.values, within_day=2))
    moved = {each.id: each for each in reverse_time([one, two, three], random.Random(1))}
    assert [str(moved[x].earliest) for x in ("one", "two")] == ["2031-03-09", "2031-03-01"]
    assert [moved[x].values.within_day for x in ("two", "three")] == [2, 1]
    assert moved["two"].known == edtf_bounds("../2031-02-27")


def test_what_was_known_to_be_before_a_day_is_after_it_in_reversed_time() -> None:
    raid = replace(act("raid", day=None, kind="Espionage"), latest=date(2031, 3, 9))
    answer = act("answer", "XBO", "XRU", "2031-03-09")
    moved = reverse_time([act("first", day="2031-03-01"), raid, answer], random.Random(1))
    assert moved[1].bounds == (date(2031, 3, 1), None)
    asked = Asked(action="answer", verdict="answer", triggers=frozenset(["raid"]))
    told = Task(shown=record([raid, answer]), parts={"raid": (asked,)})
    for placebo, linked in ((REAL, 1.0), (REVERSED, 0.0)):
        found = find_linked(told, {BASELINE: METHODS[BASELINE]}, RULES, placebo)[BASELINE]
        assert found == {"answer": linked}


def test_drawn_dates_lie_within_the_record_and_keep_their_width() -> None:
    acts = [
        act("one", day="2031-03-01"),
        replace(act("two", day=None), latest=date(2031, 4, 1)),
        act("undated", day=None),
    ]
    for seed in range(5):
        one, two, undated = draw_dates(acts, random.Random(seed))
        assert date(2031, 3, 1) <= one.earliest <= date(2031, 4, 1)  # type: ignore[operator]
        assert one.earliest == one.latest
        assert (two.earliest, undated) == (None, acts[2])
    assert len({draw_dates(acts, random.Random(seed)) for seed in range(5)}) > 1


def test_acts_are_turned_on_another_partner_of_their_side() -> None:
    acts = [
        act("a", "XRU", "XBO"), act("b", "XRU", "XSY"),
        act("c", "XBO", "XRU"), act("d", "XSY", "XRU"), act("e", "XSY", "XBO"),
    ]  # fmt: skip
    moved = {each.id: each.values for each in swap_partners(acts, random.Random(1))}
    turned = {name: (*each.actor, *each.recipient) for name, each in moved.items()}
    assert turned == {
        "a": ("XRU", "XSY"), "b": ("XRU", "XBO"),
        "c": ("XBO", "XRU"), "d": ("XSY", "XBO"), "e": ("XSY", "XRU"),
    }  # fmt: skip


def test_sides_without_another_partner_are_left_out() -> None:
    acts = [act("a", "XRU", "XBO"), act("c", "XBO", "XRU")]
    assert swap_partners(acts, random.Random(1)) == ()


def test_every_placebo_leaves_the_record_as_it_was() -> None:
    before = PLANTED.shown.actions
    for move, _ in PLACEBOS.values():
        move(before, random.Random(1))
    assert before == planted().shown.actions


def days(moved: tuple[Action, ...]) -> list[date | None]:
    return [each.earliest for each in moved]


def test_swapping_partners_keeps_days() -> None:
    found = swap_partners(PLANTED.shown.actions, random.Random(1))
    assert days(found) == days(PLANTED.shown.actions)
