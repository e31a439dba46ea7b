"""kg.toml: what it may say, and how what is wrong with it is told."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg.errors import FindingsError, UnreadableError
from kg.read.project import find_project, read_project

WHOLE = """\
data = ["mine", "theirs"]
bundled = true
texts = "texts"
out = "built"
base = "https://example.org/ruritania/"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
title = "Ruritania and Borduria"
author = "Klow Gazette"
url = "https://example.org/"
rules = "rules.toml"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two more in it."""
    for name in ("mine", "theirs"):
        (tmp_path / name).mkdir()
    return tmp_path


def problems(folder: Path, text: str) -> list[str]:
    (folder / "kg.toml").write_text(text)
    with pytest.raises(FindingsError) as caught:
        read_project(folder / "kg.toml")
    return [str(each).removeprefix(f"{folder}/") for each in caught.value.findings]


def test_every_key_is_read_and_paths_go_out_from_the_file(folder: Path) -> None:
    (folder / "kg.toml").write_text(WHOLE)
    project = read_project(folder / "kg.toml")
    assert project.data == (folder / "mine", folder / "theirs")
    assert (project.texts, project.out) == (folder / "texts", folder / "built")
    assert (project.rules, project.bundled) == (folder / "rules.toml", True)
    assert (project.base, project.url) == ("https://example.org/ruritania/", "https://example.org/")
    assert project.license == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert (project.title, project.author) == ("Ruritania and Borduria", "Klow Gazette")


def test_an_empty_file_names_no_data_and_leaves_the_defaults(folder: Path) -> None:
    (folder / "kg.toml").write_text("")
    project = read_project(folder / "kg.toml")
    assert (project.has_data, project.out, project.title) == (False, folder / "out", None)


def test_the_nearest_file_above_is_found(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = folder / "mine" / "articles"
    deep.mkdir()
    assert find_project(deep) is None
    (folder / "kg.toml").write_text('title = "Outer"')
    monkeypatch.chdir(deep)
    outer = find_project()
    assert outer is not None
    assert outer.title == "Outer"
    (folder / "mine" / "kg.toml").write_text('title = "Inner"')
    inner = find_project(deep)
    assert inner is not None
    assert inner.title == "Inner"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'title = "x"\ndate = ["mine"]',
            "kg.toml:2:1: date: is not a key here; did you mean 'data'",
        ),
        ("data = 'mine'", "kg.toml:1:1: data: is not a list of folders"),
        ("data = []", "kg.toml:1:1: data: is not a list of folders"),
        ("data = ['mime']", "kg.toml:1:1: data: 'mime' is not a folder; did you mean 'mine'?"),
        ("data = [1]", "kg.toml:1:1: data: 1 is not text; write it in quotes"),
        ("\nbundled = 'yes'", "kg.toml:2:1: bundled: 'yes' is neither true nor false"),
        ("base = 'https://example.org/x'", "does not end in / or #"),
        ("license = 'CC0'", "kg.toml:1:1: license: 'CC0' is not an address"),
        ("title = ''", "kg.toml:1:1: title: is empty"),
        ("[data]\nx = 1", "kg.toml:1:2: data: is not a list of folders"),
        ("rules = 3", "kg.toml:1:1: rules: 3 is not text; write it in quotes"),
    ],
)
def test_a_wrong_key_or_value_is_one_line_with_its_place(
    text: str, told: str, folder: Path
) -> None:
    (line,) = problems(folder, text)
    assert told in line


def test_all_problems_are_told_at_once(folder: Path) -> None:
    assert len(problems(folder, "date = 1\nbundled = 1\ntitle = 1")) == 3


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"data = [", ":1:9: is not TOML: "),
        (b"title = 'a'\ntitle = 'b'", "title: has been set above; keep one of the two"),
        (b"title = '\xff'", ": is not UTF-8"),
    ],
)
def test_what_is_not_toml_is_unreadable(data: bytes, told: str, folder: Path) -> None:
    (folder / "kg.toml").write_bytes(data)
    with pytest.raises(UnreadableError) as caught:
        read_project(folder / "kg.toml")
    (line,) = caught.value.lines
    assert told in line


def test_the_readme_shows_every_key() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    block = text.partition("```toml\n")[2].partition("```")[0]
    assert tomllib.loads(block).keys() == tomllib.loads(WHOLE).keys()
