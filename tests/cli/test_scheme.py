"""kg scheme writes the settings of a tool, or prints them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.cli.scheme import TOOLS

FILES = ["example.json", "example.txt", "instructions.md", "quotes.schema.json"]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["scheme", *map(str, words)])


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_has_files_the_same_each_time(tool: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert run(tool, "-o", tmp_path / name).exit_code == 0
    first, again = ({each.name: each.read_bytes() for each in (tmp_path / name).rglob("*")
                     if each.is_file()} for name in ("a", "b"))  # fmt: skip
    assert first == again != {}


def test_files_are_written_and_said(tmp_path: Path) -> None:
    ran = run("llm", "-o", tmp_path / "prompt")
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert sorted(each.name for each in (tmp_path / "prompt").iterdir()) == FILES
    assert f"{tmp_path}/prompt/instructions.md is written" in ran.stderr.splitlines()


@pytest.mark.parametrize("words", [(), ("-o", "-")])
def test_without_a_folder_they_are_printed(words: tuple[str, ...]) -> None:
    ran = run("llm", *words)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert [x[4:-4] for x in ran.stdout.splitlines() if x.startswith("==> ")] == [
        "instructions.md", "quotes.schema.json", "example.txt", "example.json",
    ]  # fmt: skip


def test_an_unknown_tool_is_a_usage_error_that_lists_the_known() -> None:
    ran = run("prodi.gy")
    assert ran.exit_code == 2
    assert "'llm'" in ran.stderr
