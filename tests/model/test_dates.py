"""EDTF text, its bounds, and their order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.dates import bounds_if_date, edtf_bounds, lag_days, precedes, union

DAYS = st.dates()
MAYBE = st.none() | DAYS
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2018-03-26", "2018-03-26", "2018-03-26"),
        ("2018-03", "2018-03-01", "2018-03-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2018", "2018-01-01", "2018-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2018-03-XX", "2018-03-01", "2018-03-31"),
        ("2018-XX-15", "2018-01-15", "2018-12-15"),
        ("2018-03~", "2018-02-01", "2018-04-30"),
        ("2018-03-26?", "2018-03-26", "2018-03-26"),
        ("2018-21", "2018-03-01", "2018-05-31"),
        ("2018-03-01/2018-03-06", "2018-03-01", "2018-03-06"),
        ("2018-03/2018-03-10", "2018-03-01", "2018-03-10"),
        ("2018~/2019?", "2017-01-01", "2019-12-31"),
        ("[2018-01,2018-03]", "2018-01-01", "2018-03-31"),
        ("2017-07-27/..", "2017-07-27", None),
        ("2017-07-27/", "2017-07-27", None),
        ("../2018-03", None, "2018-03-31"),
        ("XXXX-03-15", None, None),
        ("XXXX/..", None, None),
    ],
)
def test_a_date_allows_the_days_from_its_first_to_its_last(text, earliest, latest):
    expected = tuple(date.fromisoformat(day) if day else None for day in (earliest, latest))
    assert edtf_bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2018-02-30", "not a day of the calendar"),
        ("2018-02-29", "not a day of the calendar"),
        ("2018-02-30/2018-03-01", "not a day of the calendar"),
        ("0000-01-01", "is not a day in the years 1 to 9999"),
        ("2018-02-3X", "is not a day in the years 1 to 9999"),
        ("0000", "is not a day in the years 1 to 9999"),
        ("-0044", "is not a day in the years 1 to 9999"),
        ("Y17000", "is not a day in the years 1 to 9999"),
        ("2018-03/2018-02", "ends before it begins"),
        ("2018-12~/2018-10", "ends before it begins"),
        ("../..", "interval without a day"),
        ("/", "interval without a day"),
        ("2018/2019/2020", "is not an EDTF date"),
        ("2018-02-30~", "is not a day of the calendar"),
        ("2018-13", "is not a day of the calendar"),
        ("2018-3-6", "is not an EDTF date"),
        ("2018--03", "is not an EDTF date"),
        ("26.03.2018", "is not an EDTF date"),
        ("March 2018", "is not an EDTF date"),
        ("yesterday", "is not an EDTF date"),
        ("..", "is not an EDTF date"),
        ("", "is not an EDTF date"),
        (" 2018", "is not an EDTF date"),
        ("2018-03-26\n", "is not an EDTF date"),
        ("٢٠١٨", "is not an EDTF date"),
        ("2018/" * 20, "is not an EDTF date"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(text, told):
    with pytest.raises(ValueError, match=told):
        edtf_bounds(text)


def test_a_month_of_unknown_digits_prints_nothing(capsys):
    with pytest.raises(ValueError, match="is not an EDTF date"):
        edtf_bounds("2018-X2")
    assert capsys.readouterr() == ("", "")


@given(st.text(alphabet="0123456789-/.X~?%[]{},YES", max_size=30) | st.text(max_size=30))
def test_any_text_is_a_pair_of_ordered_bounds_or_a_value_error(text):
    told = ""
    earliest = latest = None
    try:
        earliest, latest = edtf_bounds(text)
    except ValueError as error:
        told = str(error)
    assert told.isprintable()
    assert earliest is None or latest is None or earliest <= latest


@given(DAYS)
def test_every_day_of_the_calendar_is_its_own_bounds(day):
    assert edtf_bounds(day.isoformat()) == (day, day)


@given(st.lists(SPANS, min_size=1))
def test_a_union_covers_every_span_and_no_day_more(spans):
    earliest, latest = union(spans)
    assert (earliest, latest) == (min(a for a, _ in spans), max(b for _, b in spans))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], (None, None)),
        ([(None, None)], (None, None)),
        (
            [(None, None), (date(2018, 3, 1), date(2018, 3, 2))],
            (date(2018, 3, 1), date(2018, 3, 2)),
        ),
        (
            [(date(2018, 3, 1), None), (date(2018, 2, 1), date(2018, 3, 2))],
            (date(2018, 2, 1), None),
        ),
        (
            [(None, date(2018, 3, 1)), (date(2018, 2, 1), date(2018, 3, 2))],
            (None, date(2018, 3, 2)),
        ),
    ],
)
def test_an_open_end_opens_the_union_and_no_bounds_say_nothing(spans, expected):
    assert union(spans) == expected


@pytest.mark.parametrize(
    ("trigger", "response", "expected"),
    [
        (("2018-03-04", "2018-03-04"), ("2018-03-14", "2018-03-14"), (10, 10)),
        (("2018-03-01", "2018-03-04"), ("2018-03-14", "2018-03-20"), (10, 19)),
        (("2018-03-01", "2018-03-31"), ("2018-03-14", "2018-03-14"), (0, 13)),
        ((None, "2018-03-04"), ("2018-03-14", "2018-03-14"), (10, None)),
        (("2018-03-04", None), ("2018-03-14", "2018-03-14"), (None, 10)),
        ((None, None), (None, None), (None, None)),
    ],
)
def test_a_lag_lies_between_the_nearest_and_the_farthest_days(trigger, response, expected):
    first, second = (
        tuple(date.fromisoformat(day) if day else None for day in pair)
        for pair in (trigger, response)
    )
    assert lag_days(first, second) == expected


@given(SPANS, SPANS)
def test_of_two_spans_at_most_one_precedes_and_none_where_they_share_a_day(first, second):
    share = max(first[0], second[0]) <= min(first[1], second[1])
    assert (precedes(first, second) + precedes(second, first)) == (not share)


@pytest.mark.parametrize("bounds", [(None, None), (date(2018, 3, 4), None)])
def test_an_act_without_a_known_end_precedes_nothing(bounds):
    assert not precedes(bounds, (date(2020, 1, 1), date(2020, 1, 1)))


@given(st.text(max_size=12) | st.sampled_from(["2018-03", "2018-02-30", "2018-03-09/2018-03-01"]))
def test_a_text_that_is_not_a_date_sets_no_bound(text: str) -> None:
    try:
        bounds = edtf_bounds(text)
    except ValueError:
        bounds = (None, None)
    assert bounds_if_date(text) == bounds
