"""`.rq` file -> Query, with what its header says; kg.ask.engine answers it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.ask.parameters import PARAM_FIELDS, Param, read_param
from kg.errors import Finding, FindingsError, Place, UsageError, unreadable
from kg.model.names import hint, shorten
from kg.paths import queries_folder
from kg.read.documents import parse_document
from kg.read.fields import TEXT, Field, read_record

_SIZE_LIMIT: Final = 100_000  # characters of a query's text
BYTES_LIMIT: Final = 5 * _SIZE_LIMIT  # 4 bytes a character at most, and more than enough
HEADER: Final = (
    Field("summary", TEXT, "The question, one line.", required=True),
    Field("description", TEXT, "What the rows are and how to read them."),
    Field("tags", TEXT, "Subjects.", many=True),
    Field("params", PARAM_FIELDS, "Values that -p sets.", many=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A SPARQL query with what its header says of it."""

    name: str
    text: str
    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    params: tuple[Param, ...] = ()
    shipped: bool = False


def named_queries() -> list[Query]:
    """The questions of queries/, sorted by name.

    >>> next(each.summary for each in named_queries() if each.name == "unanswered")
    'Which material actions are still unanswered, oldest first?'
    """
    return [_shipped(path) for path in sorted(queries_folder().glob("*.rq"))]


def _shipped(path: Path) -> Query:
    text = path.read_text(encoding="utf-8")
    return parse_query(text, path.stem, f"queries/{path.name}", shipped=True)


def find_query(name: str) -> Query:
    """The named query, or the one in the file.

    Raises:
        UsageError: there is neither, and the name is none of a file.
        UnreadableError: the file cannot be read.
    """
    shipped = {each.stem: each for each in queries_folder().glob("*.rq")}
    if name in shipped:
        return _shipped(shipped[name])
    try:
        data = _read(Path(name))
    except (OSError, ValueError) as error:
        if not re.fullmatch(r"\S*(/\S*|\.\w+)", name):
            message = f"{shorten(name)!r} is neither a query nor a file{hint(name, shipped)}"
            raise UsageError(f"{message} (kg queries lists them)") from None
        reason = getattr(error, "strerror", None) or error
        raise unreadable(name, f"cannot be read: {reason}") from None
    return decode_query(data, name)


def _read(path: Path) -> bytes:
    """The beginning of a file, or of a stream that the caller opened (/dev/stdin, <(…))."""
    opened = path == Path("/dev/stdin") or path.parent == Path("/dev/fd")
    if not opened and path.exists() and not (path.is_file() or path.is_dir()):
        raise unreadable(str(path), "is not a regular file; name one")
    with path.open("rb") as file:
        return file.read(BYTES_LIMIT)


def decode_query(data: bytes, file: str) -> Query:
    """A query from the bytes of a file or of standard input; messages name it as given.

    Raises:
        UnreadableError: it is not UTF-8 text.
        FindingsError, UsageError: see `parse_query`.
    """
    try:
        text = data[:BYTES_LIMIT].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable(file, f"cannot be read as UTF-8 text: {error}") from None
    return parse_query(text, str(Place(file)), file)


def parse_query(text: str, name: str, file: str, *, shipped: bool = False) -> Query:
    """Split a query's `#+` header from it.

    Raises:
        FindingsError: the header has unknown or broken keys.
        UsageError: the query is too long.
    """
    if len(text) > _SIZE_LIMIT:
        raise UsageError(f"{file}: the query is longer than {_SIZE_LIMIT:,} characters")
    lines = [
        re.sub(r"^#\+ ?", "", line) if line.startswith("#+") else "" for line in text.split("\n")
    ]
    header = "\n".join(lines)
    if not header.strip():
        return Query(name=name, text=text, shipped=shipped)
    findings: list[Finding] = []
    row = read_record(parse_document(header.encode(), file), HEADER, findings, "queries/README.md")
    if findings:
        raise FindingsError(findings)
    return Query(
        name=name,
        text=text,
        summary=row.get("summary", ""),
        description=row.get("description", ""),
        tags=row.many("tags"),
        params=tuple(read_param(each) for each in row.many("params")),
        shipped=shipped,
    )
