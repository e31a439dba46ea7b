"""A table as CSV or as a workbook -> its rows as records, each value with its row and column.

Several values in a cell are separated by `;`.
"""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import BinaryIO, Final, Protocol

from kg.errors import Finding, Place, UnreadableError, unreadable
from kg.read.documents import FILE_LIMIT, Entries, Items, Node, Scalar
from kg.read.fields import Field
from kg.read.formats import EVENT_COLUMNS
from kg.read.keys import meant_key
from kg.read.workbooks import SUFFIX, SURE_SIGNS, read_workbook

#: Bytes; a row of events has about 70, and a table with carriage returns alone is one such line.
LINE_LIMIT: Final = FILE_LIMIT
_SAVE: Final = 'is not UTF-8; in Excel choose Save as, "CSV UTF-8 (comma delimited)"'


class Lines(Protocol):
    """What lines are read from."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or its first bytes."""


def read_table(
    file: BinaryIO,
    name: str,
    columns: Sequence[Field] = EVENT_COLUMNS,
    findings: list[Finding] | None = None,
) -> Iterator[Entries]:
    """The rows of a table one after another, each value with its row and column.

    A table may be of any size: of CSV no more than a row is held. What is wrong with the file is
    raised where it stands, with the rows before it given already.

    Args:
        file: to read from.
        name: how messages call the file; one that ends in .xlsx is a workbook, all else CSV.
        columns: the columns it may have.
        findings: warnings of sheets that are not read are added here.
    Raises:
        UnreadableError: it is not a table, not UTF-8, or its header is not usable; a workbook, a
            line or a cell is too large.
    """
    is_workbook = name.lower().endswith(SUFFIX)
    lines = read_lines(file, name)
    found = (
        read_workbook(_whole(file, name), name, [] if findings is None else findings)
        if is_workbook
        else split_rows(lines, name)
    )
    header: list[str] | None = None
    many = {each.name for each in columns if each.many}
    for line, cells in found:
        place = Place(name, line, 1)
        if header is None:
            try:
                header = _checked_header(cells, columns, place)
            except UnreadableError:
                for _ in () if is_workbook else lines:
                    pass  # another encoding is told first: saving it rightly corrects both
                raise
        elif any(cells):  # spreadsheets leave rows of commas behind
            if is_workbook:  # which has no cells at the end of a row
                cells = cells + [""] * (len(header) - len(cells))
            if len(cells) != len(header):
                check = "what comes after them" if is_workbook else "commas and quotes"
                message = f"has {len(cells)} cells under {len(header)} columns; check {check}"
                raise unreadable(place, message)
            yield as_entries(header, cells, many, place)
    if header is None:
        raise unreadable(Place(name, 1, 1), "is empty; the first line names the columns")


def _whole(file: BinaryIO, name: str) -> bytes:
    data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        remedy = "save it as CSV, which may be of any size"
        raise unreadable(Place(name), f"is larger than {FILE_LIMIT:,} bytes; {remedy}")
    return data


def split_rows(
    lines: Iterable[str], name: str, mark: str = ",", *, quoted: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """The line on which each row begins, and its cells.

    Args:
        lines: see `read_lines`.
        name: how messages call the file.
        mark: what stands between cells.
        quoted: whether quotation marks hold a cell together.
    Raises:
        UnreadableError: the quotes do not close, or a cell is too large.
    """
    begin, held = 1, 0

    def counted() -> Iterator[str]:
        nonlocal held
        for line in lines:
            held += len(line)
            if held > LINE_LIMIT:  # quotes that open in each line make one row of a whole file
                message = f"has a row of more than {LINE_LIMIT:,} characters; check the quotes"
                raise unreadable(Place(name, begin, 1), message)
            yield line

    reader = (
        csv.reader(counted(), strict=True, delimiter=mark)
        if quoted
        else csv.reader(counted(), strict=True, delimiter=mark, quoting=csv.QUOTE_NONE)
    )
    try:
        for cells in reader:
            yield begin, cells
            begin, held = reader.line_num + 1, 0
    except csv.Error as error:
        place = Place(name, begin, 1)  # where the row begins: an open quote runs to the end
        raise unreadable(place, f"is not valid CSV here: {error}; check the quotes") from None


def read_lines(file: Lines, name: str, errors: str = "strict") -> Iterator[str]:
    """The lines of a text with their ends, whichever of three they are.

    Args:
        file: to read from.
        name: how messages call the file.
        errors: what becomes of bytes that are not UTF-8; see `bytes.decode`.
    Raises:
        UnreadableError: it is not a text, not UTF-8, or a line is too long.
    """
    line = 0
    while data := file.readline(LINE_LIMIT + 1):
        if line == 0:
            if data.startswith(SURE_SIGNS):
                message = f"is a workbook and not CSV; let its name end in {SUFFIX}"
                raise unreadable(Place(name), message)
            # UTF-16, in which every letter of English has a zero byte
            if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:16].count(b"\0") > 4:
                raise unreadable(Place(name, 1, 1), _SAVE)
            data = data.removeprefix(BOM_UTF8)
        if len(data) > LINE_LIMIT:
            message = f"has a line of more than {LINE_LIMIT:,} bytes; check the quotes"
            raise unreadable(Place(name, line + 1, 1), message)
        try:
            text = data.decode(errors=errors)
        except UnicodeDecodeError:
            raise unreadable(Place(name, line + 1, 1), _SAVE) from None
        for part in io.StringIO(text, newline="") if "\r" in text else (text,):
            line += 1
            if "\0" in part:
                message = "contains the character U+0000, which is not text; remove it"
                raise unreadable(Place(name, line, 1), message)
            yield part


def _checked_header(cells: list[str], columns: Sequence[Field], place: Place) -> list[str]:
    known = [each.name for each in columns]
    for mark, words in ((";", "';'"), ("\t", "tabs")):
        if len(cells) == 1 and cells[0].count(mark) >= 2:
            raise unreadable(place, f"is separated by {words}; save it with commas, or as .xlsx")
    for name in cells:
        if name not in known:
            meant = meant_key(name, known, cells)
            remedy = f"; did you mean {meant!r}?" if meant else ""
            message = f"{name[:60]!r} is not a column here{remedy}"
            raise unreadable(place, message)
        if cells.count(name) > 1:
            raise unreadable(place, f"names the column {name!r} twice; keep one")
    missing = [each.name for each in columns if each.required and each.name not in cells]
    if missing:
        raise unreadable(place, f"has no column {', '.join(missing)}; every table needs it")
    return cells


def as_entries(
    header: Sequence[str], cells: Sequence[str], many: Container[str], place: Place
) -> Entries:
    """A row as a record: empty cells are absent keys, and the columns `many` hold lists."""
    nodes: dict[str, tuple[Place, Node]] = {}
    for number, (name, cell) in enumerate(zip(header, cells, strict=True), start=1):
        if not cell:
            continue
        at = Place(place.file, place.line, number)
        parts = [part.strip() for part in cell.split(";")] if name in many else [cell.strip()]
        found = tuple(Scalar(part, at) for part in parts if part)
        if found:
            nodes[name] = (at, Items(found, at) if name in many else found[0])
    return Entries(nodes, place)
