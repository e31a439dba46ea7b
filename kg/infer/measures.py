"""How good guesses are: one function from weighted acts to figures, and its bootstrap.

Every figure is a function of the acts asked about and a weight for each. With all weights 1 it is
the figure itself; for its interval whole episodes are drawn with replacement, and an act weighs as
often as its episode was drawn. What is drawn is the same for all methods, so that their differences
are paired.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, NamedTuple

from kg.infer.methods import NONE, Guess
from kg.infer.tasks import Asked
from kg.read.judgements import BASES

SEED: Final = 20260101  # of drawing, so that the figures are the same on every run
SAMPLES: Final = 500  # bootstrap resamples

RIGHT: Final = "right best trigger"
FALSE: Final = "false links on openings"
AVERAGE: Final = "average precision"
PRECISION: Final = "precision of links"
#: Of links on acts of which no source tells what they answer: what a reader of a build meets as
#: inferred, for where a source tells it, no rule need guess.
UNTOLD: Final = "precision where no source tells the answer"
WIDER: Final = "acts that answer something else too"  # a precision that counts their links as well
#: Figures that the rules are compared by with the nearest reversed dyad, pair by pair.
COMPARED: Final = (RIGHT, FALSE, AVERAGE)


class Figure(NamedTuple):
    """A figure, and of how many acts or links it speaks."""

    value: float
    of: int


Figures = Mapping[str, Figure]  # by name; one that there is nothing to measure on is absent
Weights = Mapping[str, int]  # episode -> how often it was drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a guess on one act."""

    asked: Asked
    confidence: float  # in the best trigger, 0-1
    sureness: float  # 0-1
    right: bool  # whether that is a right one
    linked: bool  # whether anything is linked
    links: int
    good: int  # of these

    @property
    def is_hit(self) -> bool:
        """Whether the best trigger is linked and right."""
        return self.linked and self.right


def find_outcomes(asked: Iterable[Asked], guesses: Mapping[str, Guess]) -> list[Outcome]:
    """The outcome of each act, the surest first."""
    found = []
    for each in asked:
        guess = guesses.get(each.action, NONE)
        found.append(
            Outcome(
                asked=each,
                confidence=guess.confidence,
                sureness=guess.sureness,
                right=guess.best in each.triggers,
                linked=bool(guess.linked),
                links=len(guess.linked),
                good=len(guess.linked & each.triggers),
            )
        )
    return sorted(found, key=lambda each: (-each.sureness, each.asked.action))


def draw_weights(asked: Iterable[Asked], samples: int = SAMPLES) -> list[Weights]:
    """Episodes drawn with replacement, as many as there are, again and again."""
    episodes = sorted({each.episode for each in asked})
    pick = random.Random(SEED)  # noqa: S311 - resampling
    return [Counter(pick.choices(episodes, k=len(episodes))) for _ in range(samples)]


def find_figures(
    outcomes: Sequence[Outcome], weights: Weights | None = None, beside: Figures | None = None
) -> dict[str, Figure]:
    """All figures of a method.

    Args:
        outcomes: the surest first.
        weights: of the episodes; None for 1 each.
        beside: the figures of the nearest reversed dyad under the same weights, at whose rates of
            right and false links the curve is read.
    Returns:
        Shares from 0 to 1, by name. Right best trigger: of answers, the most likely trigger is
        linked and right. Precision: of links on answers and openings, those to a right trigger;
        where no source tells the answer, on openings and on answers that only the coder concluded,
        and absent where a coding has none of these. Recall: of answers, those with a right trigger
        among their links. Coverage: of answers, those linked, rightly or not, from the
        surest down. Brier: of the confidence in the best trigger, over answers and openings; its
        skill is 1 minus its ratio to that of the base rate.
    """
    told = _weighted(outcomes, weights)
    of: dict[str, list[tuple[Outcome, int]]] = {"answer": [], "opening": [], "outside": []}
    for pair in told:
        of[pair[0].asked.verdict].append(pair)
    answers, openings, outside = of.values()
    judged = [pair for pair in told if pair[0].asked.verdict != "outside"]
    bases = {
        basis: [(each.is_hit, w) for each, w in answers if each.asked.basis == basis]
        for basis in BASES
    }
    read = [pair for pair in answers if pair[0].asked.basis == "read"]
    untold = [*read, *openings] if read else []
    found = {
        UNTOLD: _precision(untold),
        f"{UNTOLD}, {WIDER}": _precision([*untold, *outside]) if untold and outside else None,
        RIGHT: _share((each.is_hit, w) for each, w in answers),
        **{f"{RIGHT}, answers {basis}": _share(hits) for basis, hits in bases.items()},
        "recall of links": _share((each.good > 0, w) for each, w in answers),
        FALSE: _share((each.linked, w) for each, w in openings),
        "links on acts that answer something else": _share((x.linked, w) for x, w in outside),
        PRECISION: _precision(judged),
        f"precision, {WIDER}": _precision(told) if outside else None,
        **_read_curve(judged, beside or {}),
        **_brier(judged),
    }
    return {name: figure for name, figure in found.items() if figure is not None}


def _weighted(outcomes: Sequence[Outcome], weights: Weights | None) -> list[tuple[Outcome, int]]:
    if weights is None:
        return [(each, 1) for each in outcomes]
    return [(each, weight) for each in outcomes if (weight := weights.get(each.asked.episode))]


def _share(hits: Iterable[tuple[bool, int]]) -> Figure | None:
    hit = whole = 0
    for is_hit, weight in hits:
        whole += weight
        hit += weight * is_hit
    return Figure(hit / whole, whole) if whole else None


def _precision(told: Iterable[tuple[Outcome, int]]) -> Figure | None:
    good = links = 0
    for each, weight in told:
        good += weight * each.good
        links += weight * each.links
    return Figure(good / links, links) if links else None


@dataclass(frozen=True, slots=True)
class Cut:
    """What linking all acts down to some sureness gives."""

    sureness: float
    coverage: float  # of answers, those linked
    right: float  # of answers, those linked to a right trigger
    false: float  # of openings, those linked
    precision: float  # of best triggers linked, the right ones
    linked: int  # acts


def find_curve(judged: Iterable[tuple[Outcome, int]]) -> Iterator[Cut]:
    """The cuts at each sureness, the highest first; acts without a candidate are in none.

    Args:
        judged: answers and openings, the surest first, with their weights.
    """
    judged = list(judged)
    answers = sum(w for each, w in judged if each.asked.verdict == "answer")
    openings = sum(w for each, w in judged if each.asked.verdict == "opening")
    right = covered = false = 0
    for sureness, group in groupby(judged, key=lambda pair: pair[0].sureness):
        if not sureness:
            return
        for each, weight in group:
            if each.asked.verdict == "answer":
                covered += weight
                right += weight * each.right
            else:
                false += weight
        yield Cut(
            sureness,
            covered / answers if answers else 0.0,
            right / answers if answers else 0.0,
            false / openings if openings else 0.0,
            right / (covered + false),
            covered + false,
        )


def _read_curve(judged: Sequence[tuple[Outcome, int]], beside: Figures) -> dict[str, Figure | None]:
    answers = sum(weight for each, weight in judged if each.asked.verdict == "answer")
    openings = sum(weight for _, weight in judged) - answers
    average = found = at_false = 0.0
    half = at_right = None
    for cut in find_curve(judged):
        average += (cut.right - found) * cut.precision
        found = cut.right
        if half is None and cut.coverage >= 0.5:
            half = Figure(cut.precision, cut.linked)
        if FALSE in beside and cut.false <= beside[FALSE].value:
            at_false = cut.right
        if RIGHT in beside and at_right is None and cut.right >= beside[RIGHT].value:
            at_right = Figure(cut.false, openings)
    return {
        AVERAGE: Figure(average, answers) if answers else None,
        "precision at half coverage": half,
        f"{RIGHT} at the false rate of the nearest": (
            Figure(at_false, answers) if answers and FALSE in beside else None
        ),
        f"{FALSE} at the right rate of the nearest": at_right if openings else None,
    }


def _brier(judged: Sequence[tuple[Outcome, int]]) -> dict[str, Figure | None]:
    whole = sum(weight for _, weight in judged)
    if not whole:
        return {}
    base = sum(weight for each, weight in judged if each.right) / whole
    score = sum(w * (each.confidence - each.right) ** 2 for each, w in judged) / whole
    chance = base * (1 - base)
    return {
        "Brier score": Figure(score, whole),
        "Brier skill": Figure(1 - score / chance, whole) if chance else None,
    }


def find_mean(
    hits: Mapping[str, float], asked: Iterable[Asked], weights: Weights | None = None
) -> float | None:
    """The weighted mean of what came of those acts asked about of which anything did."""
    whole = total = 0.0
    for each in asked:
        if each.action in hits:
            weight = 1 if weights is None else weights.get(each.episode, 0)
            whole += weight
            total += weight * hits[each.action]
    return total / whole if whole else None


def interval(values: Sequence[float | None]) -> tuple[float, float] | None:
    """The middle 95 % of what resamples give; None where more than 5 % of them give nothing."""
    known = sorted(each for each in values if each is not None)
    if not known or len(known) < 0.95 * len(values):
        return None
    return known[round(len(known) * 0.025)], known[round(len(known) * 0.975) - 1]
