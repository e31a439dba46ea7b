"""What a source does not say of its texts: a table with a row a text, for `--articles`."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kg.errors import Finding, FindingsError, Place
from kg.importers.mapping import ARTICLE
from kg.read.documents import read_bytes
from kg.read.folders import shown
from kg.tables import plain_cell, split_values

#: The fields of an article that a table may have: name -> whether it takes several values.
HEAD_FIELDS: Final = {each.name: each.many for each in ARTICLE if not isinstance(each.kind, tuple)}
Head = Mapping[str, Sequence[str]]  # field -> its values


def read_heads(path: Path) -> dict[str, Head]:
    """What a table says, by the digest of a text and by the name of its document.

    Several values of a cell have semicolons between them.

    Raises:
        UnreadableError: it cannot be read.
        FindingsError: it lacks a column that names the document, or has an unknown one.
    """
    name = shown(path)
    text = read_bytes(path, name).decode("utf-8-sig", errors="replace")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    columns = list(rows.fieldnames or ())
    odd = [each for each in columns if each not in {*HEAD_FIELDS, "document", "digest"}]
    if odd:
        message = f"{odd[0]!r} is not a column here; the columns are document, digest and "
        raise FindingsError([Finding(Place(name, 1, 1), message + ", ".join(sorted(HEAD_FIELDS)))])
    if not {"document", "digest"} & {*columns}:
        message = "has no column document or digest, which says of which text a row is"
        raise FindingsError([Finding(Place(name, 1, 1), message)])
    found: dict[str, Head] = {}
    for row in rows:
        cells = {key: plain_cell(x) for key, x in row.items() if isinstance(x, str) and x}
        head = {key: _values(key, cell) for key, cell in cells.items() if key in HEAD_FIELDS}
        if "digest" in cells:
            head.setdefault("textDigest", [cells["digest"]])
        for key in ("document", "digest"):
            if key in cells:
                found[cells[key]] = head
    return found


def _values(name: str, cell: str) -> list[str]:
    return split_values(cell) if HEAD_FIELDS[name] else [cell]
