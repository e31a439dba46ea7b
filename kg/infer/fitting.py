"""Weights refitted to examples, near the documented ones, to see how far those can be trusted.

Nothing that is built uses them; kg/infer/rules.toml is the one table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.infer.rules import Rules

STRENGTH: Final = 4.0  # of the pull towards the documented weights: a standard deviation of 0.5
SWEEPS: Final = 25  # over all weights; the changes are below 0.001 after about 15

Example = tuple[tuple[str, ...], bool]  # the features of a pair, and whether it is a link


def refit(rules: Rules, examples: Sequence[Example]) -> Rules:
    """The rules with prior and weights moved towards what the examples show.

    Args:
        rules: where the weights start and what they are pulled towards.
        examples: pairs with the features that hold of them.
    Returns:
        Logistic regression with a Gaussian prior at the documented weights, by coordinate-wise
        Newton steps; weights without an example stay.
    """
    before = {"prior": float(rules.prior), **{n: float(w) for n, w in rules.weights.items()}}
    weights = dict(before)
    rows = [(("prior", *(n for n in names if n in weights)), hit) for names, hit in examples]
    sums = [sum(weights[name] for name in names) for names, _ in rows]
    having: dict[str, list[int]] = {}
    for number, (names, _) in enumerate(rows):
        for name in names:
            having.setdefault(name, []).append(number)
    for _ in range(SWEEPS):
        for name, numbers in having.items():
            slope = STRENGTH * (weights[name] - before[name])
            bend = STRENGTH
            for number in numbers:
                chance = 1 / (1 + math.exp(-sums[number]))
                slope += chance - rows[number][1]
                bend += chance * (1 - chance)
            step = -slope / bend
            weights[name] += step
            for number in numbers:
                sums[number] += step
    exact = {name: Decimal(f"{weight:.3f}") for name, weight in weights.items()}
    return replace(rules, prior=exact.pop("prior"), weights=exact)
