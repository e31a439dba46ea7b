"""Responses and triggers as columns: lags, counts, and what sides announced between the two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from support import act, record

from kg.infer.built import Built
from kg.infer.context import Context, read_context
from kg.infer.pairs import Pairs
from kg.infer.rules import default_rules
from kg.model.actions import Action
from kg.model.order import known_bounds, known_day

RULES = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01")
ANSWER = act("answer", "XBO", "XRU", "2031-03-05")


def pairs(context: Context, *ends: tuple[str, str], direct: bool = True) -> Pairs:
    """Some pairs, each by itself."""
    rows = np.array([[context.acts.names[each] for each in pair] for pair in ends])
    return Pairs(
        context=context,
        group=np.arange(len(ends)),
        response=rows[:, 0],
        trigger=rows[:, 1],
        direct=np.full(len(ends), direct),
        told=np.zeros(len(ends), np.bool_),
    )


def pair(*others: Action, direct: bool = True, trigger: str = "strike") -> Pairs:
    known = read_context(record([STRIKE, ANSWER, *others]), RULES)
    return pairs(known, ("answer", trigger), direct=direct)


def lag_of(response: Action, trigger: Action = STRIKE) -> float | None:
    found = pairs(read_context(record([response, trigger]), RULES), (response.id, trigger.id)).lag
    return None if np.isnan(found[0]) else float(found[0])


def names(found: Pairs, acts: tuple[Any, Any]) -> list[str]:
    assert set(acts[0].tolist()) <= {0}
    return sorted(found.context.acts.actions[row].id for row in acts[1])


# ---- how long after


@pytest.mark.parametrize(
    ("trigger", "response", "lag"),
    [
        ((1, 1), (5, 5), 4),
        ((1, 3), (5, 9), 5),  # the middle of 2 and 8
        ((None, 1), (5, 5), None),  # 4 days at least, and no more is known
        ((None, 1), (9, 9), 8),
        ((None, 1), (8, 8), None),  # a week says nothing yet
        ((1, None), (5, 5), None),
        ((None, None), (5, 5), None),
    ],
)
def test_a_lag_is_the_middle_of_its_bounds_or_a_least_of_more_than_a_week(
    trigger: tuple[int | None, int | None],
    response: tuple[int | None, int | None],
    lag: float | None,
) -> None:
    first, second = (
        replace(each, **{
            name: day and date(2031, 3, day)
            for name, day in zip(("earliest", "latest"), days, strict=True)
        })
        for each, days in ((STRIKE, trigger), (ANSWER, response))
    )  # fmt: skip
    assert lag_of(second, first) == lag


def test_a_lag_known_no_better_than_the_window_is_the_least_or_none() -> None:
    wide = replace(ANSWER, latest=date(2031, 5, 4))
    assert lag_of(wide) == 34  # 4 to 64 days: as wide as the window
    assert lag_of(replace(wide, latest=date(2031, 5, 5))) is None
    late = replace(ANSWER, earliest=date(2031, 3, 9), latest=date(2031, 5, 9))
    assert lag_of(late) == 8


# ---- what was said in between


@pytest.mark.parametrize(
    ("action", "inside"),
    [
        (act("a", day="2031-02-28"), False),
        (act("a", day="2031-03-01"), True),
        (act("a", day="2031-03-05"), True),
        (act("a", day="2031-03-06"), False),
        (act("a", day=None, latest=date(2031, 3, 3)), False),  # nobody knows when it began
        (replace(ANSWER, earliest=date(2031, 3, 2)), False),  # the response itself
        (replace(ANSWER, id="a"), True),
    ],
)
def test_a_plan_is_fulfilled_that_begins_between_the_two(action: Action, inside: bool) -> None:
    values = replace(action.values, actor=("XBO",), recipient=("XRU",), status="planned")
    plan = replace(action, values=values, actor_states=(), recipient_states=(), material=False)
    known = read_context(record([STRIKE, ANSWER, plan]), RULES)
    found = pairs(known, ("answer", "strike"))
    assert names(found, found.fulfilled) == (["a"] if inside else [])


def test_no_act_announces_itself() -> None:
    known = read_context(record([STRIKE, replace(ANSWER, kind="Threat")]), RULES)
    found = pairs(known, ("answer", "strike"))
    assert names(found, found.fulfilled) == []


def test_a_preparation_counts_that_ends_before_the_trigger_begins() -> None:
    before = act("before", "XBO", day="2031-02-28", kind="Preparation", prepares=("answer",))
    same_day = replace(before, id="same-day", latest=date(2031, 3, 1))
    other = replace(before, id="other", prepares=("strike", "unknown"))
    found = pair(before, same_day, other)
    assert names(found, found.prepared) == ["before"]


def test_what_a_side_threatened_planned_or_declined_against_the_other_is_announced() -> None:
    def said(name: str, status: str, by: str = "XBO", to: str = "XRU", **more: Any) -> Action:
        return act(name, by, to, "2031-03-02", status=status, **more)

    told = [said(x, x) for x in ("planned", "threatened", "declined")]
    done = [said(x, x) for x in ("announced", "carriedOut")]
    apart = [said("third", "planned", to="XSY"), said("theirs", "planned", "XRU", "XBO")]
    threat = said("word", "carriedOut", kind="Threat")
    found = pair(*told, *done, *apart, threat)
    assert names(found, found.fulfilled) == ["planned", "threatened", "word"]
    assert names(found, found.refused) == ["declined"]
    assert names(pair(), pair().fulfilled) == []


# ---- acts beside the pair


def test_other_acts_of_the_trigger_s_side_are_counted_within_the_year() -> None:
    year = act("year", day="2030-03-05")  # 365 days before the response
    older = act("older", day="2030-03-04")
    later = act("later", day="2031-03-06")
    assert pair(year, older, later).others.tolist() == [1]
    # the old one is not of that year
    assert pair(year, older, later, trigger="older").others.tolist() == [2]
    assert pair().others.tolist() == [0]


def test_what_a_side_did_before_the_day_of_its_response_is_its_habit() -> None:
    own = [act(f"o{day}", "XBO", "XRU", f"2031-{day}") for day in ("01-01", "03-04", "03-05")]
    past = act("past", "XBO", "XRU", "2030-03-04")
    assert pair(past, *own, act("third", "XBO", "XSY")).habit.tolist() == [2]
    assert pair().habit.tolist() == [0]


def test_only_the_very_dyad_counts_unless_the_roles_are_reversed_by_membership() -> None:
    wide = replace(STRIKE, id="wide", recipient_states=("XBO", "XSY"))
    more = act("more", "XRU", "XSY", "2031-02-01")
    third = act("third", "XRU", "XSY", "2031-02-02")
    known = read_context(record([wide, ANSWER, more, third]), RULES)
    assert pairs(known, ("answer", "wide")).others.tolist() == [0]
    assert pairs(known, ("answer", "wide"), direct=False).others.tolist() == [2]


def test_a_measure_is_joint_where_others_act_against_the_same_side_in_the_week_up_to_it() -> None:
    def joint(*others: Action) -> bool:
        return bool(pair(*others).joint[0])

    assert joint(act("other", "XSY", "XRU", "2031-02-26"))
    assert not joint(act("other", "XSY", "XRU", "2031-02-25"))  # eight days before
    assert not joint(act("other", "XSY", "XRU", "2031-03-06"))
    assert not joint(act("other", "XBO", "XRU", "2031-03-04"))  # its own
    assert not joint(act("other", "XSY", "XRU", "2031-03-04", kind="Attack"))
    assert not joint()


# ---- some of them, and all of several


def test_pairs_are_joined_one_group_after_another_and_taken_apart() -> None:
    known = read_context(record([STRIKE, ANSWER]), RULES)
    one = pairs(known, ("answer", "strike"), ("strike", "answer"))
    both = Pairs.join(known, [one, one.take(np.array([1]))])
    assert both.ends() == [(0, 1), (1, 0), (1, 0)]
    assert both.group.tolist() == [0, 1, 3]
    assert both.starts.tolist() == both.place.tolist() == [0, 1, 2]
    none = Pairs.join(known, [])
    assert (len(none), none.starts.tolist(), none.lag.tolist(), none.others.tolist()) == (
        0, [], [], [],
    )  # fmt: skip


def test_nothing_of_the_bundled_record_is_answered_before_it_became_known(whole: Built) -> None:
    actions = {each.id: each for each in whole.corpus.record.actions}
    ends = [(actions[each.response], actions[each.trigger]) for each in whole.inferred]
    known = [each for each in ends if known_bounds(each[1]) != each[1].bounds]
    assert known
    for response, trigger in known:
        assert known_day(trigger) <= (response.latest or date.max).toordinal(), response.id
