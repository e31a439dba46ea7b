"""What was done to a text whose digest is gone, and only what is proved."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest
from envoys import SPANS, TEXT, article, bare, marked, passages

from kg.read.lost import explain_lost, find_changed
from kg.read.quotes import fold_words

PLAIN = TEXT.replace(" 😀", "")  # which other encodings cannot write
STRAIGHT = TEXT.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"})


def explained(folder: Path, data: bytes | str, annotation: str | None = None) -> str:
    """What is said of the one text of a folder, without the folder."""
    (folder / "a.txt").write_bytes(data.encode() if isinstance(data, str) else data)
    return explain_lost(passages(annotation or article()), folder).says.replace(f"{folder}/", "")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (TEXT.replace("\n", "\r\n"), "its line ends (CRLF)"),
        (TEXT.replace("\n", "\r"), "its line ends (CR)"),
        ("\ufeff" + TEXT, "a byte order mark"),
        (unicodedata.normalize("NFD", TEXT), "its letters (decomposed, NFD)"),
        (TEXT[:-1], "the line end at its end"),
        (TEXT + "\r\n", "the line end at its end"),
        (TEXT + "\n\n\n", "the line end at its end"),
        (STRAIGHT, "its quotation marks (straightened)"),
        ("\ufeff" + TEXT.replace("\n", "\r\n"), "its line ends (CRLF) and a byte order mark"),
    ],
)  # fmt: skip
def test_one_change_or_two_are_undone_and_named(tmp_path: Path, text: str, change: str):
    said = explained(tmp_path, text)
    assert said == (
        f"a.txt is the text of 'gazette-1' but for {change}; restore it, or take it as it is now: "
        "kg anchor --retext a.yaml"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("–", "-"),
        lambda text: text.replace("…", "..."),
        lambda text: text.replace("\u00a0", " "),
        lambda text: STRAIGHT.replace("–", "-").replace("…", "...").replace("\n", "\r\n"),
    ],
    ids=["dashes", "ellipsis", "space", "all"],
)
def test_a_change_of_typography_is_undone_and_named(tmp_path: Path, change):
    nbsp = TEXT.replace("by train. ", "by\u00a0train. ") if change("\u00a0") == " " else TEXT
    known = article(digest=hashlib.sha256(nbsp.encode()).hexdigest())
    said = explained(tmp_path, change(nbsp), known)
    assert said == (
        "a.txt is the text of 'gazette-1' but for its typography (quotation marks, dashes, "
        "spaces); restore it, or take it as it is now: kg anchor --retext a.yaml"
    )
    found = find_changed(passages(known), tmp_path)
    assert found is not None
    assert fold_words(found.before) == fold_words(found.now.replace("\r\n", "\n"))


def test_several_dashes_and_spaces_are_known_by_the_words_anchored(tmp_path: Path):
    words = "Borduria expelled\u00a023 Syldavian diplomats on\u00a0Monday"
    spans = {"expelled": marked(*SPANS["expelled"], words)}
    odd = article(digest="1" * 64, **spans)
    told = "a.txt is the text of 'gazette-1' but for its typography (quotation marks, dashes, "
    assert explained(tmp_path, TEXT, odd) == f"{told}spaces); restore it"
    assert "has its title" in explained(tmp_path, TEXT.replace("23", "32"), odd)


def test_straight_quotation_marks_that_no_rule_sets_again_are_known_by_the_other_words(tmp_path):
    straight = STRAIGHT
    odd = passages(article(digest="1" * 64))
    (tmp_path / "a.txt").write_text(straight, encoding="utf-8")
    assert explain_lost(odd, tmp_path).says.endswith(
        "but for its quotation marks (straightened); restore it"  # what is not undone is not proved
    )
    assert find_changed(odd, tmp_path) is None
    (tmp_path / "a.txt").write_text(straight.replace("23", "32"), encoding="utf-8")
    assert "its quotation marks" not in explain_lost(odd, tmp_path).says


@pytest.mark.parametrize(
    ("encoding", "place"),
    [("cp1250", "byte 92 at 2:9"), ("cp1252", "byte 92 at 2:9"), ("utf-16", "byte ff at 1:1")],
)
def test_a_text_in_another_encoding_is_named_with_its_first_byte(tmp_path, encoding, place):
    digest = hashlib.sha256(PLAIN.encode()).hexdigest()
    said = explained(tmp_path, PLAIN.encode(encoding), article(digest=digest))
    assert said == f"a.txt is not UTF-8 ({place}); save it as UTF-8"


def test_another_text_with_the_title_is_named_with_its_digest(tmp_path: Path):
    other = TEXT.replace("23", "24")
    assert explained(tmp_path, other).startswith(
        f"no text in {tmp_path} has the sha256 of 'gazette-1'; a.txt has its title and has "
    )
    begun = other.removeprefix("Klow Gazette\n")
    assert "a.txt begins with its title and has " in explained(tmp_path, begun)


def test_a_folder_without_the_text_says_so_and_files_of_editors_are_no_texts(tmp_path: Path):
    (tmp_path / "~$a.txt").write_text("\ufeff" + TEXT, encoding="utf-8")
    assert explained(tmp_path, b"\x89PNG\xff") == (
        f"no text in {tmp_path} has the sha256 of 'gazette-1'; check textDigest, or add the text"
    )


def test_spans_without_words_prove_no_straightened_text(tmp_path: Path):
    spans = {key: bare(0, 12) for key in ("expelled", "spied", "answer", "subscribe", "weather")}
    said = explained(tmp_path, STRAIGHT, article(digest="1" * 64, **spans))
    assert "has its title" in said
