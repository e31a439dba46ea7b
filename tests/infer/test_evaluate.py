"""Measuring inference: its tables."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from support import act, claim, record, row

from kg.errors import UsageError
from kg.infer.evaluate import EVALUATIONS, evaluate
from kg.infer.methods import BASELINE
from kg.infer.rules import Rules, default_rules
from kg.infer.tasks import Task, task_of_table
from kg.model.actions import Action

WHOLE = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
NOISE = act("noise", "XRU", "XBO", "2031-03-10", kind="Sanctions")
ANSWER = act("answer", "XBO", "XRU", "2031-03-12", count=23)
OPENING = act("opening", "XSY", "XRU", "2031-05-01")


def said(*actions: Action, response: str = "answer", trigger: str = "strike") -> Task:
    rows = tuple(row(each.id, number) for number, each in enumerate(actions, start=2))
    return task_of_table(record(actions, [claim(response, trigger)], reports=rows), "t.csv")


ONE = said(STRIKE, NOISE, ANSWER, OPENING)


def values(figure: str, kind: str = "full") -> dict[str, str]:
    rows = evaluate([ONE], WHOLE, "figures").rows
    return {method: value for _, task, method, name, value, *_ in rows
            if (task, name) == (kind, figure)}  # fmt: skip


def test_the_figures_say_who_is_right() -> None:
    right = values("right best trigger")
    assert (right["rules"], right[BASELINE]) == ("100.0%", "0.0%")
    assert right[f"rules less {BASELINE}"] == "100.0%"
    assert values("precision of links")["two-line rule"] == "100.0%"
    assert set(values("false links on openings").values()) == {"0.0%"}


def test_the_clean_task_stands_apart() -> None:
    rows = evaluate([ONE], WHOLE, "figures").rows
    assert {(part, task) for part, task, *_ in rows} == {("t.csv", "full"), ("t.csv", "clean")}


def test_only_a_probability_has_a_brier_score() -> None:
    assert set(values("Brier skill")) == {"rules"}


def test_the_figures_do_not_hang_on_the_hash_seed() -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from test_evaluate import ONE, WHOLE, EVALUATIONS, evaluate\n"
        "print([evaluate([ONE], WHOLE, name) for name in EVALUATIONS])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code, *map(str, Path(__file__).parents[:2])],
            env={**os.environ, "PYTHONHASHSEED": str(seed)}, capture_output=True, check=True,
        ).stdout
        for seed in range(3)
    }  # fmt: skip
    assert len(told) == 1


def test_precision_is_told_at_each_coverage() -> None:
    header = evaluate([ONE], WHOLE, "curve").header
    (row,) = [x for x in evaluate([ONE], WHOLE, "curve").rows if x[1:3] == ("full", "50%")]
    assert dict(zip(header[3:], row[3:], strict=True)) == {
        "rules": "100.0%", BASELINE: "0.0%", "two-line rule": "100.0%",
    }  # fmt: skip


def test_reliability_counts_each_answer_and_opening_once() -> None:
    rows = [each for each in evaluate([ONE], WHOLE, "reliability").rows if each[1] == "full"]
    assert sum(int(row[-1]) for row in rows) == 4


def missed(task: Task, rules: Rules = WHOLE) -> tuple[str, ...]:
    (found,) = evaluate([task], rules, "misses").rows
    return found[2:]


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
    assert found[4].endswith("below the threshold")


def test_a_better_trigger_that_was_chosen_is_named() -> None:
    closer = act("closer", "XRU", "XBO", "2031-03-11", count=23)
    assert missed(said(STRIKE, closer, ANSWER))[2] == "closer"


def test_without_a_reference_or_table_there_is_nothing_to_measure() -> None:
    with pytest.raises(UsageError, match=r"data/events/.*--reference"):
        evaluate([], WHOLE, "figures")


def test_each_table_has_its_part_and_task_first() -> None:
    for name in EVALUATIONS:
        table = evaluate([ONE], WHOLE, name)
        assert table.header[:2] == ("part", "task")
        assert {len(each) for each in table.rows} <= {len(table.header)}
