"""Weights refitted to examples, near the documented ones, to see how far those can be trusted.

Nothing that is built uses them; kg/infer/rules.toml is the one table.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.infer.rules import Rules

STRENGTH: Final = 4.0  # of the pull towards the documented weights: a standard deviation of 0.5
SWEEPS: Final = 25  # over all weights; the changes are below 0.001 after about 15

#: The candidates of one response: the features of each, and whether it is a right trigger.
Example = Sequence[tuple[tuple[str, ...], bool]]


def refit(rules: Rules, examples: Sequence[Example], strength: float = STRENGTH) -> Rules:
    """The rules with prior and weights moved towards what the examples show.

    Args:
        rules: where the weights start and what they are pulled towards.
        examples: responses; one without a right candidate answers none of them.
        strength: of the pull, the inverse of a variance in log-odds.
    Returns:
        The softmax over candidates and none with a Gaussian prior at the documented weights, by
        coordinate-wise Newton steps; weights without an example stay.
    """
    before = {"prior": float(rules.prior), **{n: float(w) for n, w in rules.weights.items()}}
    weights = dict(before)
    groups = [_Group(each, weights) for each in examples if each]
    having: dict[str, list[tuple[_Group, list[int]]]] = {}
    for group in groups:
        for name, places in group.places.items():
            having.setdefault(name, []).append((group, places))
    for _ in range(SWEEPS):
        for name, found in having.items():
            slope = strength * (weights[name] - before[name])
            bend = strength
            for group, places in found:
                share, wanted = group.shares(places)
                slope += share - wanted
                bend += share * (1 - share)
            step = -slope / bend
            weights[name] += step
            for group, places in found:
                group.move(places, step)
    exact = {name: Decimal(f"{weight:.3f}") for name, weight in weights.items()}
    return replace(rules, prior=exact.pop("prior"), weights=exact)


class _Group:
    """The odds of the candidates of one response against none of them, as the weights stand."""

    def __init__(self, example: Example, weights: Mapping[str, float]) -> None:
        self.right: Final = [hit for _, hit in example]
        self.places: Final[dict[str, list[int]]] = {"prior": list(range(len(example)))}
        self.odds: Final = []
        for place, (names, _) in enumerate(example):
            known = [name for name in names if name in weights]
            for name in known:
                self.places.setdefault(name, []).append(place)
            self.odds.append(math.exp(weights["prior"] + sum(weights[name] for name in known)))

    def shares(self, places: Sequence[int]) -> tuple[float, float]:
        """What some candidates have of all chances, and what they have of those of the right."""
        some = sum(self.odds[place] for place in places)
        share = some / (1 + sum(self.odds))
        if not any(self.right):
            return share, 0.0
        right = sum(odds for odds, hit in zip(self.odds, self.right, strict=True) if hit)
        return share, sum(self.odds[place] for place in places if self.right[place]) / right

    def move(self, places: Sequence[int], step: float) -> None:
        """Follow a weight that moved, for the candidates that have it."""
        for place in places:
            self.odds[place] *= math.exp(step)


def fitted_weights(
    rules: Rules, episodes: Sequence[Sequence[Example]], draws: int, seed: int
) -> dict[str, tuple[Decimal, Decimal, Decimal, Decimal]]:
    """Each weight as documented and as fitted, with the 95 % interval of the fitted one.

    Args:
        rules: what is documented.
        episodes: examples that stand or fall together, so that they are drawn together.
        draws: how often episodes are drawn again with replacement.
        seed: of the drawing.
    Returns:
        Name -> documented, fitted, low and high, the prior first.
    """
    pick = random.Random(seed)  # noqa: S311 - resampling
    fitted = _all(refit(rules, [x for each in episodes for x in each]))
    drawn = []
    for _ in range(draws):
        again = pick.choices(episodes, k=len(episodes)) if episodes else []
        drawn.append(_all(refit(rules, [x for each in again for x in each])))
    table = {}
    for name, documented in _all(rules).items():
        found = sorted(each[name] for each in drawn) or [fitted[name]]
        low, high = found[round(len(found) * 0.025)], found[max(round(len(found) * 0.975) - 1, 0)]
        table[name] = documented, fitted[name], low, high
    return table


def _all(rules: Rules) -> dict[str, Decimal]:
    return {"prior": rules.prior, **rules.weights}
