"""Words that stand elsewhere than their span says."""

from __future__ import annotations

from envoys import SPANS, TEXT

from kg.read.moved import find_words
from kg.read.passages import mark_words


def test_words_are_found_by_their_mark_wherever_they_stand():
    for start, end in SPANS.values():
        mark = mark_words(TEXT[start:end])
        assert find_words(TEXT, mark, (0, 5)) == (start, end)
        assert find_words(TEXT, mark, (start + 1, end)) == (start, end)


def test_of_several_places_the_nearest_is_told():
    mark = mark_words("The envoys left by train")
    first = TEXT.index("The envoys left by train")
    second = TEXT.index("The envoys left by train", first + 1)
    assert find_words(TEXT, mark, (first - 3, first)) == (first, first + 24)
    assert find_words(TEXT, mark, (second + 9, second + 30)) == (second, second + 24)


def test_words_that_cut_others_are_found_near_their_span_alone():
    mark = mark_words("orduria expell")
    start = TEXT.index("orduria expell")
    assert find_words(TEXT, mark, (start + 2, start + 16)) == (start, start + 14)
    assert find_words(TEXT, mark, (200, 214)) is None


def test_words_that_are_nowhere_are_not_found():
    assert find_words(TEXT, mark_words("Ruritania"), (0, 9)) is None
