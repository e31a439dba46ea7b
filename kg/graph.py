"""Reads, writes and stores RDF with pyoxigraph; the only parser and serialiser.

Output is sorted, with every prefix bound and no blank node: the only form that stays the same over
hash seeds and input order (DESIGN.md 8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from kg.errors import Finding, Place, UnreadableError, UsageError
from kg.namespaces import PREFIXES
from kg.terms import hint

FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
SUFFIXES: Final = {
    ".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".nt": "ntriples", ".jsonld": "jsonld",
}  # fmt: skip
_NAMED: Final = ("trig", "nquads", "jsonld")
Found = TypeVar("Found")
_TYPE: Final = f" <{PREFIXES['rdf']}type> ".encode()
_LABEL: Final = f" <{PREFIXES['rdfs']}label> ".encode()


def format_of(path: Path) -> str:
    """The RDF format that a file's suffix stands for.

    Raises:
        UsageError: the suffix stands for none.
    """
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise UsageError(f"{path}: {_no_format(path)}") from None


def _no_format(path: Path) -> str:
    near = hint(path.suffix, SUFFIXES)
    return f"no RDF format has this suffix{near} ({', '.join(SUFFIXES)})"


def to_quads(graph: Graph) -> list[ox.Quad]:
    """The triples of an rdflib graph as quads of the default graph."""
    return [ox.Quad(ox.NamedNode(str(s)), ox.NamedNode(str(p)), _object(o)) for s, p, o in graph]


def in_graph(quads: Iterable[ox.Quad], name: str) -> list[ox.Quad]:
    """The same triples in a named graph."""
    where = ox.NamedNode(name)
    return [ox.Quad(each.subject, each.predicate, each.object, where) for each in quads]


def _object(term: object) -> ox.NamedNode | ox.Literal:
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    if not isinstance(term, Literal):
        raise TypeError(f"unexpected term {term!r}")
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(
        str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None
    )


def write_rdf(quads: Iterable[ox.Quad], rdf_format: str) -> bytes:
    """Serialise quads, sorted: by graph and subject, with type and label first.

    Formats that know no named graphs (Turtle, N-Triples) get the union.
    """
    kept = list(quads)
    ordered = _ordered(kept, rdf_format in _NAMED)
    return ox.serialize(ordered, format=FORMATS[rdf_format], prefixes=_bound(rdf_format)) or b""


def _bound(rdf_format: str) -> dict[str, str] | None:
    return dict(PREFIXES) if rdf_format in ("turtle", "trig", "jsonld") else None


def _ordered(quads: list[ox.Quad], named: bool) -> list[ox.Quad]:
    """The different quads in order, by their lines in N-Triples.

    One call writes all lines, where asking each quad for its terms would take twice as long. The
    marks that sort before every IRI are control characters, which N-Triples always escapes.
    """
    form = ox.RdfFormat.N_QUADS if named else ox.RdfFormat.N_TRIPLES
    try:
        text = ox.serialize(quads, format=form) or b""
    except ValueError:  # N-Triples knows no named graphs
        quads = [ox.Quad(each.subject, each.predicate, each.object) for each in quads]
        text = ox.serialize(quads, format=form) or b""
    text = text.replace(_TYPE, b" \0 ").replace(_LABEL, b" \1 ")
    by_line = dict(zip(text.split(b"\n"), quads, strict=False))  # the last line end ends nothing
    ordered = [by_line[line] for line in sorted(by_line)]
    return sorted(ordered, key=_graph_name) if named else ordered


def _graph_name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def find_graph(path: Path) -> Path:
    """The RDF file itself, or the graph.ttl in a folder that `kg build` wrote.

    Raises:
        UnreadableError: there is none, or no RDF format has its suffix.
    """
    path = path / "graph.ttl" if path.is_dir() else path
    message = "no such graph; run `kg build` first, or name an RDF file"
    if path.is_file():
        if path.suffix.lower() in SUFFIXES:
            return path
        message = _no_format(path)
    raise UnreadableError([Finding(Place(str(path)), message)])


def read_rdf(path: Path) -> list[ox.Quad]:
    """Read an RDF file; lexical forms stay as they are.

    Raises:
        UnreadableError: the file cannot be opened or is not well-formed, with its line.
    """
    rdf_format = format_of(path)
    return parse_rdf(_bytes(path), rdf_format, str(path))


def parse_rdf(data: bytes, rdf_format: str, name: str) -> list[ox.Quad]:
    """The quads of RDF at hand; see `read_rdf`.

    Args:
        data: its bytes.
        rdf_format: one of FORMATS.
        name: how messages call it.
    """
    return _parsed(data, rdf_format, name, lambda text, form: list(ox.parse(text, format=form)))


def load_store(paths: Iterable[Path]) -> ox.Store:
    """RDF files in an in-memory store, all in its default graph.

    Raises:
        UnreadableError: as `read_rdf`.
    """
    store = ox.Store()
    for path in paths:
        if format_of(path) in _NAMED:
            _extend(store, read_rdf(path))
        else:  # without a Python object for each triple: 3 times as fast
            _parsed(_bytes(path), format_of(path), str(path), partial(_load, store))
    return store


def _load(store: ox.Store, data: bytes, form: ox.RdfFormat) -> None:
    store.load(data, format=form)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise UnreadableError([Finding(Place(str(path)), message)]) from None


def _parsed(
    data: bytes, rdf_format: str, name: str, parse: Callable[[bytes, ox.RdfFormat], Found]
) -> Found:
    """What a parser makes of bytes, with its complaints told by place."""
    try:
        return parse(data.removeprefix(b"\xef\xbb\xbf"), FORMATS[rdf_format])
    except SyntaxError as error:
        place = Place(name, error.lineno or 1, error.offset or 1)
        raise UnreadableError([Finding(place, f"is not well-formed: {error.msg}")]) from None
    except ValueError as error:
        raise UnreadableError([Finding(Place(name), f"is not readable: {error}")]) from None


def to_graph(quads: Iterable[ox.Quad]) -> Graph:
    """Quads as an rdflib Graph (for pySHACL); blank nodes keep their labels."""
    from rdflib import BNode

    def term(
        each: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple,
    ) -> URIRef | BNode | Literal:
        if isinstance(each, ox.NamedNode):
            return URIRef(each.value)
        if isinstance(each, ox.BlankNode):
            return BNode(each.value)
        if isinstance(each, ox.Literal):
            kind = None if each.language else URIRef(each.datatype.value)
            plain = kind is not None and str(kind).endswith("XMLSchema#string")
            return Literal(
                each.value,
                lang=each.language,
                datatype=None if plain else kind,
                normalize=False,
            )
        raise TypeError(f"RDF 1.2 triple terms are not used here: {each}")

    graph = Graph(bind_namespaces="none")
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def open_store(quads: Iterable[ox.Quad]) -> ox.Store:
    """An in-memory store whose default graph is the union of the given quads."""
    store = ox.Store()
    _extend(store, quads)
    return store


def _extend(store: ox.Store, quads: Iterable[ox.Quad]) -> None:
    store.bulk_extend(ox.Quad(each.subject, each.predicate, each.object) for each in quads)
