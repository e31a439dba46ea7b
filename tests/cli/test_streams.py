"""What a command writes steers no terminal, and no encoding of a stream ends it."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest
from support import kg

from kg.cli.streams import Inert, open_streams

ODD = "\x9b31mred\u202e\u061c\x07"


@pytest.fixture(autouse=True)
def small(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder whose project is small data."""
    (folder.parent / "kg.toml").write_text('data = ["d"]\n')
    monkeypatch.chdir(folder.parent)
    return folder.parent


def written(encoding: str, said: str | bytes) -> str:
    raw = io.BytesIO()
    stream = Inert(io.TextIOWrapper(raw, encoding, errors="backslashreplace"))
    click.echo(said, file=stream)
    stream.flush()
    return raw.getvalue().decode(encoding)


@pytest.mark.parametrize("said", [f"é {ODD}", f"é {ODD}".encode()], ids=["text", "bytes"])
def test_marks_are_replaced_in_text_and_in_bytes(said: str | bytes) -> None:
    assert written("utf-8", said) == "é \ufffd31mred\ufffd\ufffd\ufffd\n"
    assert written("latin-1", said) == "é \\ufffd31mred\\ufffd\\ufffd\\ufffd\n"


def test_streams_are_put_back(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout, sys.stderr
    with open_streams():
        assert sys.stdout is before[0]  # it is not a terminal, and keeps every byte
        assert isinstance(sys.stderr, Inert)
        click.echo(ODD)
        click.echo(ODD, err=True)
    assert (sys.stdout, sys.stderr) == before
    assert capsys.readouterr() == (f"{ODD}\n", "\ufffd31mred\ufffd\ufffd\ufffd\n")


@pytest.mark.parametrize(
    "args",
    [[f"x{ODD}"], ["queries", ODD], ["query", ODD], ["query", "unanswered", "--limit", ODD],
     ["chains", "--actor", ODD], ["chains", "--view", ODD], ["draw", "--title", ODD],
     ["show", ODD], ["search", ODD], ["explain", ODD], ["check", ODD], ["diff", ODD, "b"],
     ["export", "-o", f"x.{ODD}"], ["actors", ODD], ["classes", ODD], ["coverage", "--texts", ODD],
     ["build", ODD], ["new", ODD], ["anchor", ODD], ["review", ODD], ["bulk", ODD, "-o", "x"],
     ["evaluate", ODD], ["init", "x", "--base", ODD], [f"--{ODD}"]],
    ids=lambda args: args[0].encode("unicode-escape").decode(),
)  # fmt: skip
def test_no_command_repeats_marks_of_its_arguments(args: list[str]) -> None:
    ran = kg(*args)
    told = ran.stdout + ran.stderr
    assert [x for x in "\x9b\u202e\u061c\x07" if x in told] == []
    assert "Traceback" not in told


LONG = "N" * 100_000


@pytest.mark.parametrize(
    "args",
    [["query", LONG], ["show", LONG], ["chains", "--actor", LONG], [LONG], ["search", LONG],
     ["actors", LONG], ["classes", LONG], ["chains", "--since", LONG], ["export", "-o", LONG],
     ["query", "unanswered", "-p", LONG], ["query", "actor-actions", "-p", f"actor={LONG}"]],
    ids=lambda args: args[0][:9],
)  # fmt: skip
def test_no_command_repeats_more_than_a_line_of_its_arguments(args: list[str]) -> None:
    ran = kg(*args)
    assert max(map(len, (ran.stdout + ran.stderr).splitlines())) < 600


ENCODINGS = ["ascii", "latin-1", "utf-16", "ascii:strict"]
ARGS = [["chains", "--format", "table"], ["chains", "--format", "csv"],
        ["chains", "--format", "tree"], ["explain", "\N{SNOWMAN}"], ["classes", "--format", "md"],
        ["queries", "--format", "json"],
        ["query", "q.rq", "--format", "table"], ["query", "q.rq"]]  # fmt: skip


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_encoding_of_the_streams_ends_a_command(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text('SELECT ("\u2603\u0152" AS ?x) {}')
    code = (
        "import sys, kg.cli\n"
        "for line in sys.argv[1:]:\n"
        "    try: kg.cli.main(line.split('|'))\n"
        "    except SystemExit as end: assert end.code in (0, 2), (line, end.code)\n"
    )
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.run(
        [sys.executable, "-c", code, *map("|".join, ARGS)], env=env, cwd=tmp_path,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, b"Traceback" in ran.stderr) == (0, False), ran.stderr[-2000:]
    assert ran.stdout


def on_terminal(code: str, *args: str, folder: Path) -> str:
    """What a terminal is sent by code that runs on it."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm", "PYTHONPATH": str(Path(__file__).parents[2])}
    ran = subprocess.Popen(
        [sys.executable, "-c", code, *args], stdout=theirs, stderr=theirs, env=env, cwd=folder
    )
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 100_000):
            parts.append(part)
    except OSError:  # the other end is closed
        pass
    ran.wait()
    os.close(ours)
    return b"".join(parts).decode()


MAIN = """
import sys, kg.cli
for line in sys.argv[1:]:
    try: kg.cli.main(line.split())
    except SystemExit: pass
"""


def test_a_terminal_is_sent_no_marks_in_any_form(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(r'SELECT ("\u009b31mred\u202e" AS ?x) {}')
    forms = ["csv --raw", "csv", "tsv", "json", "xml", "md", "table"]
    sent = on_terminal(MAIN, *(f"query q.rq --format {form}" for form in forms), folder=tmp_path)
    assert sent.count("31mred") == len(forms)
    assert [x for x in "\x9b\u202e" if x in sent] == []


SLOW = """
import sys, time, kg.cli, kg.progress
kg.progress.WAIT, kg.progress._EVERY = 0.05, 0.02
import kg.cli.{module} as module
def slow(*args, real=module.{name}, **more):
    time.sleep(0.3)
    return real(*args, **more)
module.{name} = slow
kg.cli.main(sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("module", "name", "told", "args"),
    [("query", "table_width", "answering the question", ["query", "q.rq"]),
     ("chains", "narrowed", "working", ["chains"]),
     ("export", "narrowed", "working", ["export", "-o", "x.csv"]),
     ("export", "_drawn_page", "drawing", ["draw", "-o", "x.svg"]),
     ("diff", "say_left_out", "reading", ["diff", "d", "d"]),
     ("common", "say_input", "reading", ["coverage", "-i", "d", "--texts", "d"])],
)  # fmt: skip
def test_a_long_command_says_on_a_terminal_what_it_does(
    module: str,
    name: str,
    told: str,
    args: list[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder.parent / "q.rq").write_text("SELECT (1 AS ?x) {}")
    sent = on_terminal(SLOW.format(module=module, name=name), *args, folder=folder.parent)
    assert f"\x1b[K{told}" in sent
    left = {x.rpartition("\x1b[K")[2].strip() for x in sent.split("\n")}
    assert told not in left  # it is taken away before anything is said
    assert "Traceback" not in sent


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("args", [["--help"], ["--version"], ["chains", "--help"], ["queries"]])
def test_what_cannot_be_written_is_told_for_help_and_version_too(args: list[str]) -> None:
    ran = _run_into("/dev/full", "stdout", *args)
    told = "the output cannot be written: No space left on device\n"
    assert (ran.returncode, ran.stderr) == (2, told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("args", [["check"], ["nonsense"], ["show", "nobody"]])
def test_messages_that_cannot_be_written_are_no_findings(args: list[str]) -> None:
    assert _run_into("/dev/full", "stderr", *args).returncode == 2


def _run_into(path: str, stream: str, *args: str) -> subprocess.CompletedProcess[str]:
    """A command of which one stream goes to a file."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with Path(path).open("w") as file:
        return subprocess.run(
            [sys.executable, "-m", "kg", *args], text=True, env=env, check=False,
            **{**streams, stream: file},
        )  # fmt: skip


@pytest.mark.parametrize("args", [["--help"], ["--version"]])
def test_a_reader_that_has_seen_enough_of_the_help_is_no_fault(args: list[str]) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    ran = subprocess.run(
        [sys.executable, "-m", "kg", *args], stdout=theirs, stderr=subprocess.PIPE, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    os.close(theirs)
    assert (ran.returncode, ran.stderr) == (0, b"")
