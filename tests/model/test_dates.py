"""EDTF text, its bounds, and their order."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.dates import bounds_if_date, edtf_bounds, lag_days, order_days, precedes, union

DAYS = st.dates()
MAYBE = st.none() | DAYS
SPANS = st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("17 March 2031", "'17 March 2031' is not an EDTF date; did you mean 2031-03-17?"),
        ("2031-03-03 ?", "'2031-03-03 ?' is not an EDTF date; did you mean '2031-03-03?'?"),
        ("2031-13", "'2031-13' is not a month of the calendar"),
        ("about 1991", "'about 1991' is not an EDTF date; did you mean 1991~?"),
        ("6/1/2031", "'6/1/2031' may be 2031-06-01 or 2031-01-06; write one of them"),
        ("6/1/31", "'6/1/31' is not an EDTF date; "
         "write 2018-03-26, 2018-03, 2018-03~ or 2018-03-01/2018-03-06"),
        ("on Monday", "'on Monday' is not an EDTF date: it counts from another day; "
         "write the day itself, such as 2018-03-26"),
        ("2018/" * 20, f"{('2018/' * 8)!r} is not an EDTF date; "
         "write 2018-03-26, 2018-03, 2018-03~ or 2018-03-01/2018-03-06"),
        ("2018-02-30", "'2018-02-30' is not a day of the calendar"),
        ("2018-12~/2018-10", "'2018-12~/2018-10' ends before it begins; swap the two"),
    ],
)  # fmt: skip
def test_what_is_not_a_date_is_refused_with_what_it_may_mean(text, told):
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        edtf_bounds(text)
    assert str(caught.value) == told


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
        (("2018-03-27", "2018-03-27"), ("2018-03-26", "2018-03-26"), (0, 0)),
    ],
)
def test_a_lag_lies_between_the_nearest_and_the_farthest_days(trigger, response, expected):
    first, second = (
        tuple(date.fromisoformat(day) if day else None for day in pair)
        for pair in (trigger, response)
    )
    assert lag_days(first, second) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("2018-03-26", "2018-03-26", "after"),
        ("2018-03-26", "2018-03-25", "before"),
        ("2018-03-26?", "2018-03-25", "perhaps"),
        ("2018-03-26", "2018-03-24~", "perhaps"),
        ("2018-03-26?", "2018-03-24?", "before"),
        ("2018-03-26", "2018-03", "after"),
        ("2018-03-27T01:00:00+09:00", "2018-03-26T17:00:00Z", "after"),
        ("2018-03-26T17:00:00Z", "2018-03-27T01:00:00+09:00", "before"),
        ("2018-03-27T01:00:00", "2018-03-26T17:00:00Z", "perhaps"),
    ],
)
def test_what_comes_second_comes_after_perhaps_or_before(first, second, expected):
    assert order_days(first, second, (edtf_bounds(first), edtf_bounds(second))) == expected


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
