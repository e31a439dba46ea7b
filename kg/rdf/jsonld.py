"""What JSON-LD says that no triple would say: the format drops it without a word.

Keys that no context maps, relative IRIs in a file that has no base, and what makes no IRI or
language. A second reading, in which such keys and IRIs have a home, shows what the first one lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pyoxigraph as ox

from kg.errors import Finding, Place, UnreadableError
from kg.model.names import shorten

TOLD: Final = 10  # losses that are told of a file; the same mistake is often made everywhere
_UNMAPPED: Final = "urn:x-kg-unmapped:"
_RELATIVE: Final = "http://relative.invalid/"
_NO_IRI: Final = re.compile(r'[\x00-\x20<>"{}|\\^`]')
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_KEYWORDS: Final = frozenset(
    """@base @container @context @default @direction @embed @explicit @graph @id @import @included
    @index @json @language @list @nest @none @omitDefault @prefix @preserve @propagate @protected
    @requireAll @reverse @set @type @value @version @vocab""".split()
)
_MAP: Final = "map it to an IRI in @context, or to null to leave it out"


def refuse_losses(data: bytes, name: str) -> None:
    """Stop at JSON-LD of which some words would become no triple.

    Raises:
        UnreadableError: a finding for each loss, see `find_losses`.
    """
    if losses := find_losses(data):
        found = [Finding(Place(name, line, min(line, 1)), said) for line, said in losses]
        raise UnreadableError(found)


def find_losses(data: bytes) -> list[tuple[int, str]]:
    """What JSON-LD that is well-formed loses: line (0 where not known) and message, each once.

    >>> find_losses(b'{"@id": "urn:a", "name": "x"}')
    [(1, "'name' would be lost: map it to an IRI in @context, or to null to leave it out")]
    >>> find_losses(b'{"@id": "urn:a", "urn:name": "x"}')
    []
    """
    try:
        document = json.loads(data)
        nodes = list(_objects(document))
        found = dict([*_spelling(nodes), *_unread(document, nodes)])
    except (ValueError, RecursionError):  # a parser that is less strict has read it
        return []
    if not found and not _has_statements(data) and _says_something(document):
        return [(0, "contains no statement about anything that has an IRI")]
    text = data.decode("utf-8", "replace")
    lines = [(_line_of(text, name), f"{shorten(name)!r} {why}") for name, why in found.items()]
    more = len(lines) - TOLD
    return sorted(lines)[:TOLD] + ([(0, f"loses {more} more like these")] if more > 0 else [])


def _has_statements(data: bytes) -> bool:
    return next(iter(ox.parse(data, format=ox.RdfFormat.JSON_LD)), None) is not None


def _says_something(document: Any) -> bool:
    tops = document if isinstance(document, list) else [document]
    return any(not isinstance(x, dict) or not x.keys() <= {"@context", "@id"} for x in tops)


def _line_of(text: str, name: str) -> int:
    place = text.find(json.dumps(name, ensure_ascii=False))
    return text.count("\n", 0, place) + 1 if place >= 0 else 0


def _spelling(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Keys, ids and languages of which no triple can be made, whatever their context.

    None is told where a context says that keys are not terms but, say, the names of an index.
    """
    terms: dict[str, Any] = {}
    for each in nodes:
        for context in _contexts(each):
            terms.update(context)
    defined = [each for each in terms.values() if isinstance(each, dict)]
    if any("@container" in each or each.get("@type") == "@json" for each in defined):
        return
    keys = dict.fromkeys(key for each in nodes for key in each)
    for key in keys:
        if key.startswith("@") and key not in _KEYWORDS and key not in terms:
            yield key, "would be lost: it is not a keyword of JSON-LD"
        elif key not in terms and (key.startswith("_:") or _NO_IRI.search(key)):
            yield key, f"would be lost: it is not an IRI; {_MAP}"
    for value in dict.fromkeys(_texts(nodes, "@id")):
        if _NO_IRI.search(value):
            yield value, "would be lost: it is not an IRI; write %20 for a space"
    for value in dict.fromkeys(_texts(nodes, "@language")):
        if not _LANGUAGE.fullmatch(value):
            yield value, "would be lost: it is not a language; write one such as en or pt-BR"


def _texts(nodes: list[dict[str, Any]], key: str) -> Iterator[str]:
    """What nodes have for a key, where it is text."""
    found = (each.get(key) for each in nodes)
    return (each for each in found if isinstance(each, str))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object but contexts, which say nothing themselves."""
    todo = [value]
    while todo:
        each = todo.pop()
        if isinstance(each, dict):
            if "@value" not in each or each.get("@type") != "@json":
                yield each
                todo += [more for key, more in each.items() if key != "@context"]
        elif isinstance(each, list):
            todo += each


def _contexts(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The contexts of a node, those within the terms of others too."""
    todo = [node.get("@context")]
    while todo:
        each = todo.pop()
        if isinstance(each, dict):
            yield each
            scoped = (x for x in each.values() if isinstance(x, dict))
            todo += [x["@context"] for x in scoped if "@context" in x]
        elif isinstance(each, list):
            todo += each


def _unread(document: Any, nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Keys without a mapping and IRIs without a base, by a reading that gives them one."""
    tops = document if isinstance(document, list) else [document]
    within = sum("@context" in each for each in nodes)
    within -= sum("@context" in each for each in tops if isinstance(each, dict))
    homes = [_housed(each, top=True, deep=within > 0) for each in tops]
    quads = list(ox.parse(json.dumps(homes), format=ox.RdfFormat.JSON_LD, base_iri=_RELATIVE))
    whole = ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
    if not any(f"<{each}".encode() in whole for each in (_UNMAPPED, _RELATIVE)):
        return  # as in nearly all files, and found in a tenth of the time
    for quad in quads:
        for term in quad:
            iri = getattr(getattr(term, "datatype", term), "value", "")
            if iri.startswith(_UNMAPPED):
                yield iri.removeprefix(_UNMAPPED), f"would be lost: {_MAP}"
            elif iri.startswith(_RELATIVE):
                name = iri.removeprefix(_RELATIVE)
                yield name, "is relative, but the file has no base: write @base in @context"


def _housed(value: Any, *, top: bool = False, deep: bool = True) -> Any:
    """A document in which a key that has no home gets one; `deep` where contexts stand within."""
    if isinstance(value, list):
        return [_housed(each) for each in value]
    if not isinstance(value, dict):
        return value
    made = {
        key: _housed(each) if deep else each for key, each in value.items() if key != "@context"
    }
    if not top and "@context" not in value:
        return made
    given = value.get("@context", [])
    home: list[Any] = [{"@vocab": _UNMAPPED}] if top else []
    for each in given if isinstance(given, list) else [given]:
        home += [_home(each), {"@vocab": _UNMAPPED}] if each is None else [_home(each)]
    return {"@context": home, **made}


def _home(context: Any) -> Any:
    if isinstance(context, dict) and context.get("@vocab", "") is None:
        return {**context, "@vocab": _UNMAPPED}
    return context
