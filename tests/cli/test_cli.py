"""The program: its version, the help of each command, and streams that the caller closed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import kg, kg_in_shell

from kg.cli import main

COMMANDS = sorted(main.commands)


def test_the_installed_command_starts() -> None:
    ran = subprocess.run(
        [Path(sys.executable).parent / "kg", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith("retaliation-kg 0.")
    assert "(ontology 0." in ran.stdout


def test_help_lists_every_command_once_under_what_people_do() -> None:
    shown = kg("--help").stdout
    found = [line.split()[0] for line in shown.splitlines() if re.match(r"  [a-z]+  +[A-Z]", line)]
    assert sorted(found) == sorted(main.commands)
    places = [found.index(each) for each in ("init", "build", "chains", "export")]
    assert places == sorted(places)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = kg(command, "--help")
    assert result.exit_code == 0
    assert f"Example: kg {command}" in result.output


@pytest.mark.parametrize(
    "line",
    [
        "kg query who-expelled-whom -g $G >&-", "kg queries >&-", "kg chains >&-", "kg --help >&-",
        "kg stats -g $G >&-", "kg show USA -g $G >&-", "kg evaluate --help >&- 2>&-",
        "kg query who-expelled-whom -g $G >&- 2>&-",
    ],
)  # fmt: skip
def test_a_closed_output_is_no_crash(line: str, out: Path) -> None:
    ran = kg_in_shell(line, out)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [("check {folder}", 0, "0 errors"), ("chains -i {folder}", 0, "reading"),
     ("build {folder} -o {folder}/../made", 0, "1 article"),
     ("build {folder}", 2, "the working folder no longer exists; change to another one\n"),
     ("init begun", 2, "the working folder no longer exists; change to another one\n")],
    ids=["check", "chains", "build", "relative", "init"],
)  # fmt: skip
def test_full_paths_work_where_the_working_folder_is_gone(
    words: str, code: int, told: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    ran = kg(*words.format(folder=folder).split())
    assert (ran.exit_code, told in ran.stderr) == (code, True), ran.stderr


@pytest.mark.parametrize(
    "words",
    [["build", "{}"], ["stats", "-i", "{}"], ["diff", "{}", "out"], ["new", "{}"], ["check", "{}"]],
    ids=" ".join,
)
def test_a_name_that_no_file_can_have_is_one_short_line(words: list[str]) -> None:
    ran = CliRunner().invoke(main, [word.format("N" * 20_000) for word in words])
    assert ran.exit_code in (2, 3)
    assert max(map(len, ran.stderr.splitlines())) <= 600
    assert isinstance(ran.exception, SystemExit)
