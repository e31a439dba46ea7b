"""A workbook of Excel (.xlsx) -> the rows of its first sheet as text; nothing in it is run.

openpyxl reads it, an extra. Before it does, the archive is held to a size when unpacked and to XML
without a document type, in which entities could be declared.
"""

from __future__ import annotations

import io
import os
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from importlib import import_module
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError, unreadable

SUFFIX: Final = ".xlsx"
SURE_SIGNS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # of zip, and of old and locked workbooks
UNPACKED_LIMIT: Final = 20_000_000  # bytes; 100,000 rows of events have about as many
_PARTS_LIMIT: Final = 1_000  # files in the archive; a workbook of ten sheets has about 30
_ROWS_LIMIT: Final = 1_048_576  # of a sheet, as Excel has it
_COLUMNS_LIMIT: Final = 100  # more than any table of ours has
_MISSING: Final = "needs openpyxl, which is not installed: pip install 'retaliation-kg[xlsx]'"
_BROKEN: Final = "is not a workbook that can be read; save it as .xlsx again"
#: A character as Excel writes it where XML cannot carry it.
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNSHOWN: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')  # parts of a number format


def read_workbook(
    data: bytes, name: str, findings: list[Finding]
) -> Iterator[tuple[int, list[str]]]:
    """The number of each row of the first sheet and its cells, without empty ones at the end.

    Dates become EDTF, as exact as their cell shows them; of a formula the value that was saved is
    taken.

    Args:
        data: the file's bytes.
        name: how messages call the file.
        findings: a warning of each further sheet that has cells is added here.
    Raises:
        UnreadableError: it is not a workbook, too large, or has formulas or errors without a value.
    """
    _check_archive(data, name)
    values, formulas, others = _sheets(data, name)
    findings += [
        Finding(Place(name), f"sheet {each!r} is not read; only the first one is", "warning")
        for each in others
    ]
    problems: list[Finding] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that have no cells
            found = [
                (number, _texts(row, told, Place(name, number), problems))
                for number, (row, told) in enumerate(
                    zip(_rows(values), _rows(formulas), strict=True), 1
                )
            ]
    except Exception as error:  # whatever openpyxl's parsers raise
        raise unreadable(name, _BROKEN) from error
    if problems:
        raise UnreadableError(problems)
    yield from (each for each in found if each[1])


def _check_archive(data: bytes, name: str) -> None:
    """Refuse what is not a workbook, what grows without bounds, and what declares entities."""
    if data.startswith(SURE_SIGNS[1]):
        message = "is an old workbook (.xls) or locked by a password; save it as .xlsx without one"
        raise unreadable(name, message)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _PARTS_LIMIT or sum(x.file_size for x in parts) > UNPACKED_LIMIT:
                message = f"is larger than {UNPACKED_LIMIT:,} bytes when unpacked; save it as CSV"
                raise unreadable(name, message)
            for part in parts:
                inner = archive.read(part).replace(b"\0", b"")  # UTF-16 hides words from a search
                if b"<!DOCTYPE" in inner or b"<!ENTITY" in inner:
                    message = f"declares a document type in {part.filename[:60]!r}; save it again"
                    raise unreadable(name, message)
    except UnreadableError:
        raise
    except Exception as error:  # a broken archive breaks in many ways
        raise unreadable(name, _BROKEN) from error


def load_openpyxl() -> Any:
    """The library, set to Python's own writer of XML: where lxml is installed, it has other bytes.

    Raises:
        ImportError: it is not installed.
    """
    os.environ.setdefault("OPENPYXL_LXML", "False")
    return import_module("openpyxl")


def _sheets(data: bytes, name: str) -> tuple[Any, Any, list[str]]:
    """The first sheet with its values and with its formulas, and the names of others with cells."""
    try:
        openpyxl = load_openpyxl()
    except ImportError:
        raise unreadable(name, _MISSING) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values, formulas = (
                openpyxl.load_workbook(
                    io.BytesIO(data), read_only=True, data_only=kept, keep_links=False
                )
                for kept in (True, False)
            )
            first, *rest = values.worksheets
            others = [str(each.title) for each in rest if _has_cells(each)]
            return first, formulas.worksheets[0], others
    except Exception as error:  # whatever openpyxl's parsers raise
        raise unreadable(name, _BROKEN) from error


def _rows(sheet: Any) -> Iterable[Any]:
    sheet.reset_dimensions()  # what the file says of its size is not believed
    rows: Iterable[Any] = sheet.iter_rows(max_row=_ROWS_LIMIT, max_col=_COLUMNS_LIMIT)
    return rows


def _has_cells(sheet: Any) -> bool:
    return any(cell.value is not None for row in _rows(sheet) for cell in row)


def _texts(
    row: Iterable[Any], formulas: Iterable[Any], place: Place, problems: list[Finding]
) -> list[str]:
    """The cells of a row as text, without empty ones at the end."""
    texts = []
    for column, (cell, told) in enumerate(zip(row, formulas, strict=True), 1):
        try:
            texts.append(_text(cell, told))
        except ValueError as error:
            problems.append(Finding(Place(place.file, place.line, column), str(error)))
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any, told: Any) -> str:
    """The value of a cell as text.

    Raises:
        ValueError: it is an error, or a formula without a value.
    """
    value = cell.value
    if value is None:
        if told.value is not None:
            raise ValueError(
                "holds a formula without its value; open the file in Excel and save it"
            )
        return ""
    if cell.data_type == "e":
        raise ValueError(f"holds the error {value}; correct the formula, or write the value")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date):
        return _edtf(value, str(cell.number_format))
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
    return text.replace("\r\n", "\n").strip()


def _edtf(day: date, shown: str) -> str:
    """A day in EDTF, without what its cell does not show: Excel makes `2018-03` a day of it."""
    if isinstance(day, datetime) and (day.hour or day.minute or day.second):
        return day.replace(microsecond=0).isoformat()
    text = day.isoformat()[:10]
    form = _UNSHOWN.sub("", shown.split(";")[0]).casefold()
    if "d" in form or "y" not in form:
        return text
    return text[:7] if "m" in form else text[:4]
