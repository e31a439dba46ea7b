"""The page's English: what the examples of kg/tell/words.py leave out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.model.actors import Quantity
from kg.tell.words import (
    CAPTION_LETTERS,
    abbreviate_lag,
    cut_caption,
    spell_bounds,
    spell_date,
    spell_gap,
    spell_lag,
    spell_quantity,
    spell_short_day,
    spell_term,
)

MARCH, APRIL = date(2031, 3, 1), date(2031, 4, 2)


def test_one_person_is_a_person() -> None:
    one = Quantity(minimum=1, maximum=1, unit="persons")
    assert spell_quantity(one, {}) == "1 person"
    assert spell_quantity(replace(one, maximum=None), {}) == "at least 1 person"


@pytest.mark.parametrize(
    ("least", "most", "more", "words"),
    [
        (23, 23, {}, "23 envoys"),
        (2, 5, {}, "2–5 envoys"),
        (None, 5, {}, "at most 5 envoys"),
        (None, None, {}, "a number of envoys not given"),
        (23, 23, {"approximate": True}, "about 23 envoys"),
        (None, 5, {"approximate": True}, "about at most 5 envoys"),
    ],
)
def test_a_count_is_exact_or_its_bounds_with_its_unit(least, most, more, words) -> None:
    count = Quantity(minimum=least, maximum=most, unit="persons", **more)
    assert spell_quantity(count, {"persons": "envoys"}) == words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2031", "2031"),
        ("2031-03", "March 2031"),
        ("2031-03-01", "1 March 2031"),
        ("2031-03-01?", "perhaps 1 March 2031"),
        ("2031%", "perhaps about 2031"),
        ("2031-03-01/..", "from 1 March 2031"),
        ("2031-03/", "from March 2031"),
        ("/2031-03", "until March 2031"),
        ("2031-13", "2031-13"),  # none, and shown as it is
        ("[2031,2032]", "[2031,2032]"),
    ],
)
def test_a_date_is_spelt_as_far_as_it_goes(edtf: str, words: str) -> None:
    assert spell_date(edtf) == words


def test_bounds_are_a_day_two_days_or_one_side() -> None:
    assert spell_bounds(MARCH, MARCH) == "1 March 2031"
    assert spell_bounds(MARCH, APRIL) == "between 1 March 2031 and 2 April 2031"
    assert spell_bounds(MARCH, None) == "not before 1 March 2031"
    assert spell_bounds(None, MARCH) == "not after 1 March 2031"
    assert spell_short_day(APRIL) == "2 Apr 2031"


@pytest.mark.parametrize(
    ("low", "high", "words", "short"),
    [
        (0, 0, "the same day", "0 d"),
        (1, 1, "1 day later", "1 d"),
        (4, 4, "4 days later", "4 d"),
        (1, 4, "1 to 4 days later", "1–4 d"),
        (4, None, "at least 4 days later", "≥\u202f4 d"),
        (None, 4, "at most 4 days later", "≤\u202f4 d"),
        (0, None, "", ""),  # not before it, which is all that the order says
        (None, None, "", ""),
    ],
)
def test_a_lag_is_told_where_it_says_more_than_the_order(low, high, words, short) -> None:
    assert (spell_lag(low, high), abbreviate_lag(low, high)) == (words, short)


def test_a_term_is_at_once_within_days_or_as_it_is_written() -> None:
    assert [spell_term(x) for x in ("P0D", "P1D", "P7D", "PT2H")] == [
        "at once", "within 1 day", "within 7 days", "PT2H",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (60, "60 days"),
        (61, "2 months"),
        (366, "1 year"),
        (730, "2 years"),
        (761, "2 years 1 month"),
        (365 * 20 + 40, "20 years"),
    ],
)
def test_a_gap_has_its_two_largest_units(days: int, words: str) -> None:
    assert spell_gap(days) == words


def test_a_caption_is_cut_where_the_picture_has_no_more_room() -> None:
    fits = "x" * CAPTION_LETTERS
    assert cut_caption(fits) == fits
    assert cut_caption(fits + "y") == "x" * (CAPTION_LETTERS - 1) + "…"
    assert cut_caption("one two", 5) == "one…"  # no space before the mark
