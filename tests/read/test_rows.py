"""Tables as they are saved: in which encodings, and under which names of columns."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest

from kg.errors import UnreadableError
from kg.read.documents import Entries
from kg.read.fields import Field
from kg.read.formats import MERGE_COLUMNS
from kg.read.rows import LINE_LIMIT, read_table

HEADER = "id,date,actor,type,source"
ROW = "a,2031-03-01,XRU,Expulsion,José's Wire"
SAVE = 'is not UTF-8; in Excel choose Save as, "CSV UTF-8 (comma delimited)"'


def read(data: bytes, name: str, *columns: Sequence[Field]) -> list[Entries]:
    return list(read_table(io.BytesIO(data), name, *columns))


def refusal(data: bytes, name: str = "t.csv") -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        read(data, name)
    return list(caught.value.lines)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (f"{HEADER}\n{ROW}\n".encode("cp1252"), 2),
        (f"{HEADER}\n{ROW}\n".replace(",", ";").encode("cp1250"), 2),
        (f"{HEADER}\r\n{ROW}\r\n".encode("utf-16"), 1),
        (f"{HEADER}\r\n{ROW}\r\n".encode("utf-16-le"), 1),
    ],
    ids=["cp1252", "cp1250", "utf-16", "utf-16 without BOM"],
)
def test_another_encoding_is_told_once_with_what_to_choose(data, line):
    assert refusal(data) == [f"t.csv:{line}:1: {SAVE}"]


def test_a_character_that_is_not_text_is_told_as_such():
    told = "contains the character U+0000, which is not text; remove it"
    assert refusal(f"{HEADER}\n{ROW}\0\n".encode()) == [f"t.csv:2:1: {told}"]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_utf8_is_read_with_any_line_end_and_with_a_bom(start, end):
    (row,) = read(start + end.join([HEADER, ROW, ""]).encode(), "t.csv")
    assert row.nodes["source"][1].text == "José's Wire"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("event_date", "date"), ("Actor", "actor"), ("target", "recipient"), ("sourc", "source")],
)
def test_a_column_that_people_call_otherwise_is_proposed(word, meant):
    header = HEADER.replace(meant, word) if meant in HEADER else f"{HEADER},{word}"
    assert refusal(f"{header}\n".encode()) == [
        f"t.csv:1:1: {word!r} is not a column here; did you mean {meant!r}?"
    ]


@pytest.mark.parametrize("sign", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_a_workbook_under_the_name_of_a_csv_file_is_told(sign):
    assert refusal(sign + bytes(90)) == [
        "t.csv: is a workbook and not CSV; let its name end in .xlsx"
    ]


def test_merges_may_be_a_workbook_too():
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl: pip install -e '.[test]'")
    book = openpyxl.Workbook()
    book.active.append([each.name for each in MERGE_COLUMNS])
    book.active.append(["row-1", "strike", "same", "one event"])
    buffer = io.BytesIO()
    book.save(buffer)
    (row,) = read(buffer.getvalue(), "m.xlsx", MERGE_COLUMNS)
    assert {key: node.text for key, (_, node) in row.nodes.items()} == {
        "id": "row-1", "action": "strike", "extent": "same", "reason": "one event",
    }  # fmt: skip


def test_a_row_is_given_before_the_next_one_is_read():
    more = f"{HEADER}\n{ROW}\n{ROW}\n".encode().splitlines(keepends=True)

    class File(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            return more.pop(0) if more else b""

    rows = read_table(File(), "t.csv")
    assert next(rows).place.line == 2
    assert len(more) == 1
    assert [each.place.line for each in rows] == [3]


def test_a_table_may_be_larger_than_other_files():
    row = f'a,2031-03-01,XRU,Expulsion,"{"Klow Wire " * 10_000}"\n'
    count = LINE_LIMIT // len(row) + 2
    data = io.BytesIO(f"{HEADER}\n{row * count}".encode())
    assert sum(1 for _ in read_table(data, "t.csv")) == count


def test_a_line_or_a_cell_without_end_is_refused():
    told = f"t.csv:2:1: has a line of more than {LINE_LIMIT:,} bytes; check the quotes"
    assert refusal(f"{HEADER}\n{'a,' * LINE_LIMIT}".encode()) == [told]
    (said,) = refusal(f'{HEADER}\na,2031-03-01,XRU,Expulsion,"{"a" * 200_000}'.encode())
    assert said.startswith("t.csv:2:1: is not valid CSV here: field larger than field limit")


def test_bytes_that_are_not_utf8_are_told_at_their_line_behind_carriage_returns_too():
    data = f"{HEADER}\r\n{ROW}\r\n".encode() + b"b,2031,XRU,Expulsion,Jos\xe9\r\n"
    assert refusal(data) == [f"t.csv:3:1: {SAVE}"]


def test_quotes_that_open_in_each_line_make_no_row_of_a_whole_file() -> None:
    rows = '"\n' + '","ab\n' * (LINE_LIMIT // 5)
    (said,) = refusal(f"{HEADER}\n{rows}".encode())
    assert said.startswith("t.csv:2:1: has a row of more than 5,000,000 characters")
