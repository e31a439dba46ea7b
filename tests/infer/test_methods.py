"""The rules and the baselines: what each takes for the trigger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import act, record

from kg.infer.methods import (
    BASELINE,
    METHODS,
    Guess,
    by_fitted_rules,
    by_rules,
    by_short_rules,
    find_examples,
)
from kg.infer.rules import default_rules
from kg.infer.tasks import Asked, Task
from kg.model.actions import Action
from kg.model.dates import edtf_bounds

RULES = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
NOISE = act("noise", "XRU", "XBO", "2031-03-10", kind="Sanctions")
ANSWER = act("answer", "XBO", "XRU", "2031-03-12", count=23)


def guesses(method: str, *acts: Action) -> dict[str, Guess]:
    return dict(METHODS[method](Task(shown=record(acts), parts={}), RULES))


def on_day(name: str, place: int | None, **more: str) -> Action:
    made = act(name, day="2031-03-12", **more)
    return replace(made, values=replace(made.values, within_day=place))


def test_the_rules_prefer_what_fits_and_the_nearest_what_is_near() -> None:
    acts = (STRIKE, NOISE, ANSWER)
    assert guesses("rules", *acts)["answer"].best == "strike"
    assert guesses(BASELINE, *acts) == {
        "answer": Guess(best="noise", confidence=1 / 3, sureness=1 / 3, linked=frozenset({"noise"}))
    }
    assert guesses("two-line rule", *acts) == {
        "answer": Guess(
            best="strike", confidence=1 / 12, sureness=1 / 12, linked=frozenset({"strike"})
        )
    }


def test_the_two_line_rule_takes_a_hostile_act_and_nothing_unlike() -> None:
    raid = act("raid", "XRU", "XBO", "2031-03-11", kind="Cyberattack")
    assert guesses("two-line rule", NOISE, raid, ANSWER)["answer"].best == "raid"
    assert guesses("two-line rule", NOISE, ANSWER) == {}


def test_a_baseline_looks_no_further_than_its_window() -> None:
    early = act("early", "XRU", "XBO", "2031-01-11")
    assert guesses(BASELINE, early, ANSWER)["answer"].best == "early"
    assert guesses(BASELINE, replace(early, earliest=None, latest=None), ANSWER) == {}
    before = act("before", "XRU", "XBO", "2031-01-10")
    assert guesses(BASELINE, before, ANSWER) == {}


def test_a_baseline_counts_from_the_day_an_act_became_known() -> None:
    raid = act("raid", "XRU", "XBO", "2030-01-01", kind="Cyberattack")
    assert guesses(BASELINE, raid, ANSWER) == {}
    known = replace(raid, known=edtf_bounds("2031-03-11"))
    assert guesses(BASELINE, known, STRIKE, ANSWER)["answer"].best == "raid"


def test_acts_of_one_day_have_no_order_for_a_baseline_where_none_is_told() -> None:
    for method in (BASELINE, "two-line rule"):
        one, other = on_day("one", None), on_day("two", None, actor="XBO", recipient="XRU")
        assert guesses(method, one, other) == {}
        told = replace(other, values=replace(other.values, within_day=2))
        assert guesses(method, on_day("one", 1), told)["two"].best == "one"


def test_acts_are_ordered_by_how_little_is_left_for_none() -> None:
    rival = act("rival", "XRU", "XBO", "2031-03-01", count=23)
    found = guesses("rules", STRIKE, rival, ANSWER)["answer"]
    assert found.sureness == pytest.approx(2 * found.confidence)
    assert found.linked == {"rival", "strike"}


def test_the_short_rules_stop_at_the_window_of_the_baselines() -> None:
    raid = act("raid", "XRU", "XBO", "2030-12-01", kind="Cyberattack")
    task = Task(shown=record([raid, ANSWER]), parts={})
    assert by_rules(task, RULES)["answer"].best == "raid"
    assert by_short_rules(task, RULES) == {}


def fitting(*verdicts: tuple[str, str, str]) -> Task:
    asked = tuple(
        Asked(
            action=name, verdict=verdict, triggers=frozenset(filter(None, [trigger])), episode=name
        )
        for name, verdict, trigger in verdicts
    )
    return Task(shown=record([STRIKE, NOISE, ANSWER]), parts={}, fitting=asked)


def test_what_answers_nothing_teaches_that_its_candidates_are_wrong() -> None:
    for verdict, trigger, right in (
        ("answer", "strike", [True, False]), ("opening", "", [False, False]),
        ("outside", "", [False, False]),
    ):  # fmt: skip
        (found,) = find_examples(fitting(("answer", verdict, trigger)), RULES)
        assert [[hit for _, hit in example] for example in found] == [right]
    assert find_examples(fitting(("answer", "answer", "elsewhere")), RULES) == []
    assert find_examples(fitting(("strike", "opening", "")), RULES) == []


def test_fitted_rules_follow_the_fitting_part() -> None:
    many = fitting(*[("answer", "opening", "")])
    assert (
        by_fitted_rules(many, RULES)["answer"].sureness < by_rules(many, RULES)["answer"].sureness
    )
    assert by_fitted_rules(fitting(), RULES) == {}
