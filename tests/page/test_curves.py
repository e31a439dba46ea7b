"""How lines run: from under the marker, clear of its texts."""

from __future__ import annotations

import re

import pytest

from kg.page.curves import TIP, trace_head, trace_line
from kg.page.geometry import MARKER, Spot

HERE = Spot(x=100, y=100, reach=100, before=60, after=180)


def at(x: int, y: int) -> Spot:
    return Spot(x=x, y=y, reach=x)


@pytest.mark.parametrize("end", [at(300, 200), at(300, 20), at(100, 200), at(20, 200)])
def test_a_line_of_a_timeline_runs_up_or_down_at_both_ends(end: Spot) -> None:
    trace = trace_line(HERE, end, "timeline")
    (x, _), (right, down) = trace.tip, trace.way
    assert (x, right) == (end.x, 0)
    assert down == (1 if end.y > HERE.y else -1)
    assert trace.tip[1] == end.y - TIP * down
    numbers = [int(each) for each in re.findall(r"-?\d+", trace.path)]
    assert numbers[:4:2] == [HERE.x, HERE.x]  # straight up or down at first


def test_a_line_within_a_row_runs_below_it_and_stays_off_the_next() -> None:
    trace = trace_line(HERE, at(300, 100), "timeline")
    assert trace.way == (0, -1)
    heights = [int(each) for each in re.findall(r"\d+ (\d+)", trace.path)]
    assert all(100 <= height <= 120 for height in heights)


@pytest.mark.parametrize("y", [20, 100, 200])
def test_a_line_of_a_graph_underlines_the_caption_and_arrives_from_the_left(y: int) -> None:
    trace = trace_line(HERE, at(600, y), "graph")
    level, leave = map(int, re.search(r"(\d+)H(\d+)", trace.path).groups())
    assert abs(level - HERE.y) > 8  # px, half a line of text
    assert leave == HERE.x + HERE.after
    assert (trace.tip, trace.way) == ((600 - TIP, y), (1, 0))


def test_a_line_back_has_no_caption_to_underline() -> None:
    assert trace_line(HERE, at(20, 200), "graph") == trace_line(HERE, at(20, 200), "timeline")
    near = at(HERE.x + 40, 200)
    assert trace_line(HERE, near, "graph") == trace_line(HERE, near, "timeline")


def test_each_head_ends_outside_the_marker_and_looks_its_own() -> None:
    trace = trace_line(HERE, at(300, 200), "timeline")
    heads = {sort: trace_head(trace, sort) for sort in ("arrow", "diamond", "vee")}
    assert len(set(heads.values())) == 3
    assert all("300 188" in head for head in heads.values())
    assert MARKER < 200 - 188
