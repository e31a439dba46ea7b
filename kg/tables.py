"""A table of text cells, as CSV, TSV, JSON, Markdown and drawn for a terminal."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.errors import escape_unseen, visible

_FORMULA: Final = re.compile(r"[\t\r\n]|\s*[=+\-@|%＝＋－＠]")


_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


#: What Markdown reads as a mark, but for the underscore within a word.
_MARKS: Final = re.compile(r"[`*\[\]~$|]|(?<!\w)_|_(?!\w)")
#: What not every Markdown takes a backslash before; & is the first.
_REFERENCES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\\": "&#92;"}


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """CSV whose cells no spreadsheet runs as formulas, also not one that splits them at `;`.

    What could run gets an apostrophe in front, at the start of a cell and after each `;` in it. To
    undo it, take one leading apostrophe, where there is one, from each part between `;`.
    """
    buffer = io.StringIO()
    # The writer quotes what its line end holds: this one makes it quote a lone \r too.
    writer = csv.writer(buffer, lineterminator="\r\n")
    lines = []
    for row in [header, *([_inert("" if each is None else str(each)) for each in r] for r in rows)]:
        writer.writerow(row)
        lines.append(buffer.getvalue().removesuffix("\r\n") + "\n")
        buffer.seek(0)
        buffer.truncate()
    return "".join(lines).encode()


def _inert(cell: str) -> str:
    """The cell as text. A leading apostrophe is doubled too, so that readers can undo it."""
    if _NUMBER.fullmatch(cell):
        return cell
    parts = cell.split(";")
    return ";".join(f"'{x}" if x.startswith("'") or _FORMULA.match(x) else x for x in parts)


def plain_cell(cell: str) -> str:
    """A cell as it was before `csv_bytes`; what people write with an apostrophe in front keeps it.

    >>> plain_cell("'=x"), plain_cell("''x"), plain_cell("'x' is said")
    ('=x', "'x", "'x' is said")
    """
    return ";".join(
        part[1:]
        if part.startswith("'") and (part[1:2] == "'" or _FORMULA.match(part[1:]))
        else part
        for part in cell.split(";")
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows; cells are text, empty where there is nothing to say."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def to_csv(self) -> bytes:
        """The table as CSV that no spreadsheet runs."""
        return csv_bytes(self.header, self.rows)

    def _widths(self, rows: Sequence[Sequence[str]], width: int) -> list[int]:
        """Column widths that fit the terminal: the widest columns give way, none below 12."""
        widths = [max(len(row[i]) for row in (self.header, *rows)) for i in range(len(self.header))]
        room = width - 3 * len(widths) - 1  # a border and two spaces a column
        while sum(widths) > room and max(widths) > 12:
            widths[widths.index(max(widths))] -= 1
        return widths

    def render(self, form: str, width: int | None = None, encoding: str = "utf-8") -> str:
        """The table as text: `table`, `md`, `tsv`, `csv` or `json`.

        Args:
            form: the format's name.
            width: columns of the terminal, for `table`.
            encoding: that of the terminal, for `table`; what it cannot show becomes an escape.
        """
        if form == "csv":
            shown = ([visible(cell) for cell in row] for row in self.rows)
            return csv_bytes(self.header, shown).decode()
        if form == "json":
            records = [dict(zip(self.header, row, strict=True)) for row in self.rows]
            return escape_unseen(json.dumps(records, indent=2, ensure_ascii=False)) + "\n"
        if form == "tsv":
            lines = ["\t".join(self.header)]
            lines += ["\t".join(" ".join(cell.split()) for cell in row) for row in self.rows]
            return visible("\n".join(lines)) + "\n"
        return self._drawn(form, width, encoding)

    def _drawn(self, form: str, width: int | None, encoding: str) -> str:
        """The table with lines between its cells, in which stands what will be seen of them."""
        from prettytable import PrettyTable, TableStyle

        def shown(cell: str) -> str:
            text = visible(" ".join(cell.split()))
            return _plain(text) if form == "md" else _encodable(text, encoding)

        table = PrettyTable([shown(each) for each in self.header], align="l")
        lines = TableStyle.SINGLE_BORDER if _encodable("─", encoding) == "─" else TableStyle.DEFAULT
        table.set_style(TableStyle.MARKDOWN if form == "md" else lines)
        rows = [[shown(cell) for cell in row] for row in self.rows]
        table.add_rows(rows)
        if width is not None:
            table.max_width = dict(zip(table.field_names, self._widths(rows, width), strict=True))
        return f"{table}\n"


def _encodable(text: str, encoding: str) -> str:
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _plain(cell: str) -> str:
    """Text that Markdown shows as it is: no element, link, emphasis or end of a cell.

    A backslash before a bar would be read in two ways, so it is written as a character reference.
    """
    for mark, reference in _REFERENCES.items():
        cell = cell.replace(mark, reference)
    return _MARKS.sub(r"\\\g<0>", cell)


def join_values(values: Iterable[str]) -> str:
    r"""Several values in one cell, `;` between them; `;` and backslash in a value get a backslash.

    >>> join_values(["Ruritania", "a;b"])
    'Ruritania;a\\;b'
    """
    return ";".join(each.replace("\\", r"\\").replace(";", r"\;") for each in values)


def split_values(cell: str) -> list[str]:
    r"""The values of a cell that holds several, without space around them.

    >>> split_values(r"Ruritania; a\;b")
    ['Ruritania', 'a;b']
    """
    parts = re.findall(r"(?:[^\\;]|\\.)+", cell, re.DOTALL)
    values = (re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip() for part in parts)
    return [each for each in values if each]


def pick_columns(table: Table, names: Sequence[str]) -> Table:
    """Some columns of a table, in the order named."""
    places = [table.header.index(name) for name in names]
    return Table(tuple(names), tuple(tuple(row[place] for place in places) for row in table.rows))
