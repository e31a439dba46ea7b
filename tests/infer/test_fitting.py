"""Weights refitted to examples."""

from __future__ import annotations

from decimal import Decimal

from kg.infer.fitting import refit
from kg.infer.rules import default_rules

RULES = default_rules()


def test_without_examples_the_weights_stay() -> None:
    assert refit(RULES, []) == RULES


def test_a_feature_that_goes_with_links_gains_and_one_that_does_not_loses() -> None:
    examples = [(("sameKind",), True)] * 20 + [(("mirroredKind",), False)] * 20
    fitted = refit(RULES, examples)
    assert fitted.weights["sameKind"] > RULES.weights["sameKind"]
    assert fitted.weights["mirroredKind"] < RULES.weights["mirroredKind"]
    assert fitted.weights["equalCount"] == RULES.weights["equalCount"]


def test_few_examples_move_little() -> None:
    one = refit(RULES, [(("sameKind",), False)])
    assert abs(one.weights["sameKind"] - RULES.weights["sameKind"]) < Decimal("0.3")


def test_features_that_are_off_are_left_out() -> None:
    assert "none" not in refit(RULES, [(("none",), True)]).weights
