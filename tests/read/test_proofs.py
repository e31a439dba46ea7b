"""Spans held against their text: the words they hold, the sentence, and one shift of them all."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from envoys import SPANS, TEXT, article, bare, marked, passages

from kg.errors import Finding, Place
from kg.read.proofs import check_spans, drop_explained, find_shift


def told(text: str = TEXT, **spans: str) -> list[str]:
    """What is found, without its place."""
    return [each.message for each in check_spans(passages(article(**spans)), text)]


A, B = SPANS["expelled"]
WORDS = TEXT[A:B]


def test_spans_that_hold_their_words_are_right_and_so_are_whole_words_without():
    assert told() == []
    assert told(expelled=bare(A, B), spied=bare(A, B - 7), answer=bare(A, B + 1)) == []


@pytest.mark.parametrize(
    ("start", "end"), [(A + 1, B), (A, B - 1), (A + 1, B + 1), (A - 1, B - 1), (0, 4)]
)
def test_a_span_that_moved_is_told_with_the_place_of_its_words(start, end):
    assert told(expelled=marked(start, end, WORDS)) == [
        f"span [{start}, {end}] does not hold the words anchored here; they are at [{A}, {B}]; "
        "put the words in quote: and run kg anchor"
    ]


def test_words_that_are_nowhere_are_to_be_quoted_again():
    assert told(expelled=marked(A, B, "Borduria expelled 32")) == [
        f"span [{A}, {B}] does not hold the words anchored here, and no place in the text does; "
        "give them in quote, and run kg anchor"
    ]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (A + 1, B, "orduria expelled 23 Syldavian diplomats on Monday"),
        (A, B - 1, "Borduria expelled 23 Syldavian diplomats on Monda"),
        (A, A + 19, "Borduria expelled 2"),
    ],
)
def test_a_span_that_cuts_a_word_is_a_warning_with_its_words(start, end, words):
    (found,) = check_spans(passages(article(expelled=bare(start, end))), TEXT)
    assert (found.severity, found.message) == (
        "warning",
        f"span [{start}, {end}] cuts a word: “{words}”; correct it",
    )
    assert found.place == Place("a.yaml", 19, 9)


def test_a_span_over_a_sentence_end_is_told_with_its_parts():
    end = SPANS["spied"][1]
    assert told(expelled=bare(A, end)) == [
        f"span [{A}, {end}] crosses the end of a sentence: “… Monday. Mr. …”; "
        f"did you mean [{A}, {B + 1}] or [{B + 2}, {end}]?"
    ]
    assert told(expelled=marked(A, end))[0].startswith(f"span [{A}, {end}] crosses the end of")
    assert told(weather=marked(A, end))[0].startswith(f"span [{A}, {end}] crosses the end of")
    assert told(subscribe=bare(A, end)) == []  # boilerplate may be as long as it likes


def test_a_span_with_white_space_at_its_ends_is_told_without():
    assert told(spied=bare(B + 1, B + 5)) == [
        f"span [{B + 1}, {B + 5}] begins or ends with white space; did you mean [{B + 2}, {B + 5}]?"
    ]


def everywhere(change: Callable[[int], int], *, words: bool) -> dict[str, str]:
    """All spans changed by a function."""
    return {
        key: marked(change(a), change(b), TEXT[a:b]) if words else bare(change(a), change(b))
        for key, (a, b) in SPANS.items()
    }


SHIFTS = {
    "the spans look like byte offsets: as such": lambda at: len(TEXT[:at].encode()),
    "the spans look like offsets into a text with CRLF line ends: as such": lambda at: len(
        TEXT[:at].replace("\n", "\r\n")
    ),
    "the spans look like UTF-16 offsets: as such": lambda at: (
        len(TEXT[:at].encode("utf-16-le")) // 2
    ),
    "all spans are 7 too high:": lambda at: at + 7,
    "all spans are 30 too low:": lambda at: at - 30,
}


@pytest.mark.parametrize("says", SHIFTS)
@pytest.mark.parametrize("words", [True, False])
def test_one_shift_of_all_spans_is_said_once(says, words):
    source = passages(article(**everywhere(SHIFTS[says], words=words)))
    found = check_spans(source, TEXT)
    assert len(found) == 1
    assert found[0].place == Place("a.yaml", 11, 12)
    assert re.sub(" once moved", "", found[0].message) == (
        f"{says} 6 of 6 prove; kg anchor rewrites them"
    )
    shift = find_shift(source, TEXT)
    assert shift is not None
    assert sorted(set(shift.spans)) == sorted(SPANS.values())


def test_a_shift_that_one_span_contradicts_is_not_believed():
    spans = everywhere(SHIFTS["all spans are 7 too high:"], words=True)
    source = passages(article(**{**spans, "spied": marked(*SPANS["spied"])}))
    assert find_shift(source, TEXT) is None
    assert len(check_spans(source, TEXT)) == 4  # one is outside the text


def test_two_spans_without_words_are_too_few_for_a_shift():
    text = article(spied="quote: x", answer="quote: y", weather="quote: z",
                   expelled=bare(A + 1, B + 1), subscribe=bare(287, 313))  # fmt: skip
    assert find_shift(passages(text), TEXT) is None


def test_what_a_shift_explains_is_not_told_again():
    source = passages(article(**everywhere(lambda at: at + 7, words=True)))
    told_before = [
        Finding(source.spans[0].place, "span [293, 320] ends outside the text of 314 characters"),
        Finding(Place("a.yaml", 3, 1), "is something else"),
    ]
    assert drop_explained(told_before, source, TEXT) == told_before[1:]
    assert drop_explained(told_before, passages(article()), TEXT) == told_before
