"""Many sets of numbers in two arrays, and rows found by a number and a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]  # one number, or true and false, a row
LATE: Final = date.max.toordinal() + 1  # past every day: what is open ends then


def spread(begin: Column, end: Column) -> tuple[Column, Column]:
    """Every number of some ranges, each with the place of its range.

    >>> place, number = spread(np.array([5, 9, 2]), np.array([7, 9, 3]))
    >>> place.tolist(), number.tolist()
    ([0, 0, 2], [5, 6, 2])
    """
    sizes = np.maximum(end - begin, 0)
    place = np.repeat(np.arange(len(sizes)), sizes)
    before = np.cumsum(sizes) - sizes
    return place, np.arange(len(place)) + (begin - before)[place]


@dataclass(frozen=True)
class Sets:
    """A set of numbers for each row."""

    begin: Column  # where those of a row begin in `items`; one more than there are rows
    items: Column

    @classmethod
    def of(cls, found: Iterable[Collection[int]]) -> Self:
        """The sets of all rows, in the order of these."""
        told = list(found)
        begin = np.zeros(len(told) + 1, np.int64)
        np.cumsum([len(each) for each in told], out=begin[1:])
        return cls(begin, np.array([item for each in told for item in each], np.int64))

    @classmethod
    def single(cls, items: Column) -> Self:
        """One number a row."""
        return cls(np.arange(len(items) + 1), items)

    @classmethod
    def paired(cls, pairs: Iterable[tuple[int, int]], rows: int) -> Self:
        """Of pairs of a row and a number, the numbers of each row."""
        row, item = np.array(sorted(set(pairs)), np.int64).reshape(-1, 2).T
        return cls(np.searchsorted(row, np.arange(rows + 1)), item) if len(row) else cls.none(rows)

    @classmethod
    def none(cls, rows: int) -> Self:
        """An empty set for each of so many rows."""
        return cls(np.broadcast_to(np.int64(0), rows + 1), np.empty(0, np.int64))

    @cached_property
    def is_single(self) -> bool:
        """Whether each row has one number."""
        sizes = np.diff(self.begin)
        return bool((sizes == 1).all())

    def of_row(self, row: int) -> list[int]:
        """The numbers of one row."""
        return self.items[self.begin[row] : self.begin[row + 1]].tolist()

    def sizes(self, rows: Column) -> Column:
        """How many numbers each of some rows has."""
        return self.begin[rows + 1] - self.begin[rows]

    def expand(self, rows: Column) -> tuple[Column, Column]:
        """The numbers of some rows, each with the place of its row among them."""
        if self.is_single:
            return np.arange(len(rows)), self.items[rows]
        place, at = spread(self.begin[rows], self.begin[rows + 1])
        return place, self.items[at]

    def has(self, rows: Column, items: Column) -> Column:
        """Whether each row has the number beside it."""
        if self.is_single:
            return np.equal(self.items[rows], items)
        if not len(self.items):
            return np.zeros(len(rows), np.bool_)
        width, keys = self._keys
        wanted = rows.astype(np.int64) * width + items
        found = keys[np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)] == wanted
        return np.logical_and(found, items < width)

    def share(self, rows: Column, other: Sets, others: Column) -> tuple[Column, Column]:
        """The numbers that a row and the row of another beside it both have, with their place."""
        place, items = self.expand(rows)
        both = other.has(others[place], items)
        return place[both], items[both]

    @cached_property
    def _keys(self) -> tuple[int, Column]:
        width = int(self.items.max()) + 1
        rows = np.repeat(np.arange(len(self.begin) - 1), np.diff(self.begin))
        return width, np.sort(rows * width + self.items)


@dataclass(frozen=True)
class Days:
    """Rows sorted by a number, such as that of a dyad, then by day, then as they are."""

    keys: Column
    rows: Column
    order: Column  # where each stood before

    @classmethod
    def of(cls, number: Column, day: Column, rows: Column) -> Self:
        """Sort rows, whose order stays where number and day are the same."""
        keys = number.astype(np.int64) * LATE + day
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], rows[order], order)

    def find(self, number: Column, first: Column, last: Column) -> tuple[Column, Column]:
        """Where the rows of a number from one day to another begin and end."""
        base = number.astype(np.int64) * LATE
        begin = np.searchsorted(self.keys, base + np.maximum(first, 0), "left")
        return begin, np.searchsorted(self.keys, base + last, "right")

    def count(self, number: Column, first: Column, last: Column) -> Column:
        """How many rows of a number there are from one day to another."""
        begin, end = self.find(number, first, last)
        return np.maximum(end - begin, 0)
