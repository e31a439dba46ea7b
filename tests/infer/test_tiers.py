"""What the days and sides of a trigger allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support import act, record

from kg.infer.context import read_context
from kg.infer.rules import default_rules
from kg.infer.tasks import Asked
from kg.infer.tiers import GIVEN, OUTSIDE, UNKNOWN, find_tier
from kg.model.actions import Action
from kg.model.dates import edtf_bounds

ANSWER = act("answer", "XBO", "XRU", "2031-03-12")


def placed(action: Action, place: int) -> Action:
    return replace(action, values=replace(action.values, within_day=place))


def tier(*triggers: Action, answer: Action = ANSWER) -> str:
    asked = Asked(action="answer", verdict="answer", triggers=frozenset(x.id for x in triggers))
    acts = (*triggers, answer)
    context = read_context(record(acts), default_rules())
    return find_tier(asked, {each.id: each for each in acts}, context)


@pytest.mark.parametrize(
    ("trigger", "found"),
    [
        (act("t", day="2031-03-11"), GIVEN),
        (act("t", day="2031-01-11"), GIVEN),
        (act("t", day="2031-01-10"), OUTSIDE),
        (act("t", "XSY", day="2031-03-11"), OUTSIDE),
        (act("t", day="2031-03-12"), UNKNOWN),
        (replace(act("t", day=None), latest=date(2031, 3, 12)), GIVEN),
        (act("t", day=None), UNKNOWN),
    ],
)
def test_the_tier_follows_the_days_and_the_sides(trigger: Action, found: str) -> None:
    assert tier(trigger) == found


def test_the_order_within_a_day_may_be_told() -> None:
    same = act("t", day="2031-03-12")
    assert tier(placed(same, 1), answer=placed(ANSWER, 2)) == GIVEN
    assert tier(placed(same, 2), answer=placed(ANSWER, 1)) == UNKNOWN
    assert tier(placed(same, 1)) == UNKNOWN


def test_an_act_counts_from_the_day_it_became_known() -> None:
    raid = act("raid", day="2030-01-01", kind="Cyberattack")
    assert tier(raid) == OUTSIDE
    assert tier(replace(raid, known=edtf_bounds("2031-03-01"))) == GIVEN


def test_the_best_of_several_triggers_counts() -> None:
    assert tier(act("t", "XSY"), act("u", day="2031-03-12")) == UNKNOWN
    assert tier(act("t", day="2031-03-12"), act("u", day="2031-03-01")) == GIVEN
