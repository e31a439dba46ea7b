"""What is said of a quotation that was refused."""

from __future__ import annotations

import time

import pytest
from envoys import TEXT

from kg.read.quotes import Refusal, find_quote
from kg.read.refusals import explain_refusal

EXPELLED = "Borduria expelled 23 Syldavian diplomats on Monday"


def said(quote: str, occurrence: int | None = None, text: str = TEXT) -> str:
    refusal = find_quote(text, quote, occurrence)
    assert isinstance(refusal, Refusal)
    return explain_refusal(text, quote, occurrence, refusal)


@pytest.mark.parametrize(
    ("quote", "differs"),
    [
        (EXPELLED.replace("23", "32"), "“23” for “32”"),
        (EXPELLED.replace("expelled", "not expelled"), "nothing for “not”"),
        (EXPELLED.replace("Syldavian ", ""), "“Syldavian” too"),
        (EXPELLED.replace("Borduria", "borduria"), "“Borduria” for “borduria”"),
        (f"When {EXPELLED}", "nothing for “When”"),
        (EXPELLED.replace("Monday", "Mon"), "“Monday” for “Mon”"),
    ],
)
def test_the_nearest_sentence_is_shown_by_its_differences(quote, differs):
    told = said(quote)
    assert told.startswith("the quote is not found; the nearest sentence (line 4) has ")
    assert told.endswith(f" has {differs}")


def test_words_of_no_sentence_have_no_nearest_one():
    assert said("Ruritania has never heard of this") == (
        "the quote is not found; no sentence has most of its words"
    )
    assert said("") == "the quote is not found"


def test_several_places_are_shown_with_what_stands_around_them():
    assert said("The envoys left by train") == (
        "the quote stands 2 times: "
        "line 6 “…answer,” she said. [The envoys left by train]. The envoys left by…”, "
        "line 6 “…voys left by train. [The envoys left by train], too. Subscribe to…”; "
        "say which with occurrence: 1 to 2"
    )
    assert said("The envoys left by train", 3).startswith(
        "occurrence 3: the quote stands 2 times: line 6 “"
    )
    assert said(EXPELLED, 2).startswith("occurrence 2: the quote stands once: line 4 “")


def test_many_places_are_counted():
    assert said("no", text="no, " * 30).endswith("and 25 more; say which with occurrence: 1 to 30")


def test_a_sentence_end_is_shown_with_both_halves():
    assert said("diplomats on Monday. Mr. Tapioca said") == (
        "the quote runs over a sentence end: “… Monday. Mr. …”; "
        "quote “diplomats on Monday.” or “Mr. Tapioca said”"
    )


def test_the_nearest_sentence_of_a_long_text_takes_no_square_of_time():
    text = "The Ruritanian envoy left the town of Strelsau. " * 10_000
    started = time.process_time()
    assert "has “left” for “fled”" in said("The Ruritanian envoy fled the town", text=text)
    assert time.process_time() - started < 20
