"""(Columns, shapes of SHACL) -> results, each shape on all its nodes at once.

Shapes are read when they are used, and nothing of ours is written into this engine. What it does
not know of SHACL it refuses: a constraint that is passed over would pass everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np
import pyoxigraph as ox
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.model.ids import short_name
from kg.rdf.columns import Columns, Numbers, Term
from kg.rdf.constraints import CONSTRAINTS, Check, Data, Mask, Path, Values, either, repeated
from kg.rdf.literals import DATATYPES, comparable
from kg.rdf.rdflib_terms import to_term

_TARGETS: Final = {SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf}
_SAID: Final = {SH.message, SH.name, SH.description, SH.order, SH.group}  # decides nothing
_SHAPE: Final = {RDF.type, SH.path, SH.severity, SH.flags, SH.property, *_SAID, *_TARGETS}
_REPEATS: Final[dict[Node, tuple[bool, bool]]] = {  # lead to where they start? go on?
    SH.oneOrMorePath: (False, True),
    SH.zeroOrMorePath: (True, True),
    SH.zeroOrOnePath: (True, False),
}
_PATHS: Final = {SH.inversePath, SH.alternativePath, *_REPEATS}
_KNOWN: Final = {*_SHAPE, *_PATHS, RDF.first, RDF.rest, *(SH[name] for name in CONSTRAINTS)}
#: What a shape may say several times.
_SEVERAL: Final = set(
    "and class disjoint equals hasValue lessThan lessThanOrEquals node not or pattern xone".split()
)
_OF_PATHS: Final = set("equals lessThan lessThanOrEquals disjoint maxCount minCount".split())
_KINDS: Final[dict[Node, tuple[type, ...]]] = {
    SH.IRI: (ox.NamedNode,),
    SH.Literal: (ox.Literal,),
    SH.IRIOrLiteral: (ox.NamedNode, ox.Literal),
    SH.BlankNodeOrIRI: (ox.NamedNode,),  # our graphs have no blank nodes
    SH.BlankNodeOrLiteral: (ox.Literal,),
    SH.BlankNode: (),
}


class Result(NamedTuple):
    """One result of a validation, whichever engine has it."""

    focus: Term
    shape: str
    component: str  # local name of the constraint component
    path: str  # an IRI, or the text of a path of several parts; "" for that of a node shape
    value: Term | None
    severity: str  # local name


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape, ready to be asked about any nodes."""

    name: str
    path: Path | None
    path_name: str
    severity: str
    checks: tuple[tuple[str, Check], ...]
    properties: tuple[Shape, ...]

    def run(self, data: Data, nodes: Numbers) -> tuple[Mask, list[Result]]:
        """Which of some nodes, different ones, conform, and what is found."""
        good = np.ones(len(nodes), bool)
        found: list[Result] = []
        if not len(nodes):
            return good, found
        itself = Values(nodes, np.arange(len(nodes)), nodes)
        values = self.path(data, nodes) if self.path else itself
        terms = data.terms
        for component, check in self.checks:
            places, wrong = check(data, values)
            good[places] = False
            told = [None] * len(places) if wrong is None else [terms[x] for x in wrong.tolist()]
            for node, value in zip(nodes[places].tolist(), told, strict=True):
                said = (self.name, component, self.path_name, value, self.severity)
                found.append(Result(terms[node], *said))
        for inner in self.properties:
            under, back = data.number_again(values.value)
            fine, more = inner.run(data, under)
            found += more
            good[values.at[~fine[back]]] = False
        return good, found

    def conforms(self, data: Data, numbers: Numbers) -> Mask:
        """Which of some terms conform."""
        nodes, back = data.number_again(numbers)
        return self.run(data, nodes)[0][back]


class Compiled:
    """The shapes of a graph that have targets, ready to be run."""

    def __init__(self, held: Graph) -> None:
        """Read them.

        Raises:
            ValueError: something in the graph is not known here, or not as SHACL has it.
        """
        for subject, predicate in sorted(held.subject_predicates()):
            if predicate not in _KNOWN:  # of whatever is there: it may say how to read the rest
                raise _unknown(subject, short_name(str(predicate)))
        reader = Reader(held)
        targets: dict[Node, list[Target]] = {}
        for shape, target in read_targets(held):
            targets.setdefault(shape, []).append(target)
        self._shapes: Final = [(reader.shape(each), some) for each, some in targets.items()]

    def shapes(self) -> list[Shape]:
        """Those that have targets."""
        return [shape for shape, _ in self._shapes]

    def run(self, data: Data, foci: Container[Term] | None = None) -> set[Result]:
        """All that is found in indexed data, or what is found of some nodes."""
        found: set[Result] = set()
        for shape, targets in self._shapes:
            nodes = np.concatenate([each.nodes(data) for each in targets])
            found.update(shape.run(data, data.number_again(nodes)[0])[1])
        return {each for each in found if foci is None or each.focus in foci}


@dataclass(frozen=True, slots=True)
class Target:
    """What a shape looks at."""

    kind: Node
    term: Term

    def nodes(self, data: Data) -> Numbers:
        """The nodes that it stands for, in any order; one may be there several times."""
        if self.kind == SH.targetClass:
            return np.flatnonzero(data.instances(self.term)).astype(np.int32)
        if self.kind == SH.targetNode:
            return np.array([data.number(self.term)], np.int32)
        return data.pairs(self.term)[0 if self.kind == SH.targetSubjectsOf else 1]


def index(columns: Columns, held: Graph) -> Data:
    """Data ready for these shapes: with a number for each node that is itself a target."""
    return Data(columns, [x.term for _, x in read_targets(held) if x.kind == SH.targetNode])


def read_targets(held: Graph) -> list[tuple[Node, Target]]:
    """Each shape of a graph with a target, and that, in a fixed order."""
    return [
        (shape, Target(kind, to_term(term)))
        for kind in sorted(_TARGETS)
        for shape, term in sorted(held.subject_objects(kind))
    ]


class Reader:
    """Reads the shapes of a graph, each once."""

    def __init__(self, held: Graph) -> None:
        self._held = held
        self._shapes: dict[Node, Shape | None] = {}
        self._checks: dict[object, Check] = {}  # one for equal constraints, which share answers
        self._arguments: Final[dict[str, Callable[[Node, Node], Any]]] = {
            "bound": self._bound,
            "count": self._count,
            "datatype": self._datatype,
            "iri": self._iri,
            "kinds": lambda _, value: _KINDS[value],
            "pattern": self._pattern,
            "shape": lambda _, value: self.shape(value).conforms,
            "shapes": lambda _, value: tuple(self.shape(x).conforms for x in self._list(value)),
            "tags": lambda _, value: frozenset(str(x).lower() for x in self._list(value)),
            "term": lambda _, value: to_term(value),
            "terms": lambda _, value: frozenset(to_term(x) for x in self._list(value)),
        }

    def shape(self, node: Node) -> Shape:
        """The shape of that name.

        Raises:
            ValueError: something of it is not known here, or not as SHACL has it.
        """
        if node not in self._shapes:
            self._shapes[node] = None
            self._shapes[node] = self._read(node)
        shape = self._shapes[node]
        if shape is None:
            raise _unknown(node, "a shape that refers to itself")
        return shape

    def path(self, node: Node) -> Path:
        """The path that a node of the shapes stands for.

        Raises:
            ValueError: it is not one that is known here.
        """
        if isinstance(node, URIRef):
            return partial(Data.step, predicate=to_term(node))
        parts = list(self._held.predicate_objects(node))
        kind, inner = parts[0] if len(parts) == 1 else (RDF.nil, node)
        if kind == SH.inversePath and isinstance(inner, URIRef):
            return partial(Data.step, predicate=to_term(inner), inverse=True)
        if kind == SH.alternativePath:
            return partial(either, paths=[self.path(each) for each in self._list(inner)])
        if kind in _REPEATS:
            itself, again = _REPEATS[kind]
            return partial(repeated, path=self.path(inner), itself=itself, again=again)
        raise _unknown(node, f"the path {path_name(self._held, node)}")

    def _read(self, node: Node) -> Shape:
        said = sorted(self._held.predicate_objects(node))
        if not said and isinstance(node, URIRef):
            raise _unknown(node, "a shape that is not there")
        path = self._one(node, SH.path)
        if (RDF.type, SH.NodeShape if path else SH.PropertyShape) in said:
            raise _unknown(node, "a property shape without a path, or a node shape with one")
        checks = []
        for predicate, value in said:
            name = str(predicate).removeprefix(str(SH))
            if predicate == RDF.type and value not in (SH.NodeShape, SH.PropertyShape):
                raise _unknown(node, f"a shape that is a {short_name(str(value))} too")
            if predicate not in _SHAPE and name not in CONSTRAINTS:
                raise _unknown(node, f"{short_name(str(predicate))} of a shape")
            if name in CONSTRAINTS:
                if path is None and name in _OF_PATHS:
                    raise _unknown(node, f"sh:{name} without a path")
                if name not in _SEVERAL:
                    self._one(node, predicate)
                checks.append((f"{name[0].upper()}{name[1:]}", self._check(node, name, value)))
        if self._one(node, SH.flags) is not None and self._one(node, SH.pattern) is None:
            raise _unknown(node, "sh:flags without a pattern")
        severity = self._one(node, SH.severity) or SH.Violation
        return Shape(
            name=str(node),
            path=None if path is None else self.path(path),
            path_name="" if path is None else path_name(self._held, path),
            severity=str(severity).removeprefix(str(SH)),
            checks=tuple(checks),
            properties=tuple(self.shape(x) for p, x in said if p == SH.property),
        )

    def _check(self, node: Node, name: str, value: Node) -> Check:
        kind, make = CONSTRAINTS[name]
        try:
            argument = self._arguments[kind](node, value)
        except (KeyError, TypeError, re.error) as error:
            raise _unknown(node, f"sh:{name} {short_name(str(value))} ({error})") from None
        key = (name, argument)
        return self._checks.setdefault(key, make(argument))

    def _one(self, node: Node, predicate: Node) -> Node | None:
        values = list(self._held.objects(node, predicate))
        if len(values) > 1:
            raise _unknown(node, f"{short_name(str(predicate))} said twice")
        return values[0] if values else None

    def _list(self, head: Node) -> list[Node]:
        if not (members := list(Collection(self._held, head))):
            raise TypeError("no list, or an empty one")
        return members

    def _bound(self, _: Node, value: Node) -> Term:
        if comparable(bound := to_term(value)) is None:
            raise TypeError("no number, day or text")
        return bound

    def _count(self, _: Node, value: Node) -> int:
        if not isinstance(value, Literal) or value.datatype != XSD.integer or not value.isdigit():
            raise TypeError("no whole number")
        return int(value)

    def _datatype(self, _: Node, value: Node) -> Term:
        if str(value) not in DATATYPES:
            raise TypeError("no datatype of which it is known here what is well formed")
        return to_term(value)

    def _iri(self, _: Node, value: Node) -> Term:
        if not isinstance(value, URIRef):
            raise TypeError("no IRI")
        return to_term(value)

    def _pattern(self, node: Node, value: Node) -> re.Pattern[str]:
        flags = str(self._one(node, SH.flags) or "")
        if flags not in ("", "i") or not isinstance(value, Literal):
            raise TypeError(f"the flags {flags!r}")
        return re.compile(str(value), re.IGNORECASE if flags else 0)


def path_name(graph: Graph, path: Node) -> str:
    """The IRI of a path; of one of several parts, its kind and its parts in brackets."""
    if not isinstance(path, BNode):
        return str(path)
    if (path, RDF.first, None) in graph:
        return " ".join(path_name(graph, each) for each in Collection(graph, path))
    parts = sorted(graph.predicate_objects(path))
    return " ".join(f"{short_name(str(kind))}({path_name(graph, x)})" for kind, x in parts)


def _unknown(node: Node, what: str) -> ValueError:
    return ValueError(f"{short_name(str(node))}: this engine does not know {what}")
