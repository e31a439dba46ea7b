"""Which earlier acts a response may answer, and which of its day nothing orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from support import act, claim, record

from kg.infer.candidates import (
    FIRST,
    LATER,
    UNTOLD,
    find_candidates,
    find_order,
    find_same_days,
)
from kg.infer.context import read_context
from kg.infer.rules import default_rules
from kg.model.actions import Action, Link
from kg.model.dates import edtf_bounds

RULES = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01")
ANSWER = act("answer", "XBO", "XRU", "2031-03-03")
TWIN = act("twin", "XBO", "XRU", "2031-03-01")


def within(action: Action, place: int) -> Action:
    return replace(action, values=replace(action.values, within_day=place))


def first(trigger: Action, response: Action, *links: Link) -> bool | None:
    acts = read_context(record([trigger, response], links), RULES).acts
    one, other = (np.array([acts.names[each.id]]) for each in (response, trigger))
    return {FIRST: True, LATER: False, UNTOLD: None}[int(find_order(acts, one, other)[0])]


def candidates(*actions: Action) -> dict[str, set[str]]:
    context = read_context(record(actions), RULES)
    found: dict[str, set[str]] = {}
    for pairs in find_candidates(context):
        for response, trigger in pairs.ends():
            name = context.acts.actions[response].id
            found.setdefault(name, set()).add(context.acts.actions[trigger].id)
    return found


def test_an_earlier_day_comes_first() -> None:
    assert first(STRIKE, ANSWER) is True
    assert first(ANSWER, STRIKE) is False


def test_of_one_day_nothing_is_first_unless_it_is_told() -> None:
    assert first(STRIKE, TWIN) is None
    assert first(within(STRIKE, 1), within(TWIN, 2)) is True
    assert first(within(STRIKE, 2), within(TWIN, 1)) is False
    assert first(within(STRIKE, 1), TWIN) is None
    assert first(within(STRIKE, 2), within(TWIN, 2)) is None
    assert first(STRIKE, TWIN, claim("twin", "strike", relation="sequence")) is True
    assert first(STRIKE, TWIN, claim("strike", "twin", relation="sequence")) is False


def test_a_month_in_which_both_lie_gives_no_order_and_is_no_day() -> None:
    month = {"earliest": date(2031, 3, 1), "latest": date(2031, 3, 31)}
    assert first(replace(STRIKE, **month), replace(TWIN, **month)) is False


def test_an_act_known_only_to_precede_a_day_begins_before_it() -> None:
    until = replace(STRIKE, earliest=None)
    assert first(until, TWIN) is True
    assert first(TWIN, until) is False
    assert first(within(until, 2), within(TWIN, 1)) is False  # but for what is told


def test_of_the_reversed_dyad_only_the_nearest_are_looked_at() -> None:
    many = [act(f"s{n}", day=f"2031-02-{n + 10}") for n in range(RULES.nearest + 2)]
    assert candidates(*many, ANSWER)["answer"] == {each.id for each in many[2:]}


def test_what_was_disclosed_stands_among_the_acts_of_that_day() -> None:
    raid = act("raid", kind="Attack", day="2025-01-01")
    raid = replace(raid, known=edtf_bounds("2031-03-02"))
    later = [act(f"s{n}", day=f"2031-02-{n + 10}") for n in range(RULES.nearest)]
    assert "raid" in candidates(raid, *later, ANSWER)["answer"]
    assert "raid" not in candidates(raid, replace(ANSWER, latest=date(2031, 3, 1), earliest=None))


@pytest.mark.parametrize("shared", ["actor_states", "actor"])
def test_an_acting_side_in_common_is_no_candidate(shared: str) -> None:
    joint = act("joint", "XRU", "XBO", "2031-03-01", actor_states=("XRU", "XSY"))
    assert candidates(joint, ANSWER) == {"answer": {"joint"}}
    if shared == "actor_states":
        both = replace(joint, actor_states=("XRU", "XBO"))
    else:
        both = replace(joint, values=replace(joint.values, actor=("XRU", "XBO")))
    assert candidates(both, ANSWER) == {}


def test_opposed_acts_of_a_day_are_found_both_ways() -> None:
    context = read_context(record([STRIKE, TWIN, ANSWER]), RULES)
    acts = context.acts.actions
    ((told, pairs),) = find_same_days(context)
    found = [(acts[x].id, acts[y].id) for x, y in pairs.ends()]
    assert sorted(found) == [("strike", "twin"), ("twin", "strike")]
    assert told.tolist() == [0, 1]
    assert pairs.told.all()


def test_an_opposed_act_of_the_day_is_judged_beside_all_that_came_before() -> None:
    old = act("old", day="2031-02-20")
    context = read_context(record([STRIKE, TWIN, old]), RULES)
    ((told, pairs),) = find_same_days(context)
    groups: dict[int, list[tuple[str, str, bool]]] = {}
    for place, (x, y) in enumerate(pairs.ends()):
        ends = context.acts.actions[x].id, context.acts.actions[y].id, place in told.tolist()
        groups.setdefault(int(pairs.group[place]), []).append(ends)
    assert sorted(sorted(each) for each in groups.values()) == [
        [("strike", "twin", True)],
        [("twin", "old", False), ("twin", "strike", True)],
    ]
