"""A response, a trigger, and what a record knows around the two: context, lag, sides, order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support import act, claim, record, report, row

from kg.infer.built import Built
from kg.infer.pairs import (
    Context,
    Pair,
    Year,
    announced,
    between,
    dyads_of,
    known_bounds,
    known_day,
    lag_of,
    prepared_before,
    read_context,
    sides,
)
from kg.infer.rules import default_rules
from kg.model.actions import Action

RULES = default_rules()
STRIKE = act("strike", "XRU", "XBO", "2031-03-01")
ANSWER = act("answer", "XBO", "XRU", "2031-03-05")
JOINT = act("joint", actor_states=("XBO", "XRU"), recipient_states=("XBO", "XRU"))
MUTUAL = replace(JOINT, values=replace(JOINT.values, actor=(), recipient=()))


def context(*actions: Action, **more: Any) -> Context:
    return read_context(record(actions, more.pop("links", ()), **more), RULES)


def pair(*others: Action) -> Pair:
    known = context(STRIKE, ANSWER, *others)
    return Pair(response=ANSWER, trigger=STRIKE, lag=4, context=known)


def names(actions: Any) -> list[str]:
    return [each.id for each in actions]


# ---- who is on which side


def test_a_side_is_its_states_and_the_organisations_and_bodies_it_names() -> None:
    assert sides(["league"], ["XRU"]) == {"league", "XRU"}
    assert sides([], []) == frozenset()


def test_an_act_is_between_each_of_its_actors_and_each_other_recipient() -> None:
    assert dyads_of(STRIKE) == [("XRU", "XBO")]
    assert sorted(dyads_of(act("a", recipient_states=("XBO", "XSY")))) == [
        ("XRU", "XBO"), ("XRU", "XSY"),
    ]  # fmt: skip
    assert dyads_of(act("a", "XRU", "XRU")) == []


def test_a_mutual_act_is_of_each_on_the_other_and_of_none_on_itself() -> None:
    assert sorted(dyads_of(MUTUAL)) == [("XBO", "XRU"), ("XRU", "XBO")]


# ---- how long after


@pytest.mark.parametrize(
    ("trigger", "response", "lag"),
    [
        ((1, 1), (5, 5), 4),
        ((1, 3), (5, 9), 5),  # the middle of 2 and 8
        ((None, 1), (5, 5), None),  # 4 days at least, and no more is known
        ((None, 1), (9, 9), 8),
        ((None, 1), (8, 8), None),  # a week says nothing yet
        ((1, None), (5, 5), None),
        ((None, None), (5, 5), None),
    ],
)
def test_a_lag_is_the_middle_of_its_bounds_or_a_least_of_more_than_a_week(
    trigger: tuple[int | None, int | None],
    response: tuple[int | None, int | None],
    lag: float | None,
) -> None:
    first, second = (
        replace(each, **{
            name: day and date(2031, 3, day)
            for name, day in zip(("earliest", "latest"), days, strict=True)
        })
        for each, days in ((STRIKE, trigger), (ANSWER, response))
    )  # fmt: skip
    assert lag_of(second, first, RULES) == lag


def test_a_lag_known_no_better_than_the_window_is_the_least_or_none() -> None:
    wide = replace(ANSWER, latest=date(2031, 5, 4))
    assert lag_of(wide, STRIKE, RULES) == 34  # 4 to 64 days: as wide as the window
    assert lag_of(replace(wide, latest=date(2031, 5, 5)), STRIKE, RULES) is None
    late = replace(ANSWER, earliest=date(2031, 3, 9), latest=date(2031, 5, 9))
    assert lag_of(late, STRIKE, RULES) == 8


@pytest.mark.parametrize(
    ("action", "inside"),
    [
        (act("a", day="2031-02-28"), False),
        (act("a", day="2031-03-01"), True),
        (act("a", day="2031-03-05"), True),
        (act("a", day="2031-03-06"), False),
        (act("a", day=None, latest=date(2031, 3, 3)), False),  # nobody knows when it began
        (replace(ANSWER, earliest=date(2031, 3, 2)), False),  # the response itself
    ],
)
def test_an_act_is_between_two_others_where_it_begins_between_them(
    action: Action, inside: bool
) -> None:
    assert between(action, ANSWER, STRIKE) == inside


# ---- what the sources say around


def test_articles_and_tables_are_known_by_action_and_tables_by_their_first_day() -> None:
    late = act("late", day="2031-06-01")
    told = (report("strike"), report("strike", 20, article="courier-1"), row("answer", 2))
    told += (row("late", 3), replace(row("late", 9), table="u.csv"))
    known = context(STRIKE, ANSWER, late, reports=told)
    assert known.articles == {"strike": {"gazette-1", "courier-1"}}
    assert known.tables == {"answer": {"t.csv"}, "late": {"t.csv", "u.csv"}}
    assert known.first_days == {"t.csv": date(2031, 3, 5), "u.csv": date(2031, 6, 1)}
    assert known.begins(ANSWER, late) == date(2031, 3, 5)
    assert known.begins(STRIKE, late) is None


def test_only_a_sequence_gives_an_order_and_only_an_undenied_solidarity_a_side() -> None:
    links = (
        claim("answer", "strike", relation="sequence"),
        claim("strike", "answer", relation="coincidence"),
        claim("answer", "strike", relation="solidarity", stance="speculates"),
        claim("strike", "answer", relation="solidarity", stance="disputes"),
        claim("strike", "answer"),
    )
    known = context(STRIKE, ANSWER, links=links)
    assert known.ordered == {("answer", "strike")}
    assert known.siding == {"answer"}


def test_only_material_and_dated_acts_stand_in_a_dyad_by_their_first_day() -> None:
    until = act("until", day=None, latest=date(2031, 2, 1))
    talk = act("talk", kind="Statement")
    known = context(STRIKE, ANSWER, until, talk, act("undated", day=None))
    assert {dyad: [row[1] for row in rows] for dyad, rows in known.dyads.items()} == {
        ("XRU", "XBO"): ["until", "strike"],
        ("XBO", "XRU"): ["answer"],
    }


def test_the_acts_of_a_dyad_are_found_from_one_day_to_another() -> None:
    days = [act(f"a{n}", day=f"2031-03-0{n}") for n in range(1, 6)]
    known = context(*days)
    first, last = date(2031, 3, 2).toordinal(), date(2031, 3, 4).toordinal()
    assert names(known.begun(("XRU", "XBO"), first, last)) == ["a2", "a3", "a4"]
    assert names(known.begun(("XBO", "XRU"), first, last)) == []
    assert names(known.begun(("XRU", "XBO"), last + 2, last + 9)) == []


def test_a_preparation_counts_that_ends_before_the_trigger_begins() -> None:
    before = act("before", "XBO", day="2031-02-28", kind="Preparation", prepares=("answer",))
    same_day = replace(before, id="same-day", latest=date(2031, 3, 1))
    other = replace(before, id="other", prepares=("strike",))
    assert names(prepared_before(pair(before, same_day, other))) == ["before"]


def test_what_a_side_threatened_planned_or_declined_against_the_other_is_announced() -> None:
    def said(name: str, status: str, by: str = "XBO", to: str = "XRU", **more: Any) -> Action:
        return act(name, by, to, "2031-03-02", status=status, **more)

    told = [said(x, x) for x in ("planned", "threatened", "declined")]
    done = [said(x, x) for x in ("announced", "carriedOut")]
    apart = [said("third", "planned", to="XSY"), said("theirs", "planned", "XRU", "XBO")]
    threat = said("word", "carriedOut", kind="Threat")
    found = announced(pair(*told, *done, *apart, threat))
    assert names(found) == ["declined", "planned", "threatened", "word"]
    assert announced(pair()) == []


# ---- acts beside the pair


def test_the_like_by_the_same_side_in_the_days_before_is_repeated() -> None:
    def repeats(**more: Any) -> bool:
        given = {"actor": "XBO", "recipient": "XRU", "day": "2031-03-03", **more}
        return context(ANSWER, act("before", **given)).repeats(ANSWER)

    assert repeats()
    assert not repeats(day="2031-03-02")  # more than two days before
    assert not repeats(day="2031-03-06")
    assert not repeats(kind="Recall")
    assert not repeats(count=3)
    assert not repeats(recipient="XSY")
    assert not repeats(part_of=("answer",))


def test_of_like_acts_of_one_day_the_first_by_id_is_repeated_by_the_others() -> None:
    twin = replace(ANSWER, id="twin")
    known = context(ANSWER, twin)
    assert (known.repeats(ANSWER), known.repeats(twin)) == (False, True)


def test_other_acts_of_the_trigger_s_side_are_counted_within_the_year() -> None:
    year = act("year", day="2030-03-05")  # 365 days before the response
    older = act("older", day="2030-03-04")
    later = act("later", day="2031-03-06")
    known = context(STRIKE, ANSWER, year, older, later)
    assert Year(ANSWER, known).others(STRIKE, direct=True) == 1
    assert Year(ANSWER, known).others(older, direct=True) == 2  # the old one is not of that year
    assert Year(ANSWER, context(STRIKE, ANSWER)).others(STRIKE, direct=True) == 0


def test_what_a_side_did_before_the_day_of_its_response_is_its_habit() -> None:
    own = [act(f"o{day}", "XBO", "XRU", f"2031-{day}") for day in ("01-01", "03-04", "03-05")]
    past = act("past", "XBO", "XRU", "2030-03-04")
    year = Year(ANSWER, context(STRIKE, ANSWER, past, *own, act("third", "XBO", "XSY")))
    assert year.habit(STRIKE, direct=True) == 2
    assert Year(ANSWER, context(STRIKE, ANSWER)).habit(STRIKE, direct=True) == 0


def test_only_the_very_dyad_counts_unless_the_roles_are_reversed_by_membership() -> None:
    wide = replace(STRIKE, id="wide", recipient_states=("XBO", "XSY"))
    more = act("more", "XRU", "XSY", "2031-02-01")
    known = context(wide, ANSWER, more, act("third", "XRU", "XSY", "2031-02-02"))
    assert Year(ANSWER, known).others(wide, direct=True) == 0
    assert Year(ANSWER, known).others(wide, direct=False) == 2


def test_a_whole_and_its_parts_overlap_and_two_parts_do_not() -> None:
    part, other = act("part", part_of=("whole",)), act("other", part_of=("whole",))
    known = context(act("whole", part_of=("all",)), part, other, act("all"))
    assert known.wholes("part") == ["part", "whole", "all"]
    assert known.overlap("part", "all")
    assert known.overlap("all", "part")
    assert known.overlap("part", "part")
    assert not known.overlap("part", "other")
    assert not context(STRIKE, ANSWER).overlap("strike", "answer")


def test_a_measure_is_joint_where_others_act_against_the_same_side_in_the_week_up_to_it() -> None:
    def joint(*others: Action) -> bool:
        return context(STRIKE, ANSWER, *others).joins(ANSWER)

    assert joint(act("other", "XSY", "XRU", "2031-02-26"))
    assert not joint(act("other", "XSY", "XRU", "2031-02-25"))  # eight days before
    assert not joint(act("other", "XSY", "XRU", "2031-03-06"))
    assert not joint(act("other", "XBO", "XRU", "2031-03-04"))  # its own
    assert not joint(act("other", "XSY", "XRU", "2031-03-04", kind="Attack"))
    assert not joint()


def test_nothing_of_the_bundled_record_is_answered_before_it_became_known(whole: Built) -> None:
    actions = {each.id: each for each in whole.corpus.record.actions}
    ends = [(actions[each.response], actions[each.trigger]) for each in whole.inferred]
    known = [each for each in ends if known_bounds(each[1]) != each[1].bounds]
    assert known
    for response, trigger in known:
        assert known_day(trigger) <= (response.latest or date.max).toordinal(), response.id
