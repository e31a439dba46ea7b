"""How good inference is: its figures beside baselines, part by part, as tables."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from kg.errors import UsageError
from kg.infer.context import read_context
from kg.infer.fitting import fitted_weights
from kg.infer.links import infer_same_days
from kg.infer.measures import (
    COMPARED,
    SEED,
    Figure,
    Figures,
    Outcome,
    Weights,
    draw_weights,
    find_curve,
    find_figures,
    find_mean,
    find_outcomes,
    interval,
)
from kg.infer.methods import (
    BASELINE,
    FITTED,
    METHODS,
    PROBABILISTIC,
    RULES,
    VARIANTS,
    by_rules,
    find_examples,
)
from kg.infer.misses import find_misses
from kg.infer.placebos import DRAWN, PLACEBOS, find_linked
from kg.infer.rules import Rules
from kg.infer.tasks import Asked, Task, clean
from kg.infer.tiers import TIERS, UNKNOWN, find_tier
from kg.tables import Table

Row = tuple[str, ...]
Evaluation = tuple[tuple[str, ...], Callable[[Task, Rules], Iterable[Row]]]

REFITS: Final = 100  # resamples of episodes; each is fitted by itself
_COVERAGES: Final = tuple(tenth / 10 for tenth in range(1, 11))  # of answers
_NUMBERS: Final = ("average precision", "Brier score", "Brier skill")  # which are not shares


def find_comparison(task: Task, rules: Rules) -> Iterator[Row]:
    """The figures of each method on each part, with intervals, and how the rules differ.

    The last lines of a part are the figures of the rules less those of the nearest reversed dyad,
    whose intervals are paired.
    """
    guessed = {name: method(task, rules) for name, method in {**METHODS, **VARIANTS}.items()}
    for part, asked in task.parts.items():
        outcomes = {
            name: find_outcomes(asked, found)
            for name, found in guessed.items()
            if name != FITTED or (found and asked != task.fitting)  # else it measures itself
        }
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
        draws = draw_weights(judged)
        bins: dict[int, list[Outcome]] = {}
        for each in find_outcomes(judged, guesses):
            bins.setdefault(min(int(each.confidence * 10), 9), []).append(each)
        for tenth, found in sorted(bins.items()):
            mean = sum(each.confidence for each in found) / len(found)
            right = {each.asked.action: float(each.right) for each in found}
            span = f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}"
            yield part, span, f"{mean:.3f}", *_share_cells(right, judged, draws)


def find_tiers(task: Task, rules: Rules) -> Iterator[Row]:
    """Right best triggers of each method, by how far day and sides allow one to be found."""
    actions = {each.id: each for each in task.shown.actions}
    context = read_context(task.shown, rules)
    guessed = {name: method(task, rules) for name, method in METHODS.items()}
    same_days = infer_same_days(task.shown, rules)
    for part, asked in task.parts.items():
        draws = draw_weights(asked)
        tiers: dict[str, list[Asked]] = {tier: [] for tier in TIERS}
        for each in asked:
            if each.verdict == "answer":
                tiers[find_tier(each, actions, context)].append(each)
        for tier, answers in tiers.items():
            right = {
                name: {x.asked.action: float(x.is_hit) for x in find_outcomes(answers, guesses)}
                for name, guesses in guessed.items()
            }
            if tier == UNKNOWN:
                right["rules, as acts of one day"] = {
                    each.action: float(
                        any(each.action in same_days.get(name, ()) for name in each.triggers)
                    )
                    for each in answers
                }
            for name, found in right.items() if answers else ():
                yield part, tier, name, *_share_cells(found, answers, draws)


def find_weights(task: Task, rules: Rules) -> Iterator[Row]:
    """Prior and weights as documented and as the fitting part would have them, with intervals.

    Nothing that is built uses the fitted ones. Each comes with the number of acts of which a
    candidate has the feature: where there is none, the weight rests on judgement alone.
    """
    episodes = find_examples(task, rules)
    if not episodes:
        return
    part = next(name for name, asked in task.parts.items() if asked == task.fitting)
    having = Counter(
        feature
        for found in episodes
        for example in found
        for feature in {"prior"}.union(*(features for features, _ in example))
    )
    for name, found in fitted_weights(rules, episodes, REFITS, SEED).items():
        documented, fitted, low, high = (f"{each:+.2f}" for each in found)
        yield part, name, documented, fitted, f"{low} to {high}", str(having[name])


def find_placebos(task: Task, rules: Rules) -> Iterator[Row]:
    """Of the answers, those that are linked to anything: in earnest, and in each placebo.

    Above chance is what is linked less what is linked with dates drawn at random, paired.
    """
    methods = {name: METHODS[name] for name in (RULES, BASELINE)}
    linked = {placebo: find_linked(task, methods, rules, placebo) for placebo in PLACEBOS}
    for part, asked in task.parts.items():
        draws = draw_weights(asked)
        answers = [each for each in asked if each.verdict == "answer"]
        for name, placebo in itertools.product(methods, PLACEBOS):
            every, chance = linked[placebo][name], linked[DRAWN][name]
            found = {x.action: every[x.action] for x in answers if x.action in every}
            if not found:
                continue
            more = {answer: share - chance[answer] for answer, share in found.items()}
            beside = _share_cells(more, answers, draws)[:2] if placebo != DRAWN else ("", "")
            yield part, name, placebo, *_share_cells(found, answers, draws), *beside


def _share_cells(
    hits: Mapping[str, float], asked: Sequence[Asked], draws: Sequence[Weights]
) -> tuple[str, str, str]:
    """A mean of what came of some acts, its interval, and of how many."""
    drawn = interval([find_mean(hits, asked, weights) for weights in draws])
    return *_cells("", find_mean(hits, asked) or 0.0, drawn), str(len(hits))


#: Name -> the header after part and task, and what makes the rows.
EVALUATIONS: Final[Mapping[str, Evaluation]] = {
    "figures": (("method", "figure", "value", "95 % interval", "of"), find_comparison),
    "curve": (("coverage", *METHODS), find_coverage),
    "placebos": (
        (
            "method",
            "placebo",
            "linked",
            "95 % interval",
            "of",
            "above chance",
            "95 % interval of that",
        ),
        find_placebos,
    ),
    "tiers": (("tier", "method", "right", "95 % interval", "of"), find_tiers),
    "weights": (("feature", "documented", "fitted", "95 % interval", "of"), find_weights),
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
