"""Sentences, and the articles' own texts where they are at hand."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PLACE, claim, report

from kg.errors import UsageError
from kg.model.actions import Article, Record
from kg.read.corpus import read_corpus
from kg.read.texts import check_texts, quotation, read_texts, sentence_spans

SHARED = Path(__file__).parents[3] / "shared" / "articles"


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["One left.", "Two stayed."],
        ["Why?", "What!", "No one knows…  or says."],
        ["Mr. Sapt and Mrs. Strofzin met Dr. Tarlenheim.", "They left."],
        ["Gen. Tapioca saw Col. Sponz on Feb. 3 and Sept. 4.", "It rained."],
        ["J. R. Hentzau left the U.S. embassy.", "He drove."],
        ["The U.S.S.R. Embassy stood there."],
        ["About 3.5 percent of 1,200 went.", "30 stayed."],
        ["“We answer.”", "“Always.”", "He sat."],
        ['"We answer," he said.', '"Always."'],
        ["(They had left.)", "[Nobody saw it.]", "Then night fell."],
        ["‘No?!’", "‘Yes.’"],
        ["He waited... and left.", "She stayed."],
        ["the site kg.example was down.", "It is up."],
    ],
)
def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation(parts):
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n", " \n\t\n "], ids=ascii)
def test_a_line_end_always_ends_a_sentence(end):
    assert sentences(f"By Mr.{end}Sapt of{end}Strelsau") == ["By Mr.", "Sapt of", "Strelsau"]


def test_offsets_are_code_points_whatever_the_characters_weigh():
    assert sentence_spans("\ufeff😀 Å\u00a0b.  Next.") == [(0, 7), (9, 14)]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_holds_no_sentence(text):
    assert sentence_spans(text) == []


@given(st.text(st.sampled_from('aB.?! \n"”)\t0') | st.characters(), max_size=60))
def test_sentences_hold_all_but_white_space_in_order(text):
    spans = sentence_spans(text)
    flat = [offset for span in spans for offset in span]
    assert flat == sorted(flat)
    assert all(start < end for start, end in spans)
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert [part for part in sentences(text) if part != part.strip()] == []


def test_sentences_take_time_by_the_length_of_the_text_and_not_by_its_square():
    def seconds(count: int) -> float:
        text = "The Ruritanian envoy left. " * count
        started = time.process_time()
        assert len(sentence_spans(text)) == count
        return time.process_time() - started

    assert seconds(20_000) < 12 * seconds(5_000)


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


def findings(record: Record, text: str = TEXT) -> list[str]:
    texts = {hashlib.sha256(text.encode()).hexdigest(): text}
    return [str(each) for each in check_texts(record, texts)]


def test_spans_within_one_sentence_are_right():
    reports = tuple(replace(report("a"), start=a, end=b) for a, b in ((0, 9), (4, 8), (10, 21)))
    link = replace(claim("b", "a"), article="gazette-1", start=10, end=13)
    assert findings(Record(articles=(paper(),), reports=reports, links=(link,))) == []


@pytest.mark.parametrize(("start", "end"), [(0, 10), (8, 11), (9, 10), (10, 22), (0, 21)])
def test_a_span_that_is_wider_than_a_sentence_is_told(start, end):
    told = [f"invented.yaml:1:1: span [{start}, {end}] is not within one sentence; narrow it"]
    span = {"article": "gazette-1", "start": start, "end": end}
    record = Record(articles=(paper(),), reports=(replace(report("a"), **span),))
    assert findings(record) == told
    record = Record(articles=(paper(),), links=(replace(claim("b", "a"), **span),))
    assert findings(record) == told


def test_a_length_that_differs_is_told_with_both_numbers():
    record = Record(articles=(replace(paper(), text_length=20),), reports=(report("a"),))
    assert findings(record) == [
        "invented.yaml:1:1: textLength is 20, but the text has 21 characters"
    ]


def test_a_text_that_is_not_there_is_a_warning():
    record = Record(articles=(paper("Another."),), reports=(report("a"),))
    assert findings(record) == [
        "invented.yaml:1:1: warning: no text with the sha256 of 'gazette-1' lies in the folder; "
        "check textDigest"
    ]


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
    articles = read_corpus().record.articles
    lengths = {each.text_digest: each.text_length for each in articles}
    assert len(lengths) == len(articles) == 5
    assert {key: len(texts.get(key, "")) for key in lengths} == lengths


def test_every_annotated_span_lies_within_one_sentence(texts):
    record = read_corpus().record
    assert len(record.reports) > 5
    assert [str(each) for each in check_texts(record, texts)] == []


def test_no_annotated_span_touches_boilerplate():
    record = read_corpus().record
    marks = {each.id: each.boilerplate for each in record.articles}
    assert any(marks.values())
    touching = [
        str(each.place)
        for each in (*record.reports, *record.links)
        for start, end in marks.get(each.article or "", ())
        if each.start < end and start < each.end
    ]
    assert touching == []
