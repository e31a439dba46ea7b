"""Files of tables, as they are or compressed -> their rows as cells, one after another.

Nothing of an archive is unpacked to disk, and nothing of a file is held but one row. A workbook,
which is small, is the exception.
"""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from kg.errors import Finding, Place, unreadable
from kg.importers.apart import work_apart
from kg.importers.ledger import Ledger
from kg.importers.sources import find_paths
from kg.read.documents import FILE_LIMIT, open_file
from kg.read.folders import shown
from kg.read.rows import read_lines, split_rows
from kg.read.workbooks import SUFFIX, load_openpyxl, read_workbook
from kg.read.workbooks import UNPACKED_LIMIT as WORKBOOK_LIMIT

UNPACKED_LIMIT: Final = 20_000_000_000  # bytes; a year of GDELT has about 5
_SUFFIXES: Final = (".csv", ".tsv", ".tab", ".txt", ".xml")  # the last of tables in a zip
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
#: How a pickle begins, of a protocol with a mark or of the first ones.
_PICKLE: Final = re.compile(rb"\x80[\x02-\x05]|c[a-zA-Z_.]+\n[a-zA-Z_]+\n|\([dl]p\d+\n")
_HEAD: Final = 64  # bytes in which these signs stand
Row = tuple[int, list[str]]  # the line on which it begins, and its cells


@dataclass(frozen=True, slots=True)
class Stream:
    """A file of a table, or a member of an archive, to be opened each time it is read."""

    name: str  # for messages
    short: str  # the same wherever it lies, for what is written
    open: Callable[[], AbstractContextManager[BinaryIO]]

    @property
    def is_workbook(self) -> bool:
        """Whether it is one of Excel."""
        return self.name.lower().endswith(SUFFIX)


def find_all_streams(sources: Sequence[Path], ledger: Ledger) -> list[Stream]:
    """The tables of files and of all files in folders; others in a folder are left out.

    Raises:
        UnreadableError: as `find_streams`.
    """
    found = []
    for path in find_paths(sources):
        if path not in sources:  # but in a folder
            item = ledger.read("files", Place(shown(path)), path.name)
            if not path.name.lower().endswith((*_SUFFIXES, ".gz", ".zip", SUFFIX)):
                ledger.leave("its name does not end like that of a table", item)
                continue
            ledger.take(item)
        found += find_streams(path)
    return found


def find_streams(path: Path) -> list[Stream]:
    """The tables of a file: itself, or what a zip holds.

    Raises:
        UnreadableError: it cannot be opened, is a pickle, or is a damaged or locked archive.
    """
    name = shown(path)
    with open_file(path, name) as file:
        head = file.read(_HEAD)
        if not head.startswith(_ZIP) or name.lower().endswith(SUFFIX):
            return [Stream(name, path.name, partial(_open, path, name))]
        try:
            members = zipfile.ZipFile(file).infolist()
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise unreadable(name, f"is not a zip that can be read: {error}") from None
    tables = [each for each in members if each.filename.lower().endswith(_SUFFIXES)]
    if not tables:
        raise unreadable(name, f"has no file that ends in {', '.join(_SUFFIXES)}")
    if any(each.flag_bits & 1 for each in tables):
        raise unreadable(name, "is locked by a password; save it without one")
    names = sorted({each.filename for each in tables})
    return [
        Stream(whole := f"{name}:{each}", f"{path.name}:{each}", partial(_open, path, whole, each))
        for each in names
    ]


@contextmanager
def _open(path: Path, name: str, member: str = "") -> Iterator[BinaryIO]:
    with open_file(path, name) as file:
        try:
            if member:
                with zipfile.ZipFile(file).open(member) as inner:
                    yield _begun(inner, name)
            elif _peek(file).startswith(_GZIP):
                with gzip.open(file, "rb") as inner:
                    yield _begun(cast("IO[bytes]", inner), name)
            else:
                _refuse_pickle(_peek(file), name)
                yield file
        except (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError,
                NotImplementedError) as error:  # fmt: skip
            raise unreadable(name, f"cannot be unpacked: {error}") from None


def _peek(file: IO[bytes]) -> bytes:
    head = file.read(_HEAD)
    file.seek(0)
    return head


def _begun(file: IO[bytes], name: str) -> BinaryIO:
    """What comes out of an archive, held to a size and looked at."""
    _refuse_pickle(_peek(file), name)
    return _Held(file, name)  # type: ignore[return-value]


def _refuse_pickle(head: bytes, name: str) -> None:
    if _PICKLE.match(head):
        message = "is a pickle, which can run programs and is never loaded; save it as CSV"
        raise unreadable(name, message)


class _Held:
    """A stream that ends the import where it gives more bytes than any table has."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name, self._given = file, name, 0

    def readline(self, size: int = -1) -> bytes:
        """As of any stream."""
        return self._counted(self._file.readline(size))

    def read(self, size: int = -1) -> bytes:
        """As of any stream."""
        return self._counted(self._file.read(size))

    def _counted(self, data: bytes) -> bytes:
        self._given += len(data)
        if self._given > UNPACKED_LIMIT:
            message = f"unpacks to more than {UNPACKED_LIMIT:,} bytes; split it"
            raise unreadable(self._name, message)
        return data


def read_whole(stream: Stream) -> bytes:
    """All bytes of a small file.

    Raises:
        UnreadableError: it has more than FILE_LIMIT, or cannot be read.
    """
    with stream.open() as file:
        data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise unreadable(stream.name, f"is larger than {FILE_LIMIT:,} bytes; split it")
    return data


def read_cells(stream: Stream, *, of_machines: bool, findings: list[Finding]) -> Iterator[Row]:
    """The rows of a table, its header too.

    Args:
        stream: where they stand.
        of_machines: whether it is a feed, where tabs need no quotes and a byte may be odd: such
            a byte becomes U+FFFD. What people save is told to be saved as UTF-8.
        findings: warnings of sheets of a workbook that are not read are added here.
    Raises:
        UnreadableError: it is not a table.
    """
    if stream.is_workbook:
        data = read_whole(stream)
        found, told = work_apart(
            lambda: _read_sheet(data, stream.name), stream.name, WORKBOOK_LIMIT, _load_openpyxl
        )
        findings += told
        width = len(found[0][1]) if found else 0
        for line, cells in found:
            yield line, cells + [""] * (width - len(cells))  # it has none at the end of a row
        return
    with stream.open() as file:
        lines = read_lines(file, stream.name, "replace" if of_machines else "strict")
        first = next(lines, "")
        mark = max("\t,;", key=first.count) if "\t" not in first else "\t"
        quoted = not (of_machines and mark == "\t")
        yield from split_rows(chain([first], lines), stream.name, mark, quoted=quoted)


def read_first(rows: Iterator[Row], stream: Stream) -> Row:
    """The first row of a table, which is its header or shows what it is.

    Raises:
        UnreadableError: there is none.
    """
    for row in rows:
        if any(row[1]):  # spreadsheets may leave empty rows above
            return row
    raise unreadable(Place(stream.name, 1, 1), "is empty; the first line names the columns")


def _load_openpyxl() -> None:
    with suppress(ImportError):  # which is told where it is needed
        load_openpyxl()


def _read_sheet(data: bytes, name: str) -> tuple[list[Row], list[Finding]]:
    findings: list[Finding] = []
    return list(read_workbook(data, name, findings)), findings
