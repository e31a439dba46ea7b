"""Where actions stand in the timeline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations
from typing import Any

from dispute import NAMES, action, dispute
from support import act

from kg.model.actions import Action, Values
from kg.page.geometry import MARKER, end_of_caption, measure_text
from kg.page.layout import (
    DAY_WIDTH,
    GAP_WIDTH,
    JOINT_LANE,
    LONGEST_SCALED_GAP,
    NO_LANE,
    lane_label,
    lane_of,
    lay_out,
)


def lay(*actions: Action) -> Any:
    return lay_out(actions, {a.id: "Expulsion · 23" for a in actions}, NAMES)


def test_order_of_actions_does_not_change_the_layout() -> None:
    actions = dispute().actions[:5]
    pictures = [lay(*order) for order in permutations(actions)]
    assert all(picture == pictures[0] for picture in pictures)


def test_time_runs_to_the_right_and_days_close_together_are_to_scale() -> None:
    spots = lay(
        action("a", "Expulsion", "2018-03-01", "RUR"),
        action("b", "Expulsion", "2018-03-02", "BRD"),
        action("c", "Expulsion", "2018-03-05", "RUR"),
    ).spots
    assert spots["c"].x - spots["b"].x == 3 * (spots["b"].x - spots["a"].x) > 0


def test_a_gap_of_years_is_compressed_and_marked() -> None:
    picture = lay(
        action("a", "Expulsion", "2016-06-30", "RUR"),
        action("b", "Expulsion", "2018-03-01", "RUR"),
        action("c", "Expulsion", "2022-03-01", "RUR"),
    )
    assert [gap.label for gap in picture.gaps] == ["1 year 8 months", "4 years"]
    assert {gap.right - gap.left for gap in picture.gaps} == {GAP_WIDTH}


def test_actions_of_one_day_are_stacked() -> None:
    picture = lay(*(action(f"a{n}", "Expulsion", "2018-03-01", "RUR") for n in range(5)))
    assert len({spot.x for spot in picture.spots.values()}) == 1
    assert len({spot.y for spot in picture.spots.values()}) == 5


def test_every_action_stands_inside_its_lane() -> None:
    data = dispute()
    picture = lay(*data.actions)
    lanes = {lane.id: lane for lane in picture.lanes}
    assert set(picture.spots) == {a.id for a in data.actions}
    for each in data.actions:
        lane = lanes[each.actor_states[0]]
        assert lane.top < picture.spots[each.id].y < lane.bottom


def test_undated_actions_have_a_zone_apart_from_all_others() -> None:
    picture = lay(
        action("dated", "Expulsion", "2018-03-01", "RUR"), action("not", "Expulsion", None, "RUR")
    )
    assert picture.spots["not"].x < picture.undated < picture.spots["dated"].x


def test_an_undated_answer_stands_right_of_what_it_answers() -> None:
    dated = action("dated", "Expulsion", "2018-03-01", "RUR")
    answer = action("not", "Expulsion", None, "BRD")
    picture = lay_out((dated, answer), {}, NAMES, {"not": "3 d"})
    assert picture.spots["dated"].x < picture.undated_answers < picture.spots["not"].x
    assert picture.undated is None


def test_only_undated_actions_make_a_picture_too() -> None:
    picture = lay(action("not", "Expulsion", None, "RUR"))
    assert (picture.ticks, picture.gaps) == ((), ())
    assert 0 < picture.spots["not"].x < picture.undated


def test_a_joint_act_is_not_put_in_the_lane_of_one_state() -> None:
    joint = action(
        "j", "Sanctions", "2018-03-01", "RUR", actor_states=("BRD", "SYL"),
        values=Values(status="ordered"),
    )  # fmt: skip
    joint = replace(joint, values=replace(joint.values, actor=("BRD", "SYL")))
    nobody = replace(joint, id="n", actor_states=(), values=Values())
    assert {lane.id for lane in lay(joint, nobody).lanes} == {JOINT_LANE, NO_LANE}


def test_a_spot_says_how_far_its_texts_reach() -> None:
    acts = tuple(action(x, "Expulsion", f"2018-03-0{n}", "RUR") for n, x in ((1, "a"), (3, "b")))
    spots = lay_out(acts, {"a": "Expulsion"}, NAMES, {"b": "2 d"}).spots
    assert spots["a"].after == end_of_caption("Expulsion")
    assert (spots["a"].before, spots["b"].before) == (MARKER, MARKER + measure_text("2 d"))


def test_an_inexact_date_spans_its_days() -> None:
    wide = action("w", "Expulsion", None, "RUR", earliest=date(2018, 3, 1), latest=date(2018, 3, 5))
    spot = lay(wide).spots["w"]
    assert spot.reach > spot.x


def test_dates_that_contradict_each_other_have_a_place_all_the_same() -> None:
    odd = action(
        "odd", "Expulsion", None, "RUR", earliest=date(2018, 3, 9), latest=date(2018, 3, 1)
    )
    spot = lay(*dispute().actions, odd).spots["odd"]
    assert spot.reach == spot.x


def test_a_stretch_is_compressed_once_it_is_longer_than_six_days() -> None:
    def gaps(day: str) -> tuple[Any, ...]:
        first = action("a", "Expulsion", "2018-03-01", "RUR")
        return lay(first, action("b", "Expulsion", day, "RUR")).gaps

    assert LONGEST_SCALED_GAP == 6
    assert gaps("2018-03-07") == ()
    assert len(gaps("2018-03-08")) == 1
    assert GAP_WIDTH > LONGEST_SCALED_GAP * DAY_WIDTH


def test_lanes_run_from_the_busiest_party_down_and_joint_acts_come_last() -> None:
    def by(name: str, *who: str) -> Action:
        made = action(name, "Expulsion", "2018-03-01", who[0], actor_states=who)
        return replace(made, values=replace(made.values, actor=who))

    acts = (by("a", "BRD"), by("b", "RUR"), by("c", "RUR"), *(by(x, "BRD", "RUR") for x in "defg"))
    acts += (action("h", "Statement", "2018-03-01", "SYL"),)
    assert [lane.id for lane in lay(*acts).lanes] == ["RUR", "BRD", "SYL", JOINT_LANE]
    lanes = lay(*acts).lanes
    assert all(above.bottom == below.top for above, below in pairwise(lanes))


def test_a_lane_is_of_the_one_state_or_else_of_the_one_actor() -> None:
    assert lane_of(act("a")) == "XRU"
    one = replace(act("a"), actor_states=(), values=Values(actor=("league",)))
    assert lane_of(one) == "league"
    assert lane_label("league", NAMES) == "league"
    assert lane_label("BRD", NAMES) == "Borduria"
    assert lane_label(JOINT_LANE, NAMES) == "Several actors"
    assert lane_label(NO_LANE, NAMES) == "Actor not known"


def test_only_days_on_which_something_is_drawn_have_a_tick() -> None:
    picture = lay(
        action("a", "Expulsion", "2018-03-01", "RUR"),
        action("b", "Expulsion", "2018-03-02", "BRD"),
        action("c", "Expulsion", "2022-03-01", "BRD"),
    )
    assert [(tick.label, tick.major) for tick in picture.ticks] == [
        ("1 Mar 2018", True), ("2 Mar 2018", False), ("1 Mar 2022", True),
    ]  # fmt: skip


def test_nothing_to_draw_is_an_empty_picture() -> None:
    picture = lay()
    assert (picture.spots, picture.lanes, picture.ticks) == ({}, (), ())
    assert (picture.width, picture.height) == (0, 0)
