"""Workbooks of Excel as tables: what their cells become, and what is refused."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import date, datetime, time

import pytest

from kg.errors import Finding, UnreadableError
from kg.read.documents import Entries
from kg.read.rows import read_table
from kg.read.workbooks import UNPACKED_LIMIT, read_workbook

openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl: pip install -e '.[test]'")

HEADER = ["id", "date", "actor", "recipient", "type", "quantity", "source"]
ROW = ["a", date(2031, 3, 1), "XRU", "XBO", "Expulsion", 12, "Klow Wire"]


def book(*rows, more=(), form=None) -> bytes:
    """A workbook with one sheet of these rows, and further sheets with a cell each."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    if form:
        made.active.cell(2, 2).number_format = form
    for name in more:
        made.create_sheet(name)["B2"] = "note"
    made.create_sheet("Sheet9")  # an empty one is not worth a word
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def cells(data: bytes) -> list[tuple[int, list[str]]]:
    return list(read_workbook(data, "t.xlsx", []))


def read(data: bytes, name: str, **more: list[Finding]) -> list[Entries]:
    return list(read_table(io.BytesIO(data), name, **more))


def refusal(data: bytes) -> list[str]:
    with pytest.raises(UnreadableError) as caught:
        read(data, "t.xlsx")
    return list(caught.value.lines)


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same workbook with other bytes in one of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w") as made:
        for name in archive.namelist():
            inner = archive.read(name)
            assert name != part or old in inner
            made.writestr(name, inner.replace(old, new) if name == part else inner)
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def values(rows) -> list[dict[str, object]]:
    return [
        {
            key: [each.text for each in getattr(node, "nodes", [node])]
            for key, (_, node) in row.nodes.items()
        }
        for row in rows
    ]


def test_a_row_of_a_workbook_is_the_row_of_a_csv_file():
    line = ",".join(HEADER) + "\na,2031-03-01,XRU,XBO,Expulsion,12,Klow Wire\n"
    assert values(read(book(HEADER, ROW), "t.xlsx")) == values(read(line.encode(), "t.csv"))


def test_every_value_has_its_row_and_column():
    (row,) = read(book(HEADER, [None] * 7, ROW), "t.xlsx")
    assert (row.place.line, row.nodes["type"][0].line, row.nodes["type"][0].column) == (3, 3, 5)


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (date(2031, 3, 1), None, "2031-03-01"),
        (date(2031, 3, 1), "mmm-yy", "2031-03"),
        (date(2031, 3, 1), "yyyy\\-mm", "2031-03"),
        (date(2031, 1, 1), "yyyy", "2031"),
        (date(2031, 3, 1), '"d"mm yyyy', "2031-03"),
        (date(2031, 3, 1), "[$-409]d mmm yyyy;@", "2031-03-01"),
        (datetime(2031, 3, 1, 14, 30), None, "2031-03-01T14:30:00"),
        (time(14, 30), None, "14:30:00"),
        (12, None, "12"),
        (12.0, None, "12"),
        (0.5, None, "0.5"),
        (2031, None, "2031"),
        (True, None, "true"),
        ("2031-03~", None, "2031-03~"),
        ("  a  ", None, "a"),
        ("a_x0041_b", None, "aAb"),
        ("a\r\nb", None, "a\nb"),
    ],
)
def test_a_cell_becomes_the_text_that_it_shows(value, form, expected):
    assert cells(book(["x", "y"], ["a", value], form=form))[1] == (2, ["a", expected])


def test_only_the_first_sheet_is_read_and_others_with_cells_are_told():
    findings = []
    assert len(read(book(HEADER, ROW, more=["Notes", "2030"]), "t.xlsx", findings=findings)) == 1
    assert [str(each) for each in findings] == [
        "t.xlsx: warning: sheet 'Notes' is not read; only the first one is",
        "t.xlsx: warning: sheet '2030' is not read; only the first one is",
    ]


def test_a_formula_without_its_value_and_an_error_are_refused_at_their_cells():
    data = book(HEADER, [*ROW[:5], "=6*2", "s"], [*ROW[:5], "#DIV/0!", "s"])
    assert refusal(data) == [
        "t.xlsx:2:6: holds a formula without its value; open the file in Excel and save it",
        "t.xlsx:3:6: holds the error #DIV/0!; correct the formula, or write the value",
    ]


def test_the_saved_value_of_a_formula_is_taken():
    data = book(HEADER, [*ROW[:5], "=6*2", "s"])
    data = replaced(data, SHEET, b"<f>6*2</f><v />", b"<f>6*2</f><v>12</v>")
    (row,) = read(data, "t.xlsx")
    assert row.nodes["quantity"][1].text == "12"


def test_a_cell_beyond_the_header_is_told():
    assert refusal(book(HEADER, [*ROW, None, "x"])) == [
        "t.xlsx:2:1: has 9 cells under 7 columns; check what comes after them"
    ]


def test_a_column_with_another_name_is_told():
    assert refusal(book([*HEADER, "target"], ROW)) == ["t.xlsx:1:1: 'target' is not a column here"]


BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr(SHEET, b" " * (UNPACKED_LIMIT + 1))
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
SOUND = book(HEADER, ROW)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is not a workbook that can be read; save it as .xlsx again"),
        (b"id,date\n", "is not a workbook that can be read; save it as .xlsx again"),
        (SOUND[: len(SOUND) // 2], "is not a workbook that can be read; save it as .xlsx again"),
        (b"\xd0\xcf\x11\xe0" + bytes(600),
         "is an old workbook (.xls) or locked by a password; save it as .xlsx without one"),
        (BOMB.getvalue(), "is larger than 20,000,000 bytes when unpacked; save it as CSV"),
        (replaced(SOUND, SHEET, b"<worksheet", ENTITY + b"<worksheet"),
         f"declares a document type in {SHEET!r}; save it again"),
        (replaced(SOUND, SHEET, b"<worksheet", ENTITY.decode().encode("utf-16-le") + b"<worksheet"),
         f"declares a document type in {SHEET!r}; save it again"),
        (replaced(SOUND, SHEET, b"</sheetData>", b""),
         "is not a workbook that can be read; save it as .xlsx again"),
        (replaced(SOUND, SHEET, b'r="A2"', b'r="?2"'),
         "is not a workbook that can be read; save it as .xlsx again"),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_workbook_or_a_hostile_one_is_refused_in_a_line(data, told):
    assert refusal(data) == [f"t.xlsx: {told}"]


def test_a_size_that_a_sheet_claims_is_not_believed():
    data = replaced(SOUND, SHEET, b'ref="A1:G2"', b'ref="A1:XFD1048576"')
    assert len(read(data, "t.xlsx")) == 1


def test_without_openpyxl_a_line_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert refusal(SOUND) == [
        "t.xlsx: needs openpyxl, which is not installed: pip install 'retaliation-kg[xlsx]'"
    ]
