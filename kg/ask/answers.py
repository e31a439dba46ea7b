"""Answers of the engine -> bytes in a form: the W3C result formats, tables for people, Turtle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from textwrap import wrap
from typing import Final

import pyoxigraph as ox

from kg.errors import UsageError, escape_unseen, visible
from kg.model.ids import PREFIXES, short_name
from kg.rdf.blanks import name_made
from kg.rdf.graph import write_rdf
from kg.rdf.rdfxml import text_problem
from kg.tables import Table, csv_bytes

FORMS: Final = ("table", "tsv", "csv", "json", "xml", "md", "turtle")
#: In Turtle, where an escape may stand: texts and IRIs.
_ESCAPABLE: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>')
_W3C: Final = {
    "tsv": ox.QueryResultsFormat.TSV,
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query answered, in one form; `cut` where `limit` left rows out."""

    content: bytes | Table
    form: str
    cut: bool = False

    def render(
        self, width: int | None = None, encoding: str = "utf-8", *, terminal: bool = False
    ) -> bytes:
        """The bytes to write; a drawn table fits `width` columns and has characters of `encoding`.

        Too many columns for that are a line each on a terminal, which would break the table's.
        """
        if isinstance(self.content, Table):
            text = self.content.render(self.form, width, encoding)
            if terminal and width is not None and text.find("\n") > width:
                text = _records(self.content, width)
            return text.encode(encoding, "backslashreplace")
        return self.content if self.content.endswith(b"\n") else self.content + b"\n"


def _records(table: Table, width: int) -> str:
    """A row as a block of lines, a column each; empty cells are left out."""
    room = max(map(len, table.header)) + 2
    lines: list[str] = []
    for number, row in enumerate(table.rows, 1):
        lines.append(f"── {number} ".ljust(width, "─"))
        for name, value in zip(table.header, row, strict=True):
            if value.strip():
                text = wrap(visible(" ".join(value.split())), max(width - room, 12))
                lines += [f"{name:{room}}{text[0]}", *(" " * room + each for each in text[1:])]
    return "".join(f"{each}\n" for each in lines)


def form_answer(
    result: Result,
    form: str | None,
    rows: str,
    limit: int | None,
    prefixes: Mapping[str, str] = PREFIXES,
    *,
    raw: bool = False,
    makes: bool = False,
) -> Answer:
    """An engine's result in a form.

    Control and direction marks stand in the W3C's formats as escapes, which are read as the marks
    again; in CSV, which has none, they are replaced, and no cell runs as a formula.

    Args:
        result: rows, a truth value or triples.
        form: one of `FORMS`, or None for what suits the result.
        rows: the form for rows and truth values where `form` is None.
        limit: the most rows or triples, None for all.
        prefixes: those of the graph asked.
        raw: CSV as the W3C has it.
        makes: whether the query may make blank nodes, which get names by their order.

    Raises:
        UsageError: the form cannot express the result.
    """
    if isinstance(result, ox.QueryTriples):
        if form not in (None, "turtle"):
            raise UsageError("CONSTRUCT and DESCRIBE answer in Turtle; leave out --format")
        return _triples(result, limit, prefixes)
    if form == "turtle":
        raise UsageError("only CONSTRUCT and DESCRIBE answer in Turtle; choose another --format")
    form = form or rows
    if isinstance(result, ox.QueryBoolean):
        w3c = _W3C.get(form, ox.QueryResultsFormat.TSV)
        return Answer(result.serialize(format=w3c) or b"", form)
    cut = False
    if limit is not None or makes:
        result, cut = _first(result, limit)
    names = [each.value for each in result.variables]
    if form == "csv" and not raw:
        texts = [[visible(_lexical(row[name])) for name in names] for row in result]
        return Answer(csv_bytes(names, texts), form, cut)
    if form in _W3C:
        return Answer(_escaped(result.serialize(format=_W3C[form]) or b"", form), form, cut)
    cells = tuple(tuple(cell(row[name], prefixes) for name in names) for row in result)
    return Answer(Table(tuple(names), cells), form, cut)


def _lexical(term: object) -> str:
    """A term as the W3C's CSV has it."""
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


def _escaped(data: bytes, form: str) -> bytes:
    """What the engine writes, and the marks in it that a terminal obeys as escapes."""
    if form == "csv":
        return data
    text = data.decode()
    if form == "xml":
        return _sound_xml(text).encode()
    if form == "turtle":
        return _ESCAPABLE.sub(lambda found: escape_unseen(found[0]), text).encode()
    return escape_unseen(text).encode()


def _sound_xml(text: str) -> str:
    """What the engine writes as XML with carriage returns that survive reading.

    Raises:
        UsageError: a text has a character that XML cannot carry; the engine writes it all the same.
    """
    if text_problem(text):
        bad = next(filter(None, map(text_problem, re.split("[<>]", text))))
        raise UsageError(f"{bad}; choose another format")
    return escape_unseen(text, "&#x{:X};")  # a reader makes a line feed of a plain return


def _triples(result: ox.QueryTriples, limit: int | None, prefixes: Mapping[str, str]) -> Answer:
    found: dict[ox.Triple, None] = {}  # the engine may build one triple twice
    for each in result:
        found[each] = None
        if limit is not None and len(found) > limit:
            break
    kept = list(found)[:limit]
    quads = [ox.Quad(*each) for each in name_made(kept)]
    data = _escaped(write_rdf(quads, "turtle", prefixes), "turtle")
    return Answer(data, "turtle", len(kept) < len(found))


def _first(result: ox.QuerySolutions, limit: int | None) -> tuple[ox.QuerySolutions, bool]:
    """The first rows, or all, as a result of their own, and whether there were more.

    pyoxigraph builds results from the W3C formats alone, so the rows go through one; terms keep
    their lexical forms on the way.
    """
    rows = list(islice(result, None if limit is None else limit + 1))
    names = [each.value for each in result.variables]
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += [
        "\t".join("" if term is None else str(term) for term in row)
        for row in name_made(rows[:limit])
    ]
    text = "".join(f"{line}\n" for line in lines)
    found = ox.parse_query_results(text, format=ox.QueryResultsFormat.TSV)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError("the engine gave no rows for a SELECT query")
    return found, limit is not None and len(rows) > limit


def cell(term: object, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """A term as people read it: prefixed name, or text without type and language."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return short_name(term.value, prefixes)
    return term.value if isinstance(term, ox.Literal) else str(term)
