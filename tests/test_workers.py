"""Work in a limited process: what comes back, and what ends it."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from kg import workers
from kg.errors import EngineError, Finding, Place, UnreadableError, UsageError
from kg.workers import run_limited


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


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS knows no limit on memory")
def test_work_that_wants_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "MEMORY_LIMIT", 3_000_000_000)
    with pytest.raises(EngineError) as caught:
        run_limited(lambda: bytearray(5_000_000_000))
    assert str(caught.value) == "the query ran out of memory; narrow it, or add LIMIT"


def test_the_limit_on_memory_is_at_most_half_of_what_the_machine_has():
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    assert min(4_000_000_000, memory // 2) == workers.MEMORY_LIMIT


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 0, -1, 86_401])
def test_a_limit_that_is_none_is_refused_before_any_work(seconds: float):
    with pytest.raises(UsageError, match="is no time limit"):
        run_limited(lambda: 1, seconds)


def test_an_abort_is_told_as_want_of_memory():
    with pytest.raises(EngineError, match="ran out of memory"):
        run_limited(os.abort)


def test_work_that_is_killed_is_told_with_the_signal():
    with pytest.raises(EngineError) as caught:
        run_limited(lambda: os.kill(os.getpid(), signal.SIGSEGV))
    assert str(caught.value) == "the query ended the engine (SIGSEGV); simplify it"


@pytest.mark.parametrize("work", [lambda: os._exit(3), lambda: exit(0), lambda: lambda: 1])
def test_work_that_ends_without_an_answer_is_told(work: Callable[[], object]):
    with pytest.raises(EngineError) as caught:
        run_limited(work)
    assert str(caught.value) == "the query ended the engine (exit); simplify it"


@pytest.mark.parametrize(
    "error", [UsageError("no query of that name", "kg queries lists them"), KeyError("x")]
)
def test_an_exception_passes_through_with_what_it_says(error: Exception):
    def work() -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        run_limited(work)
    assert caught.value.args == error.args


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
    with pytest.raises(OSError, match="Too many open files"):
        run_limited(lambda: path.open(mode))
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    "work",
    [socket.socket, socket.socketpair, lambda: socket.create_connection(("127.0.0.1", 9)), os.pipe],
)
def test_no_connection_can_be_opened_inside(work: Callable[[], object]):
    with pytest.raises(OSError, match="Too many open files"):
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


def test_no_process_and_no_descriptor_is_left_behind():
    before = set(Path("/dev/fd").iterdir())
    for work in (lambda: 1, lambda: os._exit(1)):
        try:
            run_limited(work)
        except EngineError:
            continue
    assert set(Path("/dev/fd").iterdir()) == before
    with suppress(ChildProcessError):  # one has answered, and ends in its own time
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
    with pytest.raises(EngineError):
        run_limited(lambda: os._exit(1))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_process_that_somebody_else_waited_for_is_no_matter():
    run_limited(lambda: 1)
    with suppress(ChildProcessError):  # it may have ended before the answer was read
        os.wait()
    assert run_limited(lambda: 2) == 2


def test_half_an_answer_is_none(monkeypatch: pytest.MonkeyPatch):
    def cut(writer: int, data: bytes) -> int:
        write(writer, data[: len(data) // 2])
        os._exit(0)

    write = os.write
    monkeypatch.setattr(os, "write", cut)
    with pytest.raises(EngineError, match="ended the engine"):
        run_limited(lambda: "an answer")
