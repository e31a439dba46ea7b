"""Where the records of an annotation point, as far as they can be read."""

from __future__ import annotations

import pytest
from envoys import DIGEST, SPANS, TEXT, article, passages

from kg.errors import Place
from kg.read.documents import parse_document
from kg.read.passages import find_passages, mark_words


def test_every_record_with_a_place_is_a_passage():
    found = passages(article())
    assert (found.article, found.digest, found.length) == ("gazette-1", DIGEST, len(TEXT))
    assert found.place == Place("a.yaml", 8, 15)
    order = ["subscribe", "weather", "expelled", "spied", "answer", "answer"]
    assert [each.span for each in found.spans] == [SPANS[key] for key in order]
    assert [each.words for each in found.spans] == [
        mark_words(TEXT[slice(*SPANS[key])]) for key in order
    ]
    assert [each.of for each in found.spans] == ["boilerplate", "noAct", *3 * ["reports"], "links"]


def test_a_quote_is_a_passage_without_a_span_that_counts():
    quotes = {"spied": 'quote: "spied", occurrence: 2', "weather": "span: [1, 2], quote: x"}
    found = passages(article(**quotes))
    quoted = [each for each in found.passages if each.quote is not None]
    assert [(each.quote, each.occurrence) for each in quoted] == [("x", None), ("spied", 2)]
    assert [str(each.place) for each in quoted] == ["a.yaml:13:27", "a.yaml:26:31"]
    assert len(found.spans) == 4


@pytest.mark.parametrize(
    "place", ["span: [2, 1]", "span: [1]", "span: [a, b]", "span: 12", "words: 1"]
)
def test_what_the_reader_refuses_is_no_span(place):
    found = passages(article(spied=place))
    assert [each.span for each in found.passages][3] is None
    assert len(found.spans) == 5


@pytest.mark.parametrize(
    "text", ["a: 1", "[1]", "x", "article: 1", "article: {id: a}", "article: {textDigest: [1]}"]
)
def test_other_documents_have_none(text):
    assert find_passages(parse_document(text.encode(), "f")) is None


def test_a_digest_in_capitals_is_the_same():
    assert passages(article(digest=DIGEST.upper())).digest == DIGEST
