"""Values of a query that match nothing: of another kind than a property has, or in another case.

`?x rdfs:label "Russia"` is an empty answer where labels are in English, which reads as "there is
none". A value that could be there and is not stays an empty answer. Where one of several ways is
enough (UNION, ||, IN, VALUES, a path's alternatives), a query is told only if none can match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import pyoxigraph as ox
from rdflib import Literal, URIRef, Variable
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath
from rdflib.plugins.sparql.parserutils import CompValue

from kg.ask.algebra import Algebra
from kg.ask.kinds import Kinds
from kg.errors import UsageError
from kg.model.ids import PREFIXES

#: An end of a property: its IRI, and whether it is the subject's end.
Slot: TypeAlias = tuple[str, bool]
_MOST: Final = 10  # values that are told of one query
_EQUAL: Final = ("=", "IN")
_SAME: Final = "sameTerm"
_COMPARED: Final = (_SAME, *_EQUAL, "<", ">", "<=", ">=")
#: Parts of the algebra whose values are not matched with the graph's, or not by themselves.
_APART: Final = ("UnaryNot", "Function", "Bind")
_ONLY_PATTERN: Final = ("Extend", "OrderBy", "Group", "AggregateJoin")
_NO_PATTERN: Final = ("PV", "_vars", "template", "projection", "orderby", "groupby")


def refuse_unmatched(
    algebra: Algebra, name: str, store: ox.Store, prefixes: Mapping[str, str] = PREFIXES
) -> None:
    """Stop at values that nothing in the graph can equal.

    Args:
        algebra: the query.
        name: what to call it in messages.
        store: the graph, with the ontology beside it.
        prefixes: those of the graph.

    Raises:
        UsageError: a line for each such value, with the one that may be meant.
    """
    lines = list(dict.fromkeys(_Values(algebra, Kinds(store, prefixes)).find(algebra.tree)))
    if len(lines) > _MOST:
        lines[_MOST:] = [f"{len(lines) - _MOST:,} more values can match nothing either"]
    if lines:
        raise UsageError(*(f"{name}: {each}" for each in lines))


class _Values:
    """What in a query matches nothing; an empty list where it may match something."""

    def __init__(self, algebra: Algebra, kinds: Kinds) -> None:
        self._kinds: Final = kinds
        self._slots: Final = _find_slots(algebra)

    def find(self, node: object) -> list[str]:
        """The lines for a part of the algebra."""
        if isinstance(node, CompValue):
            return self._find_in(node)
        if isinstance(node, list | tuple):
            return [line for each in node for line in self.find(each)]
        return []

    def _find_in(self, node: CompValue) -> list[str]:
        name = str(node.name)
        if name in ("BGP", "TriplesBlock"):
            return [line for each in _triples(node) for line in self._find_pattern(*each)]
        if name == "RelationalExpression":
            return self._find_compared(node.expr, str(node.op), node.other)
        if name == "Builtin_sameTerm":
            return self._find_compared(node.arg1, _SAME, node.arg2)
        if name in ("Union", "GroupOrUnionGraphPattern", "ConditionalOrExpression"):
            return _if_all(self.find(each) for each in _ways(node))
        if name == "values":
            return self._find_listed(node.res)
        if name in _ONLY_PATTERN:
            return self.find(node.p)
        if name.startswith(_APART) or (name.startswith("Builtin_") and "EXISTS" not in name):
            return []
        parts = (each for key, each in node.items() if key not in _NO_PATTERN)
        return [line for each in parts for line in self.find(each)]

    def _find_pattern(self, subject: object, path: object, thing: object) -> list[str]:
        return [
            *self._judge(subject, _starts(path), "exact"),
            *self._judge(thing, _ends(path), "exact"),
        ]

    def _find_compared(self, left: object, operator: str, right: object) -> list[str]:
        if operator not in _COMPARED:
            return []
        if not isinstance(left, Variable | CompValue):
            left, right = right, left
        values = right if isinstance(right, list) else [right]
        how = "exact" if operator == _SAME else "equal" if operator in _EQUAL else "ordered"
        if isinstance(left, CompValue) and left.name == "Builtin_LANG" and how == "equal":
            return _if_all(_find_language(each) for each in values)
        slots = self._slots.get(str(left)) if isinstance(left, Variable) else None
        return _if_all(self._judge(each, slots, how) for each in values)

    def _find_listed(self, rows: Sequence[Mapping[Any, object]]) -> list[str]:
        """A column of VALUES of which no value can match."""
        return [
            line
            for column in sorted({each for row in rows for each in row})
            for line in _if_all(
                self._judge(row.get(column), self._slots.get(str(column)), "exact") for row in rows
            )
        ]

    def _judge(self, value: object, slots: Sequence[Slot] | None, how: str) -> list[str]:
        term = _to_term(value)
        if term is None or not slots:
            return []
        found = [self._kinds.find_problem(term, *slot, how) for slot in slots]
        return found[:1] if all(found) else []


def _if_all(found: Iterable[list[str]]) -> list[str]:
    """All lines where each of several ways has some; none of them is enough otherwise.

    Once a way has none, the others are not looked at: each may ask the graph.
    """
    lines: list[str] = []
    for each in found:
        if not each:
            return []
        lines += each
    return lines


def _ways(node: CompValue) -> list[object]:
    if node.name == "Union":
        return [node.p1, node.p2]
    if node.name == "ConditionalOrExpression":
        return [node.expr, *node.other]
    return list(node.graph)


def _find_language(value: object) -> list[str]:
    tag = str(value)
    if not isinstance(value, Literal) or tag == tag.lower():
        return []
    return [f'no LANG is "{tag}": they are in small letters; did you mean "{tag.lower()}"?']


def _triples(node: CompValue) -> Iterator[tuple[object, object, object]]:
    """The patterns of a block; those in EXISTS are flat lists, three terms a pattern."""
    for each in node.triples or ():
        for first in range(0, len(each), 3):
            yield tuple(each[first : first + 3])


def _find_slots(algebra: Algebra) -> dict[str, list[Slot] | None]:
    """Variable -> the ends of properties where it stands; None where it may be anything."""
    found: dict[str, list[Slot] | None] = {}

    def add(term: object, slots: list[Slot] | None) -> None:
        if isinstance(term, Variable):
            known = found.get(str(term), [])
            found[str(term)] = None if known is None or slots is None else [*known, *slots]

    for node in algebra.nodes():
        if node.name in ("BGP", "TriplesBlock"):
            for subject, path, thing in _triples(node):
                add(subject, _starts(path))
                add(thing, _ends(path))
                add(path, None)
        elif node.name in ("Extend", "Bind", "Graph", "GraphGraphPattern"):
            add(node.var or node.term, None)
    return found


def _ends(path: Any) -> list[Slot] | None:
    """The ends of properties at which a path's object stands; None where it may be any."""
    if isinstance(path, URIRef):
        return [(str(path), False)]
    if isinstance(path, InvPath):
        return _starts(path.arg)
    if isinstance(path, SequencePath):
        return _ends(path.args[-1])
    return _several(path, _ends)


def _starts(path: Any) -> list[Slot] | None:
    """The same for its subject."""
    if isinstance(path, URIRef):
        return [(str(path), True)]
    if isinstance(path, InvPath):
        return _ends(path.arg)
    if isinstance(path, SequencePath):
        return _starts(path.args[0])
    return _several(path, _starts)


def _several(path: Any, side: Any) -> list[Slot] | None:
    if isinstance(path, MulPath) and path.mod == "+":
        found: list[Slot] | None = side(path.path)
        return found
    if isinstance(path, AlternativePath):
        parts = [side(each) for each in path.args]
        return None if None in parts else [slot for each in parts for slot in each]
    return None


def _to_term(value: object) -> ox.NamedNode | ox.Literal | None:
    """A term of the parser's as one of the engine's; None for all others and what is none there."""
    try:
        if isinstance(value, URIRef):
            return ox.NamedNode(str(value))
        if isinstance(value, Literal):
            if value.language:
                return ox.Literal(str(value), language=str(value.language))
            kind = ox.NamedNode(str(value.datatype)) if value.datatype else None
            return ox.Literal(str(value), datatype=kind)
    except ValueError:
        return None
    return None
