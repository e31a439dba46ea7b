"""Responses that seem to come before what they answer: an error, a doubt, or neither."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import PLACE, act, claim, report

from kg.model.actions import Values
from kg.model.dates import edtf_bounds
from kg.read.sequence import check_days, check_sequence


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
