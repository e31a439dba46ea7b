"""Places are proved by the stored words, under one way of counting for the whole document."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marks_made import TEXT, Made

from kg.importers.ledger import Ledger
from kg.importers.marks import Document
from kg.importers.offsets import find_places

WORDS = ("expelled", "ministry", "banned", "water")


def words_at(document: Document, text: str) -> dict[str, list[str]]:
    found = find_places(document, text, Ledger())
    return {name: [text[start:end] for start, end in spans] for name, spans in found.items()}


def utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2


def moved(made: Made, count: object) -> Document:
    assert callable(count)
    document = made.document()
    marks = [
        replace(each, spans=tuple((count(start), count(end)) for start, end in each.spans))
        for each in document.marks
    ]
    return replace(document, marks=marks)


def everything(text: str = TEXT) -> Made:
    made = Made(text)
    for each in WORDS:
        made.mark("Action", each, name=each)
    return made


@pytest.mark.parametrize(
    "count",
    [
        lambda at: at,
        lambda at: utf16(TEXT, at),
        lambda at: len(TEXT[:at].encode()),
        lambda at: at + 1,
        lambda at: max(0, at - 7),
        lambda at: at + TEXT.count("\n", 0, at),
    ],
    ids=["code points", "UTF-16", "bytes", "a BOM", "a constant", "CRLF"],
)
def test_each_way_of_counting_is_found_where_all_places_prove(count: object) -> None:
    assert words_at(moved(everything(), count), TEXT) == {each: [each] for each in WORDS}


def test_a_text_with_crlf_is_met_by_places_that_count_a_line_end_once() -> None:
    crlf = TEXT.replace("\n", "\r\n")
    assert words_at(everything().document(), crlf) == {each: [each] for each in WORDS}


def test_one_place_that_is_off_is_left_out_and_shown_and_the_others_stay() -> None:
    made = everything()
    made.mark("Action", "timber", name="off", by=3)
    assert words_at(made.document(), TEXT) == {each: [each] for each in WORDS}
    at = TEXT.index("timber")
    find_places(made.document(), TEXT, made.ledger)
    assert made.left["off Action"] == (
        f"other words stand at {at + 3} to {at + 9}; the words stand once, at {at} to {at + 6}"
    )


@pytest.mark.parametrize("by", [1, -3, 40])
def test_a_near_match_of_the_only_mark_is_shown_and_not_taken_for_a_constant(by: int) -> None:
    made = Made()
    made.mark("Action", "timber", name="only", by=by)
    assert words_at(made.document(), TEXT) == {}
    find_places(made.document(), TEXT, made.ledger)
    assert "the words stand once" in made.left["only Action"]


def test_two_constants_that_both_prove_are_not_taken() -> None:
    text = "He left home. He left home. He left home."
    made = Made(text)
    made.mark("Action", "left", name="left", by=7)  # 7 too far for one, 7 too near for the next
    made.mark("Action", "home", name="home", by=7)
    assert words_at(made.document(), text) == {}


@given(st.lists(st.integers(-60, 60), min_size=4, max_size=4))
def test_places_moved_each_by_another_number_never_prove_wrongly(steps: list[int]) -> None:
    made = Made()
    for each, by in zip(WORDS, steps, strict=True):
        made.mark("Action", each, name=each, by=by)
    for name, found in words_at(made.document(), TEXT).items():
        assert found == [name]


def test_a_place_outside_the_text_is_left_out() -> None:
    made = everything()
    made.mark("Action", "timber", name="far", by=10_000)
    find_places(made.document(), TEXT, made.ledger)
    assert "lies outside the text" in made.left["far Action"]


def test_a_span_over_a_sentence_end_is_split_there() -> None:
    made = Made()
    made.mark("Action", "timber in May. Nobody spoke", name="wide")
    assert words_at(made.document(), TEXT) == {"wide": ["timber in May.", "Nobody spoke"]}


def test_pieces_that_only_touch_are_one_and_others_are_places_of_their_own() -> None:
    made = Made()
    at = TEXT.index("expelled three")
    made.mark("Action", "expelled three", name="touching")
    made.mark("Action", "expelled three", name="apart")
    document = made.document()
    one, other = document.marks
    marks = [
        replace(one, spans=((at, at + 8), (at + 9, at + 14)), words=("expelled three",)),
        replace(other, spans=((at, at + 8), (at + 15, at + 24)), words=("expelled Syldavian",)),
    ]
    assert words_at(replace(document, marks=marks), TEXT) == {
        "touching": ["expelled three"],
        "apart": ["expelled", "Syldavian"],
    }


def test_without_stored_words_whole_ones_prove_a_place() -> None:
    made = Made()
    made.mark("Action", "banned", name="whole")
    made.mark("Action", "banned", name="cut", by=1)
    document = made.document()
    marks = [replace(each, words=()) for each in document.marks]
    assert words_at(replace(document, marks=marks), TEXT) == {"whole": ["banned"]}


def test_white_space_at_the_edges_is_no_part_of_a_place() -> None:
    made = Made()
    made.mark("Action", " banned ", name="wide")
    assert words_at(made.document(), TEXT) == {"wide": ["banned"]}


@pytest.mark.parametrize(
    ("quote", "occurrence", "why"),
    [
        ("expelled four", None, "its words are not in the text"),
        ("Borduria", None, "its words stand 2 times, at 0, 24; give `occurrence`"),
        ("Borduria", 5, "its words stand 2 times, not 5"),
        ("timber in May. Nobody", None, "its words run over a sentence end; quote one sentence"),
    ],
)
def test_a_quotation_that_does_not_prove_says_why(quote: str, occurrence: int, why: str) -> None:
    made = Made()
    made.mark("Action", "banned", name="quoted")
    document = made.document()
    mark = replace(document.marks[0], spans=(), words=(), quote=quote, occurrence=occurrence)
    assert words_at(replace(document, marks=[mark]), TEXT) == {}
    find_places(replace(document, marks=[mark]), TEXT, made.ledger)
    assert made.left["quoted Action"] == why


def test_a_quotation_is_found_by_its_occurrence() -> None:
    made = Made()
    made.mark("Action", "banned", name="quoted")
    document = made.document()
    mark = replace(document.marks[0], spans=(), words=(), quote='"It answers', occurrence=None)
    assert words_at(replace(document, marks=[mark]), TEXT) == {"quoted": ["“It answers"]}
