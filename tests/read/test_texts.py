"""Sentences, and the articles' own texts where they are at hand."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from envoys import SPANS, article, marked, passages
from envoys import TEXT as ENVOYS
from support import PLACE

from kg.errors import Finding, Place, UnreadableError, UsageError
from kg.model.actions import Article
from kg.read.corpus import read_corpus
from kg.read.documents import FILE_LIMIT
from kg.read.passages import mark_words
from kg.read.texts import check_texts, count_unchecked, quotation, read_texts

SHARED = Path(__file__).parents[3] / "shared" / "articles"
TEXT = "One left. Two stayed."


def paper(text: str = TEXT) -> Article:
    return Article(
        id="gazette-1",
        title="Leaving",
        publisher="gazette",
        published="2031",
        text_digest=hashlib.sha256(text.encode()).hexdigest(),
        text_length=len(text),
        place=PLACE,
    )


def findings(folder: Path, annotation: str, text: str | None = ENVOYS, **more: Any) -> list[str]:
    """What is found of one article, its text in a folder."""
    if text is not None:
        (folder / "a.txt").write_text(text, encoding="utf-8")
    texts = read_texts(folder)
    return [str(x) for x in check_texts([passages(annotation)], texts, folder, **more)]


def test_an_annotation_that_fits_its_text_is_right(tmp_path: Path):
    assert findings(tmp_path, article()) == []


def test_a_length_that_differs_is_told_with_both_numbers(tmp_path: Path):
    assert findings(tmp_path, article(length=20)) == [
        f"a.yaml:8:15: textLength is 20, but the text has {len(ENVOYS)} characters"
    ]


def test_a_text_that_is_not_there_is_an_error_only_where_texts_were_asked_for(tmp_path: Path):
    told = (
        f"6 spans were not checked: no text in {tmp_path} has the sha256 of 'gazette-1'; "
        "check textDigest, or add the text"
    )
    assert findings(tmp_path, article(), None) == [f"a.yaml:8:15: {told}"]
    assert findings(tmp_path, article(), None, asked=False) == [f"a.yaml:8:15: warning: {told}"]


@pytest.mark.parametrize(
    "data",
    [
        ENVOYS.replace("\n", "\r\n").encode(),
        ("\ufeff" + ENVOYS).encode(),
        unicodedata.normalize("NFD", ENVOYS).encode(),
        ENVOYS.encode("utf-16"),
        ENVOYS.replace("“", '"').replace("”", '"').replace("’", "'").encode(),
    ],
    ids=["CRLF", "BOM", "NFD", "UTF-16", "quotes"],
)
def test_a_text_that_is_there_but_changed_is_always_an_error(tmp_path: Path, data: bytes):
    (tmp_path / "a.txt").write_bytes(data)
    (found,) = findings(tmp_path, article(), None, asked=False)
    assert found.startswith(f"a.yaml:8:15: 6 spans were not checked: {tmp_path}/a.txt is ")


def test_what_one_shift_of_all_spans_explains_is_said_once(tmp_path: Path):
    spans = {key: marked(a + 9, b + 9, ENVOYS[a:b]) for key, (a, b) in SPANS.items()}
    first = Place("a.yaml", 11, 12)
    known = [Finding(first, "span [295, 322] ends outside the text"), Finding(Place("b"), "is odd")]
    assert findings(tmp_path, article(**spans), known=known) == [
        "b: is odd",
        "a.yaml:11:12: all spans are 9 too high: 6 of 6 prove once moved; kg anchor rewrites them",
    ]


def test_spans_that_nothing_was_held_against_are_counted():
    both = "not checked: no texts (--texts DIR, or texts in kg.toml)"
    assert count_unchecked([passages(article())] * 2) == f"12 spans were {both}"
    one = dict.fromkeys(("expelled", "answer", "subscribe", "weather"), "quote: x")
    assert count_unchecked([passages(article(**one))]) == f"1 span was {both}"
    assert count_unchecked([]) == ""


def test_texts_are_found_by_the_digest_of_their_bytes(tmp_path: Path):
    crlf = b"\xef\xbb\xbfOne.\r\nTwo.\r\n"
    (tmp_path / "a.txt").write_bytes(crlf)
    (tmp_path / "image.png").write_bytes(b"\x89PNG\xff")
    (tmp_path / "folder").mkdir()
    assert read_texts(tmp_path) == {hashlib.sha256(crlf).hexdigest(): "\ufeffOne.\r\nTwo.\r\n"}


def test_a_folder_of_texts_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(UsageError) as caught:
        read_texts(tmp_path / "none")
    assert str(caught.value) == f"{tmp_path}/none: cannot be read: No such file or directory"


def test_a_quotation_is_the_words_at_the_span_or_nothing():
    digest = paper().text_digest
    assert quotation(paper(), 10, 13, {digest: TEXT}) == "Two"
    assert quotation(paper(), 10, 13, {}) is None


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    if not SHARED.is_dir():
        message = f"the five articles are not at hand ({SHARED.name}/ beside the project)"
        if os.environ.get("KG_REQUIRE_SHARED") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return read_texts(SHARED)


def test_every_annotated_article_has_a_text_of_its_digest_and_length(texts):
    articles = read_corpus(events=False).record.articles
    lengths = {each.text_digest: each.text_length for each in articles}
    assert len(lengths) == len(articles) == 5
    assert {key: len(texts.get(key, "")) for key in lengths} == lengths


def test_every_annotated_span_holds_whole_words_within_one_sentence(texts):
    found = read_corpus(events=False).passages
    assert sum(len(each.spans) for each in found) > 300
    assert [str(each) for each in check_texts(found, texts, SHARED)] == []


def test_every_annotated_span_has_the_mark_of_its_words(texts):
    for each in read_corpus(events=False).passages:
        text = texts[each.digest]
        assert [x.words for x in each.spans] == [
            mark_words(text[slice(*x.span)]) for x in each.spans
        ]


def test_no_annotated_span_touches_boilerplate():
    record = read_corpus(events=False).record
    marks = {each.id: each.boilerplate for each in record.articles}
    assert any(marks.values())
    touching = [
        str(each.place)
        for each in (*record.reports, *record.links)
        for start, end in marks.get(each.article or "", ())
        if each.start < end and start < each.end
    ]
    assert touching == []


def test_a_text_that_is_too_large_is_told_and_what_is_none_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ruritania expels five envoys.")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG" + bytes(FILE_LIMIT))
    os.mkfifo(tmp_path / "pipe")
    assert list(read_texts(tmp_path).values()) == ["Ruritania expels five envoys."]
    with (tmp_path / "b.txt").open("wb") as file:
        file.truncate(5_000_000_000)
    with pytest.raises(UnreadableError) as caught:
        read_texts(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/b.txt: is larger than 5,000,000 bytes, the most of a text; move it elsewhere"
    )
