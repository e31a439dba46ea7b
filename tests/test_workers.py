"""Work in a limited process: what comes back, and what ends it."""

from __future__ import annotations

import gc
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import pytest

from kg import processes
from kg.errors import EngineError, Finding, Place, UnreadableError, UsageError
from kg.fences import MEMORY_SETTING
from kg.workers import TIME_LIMIT, First, Worker, answer_apart, call_apart, gather

REFUSED = r"not permitted|Too many open files"


def run_limited(work: Callable[[], object], seconds: float = TIME_LIMIT) -> object:
    return Worker(lambda _: work()).ask(None, seconds)


def test_what_the_work_returns_comes_back_whole():
    value = {"Norway": ["NO"] * 100_000}  # more than a pipe holds at once
    assert run_limited(lambda: value) == value


@pytest.mark.parametrize("value", [None, False, "", b"", []])
def test_an_empty_answer_is_an_answer(value):
    assert run_limited(lambda: value) == value


def endless() -> None:
    while True:
        pass


def sleeping() -> None:
    time.sleep(60)


def one_long_step() -> None:
    sum(range(10**12))


@pytest.mark.parametrize("work", [endless, sleeping, one_long_step])
def test_work_without_an_end_is_ended_at_the_limit(work: Callable[[], None]):
    started = time.monotonic()
    with pytest.raises(EngineError) as caught:
        run_limited(work, 1)
    assert str(caught.value) == "the query took longer than 1 s; narrow it, or add LIMIT"
    assert 0.9 < time.monotonic() - started < 10


def in_small_pieces() -> list[bytes]:
    return [bytes(10_000) for _ in range(1_000_000)]


def in_one_piece() -> bytes:
    return bytes(5_000_000_000)


def once_it_is_packed() -> list[bytes]:
    return [bytes(number) for number in range(500_000_000, 500_000_002)]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS knows no limit on memory")
@pytest.mark.parametrize("work", [in_small_pieces, in_one_piece, once_it_is_packed])
def test_work_that_wants_too_much_memory_is_ended(
    monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]
):
    pages = int(Path("/proc/self/statm").read_text().split()[0])  # what this process has anyway
    limit = pages * resource.getpagesize() // 1_000_000 + 1_500
    monkeypatch.setenv(MEMORY_SETTING, str(limit))
    with pytest.raises(EngineError) as caught:
        run_limited(work)
    assert str(caught.value) == (
        f"the query needs more than {limit:,} MB of memory; narrow it, add LIMIT, or "
        f"set {MEMORY_SETTING}={2 * limit} in the environment"
    )


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 0, -1, 86_401])
def test_a_limit_that_is_none_is_refused_before_any_work(seconds: float):
    with pytest.raises(UsageError, match="is not a time limit"):
        run_limited(lambda: 1, seconds)


def test_an_abort_is_told_as_want_of_memory():
    with pytest.raises(EngineError, match="of memory; narrow it"):
        run_limited(os.abort)


def test_work_that_is_killed_is_told_with_the_signal():
    with pytest.raises(EngineError) as caught:
        run_limited(lambda: os.kill(os.getpid(), signal.SIGSEGV))
    assert str(caught.value) == "the query crashed the engine (SIGSEGV); simplify it"


@pytest.mark.parametrize("work", [lambda: os._exit(3), lambda: exit(0)])
def test_work_that_ends_without_an_answer_is_told(work: Callable[[], object]):
    with pytest.raises(EngineError) as caught:
        run_limited(work)
    assert str(caught.value) == "the query crashed the engine (exit); simplify it"


@pytest.mark.parametrize(
    "error", [UsageError("no query of that name", "kg queries lists them"), KeyError("x")]
)
def test_an_exception_passes_through_with_what_it_says(error: Exception):
    def work() -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        run_limited(work)
    assert caught.value.args == error.args


def test_an_answer_that_cannot_be_sent_is_an_error_and_not_an_end():
    worker = Worker(lambda number: number or (lambda: 1))
    with pytest.raises(AttributeError, match="pickle"):
        worker.ask(0)
    assert worker.ask(1) == 1


def test_an_error_keeps_its_findings():
    finding = Finding(Place("a.rq", 2, 3), "is no query")

    def work() -> None:
        raise UnreadableError([finding])

    with pytest.raises(UnreadableError) as caught:
        run_limited(work)
    assert (caught.value.findings, caught.value.exit_code) == ((finding,), 3)


@pytest.mark.parametrize("mode", ["r", "w"])
def test_no_file_can_be_opened_inside(tmp_path: Path, mode: str):
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(OSError, match=REFUSED):
        run_limited(lambda: path.open(mode))
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    "work",
    [
        socket.socket,
        socket.socketpair,
        lambda: socket.create_connection((b"127.0.0.1", 9)),
        os.pipe,
    ],
)
def test_no_connection_can_be_opened_inside(work: Callable[[], object]):
    with pytest.raises(OSError, match=REFUSED):
        run_limited(work)


def test_the_limits_hold_inside_alone(tmp_path: Path):
    assert run_limited(lambda: "done") == "done"
    (tmp_path / "a.txt").write_text("still writable")
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_what_the_engine_says_on_its_way_out_is_no_message_for_people(capfd):
    run_limited(lambda: os.write(2, b"thread 'main' panicked"))
    assert capfd.readouterr() == ("", "")


def test_what_was_printed_before_is_printed_once(capfd):
    sys.stdout.write("before\n")
    run_limited(lambda: None)
    assert capfd.readouterr().out == "before\n"


def test_one_process_answers_one_question_after_the_other():
    worker = Worker(lambda add: (os.getpid(), add + 1))
    (first, two), (second, three) = worker.ask(1), worker.ask(2)
    assert (two, three) == (2, 3)
    assert first == second != os.getpid()


def test_after_an_error_it_answers_and_after_an_end_another_does():
    def work(what: str) -> int:
        if what == "raise":
            raise KeyError(what)
        if what == "end":
            os._exit(1)
        if what == "sleep":
            time.sleep(60)
        return os.getpid()

    worker = Worker(work)
    first = worker.ask("")
    with pytest.raises(KeyError):
        worker.ask("raise")
    assert worker.ask("") == first
    for what in ("end", "sleep"):
        before = worker.ask("")
        with pytest.raises(EngineError):
            worker.ask(what, 0.5)
        assert worker.ask("") != before


def test_the_time_between_questions_is_not_counted():
    worker = Worker(lambda _: os.getpid())
    first = worker.ask(None, 0.3)
    time.sleep(0.5)
    assert worker.ask(None, 0.3) == first


def test_a_process_that_somebody_ended_while_it_waited_is_replaced():
    worker = Worker(lambda _: os.getpid())
    first = worker.ask(None)
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    assert worker.ask(None) not in (first, os.getpid())


def test_a_copy_of_the_process_asks_one_of_its_own():
    worker = Worker(lambda _: os.getpid())
    first = worker.ask(None)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writer, str(worker.ask(None)).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    assert int(os.read(reader, 20)) != first
    os.close(reader)
    assert worker.ask(None) == first


def test_threads_that_ask_at_once_do_not_wait_for_each_other():
    worker = Worker(lambda number: (time.sleep(1), number)[1])
    with ThreadPoolExecutor(4) as threads:
        began = time.monotonic()
        assert list(threads.map(worker.ask, range(4))) == [0, 1, 2, 3]
    assert time.monotonic() - began < 3


def test_control_c_ends_the_work():
    code = (
        "import os, signal, time; from kg.workers import Worker\n"
        # a shell's background jobs inherit that SIGINT is ignored
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "print('begun', flush=True)\n"
        "try: Worker(time.sleep).ask(60)\n"
        "except KeyboardInterrupt: print('heard')\n"
        "try: os.waitpid(-1, os.WNOHANG)\n"
        "except ChildProcessError: print('nobody left')\n"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert started.stdout is not None
    assert started.stdout.readline() == "begun\n"
    time.sleep(1)
    os.killpg(started.pid, signal.SIGINT)  # as a terminal does
    assert started.communicate(timeout=20)[0] == "heard\nnobody left\n"


def test_no_process_and_no_descriptor_is_left_behind():
    def work(end: bool) -> int:
        if end:
            os._exit(1)
        return os.getpid() if end is False else abs(end)

    gc.collect()  # what earlier tests left behind
    before = set(Path("/dev/fd").iterdir())
    worker = Worker(work)
    first = worker.ask(False)
    with pytest.raises(EngineError):
        worker.ask(True)
    second = worker.ask(False)
    with pytest.raises(TypeError):
        worker.ask(None, 1)
    del worker
    assert set(Path("/dev/fd").iterdir()) == before
    for process in (first, second):
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_nothing_of_the_process_is_open_inside(tmp_path: Path):
    with (tmp_path / "a.txt").open("w") as held:
        worker = Worker(lambda number: os.write(number, b"x"))
        with pytest.raises(OSError, match="Bad file descriptor"):
            worker.ask(held.fileno())


def test_a_process_that_somebody_else_waits_for_is_told_all_the_same():
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel waits for it
    try:
        with pytest.raises(EngineError, match="crashed the engine"):
            run_limited(lambda: os._exit(1))
        assert run_limited(lambda: 1) == 1
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_a_stream_that_is_not_there_stops_no_work(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert run_limited(lambda: 1) == 1


def test_half_an_answer_is_none(monkeypatch: pytest.MonkeyPatch):
    def cut(pipe: BinaryIO, data: bytes) -> None:
        pipe.write(len(data).to_bytes(8) + data[:-1])
        pipe.flush()
        if os.getpid() != here:
            os._exit(0)
        pipe.write(data[-1:])
        pipe.flush()

    here = os.getpid()
    monkeypatch.setattr(processes, "_send", cut)
    with pytest.raises(EngineError, match="crashed the engine"):
        run_limited(lambda: "an answer")


def test_what_the_work_opens_before_its_limits_stays_open_and_nothing_else_opens(tmp_path: Path):
    for name in ("before", "after"):
        (tmp_path / name).write_text(name)

    def start() -> Callable[[str], str]:
        opened = (tmp_path / "before").open()

        def work(name: str) -> str:
            return opened.read() if name == "before" else (tmp_path / name).read_text()

        return work

    worker = Worker(start=start)
    assert worker.ask("before") == "before"
    with pytest.raises(OSError, match=REFUSED):
        worker.ask("after")


def test_work_that_cannot_start_says_why_to_each_question():
    def start() -> Callable[[object], object]:
        raise UsageError("it is gone")

    worker = Worker(start=start)
    for _ in range(2):
        with pytest.raises(UsageError, match="it is gone"):
            worker.ask(1)


def told(name: str, seconds: float) -> str:
    return f"{name} after {seconds:g} s"


def test_a_function_that_writes_files_is_limited_in_memory_and_processor_time(tmp_path: Path):
    path = tmp_path / "a.txt"
    assert call_apart(os.getpid, seconds=5, tell=told) != os.getpid()
    assert call_apart(path.write_text, "new", seconds=5, tell=told) == 3
    assert path.read_text() == "new"
    with pytest.raises(EngineError, match="SIGALRM after 1 s"):
        call_apart(sum, range(10**12), seconds=1, tell=told)
    with pytest.raises(EngineError, match="SIGABRT after 9 s"):
        call_apart(bytes, 500_000_000_000, seconds=9, tell=told)
    with pytest.raises(FileNotFoundError):
        call_apart(path.with_name("none").read_text, seconds=9, tell=told)


def gone() -> None:
    raise UsageError("it is gone")


def gathered(make: Callable[[], Iterator[bytes]]) -> bytes:
    return gather(lambda: lambda _: make(), 1, told)


def test_bytes_that_a_process_makes_are_joined():
    made = [b"one ", b"", b"and ", b"two" * 100_000]
    assert gathered(lambda: iter(made)) == b"".join(made)
    assert gathered(lambda: iter([])) == b""


@pytest.mark.parametrize(
    ("end", "kind", "says"),
    [
        (gone, UsageError, "it is gone"),
        (os.abort, EngineError, "SIGABRT after 1 s"),
        (endless, EngineError, "SIGALRM after 1 s"),
        (in_one_piece, EngineError, "SIGABRT after 1 s"),
        (lambda: os._exit(0), EngineError, "exit after 1 s"),
    ],
)
def test_bytes_that_end_early_are_an_error(
    end: Callable[[], object], kind: type[Exception], says: str
):
    def make() -> Iterator[bytes]:
        yield b"some"
        end()

    with pytest.raises(kind) as caught:
        gathered(make)
    assert str(caught.value) == says


def test_work_for_one_time_starts_in_its_process_and_ends_it() -> None:
    def start() -> Callable[[None], tuple[int, bool]]:
        made = os.getpid()
        return lambda _: (made, made == os.getpid())

    child, same = answer_apart(start, 5, lambda name, seconds: f"{name} {seconds}")
    assert (child != os.getpid(), same) == (True, True)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    with pytest.raises(EngineError, match="SIGABRT 5"):
        answer_apart(lambda: lambda _: os.abort(), 5, lambda name, seconds: f"{name} {seconds:g}")


def test_a_process_is_asked_first_what_it_has_to_know() -> None:
    known: list[int] = []
    tell = lambda name, seconds: f"{name} in {seconds:g} s"  # noqa: E731 - as short as that
    first = [First(number, 5, tell) for number in (1, 2)]
    worker = Worker(lambda number: [*known, known.append(number)][:-1], first=first)
    assert [worker.ask(3), worker.ask(4)] == [[1, 2], [1, 2, 3]]
    worker = Worker(lambda _: os.abort(), first=first)
    with pytest.raises(EngineError, match="SIGABRT in 5 s"):
        worker.ask(3)


def test_a_process_that_was_made_before_what_is_needed_is_not_asked() -> None:
    told: list[str] = []

    def need() -> None:
        told.append("here")

    worker = Worker(lambda _: (os.getpid(), list(told)))
    former, before = worker.ask(0)
    later, after = worker.ask(0, needs=[need])
    assert (former == later, before, after) == (False, [], ["here"])
    assert worker.ask(0) == worker.ask(0, needs=[need]) == (later, after)


def test_processes_that_are_dear_are_kept_one_a_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    tell = lambda name, seconds: f"{name} in {seconds:g} s"  # noqa: E731 - as short as that

    def work(seconds: float) -> int:
        time.sleep(seconds)
        return os.getpid()

    for first, kept in (([First(0, 5, tell)], 2), ([], 1)):
        worker = Worker(work, first=first)
        with ThreadPoolExecutor(3) as pool:
            made = set(pool.map(worker.ask, [0.8] * 3))
            again = set(pool.map(worker.ask, [0.8] * 3))
        assert (len(made), len(made & again)) == (3, kept)
