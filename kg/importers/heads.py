"""The head of an article: what its source says, what `--articles` says, and what the text does."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
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
from kg.read.fields import ACTOR, LINE
from kg.read.folders import shown
from kg.read.sketch import find_title, slug
from kg.tables import plain_cell, split_values

#: The fields of an article that a table may have: name -> whether it takes several values.
HEAD_FIELDS: Final = {each.name: each.many for each in ARTICLE if not isinstance(each.kind, tuple)}
#: What a value of each is. A publisher is known by any name, which is looked up later.
_HEAD_KINDS: Final = {
    each.name: LINE if each.kind is ACTOR else each.kind
    for each in ARTICLE
    if not isinstance(each.kind, tuple)
}
Head = Mapping[str, Sequence[str]]  # field -> its values


def read_heads(path: Path) -> dict[str, Head]:
    """What a table says, by the digest of a text and by the name of its document.

    Several values of a cell have semicolons between them.

    Raises:
        UnreadableError: it cannot be read.
        FindingsError: it lacks a column that names the document, or has an unknown one.
    """
    name = shown(path)
    stream, *_ = find_streams(path)
    rows = read_cells(stream, of_machines=False, findings=[])
    line, header = next(rows, (1, []))
    columns = [each.strip() for each in header]
    odd = [each for each in columns if each not in {*HEAD_FIELDS, "document", "digest"}]
    if odd:
        message = f"{odd[0]!r} is not a column here; the columns are document, digest and "
        message += ", ".join(sorted(HEAD_FIELDS))
        raise FindingsError([Finding(Place(name, line, 1), message)])
    if not {"document", "digest"} & {*columns}:
        message = "has no column document or digest, to say which text a row describes"
        raise FindingsError([Finding(Place(name, line, 1), message)])
    found: dict[str, Head] = {}
    for line, row in rows:
        if any(row[len(columns) :]):
            message = f"has {len(row)} cells under {len(columns)} columns; check commas and quotes"
            raise FindingsError([Finding(Place(name, line, 1), message)])
        cells = {key: text for key, x in zip(columns, row, strict=False) if (text := plain_cell(x))}
        head = {key: _values(key, cell) for key, cell in cells.items() if key in HEAD_FIELDS}
        if "digest" in cells:
            head.setdefault("textDigest", [cells["digest"]])
        for key in ("document", "digest"):
            if key in cells:
                found[cells[key]] = head
    return found


def _values(name: str, cell: str) -> list[str]:
    return split_values(cell) if HEAD_FIELDS[name] else [cell]


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
    row = told.get(digest) or told.get(document.name) or {}
    given |= {name: list(values) for name, values in row.items()}
    given["id"] = [_as_id(given.get("id", ()), document.name) or f"text-{digest[:8]}"]
    for name in HEAD_FIELDS.keys() & given.keys() - {"id", "textDigest", "textLength"}:
        given[name] = [x for x in given[name] if _is_of(name, x, document.place, ledger)]
    if (title := find_title(text)) and not has_mail(title):
        given.setdefault("title", [title])
    given |= {"textDigest": [digest], "textLength": [str(len(text))]}
    return {name: values for name, values in given.items() if values}


def _is_of(name: str, value: str, place: Place, ledger: Ledger) -> bool:
    if has_mail(value):
        ledger.drop_address(place)
        return False
    try:
        _HEAD_KINDS[name].parse(value)
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
