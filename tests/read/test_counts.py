"""Numbers in a text with what they count."""

from __future__ import annotations

import pytest

from kg.read.counts import find_counts, read_number


def found(text: str) -> list[tuple[str, dict[str, str]]]:
    return [(text[each.start : each.end], each.fields) for each in find_counts(text)]


@pytest.mark.parametrize(
    ("text", "words", "fields"),
    [
        ("sent home 23 diplomats", "23 diplomats", {"quantity": "23", "unit": "persons"}),
        ("expels 1,200 Russians now", "1,200 Russians", {"quantity": "1200", "unit": "persons"}),
        ("sent home 23 Bordurians", "23 Bordurians", {"quantity": "23", "unit": "persons"}),
        ("Twelve members of it left", "Twelve members", {"quantity": "12", "unit": "persons"}),
        ("both attachés left", "both attachés", {"quantity": "2", "unit": "persons"}),
        ("told a Bordurian spy", "a Bordurian spy", {"quantity": "1", "unit": "persons"}),
        ("at least a dozen states", "a dozen states", {"minQuantity": "12", "unit": "states"}),
        (
            "more than 100 countries",
            "100 countries",
            {"minQuantity": "101", "unit": "states"},
        ),
        ("up to five consulates", "five consulates", {"maxQuantity": "5", "unit": "missions"}),
        ("fewer than 10 votes", "10 votes", {"maxQuantity": "9", "unit": "votes"}),
        (
            "about 30 officials",
            "30 officials",
            {"quantity": "30", "unit": "persons", "approximate": "true"},
        ),
        (
            "dozens of diplomats",
            "dozens of diplomats",
            {"minQuantity": "24", "unit": "persons", "approximate": "true"},
        ),
        ("14 League allies", "14 League allies", {"quantity": "14", "unit": "states"}),
        ("said it would expel four.", "four", {"quantity": "4"}),
        ("a three-year limit", "a three-year", {"quantity": "3", "unit": "years"}),
        ("for seven years", "seven years", {"quantity": "7", "unit": "years"}),
        ("in all 2000 soldiers left", "2000 soldiers", {"quantity": "2000", "unit": "persons"}),
        ("14 member-states left", "14 member-states", {"quantity": "14", "unit": "states"}),
    ],
)  # fmt: skip
def test_a_number_is_found_with_its_unit(text: str, words: str, fields: dict[str, str]) -> None:
    assert found(text) == [(words, fields)]


@pytest.mark.parametrize(
    "text",
    [
        "on 4 March", "on March 4, 2031", "in 2031", "at 10:30", "60% of them", "$50 more",
        "the 23rd of them", "1.5 times", "a government fell", "MI6", "an order", "4/2031",
        "almost 17 months", "within 48 hours", "three long weeks", "two years ago",
        "dozens of weeks", "at 5 p.m. Moscow time", "by five pm",
        "KLOW, 12 May 2031 - Syldavia expels envoys", "On May 12, 2031 Syldavian envoys left",
        "In 2031 Syldavian envoys left", "since 2016 Ruritanian diplomats may stay",
    ],
)  # fmt: skip
def test_days_shares_times_and_articles_count_nothing(text: str) -> None:
    assert found(text) == []


def test_a_noun_of_another_clause_is_not_the_unit() -> None:
    assert found("it expelled four and diplomats left")[0][1] == {"quantity": "4"}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("three", 3), ("twenty-three", 23), ("sixty three", 63), ("a hundred", 100), ("a", 1),
        ("two hundred and six", 206), ("two thousand five hundred", 2500), ("half a dozen", 6),
        ("two dozen", 24), ("a pair", 2), ("a three", 3), ("some", None),
    ],
)  # fmt: skip
def test_numbers_in_words_are_read(words: str, number: int | None) -> None:
    assert read_number(words) == number
