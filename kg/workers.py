"""Runs work in limited processes: no new files or sockets, bounded time and memory.

A SPARQL engine cannot be stopped from Python while it runs, can be made to end the process, and
fetches what SERVICE names; a parser of RDF can be made to end it too. The kernel's limits hold
whatever a query or a file says (kg.fences). A process that has answered a query is kept for the
next one, since to make one takes longer the larger the graph is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, Final, Generic, NamedTuple, TypeVar

from kg.errors import UsageError
from kg.fences import tell_memory
from kg.processes import PART, Process, Tell, unpack

TIME_LIMIT: Final = 30  # seconds of wall clock
LONGEST: Final = 86_400  # seconds, a day: the most that a caller may allow
Question = TypeVar("Question")
Result = TypeVar("Result")


def _tell_query(name: str, seconds: float) -> str:
    if name == "SIGALRM":
        return f"the query took longer than {seconds:g} s; narrow it, or add LIMIT"
    if name == "SIGABRT":
        told, more = tell_memory()
        return f"the query {told}; narrow it, add LIMIT, or {more}"
    return f"the query crashed the engine ({name}); simplify it"


class First(NamedTuple):
    """A question that each new process is asked before any other."""

    question: object
    seconds: float  # of processor time
    tell: Tell


class Worker(Generic[Question, Result]):
    """Answers questions in a limited process: a copy of this one as it is when one is needed.

    It is kept for the next question until the Worker goes, an answer fails to come, or this process
    ends. Threads that ask at once get a process each; one is kept, or one a core if they are dear.

    >>> squares = Worker(lambda number: number**2)
    >>> squares.ask(3), squares.ask(4)
    (9, 16)
    """

    def __init__(
        self,
        work: Callable[[Question], Result] | None = None,
        *,
        start: Callable[[], Callable[[Question], Result]] | None = None,
        first: Sequence[First] = (),
    ) -> None:
        """Questions and answers have to be fit for pickle; answers are plain values, data classes.

        Args:
            work: answers a question.
            start: makes the work in the process itself, before it is sealed: what it opens there
                stays open. Either is needed.
            first: what each process is asked once it is sealed, which makes it dear; what that
                returns is not told.
        """
        self._start: Final[Callable[[], Any]] = start or (lambda: work)
        self._first: Final = first
        self._most: Final = (os.cpu_count() or 1) if first else 1
        self._idle: Final[list[tuple[Process, frozenset[object]]]] = []

    def ask(
        self,
        question: Question,
        seconds: float = TIME_LIMIT,
        needs: Collection[Callable[[], object]] = (),
    ) -> Result:
        """What the work returns for a question; what it raises is raised.

        Args:
            question: what to ask.
            seconds: of wall clock.
            needs: see `prepare`; a process that was made before that is not asked.
        Raises:
            UsageError: the limit is not a number of seconds above 0 and up to a day.
            EngineError: it ran out of time or memory, or ended without an answer.
        """
        if not 0 < seconds <= LONGEST:  # not a number is neither
            raise UsageError(
                f"{seconds:g} is not a time limit; give seconds above 0, at most {LONGEST:,}"
            )
        result: Result = _given(*self._answer(question, seconds, needs))  # no name holds what it is
        return result

    def _answer(
        self, question: Question, seconds: float, needs: Collection[Callable[[], object]]
    ) -> tuple[bool, object]:
        prepare(needs)
        process, ready = self._find(needs)
        try:
            answer = process.ask(question, seconds)
        except BaseException:  # Ctrl-C too: the engine would not hear of it
            process.end()
            raise
        if len(self._idle) >= self._most:
            process.end()
        else:
            self._idle.append((process, ready))
        return answer

    def _find(self, needs: Collection[object]) -> tuple[Process, frozenset[object]]:
        """A process, and for what it is ready."""
        try:
            kept, ready = self._idle.pop()
        except IndexError:
            return self._made()
        if kept.is_alive() and ready.issuperset(needs):
            return kept, ready
        kept.end()
        return self._made()

    def _made(self) -> tuple[Process, frozenset[object]]:
        ready = frozenset(_READY)
        process = Process(self._start, _tell_query)
        try:
            for question, seconds, tell in self._first:
                _given(*process.ask(question, seconds, processor=True, tell=tell))
        except BaseException:
            process.end()
            raise
        return process, ready


def prepare(needs: Collection[Callable[[], object]]) -> None:
    """Call what imports or reads for the work of a process, in which no file opens; each once."""
    for each in needs:
        if each not in _READY:
            each()
            _READY.add(each)


_READY: Final[set[Callable[[], object]]] = set()  # what was called


def call_apart(
    function: Callable[..., Result], *arguments: object, seconds: float, tell: Tell
) -> Result:
    """What a function returns that writes files: in a process of its own with bounded memory.

    Args:
        function: one of a module, so that pickle knows it by name.
        arguments: what it is called with.
        seconds: of processor time, on all cores together.
        tell: see Tell.
    Raises:
        EngineError: it ran out of time or memory, or ended without an answer.
    """
    process = Process(None, tell)
    try:
        asked = (function, *arguments)
        result: Result = _given(*process.ask(asked, seconds, processor=True))
        return result
    finally:
        process.end()


def answer_apart(
    start: Callable[[], Callable[[None], Result]], seconds: float, tell: Tell
) -> Result:
    """What work in a limited process returns, for one time: plain values and data classes.

    Args:
        start: opens and imports in the process what it needs, and returns the work.
        seconds: of processor time, on all cores together.
        tell: see Tell.
    Raises:
        EngineError: it ran out of time or memory, or ended early; and whatever it raises itself.
    """
    process = Process(start, tell)
    try:
        result: Result = _given(*process.ask(None, seconds, processor=True))
        return result
    finally:
        process.end()


def gather(
    start: Callable[[], Callable[[None], Iterator[bytes]]], seconds: float, tell: Tell
) -> bytes:
    """Bytes that a limited process makes, joined.

    Args:
        start: opens in the process what it needs, and returns what makes the bytes.
        seconds: of processor time, on all cores together.
        tell: see Tell.
    Raises:
        EngineError: it ran out of time or memory, or ended early; and whatever it raises itself.
    """
    process = Process(start, tell)
    parts: list[bytes] = []
    try:
        process.put(None, seconds, processor=True)
        while (message := process.get(seconds))[0] == PART:
            parts.append(message[1])
        _given(*unpack(message[1]))
        return b"".join(parts)
    finally:
        process.end()


def _given(good: bool, value: Any) -> Any:
    """A value, or the exception that stands for it."""
    if good:
        return value
    try:
        raise value
    finally:
        del value  # else it would hold this frame, and the frame the process
