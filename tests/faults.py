"""Faults at file calls: what the system refuses, and moments at which a process is killed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest

CALLS: Final = (
    "chmod", "close", "fchmod", "fstat", "fsync", "link", "listdir", "lstat", "mkdir", "open",
    "rename", "replace", "rmdir", "scandir", "stat", "unlink", "write",
)  # fmt: skip


class Faults:
    """Counts the file calls of what runs inside `at`, and lets one of them do something else."""

    def __init__(self) -> None:
        self.number = 0  # calls so far
        self.called = ""  # the one at which it happened

    @contextmanager
    def at(self, number: int, act: Callable[[], None], *, sticky: bool = False) -> Iterator[None]:
        """Act in place of a call, or of every call from there on; a file is closed all the same.

        Nothing waits for the disk meanwhile, which would take most of the time.
        """
        self.number, self.called = 0, ""
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, self._counting(name, number, act, sticky=sticky))
            yield

    def _counting(
        self, name: str, at: int, act: Callable[[], None], *, sticky: bool
    ) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*args: Any, **more: Any) -> Any:
            here, self.number = self.number, self.number + 1
            if here == at or (sticky and here > at):
                self.called = self.called or name
                try:
                    act()
                except BaseException:
                    if name == "close":
                        real(*args)
                    raise
            return None if name == "fsync" else real(*args, **more)

        return call


def count_calls(work: Callable[[], object]) -> int:
    """How many file calls it makes."""
    faults = Faults()
    with faults.at(-1, lambda: None):
        work()
    return faults.number


def refuse(number: int) -> Callable[[], None]:
    """What the system refuses with a number."""

    def act() -> None:
        raise OSError(number, os.strerror(number))

    return act


def run_child(work: Callable[[], None]) -> int:
    """Run it in a copy of this process; how that ended, as os.waitstatus_to_exitcode tells it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
