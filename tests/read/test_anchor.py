"""Quotes become spans with the marks of their words; every other byte of the file stays."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from envoys import DIGEST, SPANS, TEXT, article, bare, marked
from hypothesis import given
from hypothesis import strategies as st

from kg.read.anchor import Anchored, anchor_file
from kg.read.documents import parse_document
from kg.read.edits import quote_scalar
from kg.read.passages import find_passages, mark_words
from kg.read.proofs import check_spans
from kg.read.quotes import fold_words

TEXTS = {DIGEST: TEXT}
QUOTED = {
    "expelled": 'quote: "Borduria expelled 23 … on Monday"',
    "spied": "quote: 'the envoys had \"spied\"'",
    "answer": "quote: Syldavia's café owners will answer",
    "subscribe": "quote: Subscribe to our newsletter",
    "weather": "quote: '“We answer,” she said.'",
}


def anchored(
    annotation: str | bytes, name: str = "a.yaml", texts: dict[str, str] = TEXTS
) -> Anchored:
    data = annotation if isinstance(annotation, bytes) else annotation.encode()
    return anchor_file(data, name, texts)


def found_spans(data: bytes, name: str = "a.yaml") -> list[Any]:
    source = find_passages(parse_document(data, name, is_json=name.endswith(".json")))
    assert source is not None
    return [
        each.span for each in source.passages if each.words == mark_words(TEXT[slice(*each.span)])
    ]


def test_quotes_become_spans_and_nothing_else_changes():
    before = article(**QUOTED)
    done = anchored(before)
    assert (done.findings, done.quotes, done.marked) == ([], 6, 0)
    plain = article(**{key: marked(*span).replace('"', "") for key, span in SPANS.items()})
    assert done.data.decode() == plain.replace("83b79414", '"83b79414"')
    assert anchored(done.data).data == done.data


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(bom, end):
    before = (bom + article(**QUOTED).replace("\n", end)).encode()
    after = anchored(before).data
    assert after != before
    assert after.startswith(bom.encode())
    assert after.count(end.encode()) == after.count(b"\n")
    assert found_spans(after)[2] == SPANS["expelled"]


@pytest.mark.parametrize("given", ["0", "-1", "x", "1.5", "[1]", "null", "1000000000"])
def test_an_occurrence_that_is_no_number_from_1_is_refused(given):
    before = article(spied=f"quote: Mr. Tapioca said, occurrence: {given}")
    done = anchored(before)
    assert (len(done.findings), done.data) == (1, before.encode())
    assert str(done.findings[0]).startswith("a.yaml:26:61: occurrence")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("[Mr. Tapioca, said]", "quote takes one value, not a list or mapping"),
        ("{Mr. Tapioca: said}", "quote takes one value, not a list or mapping"),
        ("''", "quote is empty; give a value or remove the key"),
    ],
)
def test_a_quote_that_is_no_text_is_refused(given, message):
    done = anchored(article(spied=f"quote: {given}"))
    assert [str(each) for each in done.findings] == [f"a.yaml:26:31: {message}"]


def test_a_quote_beside_a_span_takes_its_place():
    text = article(spied="span: [3, 9], words: 0123abcd, quote: Mr. Tapioca said, occurrence: 1")
    after = anchored(text).data.decode()
    start = TEXT.index("Mr. Tapioca said")
    line = next(each for each in after.splitlines() if "{action: xbo-expels, " in each)
    words = mark_words("Mr. Tapioca said")
    assert f"{{action: xbo-expels, span: [{start}, {start + 16}], words: {words}, stance" in line


def test_spans_without_words_get_them():
    done = anchored(article(**{key: bare(*span) for key, span in SPANS.items()}))
    assert (done.findings, done.marked) == ([], 6)
    assert len(found_spans(done.data)) == 6


def test_a_span_that_cuts_a_word_gets_none():
    start, end = SPANS["spied"]
    done = anchored(article(spied=bare(start + 1, end), expelled=QUOTED["expelled"]))
    assert [each.message for each in done.findings] == [
        f"span [{start + 1}, {end}] cuts a word: “he envoys had “spied””; correct it"
    ]
    assert done.findings[0].severity == "error"


def test_a_span_that_moved_is_left_to_people_and_one_shift_of_all_is_undone():
    start, end = SPANS["spied"]
    words = TEXT[start:end]
    done = anchored(article(spied=marked(start + 2, end + 2, words)))
    assert len(done.findings) == 1
    spans = {
        key: marked(len(TEXT[:a].encode()), len(TEXT[:b].encode()), TEXT[a:b])
        for key, (a, b) in SPANS.items()
    }
    done = anchored(article(**spans))
    assert (done.findings, done.moved) == ([], 6)
    assert done.data.decode() == article()


def test_a_file_with_one_refusal_stays_as_it_is_and_all_refusals_are_told():
    before = article(expelled="quote: Borduria expelled 32", weather="quote: The envoys left",
                     spied=QUOTED["spied"])  # fmt: skip
    done = anchored(before)
    assert done.data == before.encode()
    assert [f"{each.place.line}: {each.message[:30]}" for each in sorted(done.findings)] == [
        "13: the quote stands 2 times: line",
        "19: the quote is not found; the ne",
    ]


@pytest.mark.parametrize("key", ["weather", "answer", "spied"])
def test_only_boilerplate_may_be_quoted_over_a_sentence_end(key):
    quote = "quote: 'The envoys left by train. The envoys left by train, too.'"
    finding = anchored(article(**{key: quote})).findings[0]
    assert finding.message.startswith(
        "the quote crosses the end of a sentence: “… train. The …”; quote"
    )
    assert anchored(article(subscribe=quote)).findings == []


def test_without_its_text_a_quote_is_told_and_spans_are_let_be():
    done = anchored(article(**QUOTED), texts={})
    assert [str(each) for each in done.findings] == [
        "a.yaml:8:15: has quotes but no texts to find them in; name their folder with --texts"
    ]
    done = anchored(article(**{key: bare(*span) for key, span in SPANS.items()}), texts={})
    assert (done.findings, done.skipped) == ([], 6)


def test_what_is_no_article_is_told():
    done = anchored("format: 1\nactions: []\n")
    assert [str(each) for each in done.findings] == [
        "a.yaml:1:1: is not an annotated article: it has no article with a textDigest"
    ]


def retaken(annotation: str, text: str, folder: Path, name: str = "a.yaml") -> Anchored:
    """The annotation of TEXT with another text in its place, which is to be taken."""
    (folder / "a.txt").write_bytes(text.encode())
    return anchor_file(annotation.encode(), name, {}, folder, retext=True)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.rstrip("\n"),
        "\ufeff" + TEXT,
        unicodedata.normalize("NFD", TEXT),
        TEXT.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}),
    ],
)
def test_a_text_set_otherwise_is_taken_with_its_digest_length_and_all_places(tmp_path, text):
    before = article(spied=QUOTED["spied"], answer=bare(*SPANS["answer"]))
    done = retaken(before, text, tmp_path)
    assert (done.findings, done.quotes, done.marked) == ([], 1, 2)
    assert done.retaken == f"{tmp_path}/a.txt"
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = find_passages(parse_document(done.data, "a.yaml"))
    assert source is not None
    assert (source.digest, source.length) == (digest, len(text))
    assert check_spans(source, text) == []
    assert [fold_words(text[slice(*each.span)]) for each in source.spans if each.span] == [
        fold_words(TEXT[slice(*SPANS[key])])
        for key in ("subscribe", "weather", "expelled", "spied", "answer", "answer")
    ]
    again = anchor_file(done.data, "a.yaml", {digest: text}, tmp_path)
    assert (again.findings, again.data) == ([], done.data)


def test_a_text_is_taken_in_json_too_and_only_where_it_is_asked_for(tmp_path):
    document = json.dumps(yaml.load(article(), yaml.BaseLoader))
    text = TEXT.rstrip("\n")
    done = retaken(document, text, tmp_path, "a.json")
    assert json.loads(done.data)["article"]["textLength"] == len(text)
    assert anchor_file(document.encode(), "a.json", {}, tmp_path).data == document.encode()
    quoted = article(**QUOTED)
    (finding,) = anchor_file(quoted.encode(), "a.yaml", {}, tmp_path).findings
    assert finding.message.endswith("take it as it is now: kg anchor --retext a.yaml")


def test_a_text_is_not_taken_where_a_span_or_quote_does_not_prove(tmp_path):
    start, end = SPANS["spied"]
    for bad in (marked(start, end, "others"), "quote: nobody spied"):
        before = article(spied=bad)
        done = retaken(before, TEXT.replace("\n", "\r\n"), tmp_path)
        assert (len(done.findings), done.data) == (1, before.encode())
    for before in (article(**QUOTED), article()):
        (finding,) = retaken(before, TEXT.replace("23", "32"), tmp_path).findings
        assert finding.message.startswith(f"no text in {tmp_path} has the sha256 of 'gazette-1'")


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_json_is_anchored_in_its_own_style(indent):
    document = yaml.load(article(**QUOTED), yaml.BaseLoader)
    before = json.dumps(document, indent=indent, ensure_ascii=False)
    done = anchored(before, "a.json")
    assert done.findings == []
    after = json.loads(done.data)
    assert after["reports"][0]["span"] == list(SPANS["expelled"])
    assert after["reports"][0]["words"] == mark_words(TEXT[slice(*SPANS["expelled"])])
    for each in (*after["reports"], *after["links"], *after["article"]["boilerplate"]):
        assert "quote" not in each
    if indent:
        assert before.count("\n") + 6 == done.data.decode().count("\n")


STYLES = st.sampled_from(["{}", "'{}'", "|\n      {}", ">-\n      {}", "'{}'  # why"])
CHOSEN = st.sampled_from(["expelled", "spied", "answer", "subscribe"])


@given(st.lists(st.tuples(CHOSEN, STYLES), min_size=1, max_size=4), st.booleans())
def test_quotes_are_anchored_in_every_style_of_yaml(chosen, first):
    before = after = ""
    for key, style in chosen:
        start, end = SPANS[key]
        words = quote_scalar(mark_words(TEXT[start:end]))
        comment = "  # why" if style.endswith("# why") else ""
        quote = f"quote: {style.format(TEXT[start:end])}\n"
        place = f"span: [{start}, {end}]\n  words: {words}{comment}\n"
        rest = "stance: asserts\n"
        if first:
            before += f"- occurrence: 1\n  {quote}  action: xbo-expels\n  {rest}"
            after += f"- {place}  action: xbo-expels\n  {rest}"
        else:
            before += f"- action: xbo-expels\n  {quote}  occurrence: 1\n  {rest}"
            after += f"- action: xbo-expels\n  {place}  {rest}"
    done = anchored(article().replace("links:\n", f"{before}links:\n"))
    assert done.findings == []
    assert done.data.decode() == article().replace("links:\n", f"{after}links:\n")
