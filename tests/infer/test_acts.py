"""The actions of a record as columns: sides, days, and what sources say around them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from support import act, claim, record, report, row

from kg.infer.acts import Acts, dyads_of, read_acts, sides
from kg.infer.sets import LATE, Sets
from kg.model.actions import Action
from kg.model.actors import Quantity
from kg.model.dates import edtf_bounds

STRIKE = act("strike", "XRU", "XBO", "2031-03-01")
ANSWER = act("answer", "XBO", "XRU", "2031-03-05")
JOINT = act("joint", actor_states=("XBO", "XRU"), recipient_states=("XBO", "XRU"))
MUTUAL = replace(JOINT, values=replace(JOINT.values, actor=(), recipient=()))


def read(*actions: Action, **more: Any) -> Acts:
    return read_acts(record(actions, more.pop("links", ()), **more))


def sets(found: Sets) -> list[list[int]]:
    return [found.of_row(each) for each in range(len(found.begin) - 1)]


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


def test_a_dyad_is_turned_by_reversing_its_roles() -> None:
    acts = read(STRIKE, ANSWER)
    answer, strike = sets(acts.dyads)
    assert acts.turn(np.array(answer)).tolist() == strike


def test_memberships_lead_both_ways() -> None:
    acts = read(STRIKE, members={"league": frozenset({"XBO", "XRU"}), "empty": frozenset()})
    (actor,), (recipient,) = sets(acts.actors)[0], sets(acts.recipients)[0]
    (league,) = (each for each, found in enumerate(sets(acts.members)) if found)
    assert sets(acts.members)[league] == sorted([actor, recipient])
    assert sets(acts.related)[actor] == [league]
    assert sets(acts.related)[league] == sorted([actor, recipient])


# ---- days


def test_rows_are_in_the_order_of_ids_and_open_days_reach_past_every_day() -> None:
    until = act("until", day=None, latest=date(2031, 2, 1))
    since = replace(STRIKE, id="since", latest=None)
    acts = read(until, since, ANSWER)
    assert [each.id for each in acts.actions] == ["answer", "since", "until"]
    march, february = date(2031, 3, 5).toordinal(), date(2031, 2, 1).toordinal()
    assert acts.earliest.tolist() == [march, march - 4, 0]
    assert acts.latest.tolist() == [march, LATE, february]
    assert acts.start.tolist() == [march, march - 4, february]


def test_an_undated_act_comes_last_and_one_without_a_first_day_begins_before_all() -> None:
    undated = read(act("undated", day=None))
    assert undated.start.tolist() == [date.max.toordinal()]
    assert undated.begin.tolist() == [1]


def test_only_a_hostile_act_is_answered_from_the_day_it_was_disclosed() -> None:
    raid = replace(act("raid", kind="Attack"), known=edtf_bounds("2031-05-01"))
    acts = read(raid, replace(raid, id="recall", kind="Recall"))
    assert acts.known.tolist() == [date(2031, 5, 1).toordinal(), date(2031, 3, 1).toordinal()]


def test_only_material_and_dated_acts_stand_in_a_dyad_by_the_day_they_became_known() -> None:
    until = act("until", day=None, latest=date(2031, 2, 1))
    acts = read(STRIKE, ANSWER, until, act("talk", kind="Statement"), act("undated", day=None))
    found = [acts.actions[each].id for each in acts.by_dyad.rows]
    assert found in (["answer", "until", "strike"], ["until", "strike", "answer"])


# ---- counts


def test_bounds_and_nought_are_no_count_and_about_so_many_is_not_exact() -> None:
    def read_one(**bounds: Any) -> tuple[int, bool]:
        given = Quantity(**{"unit": "persons", **bounds})
        acts = read(replace(STRIKE, values=replace(STRIKE.values, quantity=given)))
        return int(acts.count[0]), bool(acts.exact[0])

    assert read_one(minimum=10, maximum=10) == (10, True)
    assert read_one(minimum=10, maximum=10, approximate=True) == (10, False)
    assert read_one(minimum=10, maximum=None) == read_one(minimum=5, maximum=50) == (0, False)
    assert read_one(minimum=0, maximum=0) == (0, False)


# ---- what the sources say around


def test_articles_and_tables_are_known_by_action_and_tables_by_their_first_day() -> None:
    late = act("late", day="2031-06-01")
    told = (report("strike"), report("strike", 20, article="courier-1"), row("answer", 2))
    told += (row("late", 3), replace(row("late", 9), table="u.csv"), row("unknown", 4))
    acts = read(STRIKE, ANSWER, late, reports=told)
    assert [len(each) for each in sets(acts.articles)] == [0, 0, 2]
    answer, late_in, strike = sets(acts.tables)
    assert (len(answer), len(late_in), strike) == (1, 2, [])
    assert set(answer) < set(late_in)
    days = {int(acts.first_days[each]) for each in late_in}
    assert days == {date(2031, 3, 5).toordinal(), date(2031, 6, 1).toordinal()}
    assert acts.first_days[answer].tolist() == [date(2031, 3, 5).toordinal()]


def test_only_a_sequence_gives_an_order_and_only_an_undenied_solidarity_a_side() -> None:
    links = (
        claim("answer", "strike", relation="sequence"),
        claim("strike", "answer", relation="coincidence"),
        claim("answer", "strike", relation="solidarity", stance="speculates"),
        claim("strike", "answer", relation="solidarity", stance="disputes"),
        claim("strike", "answer"),
        claim("strike", "unknown", relation="sequence"),
    )
    acts = read(STRIKE, ANSWER, links=links)
    assert sets(acts.after) == [[1], []]  # the answer is the first row
    assert acts.siding.tolist() == [True, False]


def test_a_whole_and_its_parts_overlap_and_two_parts_do_not() -> None:
    part, other = act("part", part_of=("whole", "lost")), act("other", part_of=("whole",))
    acts = read(act("whole", part_of=("all",)), part, other, act("all"), act("zero"))

    def overlap(one: str, two: str) -> bool:
        rows = (np.array([acts.names[each]]) for each in (one, two))
        return bool(acts.overlap(*rows)[0])

    assert overlap("part", "all")
    assert overlap("all", "part")
    assert overlap("part", "part")
    assert not overlap("part", "other")
    assert acts.is_part_or_whole.tolist() == [True, True, True, True, False]
    assert acts.wholes.sizes(np.arange(5)).tolist() == [1, 3, 4, 2, 1]
    assert not read(STRIKE, ANSWER).is_part_or_whole.any()


@pytest.mark.parametrize(
    ("status", "kind", "word", "declined"),
    [
        ("planned", "Expulsion", True, False),
        ("threatened", "Expulsion", True, False),
        ("declined", "Expulsion", True, True),
        ("carriedOut", "Threat", True, False),
        ("announced", "Expulsion", False, False),
    ],
)
def test_threats_plans_and_refusals_are_words(
    status: str, kind: str, word: bool, declined: bool
) -> None:
    acts = read(act("word", kind=kind, status=status))
    assert (acts.word.tolist(), acts.declined.tolist()) == ([word], [declined])
