"""Places are proposed where a quotation or a mark of words proves them, and nowhere else."""

from __future__ import annotations

from invented import span_of, words_digest

from kg.read.documents import parse_document
from kg.serve.places import find_places

TEXT = "Syldavia told them to leave. “They know why,” he said. Then Syldavia told them to leave."


def places(report: str) -> list[list[int]]:
    node = parse_document(f"reports:\n- {{{report}}}\n".encode(), "f")
    return [list(each) for each in find_places(node, TEXT).get("reports:0", [])]


def test_a_quotation_is_found_with_other_quotation_marks_too() -> None:
    assert places('quote: "\\"They know why,\\" he"') == [span_of("“They know why,” he", TEXT)]


def test_a_quotation_that_stands_twice_has_two_places_or_the_one_that_is_meant() -> None:
    first, second = [0, 27], [len(TEXT) - 28, len(TEXT) - 1]
    assert places("quote: Syldavia told them to leave") == [first, second]
    assert places("quote: Syldavia told them to leave, occurrence: 2") == [second]


def test_a_quotation_that_is_nearly_there_has_no_place() -> None:
    assert places("quote: Syldavia told him to leave") == []


def test_words_that_moved_are_found_where_they_stand_now() -> None:
    mark = words_digest("They know why")
    assert places(f"span: [3, 16], words: {mark}") == [span_of("They know why", TEXT)]


def test_a_span_that_holds_its_words_needs_no_other_place() -> None:
    start, end = span_of("They know why", TEXT)
    assert places(f"span: [{start}, {end}], words: {words_digest('They know why')}") == []


def test_what_cannot_be_read_has_no_place() -> None:
    for report in ("span: [1, 2]", "span: x, words: y", "span: [a, b], words: y", "quote: []"):
        assert places(report) == []
