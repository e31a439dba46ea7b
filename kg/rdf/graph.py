"""Reads, writes and stores RDF with pyoxigraph; the only parser and serialiser.

Output is sorted, with every prefix bound and one object a line: the only form that stays the same
over hash seeds and input order (DESIGN.md 8). Our own graphs have no blank nodes; those of others
keep their labels.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

import pyoxigraph as ox

from kg.errors import Finding, Place, UnreadableError, reason
from kg.model.ids import PREFIXES
from kg.model.names import hint
from kg.rdf.blanks import find_blanks, may_have_blanks, name_blanks
from kg.rdf.complaints import complaints
from kg.rdf.foreign import Complaints, Parse, parse_growing, read_plain
from kg.rdf.jsonld import refuse_losses
from kg.rdf.ordering import sort_quads
from kg.rdf.rdfxml import refuse_inexpressible
from kg.rdf.turtle import lay_out

if TYPE_CHECKING:
    from kg.rdf.columns import Columns

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
NAMED: Final = ("trig", "nquads", "jsonld")
Found = TypeVar("Found")
Quad: TypeAlias = ox.Quad  # for rooms that pass them on
Store: TypeAlias = ox.Store
_MARK: Final = b"\xef\xbb\xbf"  # of UTF-8, at the beginning of some files


def format_of(path: Path) -> str:
    """The RDF format that a file's suffix stands for.

    Raises:
        UnreadableError: there is no such file, or its suffix is not that of a format.
    """
    form = SUFFIXES.get(path.suffix.lower())
    if form is None:
        message = _no_format(path) if path.exists() else "cannot be read: no such file"
        raise UnreadableError([Finding(Place(str(path)), message)])
    return form


def _no_format(path: Path) -> str:
    near = hint(path.suffix, SUFFIXES)
    return f"no RDF format has this suffix{near} ({', '.join(SUFFIXES)})"


def to_quads(columns: Columns) -> list[ox.Quad]:
    """Columns of triples as quads of the default graph."""
    return [ox.Quad(*each) for each in columns]


def in_graph(quads: Iterable[ox.Quad], name: str) -> list[ox.Quad]:
    """The same triples in a named graph."""
    where = ox.NamedNode(name)
    return [ox.Quad(each.subject, each.predicate, each.object, where) for each in quads]


def write_rdf(
    quads: Iterable[ox.Quad], rdf_format: str, prefixes: Mapping[str, str] = PREFIXES
) -> bytes:
    """Serialise quads, sorted: by graph and subject, with type and label first.

    Formats that know no named graphs (Turtle, N-Triples, RDF/XML) get the union.

    Raises:
        UsageError: RDF/XML cannot express a term, which is named.
    """
    ordered = sort_quads(list(quads), named=rdf_format in NAMED)
    return write_sorted(ordered, rdf_format, prefixes)


def write_sorted(
    ordered: Sequence[ox.Quad], rdf_format: str, prefixes: Mapping[str, str] = PREFIXES
) -> bytes:
    """Serialise quads that `sort_quads` put in order, or a part of them; see `write_rdf`."""
    if rdf_format == "rdfxml":
        refuse_inexpressible(ordered)
    bound = None if rdf_format in ("nquads", "ntriples") else dict(prefixes)
    data = ox.serialize(ordered, format=FORMATS[rdf_format], prefixes=bound) or b""
    if rdf_format in ("turtle", "trig"):
        return lay_out(data)
    # XML readers turn a plain carriage return into a line feed
    return data.replace(b"\r", b"&#xD;") if rdf_format == "rdfxml" else data


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
    elif path.exists():
        message = "is not a regular file; name one"
    raise UnreadableError([Finding(Place(str(path)), message)])


def read_rdf(path: Path, base: str | None = None) -> list[ox.Quad]:
    """Read an RDF file; lexical forms stay as they are.

    Args:
        path: its suffix says the format.
        base: what relative IRIs in it are relative to; without one, and none in the file, they
            are refused.
    Raises:
        UnreadableError: the file cannot be opened or is not well-formed, with its line.
    """
    rdf_format = format_of(path)
    return parse_rdf(_bytes(path), rdf_format, str(path), base)


def read_foreign(path: Path) -> bytes:
    """The plain Turtle or TriG of an RDF file that may be anybody's, see `read_plain`.

    Raises:
        UnreadableError, EngineError: see `kg.rdf.foreign.read_plain`.
    """
    rdf_format = format_of(path)
    return read_plain(path, rdf_format, *_parser(path), named=rdf_format in NAMED)


def _parser(path: Path) -> tuple[Parse, Complaints]:
    rdf_format = format_of(path)
    form = FORMATS[rdf_format]

    def parse(data: bytes) -> Iterator[ox.Quad]:
        yield from ox.parse(data.removeprefix(_MARK), format=form)
        if rdf_format == "jsonld":
            refuse_losses(data.removeprefix(_MARK), str(path))

    def tell(data: bytes) -> AbstractContextManager[None]:
        return complaints(data.removeprefix(_MARK), form, str(path))

    return parse, tell


def load_foreign(
    store: ox.Store, path: Path, data: bytes, taken: set[str], *, named: bool = False
) -> None:
    """Add an RDF file that may be anybody's to a store, in a limited process.

    Args:
        store, taken: see `load_triples`.
        path: what messages call the file; its suffix says the format.
        data: its bytes.
        named: keep its named graphs too, beside the default graph.
    Raises:
        UnreadableError, EngineError: as `read_foreign`.
    """
    rdf_format = format_of(path)
    quads = parse_growing(
        path,
        data,
        rdf_format,
        *_parser(path),
        named=rdf_format in NAMED,
        blanks=may_have_blanks(data, rdf_format),
    )
    if quads is None:
        quads = load_triples(store, data, rdf_format, str(path), taken, blanks=False)
    elif rdf_format not in NAMED and not find_blanks(quads):
        store.extend(quads)
    else:
        quads = _add(store, name_blanks(quads, taken), taken)
    if named and rdf_format in NAMED:
        store.extend(quads)


def _plain_format(path: Path) -> str:
    return "trig" if format_of(path) in NAMED else "turtle"


def parse_rdf(
    data: bytes,
    rdf_format: str,
    name: str,
    base: str | None = None,
    taken: Collection[str] = (),
) -> list[ox.Quad]:
    """The quads of RDF at hand; see `read_rdf`. JSON-LD that would lose something is refused.

    Args:
        data: its bytes.
        rdf_format: one of FORMATS.
        name: how messages call it.
        base: see `read_rdf`.
        taken: names of blank nodes that are those of other files.
    """

    def parse(text: bytes, form: ox.RdfFormat) -> list[ox.Quad]:
        return list(ox.parse(text, format=form, base_iri=base))

    quads = name_blanks(_parsed(data, rdf_format, name, parse), taken)
    if rdf_format == "jsonld" and base is None:
        refuse_losses(data.removeprefix(_MARK), name)
    return quads


def read_union(paths: Iterable[Path]) -> list[ox.Quad]:
    """Several RDF files of anybody as one, blank nodes kept apart and e-mail addresses left out.

    Raises:
        UnreadableError, EngineError: as `read_foreign`.
    """
    from kg.rdf.things import without_mail

    quads: list[ox.Quad] = []
    taken: set[str] = set()
    for path in paths:
        data, form = read_foreign(path), _plain_format(path)
        if b"_:" in data:
            more = parse_rdf(data, form, str(path), taken=taken)
            taken.update(find_blanks(more))
        else:
            more = list(ox.parse(data, format=FORMATS[form]))
        quads += without_mail(more)
    return quads


def load_store(
    paths: Iterable[Path], terms: Iterable[Path] = (), *, named: bool = False
) -> ox.Store:
    """RDF files in an in-memory store, all in its default graph.

    Args:
        paths: files that may be anybody's; their suffixes say the formats.
        terms: files of our own, which join them.
        named: keep the named graphs of `paths` too, each beside the default graph.
    Raises:
        UnreadableError, EngineError: as `read_foreign`.
    """
    store = ox.Store()
    taken: set[str] = set()
    for path in paths:
        quads = load_triples(store, read_foreign(path), _plain_format(path), str(path), taken)
        if named and format_of(path) in NAMED:
            store.extend(quads)
    for path in terms:
        load_triples(store, _bytes(path), format_of(path), str(path), taken)
    return store


def load_triples(
    store: ox.Store,
    data: bytes,
    rdf_format: str,
    name: str,
    taken: set[str],
    *,
    bulk: bool = False,
    blanks: bool | None = None,
) -> list[ox.Quad]:
    """Add RDF at hand to the default graph of a store.

    Args:
        store: what to add it to.
        data, rdf_format, name: see `parse_rdf`.
        taken: the names of blank nodes that the store has; those of this file are added.
        bulk: use threads, better for a store on disk; a limited process has none, and an engine
            that gets no memory for one ends the program.
        blanks: whether it may have blank nodes; None where nobody looked.
    Returns:
        The quads, where the format knows named graphs or there may be blank nodes; else none.
    Raises:
        UnreadableError: as `parse_rdf`.
    """
    if blanks is None:
        blanks = rdf_format in NAMED or may_have_blanks(data, rdf_format)
    if rdf_format in NAMED or blanks:
        return _add(store, parse_rdf(data, rdf_format, name, taken=taken), taken, bulk=bulk)

    def load(text: bytes, form: ox.RdfFormat) -> None:
        (store.bulk_load if bulk else store.load)(text, format=form)

    _parsed(data, rdf_format, name, load)  # no Python object for each triple: 3 times as fast
    return []


def _add(
    store: ox.Store, quads: list[ox.Quad], taken: set[str], *, bulk: bool = False
) -> list[ox.Quad]:
    taken.update(find_blanks(quads))
    triples = _in_default(quads)  # pyoxigraph's own union gives a triple of two graphs twice
    (store.bulk_extend if bulk else store.extend)(triples)
    return quads


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {reason(error)}"
        raise UnreadableError([Finding(Place(str(path)), message)]) from None


def _parsed(
    data: bytes, rdf_format: str, name: str, parse: Callable[[bytes, ox.RdfFormat], Found]
) -> Found:
    """What a parser makes of bytes, with its complaints told by place."""
    data = data.removeprefix(_MARK)
    with complaints(data, FORMATS[rdf_format], name):
        return parse(data, FORMATS[rdf_format])


def open_store(quads: Iterable[ox.Quad]) -> ox.Store:
    """An in-memory store whose default graph is the union of the given quads."""
    store = ox.Store()
    store.extend(_in_default(quads))
    return store


def _in_default(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    return (ox.Quad(each.subject, each.predicate, each.object) for each in quads)
