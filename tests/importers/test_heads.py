"""The table that says what a source does not: read as people write it, and as an export does."""

from __future__ import annotations

from pathlib import Path

import pytest
from marks_made import HERE

from kg.errors import FindingsError, Place, UnreadableError
from kg.importers.heads import make_head, read_heads, unused_rows
from kg.importers.ledger import Ledger
from kg.importers.marks import Document


def saved(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "articles.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_row_is_found_by_its_document_and_its_digest(tmp_path: Path) -> None:
    path = saved(tmp_path, "\ufeffdocument,digest,title\nklow-1,ab,Envoys; and a ban\n,cd,\n")
    told = {"title": ["Envoys; and a ban"], "textDigest": ["ab"]}
    assert read_heads(path) == {"klow-1": told, "ab": told, "cd": {"textDigest": ["cd"]}}


def test_several_values_stand_between_semicolons(tmp_path: Path) -> None:
    path = saved(tmp_path, "document,annotatedBy\nklow-1,Anna; Boris\\; of Klow;\n")
    assert read_heads(path)["klow-1"] == {"annotatedBy": ["Anna", "Boris; of Klow"]}


def test_an_apostrophe_that_keeps_a_cell_from_running_is_taken_off(tmp_path: Path) -> None:
    path = saved(tmp_path, "document,title\n'-a,'=1\nb,''Out'\nc,'Out' it says\n")
    found = {key: value["title"] for key, value in read_heads(path).items()}
    assert found == {"-a": ["=1"], "b": ["'Out'"], "c": ["'Out' it says"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("publisher,published\nx,y\n", "has no column document or digest"),
        ("document,outlet\nx,y\n", "'outlet' is not a column here; the columns are document, dig"),
        ("", "has no column document or digest"),
    ],
)
def test_a_table_has_known_columns(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FindingsError, match=said):
        read_heads(saved(tmp_path, text))


def test_a_short_row_is_read_and_no_cell_is_lost(tmp_path: Path) -> None:
    assert read_heads(saved(tmp_path, "document,title\na,Envoys,,\nb\n")) == {
        "a": {"title": ["Envoys"]},
        "b": {},
    }
    with pytest.raises(FindingsError, match=r":2:1: has 3 cells under 2 columns"):
        read_heads(saved(tmp_path, "document,title\na,Envoys, more\n"))


@pytest.mark.parametrize("mark", ";\t")
def test_a_table_may_have_another_mark_between_its_cells(tmp_path: Path, mark: str) -> None:
    path = saved(tmp_path, f"document{mark}title\r\na{mark}Envoys, more\r\n")
    assert read_heads(path) == {"a": {"title": ["Envoys, more"]}}


def test_a_line_break_in_a_value_is_a_space() -> None:
    document = Document(name="x", place=HERE, head={"publisher": ["Klow\nGazette"]})
    assert make_head(document, "", {}, Ledger())["publisher"] == ["Klow Gazette"]


def test_a_document_is_called_alike_with_and_without_the_ending_of_its_text() -> None:
    told = {"klow": {"publisher": ["moscow-times"]}}
    for name in ("klow", "klow.txt"):
        document = Document(name=name, place=Place("x.json"))
        made = make_head(document, "Nothing was said.", told, Ledger())
        assert (made["id"], made["publisher"]) == (["klow"], ["moscow-times"])


def test_rows_that_are_of_no_text_are_found_by_name_and_digest(tmp_path: Path) -> None:
    rows = "document,digest,title\nklow,,K\nx,ab,X\ny,cd,Y\nbare,,\nz,,Z\n"
    told = read_heads(saved(tmp_path, rows))
    texts = [("klow.txt", "01"), ("other", "ab"), ("y", "02"), ("bare", "03")]
    assert unused_rows(told, texts) == ["z"]


def test_two_rows_of_one_document_that_differ_are_refused(tmp_path: Path) -> None:
    rows = "document,title\na,One\na,One\na,Two\n"
    with pytest.raises(FindingsError, match=r"articles\.csv:4:1: document: another row has 'a'"):
        read_heads(saved(tmp_path, rows))


def test_a_digest_is_found_in_capital_letters_too(tmp_path: Path) -> None:
    assert read_heads(saved(tmp_path, "digest,title\nAB,One\n"))["ab"]["title"] == ["One"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("document,title\na,Zürich\n".encode("latin-1"), r":2:1: is not UTF-8"),
        (b"document,title\na," + b"y" * 200_000, r":2:1: is not valid CSV here: field larger"),
        (b'document,title\na,"y\n', r":2:1: is not valid CSV here"),
    ],
    ids=["latin-1", "wide", "open"],
)
def test_a_table_that_cannot_be_read_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "articles.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=said):
        read_heads(path)


def test_what_is_no_value_of_its_field_is_left_out_whoever_says_it() -> None:
    given = {
        "title": ["By a.otter@klow.example"],
        "annotatedBy": ["Ann", "b@klow.example"],
        "published": ["soon"],
    }
    told = {"klow-1": {"url": ["klow"], "publisher": ["c@klow.example"]}}
    ledger = Ledger()
    document = Document(name="klow-1", place=HERE, head=given)
    head = make_head(document, "d@klow.example\n\nEnvoys leave.\n", told, ledger)
    assert {*head} == {"id", "annotatedBy", "textDigest", "textLength"}
    assert head["annotatedBy"] == ["Ann"]
    kinds = {kind: each["leftOut"] for kind, each in ledger.report()["kinds"].items()}
    assert kinds == {"addresses": 3, "fields": 2}
