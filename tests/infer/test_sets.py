"""Sets of numbers in arrays, and rows by number and day."""

from __future__ import annotations

import numpy as np
import pytest

from kg.infer.sets import Days, Sets, spread

MANY = Sets.of([[3, 1], [], [1], [7]])
ONE = Sets.single(np.array([3, 1, 1, 7]))


def test_a_range_that_ends_before_it_begins_has_no_number() -> None:
    place, number = spread(np.array([4, 2, 0]), np.array([3, 4, 0]))
    assert (place.tolist(), number.tolist()) == ([1, 1], [2, 3])


def test_the_numbers_of_rows_come_with_the_place_of_the_row() -> None:
    place, items = MANY.expand(np.array([3, 1, 0, 0]))
    assert (place.tolist(), items.tolist()) == ([0, 2, 2, 3, 3], [7, 3, 1, 3, 1])
    place, items = ONE.expand(np.array([3, 0]))
    assert (place.tolist(), items.tolist()) == ([0, 1], [7, 3])


@pytest.mark.parametrize("found", [MANY, ONE])
def test_a_row_has_its_numbers_and_none_of_the_next_row(found: Sets) -> None:
    rows = np.array([0, 1, 2, 2, 3, 3, 0])
    items = np.array([3, 8, 1, 3, 7, 1, 9])  # 8 numbers a row: 9 of the first is 1 of the next
    assert found.has(rows, items).tolist() == [True, False, True, False, True, False, False]


def test_rows_share_the_numbers_that_both_have() -> None:
    place, items = MANY.share(np.array([0, 1, 3]), ONE, np.array([1, 1, 3]))
    assert (place.tolist(), items.tolist()) == ([0, 2], [1, 7])


def test_sets_of_pairs_hold_each_number_once_and_none_holds_nothing() -> None:
    found = Sets.paired([(2, 5), (0, 4), (2, 5), (2, 1)], 4)
    assert [found.of_row(each) for each in range(4)] == [[4], [], [1, 5], []]
    none = Sets.paired([], 3)
    assert none.sizes(np.arange(3)).tolist() == [0, 0, 0]
    assert none.has(np.arange(3), np.zeros(3, np.int64)).tolist() == [False] * 3
    assert none.expand(np.arange(3))[1].tolist() == []


def test_rows_of_a_number_are_found_by_day_and_stay_in_order_within_one() -> None:
    days = Days.of(np.array([2, 1, 2, 2]), np.array([5, 5, 4, 5]), np.array([0, 1, 2, 3]))
    assert days.rows.tolist() == [1, 2, 0, 3]
    two = np.array([2, 2, 2, 1, 3])
    first, last = np.array([4, 5, -9, 5, 1]), np.array([5, 9, 4, 4, 9])
    assert days.count(two, first, last).tolist() == [3, 2, 1, 0, 0]
    begin, end = days.find(two, first, last)
    assert days.rows[begin[0] : end[0]].tolist() == [2, 0, 3]
