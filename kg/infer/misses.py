"""Each answer whose trigger the rules do not find, what they chose, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.infer.acts import dyads_of
from kg.infer.links import Judged, judge_pairs
from kg.infer.methods import NONE, by_rules
from kg.infer.rules import Rules
from kg.infer.tasks import Task
from kg.model.actions import Action
from kg.model.dates import lag_days
from kg.model.order import known_bounds


def find_misses(task: Task, rules: Rules) -> Iterator[tuple[str, ...]]:
    """Each answer whose best trigger is wrong or missing, what was chosen, and why."""
    judged = {each[0].response.id: each for each in judge_pairs(task.shown, rules)}
    guesses = by_rules(task, rules)
    actions = {each.id: each for each in task.shown.actions}
    for part, asked in task.parts.items():
        for each in asked:
            guess = guesses.get(each.action, NONE)
            if each.verdict != "answer" or (guess.linked and guess.best in each.triggers):
                continue
            candidates = judged.get(each.action, [])
            why = [
                _why_missed(actions[each.action], actions[name], candidates, rules)
                for name in sorted(each.triggers)
            ]
            chosen = (guess.best if guess.linked else None) or "no link"
            named = ";".join(sorted(each.triggers))
            yield part, each.action, named, chosen, f"{guess.confidence:.3f}", "; ".join(why)


def _why_missed(
    response: Action, trigger: Action, candidates: Sequence[Judged], rules: Rules
) -> str:
    """Why the right trigger did not win, in words."""
    for each in candidates:
        if each.trigger.id == trigger.id:
            weighed = ", ".join(f"{name} {rules.weights[name]:+}" for name in each.features)
            below = not any(x.linked for x in candidates)
            end = "not above the threshold" if below else "another fits better"
            return f"{weighed or 'no feature'}: {each.confidence}, {end}"
    first, second = known_bounds(trigger), response.bounds
    least, _ = lag_days(first, second)
    if (None, None) in (first, second):
        return "without a day"
    if not {(there, here) for here, there in dyads_of(trigger)} & set(dyads_of(response)):
        return "roles are not reversed"
    if least is not None and least > rules.window_days:
        return f"{least} days before, beyond the window"
    if first == second:
        return "of one day, and only the hidden words give the order"
    return "begins later by its bounds, or is not among the nearest"
