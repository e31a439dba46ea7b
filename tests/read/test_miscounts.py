"""Counts that the words of their reports contradict, and counts that the words may mean."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support import do_without, paper, record, report

from kg.model.actions import Values
from kg.model.actors import Quantity
from kg.read.corpus import read_corpus
from kg.read.miscounts import check_counts, is_contradicted
from kg.read.numerals import find_numbers
from kg.read.texts import read_texts

SHARED = Path(__file__).parents[3] / "shared" / "articles"


def shared_texts() -> dict[str, str]:
    """The texts of the five articles, by sha256, where they are at hand."""
    if not SHARED.is_dir():
        do_without("KG_REQUIRE_SHARED", "no texts of the articles beside the checkout")
    return read_texts(SHARED)


def count(least: int | None, most: int | None = -1, **more: object) -> Quantity:
    given = {"unit": "persons", **more}
    return Quantity(minimum=least, maximum=least if most == -1 else most, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (count(32), "Syldavia expels 23 Bordurian diplomats"),
        (count(13), "a dozen envoys"),
        (count(1234), "1 235 persons leave"),
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
        (count(1234), "1 234 persons leave"),
        (count(1234), "1\u2009234 persons leave"),
        (count(1234), "1\u202f234 persons leave"),
        (count(234), "on March 3 234 persons left"),
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
    assert told(TEXT) == ["32 is not in the words of the span: “… 23 …”"]
    assert told("The 23 Bordurian diplomats and six others of the embassy", 32) == []
    two = "The minister expels 23 Bordurian diplomats and the two consuls."
    assert told(two) == [
        "32 is not in the words of the span: “… 23 Bordurian diplomats … two consuls …”"
    ]
    assert told(TEXT, 23) == []


def test_a_text_in_another_language_or_not_at_hand_is_passed_over() -> None:
    assert told("Syldawien weist dreiundzwanzig Diplomaten aus und schließt 2 Konsulate.") == []
    said = report("strike", values=Values(quantity=count(32)))
    assert check_counts(record([], reports=(said,), articles=(paper(),)), {}) == []


def test_no_count_of_the_five_articles_is_contradicted() -> None:
    corpus, texts = read_corpus(events=False), shared_texts()
    counts = [each for each in corpus.record.reports if each.values.quantity]
    assert len(counts) == 35
    assert check_counts(corpus.record, texts) == []


def test_changed_counts_of_the_five_articles_are_contradicted() -> None:
    corpus, texts = read_corpus(events=False), shared_texts()
    known = {each.id: texts[each.text_digest] for each in corpus.record.articles}
    tried, unlike = 0, []
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
                told = changed.approximate or wrong in find_numbers(words)  # "about a dozen"
                tried += 1
                unlike += [words] if told == (is_contradicted(changed, words) is not None) else []
    assert (tried > 90, unlike) == (True, [])
