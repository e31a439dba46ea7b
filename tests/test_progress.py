"""The line that says how far a task is: on a terminal alone, and not before two seconds."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from kg.progress import WAIT, Line, counted, show_progress, step


class Clock:
    """A clock that goes on when it is told to."""

    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_nothing_is_said_in_the_first_seconds_nor_without_a_step() -> None:
    clock = Clock()
    line = Line(clock)
    clock.seconds += WAIT + 1
    assert line.text() == ""
    line = Line(clock)
    line.begin("drawing the page")
    clock.seconds += WAIT - 0.1
    assert line.text() == ""
    clock.seconds += 0.2
    assert line.text() == "drawing the page"


def test_what_is_counted_is_told_with_the_time_that_is_left() -> None:
    clock = Clock()
    line = Line(clock)
    line.begin("reading rows of t.csv", lambda: 0.25)
    line.count = 12_000
    clock.seconds += 10
    assert line.text() == "reading rows of t.csv, 12,000 (25%, about 30 s left)"
    clock.seconds += 90
    assert line.text() == "reading rows of t.csv, 12,000 (25%, about 5 min left)"
    line.begin("inferring links")
    assert line.text() == "inferring links"


def test_an_item_may_count_for_many(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Line()
    monkeypatch.setattr("kg.progress._lines", [line])
    seen = [line.count for _ in counted(["ab", "cde"], "reading", size=len)]
    assert seen == [2, 5]


def test_a_guess_from_the_very_beginning_is_not_told() -> None:
    clock = Clock()
    line = Line(clock)
    line.begin("reading", lambda: 0.001)
    clock.seconds += 10
    assert line.text() == "reading"


def test_a_name_cannot_steer_the_terminal() -> None:
    clock = Clock()
    line = Line(clock)
    line.begin("reading \x1b[2J")
    clock.seconds += 10
    assert line.text().isprintable()


def test_without_a_terminal_items_pass_and_nothing_is_written(capfd) -> None:
    with show_progress():
        step("reading")
        assert list(counted("abc", "reading")) == ["a", "b", "c"]
    assert capfd.readouterr() == ("", "")


CODE = """
import time, kg.progress
from kg.progress import counted, show_progress
kg.progress.WAIT, kg.progress._EVERY = 0.05, 0.02
with show_progress():
    for _ in counted(range(3), "counting sheep"):
        time.sleep(0.2)
print("done")
"""


def test_on_a_terminal_the_line_is_drawn_again_and_cleared_at_the_end() -> None:
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm"}
    ran = subprocess.run(
        [sys.executable, "-c", CODE], stderr=theirs, stdout=subprocess.PIPE, env=env, check=True
    )
    os.close(theirs)
    written = os.read(ours, 100_000).decode()
    os.close(ours)
    assert ran.stdout == b"done\n"
    assert "counting sheep, 1" in written
    assert "counting sheep, 3" in written
    assert written.endswith("\r\x1b[K")
