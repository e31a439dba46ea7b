"""The table that says what a source does not: read as people write it, and as an export does."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import Finding, FindingsError, Place, UnreadableError
from kg.importers.heads import make_head, read_heads
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


def test_a_row_with_too_many_cells_is_read(tmp_path: Path) -> None:
    path = saved(tmp_path, "document,title\na,Envoys,more,and more\nb\n")
    assert read_heads(path) == {"a": {"title": ["Envoys"]}, "b": {}}


def test_a_value_that_its_field_does_not_take_is_told_and_not_taken() -> None:
    head = {"published": ["4 March"], "url": ["klow"], "publisher": ["Klow\nGazette"]}
    document = Document(name="x", place=Place("x.json"), head=head)
    findings: list[Finding] = []
    made = make_head(document, "Nothing was said.", {}, findings)
    assert (made["publisher"], "published" in made, "url" in made) == (
        ["Klow Gazette"], False, False
    )  # fmt: skip
    assert [str(each).split(":")[1:2] for each in findings] == [
        [" published is not taken over"],
        [" url is not taken over"],
    ]


def test_a_document_is_called_alike_with_and_without_the_ending_of_its_text() -> None:
    told = {"klow": {"publisher": ["moscow-times"]}}
    for name in ("klow", "klow.txt"):
        document = Document(name=name, place=Place("x.json"))
        made = make_head(document, "Nothing was said.", told, [])
        assert (made["id"], made["publisher"]) == (["klow"], ["moscow-times"])


def test_two_rows_of_one_document_that_differ_are_refused(tmp_path: Path) -> None:
    rows = "document,title\na,One\na,One\na,Two\n"
    with pytest.raises(FindingsError, match=r"articles\.csv:4:1: document: another row has 'a'"):
        read_heads(saved(tmp_path, rows))


def test_a_digest_is_found_in_capital_letters_too(tmp_path: Path) -> None:
    assert read_heads(saved(tmp_path, "digest,title\nAB,One\n"))["ab"]["title"] == ["One"]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"document,title\na,\xe9\n", "is not UTF-8"),
     (b"document,title\na," + b"x" * 200_000, "is not a table in CSV")],
)  # fmt: skip
def test_what_is_not_a_table_is_refused_in_a_line(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "articles.csv"
    path.write_bytes(data)
    with pytest.raises(UnreadableError, match=said):
        read_heads(path)
