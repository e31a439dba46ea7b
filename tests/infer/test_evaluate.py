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
from kg.infer.methods import BASELINE, FITTED, HAWKES, METHODS
from kg.infer.placebos import DRAWN, REAL, REVERSED
from kg.infer.rules import default_rules
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
EARLY = tuple(each for each in ONE.parts["t.csv"] if each.action == "answer")


def values(figure: str, kind: str = "full") -> dict[str, str]:
    rows = evaluate([ONE], WHOLE, "figures").rows
    return {method: value for _, task, method, name, value, *_ in rows
            if (task, name) == (kind, figure)}  # fmt: skip


def test_the_figures_say_who_is_right() -> None:
    right = values("right best trigger")
    assert (right["rules"], right[BASELINE]) == ("100.0%", "0.0%")
    assert right[f"rules less {BASELINE}"] == "100.0%"
    assert right["rules within 60 days"] == "100.0%"
    assert FITTED not in right  # a table has no part to fit on
    assert values("precision of links")["two-line rule"] == "100.0%"
    assert set(values("false links on openings").values()) == {"0.0%"}


def test_the_clean_task_stands_apart() -> None:
    rows = evaluate([ONE], WHOLE, "figures").rows
    assert {(part, task) for part, task, *_ in rows} == {("t.csv", "full"), ("t.csv", "clean")}


def test_only_a_probability_has_a_brier_score() -> None:
    assert set(values("Brier skill")) <= {"rules", "rules within 60 days", HAWKES}
    assert set(values("Brier score")) == {"rules", "rules within 60 days", HAWKES}


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
    found = dict(zip(header[3:], row[3:], strict=True))
    assert list(found) == list(METHODS)
    assert (found["rules"], found[BASELINE], found["two-line rule"]) == ("100.0%", "0.0%", "100.0%")


def test_reliability_counts_each_answer_and_opening_once() -> None:
    rows = [each for each in evaluate([ONE], WHOLE, "reliability").rows if each[1] == "full"]
    assert sum(int(row[-1]) for row in rows) == 4


def test_placebos_stand_beside_the_real_acts() -> None:
    rows = [each[2:] for each in evaluate([ONE], WHOLE, "placebos").rows if each[1] == "full"]
    real = {method: linked for method, placebo, linked, *_ in rows if placebo == REAL}
    assert real == {"rules": "100.0%", BASELINE: "100.0%"}
    # neither side has another partner here, so that none can be the wrong one
    assert {placebo for _, placebo, *_ in rows} == {REAL, REVERSED, DRAWN}


def test_every_answer_is_of_one_tier() -> None:
    rows = [each for each in evaluate([ONE], WHOLE, "tiers").rows if each[1] == "full"]
    assert [(each[2], each[3], each[-1]) for each in rows] == [
        ("order given", name, "1") for name in METHODS
    ]


def split() -> Task:
    return replace(ONE, parts={"late": ONE.parts["t.csv"], "early": EARLY}, fitting=EARLY)


def test_fitted_weights_are_measured_where_they_were_not_fitted() -> None:
    rows = evaluate([split()], WHOLE, "figures").rows
    assert {part for part, _, method, *_ in rows if method == FITTED} == {"late"}


def test_weights_stand_beside_the_fitted_ones_with_what_they_rest_on() -> None:
    rows = [x for x in evaluate([split()], WHOLE, "weights").rows if x[:2] == ("early", "full")]
    found = {name: (documented, of) for _, _, name, documented, _, _, of in rows}
    assert list(found) == ["prior", *WHOLE.weights]
    assert found["equalCount"] == (f"{WHOLE.weights['equalCount']:+.2f}", "1")
    assert found["byMembership"][1] == "0"
    assert evaluate([ONE], WHOLE, "weights").rows == ()


def test_acts_of_one_day_are_found_as_such_where_no_order_is_told() -> None:
    same = act("answer", "XBO", "XRU", "2031-03-01", count=23)
    rows = [x[2:] for x in evaluate([said(STRIKE, same)], WHOLE, "tiers").rows if x[1] == "full"]
    found = {(tier, method): right for tier, method, right, *_ in rows}
    assert found["order unknown", "rules"] == "0.0%"
    assert found["order unknown", "rules, as acts of one day"] == "100.0%"


def test_without_a_reference_or_table_there_is_nothing_to_measure() -> None:
    with pytest.raises(UsageError, match=r"data/events/.*--reference"):
        evaluate([], WHOLE, "figures")


def test_each_table_has_its_part_and_task_first() -> None:
    for name in EVALUATIONS:
        table = evaluate([ONE], WHOLE, name)
        assert table.header[:2] == ("part", "task")
        assert {len(each) for each in table.rows} <= {len(table.header)}
