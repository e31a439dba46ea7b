"""Numbers as people write them, and the whole number that is proposed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.numbers import propose_number


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
