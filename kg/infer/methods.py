"""What each method guesses of the acts it is shown: the rules, and baselines to beat.

All of them get the same acts in the same order, which the rules of inference give (see
`kg.infer.candidates.find_order`); a baseline looks at reversed dyads alone, within WINDOW_DAYS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from kg.infer.fitting import Example, refit
from kg.infer.hawkes import find_chances
from kg.infer.links import Judged, judge_pairs
from kg.infer.rules import Rules
from kg.infer.tasks import Asked, Task
from kg.model.actions import Action, Record
from kg.model.order import known_day, start

WINDOW_DAYS: Final = 60  # days; the slowest of 40 reported responses took 43
#: What the two-line rule looks for, by the names of the features.
LIKE: Final = frozenset({"sameKind", "mirroredKind", "answersHostileAct"})
EVERY: Final = 1000  # triggers a response for the baselines: all of them
MOST_FALSE: Final = 0.07  # share of openings, in fitting, that a threshold may let through
EVEN: Final = 0.5  # the threshold where there is nothing to fit it on: answer or not, alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What a method says of one act."""

    best: str | None = None  # the trigger that is most likely, linked or not
    confidence: float = 0.0  # 0-1, in the best
    sureness: float = 0.0  # 0-1, orders acts from the surest link to the least
    linked: frozenset[str] = frozenset()  # all triggers that it links


NONE: Final = Guess()
Method = Callable[[Task, Rules], Mapping[str, Guess]]


def by_rules(task: Task, rules: Rules) -> dict[str, Guess]:
    """The triggers of each act by the rules; what links is that none of them is less likely."""
    guesses: dict[str, Guess] = {}
    for judged in judge_pairs(task.shown, rules):
        kept = frozenset(each.trigger.id for each in judged if each.linked)
        guesses[judged[0].response.id] = Guess(
            best=judged[0].trigger.id,
            confidence=float(judged[0].confidence),
            sureness=float(sum(each.confidence for each in judged)),
            linked=kept,
        )
    return guesses


def by_short_rules(task: Task, rules: Rules) -> dict[str, Guess]:
    """The rules with an edge in place of their tail: what that costs and spares."""
    return by_rules(task, replace(rules, window_days=WINDOW_DAYS))


def by_fitted_rules(task: Task, rules: Rules) -> dict[str, Guess]:
    """The rules with weights fitted on the fitting part; nothing where there is none."""
    examples = [x for found in find_examples(task, rules) for x in found]
    return by_rules(task, refit(rules, examples)) if examples else {}


def find_examples(task: Task, rules: Rules) -> list[list[Example]]:
    """What weights may be fitted to: the fitting part, episode by episode.

    An answer none of whose right triggers is a candidate teaches nothing; acts that answer nothing
    of the record answer none of their candidates.
    """
    asked = {each.action: each for each in task.fitting}
    episodes: dict[str, list[Example]] = {}
    for judged in judge_pairs(task.shown, rules):
        one = asked.get(judged[0].response.id)
        if one is None:
            continue
        example = [(each.features, each.trigger.id in one.triggers) for each in judged]
        if one.verdict != "answer" or any(right for _, right in example):
            episodes.setdefault(one.episode, []).append(example)
    return [found for _, found in sorted(episodes.items())]


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
        found = [each.trigger for each in pairs if not LIKE.isdisjoint(each.features)]
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
            sureness=chance,
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
    best = max(triggers, key=lambda each: (known_day(each), each.values.within_day or 0, each.id))
    near = 1 / (1 + max(start(response).toordinal() - known_day(best), 0))
    return Guess(best=best.id, confidence=near, sureness=near, linked=frozenset([best.id]))


def reversed_dyads(shown: Record, rules: Rules) -> Iterator[tuple[str, list[Judged]]]:
    """Each act with the acts of the very dyad reversed that come before it, within the window."""
    weights = {**dict.fromkeys(sorted(LIKE), Decimal(0)), **rules.weights}  # so that all are told
    wide = replace(rules, nearest=EVERY, window_days=WINDOW_DAYS, weights=weights)
    for judged in judge_pairs(shown, wide):
        pairs = [each for each in judged if each.direct]
        if pairs:
            yield pairs[0].response.id, pairs


RULES: Final = "rules"
BASELINE: Final = "nearest reversed dyad"  # the rules are compared with it
HAWKES: Final = "Hawkes process"
TWO_LINES: Final = "two-line rule"
METHODS: Final[Mapping[str, Method]] = {
    RULES: by_rules,
    BASELINE: by_nearest,
    TWO_LINES: by_two_lines,
    HAWKES: by_hawkes,
}
FITTED: Final = "rules with fitted weights"
#: The rules otherwise: with an edge in place of their tail, and with weights from the fitting part.
VARIANTS: Final[Mapping[str, Method]] = {
    f"rules within {WINDOW_DAYS} days": by_short_rules,
    FITTED: by_fitted_rules,
}
#: Those whose confidence is a probability; that of the others only orders their links.
PROBABILISTIC: Final = (RULES, *VARIANTS, HAWKES)
