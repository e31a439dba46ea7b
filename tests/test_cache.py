"""The cache: what was kept comes back, and only from the very file that was written here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg import cache as module
from kg.cache import CACHE, Cache, key_of
from kg.files import write_folder, write_marked


def filled(folder: Path, *keys: str) -> Path:
    kept = Cache()
    for key in keys or ("a", "b"):
        kept.keep(key, lambda key=key: ([key], {"body": key}))  # type: ignore[misc]
    kept.save(folder)
    return folder / CACHE


def keys_of(path: Path) -> list[str]:
    found = Cache(path)
    return [key for key in ("a", "b", "c") if key in found]


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    found = Cache(filled(tmp_path))
    assert (found.head("a"), found.body("b")) == (["a"], {"body": "b"})
    assert "c" not in found


def test_a_key_tells_its_parts_apart() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of(1), key_of("1")}) == 5


def test_nothing_is_kept_where_there_is_no_file(tmp_path: Path) -> None:
    assert keys_of(tmp_path / "none") == keys_of(tmp_path) == []


def test_a_copy_is_foreign(tmp_path: Path) -> None:
    path = filled(tmp_path)
    shutil.copy2(path, tmp_path / "copy")
    os.link(path, tmp_path / "same")
    assert (keys_of(tmp_path / "copy"), keys_of(tmp_path / "same")) == ([], ["a", "b"])


def test_another_program_has_none_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path)
    monkeypatch.setattr(module, "mark_program", lambda: "other")
    assert keys_of(path) == []


def test_a_file_with_any_byte_changed_or_cut_off_is_ignored(tmp_path: Path) -> None:
    path = filled(tmp_path)
    data = path.read_bytes()
    for at in range(len(data)):
        with path.open("r+b") as file:  # the same file, for another is foreign anyway
            file.write(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert keys_of(path) == [], at
        with path.open("r+b") as file:
            file.write(data[:at])
            file.truncate(at)
        assert keys_of(path) == [], at
    path.write_bytes(data)
    assert keys_of(path) == ["a", "b"]


def test_what_a_run_did_not_look_at_is_not_kept_longer(tmp_path: Path) -> None:
    path = filled(tmp_path)
    found = Cache(path)
    found.body("b")
    found.save(tmp_path)
    assert keys_of(path) == ["b"]


def test_the_same_set_is_not_written_again(tmp_path: Path) -> None:
    path = filled(tmp_path)
    before = path.stat()
    found = Cache(path)
    found.head("a"), found.head("b")
    found.save(tmp_path)
    assert path.stat().st_ino == before.st_ino
    found.keep("c", lambda: (1, 2))
    found.save(tmp_path)
    assert keys_of(path) == ["a", "b", "c"]


def test_it_stays_with_a_folder_that_is_written_again(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", {"a.txt": b"a"}, {})
    path = filled(tmp_path / "out")
    write_folder(tmp_path / "out", {"a.txt": b"b"}, {})
    assert keys_of(path) == ["a", "b"]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = filled(tmp_path)

    def broken(_: int) -> Iterable[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    write_marked(path, broken)
    (tmp_path / ".kg-tmp-0123456789ab").write_bytes(b"of a killed run")
    assert keys_of(path) == ["a", "b"]
    filled(tmp_path, "c")
    assert keys_of(path) == ["c"]
    assert [each.name for each in tmp_path.iterdir()] == [CACHE]


def test_a_folder_that_may_not_be_written_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = filled(tmp_path)
    monkeypatch.setattr(os, "replace", refuse)
    filled(tmp_path, "c")
    assert [each.name for each in tmp_path.iterdir()] == [CACHE]
    assert keys_of(path) == ["a", "b"]


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    filled(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []
