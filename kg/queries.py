"""`.rq` file -> Query -> rows. Answers come from pyoxigraph.

A parameter is a line `VALUES ?name { UNDEF }` in the query, which alone leaves ?name free; a value
is checked, made a term, and put in place of UNDEF. Text never becomes part of a query.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.actors import iso_code
from kg.corpus import shown
from kg.documents import parse_document
from kg.errors import EngineError, Finding, FindingsError, Place, UnreadableError, UsageError
from kg.fields import TEXT, Field, Row, choice, read_record
from kg.graph import open_store, read_rdf
from kg.namespaces import CLASSES, CODE, PREFIXES, RET, short_name
from kg.paths import ontology_folder, queries_folder
from kg.tables import Table
from kg.terms import hint, id_iri
from kg.workers import run_limited

_KINDS: Final = (
    "actor",
    "action",
    "article",
    "case",
    "chain",
    "class",
    "code",
    "text",
    "date",
    "integer",
)
_SIZE_LIMIT: Final = 100_000  # characters of a query's text
HEADER: Final = (
    Field("summary", TEXT, "The question, one line.", required=True),
    Field("description", TEXT, "What the rows are and how to read them."),
    Field("tags", TEXT, "Subjects.", many=True),
    Field(
        "params",
        (
            Field("name", TEXT, "The variable, without its question mark.", required=True),
            Field("kind", choice(_KINDS), "What the value must be.", required=True),
            Field("help", TEXT, "What it restricts.", required=True),
        ),
        "Values that -p sets.",
        many=True,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A variable that the caller may set."""

    name: str
    kind: str
    help: str


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
    return parse_query(path.read_text(encoding="utf-8"), path.stem, shown(path), shipped=True)


def find_query(name: str) -> Query:
    """The named query, or the one in the file.

    Raises:
        UsageError: there is neither.
        UnreadableError: the file cannot be read.
    """
    known = queries_folder() / f"{name}.rq"
    if re.fullmatch(r"[a-z0-9-]+", name) and known.is_file():
        return _shipped(known)
    path = Path(name)
    if not path.is_file():
        names = [each.stem for each in queries_folder().glob("*.rq")]
        raise UsageError(
            f"{name!r} is no query and no file{hint(name, names)} (kg queries lists them)"
        )
    try:
        text = path.read_bytes()[: _SIZE_LIMIT * 4].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(
            [Finding(Place(name), f"cannot be read as UTF-8 text: {error}")]
        ) from None
    return parse_query(text, path.stem, name)


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
    row = read_record(parse_document(header.encode(), file), HEADER, findings)
    if findings:
        raise FindingsError(findings)
    return Query(
        name=name,
        text=text,
        summary=row.get("summary", ""),
        description=row.get("description", ""),
        tags=row.many("tags"),
        params=tuple(_param(each) for each in row.many("params")),
        shipped=shipped,
    )


def _param(row: Row) -> Param:
    return Param(name=row.values["name"], kind=row.values["kind"], help=row.values["help"])


def bind(query: Query, values: Mapping[str, str], store: ox.Store) -> str:
    """The query's text with the values in place, as checked terms.

    Raises:
        UsageError: no such parameter, or the value is none of its kind.
    """
    text = query.text
    kinds = {each.name: each.kind for each in query.params}
    for name, value in values.items():
        marker = re.compile(r"(VALUES\s+\?" + re.escape(name) + r"\s*\{\s*)UNDEF(\s*\})")
        if not marker.search(text):
            known = ", ".join(kinds) or "none"
            raise UsageError(
                f"{query.name} has no parameter {name!r}{hint(name, kinds)} (it has: {known})"
            )
        term = str(to_term(value, kinds.get(name, "text"), store))
        text = marker.sub(lambda found, term=term: found[1] + term + found[2], text)  # type: ignore[misc]
    return text


def to_term(value: str, kind: str, store: ox.Store) -> ox.NamedNode | ox.Literal:
    """A parameter's value as a term of its kind.

    Raises:
        UsageError: the value is none of that kind.
    """
    try:
        if kind == "actor":
            return _actor(value, store)
        if kind in ("action", "article", "case", "chain"):
            return ox.NamedNode(str(id_iri(kind, value.removeprefix(f"{kind}:"))))
        if kind == "class":
            name = value.removeprefix("ret:")
            if name not in CLASSES:
                raise ValueError(f"{value!r} is no class of the ontology{hint(name, CLASSES)}")
            return ox.NamedNode(str(RET[name]))
        if kind == "code":
            name = value.removeprefix("code:")
            if name not in CODE:
                raise ValueError(f"{value!r} is no code of the ontology")
            return ox.NamedNode(str(CODE[name]))
        if kind == "date":
            day = date.fromisoformat(value)
            return ox.Literal(day.isoformat(), datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
        if kind == "integer":
            return ox.Literal(int(value))
    except ValueError as error:
        raise UsageError(f"-p: {error}") from None
    return ox.Literal(value)


_ACTOR_NAMES: Final = """
SELECT DISTINCT ?actor ?name WHERE {
  ?actor rdfs:label|skos:altLabel|ret:iso3 ?name .
  FILTER(STRSTARTS(STR(?actor), STR(actor:)))
} ORDER BY ?actor ?name
"""


def _actor(value: str, store: ox.Store) -> ox.NamedNode:
    """An actor by id, ISO code, label or other name, as far as the graph has it."""
    name = value.removeprefix("actor:")
    base = PREFIXES["actor"]
    by_name: dict[str, set[str]] = {}
    ids: set[str] = set()
    rows = store.query(_ACTOR_NAMES, prefixes=dict(PREFIXES))
    for actor, text in rows if isinstance(rows, ox.QuerySolutions) else ():
        ids.add(cell(actor).removeprefix("actor:"))
        by_name.setdefault(cell(text).casefold(), set()).add(cell(actor).removeprefix("actor:"))
    by_name |= {each.casefold(): {each} for each in ids}  # an id is nobody else's name
    found = by_name.get(name.casefold()) or by_name.get(iso_code(name).casefold())
    if not found:
        raise ValueError(f"the graph has no actor {value!r}{hint(name, by_name)}")
    if len(found) > 1:
        raise ValueError(f"{value!r} may be {', '.join(sorted(found))}; give the id")
    return ox.NamedNode(base + found.pop())


def load_graph(path: Path | str) -> ox.Store:
    """An RDF file as a store to query, with the ontology beside it."""
    quads = read_rdf(Path(path))
    for each in sorted(ontology_folder().glob("*.ttl")):
        quads += read_rdf(each)
    return open_store(quads)


def run_query(
    store: ox.Store, query: Query, values: Mapping[str, str], form: str, width: int | None = None
) -> bytes:
    """The answer as bytes in one of the forms of `FORMS`; queries that are not ours run limited.

    Args:
        store: the graph to ask, see `load_graph`.
        query: the question.
        values: parameter -> value, as typed by a person.
        form: one of `FORMS`.
        width: columns of the terminal that a table has to fit.

    Raises:
        UsageError: a parameter is wrong, or the form cannot express the answer.
        UnreadableError: the query is no SPARQL 1.1 query.
        EngineError: it ran out of time or memory, or tried to reach outside.
    """
    text = bind(query, values, store)

    def answer() -> bytes | Table:
        try:
            return _answer(store.query(text, prefixes=dict(PREFIXES)), form)
        except SyntaxError as error:
            place = Place(query.name)
            raise UnreadableError([Finding(place, f"is no SPARQL query: {error}")]) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise EngineError(f"{query.name}: the query failed: {error}") from None

    found = answer() if query.shipped else run_limited(answer)
    return found.render(form, width).encode() if isinstance(found, Table) else found


FORMS: Final = ("table", "tsv", "csv", "json", "xml", "md", "turtle")
_W3C: Final = {
    "tsv": ox.QueryResultsFormat.TSV,
    "csv": ox.QueryResultsFormat.CSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}


def _answer(
    result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, form: str
) -> bytes | Table:
    if isinstance(result, ox.QueryTriples):
        from kg.graph import write_rdf

        return write_rdf((ox.Quad(t.subject, t.predicate, t.object) for t in result), "turtle")
    if form == "turtle":
        raise UsageError("only CONSTRUCT and DESCRIBE answer in Turtle; choose another --format")
    if form in _W3C:
        return result.serialize(format=_W3C[form]) or b""
    if isinstance(result, ox.QueryBoolean):
        return b"true\n" if result else b"false\n"
    names = [each.value for each in result.variables]
    rows = tuple(tuple(cell(row[name]) for name in names) for row in result)
    return Table(tuple(names), rows)


def cell(term: object) -> str:
    """A term as people read it: prefixed name, or text without type and language."""
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return short_name(term.value)
    return term.value if isinstance(term, ox.Literal) else str(term)
