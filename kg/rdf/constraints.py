"""Data by predicate; the paths and constraints of SHACL core as expressions on arrays of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from operator import ge, gt, le, lt
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

from kg.model.ids import PREFIXES
from kg.rdf.columns import Columns, Numbers, Term
from kg.rdf.literals import in_order, is_well_formed

Mask: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.intp]

TYPE: Final = ox.NamedNode(PREFIXES["rdf"] + "type")
SUBCLASS: Final = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")


class Values(NamedTuple):
    """The values that a path leads to, each once for each of the nodes it starts from."""

    nodes: Numbers  # no two the same
    at: Places  # of each value, the place of its node in `nodes`
    value: Numbers

    def sizes(self) -> Places:
        """How many values each node has."""
        return np.bincount(self.at, minlength=len(self.nodes))

    def pairs(self, size: int | np.int64) -> NDArray[np.int64]:
        """Each node and value as one number, where terms have numbers below `size`."""
        return self.at * np.int64(size) + self.value


class Data:
    """Columns by predicate, and what is known of each term once it was asked."""

    def __init__(self, columns: Columns, also: Sequence[Term] = ()) -> None:
        """`also` are terms to give a number though they may stand in no triple."""
        self.terms: Sequence[Term] = columns.terms
        if also:
            missing = [each for each in dict.fromkeys(also) if self.number(each) < 0]
            self.terms = [*columns.terms, *missing]
            self._numbers.update((x, len(columns.terms) + n) for n, x in enumerate(missing))
        self.columns: Final = columns
        self._tables: dict[object, NDArray[np.uint8]] = {}

    @cached_property
    def _numbers(self) -> dict[Term, int]:
        return {term: number for number, term in enumerate(self.terms)}

    @cached_property
    def _rows(self) -> dict[Term, tuple[Numbers, Numbers]]:
        """Subjects and objects of each predicate."""
        held = self.columns
        used, named = self.number_again(held.predicates)
        few = len(used) < 1 << 16  # short numbers are sorted in one go
        order = np.argsort(named.astype(np.uint16) if few else named, kind="stable")
        ends = np.cumsum(np.bincount(named, minlength=len(used)))[:-1]
        rows = (np.split(each[order], ends) for each in (held.subjects, held.objects))
        names = [self.terms[each] for each in used.tolist()]
        return dict(zip(names, zip(*rows, strict=True), strict=True))

    def number(self, term: Term) -> int:
        """The number of a term, -1 where it has none."""
        return self._numbers.get(term, -1)

    def pairs(self, predicate: Term, *, inverse: bool = False) -> tuple[Numbers, Numbers]:
        """Subjects and objects of a predicate, or the other way round."""
        empty = np.empty(0, np.int32)
        subjects, objects = self._rows.get(predicate, (empty, empty))
        return (objects, subjects) if inverse else (subjects, objects)

    def step(self, nodes: Numbers, predicate: Term, *, inverse: bool = False) -> Values:
        """From some nodes, different ones, along a predicate."""
        place = np.full(len(self.terms), -1, np.intp)
        place[nodes] = np.arange(len(nodes))
        ends = self.pairs(predicate, inverse=inverse)
        at = place[ends[0]]
        return Values(nodes, at[at >= 0], ends[1][at >= 0])

    def mask(self, numbers: Sequence[int] | Numbers) -> Mask:
        """Which terms are among some."""
        found = np.zeros(len(self.terms), bool)
        found[np.asarray(numbers, np.intp)] = True
        return found

    def number_again(self, numbers: Numbers) -> tuple[Numbers, Places]:
        """The different ones among some, and the place of each of the some among these."""
        used = np.flatnonzero(self.mask(numbers)).astype(np.int32)
        place = np.empty(len(self.terms), np.intp)
        place[used] = np.arange(len(used))
        return used, place[numbers]

    def ask(self, key: object, values: Numbers, holds: Callable[[Term], bool]) -> Mask:
        """Of which of some terms a condition holds; `key` names it, and no term is asked twice."""
        unknown = 2
        if key not in self._tables:
            self._tables[key] = np.full(len(self.terms), unknown, np.uint8)
        table = self._tables[key]
        new = self.number_again(values[table[values] == unknown])[0]
        table[new] = [holds(self.terms[each]) for each in new.tolist()]
        return np.equal(table[values], 1)

    def instances(self, kind: Term) -> Mask:
        """Which terms are instances of a class or of one below it."""
        key = ("instances", kind)
        if key not in self._tables:
            lower, upper = self.pairs(SUBCLASS)
            classes, size = self.mask([each for each in [self.number(kind)] if each >= 0]), -1
            while size != (size := int(classes.sum())):
                classes[lower[classes[upper]]] = True
            subjects, types = self.pairs(TYPE)
            self._tables[key] = self.mask(subjects[classes[types]]).view(np.uint8)
        return self._tables[key].view(np.bool_)


Path: TypeAlias = Callable[[Data, Numbers], Values]


def either(data: Data, nodes: Numbers, paths: Sequence[Path]) -> Values:
    """Along any of some paths."""
    size = np.int64(len(data.terms))
    pairs = np.sort(np.concatenate([path(data, nodes).pairs(size) for path in paths]))
    at, value = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], size)
    return Values(nodes, at, value.astype(np.int32))


def repeated(data: Data, nodes: Numbers, path: Path, *, itself: bool, again: bool) -> Values:
    """Along a path: `again` and again, and from where it starts to `itself`.

    Node by node, since shapes ask it of the few classes.
    """
    found: list[tuple[int, int]] = []
    for place, node in enumerate(nodes):
        reached: set[int] = set()
        todo = path(data, nodes[place : place + 1]).value
        while len(todo):
            reached.update(todo.tolist())
            further = path(data, np.unique(todo)).value if again else todo[:0]
            todo = further[[each not in reached for each in further.tolist()]]
        if itself:
            reached.add(int(node))
        found += [(place, each) for each in sorted(reached)]
    at, value = np.array(found, np.intp).reshape(-1, 2).T
    return Values(nodes, at, value.astype(np.int32))


#: The places of the nodes at fault, and of each the value at fault, or None for the node itself.
Faults: TypeAlias = tuple[Places, Numbers | None]
Check: TypeAlias = Callable[[Data, Values], Faults]
#: Which of some terms conform to a shape.
Conforms: TypeAlias = Callable[[Data, Numbers], Mask]


def each_value(holds: Callable[[Data, Numbers], Mask]) -> Check:
    """At fault are the values that do not hold, whatever node has them."""

    def check(data: Data, values: Values) -> Faults:
        bad = ~holds(data, values.value)
        return values.at[bad], values.value[bad]

    return check


def each_term(holds: Callable[[Term], bool]) -> Check:
    """At fault are the values of which a condition does not hold, whatever else there is."""
    return each_value(lambda data, value: data.ask(holds, value, holds))


def each_node(holds: Callable[[Data, Values], Mask]) -> Check:
    """At fault are the nodes that do not hold with all their values."""
    return lambda data, values: (np.flatnonzero(~holds(data, values)), None)


def has_value(term: Term) -> Check:
    """A node has a value among others."""

    def holds(data: Data, values: Values) -> Mask:
        return np.isin(np.arange(len(values.nodes)), values.at[values.value == data.number(term)])

    return each_node(holds)


def differs(predicate: Term) -> Check:
    """No value of the node is also one of another property."""

    def check(data: Data, values: Values) -> Faults:
        size = len(data.terms)
        bad = np.isin(values.pairs(size), data.step(values.nodes, predicate).pairs(size))
        return values.at[bad], values.value[bad]

    return check


def equals(predicate: Term) -> Check:
    """A node has the same values as those of another property."""

    def check(data: Data, values: Values) -> Faults:
        size, others = len(data.terms), data.step(values.nodes, predicate)
        one = np.isin(values.pairs(size), others.pairs(size), invert=True)
        other = np.isin(others.pairs(size), values.pairs(size), invert=True)
        places = np.concatenate([values.at[one], others.at[other]])
        return places, np.concatenate([values.value[one], others.value[other]])

    return check


def precedes(order: Callable[[Any, Any], bool], predicate: Term) -> Check:
    """Each value of the node stands in an order to all of another property."""

    def check(data: Data, values: Values) -> Faults:
        others = data.step(values.nodes, predicate)
        sort = np.argsort(others.at, kind="stable")
        first, end = (
            np.searchsorted(others.at[sort], values.at, side) for side in ("left", "right")
        )
        row = np.repeat(np.arange(len(first)), end - first)  # a row for each pair of values
        rank = np.arange(len(row)) - np.repeat(np.cumsum(end - first) - (end - first), end - first)
        pairs = np.stack([values.value[row], others.value[sort][first[row] + rank]])
        unique, back = np.unique(pairs, axis=1, return_inverse=True)
        terms = data.terms
        holds = [in_order(order, terms[one], terms[other]) for one, other in unique.T.tolist()]
        bad = row[~np.array(holds, bool)[back.reshape(-1)]]
        return values.at[bad], values.value[bad]

    return check


def conforms_to(shapes: Collection[Conforms], holds: Callable[[NDArray[np.intp]], Mask]) -> Check:
    """Of each value, to how many of some shapes it conforms decides."""
    return each_value(
        lambda data, value: holds(np.sum([each(data, value) for each in shapes], axis=0))
    )


def _language(term: Term, ranges: Collection[str]) -> bool:
    tag = (term.language or "").lower() if isinstance(term, ox.Literal) else ""
    return tag != "" and not {"*", tag, tag.split("-")[0]}.isdisjoint(ranges)


def _datatype(term: Term, kind: Term) -> bool:
    return isinstance(term, ox.Literal) and term.datatype == kind and is_well_formed(term)


def _bound(order: Callable[[Any, Any], bool]) -> Callable[[Term], Check]:
    return lambda bound: each_term(lambda term: in_order(order, term, bound))


#: By name: what its value is, as `Reader` in compiled.py reads it, and the check that follows.
CONSTRAINTS: Final[dict[str, tuple[str, Callable[[Any], Check]]]] = {
    "and": ("shapes", lambda these: conforms_to(these, lambda count: count == len(these))),
    "class": ("iri", lambda kind: each_value(lambda data, value: data.instances(kind)[value])),
    "datatype": ("datatype", lambda kind: each_term(lambda term: _datatype(term, kind))),
    "disjoint": ("iri", differs),
    "equals": ("iri", equals),
    "hasValue": ("term", has_value),
    "in": ("terms", lambda these: each_term(lambda term: term in these)),
    "languageIn": ("tags", lambda tags: each_term(lambda term: _language(term, tags))),
    "lessThan": ("iri", lambda other: precedes(lt, other)),
    "lessThanOrEquals": ("iri", lambda other: precedes(le, other)),
    "maxCount": ("count", lambda most: each_node(lambda _, values: values.sizes() <= most)),
    "maxExclusive": ("bound", _bound(lt)),
    "maxInclusive": ("bound", _bound(le)),
    "maxLength": ("count", lambda most: each_term(lambda term: len(term.value) <= most)),
    "minCount": ("count", lambda least: each_node(lambda _, values: values.sizes() >= least)),
    "minExclusive": ("bound", _bound(gt)),
    "minInclusive": ("bound", _bound(ge)),
    "minLength": ("count", lambda least: each_term(lambda term: len(term.value) >= least)),
    "node": ("shape", each_value),
    "nodeKind": ("kinds", lambda kinds: each_term(lambda term: isinstance(term, kinds))),
    "not": ("shape", lambda shape: each_value(lambda data, value: ~shape(data, value))),
    "or": ("shapes", lambda these: conforms_to(these, lambda count: count > 0)),
    "pattern": ("pattern", lambda form: each_term(lambda term: bool(form.search(term.value)))),
    "xone": ("shapes", lambda these: conforms_to(these, lambda count: count == 1)),
}
