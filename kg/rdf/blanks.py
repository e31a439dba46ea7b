"""Names of blank nodes: the same each time, where parser and engine make up random ones."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import count
from typing import Any, Final

import pyoxigraph as ox

_GENERATED: Final = re.compile(r"[0-9a-f]{20,32}")
_LABEL_EVERYWHERE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_IRI: Final = re.compile(rb"<[^<>\r\n]*>")
_COMMENT_LINE: Final = re.compile(rb"^#[^\r\n]*", re.MULTILINE)
#: What Turtle writes blank nodes with, and what else its text may hide them behind.
_SIGNS: Final = tuple(bytes([each]) for each in b"[({~<'#")
#: What neither is one of them nor stands between two texts.
_SILENT: Final = bytes(each for each in range(256) if each not in b"[({~<>'#\",;.\r\n")


def may_have_blanks(data: bytes, rdf_format: str) -> bool:
    """Whether RDF may have blank nodes; False is certain, and quick to find of what `kg` writes.

    >>> may_have_blanks(b'<urn:a> <urn:b> "c (d)" .', "turtle")
    False
    >>> may_have_blanks(b"<urn:a> <urn:b> [] .", "turtle")
    True

    Args:
        data: its bytes.
        rdf_format: one of `kg.rdf.graph.FORMATS`.
    """
    if rdf_format in ("ntriples", "nquads"):
        return b"_:" in data
    if rdf_format not in ("turtle", "trig") or b"_:" in data:
        return True
    if b"\\" in data:  # else what it stands before could not be told from what ends a text
        data = data.replace(rb"\\", b"").replace(rb"\"", b"")
    signs = _COMMENT_LINE.sub(b"", data.translate(None, delete=_SILENT))
    if b'"""' in signs:
        return True
    # what is between quotes is text: no other sign of a text is left to begin one
    outside = _IRI.sub(b"", b"".join(signs.replace(b'""', b"").split(b'"')[::2]))
    return any(each in outside for each in _SIGNS)


def name_blanks(quads: list[ox.Quad], taken: Collection[str] = ()) -> list[ox.Quad]:
    """Name blank nodes by their order where the file does not name them, or not for every format.

    The parser gives those without a name a random one; a name such as `_:1` is none in RDF/XML.
    Names that are taken belong to other files.
    """
    found = find_blanks(quads)
    if not found:
        return quads
    free = _free_names("b", {*found, *taken})
    nodes = {
        old: ox.BlankNode(
            next(free)
            if old in taken or _GENERATED.fullmatch(old) or not _LABEL_EVERYWHERE.fullmatch(old)
            else old
        )
        for old in found
    }
    return [_with_nodes(quad, nodes) for quad in quads]


def name_made(rows: Iterable[Iterable[Any]]) -> list[tuple[Any, ...]]:
    """The rows of an answer, with names by their order for the blank nodes that its query made.

    Those of the graph keep the names that they have by `name_blanks`.
    """
    kept = [tuple(row) for row in rows]
    found = {name: None for row in kept for term in row for name in _names_in(term)}
    free = _free_names("n", found)
    nodes = {old: ox.BlankNode(next(free) if _GENERATED.fullmatch(old) else old) for old in found}
    return [tuple(_renamed(term, nodes) for term in row) for row in kept]


def find_blanks(quads: Iterable[ox.Quad]) -> dict[str, None]:
    """The names of all blank nodes, in order of their first place."""
    found: dict[str, None] = {}
    for quad in quads:
        for each in (quad.subject, quad.object, quad.graph_name):
            if isinstance(each, ox.BlankNode):
                found[each.value] = None
            elif isinstance(each, ox.Triple):
                found.update(dict.fromkeys(_names_in(each)))
    return found


def _free_names(letter: str, used: Collection[str]) -> Iterator[str]:
    return (name for number in count() if (name := f"{letter}{number}") not in used)


def _with_nodes(quad: ox.Quad, nodes: Mapping[str, ox.BlankNode]) -> ox.Quad:
    subject, predicate, thing, graph = quad
    return ox.Quad(
        _renamed(subject, nodes), predicate, _renamed(thing, nodes), _renamed(graph, nodes)
    )


def _names_in(term: Any) -> Iterator[str]:
    """The names of blank nodes in a term; a triple may be one."""
    if isinstance(term, ox.BlankNode):
        yield term.value
    elif isinstance(term, ox.Triple):
        yield from _names_in(term.subject)
        yield from _names_in(term.object)


def _renamed(term: Any, nodes: Mapping[str, ox.BlankNode]) -> Any:
    if isinstance(term, ox.BlankNode):
        return nodes[term.value]
    if isinstance(term, ox.Triple):
        ends = (_renamed(each, nodes) for each in (term.subject, term.object))
        return ox.Triple(next(ends), term.predicate, next(ends))
    return term
