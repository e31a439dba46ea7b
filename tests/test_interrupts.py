"""Ctrl-C ends a command with 130, at any moment, and what belongs together is done or undone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults import Faults, count_calls, run_child
from test_build import ACTORS, ARTICLE, write

from kg.files import write_folder
from kg.interrupts import INTERRUPTED, end_at_interrupts, hear_interrupts, uninterrupted

#: Python itself has begun by its first line.
CODE = "import sys; from kg.__main__ import start; print('begun', file=sys.stderr); start()"


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Ctrl-C is heard, though a job in the background may have been begun without it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def strike() -> None:
    signal.raise_signal(signal.SIGINT)


def test_an_interrupt_waits_for_the_end_of_steps_that_belong_together() -> None:
    done = []

    def work() -> None:
        with uninterrupted():
            strike()
            done.append(True)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == [True]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def begun(work: Callable[[], None]) -> Callable[[], None]:
    """The work in a command that has begun."""

    def run() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        end_at_interrupts()
        work()

    return run


def test_before_and_after_the_work_a_command_ends_at_once() -> None:
    assert run_child(begun(strike)) == INTERRUPTED

    def after() -> None:
        with hear_interrupts():
            pass
        strike()

    assert run_child(begun(after)) == INTERRUPTED


def test_during_the_work_it_is_heard() -> None:
    def heard() -> None:
        with hear_interrupts(), pytest.raises(KeyboardInterrupt):
            strike()

    assert run_child(begun(heard)) == 0


def test_what_its_caller_lets_it_ignore_is_ignored() -> None:
    def ignored() -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        end_at_interrupts()
        with hear_interrupts():
            strike()

    assert run_child(ignored) == 0


def test_an_interrupt_at_any_file_call_leaves_the_old_set_or_the_new_one(tmp_path: Path) -> None:
    out, one, other = tmp_path / "out", {"a": b"1", "b": b"1"}, {"a": b"2", "b": b"2"}
    write_folder(out, one, {})
    (out / "mine").write_bytes(b"mine")
    calls, seen = count_calls(lambda: write_folder(out, other, {})), set()
    for at in range(calls):
        write_folder(out, one, {})
        faults = Faults()
        try:
            with faults.at(at, strike):
                write_folder(out, other, {})
        except KeyboardInterrupt:
            pass
        found = {name: (out / name).read_bytes() for name in ("a", "b", "mine")}
        assert found in ({**one, "mine": b"mine"}, {**other, "mine": b"mine"}), at
        seen.add(found["a"])
    assert seen == {b"1", b"2"}
    write_folder(out, one, {})
    assert sorted(x.name for x in tmp_path.rglob("*")) == ["a", "b", "manifest.json", "mine", "out"]


def hear() -> None:
    """In a child: as one that a terminal starts, whatever the tests run under."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def interrupted(args: list[str], wait: float, folder: Path) -> tuple[int, str]:
    """The exit code and messages of a command that gets Ctrl-C after some seconds."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, "-c", CODE, *args], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env=env, text=True, preexec_fn=hear, cwd=folder,
    ) as ran:  # fmt: skip
        assert ran.stderr is not None
        assert ran.stderr.readline() == "begun\n"
        time.sleep(wait)
        ran.send_signal(signal.SIGINT)
        _, said = ran.communicate(timeout=30)
    return ran.returncode, said


@pytest.mark.parametrize("wait", [0.01, 0.1, 0.3])
@pytest.mark.parametrize(
    "args", [["build", "d"], ["check", "d"], ["evaluate"], ["chains"], ["query", "slow.rq"]],
    ids=lambda args: args[0],
)  # fmt: skip
def test_every_command_ends_with_130_and_a_line_at_most(
    args: list[str], wait: float, tmp_path: Path
) -> None:
    write(write(tmp_path / "d", ACTORS, "actors/a.yaml"), ARTICLE)
    (tmp_path / "slow.rq").write_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    code, said = interrupted(args, wait, tmp_path)
    lines = [x for x in said.splitlines() if x and not x.startswith(("reading", "checking"))]
    if code == 130:
        assert lines in ([], ["interrupted"])
    else:  # it was done before
        assert (code, "Traceback" in said) in ((0, False), (1, False))
