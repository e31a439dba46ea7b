"""`.rq` file -> Query -> answer. Answers come from pyoxigraph, in a limited process.

The shipped queries are checked by the tests; any other is checked first, inside the same process,
by what it parses to (kg.algebra).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import pyoxigraph as ox

from kg.answers import Answer, form_answer
from kg.documents import parse_document
from kg.errors import EngineError, Finding, FindingsError, Place, UnreadableError, UsageError
from kg.fields import TEXT, Field, read_record
from kg.graph import load_store
from kg.namespaces import PREFIXES
from kg.parameters import PARAM_FIELDS, Param, bind_values, read_param
from kg.paths import ontology_folder, queries_folder
from kg.terms import hint, shorten
from kg.workers import TIME_LIMIT, run_limited

if TYPE_CHECKING:
    from kg.algebra import Algebra

_TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
_ALIGNED: Final = {
    "class": (PREFIXES["rdfs"] + "subClassOf", PREFIXES["owl"] + "equivalentClass"),
    "property": (PREFIXES["rdfs"] + "subPropertyOf", PREFIXES["owl"] + "equivalentProperty"),
}
_SIZE_LIMIT: Final = 100_000  # characters of a query's text
HEADER: Final = (
    Field("summary", TEXT, "The question, one line.", required=True),
    Field("description", TEXT, "What the rows are and how to read them."),
    Field("tags", TEXT, "Subjects.", many=True),
    Field("params", PARAM_FIELDS, "Values that -p sets.", many=True),
)
Found = TypeVar("Found")


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
        with Path(name).open("rb") as file:  # a pipe too, as of <(…), and one without end
            data = file.read(_SIZE_LIMIT * 5)
    except (OSError, ValueError) as error:
        if not re.fullmatch(r"\S*(/\S*|\.\w+)", name):
            message = f"{shorten(name)!r} is no query and no file{hint(name, shipped)}"
            raise UsageError(f"{message} (kg queries lists them)") from None
        reason = getattr(error, "strerror", None) or error
        raise _unreadable(name, f"cannot be read: {reason}") from None
    return decode_query(data, name)


def decode_query(data: bytes, file: str) -> Query:
    """A query from the bytes of a file or of standard input; messages name it as given.

    Raises:
        UnreadableError: it is no UTF-8 text.
        FindingsError, UsageError: see `parse_query`.
    """
    try:
        text = data[: _SIZE_LIMIT * 5].decode("utf-8-sig")  # 4 bytes a character, and one too many
    except UnicodeDecodeError as error:
        raise _unreadable(file, f"cannot be read as UTF-8 text: {error}") from None
    return parse_query(text, str(Place(file)), file)


def _unreadable(file: str, message: str) -> UnreadableError:
    return UnreadableError([Finding(Place(file), message)])


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


def load_with_ontology(path: Path | str, *, named: bool = False) -> ox.Store:
    """An RDF file as a store to query, with the ontology beside it.

    Args:
        path: the file.
        named: keep its named graphs apart too, for GRAPH; see `load_store`.
    """
    return load_store([Path(path), *sorted(ontology_folder().glob("*.ttl"))], named=named)


def answer_query(
    store: ox.Store,
    query: Query,
    values: Mapping[str, str],
    form: str | None = None,
    *,
    rows: str = "tsv",
    limit: int | None = None,
    seconds: float = TIME_LIMIT,
) -> Answer:
    """Ask a store, in a process of limited time, memory and reach.

    Args:
        store: the graph to ask, see `load_with_ontology`.
        query: the question; one that is not shipped is checked first.
        values: parameter -> value, as typed by a person.
        form: one of `kg.answers.FORMS`; None for Turtle where the answer is a graph, else `rows`.
        rows: the form of rows where `form` is None.
        limit: the most rows or triples, None for all.
        seconds: the time that checking and answering may take.

    Raises:
        UsageError: a parameter is wrong, the query is refused (SERVICE, FROM, an update, functions
            or terms that nobody declares, GRAPH without named graphs), the form cannot express the
            answer, or `seconds` is no limit.
        UnreadableError: the query is no SPARQL 1.1 query.
        EngineError: it ran out of time or memory, or nests too deeply to be checked.
    """
    text = bind(query, values, store)
    check = None if query.shipped else _checker(store, query.name)

    def work() -> Answer:
        algebra = check(text) if check else None
        result = store.query(algebra.text if algebra else text, prefixes=dict(PREFIXES))
        if algebra and not algebra.describes(result):
            raise _unreadable(query.name, "is read differently by two parsers; write it plainly")
        return form_answer(result, form, rows, limit)

    return _limited(work, query.name, seconds)


def explain_query(
    store: ox.Store, query: Query, values: Mapping[str, str], seconds: float = TIME_LIMIT
) -> str:
    """The algebra of a query with its parameters in place; the store is not asked for it.

    Raises:
        UsageError, UnreadableError, EngineError: as `answer_query`.
    """
    text = bind(query, values, store)
    check = _checker(store, query.name)
    return _limited(lambda: check(text).explained(), query.name, seconds)


def bind(query: Query, values: Mapping[str, str], store: ox.Store) -> str:
    """The query's text with its parameters in place; see `kg.parameters.bind_values`."""
    return bind_values(query.text, query.name, query.params, values, store)


def _checker(store: ox.Store, name: str) -> Callable[[str], Algebra]:
    from kg.algebra import read_algebra  # here: no file opens in the limited process
    from kg.declared import refuse_undeclared

    def check(text: str) -> Algebra:
        algebra = read_algebra(text, name)
        _refuse_graphs(algebra, name, store)
        refuse_undeclared(algebra, name, partial(_known, store))
        return algebra

    return check


def _refuse_graphs(algebra: Algebra, name: str, store: ox.Store) -> None:
    """Stop at GRAPH where it would match nothing."""
    asked = algebra.graphs()
    if not asked:
        return
    has = sorted(each.value for each in store.named_graphs())
    if not has:
        raise UsageError(f"{name}: this graph has no named graphs for GRAPH; ask graph.trig")
    missing = sorted(set(asked) - {"", *has})
    if missing:
        near = hint(missing[0], has)
        listed = ", ".join(f"<{each}>" for each in has[:5])
        raise UsageError(f"{name}: there is no graph <{missing[0]}>{near} (there are: {listed})")


def _known(store: ox.Store, iri: str, role: str) -> bool:
    """Whether graph or ontology have a term: in its role, or declared or aligned as such."""
    term = ox.NamedNode(iri)

    def some(*pattern: ox.NamedNode | None) -> bool:
        return next(store.quads_for_pattern(*pattern), None) is not None

    if role == "term":
        return some(term, None, None)
    if some(None, term, None) if role == "property" else some(None, _TYPE, term):
        return True
    types = (str(each.object) for each in store.quads_for_pattern(term, _TYPE, None))
    return any(each.lower().endswith(f"{role}>") for each in types) or any(
        some(None, ox.NamedNode(each), term) for each in _ALIGNED[role]
    )


def _limited(work: Callable[[], Found], name: str, seconds: float) -> Found:
    def guarded() -> Found:
        try:
            return work()
        except SyntaxError as error:
            raise _unreadable(name, f"is no SPARQL query: {error}") from None
        except (OSError, RuntimeError, ValueError) as error:
            raise EngineError(f"{name}: the query failed: {error}") from None

    return run_limited(guarded, seconds)
