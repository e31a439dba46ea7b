"""What is hidden to measure inference, what counts as right, and the baselines."""

from __future__ import annotations

from dataclasses import replace

from support import act, claim, record, report, row

from kg.infer.methods import Guess, Task, by_dyad, by_nearest, by_rules, task
from kg.infer.rules import default_rules

STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
NOISE = act("noise", "XRU", "XBO", "2031-03-10", kind="Sanctions")
ANSWER = act("answer", "XBO", "XRU", "2031-03-12", count=23)
OPENING = act("opening", "XSY", "XRU", "2031-05-01")
ACTIONS = [STRIKE, NOISE, ANSWER, OPENING]
ROWS = tuple(row(each.id, number) for number, each in enumerate(ACTIONS, start=2))
SAID = record(ACTIONS, [claim("answer", "strike")], reports=(*ROWS, report("answer")))


def hidden(**changes: object) -> Task:
    return task(replace(SAID, **changes), "t.csv")


def test_links_cases_and_articles_are_hidden() -> None:
    one = hidden()
    assert one.truth == {"answer": frozenset({"strike"})}
    assert one.openings == ("noise", "opening", "strike")
    assert (one.shown.links, one.shown.reports) == ((), ROWS)
    assert {each.case for each in one.shown.actions} == {None}


def test_solidarity_replies_and_denials_are_no_truth() -> None:
    for more in ({"relation": "solidarity"}, {"relation": "reply"}, {"stance": "denies"}):
        assert hidden(links=(claim("answer", "strike", **more),)).truth == {}


def test_actions_of_other_tables_take_no_part() -> None:
    assert task(SAID, "other.csv").shown.actions == ()


def test_the_rules_find_what_the_nearest_baseline_misses() -> None:
    shown, rules = hidden().shown, default_rules()
    assert by_rules(shown, rules)["answer"].best == "strike"
    assert by_nearest(shown, rules)["answer"] == Guess("noise", 1.0, frozenset({"noise"}))
    assert by_dyad(shown, rules)["answer"].linked == {"noise", "strike"}


def test_below_the_threshold_there_is_a_confidence_and_no_link() -> None:
    strict = replace(default_rules(), window_days=3)
    guess = by_rules(hidden().shown, strict)["answer"]
    assert (guess.best, guess.linked) == (None, frozenset())
    assert 0 < guess.confidence <= 0.5


def test_the_baselines_take_neither_acts_of_one_day_nor_memberships() -> None:
    raid = act("raid", "XRU", "XBO", "2031-03-12", kind="Attack")
    league = act("league", "league", "XBO", "2031-03-11", actor_states=())
    shown = replace(
        hidden().shown, actions=(raid, league, ANSWER), members={"league": frozenset({"XRU"})}
    )
    assert by_rules(shown, default_rules())["answer"].best == "raid"
    assert by_nearest(shown, default_rules()) == {}
