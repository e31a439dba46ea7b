"""How far a long task is, in one line on stderr: on a terminal alone, and from two seconds on.

Whoever works says which step begins (`step`) and gives out what it goes through (`counted`); both
do nothing until a command opens the line (`show_progress`). A thread draws it, since a step may be
one long call, and writes past Python's own stderr, so that no lock of it is held where a process is
forked.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from kg.errors import visible

Item = TypeVar("Item")
WAIT: Final = 2.0  # seconds in which nothing is shown: most commands are done by then
_EVERY: Final = 0.5  # seconds
_SURE: Final = 0.02  # of the way, before which the time left is a guess
_CLEAR: Final = "\r\x1b[K"


class Line:
    """What is being done, and how far it is."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now: Final = now
        self._begun: Final = now()
        self.drawn = False
        self.begin("")

    def begin(self, what: str, share: Callable[[], float] | None = None) -> None:
        """A step begins; `share` tells how much of it is done, from 0 to 1."""
        self._what, self._share, self._since = what, share, self._now()
        self.count = 0

    def hide(self) -> bool:
        """Forget the step, since something else is shown; whether the line was drawn."""
        drawn, self.drawn = self.drawn, False
        self._what = ""
        return drawn

    def text(self) -> str:
        """The line as it is now; empty where there is nothing to show yet."""
        if not self._what or self._now() - self._begun < WAIT:
            return ""
        count = f", {self.count:,}" if self.count else ""
        return visible(f"{self._what}{count}{self._left()}")

    def _left(self) -> str:
        try:
            done = self._share() if self._share else 0.0
        except ValueError:  # of a file that was closed meanwhile
            done = 0.0
        if done < _SURE:
            return ""
        seconds = (self._now() - self._since) * (1 - done) / done
        told = f"{seconds / 60:.0f} min" if seconds > 90 else f"{seconds:.0f} s"
        return f" ({done:.0%}, about {told} left)"


_lines: Final[list[Line]] = []  # the one that is shown, if any


def step(what: str) -> None:
    """Say what begins now, such as "drawing the page"."""
    for line in _lines:
        line.begin(what)


def counted(
    items: Iterable[Item], what: str, share: Callable[[], float] | None = None
) -> Iterator[Item]:
    """The same items, counted while they are taken, as a step.

    Args:
        items: what a step goes through.
        what: what it does with them, such as "reading rows of t.csv".
        share: how much of them is done, from 0 to 1, where it can be told.
    """
    if not _lines:
        yield from items
        return
    line = _lines[0]
    line.begin(what, share)
    try:
        for each in items:
            line.count += 1
            yield each
    finally:
        line.begin(what)


def hide_line() -> None:
    """Take the line away until the next step: a command writes what it found."""
    for line in _lines:
        if line.hide():
            os.write(sys.stderr.fileno(), _CLEAR.encode())


@contextmanager
def show_progress() -> Iterator[None]:
    """Show on stderr how far the work inside is; nothing where stderr is not a terminal."""
    if _lines or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    line, ended, terminal = Line(), threading.Event(), sys.stderr.fileno()
    _lines.append(line)
    thread = threading.Thread(target=_draw, args=(line, ended, terminal), daemon=True)
    thread.start()
    try:
        yield
    finally:
        _lines.clear()
        ended.set()
        thread.join()


def _draw(line: Line, ended: threading.Event, terminal: int) -> None:
    while not ended.wait(_EVERY):
        if text := line.text():
            width = (os.get_terminal_size(terminal).columns or 80) - 1
            encoded = text[:width].encode(sys.stderr.encoding, "replace")
            line.drawn = True
            os.write(terminal, _CLEAR.encode() + encoded)
    if line.drawn:
        os.write(terminal, _CLEAR.encode())
