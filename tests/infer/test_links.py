"""Inference: which pairs become links, and with what."""

from __future__ import annotations

import itertools
import math
import random
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support import act, claim, record

from kg.infer import links
from kg.infer.chains import find_chains
from kg.infer.links import infer_links, infer_same_days, judge_pairs
from kg.infer.rules import default_rules
from kg.model.actions import Action


def names(found: links.Link) -> set[str]:
    return {each.name for each in found.features}


def pairs(found: list[links.Link]) -> set[tuple[str, str]]:
    return {(each.response, each.trigger) for each in found}


RULES = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
ANSWER = act("answer", "XBO", "XRU", "2031-03-03", count=23)


def features(*actions: Action, response: str = "answer", **more: Any) -> set[str]:
    """What holds of the best candidate of a response, linked or not."""
    (found,) = (
        judged[0]
        for judged in judge_pairs(record(actions, **more), default_rules())
        if judged[0].response.id == response
    )
    return set(found.features)


def test_an_equal_expulsion_two_days_later_is_inferred_with_its_reasons() -> None:
    (found,) = infer_links(record([STRIKE, ANSWER]))
    assert (found.response, found.trigger, found.basis) == ("answer", "strike", "inferred")
    assert (found.min_lag, found.max_lag) == (2, 2)
    assert names(found) == {"prior", "sameKind", "equalCount", "sharedCase", "lagWithin2Days"}
    assert (found.rule, found.rule_version) == (links.RULE, default_rules().version)
    assert found.stance != "asserts"


def test_the_confidence_of_an_only_trigger_is_the_logistic_of_the_features_sum() -> None:
    (found,) = infer_links(record([STRIKE, ANSWER]))
    total = sum(float(each.contribution) for each in found.features)
    assert found.confidence is not None
    assert 0 <= 1 / (1 + math.exp(-total)) - float(found.confidence) < 0.001


def test_rivals_take_from_each_other() -> None:
    twin = act("twin", "XRU", "XBO", "2031-03-01", count=23)
    (alone,) = infer_links(record([STRIKE, ANSWER]))
    both = infer_links(record([STRIKE, twin, ANSWER]))
    assert len(both) == 2
    assert both[0].confidence == both[1].confidence
    assert alone.confidence is not None
    assert all(each.confidence and each.confidence < alone.confidence for each in both)


@pytest.mark.parametrize("seed", range(20))
def test_the_confidences_in_the_triggers_of_one_response_sum_below_one(seed: int) -> None:
    pick = random.Random(seed)
    kinds = ["Expulsion", "Recall", "Attack", "Sanctions"]
    strikes = [
        act(f"s{n}", "XRU", "XBO", f"2031-03-{pick.randint(1, 28):02}", pick.choice(kinds),
            pick.choice([None, 23]), case=pick.choice([None, "the-case"]))
        for n in range(pick.randint(1, 9))
    ]  # fmt: skip
    answer = act("answer", "XBO", "XRU", "2031-03-28", count=23)
    for judged in judge_pairs(record([*strikes, answer]), RULES):
        confidences = [each.confidence for each in judged]
        assert 0 < sum(confidences) < 1
        assert confidences == sorted(confidences, reverse=True)


def test_an_answer_before_its_trigger_is_no_link() -> None:
    early = act("answer", "XBO", "XRU", "2031-02-27", count=23)
    assert pairs(infer_links(record([STRIKE, early]))) == {("strike", "answer")}


def test_acts_of_one_day_have_no_order() -> None:
    same = act("answer", "XBO", "XRU", "2031-03-01", count=23)
    assert infer_links(record([STRIKE, same])) == []


def test_roles_that_are_not_reversed_make_no_link() -> None:
    third = act("answer", "XSY", "XRU", "2031-03-03", count=23)
    assert infer_links(record([STRIKE, third])) == []


def test_a_state_does_not_answer_itself() -> None:
    strike, answer = act("strike", "XRU", "XRU"), act("answer", "XRU", "XRU", "2031-03-03")
    assert infer_links(record([strike, answer])) == []
    mutual = replace(strike, actor_states=("XBO", "XRU"), recipient_states=("XBO", "XRU"))
    back = act("answer", "XBO", "XRU", "2031-03-03")
    assert infer_links(record([mutual, back])) == []


def test_a_side_does_not_answer_what_a_body_of_its_own_took_part_in() -> None:
    joint = act("strike", "XRU", "XBO", "2031-03-01", actor_states=("XRU", "XSY"))
    ours = act("answer", "ministry", "XRU", "2031-03-03", actor_states=("XBO",))
    assert pairs(infer_links(record([joint, ours]))) == {("answer", "strike")}
    also = replace(joint, actor_states=("XRU", "XBO"))
    assert infer_links(record([also, ours])) == []


def test_a_trigger_whose_date_spans_years_is_left_to_the_sources() -> None:
    def strike(first: date, last: date = date(2031, 3, 1)) -> Action:
        return replace(STRIKE, earliest=first, latest=last)

    answer = act("answer", "XBO", "XRU", "2031-03-03", count=23)
    assert pairs(infer_links(record([strike(date(2029, 3, 2)), answer]))) != set()
    assert infer_links(record([strike(date(2029, 2, 26)), answer])) == []
    assert infer_links(record([strike(date(1990, 1, 1), date(2032, 12, 31)), answer])) == []


def test_a_response_whose_date_spans_years_is_left_to_the_sources() -> None:
    def answer(first: date) -> Action:
        answer = act("answer", "XBO", "XRU", "2031-03-03", count=23)
        return replace(answer, earliest=first, latest=date(2031, 12, 31))

    assert pairs(infer_links(record([STRIKE, answer(date(2031, 3, 3))]))) == {("answer", "strike")}
    attack = act("strike", "XRU", "XBO", "1990-03-01", kind="Attack")
    assert infer_links(record([attack, answer(date(1990, 1, 1))])) == []


def test_organisations_have_sides_of_their_own() -> None:
    league = act("strike", "league", "XBO", "2031-03-01", actor_states=())
    back = act("answer", "XBO", "league", "2031-03-03", recipient_states=())
    assert pairs(infer_links(record([league, back]))) == {("answer", "strike")}


def test_beyond_the_window_there_is_no_link() -> None:
    last = act("answer", "XBO", "XRU", "2032-02-29", count=23)  # 365 days
    late = act("answer", "XBO", "XRU", "2032-03-01", count=23)
    assert len(list(judge_pairs(record([STRIKE, last]), RULES))) == 1
    assert list(judge_pairs(record([STRIKE, late]), RULES)) == []


def test_a_window_and_a_reversed_dyad_alone_are_no_link() -> None:
    bare = act("answer", "XBO", "XRU", "2031-03-02", kind="Sanctions", case=None)
    assert infer_links(record([STRIKE, bare])) == []
    (judged,) = judge_pairs(record([STRIKE, bare]), RULES)
    assert judged[0].features == ("lagWithin2Days",)  # it could not come sooner


def test_an_organisation_stands_for_its_members_and_weighs_less() -> None:
    league = act("strike", "league", "XBO", "2031-03-01", actor_states=())
    member = act("answer", "XBO", "XRU", "2031-03-03")
    joined = {"members": {"league": frozenset({"XRU"})}}
    assert "byMembership" in features(league, member, **joined)
    assert infer_links(record([league, member])) == []
    own = act("answer", "XBO", "league", "2031-03-03", recipient_states=())
    assert "byMembership" not in features(league, own, **joined)
    back = act("answer", "league", "XBO", "2031-03-03", actor_states=())
    hit = act("strike", "XBO", "XRU", "2031-03-01")
    assert "byMembership" in features(hit, back, **joined)


def test_two_members_of_one_organisation_do_not_stand_for_each_other() -> None:
    other = act("answer", "XBO", "XSY", "2031-03-03")
    joined = {"league": frozenset({"XRU", "XSY"})}
    assert infer_links(record([STRIKE, other], members=joined)) == []


def test_on_the_day_of_a_hostile_act_only_the_measure_can_be_the_answer() -> None:
    raid = act("strike", "XRU", "XBO", "2031-03-01", kind="Attack")
    recall = act("answer", "XBO", "XRU", "2031-03-01", kind="Recall")
    assert pairs(infer_links(record([raid, recall]))) == {("answer", "strike")}
    assert "orderOpen" in features(raid, recall)
    next_day = act("answer", "XBO", "XRU", "2031-03-02", kind="Recall")
    assert "orderOpen" not in features(raid, next_day)
    revenge = act("answer", "XBO", "XRU", "2031-03-01", kind="Attack")
    assert infer_links(record([raid, revenge])) == []


def test_a_hostile_act_within_the_days_of_a_measure_does_not_answer_it() -> None:
    month = act("strike", "XRU", "XBO", None, earliest=date(2031, 3, 1), latest=date(2031, 3, 31))
    raid = act("answer", "XBO", "XRU", "2031-03-15", kind="Attack")
    found = {each[0].response.id for each in judge_pairs(record([month, raid]), RULES)}
    assert found == {"strike"}


def test_acts_of_one_day_follow_a_source_that_gives_their_order() -> None:
    same = act("answer", "XBO", "XRU", "2031-03-01", count=23)
    told = [claim("answer", "strike", relation="sequence")]
    assert pairs(infer_links(record([STRIKE, same], told))) == {("answer", "strike")}
    raid = act("strike", "XRU", "XBO", "2031-03-01", kind="Attack")
    turned = [claim("strike", "answer", relation="sequence")]
    assert ("answer", "strike") not in pairs(infer_links(record([raid, same], turned)))


def in_order(first: Action, second: Action) -> list[Action]:
    """Both, with the order within their day."""
    return [
        replace(each, values=replace(each.values, within_day=place))
        for place, each in enumerate((first, second), 1)
    ]


def test_acts_of_one_day_follow_the_order_within_the_day() -> None:
    same = act("answer", "XBO", "XRU", "2031-03-01", count=23)
    assert pairs(infer_links(record(in_order(STRIKE, same)))) == {("answer", "strike")}
    assert pairs(infer_links(record(in_order(same, STRIKE)))) == {("strike", "answer")}
    assert infer_same_days(record(in_order(STRIKE, same))) == {}
    other_day = act("answer", "XBO", "XRU", "2031-03-02", count=23)
    turned = in_order(other_day, STRIKE)  # places within two days say nothing
    assert pairs(infer_links(record(turned))) == {("answer", "strike")}


def test_an_order_within_the_day_goes_before_the_kinds_of_the_acts() -> None:
    raid = act("strike", "XRU", "XBO", "2031-03-01", kind="Attack")
    recall = act("answer", "XBO", "XRU", "2031-03-01", kind="Recall")
    judged = judge_pairs(record(in_order(recall, raid)), RULES)
    assert {each[0].response.id for each in judged} == {"strike"}


def test_opposed_acts_of_one_day_without_an_order_are_kept_apart() -> None:
    same = act("answer", "XBO", "XRU", "2031-03-01", count=23)
    assert infer_same_days(record([STRIKE, same])) == {
        "answer": ("strike",),
        "strike": ("answer",),
    }
    assert infer_links(record([STRIKE, same])) == []


@pytest.mark.parametrize(
    "other",
    [
        act("answer", "XBO", "XRU", "2031-03-02", count=23),  # another day
        act("answer", "XBO", "XSY", "2031-03-01", count=23),  # not opposed
        act("answer", "XBO", "XRU", "2031-03-01", kind="Attack"),  # its kind gives the order
        act("answer", "XBO", "XRU", "2031-03-01", kind="Statement"),
        act("answer", "XBO", "XRU", "2031-03", count=23,
            earliest=date(2031, 3, 1), latest=date(2031, 3, 31)),  # not of one day
    ],
)  # fmt: skip
def test_what_has_an_order_or_would_not_be_linked_is_not_of_one_day(other: Action) -> None:
    assert infer_same_days(record([STRIKE, other])) == {}


@pytest.mark.parametrize(
    "said", [{}, {"stance": "denies"}, {"relation": "nonRetaliation"}, {"relation": "sequence"}]
)
def test_a_pair_of_one_day_that_a_source_speaks_of_is_left_to_it(said: dict[str, str]) -> None:
    same = act("answer", "XBO", "XRU", "2031-03-01", count=23)
    assert infer_same_days(record([STRIKE, same], [claim("answer", "strike", **said)])) == {}
    assert infer_same_days(record([STRIKE, same], [claim("strike", "answer", **said)])) == {}


def test_an_act_stated_to_answer_another_is_of_one_day_with_what_may_answer_it() -> None:
    before = act("before", "XRU", "XBO", "2031-02-20")
    same = act("answer", "XBO", "XRU", "2031-03-01", count=23)
    stated = claim("answer", "before", basis="stated")
    told = record([before, STRIKE, same], [stated])
    assert infer_same_days(told) == {"answer": ("strike",)}  # it has said what it answers itself


FOUR = {
    "a": act("a", "XRU", "XBO", "2031-03-01", count=5),
    "b": act("b", "XBO", "XRU", "2031-03-01", kind="MissionClosure", count=1),
    "c": act("c", "XRU", "XBO", "2031-03-02", kind="MissionClosure", count=1),
    "d": act("d", "XBO", "XRU", "2031-03-02", count=5),
}


@pytest.mark.parametrize("said", [[], [claim("d", "a", basis="stated")], [claim("c", "a")]])
@pytest.mark.parametrize("days", [("2031-03-01", "2031-03-02"), ("2031-03-01", "2031-03-01")])
def test_what_is_told_untold_is_what_either_order_would_give(
    days: tuple[str, str], said: list[links.Link]
) -> None:
    acts = {
        name: replace(each, earliest=day, latest=day)
        for name, each in FOUR.items()
        for day in [date.fromisoformat(days[name in "cd"])]
    }
    untold = infer_same_days(record(list(acts.values()), said))
    pairs_of_day = [
        (one, other)
        for one, other in itertools.permutations(acts, 2)
        if acts[one].bounds == acts[other].bounds
        and acts[one].values.actor != acts[other].values.actor
    ]
    assert pairs_of_day
    for first, second in pairs_of_day:
        told = [x for name, x in acts.items() if name not in (first, second)]
        told += in_order(acts[first], acts[second])
        answered = (second, first) in pairs(infer_links(record(told, said)))
        assert (second in untold.get(first, ())) == answered, (first, second)


def test_an_act_of_the_day_beside_a_better_trigger_is_no_suggested_answer() -> None:
    pair = [FOUR["c"], FOUR["d"]]
    assert infer_same_days(record(pair)) == {"c": ("d",), "d": ("c",)}
    assert infer_same_days(record(list(FOUR.values()))).keys() == {"a", "b"}


def test_where_a_party_says_what_it_answers_nothing_is_inferred_of_its_parts_or_whole() -> None:
    before = act("before", "XRU", "XBO", "2031-02-20", kind="Attack")
    part = act("part", "XBO", "XRU", "2031-03-03", count=23, part_of=("answer",))
    acts = [before, STRIKE, ANSWER, part]
    for said in ("answer", "part"):
        stated = claim(said, "before", basis="stated")
        assert infer_links(record(acts, [stated])) == []
        reported = claim(said, "before")
        assert infer_links(record(acts, [reported])) != []


def test_a_whole_and_its_part_are_not_both_answered() -> None:
    part = act("part", "XRU", "XBO", "2031-03-01", count=23, part_of=("strike",))
    assert pairs(infer_links(record([STRIKE, part, ANSWER]))) == {("answer", "strike")}
    whole = act("strike", "XRU", "XBO", "2031-03-01", count=60)
    assert pairs(infer_links(record([whole, part, ANSWER]))) == {("answer", "part")}


def test_a_whole_and_its_part_do_not_both_answer() -> None:
    part = act("part", "XBO", "XRU", "2031-03-03", count=23, part_of=("answer",))
    assert pairs(infer_links(record([STRIKE, ANSWER, part]))) == {("answer", "strike")}


def test_a_pair_that_a_source_links_or_denies_is_left_to_the_source() -> None:
    for said in (
        {},
        {"stance": "denies"},
        {"relation": "nonRetaliation"},
        {"stance": "speculates"},
    ):
        assert infer_links(record([STRIKE, ANSWER], [claim("answer", "strike", **said)])) == []


@pytest.mark.parametrize("said", [{}, {"stance": "denies"}, {"relation": "nonRetaliation"}])
def test_a_pair_that_a_source_speaks_of_the_other_way_round_is_left_to_it(
    said: dict[str, str],
) -> None:
    month = {"earliest": date(2031, 3, 1), "latest": date(2031, 3, 31)}
    strike = act("strike", "XRU", "XBO", "2031-03", count=23, **month)
    assert pairs(infer_links(record([strike, ANSWER]))) == {("answer", "strike")}
    assert infer_links(record([strike, ANSWER], [claim("strike", "answer", **said)])) == []
    elsewhere = claim("strike", "other", **said)
    other = act("other", "XBO", "XRU", "2030-01-01")
    assert pairs(infer_links(record([strike, ANSWER, other], [elsewhere]))) == {
        ("answer", "strike")
    }


def test_a_response_is_linked_where_its_triggers_are_above_the_threshold() -> None:
    (found,) = infer_links(record([STRIKE, ANSWER]))
    assert found.confidence is not None
    below = replace(RULES, threshold=found.confidence - Decimal("0.001"))
    assert pairs(infer_links(record([STRIKE, ANSWER]), below)) == {("answer", "strike")}
    exact = replace(RULES, threshold=found.confidence)
    assert infer_links(record([STRIKE, ANSWER]), exact) == []


def test_rivals_that_are_each_below_the_threshold_are_above_it_together() -> None:
    twin = act("twin", "XRU", "XBO", "2031-03-01", count=23)
    found = infer_links(record([STRIKE, twin, ANSWER]))
    assert len(found) == 2
    assert all(each.confidence and each.confidence < RULES.threshold for each in found)
    (chain,) = find_chains([STRIKE, twin, ANSWER], found)
    assert set(chain.links) == {each.iri for each in found}


def test_beside_the_best_trigger_those_near_it_are_linked() -> None:
    old = act("old", "XRU", "XBO", "2031-02-20", count=23)
    told = record([STRIKE, old, ANSWER])
    assert pairs(infer_links(told)) == {("answer", "strike")}
    (judged,) = judge_pairs(told, RULES)
    best, second = (each.confidence for each in judged)
    step = Decimal("0.001")
    for share, names in ((second / best - step, 2), (second / best + step, 1), (Decimal(1), 1)):
        (judged,) = judge_pairs(told, replace(RULES, share=share))
        assert sum(each.linked for each in judged) == names


def test_a_trigger_that_a_source_names_is_a_rival_and_no_reason_to_link_another() -> None:
    weak = act("weak", "XRU", "XBO", "2031-03-02", kind="Sanctions", case=None)
    told = record([STRIKE, weak, ANSWER], [claim("answer", "strike")])
    assert infer_links(told) == []
    twin = act("twin", "XRU", "XBO", "2031-03-02", count=23)
    (judged,) = judge_pairs(record([STRIKE, twin, ANSWER]), RULES)
    assert judged[0].trigger.id == "twin"
    assert judged[0].confidence < RULES.threshold  # it has to share with what the source names
    assert infer_links(record([STRIKE, twin, ANSWER], [claim("answer", "strike")])) == []
    assert len(infer_links(record([STRIKE, twin, ANSWER]))) == 2


def test_a_source_that_gives_only_the_order_leaves_room_for_inference() -> None:
    said = claim("answer", "strike", relation="sequence")
    assert len(infer_links(record([STRIKE, ANSWER], [said]))) == 1


def test_parts_are_not_linked_again_where_the_whole_is() -> None:
    part = act("part", "XBO", "XRU", "2031-03-03", count=12, part_of=("answer",))
    found = infer_links(record([STRIKE, ANSWER, part], [claim("answer", "strike")]))
    assert found == []


RAID = act("raid", "XRU", "XBO", "2031-03-01", kind="Attack", recipient_states=("XBO",))
FRIEND = act("friend", "XSY", "XRU", "2031-03-03", kind="Recall")
JOINT = act("joint", "XPO", "XRU", "2031-03-02", kind="Sanctions")
KIND = replace(RULES, solidarity_threshold=Decimal("0.5"))


def test_what_is_done_for_a_third_party_is_linked_as_solidarity_where_that_is_asked_for() -> None:
    found = infer_links(record([RAID, FRIEND, JOINT]), KIND)
    assert {(x.response, x.trigger, x.relation) for x in found} == {
        ("friend", "raid", "solidarity"), ("joint", "raid", "solidarity"),
    }  # fmt: skip
    assert {each.solidarity_with for each in found} == {("XBO",)}
    assert {"forThirdParty", "jointMeasures"} <= names(found[0])
    assert infer_links(record([RAID, FRIEND, JOINT])) == []


@pytest.mark.parametrize(
    "acts",
    [
        [replace(RAID, recipient_states=("XBO", "XSY")), FRIEND],  # against itself as well
        [replace(RAID, kind="Expulsion"), FRIEND, JOINT],  # not hostile
        [RAID, replace(FRIEND, kind="Attack"), replace(JOINT, kind="Attack")],
        [RAID, replace(FRIEND, recipient_states=("XBO",), values=RAID.values)],
    ],
)
def test_what_is_not_done_for_a_third_party_is_no_solidarity(acts: list[Action]) -> None:
    found = infer_links(record(acts), KIND)
    assert [each for each in found if each.relation == "solidarity"] == []


def test_a_member_of_what_was_hit_is_no_third_party() -> None:
    league = act("raid", "XRU", "league", "2031-03-01", kind="Attack", recipient_states=())
    told = record([league, FRIEND, JOINT], members={"league": frozenset({"XSY"})})
    found = infer_links(told, KIND)
    assert {(x.response, x.relation) for x in found if x.response == "friend"} <= {
        ("friend", "retaliation")
    }


def test_an_act_with_a_trigger_of_its_own_is_no_solidarity() -> None:
    own = act("own", "XRU", "XSY", "2031-03-02", kind="Recall")
    found = infer_links(record([RAID, FRIEND, JOINT, own]), KIND)
    assert {(x.trigger, x.relation) for x in found if x.response == "friend"} == {
        ("own", "retaliation")
    }


def test_statements_plans_and_easings_take_no_part() -> None:
    plan = act("answer", "XBO", "XRU", "2031-03-03", count=23, material=False)
    ease = act("ease", "XBO", "XRU", "2031-03-03", kind="Easing", count=23)
    assert infer_links(record([STRIKE, plan, ease])) == []


def test_alternatives_are_kept_and_named() -> None:
    other = act("other", "XRU", "XBO", "2031-03-02", count=23)
    found = infer_links(record([STRIKE, other, ANSWER]))
    assert pairs(found) == {("answer", "strike"), ("answer", "other")}
    first, second = found
    assert first.alternative_to == (second.iri,)
    assert second.alternative_to == (first.iri,)


def test_the_better_of_two_triggers_comes_first_and_the_other_is_told_as_weighed() -> None:
    old = act("old", "XRU", "XBO", "2031-01-20", kind="Sanctions", case=None)
    told = record([STRIKE, ANSWER, old])
    (judged,) = judge_pairs(told, RULES)
    assert [each.trigger.id for each in judged] == ["strike", "old"]
    (found,) = infer_links(told)
    assert (found.trigger, found.weighed) == ("strike", ("old",))


def test_no_two_acts_can_each_answer_the_other() -> None:
    month = {"earliest": date(2031, 3, 1), "latest": date(2031, 3, 31)}
    spring = act("spring", "XBO", "XRU", "2031-03", **month)
    day = act("day", "XRU", "XBO", "2031-03-10")
    assert pairs(infer_links(record([spring, day]))) == {("day", "spring")}


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
    assert len(found) < len(many) / 50  # of the first months: then some act is always near
    assert (
        time.perf_counter() - began < 60
    )  # all pairs would be 50 million; a hang, not a speed, test
