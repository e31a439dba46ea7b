"""Numbers as people write them, and the whole number that is proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.numbers import explain_term, propose_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sixty-three", 63),
        ("Two hundred and five", 205),
        ("three thousand two hundred", 3200),
        ("a dozen", 12),
        ("two dozen", 24),
        ("an hundred", 100),
        ("1,000", 1000),
        ("1.000", 1000),
        ("1 000", 1000),
        ("1\u00a0000\u00a0000", 1_000_000),
        ("1'000'000", 1_000_000),
        ("63 diplomats", 63),
        ("10,000 people", 10_000),
        ("63.0", 63),
        ("+5", 5),
        ("007", 7),
        # never guessed
        ("12.5", None),
        ("1,00", None),
        ("1,000.000", None),
        ("-3", None),
        ("about 60", None),
        ("one two", None),
        ("twenty twelve", None),
        ("a", None),
        ("and", None),
        ("many", None),
        ("", None),
        ("10²", None),
        ("٦٣", None),
        ("9" * 79, None),
    ],
)
def test_a_text_proposes_the_number_that_it_probably_means(text, expected):
    assert propose_number(text) == expected


@given(st.integers(0, 10**12 - 1), st.sampled_from(",.' \u202f"))
def test_a_number_in_groups_of_three_is_that_number(number, sign):
    assert propose_number(f"{number:,}".replace(",", sign)) == number


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_none(text):
    found = propose_number(text)
    assert found is None or 0 <= found < 10**12


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("7 days", "P7D"),
        ("7d", "P7D"),
        ("p7d", "P7D"),
        ("P1W", "P7D"),
        ("PT48H", "P2D"),
        ("48 hours", "P2D"),
        ("72-hour", "P3D"),
        ("24 hours' notice", "P1D"),
        ("a week", "P7D"),
        ("within a week", "P7D"),
        ("two weeks to leave", "P14D"),
        ("A fortnight", "P14D"),
        ("seven days", "P7D"),
        ("in the next two days", "P2D"),
        ("1,000 days", "P1000D"),
        ("at once", "P0D"),
        ("Immediately", "P0D"),
    ],
)
def test_a_length_of_time_proposes_its_days(text, meant):
    assert explain_term(text) == f"; did you mean {meant}?"


@pytest.mark.parametrize("text", ["two months", "a month", "P1M", "1 year", "three years"])
def test_months_have_no_certain_number_of_days(text):
    assert explain_term(text) == (
        "; months and years differ in length: write the last day in deadline"
    )


@pytest.mark.parametrize(
    "text", ["36 hours", "0 hours", "7 days or 8 days", "two or three days", "7", "soon", "days",
             "several days", "999999 days", "P-7D", "PT7M", "", "7 days " * 999],
)  # fmt: skip
def test_no_days_are_guessed(text):
    assert explain_term(text) == ", such as P7D (P0D is at once)"
