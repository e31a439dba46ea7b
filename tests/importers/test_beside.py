"""Texts beside annotations are found by the names of documents and files."""

from __future__ import annotations

import pytest

from kg.errors import UnreadableError
from kg.importers.beside import choose_text, is_text, texts_beside
from kg.importers.marks import File

FILES = [File("a/klow.txt", b"It left."), File("a/klow.quotes.json", b"{}"), File("b.TXT", b"It.")]


def test_texts_are_told_by_their_ending_and_found_by_name() -> None:
    texts = texts_beside(FILES)
    assert texts == {"klow": "It left.", "b": "It."}
    assert [is_text(each) for each in FILES] == [True, False, True]
    assert choose_text(texts, "unheard", "a/klow.quotes.json") == "It left."
    assert choose_text(texts, "https://made.example/b.txt") == "It."
    assert choose_text(texts, "", "unheard") is None


def test_the_only_text_is_that_of_the_only_document() -> None:
    assert choose_text({"klow": "It left."}, "unheard", alone=True) == "It left."
    assert choose_text({"klow": "It left."}, "unheard") is None
    assert choose_text({"klow": "It left.", "b": "It."}, "unheard", alone=True) is None


def test_what_is_not_a_text_is_refused() -> None:
    with pytest.raises(UnreadableError, match=r"a\.txt:1:1: is not UTF-8"):
        texts_beside([File("a.txt", b"\xff")])
