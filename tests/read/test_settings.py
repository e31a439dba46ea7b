"""Settings in TOML: every problem is a line with its place, and nothing ends the parser."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import UnreadableError
from kg.read.settings import Settings, read_settings, shown_value


def read(folder: Path, text: str | bytes) -> Settings:
    data = text.encode() if isinstance(text, str) else text
    (folder / "a.toml").write_bytes(data)
    return read_settings(folder / "a.toml", "a.toml")


def problem(folder: Path, text: str | bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(folder, text)
    (line,) = caught.value.lines
    return line


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = " + "9" * 4_301, "1:5: x: 9999999999"),
        ("\nx.y = 0x" + "f" * 3_600, "2:7: x.y: 0xffffffff"),
        ("x = [1, 1_0" + "_0" * 40 + "]", "1:9: x: 1_0_0"),
        ("x = 1." + "0" * 90_000, "1:5: x: 1.000"),
    ],
)
def test_a_number_without_measure_is_told_at_its_place(
    text: str, told: str, tmp_path: Path
) -> None:
    line = problem(tmp_path, text)
    assert line.startswith(f"a.toml:{told}")
    assert line.endswith("... has more than 40 digits; write a smaller number")
    assert len(line) < 150


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("x = " + "[" * 500 + "]" * 500, "1:25"),
        ("# [[[\nx = " + "{a = " * 500 + "1" + "}" * 500, "2:105"),
        ("a." * 30 + "a = 1", "1:1"),
        ("'a'.\"b\" . " * 30 + "a = 1", "1:1"),
        ("x = 1\n[" + "a . " * 30 + "a]", "2:2"),
    ],
)
def test_what_nests_too_deeply_is_told_at_its_place(text: str, place: str, tmp_path: Path) -> None:
    assert problem(tmp_path, text) == (
        f"a.toml:{place}: is nested more deeply than 20 levels; settings are flat"
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"x = ", "a.toml:1:5: is not TOML: Invalid value; write one key per line"),
        (b"x = [", "a.toml:1:6: is not TOML: "),
        (b"x = 1\ny = '\xff'", "a.toml:2:6: is not UTF-8; save it as UTF-8"),
        (b"x = 2018-02-30", "a.toml:1:5: is not TOML: Invalid date or datetime"),
        (b"x = 1e99999999999999999999", "a.toml: is not TOML: "),
        (b"#" * 100_001, "a.toml: is larger than 100,000 bytes; shorten it"),
    ],
)
def test_what_is_not_toml_is_told(data: bytes, told: str, tmp_path: Path) -> None:
    assert problem(tmp_path, data).startswith(told)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 99_999,
        'x = "' + '\\"' * 49_000,
        "x" + " " * 99_000,
        "x = '" * 19_000,
        "x = [" + "'." * 49_000,
        "." * 99_000,
        "a." * 15 + "b" * 99_000,
        "x = " + "-" * 99_000,
    ],
)
def test_nothing_is_slow_to_refuse(text: str, tmp_path: Path) -> None:
    """Each would take minutes where a look at the text went over it again and again."""
    assert problem(tmp_path, text).startswith("a.toml:")


def test_what_texts_and_comments_hold_is_not_looked_at(tmp_path: Path) -> None:
    said = read(
        tmp_path,
        f'x = "{"[" * 50}" # {"[" * 50} {"9" * 50}\ny = """\n[z]\n{"9" * 50} = 1\n"""\nz = 1.5\n',
    )
    assert said.table["z"] == Decimal("1.5")
    assert str(said.at("z")) == "a.toml:6:1"


def test_settings_have_places(tmp_path: Path) -> None:
    said = read(tmp_path, "a = 1\nb = [\n [\"c\"],\n]\n[t . 'u']\nv.w = 2\n[[l]]\nm = 1\n")
    places = {
        ("a",): "a.toml:1:1",
        ("b",): "a.toml:2:1",
        ("t",): "a.toml:5:2",
        ("t", "u", "v", "w"): "a.toml:6:1",
        ("t", "u", "x"): "a.toml:5:2",
        ("l", "m"): "a.toml:8:1",
        ("none",): "a.toml",
    }
    assert {keys: str(said.at(*keys)) for keys in places} == places


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        with pytest.raises(UnreadableError, match="is not a regular file"):
            read_settings(tmp_path / name, name)


def test_a_long_value_is_shown_in_part() -> None:
    assert shown_value("x" * 500) == "'" + "x" * 56 + "..."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 1\n 'y' = 1\n 'y' = 2\n", "3:2: 'y'"),
        ("[a]\nx = 1\n[a]\n", "3:2: a"),
        ("[[a]]\n[a.b]\n[a]\n", "3:2: a"),
    ],
)
def test_what_is_set_twice_is_told_with_its_key(text: str, told: str, tmp_path: Path) -> None:
    assert problem(tmp_path, text) == f"a.toml:{told}: has been set above; keep one of the two"
