"""How good inference is: reported responses with their links hidden, against simple baselines.

Responses are material actions that a source calls retaliation (or a fulfilled threat) for another
material action of the same tables. Before inferring, every claimed link, every case and every
report (with its source) is hidden, so that only actors, kinds, counts and dates are left to go by.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kg.actions import Action, Record
from kg.features import start
from kg.links import Judged, judge_pairs
from kg.rules import Rules
from kg.tables import Table

SEED: Final = 20260101  # of shuffling and resampling, so that the figures are the same on every run
SAMPLES: Final = 1000  # bootstrap resamples
SHUFFLES: Final = 20  # how often dates are shuffled within dyads

Guess = tuple[str | None, float]  # the trigger chosen, or none, and the confidence 0-1


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is known of one set of tables: the truth, and what is shown to the method."""

    name: str
    shown: Record
    truth: Mapping[str, frozenset[str]]  # response -> its reported triggers
    openings: tuple[str, ...]  # material actions that no source calls an answer


def task(record: Record, tables: frozenset[str], name: str) -> Task:
    """Hide what sources say of links among the actions of some tables."""
    inside = {each.action for each in record.reports if each.table in tables}
    actions = {each.id: each for each in record.actions if each.id in inside}
    truth: dict[str, set[str]] = {}
    answering = {each.response for each in record.links if each.claims_answer}
    for link in record.links:
        ends = (actions.get(link.response), actions.get(link.trigger))
        if (
            link.relation in ("retaliation", "threatFulfilment")
            and link.stance != "denies"
            and all(each is not None and _measure(each) for each in ends)
        ):
            truth.setdefault(link.response, set()).add(link.trigger)
    return Task(
        name=name,
        shown=Record(actions=tuple(replace(each, case=None) for each in actions.values())),
        truth={name: frozenset(found) for name, found in sorted(truth.items())},
        openings=tuple(
            sorted(n for n, each in actions.items() if _measure(each) and n not in answering)
        ),
    )


def _measure(action: Action) -> bool:
    return action.material and "Easing" not in action.kinds


def by_rules(shown: Record, rules: Rules) -> dict[str, Guess]:
    """The best trigger of each response by the rules; none below the threshold."""
    guesses: dict[str, Guess] = {}
    for judged in judge_pairs(shown, rules):
        best = judged[0]
        chosen = best.pair.trigger.id if best.confidence >= rules.threshold else None
        guesses[best.pair.response.id] = (chosen, float(best.confidence))
    return guesses


def by_nearest(shown: Record, rules: Rules) -> dict[str, Guess]:
    """Baseline: the nearest earlier action of a reversed dyad within the window, always."""
    return {
        judged[0].pair.response.id: (max(map(_when, judged))[1], 1.0)
        for judged in judge_pairs(shown, rules)
    }


def _when(judged: Judged) -> tuple[date, str]:
    return start(judged.pair.trigger), judged.pair.trigger.id


def by_chance(shown: Record, rules: Rules) -> dict[str, Guess]:
    """Baseline: every reversed dyad within the window counts; the best is any of them."""
    pick = random.Random(SEED)  # noqa: S311 - a baseline, not a secret
    return {
        judged[0].pair.response.id: (pick.choice(judged).pair.trigger.id, 1.0)
        for judged in judge_pairs(shown, rules)
    }


Method = Callable[[Record, Rules], dict[str, Guess]]
METHODS: Final[Mapping[str, Method]] = {
    "rules": by_rules,
    "nearest reversed dyad": by_nearest,
    "every reversed dyad": by_chance,
}


def measure(one: Task, rules: Rules) -> Table:
    """The figures of each method with their 95 % bootstrap intervals.

    Returns:
        One row a figure: share of responses whose best trigger is right (no link is wrong), of
        links that are right, of opening moves wrongly linked, of responses still linked with dates
        drawn anew, and the Brier skill against the base-rate forecast.
    """
    rows = []
    for name, method in METHODS.items():
        guesses = method(one.shown, rules)
        nothing: Guess = (None, 0.0)
        right = [guesses.get(r, nothing)[0] in one.truth[r] for r in one.truth]
        linked = [guesses[r][0] in one.truth[r] for r in one.truth if guesses.get(r, nothing)[0]]
        false = [guesses.get(o, nothing)[0] is not None for o in one.openings]
        rows += [
            (name, "right best trigger", *_share(right)),
            (name, "links that are right", *_share([*linked, *(False for f in false if f)])),
            (name, "false links on opening moves", *_share(false)),
            (name, "linked with dates drawn anew", *_share(_shuffled(one, method, rules))),
        ]
        if method is by_rules:
            rows.append((name, "Brier skill against base rate", _skill(one, guesses), "", ""))
    header = ("method", "figure", "value", "95 % interval", "of")
    return Table(header, tuple(rows))


def _share(hits: Sequence[bool]) -> tuple[str, str, str]:
    """Share, its bootstrap interval, and of how many."""
    if not hits:
        return "", "", "0"
    pick = random.Random(SEED)  # noqa: S311 - resampling
    means = sorted(sum(pick.choices(hits, k=len(hits))) / len(hits) for _ in range(SAMPLES))
    low, high = means[round(SAMPLES * 0.025)], means[round(SAMPLES * 0.975) - 1]
    return f"{sum(hits) / len(hits):.1%}", f"{low:.1%} to {high:.1%}", str(len(hits))


def _shuffled(one: Task, method: Method, rules: Rules) -> list[bool]:
    """Whether each response is linked to anything once the dates of its dyad are shuffled."""
    pick = random.Random(SEED)  # noqa: S311 - a null model
    hits = []
    for _ in range(SHUFFLES):
        guesses = method(Record(actions=_shuffle(one.shown.actions, pick)), rules)
        hits += [guesses.get(r, (None, 0.0))[0] is not None for r in one.truth]
    return hits


def _shuffle(actions: Sequence[Action], pick: random.Random) -> tuple[Action, ...]:
    """The actions with their dates drawn anew from all days that the tables cover.

    Most dyads hold two actions: permuting their dates would leave half of them as they are.
    """
    dated = [each for each in actions if each.earliest or each.latest]
    first, last = min(map(start, dated)), max(map(start, dated))
    moved = []
    for action in actions:
        if action not in dated:
            moved.append(action)
            continue
        shift = first + timedelta(days=pick.randrange((last - first).days + 1)) - start(action)
        moved.append(
            replace(
                action,
                earliest=action.earliest + shift if action.earliest else None,
                latest=action.latest + shift if action.latest else None,
            )
        )
    return tuple(moved)


def _skill(one: Task, guesses: Mapping[str, Guess]) -> str:
    """1 minus the Brier score over that of forecasting the base rate for everything."""
    outcomes = []
    for name in (*one.truth, *one.openings):
        chosen, confidence = guesses.get(name, (None, 0.0))
        outcomes.append((confidence, float(chosen in one.truth.get(name, ()))))
    base = sum(hit for _, hit in outcomes) / len(outcomes)
    score = sum((forecast - hit) ** 2 for forecast, hit in outcomes) / len(outcomes)
    reference = sum((base - hit) ** 2 for _, hit in outcomes) / len(outcomes)
    return f"{1 - score / reference:.2f}" if reference else ""


def misses(one: Task, rules: Rules) -> Table:
    """Each response whose best trigger is wrong or missing, with what was chosen instead."""
    guesses = by_rules(one.shown, rules)
    rows = []
    for response, triggers in one.truth.items():
        chosen, confidence = guesses.get(response, (None, 0.0))
        if chosen not in triggers:
            said = ";".join(sorted(triggers))
            rows.append((response, said, chosen or "no link", f"{confidence:.3f}"))
    return Table(("response", "reported", "chosen", "confidence"), tuple(rows))
