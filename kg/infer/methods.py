"""What each method guesses of the acts it is shown: the rules, and baselines to beat.

All of them get the same acts in the same order; a baseline looks at reversed dyads alone, within
WINDOW_DAYS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.infer.features import alike, answers_hostile_act
from kg.infer.links import judge_pairs
from kg.infer.pairs import Pair
from kg.infer.rules import Rules
from kg.infer.tasks import Task
from kg.model.actions import Action, Record
from kg.model.order import start

WINDOW_DAYS: Final = 60  # days; the slowest of 40 reported responses took 43
EVERY: Final = 1000  # triggers a response for the baselines: all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a method says of one act."""

    best: str | None = None  # the trigger that is most likely, linked or not
    confidence: float = 0.0  # 0-1, in the best; orders acts from the surest link to the least
    linked: frozenset[str] = frozenset()  # all triggers that it links


NONE: Final = Guess()
Method = Callable[[Task, Rules], Mapping[str, Guess]]


def by_rules(task: Task, rules: Rules) -> dict[str, Guess]:
    """The triggers of each act by the rules; none is linked below the threshold."""
    guesses: dict[str, Guess] = {}
    for judged in judge_pairs(task.shown, rules):
        linked = [each.pair.trigger.id for each in judged if each.confidence >= rules.threshold]
        guesses[judged[0].pair.response.id] = Guess(
            best=judged[0].pair.trigger.id,
            confidence=float(judged[0].confidence),
            linked=frozenset(linked),
        )
    return guesses


def by_nearest(task: Task, rules: Rules) -> dict[str, Guess]:
    """Baseline: the nearest earlier act of the reversed dyad, always; the nearer, the surer."""
    return {
        response: _nearest([each.trigger for each in pairs], pairs[0].response)
        for response, pairs in reversed_dyads(task.shown, rules)
    }


def by_two_lines(task: Task, rules: Rules) -> dict[str, Guess]:
    """Baseline: the nearest of these that is of the same or a mirrored kind, or a hostile act."""
    guesses = {}
    for response, pairs in reversed_dyads(task.shown, rules):
        found = [
            each.trigger
            for each in pairs
            if alike(each.response, each.trigger, each)
            or answers_hostile_act(each.response, each.trigger)
        ]
        if found:
            guesses[response] = _nearest(found, pairs[0].response)
    return guesses


def _nearest(triggers: list[Action], response: Action) -> Guess:
    best = max(triggers, key=lambda each: (start(each), each.values.within_day or 0, each.id))
    lag = max((start(response) - start(best)).days, 0)
    return Guess(best=best.id, confidence=1 / (1 + lag), linked=frozenset([best.id]))


def reversed_dyads(shown: Record, rules: Rules) -> Iterator[tuple[str, list[Pair]]]:
    """Each act with the acts of the very dyad reversed that come before it, within the window.

    Acts of one day are in order where a source tells it.
    """
    for judged in judge_pairs(shown, replace(rules, nearest=EVERY, window_days=WINDOW_DAYS)):
        pairs = [each.pair for each in judged if each.pair.direct and _in_order(each.pair)]
        if pairs:
            yield pairs[0].response.id, pairs


def _in_order(pair: Pair) -> bool:
    one, other = pair.trigger, pair.response
    if one.earliest != other.earliest:
        return True
    first, second = one.values.within_day, other.values.within_day
    return first is not None and second is not None and first < second


RULES: Final = "rules"
BASELINE: Final = "nearest reversed dyad"  # the rules are compared with it
METHODS: Final[Mapping[str, Method]] = {
    RULES: by_rules,
    BASELINE: by_nearest,
    "two-line rule": by_two_lines,
}
#: Those whose confidence is a probability; that of the others only orders their links.
PROBABILISTIC: Final = (RULES,)
