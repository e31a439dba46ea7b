"""Log-odds of pairs, confidences as the softmax gives them, and which pairs are linked."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from support import act, record

from kg.infer.confidence import share_confidence
from kg.infer.context import STEPS, Context, read_context
from kg.infer.features import FEATURES
from kg.infer.pairs import Pairs
from kg.infer.rules import default_rules
from kg.infer.scores import Scores, _share_out, score_pairs

RULES = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
TWIN = replace(STRIKE, id="twin")
ANSWER = act("answer", "XBO", "XRU", "2031-03-03", count=23)


def grouped(context: Context, *sizes: int) -> Pairs:
    """Pairs of the first two acts in groups of some sizes."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    return Pairs(
        context=context,
        group=group,
        response=np.zeros_like(group),
        trigger=np.ones_like(group),
        direct=np.ones(len(group), np.bool_),
        told=np.zeros(len(group), np.bool_),
    )


def confidences(*groups: list[str], places: int = 2) -> list[list[Decimal]]:
    """The confidences in groups of log-odds, the highest of each group first."""
    rules = replace(RULES, prior=Decimal(1).scaleb(-places), weights={})
    pairs = grouped(read_context(record([STRIKE, ANSWER]), rules), *map(len, groups))
    score = np.array([int(Decimal(x).scaleb(places)) for each in groups for x in each])
    found = [Decimal(x).scaleb(-3) for x in _share_out(pairs, score).tolist()]
    return [[found.pop(0) for _ in each] for each in groups]


@pytest.mark.parametrize("seed", range(10))
def test_all_groups_at_once_share_out_as_each_does_by_itself(seed: int) -> None:
    pick = random.Random(seed)
    groups = [
        sorted((f"{pick.randrange(-900, 700) / 100:.2f}" for _ in range(pick.randint(1, 9))),
               key=float, reverse=True)
        for _ in range(200)
    ]  # fmt: skip
    expected = [share_confidence([Decimal(x) for x in each]) for each in groups]
    assert confidences(*groups) == expected


def test_a_share_on_a_step_or_the_last_bit_beside_it_is_rounded_as_by_itself() -> None:
    # log(n / (1000 - n)) to twelve decimals: the share lies within 1e-13 of n thousandths
    groups = []
    for n in range(1, STEPS):
        odds = (Decimal(n) / (STEPS - n)).ln()
        step = Decimal("1E-12")
        groups += [[str(round(odds, 12) + step * by)] for by in (-1, 0, 1)]
    groups += [["0"], ["0", "0"], ["0", "0", "0"], ["600"], ["-600"], ["600", "600"]]
    expected = [share_confidence([Decimal(x) for x in each]) for each in groups]
    assert confidences(*groups, places=12) == expected
    lower = [each[0] * STEPS < n // 3 + 1 for n, each in enumerate(expected[: 3 * (STEPS - 1)])]
    assert True in lower
    assert False in lower


def test_the_features_that_hold_are_bits_and_add_up() -> None:
    context = read_context(record([STRIKE, ANSWER]), RULES)
    scores = score_pairs(grouped(context, 1))
    held = {name for bit, name in enumerate(FEATURES) if int(scores.features[0]) >> bit & 1}
    assert held == {"sameKind", "equalCount", "sharedCase", "lagWithin2Days"}
    total = RULES.prior + sum(RULES.weights[name] for name in held)
    (share,) = share_confidence([total])
    assert scores.confidence.tolist() == [int(share * STEPS)]


def test_a_feature_that_is_off_neither_counts_nor_shows() -> None:
    weights = {name: weight for name, weight in RULES.weights.items() if name != "equalCount"}
    context = read_context(record([STRIKE, ANSWER]), replace(RULES, weights=weights))
    bits = int(score_pairs(grouped(context, 1)).features[0])
    assert not bits >> list(FEATURES).index("equalCount") & 1


def scored(*confidence: int, sizes: tuple[int, ...], **rules: Decimal) -> Scores:
    context = read_context(record([STRIKE, ANSWER]), replace(RULES, **rules))  # type: ignore[arg-type]
    given = np.array(confidence)
    features = np.zeros(len(given), np.uint64)
    return Scores(pairs=grouped(context, *sizes), features=features, confidence=given)


def test_a_group_is_linked_above_the_threshold_alone() -> None:
    found = scored(300, 200, 300, 201, sizes=(2, 2), share=Decimal(0))
    assert found.linked.tolist() == [False, False, True, True]


def test_beside_the_best_those_with_the_share_of_its_confidence_are_linked() -> None:
    found = scored(600, 200, 199, sizes=(3,), share=Decimal(1) / 3)
    assert found.linked.tolist() == [True, True, False]
    assert scored(600, 599, sizes=(2,), share=Decimal(1)).linked.tolist() == [True, False]


def test_what_a_source_settles_is_no_reason_to_link_the_rest() -> None:
    found = scored(500, 400, sizes=(2,))
    assert found.linked.tolist() == [True, True]
    assert found.find_linked(np.array([False, True])).tolist() == [False, False]


def test_responses_that_are_surely_not_linked_are_left_out_where_asked() -> None:
    old = act("old", "XRU", "XBO", "2030-06-01", "Sanctions", case=None)
    late = act("late", "XBO", "XRU", "2030-09-01", "Recall", case=None)
    context = read_context(record([STRIKE, ANSWER, old, late]), RULES)
    names = context.acts.names
    ends = np.array([[names["answer"], names["strike"]], [names["late"], names["old"]]])
    pairs = replace(grouped(context, 1, 1), response=ends[:, 0], trigger=ends[:, 1])
    assert len(score_pairs(pairs).pairs) == 2
    assert score_pairs(pairs, linked=True).pairs.response.tolist() == [names["answer"]]


def test_between_equal_scores_the_nearest_comes_first_then_the_first_by_id() -> None:
    context = read_context(record([STRIKE, TWIN, replace(STRIKE, id="a"), ANSWER]), RULES)
    rows = [context.acts.names[each] for each in ("twin", "strike", "a")]
    pairs = replace(grouped(context, 3), trigger=np.array(rows))
    pairs = replace(pairs, response=np.full(3, context.acts.names["answer"]))
    found = [context.acts.actions[each].id for each in score_pairs(pairs).pairs.trigger]
    assert found == ["a", "strike", "twin"]
