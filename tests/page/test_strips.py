"""The strip of a pair: columns by time and side, as high as there are moves, and threads."""

from __future__ import annotations

import re
from typing import Any

import pytest
from dispute import dispute, page_data
from support import EXCHANGE, act, claim

from kg.model.actions import Action, Link
from kg.page.strips import COLUMNS, HALF, LEAST, WIDTH, draw_strip
from kg.tell.dyads import find_dyads
from kg.tell.index import Index

#: M x y, and of a column v height
COLUMN = re.compile(r"M([\d.]+) ([\d.]+)v(-?[\d.]+)")
THREAD = re.compile(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)")


def strip(*acts: Action, links: tuple[Link, ...] = ()) -> dict[str, str]:
    """Of the largest pair."""
    return draw_strip(find_dyads(Index(page_data(actions=acts, links=links)))[0])


def numbers(pattern: re.Pattern[str], path: str) -> list[tuple[float, ...]]:
    found = [tuple(map(float, each)) for each in pattern.findall(path)]
    assert pattern.sub("", path) == ""  # nothing else is in it
    return found


def columns(path: str) -> list[tuple[float, ...]]:
    return numbers(COLUMN, path)


def test_the_first_side_is_above_the_line_and_the_second_below_by_time() -> None:
    drawn = strip(*EXCHANGE)  # Borduria, of the two the first, on 5 March alone
    ((x, y, up),) = columns(drawn["up"])
    assert (y, up) == (HALF, -LEAST)
    assert WIDTH * 0.45 < x < WIDTH * 0.55
    (left, _, down), (right, _, _) = columns(drawn["down"])
    assert (left, right) == (2.5, WIDTH - 2.5)
    assert down == LEAST
    assert drawn["both"] == drawn["joins"] == drawn["inferred"] == ""


def test_a_column_is_as_high_as_there_are_moves_and_never_higher_than_its_half() -> None:
    many = [act(f"m{n}") for n in range(40)]
    some = [act(f"s{n}", day="2031-06-01") for n in range(10)]
    one = act("one", day="2031-12-31")
    drawn = columns(strip(*many, *some, one)["down"])
    heights = [height for *_, height in drawn]
    assert heights[0] == HALF
    assert heights[2] == LEAST
    assert LEAST < heights[1] < HALF
    assert all(y + height <= 2 * HALF for _, y, height in drawn)


def test_few_moves_are_not_blown_up_to_the_full_height() -> None:
    two = strip(act("a"), act("b"), act("c", day="2031-04-01"))
    assert columns(two["down"])[0][2] < HALF / 2


def test_what_both_do_or_others_with_them_crosses_the_line() -> None:
    mutual = act("mutual", actor_states=("XBO", "XRU"), recipient_states=("XRU", "XBO"))
    joint = act("joint", day="2031-03-09", actor_states=("XBO", "XSY"), recipient_states=("XRU",))
    drawn = strip(mutual, joint)
    ((_, y, height),) = columns(drawn["both"])
    assert y + height / 2 == HALF
    assert len(columns(drawn["up"])) == 1  # Borduria's, though with another


def test_one_day_is_one_column_and_one_year() -> None:
    drawn = strip(act("a"), act("b", "XBO", "XRU"))
    assert columns(drawn["up"])[0][0] == columns(drawn["down"])[0][0] == 2.5
    assert (drawn["first"], drawn["last"]) == ("2031", "2031")


def test_columns_stay_within_the_strip_however_long_it_is() -> None:
    days = [f"{year}-{month:02}-15" for year in range(1990, 2032) for month in (1, 6, 12)]
    drawn = strip(*(act(f"a{n}", day=day) for n, day in enumerate(days)))
    places = [x for x, *_ in columns(drawn["down"])]
    assert places == sorted(set(places))
    assert len(places) == COLUMNS
    assert (places[0], places[-1]) == (2.5, WIDTH - 2.5)
    assert (drawn["first"], drawn["last"]) == ("1990", "2031")


def test_a_thread_runs_from_tip_to_tip_whole_or_as_only_inferred() -> None:
    guess: dict[str, Any] = {"basis": "inferred", "stance": "speculates"}
    drawn = strip(*EXCHANGE, links=(claim("a2", "a1"), claim("a3", "a2", **guess)))
    ((x, y, to, low),) = numbers(THREAD, drawn["joins"])
    assert (y, low) == (HALF + LEAST, HALF - LEAST)
    assert x < to
    ((start, *_),) = numbers(THREAD, drawn["inferred"])
    assert start == to


def test_a_thread_within_one_column_leans_aside_to_be_seen() -> None:
    drawn = strip(act("a"), act("b", "XBO", "XRU"), links=(claim("b", "a"),))
    ((x, _, to, _),) = numbers(THREAD, drawn["joins"])
    assert to == x + 4


def test_moves_without_a_day_are_in_no_column_and_on_no_thread() -> None:
    undated = act("when", "XBO", "XRU", None)
    drawn = strip(*EXCHANGE, undated, links=(claim("when", "a1"),))
    assert len(columns(drawn["up"])) == 1
    assert drawn["joins"] == ""
    assert strip(undated) == {}


@pytest.mark.parametrize("turned", [False, True])
def test_the_same_data_give_the_same_strip_in_any_order(turned: bool) -> None:
    data = dispute()
    acts, links = (data.actions[::-1], data.links[::-1]) if turned else (data.actions, data.links)
    assert strip(*acts, links=links) == strip(*data.actions, links=data.links)
