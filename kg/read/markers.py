"""Rows of tables, where R, pandas and spreadsheets leave markers for values that are missing."""

from __future__ import annotations

from collections.abc import Sequence

from kg.errors import Finding
from kg.model.lookup import is_missing
from kg.read.documents import Entries, Items, Scalar
from kg.read.fields import ACTOR, Field, Row, read_record


def read_row(node: Entries, columns: Sequence[Field], findings: list[Finding]) -> Row:
    """Read a row by its columns; a marker of a missing value is a finding and no value.

    `NA` would be a case, a label or an action to answer as good as any. Where a column names actors
    the look-up tells it, which knows that `NA` may be Namibia.
    """
    kept = dict(node.nodes)
    for column in columns:
        if column.name not in kept or column.kind is ACTOR:
            continue
        value = kept[column.name][1]
        cells = value.nodes if isinstance(value, Items) else (value,)
        marks = [each for each in cells if isinstance(each, Scalar) and is_missing(each.text)]
        if not marks:
            continue
        remedy = "every row needs one" if column.required else "leave the cell empty"
        message = f"{marks[0].text!r} stands for a missing value; {remedy}"
        findings.append(Finding(marks[0].place, f"{column.name}: {message}"))
        del kept[column.name]
    told = [  # a marker under a required column is told already
        each
        for each in columns
        if not each.required or each.name in kept or each.name not in node.nodes
    ]
    row = read_record(Entries(kept, node.place), told, findings)
    row.given = frozenset(node.nodes)
    return row
