"""Reads, writes and stores RDF with pyoxigraph; the only parser and serialiser.

Output is sorted, with every prefix bound and one object a line: the only form that stays the same
over hash seeds and input order (DESIGN.md 8). Our own graphs have no blank nodes; those of others
keep their labels.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, Final, TypeVar

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef

from kg.errors import Finding, Place, UnreadableError, UsageError
from kg.namespaces import PREFIXES
from kg.rdfxml import predicate_problem, text_problem
from kg.terms import hint, shorten

FORMATS: Final[Mapping[str, ox.RdfFormat]] = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
SUFFIXES: Final = {
    ".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".nt": "ntriples", ".jsonld": "jsonld",
    ".rdf": "rdfxml",
}  # fmt: skip
Found = TypeVar("Found")
NAMED: Final = ("trig", "nquads", "jsonld")
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"


def format_of(path: Path) -> str:
    """The RDF format that a file's suffix stands for.

    Raises:
        UsageError: the suffix stands for none.
    """
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        near = hint(path.suffix, SUFFIXES)
        raise UsageError(
            f"{path}: no RDF format has this suffix{near} ({', '.join(SUFFIXES)})"
        ) from None


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

    Formats that know no named graphs (Turtle, N-Triples, RDF/XML) get the union.

    Raises:
        UsageError: RDF/XML cannot express a term, which is named.
    """
    found: set[ox.Quad] | set[ox.Triple] = (
        set(quads) if rdf_format in NAMED else {each.triple for each in quads}
    )
    ordered = sorted(found, key=_order)
    if rdf_format == "rdfxml":
        _refuse_inexpressible(ordered)
    data = ox.serialize(ordered, format=FORMATS[rdf_format], prefixes=_bound(rdf_format)) or b""
    if rdf_format in ("turtle", "trig"):
        return _lay_out(data)
    # XML readers turn a plain carriage return into a line feed
    return data.replace(b"\r", b"&#xD;") if rdf_format == "rdfxml" else data


def _bound(rdf_format: str) -> dict[str, str] | None:
    return None if rdf_format in ("nquads", "ntriples") else dict(PREFIXES)


def _order(each: ox.Quad | ox.Triple) -> str:
    """What to sort by: graph, subject, type and label first, object; one text compares fastest."""
    predicate = each.predicate.value
    rank = 0 if predicate == _TYPE else 1 if predicate == _LABEL else 2
    graph = each.graph_name if isinstance(each, ox.Quad) else None
    name = "" if graph is None or isinstance(graph, ox.DefaultGraph) else graph.value
    subject = str(each.subject) if isinstance(each.subject, ox.Triple) else each.subject.value
    return f"{name}\0{subject}\0{rank}{predicate}\0{each.object}"


_SEVERAL = re.compile(rb"^.* , .*$", re.M)
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|<[^>]*>| , ')


def _lay_out(data: bytes) -> bytes:
    """Turtle or TriG with its prefixes sorted, a blank line between subjects, an object a line.

    The serialiser writes a statement's end as ` .` before a line feed and no line feed inside a
    literal, which makes lines safe to work on.
    """
    head, rest = [], data
    while rest.startswith(b"@prefix "):
        line, _, rest = rest.partition(b"\n")
        head.append(line + b"\n")
    rest = _SEVERAL.sub(_one_a_line, rest).replace(b" .\n", b" .\n\n").replace(b" .\n\n}", b" .\n}")
    return b"".join(sorted(head)) + b"\n" + rest.removesuffix(b"\n")


def _one_a_line(found: re.Match[bytes]) -> bytes:
    line = found[0]
    indent = line[: len(line) - len(line.lstrip(b"\t"))] + b"\t"
    return _TOKEN.sub(lambda token: b" ,\n" + indent if token[0] == b" , " else token[0], line)


def _refuse_inexpressible(triples: Iterable[ox.Quad | ox.Triple]) -> None:
    """Refuse what RDF/XML cannot carry."""
    for each in triples:
        value = each.object
        if isinstance(value, ox.Triple):
            reason: str | None = f"{shorten(str(value))} is a triple term, newer than RDF/XML 1.1"
        else:
            text = value.value if isinstance(value, ox.Literal) else ""
            reason = predicate_problem(each.predicate.value) or text_problem(text)
        if reason is not None:
            raise UsageError(f"{each.subject}: {reason}; choose another format")


def read_rdf(path: Path, base: str | None = None) -> list[ox.Quad]:
    """Read an RDF file; lexical forms stay as they are.

    Args:
        path: its suffix says the format.
        base: what relative IRIs in it are relative to; without one, and none in the file, they
            are refused.
    Raises:
        UnreadableError: the file cannot be opened or is not well-formed, with its line.
    """
    return _name_blanks(
        _read(path, lambda data, form: list(ox.parse(data, format=form, base_iri=base)))
    )


def _read(path: Path, reader: Callable[[bytes, ox.RdfFormat], Found]) -> Found:
    """What a parser makes of a file's bytes, with its complaints told by place."""
    rdf_format = FORMATS[format_of(path)]
    try:
        data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise UnreadableError([Finding(Place(str(path)), message)]) from None
    try:
        return reader(data, rdf_format)
    except SyntaxError as error:
        line = error.lineno or _line_of(data, lambda part: reader(part, rdf_format), error.msg)
        place = Place(str(path), line, error.offset or 1)
        raise UnreadableError([Finding(place, f"is not well-formed: {error.msg}")]) from None
    except ValueError as error:
        raise UnreadableError([Finding(Place(str(path)), f"is not readable: {error}")]) from None


def _line_of(data: bytes, reader: Callable[[bytes], object], message: str) -> int:
    """The first line with which a file has this error: the parser of RDF/XML does not tell it.

    A file cut before that line ends too early, which is an error of other words.
    """
    lines = data.splitlines(keepends=True)

    def fails(number: int) -> bool:
        try:
            reader(b"".join(lines[:number]))
        except (SyntaxError, ValueError) as error:
            return getattr(error, "msg", None) == message
        return False

    return 1 + bisect_left(range(1, len(lines)), True, key=fails)


_GENERATED = re.compile(r"[0-9a-f]{20,32}")
_LABEL_EVERYWHERE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def _name_blanks(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Name blank nodes by their order where the file does not name them, or not for every format.

    The parser gives those without a name a random one; a name such as `_:1` is none in RDF/XML.
    """
    found = {
        each.value: None
        for quad in quads
        for each in (quad.subject, quad.object, quad.graph_name)
        if isinstance(each, ox.BlankNode)
    }
    if not found:
        return quads
    free = (name for number in count() if (name := f"b{number}") not in found)
    names = {
        old: next(free)
        if _GENERATED.fullmatch(old) or not _LABEL_EVERYWHERE.fullmatch(old)
        else old
        for old in found
    }

    def named(term: Any) -> Any:
        return ox.BlankNode(names[term.value]) if isinstance(term, ox.BlankNode) else term

    return [
        ox.Quad(named(q.subject), q.predicate, named(q.object), named(q.graph_name)) for q in quads
    ]


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
    store.bulk_extend(ox.Quad(each.subject, each.predicate, each.object) for each in quads)
    return store
