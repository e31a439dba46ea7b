"""Actions in the order of time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

from support import act

from kg.model.dates import edtf_bounds
from kg.model.order import by_day, first_day, known_bounds, known_day, start

EARLY, LATE = date(2031, 3, 1), date(2031, 3, 9)
EXACT = act("exact", day="2031-03-01")
SPAN = replace(EXACT, id="span", latest=LATE)
SINCE = replace(EXACT, id="since", latest=None)
UNTIL = replace(EXACT, id="until", earliest=None, latest=LATE)
UNDATED = act("undated", day=None)


def test_the_first_day_is_the_earliest_and_the_latest_where_only_that_is_known() -> None:
    assert [first_day(each) for each in (EXACT, SPAN, SINCE, UNTIL, UNDATED)] == [
        EARLY, EARLY, EARLY, LATE, None,
    ]  # fmt: skip


def test_an_undated_action_starts_after_all_others() -> None:
    assert start(UNDATED) == date.max
    assert [start(each) for each in (EXACT, SPAN, SINCE, UNTIL)] == [EARLY, EARLY, EARLY, LATE]


def test_actions_run_by_first_day_then_last_day_then_id() -> None:
    twin = replace(EXACT, id="a-twin")
    expected = ["a-twin", "exact", "span", "since", "until", "undated"]
    for given in permutations((EXACT, SPAN, SINCE, UNTIL, UNDATED, twin)):
        assert [each.id for each in sorted(given, key=by_day)] == expected


def test_an_end_that_is_not_known_comes_after_one_that_is() -> None:
    assert by_day(SPAN) < by_day(SINCE)
    assert by_day(replace(SINCE, id="zz", earliest=date(2031, 2, 28))) < by_day(EXACT)


def test_a_hostile_act_became_known_when_it_was_disclosed_and_any_other_when_it_was_done() -> None:
    raid = replace(act("raid", kind="Attack"), known=edtf_bounds("../2031-05-01"))
    assert known_bounds(raid) == (None, date(2031, 5, 1))
    assert known_day(raid) == date(2031, 5, 1).toordinal()
    assert known_bounds(replace(raid, kind="Recall")) == (EARLY, EARLY)
    assert known_day(UNDATED) == date.max.toordinal()
