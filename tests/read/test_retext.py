"""Spans of a text moved to the same text set otherwise."""

from __future__ import annotations

import unicodedata

import pytest
from envoys import SPANS, TEXT

from kg.read.quotes import fold_words
from kg.read.retext import move_spans

SET_OTHERWISE = [
    TEXT.replace("\n", "\r\n"),
    TEXT.replace("\n", "\r"),
    "\ufeff" + TEXT,
    unicodedata.normalize("NFD", TEXT),
    TEXT.rstrip("\n"),
    f"\n {TEXT}\n\n",
    TEXT.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}),
    TEXT.replace("…", "..."),
    TEXT,
]


@pytest.mark.parametrize("now", SET_OTHERWISE)
def test_every_span_holds_the_same_words_there_and_back(now):
    spans = list(SPANS.values())
    moved = move_spans(TEXT, now, spans)
    assert moved is not None
    for before, after in zip(spans, moved, strict=True):
        assert after is not None
        assert fold_words(now[slice(*after)]) == fold_words(TEXT[slice(*before)])
    assert move_spans(now, TEXT, [each for each in moved if each]) == spans


@pytest.mark.parametrize(
    "now", [TEXT.replace("23", "32"), TEXT + "More.", TEXT.replace("Mr. ", ""), TEXT.lower(), ""]
)
def test_a_text_with_other_words_is_another_one(now):
    assert move_spans(TEXT, now, SPANS.values()) is None


def test_a_span_that_ends_within_what_is_typeset_has_no_place():
    text = "He left… \n\nThen."
    inside = text.index("\n") + 1
    assert move_spans(text, text.replace("…", "..."), [(0, 8), (0, inside), (99, 100), (3, 7)]) == [
        (0, 10),
        None,
        None,
        (3, 7),
    ]
