"""The Hawkes baseline: it finds excitation that was planted, and none where there is none."""

from __future__ import annotations

import random
from datetime import date, timedelta

from support import act, record

from kg.infer.hawkes import find_chances
from kg.infer.methods import HAWKES, METHODS, reversed_dyads
from kg.infer.rules import default_rules
from kg.infer.tasks import Asked, Task
from kg.model.actions import Action

RULES = default_rules()
FIRST = date(2001, 1, 1)


def on(day: int, name: str, actor: str, recipient: str, kind: str = "Expulsion") -> Action:
    return act(name, actor, recipient, str(FIRST + timedelta(days=day)), kind)


def planted(pairs: int = 12) -> list[Action]:
    """Strikes of one side a year apart, each answered after two days; and lone acts of another."""
    acts = []
    for n in range(pairs):
        acts.append(on(365 * n, f"strike-{n}", "XRU", "XBO"))
        acts.append(on(365 * n + 2, f"answer-{n}", "XBO", "XRU"))
    pick = random.Random(1)
    for n in range(pairs):
        acts.append(on(pick.randrange(365 * pairs), f"lone-{n}", "XSY", "XBO", "Sanctions"))
        acts.append(on(pick.randrange(365 * pairs), f"other-{n}", "XBO", "XSY", "Sanctions"))
    return acts


def chances(acts: list[Action]) -> dict[str, dict[str, float]]:
    shown = record(acts)
    return {x: dict(y) for x, y in find_chances(shown, dict(reversed_dyads(shown, RULES))).items()}


def test_planted_answers_are_found_and_chance_meetings_are_not() -> None:
    found = chances(planted())
    answers = [found[f"answer-{n}"][f"strike-{n}"] for n in range(12)]
    assert min(answers) > 0.9
    met = [max(each.values()) for name, each in found.items() if "answer" not in name]
    assert met
    assert max(met) < 0.5


def test_chances_of_rivals_and_the_base_rate_are_one_together() -> None:
    for each in chances([*planted(), on(1, "rival", "XRU", "XBO")]).values():
        assert 0 < sum(each.values()) < 1


def test_without_candidates_there_is_nothing_to_share_out() -> None:
    assert chances([on(0, "strike", "XRU", "XBO")]) == {}
    assert chances([]) == {}


def test_the_limit_lets_few_openings_of_the_fitting_part_through() -> None:
    acts = planted()
    fitting = tuple(
        Asked(action=each.id, verdict="answer" if "answer" in each.id else "opening")
        for each in acts
    )
    task = Task(shown=record(acts), parts={}, fitting=fitting)
    linked = {name for name, each in METHODS[HAWKES](task, RULES).items() if each.linked}
    assert {f"answer-{n}" for n in range(12)} <= linked
    openings = [each.action for each in fitting if each.verdict == "opening"]
    assert len(linked.intersection(openings)) <= 0.07 * len(openings)
    alone = METHODS[HAWKES](Task(shown=record(acts), parts={}), RULES)
    assert {each.confidence > 0.5 for each in alone.values() if each.linked} == {True}
    assert {each.confidence <= 0.5 for each in alone.values() if not each.linked} == {True}
