"""A file of coded events -> batches of its columns as text, by the names used here.

A feed is told by the columns of its header, or by their number where it has none. Nothing is held
but one batch, and nothing of a zip is unpacked to disk.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from kg.errors import UsageError, unreadable
from kg.importers.feeds import GDELT, ICEWS, NAME, Feed

if TYPE_CHECKING:
    import pyarrow as pa

_BLOCK: Final = 1 << 24  # bytes of text read at once
_BATCH: Final = 100_000  # rows of Parquet read at once
_HEAD: Final = 1 << 16  # bytes in which the first line ends
_SUFFIXES: Final = (".csv", ".tab", ".tsv", ".txt")  # the last of each in a zip, in any case
_ODD: Final = "; give GDELT, ICEWS, or a table with the columns id, date, actor, recipient and type"


#: The format of events/ (data/README.md); what it has beside these columns is not read.
TABLE: Final = Feed(
    name="table",
    columns={name: name for name in (
        "id", "date", "actor", "recipient", "type", "quantity", "unit", "status", "case", "source",
        "label", "responds_to", "relation", "basis", "stance", "within_day", "disclosed",
        "extracted_by",
    )},
    needed=("id", "date", "actor", "recipient", "type"),
    sides=NAME,
    in_any_case=False,
)  # fmt: skip
_FEEDS: Final = (GDELT, ICEWS, TABLE)


@dataclass(frozen=True)
class Batch:
    """Some rows of a file: one column of text for each of a feed's that the file has."""

    feed: Feed
    columns: Mapping[str, pa.Array]
    size: int


def read_batches(path: Path) -> Iterator[Batch]:
    """The rows of a file, or of every table in a zip, a batch at a time.

    Raises:
        UsageError: there is no such file.
        UnreadableError: it is damaged, or is not coded events.
    """
    import pyarrow as pa

    if path.exists() and not (path.is_file() or path.is_dir()):
        raise unreadable(str(path), "is not a regular file; name one")
    try:
        with ExitStack() as opened:
            if path.name.lower().endswith(".parquet"):
                yield from _read_parquet(path)
            elif path.name.lower().endswith(".zip"):
                archive = opened.enter_context(zipfile.ZipFile(path))
                for name in _tables(archive, path):
                    with archive.open(name) as member:
                        yield from _read_text(member, f"{path}:{name}")
            else:
                stream = opened.enter_context(pa.input_stream(str(path), compression="detect"))
                yield from _read_text(stream, str(path))
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file") from None
    except (pa.ArrowException, OSError, EOFError, RuntimeError, NotImplementedError,
            zipfile.BadZipFile, ValueError) as error:  # fmt: skip
        first = re.split(r"[\n.] ?", str(error) or type(error).__name__, maxsplit=1)[0]
        raise unreadable(str(path), f"cannot be read: {first[:200]}") from None


def _tables(archive: zipfile.ZipFile, path: Path) -> list[str]:
    names = [each for each in archive.namelist() if each.lower().endswith(_SUFFIXES)]
    if not names:
        raise unreadable(str(path), f"has no file that ends in {', '.join(_SUFFIXES)}")
    return sorted(names)


def _read_parquet(path: Path) -> Iterator[Batch]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        schema = file.schema_arrow
        feed, held = _feed_of(schema.names, str(path))
        if "code" in held and not _is_text(schema.field(held["code"]).type):
            message = f"{held['code']}: codes are numbers and have lost their zeros; store text"
            raise unreadable(str(path), message)
        for batch in file.iter_batches(_BATCH, columns=list(held.values())):
            columns = {
                ours: batch.column(batch.schema.get_field_index(name)).cast(pa.string())
                for ours, name in held.items()
            }
            yield Batch(feed, columns, batch.num_rows)


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    return any(test(value) for test in (pa.types.is_string, pa.types.is_large_string))


def _read_text(stream: IO[bytes], name: str) -> Iterator[Batch]:
    """A file of rows, its fields separated by tabs or commas."""
    from pyarrow import csv

    begun = _Begun(stream)
    line, ended, _ = begun.head.partition(b"\n")
    if not ended and len(line) >= _HEAD:
        raise unreadable(name, f"its first line is longer than {_HEAD:,} bytes" + _ODD)
    first = line.decode("utf-8-sig", errors="replace").rstrip("\r")
    mark = "\t" if "\t" in first else ","
    cells = [each.strip('"') for each in first.split(mark)]
    layout = GDELT.layout(cells)
    if layout:
        feed, names = GDELT, [str(number) for number in range(len(cells))]
        held = {ours: names[place] for ours, place in layout.items()}
    else:
        names = cells
        feed, held = _feed_of(cells, name)
    reader = csv.open_csv(
        begun,
        csv.ReadOptions(block_size=_BLOCK, column_names=names, skip_rows=0 if layout else 1),
        csv.ParseOptions(
            delimiter=mark,
            quote_char=False if mark == "\t" else '"',  # a feed of tabs quotes nothing
            newlines_in_values=mark != "\t",
        ),
        csv.ConvertOptions(
            include_columns=list(held.values()),
            column_types=dict.fromkeys(held.values(), "binary"),  # a cell may not be UTF-8
        ),
    )
    for batch in reader:
        columns = dict(zip(held, map(_text, batch.columns), strict=True))
        yield Batch(feed, columns, batch.num_rows)


def _text(column: pa.Array) -> pa.Array:
    """Bytes as text; those that are not UTF-8 become U+FFFD, as for people who read the file."""
    import pyarrow as pa

    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:
        decoded = (each and each.decode(errors="replace") for each in column.to_pylist())
        return pa.array(decoded, pa.string())


class _Begun:
    """A stream whose first bytes were looked at and are read again."""

    closed = False

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.head = self._left = stream.read(_HEAD)

    def read(self, size: int = -1) -> bytes:
        """As of any stream."""
        if self._left:
            size = len(self._left) if size < 0 else size
            given, self._left = self._left[:size], self._left[size:]
            return given
        return self._stream.read(size)

    def readable(self) -> bool:
        """As of any stream."""
        return True

    def close(self) -> None:
        """Whoever opened the stream closes it."""


def _feed_of(names: Sequence[str], file: str) -> tuple[Feed, dict[str, str]]:
    """The feed that has these columns, and our names of those read with the file's.

    Raises:
        UnreadableError: none has.
    """
    for feed in _FEEDS:
        if (places := feed.places(names)) is not None:
            return feed, {ours: names[place] for ours, place in places.items()}
    raise unreadable(file, "is not a file of coded events" + _ODD)
