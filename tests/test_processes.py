"""One limited process: what it cannot reach, what it may answer, and when it ends."""

from __future__ import annotations

import fcntl
import os
import platform
import resource
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import processes
from kg.errors import EngineError
from kg.workers import Worker


def run_limited(work: Callable[[], object]) -> object:
    return Worker(lambda _: work()).ask(None)


FILTERED = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")


@pytest.mark.skipif(not FILTERED, reason="no filter of system calls is written for this system")
def test_code_inside_changes_nothing_outside(tmp_path: Path):
    (tmp_path / "one").touch()
    tries: dict[str, Callable[[], object]] = {
        "unlink": (tmp_path / "one").unlink,
        "rename": lambda: (tmp_path / "one").rename(tmp_path / "two"),
        "chmod": lambda: (tmp_path / "one").chmod(0),
        "mkdir": (tmp_path / "made").mkdir,
        "link": lambda: (tmp_path / "made").symlink_to("one"),
        "fork": lambda: os._exit(0) if os.fork() == 0 else None,
        "kill": lambda: os.kill(os.getppid(), 0),
        "signal by a pipe": lambda: fcntl.fcntl(3, fcntl.F_SETOWN, os.getppid()),
        "open": lambda: (tmp_path / "one").open(),
        "stat": (tmp_path / "one").stat,
        "socket": socket.socket,
        "limit": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9)),
        "memory": lambda: resource.setrlimit(resource.RLIMIT_AS, (-1, -1)),
        "exec": lambda: os.execv("/bin/true", ["true"]),
    }

    def attempt(name: str) -> str:
        try:
            tries[name]()
        except (OSError, ValueError) as error:
            return type(error).__name__
        return "done"

    worker = Worker(attempt)
    found = {each: worker.ask(each) for each in tries}
    refused = dict.fromkeys(tries, "PermissionError")
    assert found == {**refused, "limit": "ValueError", "memory": "ValueError"}  # so Python has it
    assert [each.name for each in tmp_path.iterdir()] == ["one"]


class _Runs:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("exit 3",)


def test_an_answer_that_would_run_something_is_refused():
    with pytest.raises(EngineError, match=r"cannot be read: posix\.system is not a value"):
        run_limited(_Runs)


PARENT = """
import os, sys, threading, time
from kg.workers import Worker
def ask():
    Worker(lambda _: (os.write({pipe}, b"."), time.sleep({sleep}), any(iter(int, 1)))).ask(0, 60)
import kg.processes
enclose = kg.processes._enclose
kg.processes._enclose = lambda *pipes: enclose(*pipes, {pipe})  # to tell that it has begun
{ask}
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells when the pipe is closed")
@pytest.mark.parametrize("sleep", [0, 60])
@pytest.mark.parametrize("ask", ["ask()", "threading.Thread(target=ask).start()"])
def test_a_process_at_work_ends_with_its_parent(sleep: int, ask: str):
    reader, writer = os.pipe()
    code = PARENT.format(pipe=writer, sleep=sleep, ask=ask)
    parent = subprocess.Popen([sys.executable, "-c", code], pass_fds=[writer])
    os.close(writer)
    assert os.read(reader, 1) == b"."  # it is at work
    parent.kill()
    parent.wait()
    assert os.read(reader, 1) == b""  # nobody has the other end any more
    os.close(reader)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS knows no limit on memory")
@pytest.mark.parametrize("kilobytes", [1_000_000, 2_000_000, 3_900_000])
def test_it_answers_below_any_limit_of_the_caller(kilobytes: int):
    code = "from kg.workers import Worker; print(Worker(lambda x: x + 1).ask(2))"
    command = ["sh", "-c", f'ulimit -v {kilobytes}; exec "$@"', "sh", sys.executable, "-c", code]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("3\n", "")


@pytest.mark.parametrize("name", ["bound_memory", "seal"])
def test_what_keeps_a_process_from_its_limits_is_told(name: str, monkeypatch: pytest.MonkeyPatch):
    def fail() -> None:
        raise ValueError("not allowed to raise maximum limit")

    monkeypatch.setattr(processes, name, fail)
    with pytest.raises(EngineError) as caught:
        run_limited(lambda: 1)
    assert str(caught.value) == (
        "the limits of a process cannot be set: not allowed to raise maximum limit"
    )


def test_a_system_that_makes_no_more_processes_is_told(monkeypatch: pytest.MonkeyPatch):
    def fail() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fail)
    with pytest.raises(EngineError, match="Resource temporarily unavailable; end other programs"):
        run_limited(lambda: 1)
