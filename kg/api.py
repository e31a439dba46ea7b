"""A graph to ask from Python, and its answers as rows of plain values.

>>> import kg
>>> graph = kg.load_graph("out/graph.ttl")  # doctest: +SKIP
>>> graph.query("who-expelled-whom", actor="USA").to_dataframe()  # doctest: +SKIP
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.ask.answers import Answer, cell
from kg.ask.engine import ALL_NEEDS, Engine
from kg.ask.queries import find_query, parse_query
from kg.errors import UsageError
from kg.model.ids import PREFIXES, short_name
from kg.model.names import shorten
from kg.paths import path_of
from kg.rdf.graph import parse_rdf
from kg.sources import find_input, open_store
from kg.workers import TIME_LIMIT, prepare

if TYPE_CHECKING:
    import pandas as pd
    from pyoxigraph import Store

    from kg.rdf.stored import Opened

#: A cell: a thing by its short name (`actor:RUS`), a text, a number, a day, or None.
Value: TypeAlias = str | int | bool | Decimal | date | None
_XSD: Final = PREFIXES["xsd"]
_NUMBERS: Final = {f"{_XSD}{name}": kind for name, kind in (
    ("integer", int), ("decimal", Decimal), ("double", Decimal), ("float", Decimal),
)}  # fmt: skip


class Rows:
    """The rows of an answer: plain tuples under named columns, in the order of the query.

    >>> rows = Rows(("state", "expelled"), [("actor:XRU", 23), ("actor:XBO", None)])
    >>> rows.columns, len(rows), rows[0], [expelled for _, expelled in rows]
    (('state', 'expelled'), 2, ('actor:XRU', 23), [23, None])
    """

    def __init__(self, columns: Iterable[str], rows: Iterable[tuple[Value, ...]]) -> None:
        self.columns: Final = tuple(columns)
        self._rows: Final = tuple(rows)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, number: int) -> tuple[Value, ...]:
        return self._rows[number]

    def __repr__(self) -> str:
        return f"Rows({', '.join(self.columns)}: {len(self)} rows)"

    def to_dataframe(self) -> pd.DataFrame:
        """The rows as a pandas DataFrame; values stay the Python ones that they are.

        Raises:
            ImportError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            message = "to_dataframe needs pandas: pip install 'retaliation-kg[pandas]'"
            raise ImportError(message, name="pandas") from None
        return pd.DataFrame(list(self._rows), columns=list(self.columns), dtype=object)


class Graph:
    """A graph in memory, to ask by named question or SPARQL; see `load_graph`.

    >>> from kg.rdf.graph import open_store
    >>> empty = Graph(open_store([]))
    >>> len(empty.query("unanswered")), list(empty.query("ASK { ?link a ret:Link }"))
    (0, [(False,)])
    """

    def __init__(self, graph: Store | Opened) -> None:
        self._engine: Final = Engine(graph)

    def query(
        self,
        question: str | Path,
        /,
        *,
        limit: int | None = None,
        timeout: float = TIME_LIMIT,
        **params: object,
    ) -> Rows:
        """Ask a question.

        Args:
            question: the name of one of `named_queries`, SPARQL text, or the Path of a .rq file.
            limit: the most rows or triples, None for all.
            timeout: the seconds that checking and answering may take, above 0, at most a day.
            params: the question's parameters by name, as with `kg query -p`.
        Returns:
            The rows, things by short name. ASK gives one row of one value, `answer`; CONSTRUCT
            and DESCRIBE give subject, predicate and object.
        Raises:
            UsageError: there is no such question or parameter, an argument or value is not of its
                kind, or the query is refused: it reaches outside, is an update, or has terms or
                values that match nothing.
            UnreadableError: the text is not a SPARQL query, or the file cannot be read.
            EngineError: it ran out of time or memory.
        """
        if not isinstance(question, str | Path):
            told = _shown(question)
            raise UsageError(f"{told} is not a question; give its name, SPARQL or a Path")
        if not (limit is None or (type(limit) is int and limit >= 0)):
            raise UsageError(f"{_shown(limit)} is not a limit; give a whole number from 0, or None")
        if isinstance(timeout, bool) or not isinstance(timeout, int | float):
            raise UsageError(f"{_shown(timeout)} is not a time limit; give a number of seconds")
        if isinstance(question, Path) or re.fullmatch(r"[\w-]+", question):
            query = find_query(str(question))
        else:
            query = parse_query(question, "query", "query")
        values = {name: str(value) for name, value in params.items() if value is not None}
        answer = self._engine.answer(query, values, rows="json", limit=limit, seconds=timeout)
        return _read_answer(answer, self._engine.prefixes)


def load_graph(path: Path | str) -> Graph:
    """Load an RDF file, the folder that `write_build` wrote, or a data folder, to ask it.

    Questions are answered by a limited copy of this process, which is kept until the graph goes.
    A large file is opened from a store on disk, built beside it the first time, which standard
    error says; see README.md.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "small.ttl")
    ...     _ = file.write_text(
    ...         "@prefix actor: <https://w3id.org/retaliation-kg/id/actor/> . "
    ...         "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
    ...         "actor:XRU rdfs:label 'Ruritania'@en ."
    ...     )
    ...     graph = load_graph(file)
    >>> list(graph.query("SELECT ?name { actor:XRU rdfs:label ?name }"))
    [('Ruritania',)]

    Raises:
        UsageError: what is given is not a path.
        UnreadableError: there is no such graph, or it is not well-formed.
        FindingsError: a data folder breaks a rule.
    """
    prepare(ALL_NEEDS)  # nobody knows yet what will be asked, and the file is read once
    return Graph(
        open_store(find_input([path_of(path)]), named=True, say=partial(print, file=sys.stderr))
    )


def _shown(value: object) -> str:
    return shorten(repr(value))


def _read_answer(answer: Answer, prefixes: Mapping[str, str]) -> Rows:
    """The W3C's JSON, or the Turtle of a query that makes triples."""
    if answer.form == "turtle":
        triples = parse_rdf(answer.render(), "turtle", "answer")
        found = ((each.subject, each.predicate, each.object) for each in triples)
        rows = sorted(tuple(cell(each, prefixes) for each in row) for row in found)
        return Rows(("subject", "predicate", "object"), rows)
    told = json.loads(answer.render())
    if "boolean" in told:
        return Rows(("answer",), [(bool(told["boolean"]),)])
    columns = told["head"]["vars"]
    bindings = told["results"]["bindings"]
    cells = (tuple(_value(row.get(name), prefixes) for name in columns) for row in bindings)
    return Rows(columns, cells)


def _value(term: dict[str, Any] | None, prefixes: Mapping[str, str]) -> Value:
    """A term of the W3C's JSON as a plain value; a text that is none of its type stays text."""
    if term is None:
        return None
    text: str = term["value"]
    if term["type"] == "uri":
        return short_name(text, prefixes)
    datatype = term.get("datatype", "")
    try:
        if datatype in _NUMBERS:
            return _NUMBERS[datatype](text)
        if datatype == f"{_XSD}date":
            return date.fromisoformat(text)
    except (ValueError, InvalidOperation):
        return text
    return text in ("true", "1") if datatype == f"{_XSD}boolean" else text
