"""The head of an article: what its source says, what `--articles` says, and what the text does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import Final

from kg.errors import Finding, FindingsError, Place
from kg.importers.ledger import Ledger
from kg.importers.mapping import ARTICLE
from kg.importers.marks import Document
from kg.importers.streams import find_streams, read_cells
from kg.model.ids import check_id
from kg.model.mail import has_mail
from kg.model.names import shorten
from kg.read.fields import ACTOR, LINE
from kg.read.folders import shown
from kg.read.sketch import find_title, slug
from kg.tables import plain_cell, split_values

#: The fields of an article that a table may have: name -> whether it takes several values.
HEAD_FIELDS: Final = {each.name: each.many for each in ARTICLE if not isinstance(each.kind, tuple)}
_NAMED: Final = ("document", "digest")  # which text a row is of
_MADE: Final = ("id", "textDigest", "textLength")  # from what is told and the text
#: What a value of each other field is. A publisher is known by any name, which is looked up later.
_KINDS: Final = {
    each.name: LINE if each.kind is ACTOR else each.kind
    for each in ARTICLE
    if not isinstance(each.kind, tuple) and each.name not in _MADE
}
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
    stream, *_ = find_streams(path)
    rows = read_cells(stream, of_machines=False, findings=[])
    line, header = next(rows, (1, []))
    columns = [each.strip() for each in header]
    odd = [each for each in columns if each not in {*HEAD_FIELDS, *_NAMED}]
    if odd:
        message = f"{odd[0]!r} is not a column here; the columns are document, digest and "
        message += ", ".join(sorted(HEAD_FIELDS))
        raise FindingsError([Finding(Place(name, line, 1), message)])
    if not {*_NAMED} & {*columns}:
        message = "has no column document or digest, to say which text a row describes"
        raise FindingsError([Finding(Place(name, line, 1), message)])
    found: dict[str, Head] = {}
    findings: list[Finding] = []
    for line, row in rows:
        if any(row[len(columns) :]):
            message = f"has {len(row)} cells under {len(columns)} columns; check commas and quotes"
            findings.append(Finding(Place(name, line, 1), message))
        cells = {key: text for key, x in zip(columns, row, strict=False) if (text := plain_cell(x))}
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


def _values(name: str, cell: str) -> list[str]:
    return split_values(cell) if HEAD_FIELDS[name] else [cell]


def find_row(told: Mapping[str, Head], name: str) -> Head:
    """What a table says of a document by its name, an empty row where it does not."""
    return told.get(name) or told.get(_plain(name)) or {}


def unused_rows(told: Mapping[str, Head], texts: Iterable[tuple[str, str]]) -> list[str]:
    """The names and digests of a table's rows that are of none of some texts.

    Args:
        told: what `read_heads` gives: a row with both stands under either.
        texts: the name of the document and the digest of each.
    """
    names = {each for name, digest in texts for each in (name, _plain(name), digest)}
    used = {id(told[each]) for each in names & told.keys()}
    return [name for name, row in told.items() if id(row) not in used]


def _plain(name: str) -> str:
    """The name without the ending of its text's file: tools differ in whether they keep it."""
    return name.removesuffix(".txt")


def make_head(
    document: Document, text: str, told: Mapping[str, Head], ledger: Ledger
) -> dict[str, Sequence[str]]:
    """The article's own fields: from the source, from --articles, and from the text.

    Args:
        document: what the source says.
        text: its text.
        told: what `read_heads` gives.
        ledger: values that are none of their field, and e-mail addresses, are left out there.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    given = {name: list(values) for name, values in document.head.items()}
    row = told.get(digest) or find_row(told, document.name)
    given |= {name: list(values) for name, values in row.items()}
    for name in _KINDS.keys() & given.keys():
        values = (" ".join(each.split()) for each in given[name])
        given[name] = [x for x in values if _is_of(name, x, document.place, ledger)]
    given["id"] = [_as_id(given.get("id", ()), _plain(document.name)) or f"text-{digest[:8]}"]
    if (title := find_title(text)) and not has_mail(title):
        given.setdefault("title", [title])
    given |= {"textDigest": [digest], "textLength": [str(len(text))]}
    return {name: values for name, values in given.items() if values}


def _is_of(name: str, value: str, place: Place, ledger: Ledger) -> bool:
    if has_mail(value):
        ledger.drop_address(place)
        return False
    try:
        _KINDS[name].parse(value)
    except ValueError as error:
        ledger.leave(f"{name}: {error}", ledger.read("fields", place, name))
        return False
    return True


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
