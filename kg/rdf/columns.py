"""Triples as columns: each distinct term has a number, and three arrays of numbers hold them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import pyoxigraph as ox
from numpy.typing import NDArray

Term: TypeAlias = ox.NamedNode | ox.Literal
Numbers: TypeAlias = NDArray[np.int32]


class Columns:
    """Distinct triples in any order, by the numbers of their terms."""

    def __init__(
        self, terms: Sequence[Term], subjects: Numbers, predicates: Numbers, objects: Numbers
    ) -> None:
        self.terms = terms
        self.subjects = subjects
        self.predicates = predicates
        self.objects = objects

    @classmethod
    def of(cls, triples: Iterable[ox.Triple | ox.Quad]) -> Columns:
        """The distinct triples among these.

        Raises:
            TypeError: a term is neither an IRI nor a literal; our own graphs have no blank nodes.
        """
        numbers: dict[Any, int] = {}
        number = numbers.setdefault
        rows = [
            number(term, len(numbers))
            for each in triples
            for term in (each.subject, each.predicate, each.object)
        ]
        for term in numbers:
            if not isinstance(term, ox.NamedNode | ox.Literal):
                raise TypeError(f"neither an IRI nor a literal: {term}")
        return cls(list(numbers), *_distinct(*np.array(rows, np.int64).reshape(-1, 3).T))

    @classmethod
    def joined(cls, *parts: Columns) -> Columns:
        """The triples that stand in any of some parts."""
        numbers: dict[Term, int] = {}
        rows = []
        for part in parts:
            at = np.array([numbers.setdefault(x, len(numbers)) for x in part.terms], np.int64)
            rows.append([at[each] for each in (part.subjects, part.predicates, part.objects)])
        columns = (np.concatenate(each) for each in zip(*rows, strict=True))
        return cls(list(numbers), *_distinct(*columns))


def _distinct(
    subjects: NDArray[np.int64], predicates: NDArray[np.int64], objects: NDArray[np.int64]
) -> tuple[Numbers, ...]:
    """Each row once, in the order of their numbers."""
    used, predicate = np.unique(predicates, return_inverse=True)
    size = 1 + max(objects.max(initial=0), subjects.max(initial=0))
    # np.unique would hash them, which takes many times as long
    keys = np.sort((predicate * size + subjects) * size + objects)
    rest, last = np.divmod(keys[np.diff(keys, prepend=-1) > 0], size)
    named, first = np.divmod(rest, size)
    return tuple(each.astype(np.int32) for each in (first, used[named], last))
