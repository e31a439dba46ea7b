"""Triples as columns: each distinct term has a number, three arrays of numbers hold the triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

Term: TypeAlias = ox.NamedNode | ox.Literal
Numbers: TypeAlias = NDArray[np.int32]
Mask: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Distinct triples in any order, by the numbers of their terms."""

    terms: Sequence[Term]
    subjects: Numbers
    predicates: Numbers
    objects: Numbers

    @classmethod
    def numbered(cls, terms: Sequence[Term], rows: Sequence[int]) -> Columns:
        """The distinct triples of a flat list of numbers: subject, predicate, object, subject …"""
        held = np.array(rows, np.int32).reshape(-1, 3).T
        every = cls(terms, held[0], held[1], held[2])
        return every._rows(np.unique(every._keys(), return_index=True)[1])

    @classmethod
    def of(cls, triples: Iterable[ox.Triple | ox.Quad]) -> Columns:
        """The distinct triples among these.

        Raises:
            TypeError: a term is neither an IRI nor a literal; our own graphs have no blank nodes.
        """
        numbers: dict[Term, int] = {}

        def number(term: object) -> int:
            if not isinstance(term, ox.NamedNode | ox.Literal):
                raise TypeError(f"neither an IRI nor a literal: {term}")
            return numbers.setdefault(term, len(numbers))

        rows = [number(x) for each in triples for x in (each.subject, each.predicate, each.object)]
        return cls.numbered(list(numbers), rows)

    @classmethod
    def joined(cls, *parts: Columns) -> Columns:
        """The triples that stand in any of some parts."""
        return join(*parts)[0]

    def __len__(self) -> int:
        return len(self.subjects)

    def __iter__(self) -> Iterator[tuple[Any, Any, Term]]:
        """Each triple as terms."""
        terms = self.terms
        for row in zip(*(each.tolist() for each in self.rows), strict=True):
            yield terms[row[0]], terms[row[1]], terms[row[2]]

    @property
    def rows(self) -> tuple[Numbers, Numbers, Numbers]:
        """The three arrays."""
        return self.subjects, self.predicates, self.objects

    def kept(self, mask: Mask) -> Columns:
        """Some of the triples, and the terms of these alone."""
        part = self._rows(np.flatnonzero(mask))
        held = np.zeros(len(self.terms), np.bool_)  # np.unique would hash, many times as long
        for each in part.rows:
            held[each] = True
        used = np.flatnonzero(held)
        numbers = np.zeros(len(self.terms), np.int32)
        numbers[used] = np.arange(len(used), dtype=np.int32)
        terms = [self.terms[at] for at in used.tolist()]
        return Columns(terms, *(numbers[each] for each in part.rows))

    def _rows(self, at: NDArray[np.intp]) -> Columns:
        subjects, predicates, objects = (each[at] for each in self.rows)
        return replace(self, subjects=subjects, predicates=predicates, objects=objects)

    def _keys(self) -> NDArray[np.int64]:
        """A number for each triple, the same for equal ones.

        There are few predicates, which keeps it below 2^63 for two hundred million terms.
        """
        used, predicates = np.unique(self.predicates, return_inverse=True)
        size = max(1, len(self.terms))
        pairs = self.subjects.astype(np.int64) * max(1, len(used)) + predicates
        return pairs * size + self.objects


def join(*parts: Columns) -> tuple[Columns, list[Mask]]:
    """The triples of some parts, each once, and for each part which of them stand in it."""
    numbers: dict[Term, int] = {}
    rows = []
    for part in parts:
        at = np.array([numbers.setdefault(x, len(numbers)) for x in part.terms], np.int32)
        rows.append(at[np.stack(part.rows)] if len(part) else np.stack(part.rows))
    together = np.concatenate(rows, axis=1) if rows else np.zeros((3, 0), np.int32)
    every = Columns(list(numbers), *together)
    _, first, place = np.unique(every._keys(), return_index=True, return_inverse=True)
    ends = np.cumsum([0, *(len(each) for each in parts)])
    masks = []
    for begin, end in pairwise(ends):
        masks.append(np.zeros(len(first), np.bool_))
        masks[-1][place[begin:end]] = True
    return every._rows(first), masks
