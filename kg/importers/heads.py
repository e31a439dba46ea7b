"""The head of an article: what its source says, what `--articles` says, and what the text does."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Final

from kg.errors import Finding, FindingsError, Place, unreadable
from kg.importers.mapping import ARTICLE
from kg.importers.marks import Document
from kg.model.ids import check_id
from kg.model.names import shorten
from kg.read.documents import read_bytes
from kg.read.folders import shown
from kg.read.sketch import find_title, slug
from kg.tables import plain_cell, split_values

#: The fields of an article that a table may have: name -> whether it takes several values.
HEAD_FIELDS: Final = {each.name: each.many for each in ARTICLE if not isinstance(each.kind, tuple)}
_NAMED: Final = ("document", "digest")  # which text a row is of
_KINDS: Final = {each.name: each.kind for each in ARTICLE}
_MADE: Final = ("id", "textDigest", "textLength")  # from what is told and the text
Head = Mapping[str, Sequence[str]]  # field -> its values


def read_heads(path: Path) -> dict[str, Head]:
    """What a table says, by the digest of a text and by the name of its document.

    Several values of a cell have semicolons between them.

    Raises:
        UnreadableError: it cannot be read.
        FindingsError: it lacks a column that names the document, has an unknown one, or tells of
            a document twice.
    """
    name = shown(path)
    try:
        rows = _rows(read_bytes(path, name).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise unreadable(name, "is not UTF-8; save it as UTF-8") from None
    except csv.Error as error:
        raise unreadable(name, f"is not a table in CSV: {error}") from None
    columns = rows[0][1] if rows else []
    odd = [each for each in columns if each not in {*HEAD_FIELDS, *_NAMED}]
    if odd:
        message = f"{odd[0]!r} is not a column here; the columns are document, digest and "
        raise FindingsError([Finding(Place(name, 1, 1), message + ", ".join(sorted(HEAD_FIELDS)))])
    if not {*_NAMED} & {*columns}:
        message = "has no column document or digest, which says of which text a row is"
        raise FindingsError([Finding(Place(name, 1, 1), message)])
    found: dict[str, Head] = {}
    findings: list[Finding] = []
    for line, row in rows[1:]:
        cells = {key: plain_cell(x) for key, x in zip(columns, row, strict=False) if x}
        head = {key: _values(key, cell) for key, cell in cells.items() if key in HEAD_FIELDS}
        if "digest" in cells:
            cells["digest"] = cells["digest"].lower()
            head.setdefault("textDigest", [cells["digest"]])
        for key in _NAMED:
            if key in cells and found.setdefault(cells[key], head) != head:
                message = f"{key}: another row has {shorten(cells[key])!r}; keep one of them"
                findings.append(Finding(Place(name, line, 1), message))
    if findings:
        raise FindingsError(findings)
    return found


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows of a table that have a cell, with the line that each ends in."""
    reader = csv.reader(io.StringIO(text, newline=""))
    return [(reader.line_num, row) for row in reader if any(row)]


def _values(name: str, cell: str) -> list[str]:
    return split_values(cell) if HEAD_FIELDS[name] else [cell]


def find_row(told: Mapping[str, Head], name: str) -> Head:
    """What a table says of a document by its name, an empty row where it does not."""
    return told.get(name) or told.get(_plain(name)) or {}


def _plain(name: str) -> str:
    """The name without the ending of its text's file: tools differ in whether they keep it."""
    return name.removesuffix(".txt")


def make_head(
    document: Document, text: str, told: Mapping[str, Head], findings: list[Finding]
) -> dict[str, Sequence[str]]:
    """The article's own fields: from the source, from --articles, and from the text.

    Args:
        document: what the source says.
        text: its text.
        told: what `read_heads` gives.
        findings: a value that the field does not take is told there, and not taken.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    given = {name: list(values) for name, values in document.head.items()}
    row = told.get(digest) or find_row(told, document.name)
    given |= {name: list(values) for name, values in row.items()}
    given = {name: _usable(name, given[name], document.place, findings) for name in given}
    given["id"] = [_as_id(given.get("id", ()), _plain(document.name)) or f"text-{digest[:8]}"]
    if title := find_title(text):
        given.setdefault("title", [title])
    given |= {"textDigest": [digest], "textLength": [str(len(text))]}
    return {name: values for name, values in given.items() if values}


def _usable(name: str, texts: Sequence[str], place: Place, findings: list[Finding]) -> list[str]:
    """The values that a field of the head takes; an id and a digest are made fit later."""
    kind = _KINDS[name]
    if isinstance(kind, tuple) or name in _MADE:
        return list(texts)
    taken = []
    for text in (" ".join(each.split()) for each in texts):
        try:
            kind.parse(text)
        except ValueError as error:
            findings.append(Finding(place, f"{name} is not taken over: {error}"))
        else:
            taken.append(text)
    return taken


def _as_id(told: Sequence[str], name: str) -> str:
    """The id of an article, which names its file: as told, or as near as an id can be."""
    for each in (*told[:1], name):
        try:
            return check_id(each)
        except ValueError:
            if found := slug(each):
                return found
    return ""


def own_id(head: Mapping[str, Sequence[str]], known: dict[str, str]) -> str:
    """The id of an article, numbered where another text has it: tools number rows file by file.

    Args:
        head: of the article.
        known: id -> digest of its text; this one is added.
    """
    text = head["textDigest"][0]
    ends = chain([""], (f"-{number}" for number in count(2)))
    names = (f"{head['id'][0]}{end}" for end in ends)
    return next(each for each in names if known.setdefault(each, text) == text)
