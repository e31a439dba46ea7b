"""How good inference is: figures with intervals, beside two baselines and on moved dates."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kg.errors import UsageError
from kg.infer.fitting import Example, refit
from kg.infer.links import Judged, judge_pairs, linked
from kg.infer.methods import METHODS, NONE, SEED, Guess, Method, Task, by_rules, task
from kg.infer.pairs import dyads_of
from kg.infer.rules import Rules
from kg.model.actions import Action, Record
from kg.model.dates import lag_days
from kg.model.order import start
from kg.tables import Table

SAMPLES: Final = 1000  # bootstrap resamples
DRAWS: Final = 20  # how often dates are shuffled or drawn at random

Figure = tuple[str, str, str, str, str]  # method, figure, value, 95 % interval, of how many


def measure(one: Task, rules: Rules) -> Table:
    """The figures of each method with their 95 % bootstrap intervals.

    Returns:
        One row a figure. Right best trigger: share of responses (no link is wrong). Precision and
        recall: of pairs. False links: share of opening moves that are linked at all. Shuffled and
        drawn dates: share of responses still linked. Brier: of each response's best trigger and
        each opening move; its skill is against the base-rate forecast. "Refitted" sets the weights
        again for each year from the other years.
    """
    rows: list[Figure] = []
    for name, method in METHODS.items():
        guesses = method(one.shown, rules)
        rows += _figures(one, name, guesses)
        for how, move in (("shuffled within dyads", _shuffled), ("drawn at random", _drawn)):
            hits = _moved(one, method, rules, move)
            rows.append((name, f"linked with dates {how}", *_share(hits)))
        if method is by_rules:
            rows.append((name, "right where it is a candidate", *_share(_findable(one, rules))))
            rows += _brier(one, name, guesses)
    rows += _figures(one, "rules, refitted", _left_out(one, rules))
    return Table(("method", "figure", "value", "95 % interval", "of"), tuple(rows))


def _figures(one: Task, name: str, guesses: Mapping[str, Guess]) -> list[Figure]:
    def guess(action: str) -> Guess:
        return guesses.get(action, NONE)

    pairs = [
        trigger in one.truth.get(action, ())
        for action in (*one.truth, *one.openings)
        for trigger in sorted(guess(action).linked)
    ]
    found = [t in guess(r).linked for r, said in one.truth.items() for t in sorted(said)]
    return [
        (name, "right best trigger", *_share([guess(r).best in one.truth[r] for r in one.truth])),
        (name, "precision of links", *_share(pairs)),
        (name, "recall of links", *_share(found)),
        (
            name, "false links on opening moves",
            *_share([guess(o).best is not None for o in one.openings]),
        ),
    ]  # fmt: skip


def _share(hits: Sequence[bool]) -> tuple[str, str, str]:
    """Share, its bootstrap interval, and of how many."""
    if not hits:
        return "", "", "0"
    pick = random.Random(SEED)  # noqa: S311 - resampling
    shares = [sum(pick.choices(hits, k=len(hits))) / len(hits) for _ in range(SAMPLES)]
    low, high = _interval(shares)
    return f"{sum(hits) / len(hits):.1%}", f"{low:.1%} to {high:.1%}", str(len(hits))


def _interval(figures: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(figures)
    return ordered[round(SAMPLES * 0.025)], ordered[round(SAMPLES * 0.975) - 1]


def _findable(one: Task, rules: Rules) -> list[bool]:
    """Whether the best trigger is right, of responses with a reported one among the candidates."""
    return [
        bool(linked(judged, rules)) and judged[0].pair.trigger.id in said
        for judged in judge_pairs(one.shown, rules)
        for said in [one.truth.get(judged[0].pair.response.id, frozenset())]
        if said & {each.pair.trigger.id for each in judged}
    ]


Move = Callable[[Sequence[Action], random.Random], tuple[Action, ...]]


def _moved(one: Task, method: Method, rules: Rules, move: Move) -> list[bool]:
    """Whether each response is linked to anything once the dates are moved."""
    pick = random.Random(SEED)  # noqa: S311 - a null model
    hits = []
    for _ in range(DRAWS):
        guesses = method(replace(one.shown, actions=move(one.shown.actions, pick)), rules)
        hits += [guesses.get(response, NONE).best is not None for response in one.truth]
    return hits


def _shuffled(actions: Sequence[Action], pick: random.Random) -> tuple[Action, ...]:
    """The actions with the dates of each two sides permuted among them."""
    groups: dict[frozenset[str], list[Action]] = {}
    for action in actions:
        if action.earliest or action.latest:
            groups.setdefault(frozenset(sum(dyads_of(action), ())), []).append(action)
    moved = {}
    for group in groups.values():
        for action, other in zip(group, pick.sample(group, len(group)), strict=True):
            moved[action.id] = replace(action, earliest=other.earliest, latest=other.latest)
    return tuple(moved.get(each.id, each) for each in actions)


def _drawn(actions: Sequence[Action], pick: random.Random) -> tuple[Action, ...]:
    """The actions with their dates drawn at random from all days that the tables cover.

    Most dyads hold two actions: permuting their dates would leave half of them as they are.
    """
    dated = [each for each in actions if each.earliest or each.latest]
    if not dated:
        return tuple(actions)
    first, last = min(map(start, dated)), max(map(start, dated))
    moved = []
    for action in actions:
        shift = timedelta(0)
        if action.earliest or action.latest:
            shift = first + timedelta(days=pick.randrange((last - first).days + 1)) - start(action)
        moved.append(
            replace(
                action,
                earliest=_later(action.earliest, shift),
                latest=_later(action.latest, shift),
            )
        )
    return tuple(moved)


def _later(day: date | None, shift: timedelta) -> date | None:
    return day + shift if day else None


def _outcomes(one: Task, guesses: Mapping[str, Guess]) -> list[tuple[float, bool]]:
    """Confidence in the best trigger, and whether it is right, of responses and opening moves."""
    return [
        (guess.confidence, guess.best in one.truth.get(name, ()))
        for name in (*one.truth, *one.openings)
        for guess in [guesses.get(name, NONE)]
    ]


def _brier(one: Task, name: str, guesses: Mapping[str, Guess]) -> list[Figure]:
    """The Brier score, and its skill: 1 minus its ratio to the base-rate forecast's score."""
    outcomes = _outcomes(one, guesses)
    if not outcomes:
        return []
    pick = random.Random(SEED)  # noqa: S311 - resampling
    samples = [_scores(pick.choices(outcomes, k=len(outcomes))) for _ in range(SAMPLES)]
    count = str(len(outcomes))
    return [
        (name, figure, f"{value:.3f}", "{:.3f} to {:.3f}".format(*_interval(drawn)), count)
        for figure, value, drawn in zip(
            ("Brier score", "Brier skill against base rate"),
            _scores(outcomes),
            zip(*samples, strict=True),
            strict=True,
        )
    ]


def _scores(outcomes: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    base = sum(hit for _, hit in outcomes) / len(outcomes)
    score = sum((forecast - hit) ** 2 for forecast, hit in outcomes) / len(outcomes)
    reference = base * (1 - base)
    return score, 1 - score / reference if reference else 0.0


def _left_out(one: Task, rules: Rules) -> dict[str, Guess]:
    """The guesses of each year by weights that were fitted to the other years."""
    examples: dict[int, list[Example]] = {}
    for judged in judge_pairs(one.shown, rules):
        response = judged[0].pair.response
        said = one.truth.get(response.id, frozenset())
        example = [(each.features, each.pair.trigger.id in said) for each in judged]
        if not said or any(right for _, right in example):  # else none of them is a lesson
            examples.setdefault(start(response).year, []).append(example)
    guesses: dict[str, Guess] = {}
    years = {each.id: start(each).year for each in one.shown.actions}
    for year in sorted(examples):
        others = [each for y, found in examples.items() if y != year for each in found]
        fitted = by_rules(one.shown, refit(rules, others))
        guesses |= {name: guess for name, guess in fitted.items() if years[name] == year}
    return guesses


def reliability(one: Task, rules: Rules) -> Table:
    """Tenth by tenth of confidence: of how many best triggers what share is right."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in _outcomes(one, by_rules(one.shown, rules)):
        bins.setdefault(min(int(confidence * 10), 9), []).append((confidence, right))
    rows = []
    for tenth, found in sorted(bins.items()):
        span = f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}"
        mean = sum(confidence for confidence, _ in found) / len(found)
        rows.append((span, f"{mean:.3f}", *_share([right for _, right in found])))
    return Table(("confidence", "mean", "right", "95 % interval", "of"), tuple(rows))


def misses(one: Task, rules: Rules) -> Table:
    """Each response whose best trigger is wrong or missing, what was chosen, and why."""
    judged = {each[0].pair.response.id: each for each in judge_pairs(one.shown, rules)}
    guesses = by_rules(one.shown, rules)
    actions = {each.id: each for each in one.shown.actions}
    rows = []
    for response, triggers in one.truth.items():
        guess, said = guesses.get(response, NONE), sorted(triggers)
        if guess.best in triggers:
            continue
        candidates = judged.get(response, [])
        why = [_why_missed(actions[response], actions[each], candidates, rules) for each in said]
        chosen = guess.best or "no link"
        rows.append((response, ";".join(said), chosen, f"{guess.confidence:.3f}", "; ".join(why)))
    return Table(("response", "reported", "chosen", "confidence", "why"), tuple(rows))


def _why_missed(
    response: Action, trigger: Action, candidates: Sequence[Judged], rules: Rules
) -> str:
    """Why the reported trigger did not win, in words."""
    for each in candidates:
        if each.pair.trigger.id == trigger.id:
            weighed = ", ".join(f"{name} {rules.weights[name]:+}" for name in each.features)
            below = not linked(candidates, rules)
            end = "below the threshold" if below else "another fits better"
            return f"{weighed or 'no feature'}: {each.confidence}, {end}"
    first, second = trigger.bounds, response.bounds
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


EVALUATIONS: Final[Mapping[str, Callable[[Task, Rules], Table]]] = {
    "figures": measure,
    "reliability": reliability,
    "misses": misses,
}


def evaluate(record: Record, rules: Rules, name: str) -> Table:
    """One of EVALUATIONS over each event table of a record, as one table with a column `part`.

    Raises:
        UsageError: no event table is there, so that there is nothing to measure.
    """
    tables = sorted({each.table for each in record.reports if each.table})
    if not tables:
        raise UsageError("there is no row to measure on: put an event table into data/events/*.csv")
    parts = [EVALUATIONS[name](task(record, each), rules) for each in tables]
    rows = ((one, *row) for one, part in zip(tables, parts, strict=True) for row in part.rows)
    return Table(("part", *parts[0].header), tuple(rows))
