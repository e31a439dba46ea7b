"""Circles in what belongs to what."""

from __future__ import annotations

import pytest

from kg.read.circles import find_circles, spell_circle


@pytest.mark.parametrize(
    ("wholes", "circles"),
    [
        ({}, []),
        ({"a": ["b"], "b": ["c"]}, []),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"]}, []),  # two ways up are not a circle
        ({"a": ["a"]}, [("a",)]),
        ({"b": ["a"], "a": ["b"]}, [("a", "b")]),
        ({"c": ["a"], "a": ["b"], "b": ["c"]}, [("a", "b", "c")]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [("a", "b"), ("c", "d")]),
        ({"z": ["a"], "a": ["b"], "b": ["a", "top"]}, [("a", "b")]),  # what hangs on it is left out
    ],
)
def test_a_circle_is_told_from_its_first_name_part_before_whole(
    wholes: dict[str, list[str]], circles: list[tuple[str, ...]]
) -> None:
    assert find_circles(wholes) == circles


def test_circles_that_share_a_member_are_told_one_at_a_time() -> None:
    (found,) = find_circles({"a": ["b", "c"], "b": ["a"], "c": ["a"]})
    assert found in (("a", "b"), ("a", "c"))


def test_the_order_of_what_is_given_does_not_show() -> None:
    wholes = {"a": ["b", "c"], "b": ["a"], "c": ["a"], "d": ["e"], "e": ["d"]}
    turned = {name: wholes[name][::-1] for name in reversed(wholes)}
    assert find_circles(turned) == find_circles(wholes)


def test_what_is_given_stays_as_it_was() -> None:
    wholes = {"a": ["b"], "b": ["a"]}
    find_circles(wholes)
    assert wholes == {"a": ["b"], "b": ["a"]}


def test_a_circle_in_words() -> None:
    assert spell_circle(("a",)) == "'a' is a part of 'a'"
    assert spell_circle(("a", "b", "c")) == "'a' is a part of 'b', 'b' of 'c', 'c' of 'a'"
