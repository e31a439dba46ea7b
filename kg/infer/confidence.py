"""Log-odds -> confidence: one softmax over the triggers of a response and "none of them".

A score is the log-odds of a trigger against none: none has the score 0. So the confidences of all
triggers of one response and of none sum to one, and rivals take from each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from kg.model.actions import Link

_STEP: Final = Decimal("0.001")
_NONE: Final[Mapping[str, Link]] = {}


def share_confidence(scores: Sequence[Decimal]) -> list[Decimal]:
    """The confidence, 0 to 1 with three decimals, in each of the triggers of one response.

    Rounded down, so that they never sum to one: what is left is that of none.

    >>> share_confidence([Decimal(0)]), share_confidence([Decimal(2), Decimal(2)])
    ([Decimal('0.500')], [Decimal('0.468'), Decimal('0.468')])
    """
    top = max(map(float, scores), default=0.0)
    top = max(top, 0.0)
    odds = [math.exp(float(each) - top) for each in scores]
    every = sum(odds) + math.exp(-top)
    return [min(_floor(each / every), 1 - _STEP) for each in odds]


def _floor(share: float) -> Decimal:
    return Decimal(share).quantize(_STEP, ROUND_FLOOR)


def score_of(link: Link) -> Decimal:
    """The sum of an inferred link's log-odds."""
    return sum((each.contribution for each in link.features), Decimal(0))


def odds_of(link: Link) -> float:
    """The odds of an inferred link's trigger against none.

    They, those of its rivals and the 1 of none share the confidence out:
    confidence = odds / (odds + 1 + rivals).
    """
    return math.exp(float(score_of(link)))


def rivals_of(link: Link, links: Mapping[str, Link] = _NONE) -> tuple[float, float]:
    """The least and the greatest odds of an inferred link's rivals together, against none.

    Rivals that are linked too have sums of their own. Of those found too weak, or of which a source
    speaks, the sums are not kept: the confidence, which is rounded, leaves bounds for these.

    Args:
        link: an inferred one.
        links: by IRI, the alternatives among them.
    Returns:
        Two equal numbers where every rival is linked.
    """
    odds, confidence = odds_of(link), link.confidence or _STEP
    least, most = (odds / float(x) - odds - 1 for x in (confidence + _STEP, confidence))
    told = sum(odds_of(links[iri]) for iri in link.alternative_to if iri in links)
    if least <= told and not link.weighed:
        return told, told
    return max(least, told), max(most, told)


def without(
    link: Link, weight: Decimal, links: Mapping[str, Link] = _NONE
) -> tuple[Decimal, Decimal]:
    """The confidence in an inferred link, and in none of the triggers, without one of its features.

    Args:
        link: an inferred one.
        weight: the contribution of the feature, in log-odds; the rivals stay as they are.
        links: as in rivals_of.
    """
    rivals = max(rivals_of(link, links))
    odds = math.exp(float(score_of(link) - weight))
    every = odds + 1 + rivals
    return _floor(odds / every), _floor(1 / every)
