"""A build as a workbook: the cells of its tables, inert, and the same bytes each time."""

from __future__ import annotations

import io
import sys
import zipfile

import pytest
from support import act, claim, people, record

from kg.errors import UsageError
from kg.export.sheets import tables
from kg.export.workbook import CELL_LIMIT, to_workbook, workbook_bytes
from kg.infer.built import infer
from kg.read.corpus import Corpus
from kg.tables import Table

openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl: pip install -e '.[test]'")

SAID = record(
    [act("strike", count=12), act("answer", "XBO", "XRU", "2031-03-05")],
    [claim("answer", "strike")],
)
BUILT = infer(Corpus(record=SAID, actors=people(), findings=(), unreadable=(), inputs={}))


def read(data: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def test_each_table_is_a_sheet_with_the_same_columns_and_cells():
    sheets = read(to_workbook(BUILT))
    for name, table in tables(BUILT).items():
        header, *rows = sheets[name]
        assert header == list(table.header)
        assert [["" if cell is None else str(cell) for cell in row] for row in rows] == [
            list(row) for row in table.rows
        ]
    assert list(sheets) == list(tables(BUILT))


def test_counts_are_numbers_and_ids_and_dates_are_text():
    header, *rows = read(to_workbook(BUILT))["actions"]
    kinds = {
        name: {type(row[column]) for row in rows} - {type(None)}
        for column, name in enumerate(header)
    }
    assert (kinds["action"], kinds["date"], kinds["count"]) == ({str}, {str}, {int})


def test_no_cell_is_a_formula_or_an_error_whatever_it_begins_with():
    hostile = ["=1+1", "+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "\t=1", "007"]
    data = workbook_bytes({"t": Table(("x",), tuple((each,) for each in hostile))})
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [cell.data_type for (cell,) in book["t"].iter_rows()] == ["s"] * 9
    assert [row[0] for row in read(data)["t"]][1:] == hostile
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_character_that_xml_cannot_carry_is_escaped_as_excel_does():
    data = workbook_bytes({"t": Table(("x",), (("a\x07_x0041_",),))})
    assert read(data)["t"][1] == ["a_x0007__x005F_x0041_"]


def test_a_workbook_has_the_same_bytes_whatever_the_day(monkeypatch):
    first = to_workbook(BUILT)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
    assert to_workbook(BUILT) == first


def test_a_cell_longer_than_excel_takes_is_refused():
    table = Table(("x",), (("a" * CELL_LIMIT,), ("a" * (CELL_LIMIT + 1),)))
    with pytest.raises(UsageError) as caught:
        workbook_bytes({"t": table})
    assert str(caught.value) == (
        "t, row 3, x: has 32768 characters; Excel takes 32767 in a cell: export csv"
    )


def test_without_openpyxl_a_line_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match=r"pip install 'retaliation-kg\[xlsx\]', or export csv"):
        to_workbook(BUILT)
