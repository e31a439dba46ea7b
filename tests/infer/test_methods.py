"""The rules and the baselines: what each takes for the trigger."""

from __future__ import annotations

from dataclasses import replace

from support import act, record

from kg.infer.methods import BASELINE, METHODS, Guess
from kg.infer.rules import default_rules
from kg.infer.tasks import Task
from kg.model.actions import Action

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
        "answer": Guess(best="noise", confidence=1 / 3, linked=frozenset({"noise"}))
    }
    assert guesses("two-line rule", *acts) == {
        "answer": Guess(best="strike", confidence=1 / 12, linked=frozenset({"strike"}))
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


def test_acts_of_one_day_have_no_order_for_a_baseline_where_none_is_told() -> None:
    for method in (BASELINE, "two-line rule"):
        one, other = on_day("one", None), on_day("two", None, actor="XBO", recipient="XRU")
        assert guesses(method, one, other) == {}
        assert "two" not in guesses(method, on_day("one", 2), replace(other, id="two"))
