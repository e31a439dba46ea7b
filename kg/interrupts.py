"""Ctrl-C: a command ends with 130, what is half done is undone, what belongs together is done."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from typing import Final, NoReturn

INTERRUPTED: Final = 130  # the exit code, as shells have it: 128 and the signal's number


def end_at_interrupts() -> None:
    """End at once and without a word from here on: nothing has begun, or all is done.

    A command that its caller lets ignore Ctrl-C goes on ignoring it.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def _end(*_: object) -> NoReturn:
    os._exit(INTERRUPTED)


@contextlib.contextmanager
def hear_interrupts() -> Iterator[None]:
    """Let Ctrl-C be an exception inside, so that what is half done can be undone."""
    if signal.getsignal(signal.SIGINT) is not _end:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, _end)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait for the end of a few steps that belong together."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    if before is None:  # it is not Python's
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)
