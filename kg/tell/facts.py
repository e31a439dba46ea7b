"""A graph as look-ups by short name: what is said of a thing, and what points at it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from kg.model.ids import PREFIXES, short_name

#: The kinds of things that people ask for by name, the most asked for first.
KINDS: Final = ("action", "actor", "article", "case", "post", "chain", "link", "report", "tenure")


_NOTHING: Final = ox.NamedNode("about:nothing")


class Name(str):
    """The short name of a thing, as unlike the text of a literal."""

    __slots__ = ()


class Facts:
    """Look-ups into one store; every name is a short one (`action:…`, `ret:actor`).

    Values come back sorted, so that the same graph reads the same however it was loaded.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store: Final = store

    def values(self, name: str, prop: str) -> list[str]:
        """The values of a property: a Name for a thing, the text of a literal."""
        found = self._store.quads_for_pattern(_node(name), _node(prop), None)
        return sorted(_text(each.object) for each in found)

    def value(self, name: str, prop: str) -> str:
        """The first value of a property, or nothing."""
        return next(iter(self.values(name, prop)), "")

    def properties(self, name: str) -> list[str]:
        """The properties that a thing has."""
        found = self._store.quads_for_pattern(_node(name), None, None)
        return sorted({short_name(each.predicate.value) for each in found})

    def having(self, prop: str, value: str) -> list[str]:
        """The things that have this thing as a value of the property."""
        found = self._store.quads_for_pattern(None, _node(prop), _node(value))
        return sorted(_text(each.subject) for each in found)

    def pointing(self, value: str) -> list[tuple[str, str]]:
        """(property, thing) of everything that points at this thing."""
        found = self._store.quads_for_pattern(None, None, _node(value))
        return sorted((short_name(each.predicate.value), _text(each.subject)) for each in found)

    def pairs(self, prop: str) -> list[tuple[str, str]]:
        """(thing, value) of everything that has the property."""
        found = self._store.quads_for_pattern(None, _node(prop), None)
        return sorted((_text(each.subject), _text(each.object)) for each in found)

    def all_of(self, *kinds: str) -> list[str]:
        """The things of some kinds (`action`, `actor` …) that the graph describes."""
        starts = tuple(f"{kind}:" for kind in kinds)
        return sorted({name for name, _ in self.pairs("rdf:type") if name.startswith(starts)})

    def label(self, name: str) -> str:
        """What people call a thing; one without a label stands for itself."""
        return self.value(name, "rdfs:label") or name.partition(":")[2] or name

    def labels(self, names: Iterable[str]) -> str:
        """Several of them in one text."""
        return ", ".join(map(self.label, names))

    def __contains__(self, name: str) -> bool:
        return bool(self.properties(name))


def _node(name: str) -> ox.NamedNode:
    """A thing by its short name; what has no prefix of ours is an IRI already.

    A graph of others may have texts and blank nodes where ours have things: they name nothing.
    """
    prefix, _, local = name.partition(":")
    try:
        return ox.NamedNode(PREFIXES[prefix] + local if prefix in PREFIXES else name)
    except ValueError:
        return _NOTHING


def _text(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return Name(short_name(term.value))
    return term.value if isinstance(term, ox.Literal) else str(term)
