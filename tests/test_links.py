"""Inference: what makes a link, and the near miss of each feature."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

from support import act, claim, record

from kg import links
from kg.links import infer_links


def names(found: links.Link) -> set[str]:
    return {each.name for each in found.features}


def pairs(found: list[links.Link]) -> set[tuple[str, str]]:
    return {(each.response, each.trigger) for each in found}


STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
ANSWER = act("answer", "XBO", "XRU", "2031-03-03", count=23)


def test_an_equal_expulsion_two_days_later_is_inferred_with_its_reasons() -> None:
    (found,) = infer_links(record([STRIKE, ANSWER]))
    assert (found.response, found.trigger, found.basis) == ("answer", "strike", "inferred")
    assert (found.min_lag, found.max_lag) == (2, 2)
    assert names(found) == {
        "prior", "reversedRoles", "sameKind", "equalCount", "sharedCase", "lagWithin2Days",
    }  # fmt: skip
    assert (found.rule, found.rule_version) == (links.RULE, links.RULE_VERSION)
    assert found.stance != "asserts"


def test_the_confidence_is_the_logistic_of_the_features_sum() -> None:
    (found,) = infer_links(record([STRIKE, ANSWER]))
    assert sum(each.contribution for each in found.features) == Decimal("3.0")
    assert found.confidence == Decimal("0.953")


def test_an_answer_before_its_trigger_is_no_link() -> None:
    early = act("answer", "XBO", "XRU", "2031-02-27", count=23)
    assert pairs(infer_links(record([STRIKE, early]))) == {("strike", "answer")}


def test_acts_of_one_day_have_no_order() -> None:
    same = act("answer", "XBO", "XRU", "2031-03-01", count=23)
    assert infer_links(record([STRIKE, same])) == []


def test_roles_that_are_not_reversed_make_no_link() -> None:
    third = act("answer", "XSY", "XRU", "2031-03-03", count=23)
    assert infer_links(record([STRIKE, third])) == []


def test_another_kind_of_measure_makes_no_link() -> None:
    other = act("answer", "XBO", "XRU", "2031-03-03", kind="Sanctions", count=23)
    assert infer_links(record([STRIKE, other])) == []


def test_a_mirrored_kind_counts_less_than_the_same() -> None:
    cap = act("answer", "XBO", "XRU", "2031-03-03", kind="StaffReduction", count=23)
    (found,) = infer_links(record([STRIKE, cap]))
    assert "mirroredKind" in names(found)
    assert found.confidence is not None
    assert found.confidence < Decimal("0.953")


def test_beyond_the_window_there_is_no_link() -> None:
    last = act("answer", "XBO", "XRU", "2031-04-30", count=23)
    late = act("answer", "XBO", "XRU", "2031-05-01", count=23)
    assert len(infer_links(record([STRIKE, last]))) == 1
    assert infer_links(record([STRIKE, late])) == []


def test_unequal_counts_add_nothing() -> None:
    other = act("answer", "XBO", "XRU", "2031-03-03", count=24)
    (found,) = infer_links(record([STRIKE, other]))
    assert "equalCount" not in names(found)


def test_another_case_adds_nothing() -> None:
    other = act("answer", "XBO", "XRU", "2031-03-03", count=23, case="another-case")
    (found,) = infer_links(record([STRIKE, other]))
    assert "sharedCase" not in names(found)


def test_a_window_and_a_reversed_dyad_alone_are_no_link() -> None:
    bare = act("answer", "XBO", "XRU", "2031-03-20", case=None)
    assert infer_links(record([STRIKE, bare])) == []


def test_a_contested_trigger_speaks_against_the_link() -> None:
    denied = act("strike", "XRU", "XBO", "2031-03-01", count=23, contested=("responsibility",))
    (found,) = infer_links(record([denied, ANSWER]))
    assert "contestedTrigger" in names(found)
    lawful = act("strike", "XRU", "XBO", "2031-03-01", count=23, contested=("legality",))
    (found,) = infer_links(record([lawful, ANSWER]))
    assert "contestedTrigger" not in names(found)


def test_a_preparation_before_the_trigger_is_counter_evidence() -> None:
    plan = act(
        "plan", "XBO", "XRU", "2031-02-01", kind="Preparation", prepares=("answer",), material=False
    )
    (found,) = infer_links(record([STRIKE, ANSWER, plan]))
    assert "preparedEarlier" in names(found)
    assert found.counter_evidence == (("action", "plan"),)
    later = act(
        "plan", "XBO", "XRU", "2031-03-02", kind="Preparation", prepares=("answer",), material=False
    )
    (found,) = infer_links(record([STRIKE, ANSWER, later]))
    assert found.counter_evidence == ()


def test_a_pair_that_a_source_links_or_denies_is_left_to_the_source() -> None:
    for said in (
        {},
        {"stance": "denies"},
        {"relation": "nonRetaliation"},
        {"stance": "speculates"},
    ):
        assert infer_links(record([STRIKE, ANSWER], [claim("answer", "strike", **said)])) == []


def test_a_source_that_gives_only_the_order_leaves_room_for_inference() -> None:
    said = claim("answer", "strike", relation="sequence")
    assert len(infer_links(record([STRIKE, ANSWER], [said]))) == 1


def test_a_said_order_stands_in_for_an_unknown_lag() -> None:
    vague = act("strike", "XRU", "XBO", "2031-03-01", count=23, earliest=None)
    (found,) = infer_links(
        record([vague, ANSWER], [claim("answer", "strike", relation="sequence")])
    )
    assert "saidToFollow" in names(found)
    (found,) = infer_links(record([vague, ANSWER]))
    assert "saidToFollow" not in names(found)


def test_parts_are_not_linked_again_where_the_whole_is() -> None:
    part = act("part", "XBO", "XRU", "2031-03-03", count=12, part_of=("answer",))
    found = infer_links(record([STRIKE, ANSWER, part], [claim("answer", "strike")]))
    assert found == []


def test_statements_plans_and_easings_take_no_part() -> None:
    plan = act("answer", "XBO", "XRU", "2031-03-03", count=23, material=False)
    ease = act("ease", "XBO", "XRU", "2031-03-03", kind="Easing", count=23)
    assert infer_links(record([STRIKE, plan, ease])) == []


def test_alternatives_are_kept_and_named() -> None:
    other = act("other", "XRU", "XBO", "2031-02-27", count=23)
    found = infer_links(record([STRIKE, other, ANSWER]))
    assert pairs(found) == {("answer", "strike"), ("answer", "other")}
    first, second = found
    assert first.alternative_to == (second.iri,)
    assert second.alternative_to == (first.iri,)


def test_every_weight_is_used_by_some_feature() -> None:
    text = Path(links.__file__).read_text(encoding="utf-8")
    for name in links.WEIGHTS:
        stem = name.replace("2Days", "{limit}Days").replace("7Days", "{limit}Days")
        stem = stem.replace("30Days", "{limit}Days").replace("60Days", "{limit}Days")
        assert text.count(name) + text.count(stem) > 1, name


def test_ten_thousand_acts_of_one_dyad_stay_linear() -> None:
    many = [
        act(
            f"a{n}",
            *(("XRU", "XBO") if n % 2 else ("XBO", "XRU")),
            f"20{31 + n // 336:02d}-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}",
        )
        for n in range(10_000)
    ]
    began = time.perf_counter()
    found = infer_links(record(many))
    assert len(found) <= links.NEAREST * len(many)
    assert (
        time.perf_counter() - began < 60
    )  # all pairs would be 50 million; a hang, not a speed, test
