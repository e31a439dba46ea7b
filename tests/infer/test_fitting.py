"""Weights refitted to examples."""

from __future__ import annotations

from decimal import Decimal

from kg.infer.fitting import Example, fitted_weights, refit
from kg.infer.rules import default_rules

RULES = default_rules()
SAME: Example = [(("sameKind",), True)]
MIRRORED: Example = [(("mirroredKind",), False)]


def test_without_examples_the_weights_stay() -> None:
    assert refit(RULES, []) == RULES
    assert refit(RULES, [[]]) == RULES


def test_a_feature_that_goes_with_links_gains_and_one_that_does_not_loses() -> None:
    fitted = refit(RULES, [SAME] * 20 + [MIRRORED] * 20)
    assert fitted.weights["sameKind"] > RULES.weights["sameKind"]
    assert fitted.weights["mirroredKind"] < RULES.weights["mirroredKind"]
    assert fitted.weights["equalCount"] == RULES.weights["equalCount"]


def test_rivals_of_one_response_are_weighed_against_each_other() -> None:
    rivals: Example = [(("sameKind", "quietDyad"), True), (("sameKind", "busyDyad"), False)]
    fitted = refit(RULES, [rivals] * 20)
    assert fitted.weights["quietDyad"] > RULES.weights["quietDyad"]
    assert fitted.weights["busyDyad"] < RULES.weights["busyDyad"]


def test_of_two_right_triggers_neither_is_wrong() -> None:
    both: Example = [(("sameKind", "quietDyad"), True), (("sameKind", "busyDyad"), True)]
    fitted = refit(RULES, [both] * 20)
    assert fitted.weights["sameKind"] > RULES.weights["sameKind"]


def test_the_fit_is_where_pull_and_examples_balance() -> None:
    fitted = refit(RULES, [SAME] * 10)  # by symmetry both weights move by the same
    moved = fitted.prior - RULES.prior
    assert abs(fitted.weights["sameKind"] - RULES.weights["sameKind"] - moved) < Decimal("0.002")
    odds = (fitted.prior + fitted.weights["sameKind"]).exp()
    assert abs(10 * (1 - odds / (1 + odds)) - 4 * moved) < Decimal("0.02")


def test_few_examples_move_little() -> None:
    one = refit(RULES, [[(("sameKind",), False)]])
    assert abs(one.weights["sameKind"] - RULES.weights["sameKind"]) < Decimal("0.3")
    held = refit(RULES, [SAME] * 20, strength=1000)
    assert abs(held.weights["sameKind"] - RULES.weights["sameKind"]) < Decimal("0.02")


def test_features_that_are_off_are_left_out() -> None:
    assert "none" not in refit(RULES, [[(("none",), True)]]).weights


def test_fitted_weights_come_beside_the_documented_ones_with_an_interval() -> None:
    episodes = [[SAME, SAME]] * 5 + [[MIRRORED]] * 5
    found = fitted_weights(RULES, episodes, draws=20, seed=1)
    assert list(found) == ["prior", *RULES.weights]
    documented, fitted, low, high = found["sameKind"]
    assert documented == RULES.weights["sameKind"]
    assert low <= fitted <= high
    assert low < high
    assert set(found["equalCount"]) == {RULES.weights["equalCount"]}
    assert found == fitted_weights(RULES, episodes, draws=20, seed=1)


def test_without_episodes_nothing_is_drawn() -> None:
    found = fitted_weights(RULES, [], draws=3, seed=1)
    assert set(found["prior"]) == {RULES.prior}
