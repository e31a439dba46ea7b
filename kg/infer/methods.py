"""What each method guesses of the acts it is shown: the rules, and baselines to beat.

All of them get the same acts in the same order; a baseline looks at reversed dyads alone, within
WINDOW_DAYS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kg.infer.features import alike, answers_hostile_act
from kg.infer.hawkes import find_chances
from kg.infer.links import judge_pairs
from kg.infer.pairs import Pair
from kg.infer.rules import Rules
from kg.infer.tasks import Asked, Task
from kg.model.actions import Action, Record
from kg.model.order import first_day, start

WINDOW_DAYS: Final = 60  # days; the slowest of 40 reported responses took 43
EVERY: Final = 1000  # triggers a response for the baselines: all of them
MOST_FALSE: Final = 0.07  # share of openings, in fitting, that a threshold may let through
EVEN: Final = 0.5  # the threshold where there is nothing to fit it on: answer or not, alike


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


def by_hawkes(task: Task, rules: Rules) -> dict[str, Guess]:
    """Baseline: a Hawkes process, linked from the chance up that serves on the fitting part."""
    pairs = dict(reversed_dyads(task.shown, rules))
    best = {
        name: max(found.items(), key=lambda pair: (pair[1], pair[0]))
        for name, found in find_chances(task.shown, pairs).items()
    }
    limit = _find_limit(task.fitting, {name: chance for name, (_, chance) in best.items()})
    return {
        name: Guess(
            best=trigger,
            confidence=chance,
            linked=frozenset([trigger] if chance > limit else []),
        )
        for name, (trigger, chance) in best.items()
    }


def _find_limit(fitting: Iterable[Asked], chances: Mapping[str, float]) -> float:
    """The chance above which no more openings are linked than MOST_FALSE."""
    openings = [chances.get(each.action, 0.0) for each in fitting if each.verdict == "opening"]
    if not openings:
        return EVEN
    return sorted(openings, reverse=True)[int(len(openings) * MOST_FALSE)]


def _nearest(triggers: list[Action], response: Action) -> Guess:
    best = max(triggers, key=lambda each: (start(each), each.values.within_day or 0, each.id))
    lag = max((start(response) - start(best)).days, 0)
    return Guess(best=best.id, confidence=1 / (1 + lag), linked=frozenset([best.id]))


def reversed_dyads(shown: Record, rules: Rules) -> Iterator[tuple[str, list[Pair]]]:
    """Each act with the acts of the very dyad reversed that come before it, within the window.

    Acts of one day are in order where a source tells it.
    """
    for judged in judge_pairs(shown, replace(rules, nearest=EVERY, window_days=WINDOW_DAYS)):
        pairs = [
            each.pair
            for each in judged
            if each.pair.direct and in_order(each.pair.trigger, each.pair.response)
        ]
        if pairs:
            yield pairs[0].response.id, pairs


def in_order(trigger: Action, response: Action) -> bool:
    """Whether an act begins first, by its days or by the order that a source tells within one."""
    if first_day(trigger) is None or first_day(response) is None:
        return False
    first, second = trigger.earliest or date.min, response.earliest or date.min
    if first != second:
        return first < second
    places = trigger.values.within_day, response.values.within_day
    return places[0] is not None and places[1] is not None and places[0] < places[1]


RULES: Final = "rules"
BASELINE: Final = "nearest reversed dyad"  # the rules are compared with it
HAWKES: Final = "Hawkes process"
METHODS: Final[Mapping[str, Method]] = {
    RULES: by_rules,
    BASELINE: by_nearest,
    "two-line rule": by_two_lines,
    HAWKES: by_hawkes,
}
#: Those whose confidence is a probability; that of the others only orders their links.
PROBABILISTIC: Final = (RULES, HAWKES)
