"""Dates as people write them, and the EDTF that is proposed for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.date_proposals import is_relative, propose_dates
from kg.model.edtf import read_bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 March 2031", ["2031-03-17"]),
        ("17th of March, 2031", ["2031-03-17"]),
        ("17-Mar-2031", ["2031-03-17"]),
        ("March 17, 2031", ["2031-03-17"]),
        ("Monday, 17 March 2031", ["2031-03-17"]),
        ("2031 March 17", ["2031-03-17"]),
        ("Sept. 2031", ["2031-09"]),
        ("2031-3-17", ["2031-03-17"]),
        ("2031-3", ["2031-03"]),
        ("2031/03/17", ["2031-03-17"]),
        ("20310317", ["2031-03-17"]),
        ("2031-17-03", ["2031-03-17"]),
        ("03/17/2031", ["2031-03-17"]),
        ("17/03/2031", ["2031-03-17"]),
        ("6/1/2031", ["2031-06-01", "2031-01-06"]),
        ("6/6/2031", ["2031-06-06"]),
        ("6.1.2031", ["2031-01-06"]),
        ("03/2031", ["2031-03"]),
        ("2031-03-17 14:00", ["2031-03-17T14:00:00"]),
        ("2031-03-17T14:00Z", ["2031-03-17T14:00:00Z"]),
        ("spring 2031", ["2031-21"]),
        ("the autumn of 2031", ["2031-23"]),
        ("Q3 2031", ["2031-35"]),
        ("the 1990s", ["199X"]),
        ("199u", ["199X"]),
        ("about 1991", ["1991~"]),
        ("c. March 1991", ["1991-03~"]),
        ("circa 6/1/2031", ["2031-06-01~", "2031-01-06~"]),
        ("probably 17 March 2031", ["2031-03-17?"]),
        ("since 2031", ["2031/.."]),
        ("by March 2031", ["../2031-03"]),
        ("before March 2031", ["../2031-02"]),
        ("before 2031", ["../2030"]),
        ("before 1 March 2031", ["../2031-02-28"]),
        ("after 2031", ["2032/.."]),
        ("after 3 March 2031", ["2031-03-04/.."]),
        ("after 31 December 2031", ["2032-01-01/.."]),
        ("after the spring of 2031", []),
        ("before the 1990s", []),
        ("after 9999", []),
        ("before 0001", []),
        ("2031-2032", ["2031/2032"]),
        ("2032-2031", []),
        ("between 1 and 5 March 2031", ["2031-03-01/2031-03-05"]),
        ("from 1 to 5 March 2031", ["2031-03-01/2031-03-05"]),
        ("17 March", ["XXXX-03-17"]),
        ("March 17", ["XXXX-03-17"]),
        ("17 Smarch", []),
        ("early March 2031", ["2031-03"]),
        ("mid-March 2031", ["2031-03"]),
        ("the end of March 2031", ["2031-03"]),
        ("late 2031", ["2031"]),
        ("２０３１-03-17", ["2031-03-17"]),
        ("1-6 March 2031", ["2031-03-01/2031-03-06"]),
        ("from 1 March to 6 March 2031", []),
        ("1 March 2031 to 6 March 2031", ["2031-03-01/2031-03-06"]),
        ("2031-03-01 – 2031-03-06", ["2031-03-01/2031-03-06"]),
        ("[2031-01, 2031-03]", ["2031-01,2031-03"]),
        (" 2031 ", ["2031"]),
        ("2031-03-17?~", ["2031-03-17%"]),
        # never guessed: two digits of a year, no day of the calendar
        ("6/1/31", []),
        ("17-Mar-31", []),
        ("30 February 2031", []),
        ("32/13/2031", []),
        ("203117", []),
        ("yesterday", []),
        ("3 weeks later", []),
        ("٢٠٣١-٠٣-١٧", []),
        ("", []),
    ],
)
def test_a_text_proposes_the_dates_that_it_probably_means(text, expected):
    expected = [f"[{each}]" if "," in each else each for each in expected]
    assert list(propose_dates(text)) == expected


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("Monday", True),
        (" last  TUESDAY", True),
        ("Wed", True),
        ("early Friday morning", True),
        ("yesterday", True),
        ("next week", True),
        ("two days ago", True),
        ("the day before", False),
        ("Monday, 3 March 2031", False),
        ("17 March", False),
        ("week", False),
        ("2031", False),
        ("", False),
    ],
)
def test_a_day_that_counts_from_that_of_publication_is_known_as_such(text, relative):
    assert is_relative(text) is relative


@given(st.text(alphabet="0123456789-/., ~?marchTzto", max_size=40) | st.text(max_size=40))
def test_whatever_is_proposed_can_be_read(text):
    for each in propose_dates(text):
        read_bounds(each)
