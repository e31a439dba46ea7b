"""Runs one piece of work in a limited process: no new files or sockets, bounded time and memory.

A SPARQL engine cannot be stopped from Python while it runs, can be made to end the process, and
fetches what SERVICE names; the kernel's limits hold whatever the query says.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from typing import Final, TypeVar

from kg.errors import EngineError, UsageError

TIME_LIMIT: Final = 30  # seconds of wall clock
LONGEST: Final = 86_400  # seconds, a day: the most that a caller may allow
#: Bytes of address space, at most half of the machine's memory, so that a query cannot take what
#: everything else there needs; best effort on macOS.
MEMORY_LIMIT = min(
    4_000_000_000, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
)
_HEAD: Final = 8  # bytes before an answer, with its length
_NO_MEMORY: Final = "ran out of memory; narrow it, or add LIMIT"
Result = TypeVar("Result")
#: Processes that have answered and are still giving back their memory: over a million triples that
#: takes as long as to make one, and nobody has to wait for it.
_ending: Final[set[int]] = set()


def run_limited(work: Callable[[], Result], seconds: float = TIME_LIMIT) -> Result:
    """Run `work` in a child process and return what it returns, or raise what it raises.

    Raises:
        UsageError: the limit is no number of seconds above 0 and up to a day.
        EngineError: it ran out of time or memory, or ended without an answer.
    """
    if not 0 < seconds <= LONGEST:  # not a number is neither
        raise UsageError(
            f"{seconds:g} is no time limit; give seconds, more than 0 and at most {LONGEST:,}"
        )
    _reap()
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        _serve(work, writer, seconds)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as pipe:
            data = pipe.read()
    except BaseException:  # Ctrl-C: the engine would not hear of it
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    told, answer = data[:_HEAD], data[_HEAD:]
    if len(told) < _HEAD or int.from_bytes(told) != len(answer):
        _, status = os.waitpid(child, 0)
        name = signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else "exit"
        reasons = {
            "SIGALRM": f"took longer than {seconds:g} s; narrow it, or add LIMIT",
            "SIGABRT": _NO_MEMORY,
        }
        reason = reasons.get(name, f"ended the engine ({name}); simplify it")
        raise EngineError(f"the query {reason}")
    _ending.add(child)
    _reap()
    good, value = pickle.loads(answer)  # noqa: S301 - our own child wrote it just now
    if not good:
        raise value
    return value  # type: ignore[no-any-return]


def _reap() -> None:
    """Let go of the processes that have ended by now."""
    for child in tuple(_ending):
        try:
            ended, _ = os.waitpid(child, os.WNOHANG)
        except ChildProcessError:  # the caller waited for it, or is a copy of the process that did
            ended = child
        if ended:
            _ending.discard(child)


def _serve(work: Callable[[], object], writer: int, seconds: float) -> None:
    """The child: never returns."""
    code = 1
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 2)  # the engine's own last words are no message for people
        faulthandler.disable()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if sys.platform != "darwin":
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
        try:
            answer: tuple[bool, object] = (True, work())
        except MemoryError:
            answer = (False, EngineError(f"the query {_NO_MEMORY}"))
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
            answer = (False, error)
        data = pickle.dumps(answer)
        data = len(data).to_bytes(_HEAD) + data
        while data:
            data = data[os.write(writer, data) :]
        os.close(writer)  # before the memory goes: the answer is complete
        code = 0
    finally:
        os._exit(code)
