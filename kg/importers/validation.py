"""The validation records of PETRARCH, an XML file -> rows as of its output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NoReturn
from xml.parsers import expat

from kg.errors import Place, unreadable
from kg.importers.apart import work_apart
from kg.importers.streams import Row, Stream, read_whole

PLACES: Final[Mapping[str, int]] = {
    "event": 0, "date": 1, "actor": 2, "recipient": 3, "code": 4,
}  # fmt: skip
_CODING: Final = ("sourcecode", "targetcode", "eventcode")


def is_xml(stream: Stream) -> bool:
    """Whether a file begins as XML does."""
    if stream.is_workbook:
        return False
    with stream.open() as file:
        return file.readline(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def read_validation(stream: Stream) -> tuple[Mapping[str, int], Iterator[Row]]:
    """Where the columns stand, and a row for each coding of a sentence.

    Raises:
        UnreadableError: it is not well-formed, declares a document type, or is too large.
    """
    data = read_whole(stream)
    rows = work_apart(lambda: _read_codings(data, stream.name), stream.name, len(data))
    return PLACES, iter(rows)


def _read_codings(data: bytes, name: str) -> list[Row]:
    parser = expat.ParserCreate()  # no tree is made, so that depth costs nothing
    roots: list[str] = []
    sentence: dict[str, str] = {}
    rows: list[Row] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if not roots:
            roots.append(tag)
        if tag == "Sentence":
            sentence.clear()
            sentence.update(attributes)
        elif tag == "EventCoding" and "noevents" not in attributes:
            told = [sentence.get(each, "") for each in ("id", "date")]
            told += [attributes.get(each, "") for each in _CODING]
            rows.append((parser.CurrentLineNumber, told))

    def refuse(*_: object) -> NoReturn:
        raise unreadable(Place(name), "declares a document type; remove it")

    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        place = Place(name, error.lineno, error.offset + 1)
        why = expat.ErrorString(error.code)
        message = f"is not well-formed XML: {why}; correct the file, then import it again"
        raise unreadable(place, message) from None
    except (ValueError, LookupError) as error:  # an encoding that is not known
        raise unreadable(Place(name), f"is not XML that can be read: {error}") from None
    if roots != ["Validation"]:
        raise unreadable(Place(name), "is not a file of validation records of PETRARCH")
    return rows
