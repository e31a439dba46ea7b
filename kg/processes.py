"""One limited process: forked, asked over two pipes, and ended.

What it answers is believed no more than any other input: it becomes plain values, data classes of
this package and exceptions, and nothing that runs.
"""

from __future__ import annotations

import faulthandler
import fcntl
import io
import math
import os
import pickle
import signal
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, NoReturn, TypeAlias

from kg.errors import EngineError, reason
from kg.fences import bound_memory, bound_processor, seal

START_LIMIT: Final = 30  # seconds of wall clock until the first question is looked at
PART, LAST = b"+", b"."  # what a message from the process begins with: more follows, or no more
_HEAD: Final = 8  # bytes before a message, with its length
#: What is said of a process that ended: by the name of its signal, and the seconds that it had.
Tell: TypeAlias = Callable[[str, float], str]


class Process:
    """One limited process, and the two pipes to it."""

    def __init__(self, start: Callable[[], object] | None, tell: Tell) -> None:
        """Fork it.

        Args:
            start: returns what answers a question; where that gives an iterator of bytes, each is
                sent by itself. Once it has returned, nothing opens. Without one it is not a copy
                but a Python of its own, which may write files and have threads: a question is a
                function and its arguments.
            tell: see Tell.
        Raises:
            EngineError: the system makes no more processes.
        """
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()  # else the child would have to write it too
        self._owner: Final = os.getpid()
        self._tell: Final = tell
        with ExitStack() as opened:
            inside, to = _pipe(opened)
            back, outside = _pipe(opened)
            self._child: Final = _fork()
            if self._child == 0 and start is not None:
                _serve(start, inside, outside)
            elif self._child == 0:
                _begin_afresh(inside, outside)
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

    def ask(
        self, question: object, seconds: float, *, processor: bool = False, tell: Tell | None = None
    ) -> tuple[bool, object]:
        """Whether the work returned, and what it did return or raise; see `put` and `get`."""
        self.put(question, seconds, processor=processor)
        return unpack(self.get(seconds, tell)[1])

    def put(self, question: object, seconds: float, *, processor: bool) -> None:
        """Ask a question, to be answered in some seconds, of processor time or by the clock."""
        with suppress(BrokenPipeError):  # what ended it, its status tells
            _send(self._to, pickle.dumps((question, seconds, processor)))

    def get(self, seconds: float, tell: Tell | None = None) -> tuple[bytes, bytes]:
        """A part of the answer, or its end, and what it holds.

        Raises:
            EngineError: it ended, as `tell` says of this question; `seconds` are those it had.
        """
        data = _receive(self._back)
        if data:
            return data[:1], data[1:]
        name = "exit"
        with suppress(ChildProcessError):  # somebody else has waited for it
            _, status = os.waitpid(self._child, 0)
            if os.WIFSIGNALED(status):
                name = signal.Signals(os.WTERMSIG(status)).name
        self._forget()
        raise EngineError((tell or self._tell)("SIGALRM" if name == "SIGXCPU" else name, seconds))


def _fork() -> int:
    """Copy this process; the copy never hears Ctrl-C, of which this one tells it by its end.

    Python runs hooks in a copy before anything of ours: a Ctrl-C then would print their traceback.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    child = -1
    try:
        child = os.fork()
    except OSError as error:
        message = f"no process can be started to limit this work in: {reason(error)}"
        raise EngineError(f"{message}; end other programs, or raise `ulimit -u`") from None
    finally:
        if child == 0:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return child


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


class _Unpickler(pickle.Unpickler):
    """Takes exceptions, and data classes of this package."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        if isinstance(found, type) and (
            issubclass(found, BaseException) or (module.startswith("kg.") and is_dataclass(found))
        ):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value")


def unpack(data: bytes) -> tuple[bool, Any]:
    """Whether the work returned, and what it returned or raised.

    Raises:
        EngineError: it is something that runs, or not whole.
    """
    try:
        good, value = _Unpickler(io.BytesIO(data)).load()
    except Exception as error:  # noqa: BLE001 - pickle raises many kinds
        raise EngineError(f"the answer of a limited process cannot be read: {error}") from None
    return bool(good), value


def _begin_afresh(inside: int, outside: int) -> NoReturn:
    """Make a Python of its own of the child; what a library's threads did in the parent is gone."""
    code = (
        f"import sys; sys.path[:] = {sys.path!r}; "
        f"from kg.processes import serve_calls; serve_calls({inside}, {outside})"
    )
    try:
        for pipe in (inside, outside):
            os.set_inheritable(pipe, True)
        os.execv(sys.executable, [sys.executable, "-I", "-c", code])  # noqa: S606 - itself
    finally:
        os._exit(1)


def serve_calls(inside: int, outside: int) -> NoReturn:
    """The child that is not a copy: calls functions that its parent names, until it names none."""
    _serve(lambda: lambda asked: asked[0](*asked[1:]), inside, outside, sealed=False)


def _serve(start: Callable[[], Any], inside: int, outside: int, *, sealed: bool = True) -> NoReturn:
    """The child: answers until nobody can ask any more."""
    code = 1
    parent = os.getppid()
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, START_LIMIT)
        # not where a standard stream was closed
        inside, outside = (fcntl.fcntl(pipe, fcntl.F_DUPFD, 3) for pipe in (inside, outside))
        tie = _Tie(inside, parent)
        work = _started(start, (inside, outside), sealed)
        with os.fdopen(inside, "rb") as questions, os.fdopen(outside, "wb") as answers:
            while (data := _receive(questions)) is not None:
                question, seconds, processor = pickle.loads(data)  # noqa: S301 - our own parent's
                signal.setitimer(signal.ITIMER_REAL, 0 if processor else seconds)
                bound_processor(math.ceil(seconds) + (not processor))
                tie.fasten()
                for answer in _answer(work, question):
                    if answer.startswith(LAST):  # after it the next question may come
                        signal.setitimer(signal.ITIMER_REAL, 0)
                        tie.loosen()
                    _send(answers, answer)
        code = 0
    finally:
        os._exit(code)


class _Tie:
    """Ends this process when its parent ends while it works.

    The kernel sends SIGKILL when the other end of the questions' pipe closes. The signal that Linux
    sends at a parent's death (PR_SET_PDEATHSIG) comes at that of the thread which forked.
    """

    def __init__(self, questions: int, parent: int) -> None:
        self._pipe: Final = questions
        self._parent: Final = parent
        self._usual: Final = fcntl.fcntl(questions, fcntl.F_GETFL)
        if hasattr(fcntl, "F_SETSIG"):  # Linux
            fcntl.fcntl(questions, fcntl.F_SETOWN, os.getpid())
            fcntl.fcntl(questions, fcntl.F_SETSIG, signal.SIGKILL)

    def fasten(self) -> None:
        """From here on; nothing may be asked meanwhile, since the kernel tells of that too."""
        if hasattr(fcntl, "F_SETSIG"):
            fcntl.fcntl(self._pipe, fcntl.F_SETFL, self._usual | os.O_ASYNC)
            if os.getppid() != self._parent:
                os._exit(1)

    def loosen(self) -> None:
        """From here on it waits for questions, and ends where there can be none."""
        if hasattr(fcntl, "F_SETSIG"):
            fcntl.fcntl(self._pipe, fcntl.F_SETFL, self._usual)


def _started(start: Callable[[], Any], pipes: tuple[int, int], sealed: bool) -> Any:
    """The work, within its limits, or one that raises what kept it from being made."""
    try:
        with _told():
            _enclose(*pipes)
            bound_memory()
        work = start()
        if sealed:
            with _told():
                seal()
        return work
    except MemoryError:
        os.abort()
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
        kept_from = error

    def fail(_: object) -> NoReturn:
        raise kept_from

    return fail


@contextmanager
def _told() -> Iterator[None]:
    """What keeps a process from being limited, as an error to tell."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise EngineError(f"the limits of a process cannot be set: {error}") from None


def _answer(work: Callable[[Any], object], question: object) -> Iterator[bytes]:
    """Parts of what the work returned, and last whether it did, and what, as pickle."""
    try:
        try:
            value = work(question)
            if isinstance(value, Iterator):
                for part in value:
                    yield PART + part
                value = None
            yield LAST + pickle.dumps((True, value))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent raises it
            yield LAST + pickle.dumps((False, error))
    except MemoryError:
        os.abort()  # as the engine does; there is no room to say more


def _enclose(*pipes: int) -> None:
    """Leave the child its two pipes alone; the engine's own last words are for nobody."""
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    for each in [int(path.name) for path in Path("/dev/fd").iterdir()]:
        if each > 2 and each not in pipes:
            with suppress(OSError):  # the list was open while it was made
                os.close(each)
    faulthandler.disable()
