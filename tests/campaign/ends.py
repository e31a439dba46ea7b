"""How a command ended, in a process of its own, and what of that is wrong."""

from __future__ import annotations

import os
import pickle
import re
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from kg.cli import main
from kg.interrupts import INTERRUPTED, end_at_interrupts

LONGEST = 10.0  # seconds that a command may take
HANGS = 60  # seconds after which it is ended and called hanging
MEMORY = 6_000_000_000  # bytes of address space, so that a fault does not take the machine
LINE = 700  # characters of a message: what a person reads
#: What may forge a line or turn its direction, as kg/errors.py has it and wider.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_write = os.write  # which parts make fail in the copy
FAULT = 99  # the exit code of an exception that reached the top


@dataclass(frozen=True)
class End:
    """What a command left behind: its code, None where a signal ended it, and what it said."""

    code: int | None
    out: bytes
    err: str
    seconds: float
    signal: int = 0

    @property
    def said(self) -> str:
        """All that was printed: `kg check` prints what it finds as its result."""
        return self.out.decode("utf-8", "replace") + self.err

    def __str__(self) -> str:
        told = self.err.strip().splitlines()[-1:] or [""]
        return f"exit {self.code if self.code is not None else -self.signal}: {told[0][:160]}"


def run(
    *words: str | Path,
    given: bytes | None = None,
    before: Callable[[], object] | None = None,
    ended_by: tuple[float, int] | None = None,
) -> End:
    """Run `kg` in a copy of this process, which has everything imported already.

    Args:
        words: the command line.
        given: standard input.
        before: called in the copy first, such as to make file calls fail.
        ended_by: seconds after which a signal is sent, and which.
    """
    started = time.perf_counter()
    reads, writes = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the copy hears it as kg does
    child = os.fork()
    if not child:
        os.close(reads)
        _work([os.fspath(word) for word in words], given, before, writes)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.close(writes)
    if ended_by:
        time.sleep(ended_by[0])
        with suppress(ProcessLookupError):
            os.kill(child, ended_by[1])
    data = _read_all(reads, child)
    _, status = os.waitpid(child, 0)
    seconds = time.perf_counter() - started
    if os.WIFSIGNALED(status):
        return End(None, b"", "", seconds, os.WTERMSIG(status))
    out, err = pickle.loads(data) if data else (b"", "")
    return End(os.WEXITSTATUS(status), out, err, seconds)


def _work(
    words: Sequence[str], given: bytes | None, before: Callable[[], object] | None, pipe: int
) -> None:
    code = FAULT
    try:
        signal.alarm(HANGS)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        end_at_interrupts()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if before:
            before()
        result = CliRunner().invoke(main, words, input=given, catch_exceptions=True)
        err = result.stderr
        if result.exception and not isinstance(result.exception, SystemExit):
            err += f"\nTraceback: {result.exception!r}"
            code = FAULT
        else:
            code = result.exit_code
        answer = pickle.dumps((result.stdout_bytes, err))
        while answer:
            answer = answer[_write(pipe, answer) :]
    finally:
        os._exit(code)


def _read_all(pipe: int, child: int) -> bytes:
    parts = []
    with os.fdopen(pipe, "rb") as file:
        while part := file.read(1 << 20):
            parts.append(part)
    return b"".join(parts)


def faults_of(
    end: End,
    *,
    codes: Sequence[int] = (0, 1, 2, 3, 4),
    longest: float = LONGEST,
    findings: bool = False,
) -> Iterator[str]:
    """What is wrong with an end, whatever was asked; `findings` are printed as its result."""
    if end.code is None:
        yield f"ended by signal {end.signal}" + (", hung" if end.signal == signal.SIGALRM else "")
        return
    if end.code not in codes:
        yield f"{end}"
    if end.seconds > longest:
        yield f"took {end.seconds:.1f} s"
    if end.code not in (0, INTERRUPTED) and not end.err.strip():
        yield f"exit {end.code} without a word"
    for line in (end.said if findings else end.err).split("\n"):
        if len(line) > LINE:
            yield f"a line of {len(line)} characters: {line[:80]!r}"
        if UNSEEN.search(line):
            yield f"cannot be seen: {line[:80]!r}"
        if line.startswith("Traceback") or re.search(r"\bNone\b(?! of)", line):
            yield line[:160]


def content(folder: Path) -> dict[str, bytes]:
    """What a folder holds, by path; its cache left out."""
    return {
        os.fsencode(path.relative_to(folder)).decode("latin-1"): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".kg-cache"
    }


@contextmanager
def inside(folder: Path) -> Iterator[Path]:
    """Work in a folder, and go back."""
    former = Path.cwd()
    os.chdir(folder)
    try:
        yield folder
    finally:
        os.chdir(former)
