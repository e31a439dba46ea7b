"""What speaks for and against a pair: of each feature a case that holds, and its near miss."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

import numpy as np
import pytest
from support import act, claim, record, report, row

from kg.infer.context import read_context
from kg.infer.features import FEATURES
from kg.infer.links import infer_links, judge_pairs
from kg.infer.pairs import Pairs
from kg.infer.rules import default_rules
from kg.model.actions import Action, Link
from kg.model.actors import Quantity
from kg.model.dates import edtf_bounds

RULES = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
ANSWER = act("answer", "XBO", "XRU", "2031-03-03", count=23)


def names(found: Link) -> set[str]:
    return {each.name for each in found.features}


def features(*actions: Action, response: str = "answer", **more: Any) -> set[str]:
    """What holds of the best candidate of a response, linked or not."""
    (found,) = (
        judged[0]
        for judged in judge_pairs(record(actions, **more), default_rules())
        if judged[0].response.id == response
    )
    return set(found.features)


def pair(
    response: Action = ANSWER,
    trigger: Action = STRIKE,
    *others: Action,
    links: tuple[Link, ...] = (),
    reports: tuple[Any, ...] = (),
    direct: bool = True,
    third: bool = False,
    **known: int | bool,
) -> Pairs:
    """A response and a trigger among other acts, with what else is known of the two."""
    context = read_context(record([response, trigger, *others], links, reports=reports), RULES)
    one, other = (np.array([context.acts.names[each.id]]) for each in (response, trigger))
    found = Pairs(
        context=context,
        group=np.array([0]),
        response=one,
        trigger=other,
        direct=np.array([direct]),
        told=context.acts.after.has(one, other),
        third=third,
    )
    vars(found).update({name: np.array([value]) for name, value in known.items()})
    return found


def holds(name: str, found: Pairs) -> bool:
    """Whether a feature holds of a pair."""
    (held,) = FEATURES[name](found).tolist()
    return bool(held)


def against(found: Pairs) -> list[str]:
    """What speaks against a pair."""
    return [found.context.acts.actions[row].id for row in found.against.get(0, ())]


def answer(kind: str = "Expulsion", day: str | None = "2031-03-03", **more: Any) -> Action:
    """What Borduria did on Ruritania."""
    return act("answer", "XBO", "XRU", day, kind, **more)


def strike(kind: str = "Expulsion", day: str | None = "2031-03-01", **more: Any) -> Action:
    """What Ruritania did on Borduria."""
    return act("strike", "XRU", "XBO", day, kind, **more)


def word(status: str, day: str = "2031-03-02", kind: str = "Expulsion", to: str = "XRU") -> Action:
    """An act of Borduria that is threatened, planned or declined."""
    return act("word", "XBO", to, day, kind, status=status)


def preparing(day: str, of: str = "answer") -> Action:
    return act("plan", "XBO", "XRU", day, "Preparation", prepares=(of,))


def again(day: str) -> Action:
    """The like of Borduria's answer."""
    return act("again", "XBO", "XRU", day, count=23)


def covered(first: str, others: int = 0) -> Pairs:
    """A pair of a table that begins on a day, with so many other acts in the year before."""
    early = act("early", "XSY", "XRU", first)
    rows = tuple(row(name, n) for n, name in enumerate(("early", "strike", "answer"), 2))
    return pair(ANSWER, STRIKE, early, reports=rows, others=others)


RAID = strike("Attack")
SEQUENCE = claim("answer", "strike", relation="sequence")
SOLIDARITY = claim("answer", "third", relation="solidarity")
BOTH = (report("strike"), report("answer", 20))
#: Feature -> a pair of which it holds, and the nearest one of which it does not.
CASES: Final[Mapping[str, tuple[Pairs, Pairs]]] = {
    # a recall and a closure are both diplomatic measures, which is too wide to be one kind
    "sameKind": (
        pair(answer("PersonaNonGrataDeclaration")),
        pair(answer("MissionClosure"), strike("Recall")),
    ),
    "mirroredKind": (pair(answer("StaffReduction")), pair(answer())),
    "answersHostileAct": (pair(ANSWER, RAID), pair(answer("Assault"), RAID)),
    "equalCount": (pair(), pair(answer(count=24))),
    "scaledCount": (pair(answer(count=46)), pair(answer(count=47))),
    "fulfilledThreat": (
        pair(ANSWER, STRIKE, word("planned")),
        pair(ANSWER, STRIKE, word("planned", to="XSY")),
    ),
    "sharedCase": (pair(), pair(answer(case=None), strike(case=None))),
    "sharedArticle": (
        pair(reports=BOTH),
        pair(reports=(BOTH[0], report("answer", 20, article="courier-1"))),
    ),
    "lagWithin2Days": (pair(answer(day="2031-03-03")), pair(answer(day="2031-03-04"))),
    "lagWithin7Days": (pair(answer(day="2031-03-08")), pair(answer(day="2031-03-03"))),
    "lagWithin30Days": (pair(answer(day="2031-03-31")), pair(answer(day="2031-03-08"))),
    "lagWithin60Days": (pair(answer(day="2031-04-01")), pair(answer(day="2031-03-31"))),
    "lagBeyond60Days": (pair(answer(day="2031-05-01")), pair(answer(day="2031-04-30"))),
    "lagOpen": (
        pair(ANSWER, strike(day=None)),
        pair(ANSWER, strike(day=None), links=(SEQUENCE,)),
    ),
    "saidToFollow": (
        pair(ANSWER, strike(day=None), links=(SEQUENCE,)),
        pair(links=(SEQUENCE,)),
    ),
    "busyDyad": (pair(others=3), pair(others=2)),
    # half of 365 days back from 3 March
    "quietDyad": (covered("2030-09-01"), covered("2030-09-02")),
    "crowdedDyad": (pair(others=11), pair(others=10)),
    "denseDyad": (pair(others=51), pair(others=50)),
    "ownHabit": (pair(habit=1), pair(habit=0)),
    "byMembership": (pair(direct=False), pair(direct=True)),
    "forThirdParty": (pair(third=True, direct=False), pair(direct=False)),
    "jointMeasures": (pair(third=True, joint=True), pair(third=True, joint=False)),
    "orderOpen": (
        pair(answer(day="2031-03-01"), RAID),
        pair(answer(day="2031-03-01"), RAID, links=(SEQUENCE,)),
    ),
    "duplicateAct": (
        pair(ANSWER, STRIKE, again("2031-03-02")),
        pair(ANSWER, STRIKE, again("2031-02-28")),
    ),
    "contestedTrigger": (
        pair(ANSWER, strike(contested=("responsibility",))),
        pair(ANSWER, strike(contested=("legality",))),
    ),
    "preparedEarlier": (
        pair(ANSWER, STRIKE, preparing("2031-02-28")),
        pair(ANSWER, STRIKE, preparing("2031-03-01")),
    ),
    "declaredRefusal": (
        pair(ANSWER, STRIKE, word("declined")),
        pair(ANSWER, STRIKE, word("declined", "2031-02-28")),
    ),
    "sidesWithThird": (
        pair(links=(SOLIDARITY,)),
        pair(links=(replace(SOLIDARITY, stance="disputes"),)),
    ),
}


def test_each_feature_has_its_case_and_its_near_miss() -> None:
    assert list(CASES) == list(FEATURES)


@pytest.mark.parametrize("name", FEATURES)
def test_a_feature_holds_of_its_case_and_not_of_the_near_miss(name: str) -> None:
    held, missed = CASES[name]
    assert (holds(name, held), holds(name, missed)) == (True, False)


def test_a_table_that_covers_too_little_and_one_act_more_are_no_quiet() -> None:
    busy = covered("2030-09-01", others=1)
    assert not holds("quietDyad", busy)


def test_roles_that_are_not_reversed_are_no_membership() -> None:
    third = pair(third=True, direct=False)
    assert not holds("byMembership", third)


@pytest.mark.parametrize(
    ("others", "name"), [(2, None), (3, "busyDyad"), (11, "crowdedDyad"), (51, "denseDyad")]
)
def test_a_dyad_is_busy_crowded_or_dense_and_only_one_of_these(
    others: int, name: str | None
) -> None:
    known = pair(others=others)
    held = {each for each in ("busyDyad", "crowdedDyad", "denseDyad") if holds(each, known)}
    assert held == ({name} if name else set())


def test_an_order_within_the_day_that_is_told_is_not_open() -> None:
    first, then = (
        replace(each, values=replace(each.values, within_day=place))
        for place, each in enumerate((RAID, answer(day="2031-03-01")), 1)
    )
    told = pair(then, first)
    assert not holds("orderOpen", told)


def test_what_a_side_declined_is_no_fulfilled_threat_and_what_it_planned_no_refusal() -> None:
    for status, name in (("declined", "fulfilledThreat"), ("planned", "declaredRefusal")):
        said = pair(ANSWER, STRIKE, word(status))
        assert not holds(name, said)


def test_a_threat_of_any_kind_is_fulfilled_and_a_plan_only_by_the_like() -> None:
    threat = pair(ANSWER, STRIKE, word("threatened", kind="Threat"))
    assert holds("fulfilledThreat", threat)
    plan = pair(ANSWER, STRIKE, word("planned", kind="Sanctions"))
    assert not holds("fulfilledThreat", plan)


def test_preparations_and_refusals_speak_against_a_pair_sorted_by_id() -> None:
    no = replace(word("declined"), id="a-no")
    assert against(pair(ANSWER, STRIKE, preparing("2031-02-01"), no)) == ["a-no", "plan"]
    assert against(pair(ANSWER, STRIKE, preparing("2031-03-02"), word("planned"))) == []


# ---- the same, as inference finds them


def test_kinds_are_the_same_mirrored_or_neither() -> None:
    def kinds(kind: str) -> set[str]:
        found = features(STRIKE, act("answer", "XBO", "XRU", "2031-03-03", kind=kind))
        return found & {"sameKind", "mirroredKind"}

    assert kinds("PersonaNonGrataDeclaration") == {"sameKind"}
    assert kinds("StaffReduction") == {"mirroredKind"}
    assert kinds("Sanctions") == set()


def test_closures_of_border_and_airspace_and_two_economic_measures_are_of_like_kind() -> None:
    def kinds(one: str, other: str) -> set[str]:
        first = act("strike", "XRU", "XBO", "2031-03-01", kind=one)
        found = features(first, act("answer", "XBO", "XRU", "2031-03-03", kind=other))
        return found & {"sameKind", "mirroredKind"}

    assert kinds("Tariff", "Tariff") == {"sameKind"}
    assert kinds("BorderClosure", "TransportRestriction") == {"sameKind"}
    assert kinds("BorderClosure", "AirspaceClosure") == {"sameKind"}
    assert kinds("Tariff", "TradeRestriction") == {"mirroredKind"}
    assert kinds("Detention", "Tariff") == set()


@pytest.mark.parametrize(
    ("trigger", "response"),
    [
        ("Espionage", "Detention"),
        ("Seizure", "Detention"),
        ("Attack", "MilitaryDeployment"),
        ("RelationsSeverance", "AgreementSuspension"),
        ("BorderClosure", "TradeRestriction"),
        ("MediaRestriction", "Expulsion"),
        ("Tariff", "Sanctions"),
        ("AssetFreeze", "AidSuspension"),
    ],
)
def test_acts_of_two_classes_mirror_each_other(trigger: str, response: str) -> None:
    assert "mirroredKind" in features(strike(trigger), answer(response))


@pytest.mark.parametrize("kind", ["Attack", "MilitaryDeployment", "Detention", "Seizure"])
def test_a_hostile_act_may_answer_its_like(kind: str) -> None:
    assert "sameKind" in features(strike(kind), answer(kind))


def test_a_measure_may_answer_a_hostile_act_and_not_the_reverse() -> None:
    raid = act("strike", "XRU", "XBO", "2031-03-01", kind="Attack")
    assert "answersHostileAct" in features(raid, ANSWER)
    closed = act("answer", "XBO", "XRU", "2031-03-03", kind="BorderClosure")
    assert "answersHostileAct" in features(raid, closed)
    revenge = act("answer", "XBO", "XRU", "2031-03-03", kind="Attack")
    assert "answersHostileAct" not in features(STRIKE, revenge)
    assert "answersHostileAct" not in features(raid, revenge)


def test_unequal_counts_add_nothing() -> None:
    other = act("answer", "XBO", "XRU", "2031-03-03", count=24)
    (found,) = infer_links(record([STRIKE, other]))
    assert "equalCount" not in names(found)


def test_another_case_adds_nothing() -> None:
    other = act("answer", "XBO", "XRU", "2031-03-03", count=23, case="another-case")
    (found,) = infer_links(record([STRIKE, other]))
    assert "sharedCase" not in names(found)


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


def test_busyness_is_counted_between_the_two_sides_alone() -> None:
    def answered(*more: Action) -> dict[str, set[str]]:
        both = act("answer", "XBO", "XRU", "2031-03-03", recipient_states=("XRU", "XSY", "XPO"))
        strikes = [act(f"by-{who}", who, "XBO", "2031-03-01") for who in ("XRU", "XSY", "XPO")]
        judged = judge_pairs(record([*strikes, both, *more]), RULES)
        return {
            x.trigger.id: set(x.features)
            for each in judged
            for x in each
            if x.response.id == "answer"
        }

    assert not any("busyDyad" in each for each in answered().values())
    more = [act(f"s{n}", "XSY", "XBO", f"2031-02-2{n}") for n in range(3)]
    busy = {name for name, each in answered(*more).items() if "busyDyad" in each}
    assert busy == {"by-XSY", "s0", "s1", "s2"}


def test_a_side_that_acts_anyway_is_known_by_its_year() -> None:
    def habit(day: str, kind: str = "Sanctions") -> bool:
        own = act("own", "XBO", "XRU", day, kind=kind)
        return "ownHabit" in features(STRIKE, ANSWER, own)

    assert habit("2031-03-02")
    assert habit("2030-03-03")
    assert not habit("2030-03-02")  # more than a year before
    assert not habit("2031-03-03")  # of the day itself
    assert not habit("2031-02-01", kind="Statement")


def test_the_lag_falls_in_one_step() -> None:
    def steps(day: str) -> set[str]:
        found = features(STRIKE, act("answer", "XBO", "XRU", day))
        return {name for name in found if name.startswith("lag")}

    assert steps("2031-03-03") == {"lagWithin2Days"}
    assert steps("2031-03-04") == steps("2031-03-08") == {"lagWithin7Days"}
    assert steps("2031-03-09") == steps("2031-03-31") == {"lagWithin30Days"}
    assert steps("2031-04-01") == steps("2031-04-30") == {"lagWithin60Days"}
    assert steps("2031-05-01") == steps("2032-02-29") == {"lagBeyond60Days"}


def test_what_became_known_later_is_answered_from_that_day() -> None:
    def steps(disclosed: str, day: str = "2033-05-05", kind: str = "Attack") -> set[str]:
        raid = strike(kind)
        known = replace(raid, known=edtf_bounds(disclosed))
        judged = judge_pairs(record([known, answer(day=day)]), RULES)
        return {name for each in judged for name in each[0].features if name.startswith("lag")}

    assert steps("2033-05-04") == {"lagWithin2Days"}
    assert steps("2033-04") == {"lagWithin30Days"}  # the middle of 5 and 34
    assert steps("2033-05-01/2033-05-04") == {"lagWithin7Days"}
    assert steps("../2033-05-06") == set()  # by then, and nothing tells that it was sooner
    assert steps("XXXX-05-04") == set()  # beyond the window
    assert steps("2033-05-06") == set()  # nobody answers what is not known yet
    assert steps("2033-05-04", kind="Expulsion") == set()  # a measure is known at once


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


def test_a_said_order_stands_in_for_an_unknown_lag() -> None:
    vague = act("strike", "XRU", "XBO", "2031-03-01", count=23, earliest=None)
    said = [claim("answer", "strike", relation="sequence")]
    assert "saidToFollow" in features(vague, ANSWER, links=said)
    assert "saidToFollow" not in features(vague, ANSWER)


def test_every_weight_has_its_function_and_every_function_its_weight() -> None:
    rules = default_rules()
    assert set(rules.weights) == set(FEATURES)
    assert set(rules.says) == set(rules.weights)
