"""Numbers in words and digits, and counts that the words contradict."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import do_without, paper, record, report

from kg.model.actions import Values
from kg.model.actors import Quantity
from kg.read.corpus import read_corpus
from kg.read.numerals import check_counts, find_numbers, is_contradicted
from kg.read.texts import read_texts

SHARED = Path(__file__).parents[3] / "shared" / "articles"


def shared_texts() -> dict[str, str]:
    """The texts of the five articles, by sha256, where they are at hand."""
    if not SHARED.is_dir():
        do_without("KG_REQUIRE_SHARED", "no texts of the articles beside the checkout")
    return read_texts(SHARED)


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


def count(least: int | None, most: int | None = -1, **more: object) -> Quantity:
    given = {"unit": "persons", **more}
    return Quantity(minimum=least, maximum=least if most == -1 else most, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (count(32), "Syldavia expels 23 Bordurian diplomats"),
        (count(13), "a dozen envoys"),
        (count(50), "more than 100 officers", ),
        (count(101, None), "more than 200 officers"),
        (count(10), "four envoys and five guards"),
        (count(60), "expelled 6 people on March 26, 2018, within 7 days"),
    ],
)  # fmt: skip
def test_a_count_that_is_not_in_the_words_is_contradicted(quantity: Quantity, words: str) -> None:
    assert is_contradicted(quantity, words) == quantity.minimum


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (count(23), "Syldavia expels 23 Bordurian diplomats"),
        (count(12), "a dozen envoys"),
        (count(101, None), "more than 100 officers"),
        (count(None, 49), "fewer than 50 officers"),
        (count(5, 9), "between five and nine envoys"),
        (count(9), "four envoys and five guards"),  # a sum
        (count(4), "the ambassador and three others"),
        (count(7), "several of the 30 envoys"),
        (count(32), "the diplomats must leave"),  # no number
        (count(32), "must leave by March 17"),  # no count
        (count(32), "must leave within 7 days of 26 March 2031"),
        (count(12), "the second of the G7 states"),
        (count(32), "$23 in fines"),
        (count(1_500_000), "1.5 million people"),
        (count(32, approximate=True), "23 diplomats"),
        (count(1), "its 2 consulates"),
        (count(3, unit="years"), "a three-year limit"),
        (count(1600), "1600 people and 3 envoys"),
    ],
)
def test_a_count_that_is_there_or_may_be_is_not(quantity: Quantity, words: str) -> None:
    assert is_contradicted(quantity, words) is None


TEXT = "Syldavia expels 23 of the Bordurian diplomats in Klow, as the minister said on Monday."


def told(text: str, number: int = 32, end: int | None = None) -> list[str]:
    said = replace(report("strike", values=Values(quantity=count(number))), end=end or len(text))
    of_article = record([], reports=(said,), articles=(paper(),))
    return [each.message for each in check_counts(of_article, {paper().text_digest: text})]


def test_a_contradicted_count_is_told_with_its_words() -> None:
    assert told(TEXT, end=TEXT.index(" in Klow")) == [
        "32 is not in the words of the span: “Syldavia expels 23 of the Bordurian diplomats”"
    ]
    assert told(TEXT) == [
        "32 is not in the words of the span: “Syldavia expels 23 of … minister said on Monday.”"
    ]
    assert told(TEXT, 23) == []


def test_a_text_in_another_language_or_not_at_hand_is_passed_over() -> None:
    assert told("Syldawien weist dreiundzwanzig Diplomaten aus und schließt 2 Konsulate.") == []
    said = report("strike", values=Values(quantity=count(32)))
    assert check_counts(record([], reports=(said,), articles=(paper(),)), {}) == []


def test_no_count_of_the_five_articles_is_contradicted() -> None:
    corpus, texts = read_corpus(), shared_texts()
    counts = [each for each in corpus.record.reports if each.values.quantity]
    assert len(counts) == 35
    assert check_counts(corpus.record, texts) == []


def test_changed_counts_of_the_five_articles_are_contradicted() -> None:
    corpus, texts = read_corpus(), shared_texts()
    known = {each.id: texts[each.text_digest] for each in corpus.record.articles}
    tried = found = 0
    for each in corpus.record.reports:
        words = known[each.article or ""][each.start : each.end]
        number = each.values.quantity.minimum if each.values.quantity else None
        if each.values.quantity and number in find_numbers(words):
            for wrong in {number + 1, number - 1, number * 10, int(str(number)[::-1])} - {
                number,
                0,
                1,
            }:
                changed = replace(each.values.quantity, minimum=wrong, maximum=wrong)
                tried += 1
                found += is_contradicted(changed, words) is not None
    assert (tried, found) == (104, 100)  # the four are of "about a dozen"
