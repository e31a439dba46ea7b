"""Large type: no line is wider than its room, and every text keeps its direction."""

from __future__ import annotations

import pytest

from kg.page.lettering import (
    list_names,
    measure_type,
    wrap_type,
)

HEBREW = "\u05d1\u05d5\u05e8\u05d3\u05d5\u05e8\u05d9\u05d4"


def test_wide_letters_take_more_room_than_thin_ones_and_marks_none() -> None:
    assert measure_type("illi") < measure_type("klow") < measure_type("WMWM")
    assert measure_type("\u4e2d") > measure_type("k")
    assert measure_type("e\u0301") == measure_type("e")
    assert measure_type("\u2067Klow\u2069") == measure_type("Klow")


def test_a_regular_letter_is_thinner_than_a_bold_one() -> None:
    assert measure_type("Klow", bold=False) < measure_type("Klow")


def test_lines_break_between_words_and_none_is_wider_than_its_room() -> None:
    text = "Ruritania expels three Bordurian envoys"
    lines = wrap_type(text, 12, 9)
    assert " ".join(lines) == text
    assert len(lines) > 1
    assert all(measure_type(each) <= 12 for each in lines)


def test_a_word_longer_than_a_line_breaks_within() -> None:
    lines = wrap_type("A" * 50, 10, 9)
    assert "".join(lines) == "A" * 50
    assert all(measure_type(each) <= 10 for each in lines)


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrap_type("Ruritania expels " * 40, 12, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert measure_type(lines[-1]) <= 12
    assert wrap_type("A" * 10_000, 12, 1)[0].endswith("A…")


@pytest.mark.parametrize("text", ["one\ntwo", "one\u2028two", " one  two ", "one\x1ftwo"])
def test_any_white_space_is_one_space(text: str) -> None:
    assert wrap_type(text, 99, 3) == ["one two"]


def test_a_text_of_nothing_is_one_empty_line() -> None:
    assert wrap_type("", 10, 3) == [""]


def test_names_are_set_apart_where_they_run_leftwards_and_only_there() -> None:
    assert list_names(["Klow", HEBREW]) == f"Klow, \u2068{HEBREW}\u2069"


def test_of_many_names_the_rest_is_counted() -> None:
    assert list_names("abc") == "a, b, c"
    assert list_names("abcdefg") == "a, b and 5 more"
