"""Measuring inference: the figures, their tables and the command."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from support import act, claim, record, row

from kg.errors import UsageError
from kg.infer.evaluate import (
    SAMPLES,
    _drawn,
    _interval,
    _shuffled,
    evaluate,
    measure,
    misses,
    reliability,
)
from kg.infer.methods import Task, task
from kg.infer.rules import default_rules
from kg.model.actions import Action

RULES = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
NOISE = act("noise", "XRU", "XBO", "2031-03-10", kind="Sanctions")
ANSWER = act("answer", "XBO", "XRU", "2031-03-12", count=23)
OPENING = act("opening", "XSY", "XRU", "2031-05-01")


def said(*actions: Action, response: str = "answer", trigger: str = "strike") -> Task:
    rows = tuple(row(each.id, number) for number, each in enumerate(actions, start=2))
    whole = record(actions, [claim(response, trigger)], reports=rows)
    return task(whole, "t.csv")


def several() -> Task:
    """One response to sixty acts, of which a baseline finds about half."""
    days = [date(2031, 3, 11) - timedelta(days=2 * n) for n in range(60)]
    raids = [act(f"raid-{n}", "XRU", "XBO", str(day)) for n, day in enumerate(days)]
    rows = tuple(row(each.id, number) for number, each in enumerate([*raids, ANSWER], start=2))
    claims = [claim("answer", each.id) for each in raids]
    whole = record([*raids, ANSWER], claims, reports=rows)
    return task(whole, "t.csv")


SEVERAL = several()
ONE = said(STRIKE, NOISE, ANSWER, OPENING)


def values(figure: str) -> dict[str, str]:
    return {row[0]: row[2] for row in measure(ONE, RULES).rows if row[1] == figure}


def test_the_figures_say_who_is_right() -> None:
    right = values("right best trigger")
    assert (right["rules"], right["nearest reversed dyad"]) == ("100.0%", "0.0%")
    assert values("precision of links") == {
        "rules": "100.0%",
        "nearest reversed dyad": "0.0%",
        "every reversed dyad": "50.0%",
        "rules, refitted": "100.0%",
    }
    assert values("recall of links")["every reversed dyad"] == "100.0%"
    assert set(values("false links on opening moves").values()) == {"0.0%"}


def test_the_figures_are_the_same_on_every_run() -> None:
    assert measure(ONE, RULES) == measure(ONE, RULES)


def test_the_figures_do_not_hang_on_the_hash_seed() -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from test_evaluate import SEVERAL, RULES\n"
        "from kg.infer.evaluate import measure\n"
        "print(measure(SEVERAL, RULES))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code, *map(str, Path(__file__).parents[:2])],
            env={**os.environ, "PYTHONHASHSEED": str(seed)}, capture_output=True, check=True,
        ).stdout
        for seed in range(4)
    }  # fmt: skip
    assert len(told) == 1


def test_the_brier_score_is_the_mean_squared_error_of_best_triggers_and_openings() -> None:
    confidence = float(next(r[1] for r in reliability(ONE, RULES).rows if r[1] != "0.000"))
    brier = values("Brier score")["rules"]
    assert brier == f"{(1 - confidence) ** 2 / 4:.3f}"
    base = 1 / 4
    skill = 1 - (1 - confidence) ** 2 / 4 / (base * (1 - base))
    assert float(values("Brier skill against base rate")["rules"]) == pytest.approx(skill, abs=1e-3)


def test_an_interval_leaves_out_a_fortieth_of_the_samples_at_either_end() -> None:
    samples = [float(n) for n in range(SAMPLES)]
    random.Random(1).shuffle(samples)
    low, high = _interval(samples)
    assert sum(each < low for each in samples) == 25
    assert sum(each > high for each in samples) == 25


def test_reliability_counts_each_response_and_opening_once() -> None:
    assert sum(int(row[-1]) for row in reliability(ONE, RULES).rows) == 4


def test_shuffling_keeps_the_days_of_two_sides_and_drawing_does_not() -> None:
    actions = (STRIKE, NOISE, ANSWER, OPENING)

    def days(moved: tuple[Action, ...]) -> list[str]:
        return sorted(str(each.earliest) for each in moved)

    shuffled = [_shuffled(actions, random.Random(seed)) for seed in range(5)]
    assert all(days(each) == days(actions) for each in shuffled)
    assert all(each[3] == OPENING for each in shuffled)
    assert any(each != actions for each in shuffled)
    drawn = [_drawn(actions, random.Random(seed)) for seed in range(5)]
    assert any(days(each) != days(actions) for each in drawn)
    assert all("2031-03-01" <= day <= "2031-05-01" for each in drawn for day in days(each))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (ANSWER, "sameKind +1.75, equalCount +1.0, lagWithin30Days +0.0: 0.851, below the"),
        (act("answer", "XBO", "XRU", "2031-03-01"), "of one day, and only the hidden words"),
        (act("answer", "XBO", "XRU", "2032-06-09"), "466 days before, beyond the window"),
        (act("answer", "XSY", "XRU", "2031-03-02"), "roles are not reversed"),
        (act("answer", "XBO", "XRU", None), "without a day"),
        (act("answer", "XBO", "XRU", "2031-02-01"), "begins later by its bounds"),
    ],
)
def test_a_miss_is_listed_with_what_was_chosen_and_why(answer: Action, why: str) -> None:
    strict = replace(RULES, threshold=Decimal(1) if answer is ANSWER else RULES.threshold)
    (missed,) = misses(said(STRIKE, answer), strict).rows
    assert missed[:3] == ("answer", "strike", "no link")
    assert missed[4].startswith(why)


def test_a_better_trigger_that_was_chosen_is_named() -> None:
    closer = act("closer", "XRU", "XBO", "2031-03-11", count=23)
    (missed,) = misses(said(STRIKE, closer, ANSWER), RULES).rows
    assert missed[2] == "closer"
    assert missed[4].endswith("another fits better")


def test_without_an_event_table_there_is_nothing_to_measure() -> None:
    with pytest.raises(UsageError, match=r"data/events"):
        evaluate(record([STRIKE]), RULES, "figures")
