"""kg init, and that every command reads the project from any folder in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import kg

#: Each command with the words that it needs here.
COMMANDS: dict[str, list[str]] = {
    "actors": [], "build": [], "chains": [], "check": [], "coverage": [], "draw": ["-o", "-"],
    "evaluate": [], "explain": ["borduria-expels-3-2031"],
    "export": ["-o", "-", "--format", "csv"], "query": ["unanswered"], "search": ["Klow"],
    "show": ["XBO"], "stats": [],
}  # fmt: skip
WITHOUT_DATA = {"review", "diff", "init", "queries"}  # or with data that is always named


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new project."""
    assert kg("init", tmp_path / "klow").exit_code == 0
    return tmp_path / "klow"


def test_init_says_what_is_there_and_what_to_do_next(tmp_path: Path) -> None:
    ran = kg("init", tmp_path / "klow")
    told = ran.stderr.splitlines()
    assert (ran.exit_code, ran.stdout, len(told)) == (0, "", 4)
    assert told[0].startswith(f"{tmp_path / 'klow'}: data/, kg.toml, texts/")
    assert told[1].endswith(f"cd {tmp_path / 'klow'} && kg build && kg chains")


def test_a_taken_folder_or_a_wrong_base_is_one_line_and_exit_2(project: Path) -> None:
    for words in ([project], [project / "kg.toml"], [project / "new", "--base", "klow"]):
        ran = kg("init", *words)
        assert ran.exit_code == 2
        assert "Traceback" not in ran.output
    assert not (project / "new").exists()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("inside", [".", "data/articles"])
def test_every_command_reads_the_project_and_says_so(
    command: str, inside: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / inside)
    ran = kg(command, *COMMANDS[command])
    (told,) = [x for x in ran.stderr.splitlines() if x.startswith(("reading ", "checking "))]
    data = "data" if inside == "." else str(project / "data")
    assert told.split()[1] == data
    assert "named in " in told
    assert ran.exit_code == 0


def test_every_command_is_tried() -> None:
    from kg.cli import main

    assert set(main.commands) == COMMANDS.keys() | WITHOUT_DATA
