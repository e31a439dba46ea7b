"""What is said of a quotation that was refused."""

from __future__ import annotations

import re
import time

import pytest
from envoys import TEXT

from kg.read.quotes import Anchor, Refusal, find_quote
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
        "the quote crosses the end of a sentence: “… Monday. Mr. …”; "
        "quote “diplomats on Monday.” or “Mr. Tapioca said”"
    )


LONG = (
    "The efforts of the envoys to bring the two sides to one table lasted until late at night. "
    "Nobody slept. The ministers of the three states said in the morning that tougher action "
    "follows."
)


@pytest.mark.parametrize(
    ("quote", "text", "told"),
    [
        (
            "The efforts … tougher action",
            LONG,
            "(line 1); quote “The efforts of the envoys to … lasted until late at night.” or "
            "“The ministers of the three … morning that tougher action”",
        ),
        (
            "owners will answer … We answer",
            TEXT,
            "(line 5); quote “owners will answer, its prime minister said.” or ““We answer”",
        ),
        (
            "Borduria expelled … will answer",
            TEXT,
            "(lines 4 and 5); quote “Borduria expelled 23 Syldavian diplomats on Monday.” or "
            "“Syldavia’s café owners will answer”",
        ),
    ],
)
def test_parts_in_different_sentences_are_told_with_what_to_quote_of_each(quote, text, told):
    message = said(quote, text=text)
    assert message == (
        f"the quote crosses the end of a sentence: its parts lie in different sentences {told}"
    )
    _, first, last = re.split("; quote “|” or “", message[:-1])
    for half in (first, last):
        assert isinstance(find_quote(text, half), Anchor)


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        (
            "Borduria expelled … on Tuesday",
            "the last part of the quote is not found; no sentence has most of its words",
        ),
        (
            "Borduria expelled 32 Syldavian … on Monday",
            "the first part of the quote is not found; "
            "the nearest sentence (line 4) has “23” for “32”",
        ),
        (
            "on Monday … Borduria expelled",
            "the quote is not found: its last part does not come after its first",
        ),
        (
            "Borduria … 23 … Monday",
            "the quote is not found; leave words out in one place only, as in “first … last”",
        ),
    ],
)
def test_of_an_elided_quote_the_part_that_is_missing_is_named(quote, told):
    assert said(quote) == told


def test_the_nearest_sentence_of_a_long_text_takes_no_square_of_time():
    text = "The Ruritanian envoy left the town of Strelsau. " * 10_000
    started = time.process_time()
    assert "has “left” for “fled”" in said("The Ruritanian envoy fled the town", text=text)
    assert time.process_time() - started < 20
