"""Pairs -> log-odds, confidences, and which are linked.

The features of each candidate add up to its log-odds against none; one softmax over the candidates
of a response and none shares the confidence out. A response is linked where its triggers together
are above the threshold.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, Self

import numpy as np

from kg.infer.confidence import share_confidence
from kg.infer.context import STEPS, Context
from kg.infer.features import FEATURES
from kg.infer.pairs import Pairs
from kg.infer.sets import LATE, Column

_CLOSE: Final = 1e-7  # of a step: nearer to the next one, the last bit of an exponential may decide


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Pairs, the best of each response first, with the features that hold and the confidence."""

    pairs: Pairs
    features: Column  # bit n is set where the n-th of FEATURES holds
    confidence: Column  # in steps

    @classmethod
    def join(cls, context: Context, parts: Sequence[Self]) -> Self:
        """All of them, their groups after each other."""
        return cls(
            pairs=Pairs.join(context, [each.pairs for each in parts]),
            features=np.concatenate([np.zeros(0, np.uint64), *(x.features for x in parts)]),
            confidence=np.concatenate([np.zeros(0, np.int64), *(x.confidence for x in parts)]),
        )

    def take(self, at: Column) -> Scores:
        """Some of them."""
        return Scores(
            pairs=self.pairs.take(at),
            features=self.features[at],
            confidence=self.confidence[at],
        )

    def find_linked(self, left: Column) -> Column:
        """Which are linked: where all together are above the threshold, the best and those near it.

        None of them is the less likely then. With the best go others with a large share of its
        confidence.

        Args:
            left: which take part; the others are rivals, and no reason to link.
        """
        context, starts, place = self.pairs.context, self.pairs.starts, self.pairs.place
        limit = _threshold(self.pairs)
        confidence = np.where(left, self.confidence, 0)
        if not len(starts):
            return left
        above = np.add.reduceat(confidence, starts) > math.floor(limit * STEPS)
        best = np.maximum.reduceat(confidence, starts)[place]
        return left & above[place] & (confidence >= context.least[best])

    @cached_property
    def linked(self) -> Column:
        """Which are linked if no source has a say."""
        return self.find_linked(np.ones(len(self.pairs), np.bool_))


def score_pairs(pairs: Pairs, *, linked: bool = False) -> Scores:
    """What each pair comes to, the best of each response first.

    Args:
        pairs: the candidates of responses.
        linked: leave responses out that are surely not linked.
    """
    acts = pairs.context.acts
    score, features = _add_up(pairs)
    if linked:
        kept = np.flatnonzero(_may_link(pairs, score))
        pairs, score, features = pairs.take(kept), score[kept], features[kept]
    # between equal scores a whole comes before its parts, then the nearest, then by id
    trigger = pairs.trigger
    nearest = (trigger, LATE - acts.known[trigger], acts.wholes.sizes(trigger))
    order = np.lexsort((*nearest, -score, pairs.group))
    order = order[_told_once(pairs.take(order))]
    pairs, score, features = pairs.take(order), score[order], features[order]
    return Scores(pairs=pairs, features=features, confidence=_share_out(pairs, score))


def _add_up(pairs: Pairs) -> tuple[Column, Column]:
    """The log-odds of each pair, in units of the last place of the weights, and its features."""
    weights = pairs.context.weights
    score = np.full(len(pairs), weights["prior"], np.int64)
    features = np.zeros(len(pairs), np.uint64)
    for bit, (name, holds) in enumerate(FEATURES.items()):
        if name in weights:
            found = holds(pairs)
            score[found] += weights[name]
            features[found] |= np.uint64(1 << bit)
    return score, features


def _threshold(pairs: Pairs) -> Decimal:
    rules = pairs.context.rules
    return rules.solidarity_threshold if pairs.third else rules.threshold


def _may_link(pairs: Pairs, score: Column) -> Column:
    """Whether all triggers together may be above the threshold, before any is left out."""
    limit = float(_threshold(pairs))
    if not len(pairs):
        return np.zeros(0, np.bool_)
    odds = np.add.reduceat(np.exp(score / 10.0**pairs.context.places), pairs.starts)
    return (odds / (1 + odds) > limit - 1 / STEPS)[pairs.place]


def _told_once(pairs: Pairs) -> Column:
    """Without wholes of a better part and parts of a whole that is as good: one act, no rivals."""
    acts, kept = pairs.context.acts, np.ones(len(pairs), np.bool_)
    better: dict[int, list[int]] = {}
    for at in np.flatnonzero(acts.is_part_or_whole[pairs.trigger]).tolist():
        others = better.setdefault(int(pairs.group[at]), [])
        one = np.full(len(others), pairs.trigger[at])
        if acts.overlap(one, np.array(others, np.int64)).any():
            kept[at] = False
        else:
            others.append(int(pairs.trigger[at]))
    return kept


def _share_out(pairs: Pairs, score: Column) -> Column:
    """The confidence in each pair in steps, as `share_confidence` gives it."""
    if not len(pairs):
        return np.zeros(0, np.int64)
    places, starts, place = pairs.context.places, pairs.starts, pairs.place
    sums = score / 10.0**places
    top = np.maximum(np.maximum.reduceat(sums, starts), 0)
    odds = np.exp(sums - top[place])
    every = np.add.reduceat(odds, starts) + np.exp(-top)
    share = odds / every[place] * STEPS
    step = np.rint(share)
    confidence = np.minimum(np.floor(share), STEPS - 1).astype(np.int64)
    close = (np.abs(share - step) < _CLOSE) & (step > 0) & (step < STEPS)
    ends = np.append(starts, len(pairs))
    for group in np.unique(place[close]).tolist():
        those = slice(ends[group], ends[group + 1])
        told = [Decimal(each).scaleb(-places) for each in score[those].tolist()]
        confidence[those] = [int(each * STEPS) for each in share_confidence(told)]
    return confidence
