"""How good inference is: its figures beside baselines, part by part, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from kg.errors import UsageError
from kg.infer.links import Judged, judge_pairs
from kg.infer.measures import (
    COMPARED,
    Figure,
    Figures,
    Outcome,
    Weights,
    draw_weights,
    find_curve,
    find_figures,
    find_outcomes,
    interval,
)
from kg.infer.methods import BASELINE, METHODS, NONE, PROBABILISTIC, RULES, by_rules
from kg.infer.pairs import dyads_of
from kg.infer.rules import Rules
from kg.infer.tasks import Task, clean
from kg.model.actions import Action
from kg.model.dates import lag_days
from kg.tables import Table

Row = tuple[str, ...]
Evaluation = tuple[tuple[str, ...], Callable[[Task, Rules], Iterable[Row]]]

_COVERAGES: Final = tuple(tenth / 10 for tenth in range(1, 11))  # of answers
_NUMBERS: Final = ("average precision", "Brier score", "Brier skill")  # which are no shares


def find_comparison(task: Task, rules: Rules) -> Iterator[Row]:
    """The figures of each method on each part, with intervals, and how the rules differ.

    The last lines of a part are the figures of the rules less those of the nearest reversed dyad,
    whose intervals are paired.
    """
    guessed = {name: method(task, rules) for name, method in METHODS.items()}
    for part, asked in task.parts.items():
        outcomes = {name: find_outcomes(asked, found) for name, found in guessed.items()}
        values = _compare(outcomes, None)
        samples = [_compare(outcomes, weights) for weights in draw_weights(asked)]
        for name, figures in values.items():
            for figure, (value, of) in figures.items():
                drawn = interval([_value(each[name], figure) for each in samples])
                yield part, name, figure, *_cells(figure, value, drawn), str(of)


def _compare(
    outcomes: Mapping[str, Sequence[Outcome]], weights: Weights | None
) -> dict[str, Figures]:
    """The figures of each method under the same weights, and the gain of the rules."""
    beside = find_figures(outcomes[BASELINE], weights)
    found = {
        name: beside if name == BASELINE else find_figures(each, weights, beside)
        for name, each in outcomes.items()
    }
    for name in found.keys() - PROBABILISTIC:
        found[name] = {x: y for x, y in found[name].items() if not x.startswith("Brier")}
    gains = {
        figure: Figure(value - beside[figure].value, of)
        for figure, (value, of) in found[RULES].items()
        if figure in COMPARED and figure in beside
    }
    return {**found, f"{RULES} less {BASELINE}": gains}


def _value(figures: Figures, name: str) -> float | None:
    return figures[name].value if name in figures else None


def _cells(figure: str, value: float, drawn: tuple[float, float] | None) -> tuple[str, str]:
    """A value and its interval."""

    def tell(number: float) -> str:
        return f"{number:.3f}" if figure in _NUMBERS else f"{number:.1%}"

    return tell(value), f"{tell(drawn[0])} to {tell(drawn[1])}" if drawn else ""


def find_coverage(task: Task, rules: Rules) -> Iterator[Row]:
    """Precision of each method where only its surest links are kept.

    Each row keeps as few as link that share of the answers, rightly or not.
    """
    guessed = {name: method(task, rules) for name, method in METHODS.items()}
    for part, asked in task.parts.items():
        curves = {
            name: list(
                find_curve(
                    (each, 1)
                    for each in find_outcomes(asked, found)
                    if each.asked.verdict != "outside"
                )
            )
            for name, found in guessed.items()
        }
        for wanted in _COVERAGES:
            cuts = {
                name: next((cut for cut in curve if cut.coverage >= wanted), None)
                for name, curve in curves.items()
            }
            if any(cuts.values()):
                yield (
                    part, f"{wanted:.0%}",
                    *(f"{cut.precision:.1%}" if cut else "" for cut in cuts.values()),
                )  # fmt: skip


def find_reliability(task: Task, rules: Rules) -> Iterator[Row]:
    """Tenth by tenth of confidence: of how many best triggers what share is right."""
    guesses = by_rules(task, rules)
    for part, asked in task.parts.items():
        judged = [each for each in asked if each.verdict != "outside"]
        outcomes = find_outcomes(judged, guesses)
        draws = draw_weights(judged)
        bins: dict[int, list[Outcome]] = {}
        for each in outcomes:
            bins.setdefault(min(int(each.confidence * 10), 9), []).append(each)
        for tenth, found in sorted(bins.items()):
            mean = sum(each.confidence for each in found) / len(found)
            drawn = interval([_share_right(found, weights) for weights in draws])
            cells = _cells("", _share_right(found, None) or 0.0, drawn)
            span = f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}"
            yield part, span, f"{mean:.3f}", *cells, str(len(found))


def _share_right(found: Sequence[Outcome], weights: Weights | None) -> float | None:
    counts = [1 if weights is None else weights.get(each.asked.episode, 0) for each in found]
    right = sum(w for w, each in zip(counts, found, strict=True) if each.right)
    return right / sum(counts) if sum(counts) else None


def find_misses(task: Task, rules: Rules) -> Iterator[Row]:
    """Each answer whose best trigger is wrong or missing, what was chosen, and why."""
    judged = {each[0].pair.response.id: each for each in judge_pairs(task.shown, rules)}
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
        if each.pair.trigger.id == trigger.id:
            weighed = ", ".join(f"{name} {rules.weights[name]:+}" for name in each.features)
            below = each.confidence < rules.threshold
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


#: Name -> the header after part and task, and what makes the rows.
EVALUATIONS: Final[Mapping[str, Evaluation]] = {
    "figures": (("method", "figure", "value", "95 % interval", "of"), find_comparison),
    "curve": (("coverage", *METHODS), find_coverage),
    "reliability": (("confidence", "mean", "right", "95 % interval", "of"), find_reliability),
    "misses": (("response", "right", "chosen", "confidence", "why"), find_misses),
}


def evaluate(tasks: Sequence[Task], rules: Rules, name: str) -> Table:
    """One of EVALUATIONS over some tasks, each as it is and without what selection may have taught.

    Returns:
        One table whose first columns are the part and the task, full or clean (see
        `kg.infer.tasks.clean`); misses are those of the full task.
    Raises:
        UsageError: there is no task, so that there is nothing to measure.
    """
    if not tasks:
        raise UsageError(
            "there is nothing to measure on: put an event table into data/events/*.csv, "
            "or name a coded reference with --reference"
        )
    header, make = EVALUATIONS[name]
    rows = []
    for task in tasks:
        kinds = {"full": task} if name == "misses" else {"full": task, "clean": clean(task)}
        for kind, one in kinds.items():
            rows += [(part, kind, *cells) for part, *cells in make(one, rules)]
    return Table(("part", "task", *header), tuple(rows))
