"""Misses: what was chosen in place of the right trigger, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import act, claim, record, row

from kg.infer.misses import find_misses
from kg.infer.rules import Rules, default_rules
from kg.infer.tasks import Task, task_of_table
from kg.model.actions import Action

WHOLE = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
ANSWER = act("answer", "XBO", "XRU", "2031-03-12", count=23)


def said(*actions: Action) -> Task:
    rows = tuple(row(each.id, number) for number, each in enumerate(actions, start=2))
    return task_of_table(record(actions, [claim("answer", "strike")], reports=rows), "t.csv")


def missed(task: Task, rules: Rules = WHOLE) -> tuple[str, ...]:
    (found,) = find_misses(task, rules)
    return found[1:]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (act("answer", "XBO", "XRU", "2031-03-01"), "of one day, and only the hidden words"),
        (act("answer", "XBO", "XRU", "2041-06-09"), "3753 days before, beyond the window"),
        (act("answer", "XSY", "XRU", "2031-03-02"), "roles are not reversed"),
        (act("answer", "XBO", "XRU", None), "without a day"),
        (act("answer", "XBO", "XRU", "2031-02-01"), "begins later by its bounds"),
    ],
)
def test_a_miss_is_listed_with_what_was_chosen_and_why(answer: Action, why: str) -> None:
    found = missed(said(STRIKE, answer))
    assert found[:3] == ("answer", "strike", "no link")
    assert found[4].startswith(why)


def test_a_miss_below_the_threshold_names_its_features() -> None:
    strict = replace(WHOLE, threshold=WHOLE.threshold + 1)
    found = missed(said(STRIKE, ANSWER), strict)
    assert "equalCount +" in found[4]
    assert found[4].endswith("not above the threshold")


def test_a_better_trigger_that_was_chosen_is_named() -> None:
    closer = act("closer", "XRU", "XBO", "2031-03-11", count=23)
    assert missed(said(STRIKE, closer, ANSWER))[2] == "closer"
