"""Runs work in limited processes: no new files or sockets, bounded time and memory.

A SPARQL engine cannot be stopped from Python while it runs, can be made to end the process, and
fetches what SERVICE names; the kernel's limits hold whatever the query says. A process that has
answered is kept for the next question, since to make one takes longer the larger the graph is.
"""

from __future__ import annotations

import faulthandler
import fcntl
import os
import pickle
import resource
import signal
import sys
import weakref
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, Generic, NoReturn, TypeVar

from kg.errors import EngineError, UsageError

TIME_LIMIT: Final = 30  # seconds of wall clock
LONGEST: Final = 86_400  # seconds, a day: the most that a caller may allow
#: Bytes of address space, at most half of the machine's memory, so that a query cannot take what
#: everything else there needs; best effort on macOS.
MEMORY_LIMIT = min(4_000_000_000, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2)
_HEAD: Final = 8  # bytes before a message, with its length
_NO_MEMORY: Final = "ran out of memory; narrow it, or add LIMIT"
Question = TypeVar("Question")
Result = TypeVar("Result")


class Worker(Generic[Question, Result]):
    """Answers questions in a limited process: a copy of this one as it is when one is needed.

    It is kept for the next question until the Worker goes, an answer fails to come, or this process
    ends. Threads that ask at once get a process each; one is kept.

    >>> squares = Worker(lambda number: number**2)
    >>> squares.ask(3), squares.ask(4)
    (9, 16)
    """

    def __init__(
        self,
        work: Callable[[Question], Result] | None = None,
        *,
        start: Callable[[], Callable[[Question], Result]] | None = None,
    ) -> None:
        """Questions and answers have to be fit for pickle.

        Args:
            work: answers a question.
            start: makes the work in the process itself, before it is limited: what it opens there
                stays open. Either is needed.
        """
        self._start: Final[Callable[[], Any]] = start or (lambda: work)
        self._idle: Final[list[_Process]] = []

    def ask(self, question: Question, seconds: float = TIME_LIMIT) -> Result:
        """What the work returns for a question; what it raises is raised.

        Raises:
            UsageError: the limit is not a number of seconds above 0 and up to a day.
            EngineError: it ran out of time or memory, or ended without an answer.
        """
        if not 0 < seconds <= LONGEST:  # not a number is neither
            raise UsageError(
                f"{seconds:g} is not a time limit; give seconds above 0, at most {LONGEST:,}"
            )
        process = self._find()
        try:
            good, value = process.ask(question, seconds)
        except BaseException:  # Ctrl-C too: the engine would not hear of it
            process.end()
            raise
        if self._idle:
            process.end()
        else:
            self._idle.append(process)
        if good:
            return value  # type: ignore[return-value]
        try:
            raise value  # type: ignore[misc] # an exception, where it is not good
        finally:
            del value  # else it would hold this frame, and the frame the process

    def _find(self) -> _Process:
        try:
            kept = self._idle.pop()
        except IndexError:
            return _Process(self._start)
        if kept.is_alive():
            return kept
        kept.end()
        return _Process(self._start)


class _Process:
    """One limited process, and the two pipes to it."""

    def __init__(self, start: Callable[[], object]) -> None:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()  # else the child would have to write it too
        self._owner: Final = os.getpid()
        with ExitStack() as opened:
            inside, to = _pipe(opened)
            back, outside = _pipe(opened)
            self._child: Final = os.fork()
            if self._child == 0:
                _serve(start, inside, outside)
            opened.pop_all()
        os.close(inside)
        os.close(outside)
        self._to: Final = os.fdopen(to, "wb")
        self._back: Final = os.fdopen(back, "rb")
        self.end: Final = weakref.finalize(
            self, _end, self._owner, self._child, self._to, self._back
        )

    def is_alive(self) -> bool:
        """Whether it still waits for questions, of this process and not of the one it copies."""
        if os.getpid() != self._owner:
            return False
        try:
            ended, _ = os.waitpid(self._child, os.WNOHANG)
        except ChildProcessError:  # somebody else has waited for it
            ended = self._child
        if ended:
            self._forget()
        return not ended

    def _forget(self) -> None:
        """Once it was waited for, another process may go by its number."""
        self.end.detach()
        _close(self._to, self._back)

    def ask(self, question: object, seconds: float) -> tuple[bool, object]:
        """Whether the work returned, and what it did return or raise."""
        with suppress(BrokenPipeError):  # what ended it, its status tells
            _send(self._to, pickle.dumps((question, seconds)))
        data = _receive(self._back)
        if data is not None:
            return pickle.loads(data)  # type: ignore[no-any-return] # noqa: S301 - our own child's
        name = "exit"
        with suppress(ChildProcessError):  # somebody else has waited for it
            _, status = os.waitpid(self._child, 0)
            if os.WIFSIGNALED(status):
                name = signal.Signals(os.WTERMSIG(status)).name
        self._forget()
        reasons = {
            "SIGALRM": f"took longer than {seconds:g} s; narrow it, or add LIMIT",
            "SIGABRT": _NO_MEMORY,
        }
        reason = reasons.get(name, f"crashed the engine ({name}); simplify it")
        raise EngineError(f"the query {reason}")


def _pipe(opened: ExitStack) -> tuple[int, int]:
    ends = os.pipe()
    for end in ends:
        opened.callback(os.close, end)
    return ends


def _end(owner: int, child: int, *pipes: BinaryIO) -> None:
    """Nothing is left behind; a copy of the process that made the child only closes its pipes."""
    _close(*pipes)
    if os.getpid() == owner:
        with suppress(ChildProcessError):  # somebody else has waited for it: no longer its number
            if os.waitpid(child, os.WNOHANG) == (0, 0):
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)


def _close(*pipes: BinaryIO) -> None:
    for pipe in pipes:
        with suppress(OSError):  # a question nobody read any more
            pipe.close()


def _send(pipe: BinaryIO, data: bytes) -> None:
    pipe.write(len(data).to_bytes(_HEAD))
    pipe.write(data)
    pipe.flush()


def _receive(pipe: BinaryIO) -> bytes | None:
    """A whole message, or None where it ends before."""
    head = pipe.read(_HEAD)
    size = int.from_bytes(head)
    data = pipe.read(size) if len(head) == _HEAD else b""
    return data if len(head) == _HEAD and len(data) == size else None


def _serve(start: Callable[[], Any], inside: int, outside: int) -> NoReturn:
    """The child: answers until nobody can ask any more."""
    code = 1
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, TIME_LIMIT)  # to begin with
        # not where a standard stream was closed
        inside, outside = (fcntl.fcntl(pipe, fcntl.F_DUPFD, 3) for pipe in (inside, outside))
        _enclose(inside, outside)
        work = _started(start)
        _limit()
        with os.fdopen(inside, "rb") as questions, os.fdopen(outside, "wb") as answers:
            while (data := _receive(questions)) is not None:
                question, seconds = pickle.loads(data)  # noqa: S301 - our own parent wrote it
                signal.setitimer(signal.ITIMER_REAL, seconds)
                answer = _answer(work, question)
                signal.setitimer(signal.ITIMER_REAL, 0)
                _send(answers, answer)
        code = 0
    finally:
        os._exit(code)


def _started(start: Callable[[], Any]) -> Callable[[Any], object]:
    """The work, or one that raises what kept it from being made."""
    try:
        return start()  # type: ignore[no-any-return]
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
        reason = error

    def fail(_: object) -> NoReturn:
        raise reason

    return fail


def _answer(work: Callable[[Question], object], question: Question) -> bytes:
    """Whether the work returned, and what it returned or raised, as pickle."""
    try:
        try:
            return pickle.dumps((True, work(question)))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
            return pickle.dumps((False, error))
    except MemoryError:
        os.abort()  # as the engine does; there is no room to say more


def _enclose(*pipes: int) -> None:
    """Leave the child its two pipes alone; the engine's own last words are for nobody."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and ends the child
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    for each in [int(path.name) for path in Path("/dev/fd").iterdir()]:
        if each > 2 and each not in pipes:
            with suppress(OSError):  # the list was open while it was made
                os.close(each)
    faulthandler.disable()


def _limit() -> None:
    """From here on no file opens, and memory is bounded."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
