"""A build -> one workbook of Excel (.xlsx) with the tables as sheets, the same bytes each time.

Every cell is text or a plain number: what begins like a formula is text too, so nothing runs and
nothing needs an apostrophe in front. openpyxl writes it, an extra.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.errors import UsageError, reason
from kg.export.sheets import tables, zip_files
from kg.infer.built import Built
from kg.read.workbooks import load_openpyxl
from kg.tables import Table

CELL_LIMIT: Final = 32_767  # characters that Excel takes in a cell
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?", re.ASCII)
#: Characters that XML cannot carry, which Excel writes as _x0007_, and texts that look like it.
_ESCAPED: Final = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WHEN: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def to_workbook(built: Built) -> bytes:
    """The tables of a build as the sheets of a workbook.

    Raises:
        UsageError: openpyxl is not installed, or a cell is longer than Excel takes.
    """
    return workbook_bytes(tables(built))


def workbook_bytes(sheets: Mapping[str, Table]) -> bytes:
    """Tables as the sheets of a workbook, their header fixed above the rows; see `to_workbook`."""
    try:
        openpyxl = load_openpyxl()
    except ImportError:
        raise UsageError(
            "writing .xlsx needs openpyxl, which is not installed: "
            "pip install 'retaliation-kg[xlsx]', or export csv"
        ) from None
    for name, table in sheets.items():
        _check_lengths(name, table)
    book = openpyxl.Workbook(write_only=True)
    buffer = io.BytesIO()
    try:
        for name, table in sheets.items():
            sheet = book.create_sheet(name)
            sheet.freeze_panes = "A2"
            for row in _rows(table, sheet):
                sheet.append(row)
        book.save(buffer)
    except OSError as error:  # openpyxl keeps each sheet in a temporary file until it is whole
        raise UsageError(f"no temporary file can be written: {reason(error)}") from None
    return _without_times(buffer.getvalue())


def _check_lengths(name: str, table: Table) -> None:
    """Refuse what a spreadsheet would cut, before a sheet is begun."""
    for number, row in enumerate(table.rows, 2):
        for cell, column in zip(row, table.header, strict=True):
            if len(cell) > CELL_LIMIT:
                message = f"{name}, row {number}, {column}: has {len(cell)} characters"
                raise UsageError(f"{message}; Excel takes {CELL_LIMIT} in a cell: export csv")


def _rows(table: Table, sheet: Any) -> Iterator[list[Any]]:
    """The rows of a sheet as cells, the header first."""
    numeric = [_is_numeric(table, column) for column in range(len(table.header))]
    yield [_text_cell(sheet, each) for each in table.header]
    for row in table.rows:
        yield [
            (float(cell) if "." in cell else int(cell))
            if counts and cell
            else _text_cell(sheet, cell)
            for cell, counts in zip(row, numeric, strict=True)
        ]


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell of text, or no value where there is none."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, _ESCAPED.sub(_escape, text) or None)
    if text:
        cell.data_type = "s"  # also where it begins like a formula, or reads like an error
    return cell


def _is_numeric(table: Table, column: int) -> bool:
    """Whether a column holds only numbers that look the same when a spreadsheet has read them."""
    cells = {row[column] for row in table.rows} - {""}
    return bool(cells) and all(_NUMBER.fullmatch(x) and _is_same(x) for x in cells)


def _is_same(cell: str) -> bool:
    return (str(float(cell)) if "." in cell else str(int(cell))) == cell


def _escape(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


def _without_times(data: bytes) -> bytes:
    """The same workbook without the times at which it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {each: archive.read(each) for each in archive.namelist()}
    core = "docProps/core.xml"
    files[core] = _WHEN.sub(rb"\g<1>1980-01-01T00:00:00Z", files[core])
    return zip_files(files)
