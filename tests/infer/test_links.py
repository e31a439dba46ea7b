"""Inference: what makes a link, and the near miss of each feature."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from support import act, claim, record, report, row

from kg.infer import links
from kg.infer.features import FEATURES
from kg.infer.links import infer_links, judge_pairs
from kg.infer.rules import default_rules
from kg.model.actions import Action
from kg.model.actors import Quantity


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
        if judged[0].pair.response.id == response
    )
    return set(found.features)


def test_an_equal_expulsion_two_days_later_is_inferred_with_its_reasons() -> None:
    (found,) = infer_links(record([STRIKE, ANSWER]))
    assert (found.response, found.trigger, found.basis) == ("answer", "strike", "inferred")
    assert (found.min_lag, found.max_lag) == (2, 2)
    assert names(found) == {"prior", "sameKind", "equalCount", "sharedCase", "lagWithin2Days"}
    assert (found.rule, found.rule_version) == (links.RULE, default_rules().version)
    assert found.stance != "asserts"


def test_the_confidence_is_the_logistic_of_the_features_sum() -> None:
    (found,) = infer_links(record([STRIKE, ANSWER]))
    total = sum(float(each.contribution) for each in found.features)
    assert found.confidence == Decimal(f"{1 / (1 + math.exp(-total)):.3f}")


def test_an_answer_before_its_trigger_is_no_link() -> None:
    early = act("answer", "XBO", "XRU", "2031-02-27", count=23)
    assert pairs(infer_links(record([STRIKE, early]))) == {("strike", "answer")}


def test_acts_of_one_day_have_no_order() -> None:
    same = act("answer", "XBO", "XRU", "2031-03-01", count=23)
    assert infer_links(record([STRIKE, same])) == []


def test_roles_that_are_not_reversed_make_no_link() -> None:
    third = act("answer", "XSY", "XRU", "2031-03-03", count=23)
    assert infer_links(record([STRIKE, third])) == []


def test_kinds_are_the_same_mirrored_or_neither() -> None:
    def kinds(kind: str) -> set[str]:
        found = features(STRIKE, act("answer", "XBO", "XRU", "2031-03-03", kind=kind))
        return found & {"sameKind", "mirroredKind"}

    assert kinds("PersonaNonGrataDeclaration") == {"sameKind"}
    assert kinds("StaffReduction") == {"mirroredKind"}
    assert kinds("Sanctions") == set()


def test_a_measure_may_answer_a_hostile_act_and_not_the_reverse() -> None:
    raid = act("strike", "XRU", "XBO", "2031-03-01", kind="Attack")
    assert "answersHostileAct" in features(raid, ANSWER)
    revenge = act("answer", "XBO", "XRU", "2031-03-03", kind="Attack")
    assert "answersHostileAct" not in features(STRIKE, revenge)
    assert "answersHostileAct" not in features(raid, revenge)


def test_organisations_have_sides_of_their_own() -> None:
    league = act("strike", "league", "XBO", "2031-03-01", actor_states=())
    back = act("answer", "XBO", "league", "2031-03-03", recipient_states=())
    assert pairs(infer_links(record([league, back]))) == {("answer", "strike")}


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
    bare = act("answer", "XBO", "XRU", "2031-03-02", kind="Sanctions", case=None)
    assert infer_links(record([STRIKE, bare])) == []


def test_counts_within_a_factor_of_two_are_alike() -> None:
    def counts(count: int) -> set[str]:
        found = features(STRIKE, act("answer", "XBO", "XRU", "2031-03-03", count=count))
        return found & {"equalCount", "scaledCount"}

    assert counts(23) == {"equalCount"}
    assert counts(46) == counts(12) == {"scaledCount"}
    assert counts(47) == counts(11) == set()


def test_bounds_and_nought_are_no_count_and_about_so_many_is_not_the_same() -> None:
    def counts(**bounds: Any) -> set[str]:
        given = Quantity(**{"unit": "persons", **bounds})
        many = [
            replace(each, values=replace(each.values, quantity=given)) for each in (STRIKE, ANSWER)
        ]
        return features(*many) & {"equalCount", "scaledCount"}

    assert counts(minimum=10, maximum=10) == {"equalCount"}
    assert counts(minimum=10, maximum=10, approximate=True) == {"scaledCount"}
    assert counts(minimum=10, maximum=None) == counts(minimum=5, maximum=50) == set()
    assert counts(minimum=0, maximum=0) == set()


def test_a_threat_after_the_trigger_is_fulfilled_and_one_before_it_is_not() -> None:
    def threat(day: str) -> Action:
        return act("word", "XBO", "XRU", day, kind="Threat", material=False, status="threatened")

    assert "fulfilledThreat" in features(STRIKE, threat("2031-03-02"), ANSWER)
    assert "fulfilledThreat" not in features(STRIKE, threat("2031-02-28"), ANSWER)
    plan = act("word", "XBO", "XRU", "2031-03-02", status="planned", material=False)
    assert "fulfilledThreat" in features(STRIKE, plan, ANSWER)
    other = act("word", "XBO", "XRU", "2031-03-02", "Sanctions", status="planned", material=False)
    assert "fulfilledThreat" not in features(STRIKE, other, ANSWER)


def test_a_declared_refusal_is_counter_evidence() -> None:
    no = act("no", "XBO", "XRU", "2031-03-02", status="declined", material=False)
    (found,) = infer_links(record([STRIKE, ANSWER, no]))
    assert "declaredRefusal" in names(found)
    assert found.counter_evidence == (("action", "no"),)
    other = act("no", "XBO", "XRU", "2031-03-02", "Sanctions", status="declined", material=False)
    assert "declaredRefusal" not in features(STRIKE, ANSWER, other)
    elsewhere = act("no", "XBO", "XSY", "2031-03-02", status="declined", material=False)
    assert "declaredRefusal" not in features(STRIKE, ANSWER, elsewhere)


def test_one_article_that_tells_of_both_counts() -> None:
    both = (report("strike"), report("answer", 20))
    assert "sharedArticle" in features(STRIKE, ANSWER, reports=both)
    apart = (report("strike"), report("answer", 20, article="courier-1"))
    assert "sharedArticle" not in features(STRIKE, ANSWER, reports=apart)


def test_solidarity_with_a_third_party_speaks_against_retaliation() -> None:
    third = act("third", "XRU", "XSY", "2031-02-20")
    said = [claim("answer", "third", relation="solidarity")]
    assert "sidesWithThird" in features(STRIKE, ANSWER, third, links=said)
    denied = [claim("answer", "third", relation="solidarity", stance="denies")]
    assert "sidesWithThird" not in features(STRIKE, ANSWER, third, links=denied)


def test_a_busy_dyad_lowers_every_candidate() -> None:
    more = [act(f"s{n}", "XRU", "XBO", f"2031-02-2{n}") for n in range(3)]
    assert "busyDyad" in features(STRIKE, ANSWER, *more)
    assert "busyDyad" not in features(STRIKE, ANSWER, *more[:2])


def test_the_lag_falls_in_one_step() -> None:
    def steps(day: str) -> set[str]:
        found = features(STRIKE, act("answer", "XBO", "XRU", day))
        return {name for name in found if name.startswith("lag")}

    assert steps("2031-03-03") == {"lagWithin2Days"}
    assert steps("2031-03-04") == steps("2031-03-08") == {"lagWithin7Days"}
    assert steps("2031-03-09") == steps("2031-03-31") == {"lagWithin30Days"}
    assert steps("2031-04-01") == {"lagWithin60Days"}


def test_an_open_lag_is_no_evidence_unless_it_is_long() -> None:
    def steps(latest: date) -> set[str]:
        vague = act("strike", "XRU", "XBO", None, earliest=None, latest=latest)
        return {name for name in features(vague, ANSWER) if name.startswith("lag")}

    assert steps(date(2031, 3, 2)) == {"lagOpen"}
    assert steps(date(2031, 2, 20)) == {"lagWithin30Days"}


def test_a_lag_known_no_better_than_the_window_is_no_evidence() -> None:
    def steps(latest: date) -> set[str]:
        vague = act("answer", "XBO", "XRU", None, earliest=date(2031, 3, 2), latest=latest)
        return {name for name in features(STRIKE, vague) if name.startswith("lag")}

    assert steps(date(2031, 5, 1)) == {"lagWithin60Days"}
    assert steps(date(2031, 5, 2)) == {"lagOpen"}


def test_an_only_act_in_a_year_stands_out_in_a_table_that_covers_it() -> None:
    early = act("early", "XSY", "XRU", "2030-01-01")

    def quiet(*actions: Action, listed: bool = True) -> bool:
        rows = tuple(row(each.id, n) for n, each in enumerate(actions, 2)) if listed else ()
        return "quietDyad" in features(*actions, reports=rows)

    assert quiet(early, STRIKE, ANSWER)
    assert not quiet(STRIKE, ANSWER)  # the table begins with the trigger
    assert not quiet(early, STRIKE, ANSWER, listed=False)  # articles pick what they tell of
    before = act("before", "XRU", "XBO", "2030-06-01", kind="Recall")
    assert not quiet(early, before, STRIKE, ANSWER)
    long_ago = act("before", "XRU", "XBO", "2030-03-02", kind="Recall")
    assert quiet(early, long_ago, STRIKE, ANSWER)


def test_what_other_tables_cover_says_nothing_of_this_one() -> None:
    early = act("early", "XSY", "XRU", "2030-01-01")
    rows = (replace(row("early", 2), table="other.csv"), row("strike", 2), row("answer", 3))
    assert "quietDyad" not in features(early, STRIKE, ANSWER, reports=rows)


def test_where_one_side_acts_monthly_one_act_so_near_is_chance() -> None:
    def crowded(count: int) -> bool:
        months = [(2030, month) for month in range(4, 13)] + [(2031, 1), (2031, 2)]
        more = [act(f"m{n}", "XRU", "XBO", f"{y}-{m:02}-15") for n, (y, m) in enumerate(months)]
        return "crowdedDyad" in features(STRIKE, ANSWER, *more[:count])

    assert crowded(11)
    assert not crowded(10)


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
    found = {each[0].pair.response.id for each in judge_pairs(record([month, raid]), RULES)}
    assert found == {"strike"}


def test_acts_of_one_day_follow_a_source_that_gives_their_order() -> None:
    same = act("answer", "XBO", "XRU", "2031-03-01", count=23)
    told = [claim("answer", "strike", relation="sequence")]
    assert pairs(infer_links(record([STRIKE, same], told))) == {("answer", "strike")}
    raid = act("strike", "XRU", "XBO", "2031-03-01", kind="Attack")
    turned = [claim("strike", "answer", relation="sequence")]
    assert ("answer", "strike") not in pairs(infer_links(record([raid, same], turned)))


def test_the_like_done_a_day_before_may_be_one_act_told_twice() -> None:
    twin = act("twin", "XBO", "XRU", "2031-03-02", count=23)
    assert "duplicateAct" in features(STRIKE, twin, ANSWER)
    of_that_day = act("a-twin", "XBO", "XRU", "2031-03-03", count=23)
    assert "duplicateAct" in features(STRIKE, of_that_day, ANSWER)
    assert "duplicateAct" not in features(STRIKE, of_that_day, ANSWER, response="a-twin")
    other = act("twin", "XBO", "XRU", "2031-03-02", count=5)
    assert "duplicateAct" not in features(STRIKE, other, ANSWER)
    part = act("twin", "XBO", "XRU", "2031-03-02", count=23, part_of=("answer",))
    assert "duplicateAct" not in features(STRIKE, part, ANSWER)


def test_a_whole_and_its_part_are_not_both_answered() -> None:
    part = act("part", "XRU", "XBO", "2031-03-01", count=23, part_of=("strike",))
    assert pairs(infer_links(record([STRIKE, part, ANSWER]))) == {("answer", "strike")}
    whole = act("strike", "XRU", "XBO", "2031-03-01", count=60)
    assert pairs(infer_links(record([whole, part, ANSWER]))) == {("answer", "part")}


def test_a_whole_and_its_part_do_not_both_answer() -> None:
    part = act("part", "XBO", "XRU", "2031-03-03", count=23, part_of=("answer",))
    assert pairs(infer_links(record([STRIKE, ANSWER, part]))) == {("answer", "strike")}


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


def test_the_threshold_is_the_least_confidence_that_makes_a_link() -> None:
    (found,) = infer_links(record([STRIKE, ANSWER]))
    assert found.confidence is not None
    exact = replace(RULES, threshold=found.confidence)
    assert pairs(infer_links(record([STRIKE, ANSWER]), exact)) == {("answer", "strike")}
    above = replace(RULES, threshold=found.confidence + Decimal("0.001"))
    assert infer_links(record([STRIKE, ANSWER]), above) == []


def test_a_source_that_gives_only_the_order_leaves_room_for_inference() -> None:
    said = claim("answer", "strike", relation="sequence")
    assert len(infer_links(record([STRIKE, ANSWER], [said]))) == 1


def test_a_said_order_stands_in_for_an_unknown_lag() -> None:
    vague = act("strike", "XRU", "XBO", "2031-03-01", count=23, earliest=None)
    said = [claim("answer", "strike", relation="sequence")]
    assert "saidToFollow" in features(vague, ANSWER, links=said)
    assert "saidToFollow" not in features(vague, ANSWER)


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


def test_every_weight_has_its_function_and_every_function_its_weight() -> None:
    rules = default_rules()
    assert set(rules.weights) == set(FEATURES) | {"betterTrigger"}
    assert set(rules.says) == set(rules.weights)


def test_the_better_of_two_triggers_wins_and_the_other_says_so() -> None:
    old = act("old", "XRU", "XBO", "2031-01-20", kind="Sanctions", case=None)
    (judged,) = judge_pairs(record([STRIKE, ANSWER, old]), default_rules())
    assert [each.pair.trigger.id for each in judged] == ["strike", "old"]
    assert ["betterTrigger" in each.features for each in judged] == [False, True]


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
    assert len(found) <= default_rules().nearest * len(many)
    assert (
        time.perf_counter() - began < 60
    )  # all pairs would be 50 million; a hang, not a speed, test
