"""Which way a text runs."""

from __future__ import annotations

from kg.tell.directions import has_leftward, isolate, runs_left

HEBREW = "\u05d1\u05d5\u05e8\u05d3\u05d5\u05e8\u05d9\u05d4"


def test_direction_is_that_of_the_first_letter() -> None:
    assert runs_left(f"23 ({HEBREW}) Klow")
    assert not runs_left(f"Klow {HEBREW}")
    assert not runs_left("23")
    assert has_leftward(f"Klow {HEBREW}")


def test_a_name_is_set_apart_where_it_runs_leftwards_and_only_there() -> None:
    assert isolate("Klow") == "Klow"
    assert isolate(HEBREW) == f"\u2068{HEBREW}\u2069"
