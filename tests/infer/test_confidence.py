"""Log-odds as shares of one softmax over triggers and none."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal

import pytest
from support import claim

from kg.infer.confidence import (
    odds_of,
    rivals_of,
    score_of,
    share_confidence,
    without,
)
from kg.model.actions import Feature, Link


def scores(*numbers: float) -> list[Decimal]:
    return [Decimal(str(each)) for each in numbers]


def inferred(confidence: str, *weights: str, **more: object) -> Link:
    features = tuple(Feature(name=f"f{n}", contribution=Decimal(x)) for n, x in enumerate(weights))
    given = {"basis": "inferred", "features": features, "confidence": Decimal(confidence), **more}
    return replace(claim("b", "a"), **given)  # type: ignore[arg-type]


def test_one_trigger_has_the_logistic_of_its_score() -> None:
    (share,) = share_confidence(scores(1.25))
    assert share == Decimal("0.777")  # 1 / (1 + exp(-1.25)) = 0.7773


def test_without_triggers_none_has_all() -> None:
    assert share_confidence([]) == []


@pytest.mark.parametrize("many", [scores(20), scores(20, 20), scores(900, 3), scores(*[5] * 9)])
def test_shares_never_sum_to_one(many: list[Decimal]) -> None:
    shares = share_confidence(many)
    assert 0 < sum(shares) < 1
    assert shares[0] == max(shares)


def test_very_low_scores_leave_all_to_none() -> None:
    assert share_confidence(scores(-900)) == [Decimal("0.000")]


def test_odds_and_rivals_share_the_confidence_out() -> None:
    (share, _) = share_confidence(scores(2, 0.5))
    link = inferred(str(share), "1.5", "0.5", weighed=("other",))
    odds, (least, most) = odds_of(link), rivals_of(link)
    assert score_of(link) == 2
    assert odds == pytest.approx(math.exp(2))
    assert least < math.exp(0.5) < most < least + 0.02
    for rivals, at_most in ((most, 1e-9), (least, 0.001 + 1e-9)):
        assert abs(odds / (odds + 1 + rivals) - float(share)) <= at_most


def test_rivals_that_are_linked_have_their_own_sums() -> None:
    shares = share_confidence(scores(2, 1.75, 1.75))
    one = inferred(str(shares[0]), "2", alternative_to=("x", "y"))
    links = dict.fromkeys("xy", inferred(str(shares[1]), "1.75"))
    assert rivals_of(one, links) == pytest.approx([2 * math.exp(1.75)] * 2)
    least, most = rivals_of(one)  # where these are not at hand
    assert least < 2 * math.exp(1.75) < most
    weak = share_confidence(scores(2, 1.75, 1.75, -1))
    least, most = rivals_of(
        inferred(str(weak[0]), "2", alternative_to=("x", "y"), weighed=("z",)), links
    )
    assert 2 * math.exp(1.75) <= least < 2 * math.exp(1.75) + math.exp(-1) < most
    left, none = without(one, Decimal(2), links)
    assert (left, none) == (Decimal("0.074"), Decimal("0.074"))  # 1 / (2 + 2 * exp(1.75))


def test_an_only_trigger_has_no_rivals_whatever_was_rounded() -> None:
    assert rivals_of(inferred("0.880", "2")) == (0, 0)


def test_without_a_feature_the_rivals_stay() -> None:
    left, none = without(inferred("0.880", "1.5", "0.5"), Decimal("1.5"))
    assert (left, none) == (Decimal("0.622"), Decimal("0.377"))
    (share, _) = share_confidence(scores(2, 0.5))
    (less, _) = share_confidence(scores(0.5, 0.5))
    left, _ = without(inferred(str(share), "1.5", "0.5", weighed=("other",)), Decimal("1.5"))
    assert left == pytest.approx(less, abs=Decimal("0.005"))
