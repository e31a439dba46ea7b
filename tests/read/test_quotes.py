"""Quotations found in a text, proved or refused; a near match is never taken."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from envoys import TEXT, span_of
from hypothesis import given
from hypothesis import strategies as st

from kg.read.borders import cuts_word
from kg.read.quotes import (
    Anchor,
    Refusal,
    find_quote,
    fold,
    fold_words,
    in_sentence,
    sentence_of,
    split_span,
)
from kg.read.sentences import sentence_spans


def found(quote: str, occurrence: int | None = None, text: str = TEXT) -> str | Refusal:
    """How and which words, or the refusal."""
    place = find_quote(text, quote, occurrence)
    if isinstance(place, Refusal):
        return place
    return f"{place.how}: {text[place.start : place.end]}"


EXPELLED = "Borduria expelled 23 Syldavian diplomats on Monday"


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        (EXPELLED, f"exact: {EXPELLED}"),
        (EXPELLED.replace(" 23", "\r\n  23"), f"folded: {EXPELLED}"),
        (f"  {EXPELLED}\n", f"folded: {EXPELLED}"),
        (EXPELLED.replace(" ", "\u00a0"), f"folded: {EXPELLED}"),
        (EXPELLED.replace("lom", "lo\u00adm"), f"folded: {EXPELLED}"),
        ('"spied"...', "folded: “spied”…"),
        (
            'Borduria\'s envoys leave - "at once" 😀',
            "folded: Borduria’s envoys leave – “at once” 😀",
        ),
        ("Syldavia's cafe\u0301 owners", "folded: Syldavia’s café owners"),
        ("„We answer,”", "folded: “We answer,”"),
        ("Borduria expelled … on Monday", f"elided: {EXPELLED}"),
        ("Borduria expelled...on Monday", f"elided: {EXPELLED}"),
        ("Borduria expelled [...] on Monday", f"elided: {EXPELLED}"),
        ("Borduria expelled […] on Monday", f"elided: {EXPELLED}"),
        ("had “spied”…", "exact: had “spied”…"),  # the text's own ellipsis: whole before elided
    ],
)
def test_what_differs_by_typesetting_is_found(quote, words):
    assert found(quote) == words


@pytest.mark.parametrize(
    "quote",
    [
        EXPELLED.replace("23", "32"),
        EXPELLED.replace("23", "230"),
        EXPELLED.replace("expelled", "not expelled"),
        EXPELLED.replace("Monday", "Tuesday"),
        f"When {EXPELLED}",
        EXPELLED.replace("Syldavian ", ""),
        EXPELLED.lower(),
        "orduria expelled",
        "Borduria expelled 23 Syldavian diplom",
        "on Monday … Borduria expelled",
        "Borduria … 23 … Monday",
        "… on Monday",
        "...",
        "\u00ad",
        " ",
        "",
    ],
)
def test_what_differs_in_words_is_not(quote):
    assert found(quote) == Refusal("absent", ())


def test_an_elided_quote_with_its_parts_in_different_sentences_is_refused_with_the_nearest_pair():
    span = TEXT.index("The envoys left"), TEXT.index(", too") + 5
    assert found("The envoys … too") == f"elided: {TEXT[span[0] + 26 : span[1]]}"
    assert found("We answer … by train") == Refusal(
        "apart", ((TEXT.index("We answer"), span[0] + len("The envoys left by train")),)
    )
    whole = find_quote(TEXT, "We answer … by train, too", within_sentence=False)
    assert whole == Anchor("elided", TEXT.index("We answer"), span[1])


def test_an_exponent_is_no_digit_and_half_a_number_no_number():
    assert found("102", text="It weighs 10² kg.") == Refusal("absent", ())
    assert found("5 percent", text="Some 3.5 percent left.") == Refusal("absent", ())
    assert found("1,200", text="1,200 left.") == "exact: 1,200"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("cafe\u0301.", "cafe"),
        ("👩\u200d🚀 left", "👩"),
        ("👍🏽 left", "👍"),
        ("🇫🇷 left", "🇫"),
        ("no… left", "no.."),
    ],
)
def test_half_of_what_is_seen_as_one_character_is_not_found(text, quote):
    assert found(quote, text=text) == Refusal("absent", ())


def test_two_hyphens_between_spaces_are_a_dash_and_no_others_are():
    dashed = "They left — all of them."
    assert found("left -- all", text=dashed) == "folded: left — all"
    assert found("left - all", text=dashed.replace("—", "--")) == "folded: left -- all"
    assert found("left--all", text="They left—all of them.") == Refusal("absent", ())
    assert found("kg --all", text="Run kg -all.") == Refusal("absent", ())


def test_scripts_without_spaces_need_no_border():
    assert found("10mg", text="約10mgを投与した。") == "exact: 10mg"


def test_what_stands_more_than_once_needs_its_occurrence():
    spans = tuple(each.span() for each in re.finditer("The envoys left by train", TEXT))
    assert found("The envoys left by train") == Refusal("several", spans)
    assert find_quote(TEXT, "The envoys left by train", 2) == Anchor("exact", *spans[1])
    assert find_quote(TEXT, "The envoys left by train", 3) == Refusal("occurrence", spans)
    assert found(EXPELLED, 1) == f"exact: {EXPELLED}"
    assert found("The envoys … train", 2) == "elided: The envoys left by train"
    assert found("nothing of it", 1) == Refusal("absent", ())


def test_what_runs_over_a_sentence_end_is_refused_unless_it_may():
    quote = "on Monday. Mr. Tapioca said"
    assert found(quote) == Refusal("wide", (span_of(quote),))
    assert find_quote(TEXT, quote, within_sentence=False) == Anchor("exact", *span_of(quote))
    wide = find_quote(TEXT, "The envoys left by train, … newsletter", within_sentence=False)
    assert wide == Anchor("elided", TEXT.index("The envoys left by train,"), len(TEXT) - 1)


def test_a_span_is_split_at_its_sentence_ends():
    start, end = span_of("on Monday. Mr. Tapioca said")
    assert [TEXT[slice(*each)] for each in split_span(TEXT, start, end)] == [
        "on Monday.",
        "Mr. Tapioca said",
    ]
    assert not in_sentence(TEXT, start, end)
    assert in_sentence(TEXT, *span_of("on Monday."))
    assert TEXT[slice(*sentence_of(TEXT, start))] == f"{EXPELLED}."


PIECES = st.sampled_from(
    ["the", "Envoys", "left", "23", "café", "cafe\u0301", "“no”", "it’s", "–", "…", "U.S.", "😀",
     "हिन्दी", "外交官"]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=12).map(" ".join)


@given(st.text(max_size=60) | TEXTS)
def test_folding_says_the_same_with_places_and_without(text):
    folded = fold(text)
    assert folded.text == fold_words(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert fold(folded.text).text == folded.text


@given(TEXTS, st.data())
def test_words_of_a_text_are_found_where_they_stand_however_they_are_typed(text, data):
    borders = [at for at in range(len(text) + 1) if not cuts_word(text, at)]
    start = data.draw(st.sampled_from(borders[:-1]))
    end = data.draw(st.sampled_from([each for each in borders if each > start]))
    words = text[start:end]
    if words != words.strip() or not any(each.isalnum() for each in words):
        return
    typed = data.draw(
        st.sampled_from(
            [
                words,
                words.replace(" ", "\n "),
                unicodedata.normalize("NFD", words),
                words.translate(
                    {0x201C: '"', 0x201D: '"', 0x2019: "'", 0x2013: "-", 0x2026: "..."}
                ),
            ]
        )
    )
    place = find_quote(text, typed, within_sentence=False)
    if isinstance(place, Anchor):
        assert (place.start, place.end) == (start, end)
    else:
        assert place.why == "several"
        assert (start, end) in place.spans


@given(TEXTS, st.text("aeT23“”-… ", min_size=1, max_size=8))
def test_what_is_found_is_equal_but_for_typesetting_or_elided_in_a_sentence(text, quote):
    place = find_quote(text, quote)
    if isinstance(place, Anchor):
        words = fold_words(text[place.start : place.end])
        if place.how == "elided":
            first, last = re.split(r"\s*\.\.\.\s*", fold_words(quote).strip())
            assert words.startswith(first)
            assert words.endswith(last)
        else:
            assert words == fold_words(quote).strip()
        assert any(a <= place.start and place.end <= b for a, b in sentence_spans(text))


@pytest.mark.parametrize("quote", ["a", "a … a", "a a a … a a"])
def test_a_text_of_one_word_a_million_times_takes_no_square_of_time(quote):
    text = "a " * 200_000
    started = time.process_time()
    assert isinstance(find_quote(text, quote), Refusal)
    assert time.process_time() - started < 20
