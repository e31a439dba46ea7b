"""Whole numbers in digits and in English words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read.numerals import find_numbers


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("23 diplomats", [23]),
        ("1,000 people, 2.500 houses and 3\u202f000 trees", [1000, 2500, 3000]),
        ("twenty-three envoys", [23]),
        ("Sixty three", [63]),
        ("four, five and six", [4, 5, 6]),
        ("a dozen, two dozen", [12, 24]),
        ("a hundred and five", [105]),
        ("two thousand three hundred", [2300]),
        ("3 million", [3_000_000]),
        ("forty-two thousand", [42_000]),
        ("both of a pair", [2, 2]),
        ("a man and an envoy", []),
        ("one of the 12", [1, 12]),
        ("the G7 and MH17", []),
        ("seventeen hundred", [1700]),
        ("two million three hundred and five thousand", [2_305_000]),
        ("9" * 5_000 + " ²", []),
        ("", []),
    ],
)
def test_numbers_are_read_in_digits_and_words(words: str, numbers: list[int]) -> None:
    assert find_numbers(words) == numbers


ONES = "one two three four five six seven eight nine".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelt(number: int) -> str:
    """A number from 21 to 999 in English, tens and ones above twenty."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{TENS[tens - 2]}{f'-{ONES[ones - 1]}' if ones else ''}" if rest else ""
    return " and ".join(filter(None, [f"{ONES[hundreds - 1]} hundred" if hundreds else "", words]))


@given(st.integers(21, 999).filter(lambda n: n % 100 == 0 or n % 100 > 20))
def test_a_number_spelt_out_is_that_number(number: int) -> None:
    assert find_numbers(f"they sent {spelt(number)} home") == [number]


@given(st.text())
def test_any_text_has_numbers_or_none(words: str) -> None:
    assert all(number >= 0 for number in find_numbers(words))
