"""Responses that seem to come before what they answer: an error, a doubt, or neither."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import PLACE, act, claim, report

from kg.model.actions import Values
from kg.model.dates import edtf_bounds
from kg.read.sequence import check_days, check_sequence, told_orders


def dated(name, text):
    action = act(name, day=None)
    first, last = edtf_bounds(text)
    return replace(action, values=replace(action.values, date=text), earliest=first, latest=last)


def told(trigger, response):
    found = check_sequence(
        claim("answers", "expels"), dated("answers", response), dated("expels", trigger)
    )
    return found and (found.severity, found.message, found.place)


@pytest.mark.parametrize(
    ("trigger", "response"),
    [
        ("2031-03-26", "2031-03-26"),
        ("2031-03-26", "2031-03"),
        ("2031-03-26~", "2031-03-25"),
        ("2031-03-27T01:00:00+09:00", "2031-03-26T17:00:00Z"),
    ],
)
def test_what_may_come_after_is_not_told(trigger, response):
    assert told(trigger, response) is None


@pytest.mark.parametrize(
    ("trigger", "response"),
    [
        ("2031-03-26?", "2031-03-25"),
        ("2031-03-26", "2031-03-25?"),
        ("2031-03-26T01:00:00+09:00", "2031-03-25"),
    ],
)
def test_a_day_too_early_is_a_warning(trigger, response):
    shown = trigger if trigger.endswith(":00") else "2031-03-26"
    assert told(trigger, response) == (
        "warning",
        f"response 'answers' (2031-03-25) is a day before its trigger 'expels' ({shown}), "
        "by dates that may be a day off; check both",
        PLACE,
    )


@pytest.mark.parametrize(
    ("trigger", "response", "begin", "end"),
    [
        ("2031-03-26", "2031-03-25", "2031-03-26", "2031-03-25"),
        ("2031-04", "2031-03", "2031-04-01", "2031-03-31"),
        ("2031-03-26?", "2031-03-24?", "2031-03-26", "2031-03-24"),
        ("2031-03-26?", "2031-02", "2031-03-26", "2031-02-28"),
        ("2031-03-26T17:00:00Z", "2031-03-27T01:00:00+09:00",
         "2031-03-26T17:00:00Z", "2031-03-27T01:00:00+09:00"),
    ],
)  # fmt: skip
def test_what_surely_comes_before_is_an_error(trigger, response, begin, end):
    assert told(trigger, response) == (
        "error",
        f"response 'answers' ({end}) ends before its trigger 'expels' begins ({begin}); "
        "swap them or correct a date",
        PLACE,
    )


def placed(name, number, day="2031-03-26"):
    action = dated(name, day)
    return replace(action, values=replace(action.values, within_day=number))


def ordered(first, second, *, sources=("one", "one"), day="2031-03-26", table=None):
    """What is found of an answer that sources put in some order with its trigger."""
    acts = placed("expels", first), placed("answers", second, day)
    orders = told_orders(
        replace(report(each.id), article=source, values=each.values)
        for each, source in zip(acts, sources, strict=True)
    )
    found = check_sequence(claim("answers", "expels", table=table), acts[1], acts[0], orders)
    return found and (found.severity, found.message)


@pytest.mark.parametrize(("table", "key"), [(None, "withinDay"), ("t.csv", "within_day")])
def test_an_order_of_one_day_that_puts_the_answer_first_is_an_error(table, key):
    assert ordered(2, 1, table=table) == (
        "error",
        "response 'answers' (place 1 in 2031-03-26) comes before its trigger 'expels' (place 2); "
        f"swap them or correct {key}",
    )


@pytest.mark.parametrize(("first", "second"), [(1, 2), (1, 1), (2, None), (None, 1)])
def test_an_order_that_lets_the_answer_follow_is_not_told(first, second):
    assert ordered(first, second) is None


def test_places_in_different_days_or_from_different_sources_are_not_compared():
    assert ordered(2, 1, day="2031-03-27") is None
    assert ordered(2, 1, sources=("one", "other")) is None


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2031-03-26", ""), ("2031-03-26~", ""), ("../2031-03-26", ""),
        ("2031-03-26/2031-03-28", ""), ("2031-03-26T17:00:00Z", ""),
        ("2031-03", "and '2031-03' is not a day"),
        ("2031-03-26/..", "and '2031-03-26/..' is not a day"),
        ("2031-03-26/2031-04", "and '2031-03-26/2031-04' is not a day"),
        (None, "and no date is given"),
    ],
)  # fmt: skip
def test_a_place_within_no_day_is_a_warning(day, told):
    action = act("expels", day=None)
    said = report("expels", values=Values(date=day, within_day=1))
    expected = (
        f"withinDay: is a place among the acts of one day, {told}; give the day in date, "
        "or leave it out"
    )
    found = check_days(action, said, action.bounds)
    assert [(x.severity, x.message) for x in found] == ([("warning", expected)] if told else [])


def test_a_place_within_the_day_that_the_action_has_from_elsewhere_is_fine():
    action = dated("expels", "2031-03-26")
    assert check_days(action, report("expels", values=Values(within_day=1)), action.bounds) == []


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ("2031-03-02", ["deadline: 2031-03-02 is before 'expels' begins (2031-03-26); "
                        "correct one of the dates"]),
        ("2031-03", []),
        (None, []),
    ],
)  # fmt: skip
def test_a_deadline_before_the_act_is_told(deadline, expected):
    action = dated("expels", "2031-03-26")
    said = report("expels", values=Values(deadline=deadline))
    assert [each.message for each in check_days(action, said, action.bounds)] == expected
