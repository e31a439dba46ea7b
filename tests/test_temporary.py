"""Temporary files and folders: held while somebody writes them, leftovers afterwards."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
from pathlib import Path

import pytest
from faults import refuse, run_child

from kg import temporary
from kg.temporary import (
    leftovers,
    locked,
    remove_tree,
    temporary_file,
    temporary_folder,
    write_all,
)


def found(folder: Path) -> list[str | None]:
    return [label for _, label in leftovers(folder)]


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_is_written_is_no_leftover_and_what_a_killed_process_left_is(tmp_path: Path) -> None:
    with temporary_file(tmp_path), temporary_folder(tmp_path, "out"):
        assert len(list(tmp_path.iterdir())) == 2
        assert found(tmp_path) == []
    assert list(tmp_path.iterdir()) == []

    def die() -> None:
        with temporary_file(tmp_path), temporary_folder(tmp_path, "o-ut"):
            kill()

    assert run_child(die) == -signal.SIGKILL
    assert sorted(found(tmp_path), key=str) == [None, "o-ut"]


def test_a_name_that_is_not_a_temporary_one_and_a_link_are_of_others(tmp_path: Path) -> None:
    for name in (".kg-tmp-", ".kg-tmp-x", ".kg-tmp-0123456789abc", "kg-tmp-0123456789ab"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / ".kg-tmp-0123456789ab").symlink_to(tmp_path)
    os.mkfifo(tmp_path / ".kg-tmp-0123456789ff")
    assert found(tmp_path) == []


def test_nobody_looks_at_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert found(tmp_path / "none") == []


def test_another_name_is_taken_where_one_was_taken_for_a_leftover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = fcntl.flock, []

    def flock(descriptor: int, how: int) -> None:
        calls.append(how)
        if len(calls) == 1:
            raise BlockingIOError
        real(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with temporary_folder(tmp_path) as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert len(calls) == 2


def test_a_file_system_without_locks_is_written_without_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", lambda *_: refuse(errno.ENOLCK)())
    with locked(tmp_path), temporary_file(tmp_path) as (descriptor, path):
        os.write(descriptor, b"x")
        assert path.read_bytes() == b"x"
        assert found(tmp_path) == []  # whether somebody writes it cannot be known


def test_a_part_that_the_system_takes_is_followed_by_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda where, data: real(where, data[:3]))
    with temporary_file(tmp_path) as (descriptor, path):
        write_all(descriptor, b"a longer text")
        assert path.read_bytes() == b"a longer text"


def test_a_tree_goes_but_for_another_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x/mount").mkdir(parents=True)
    (tmp_path / "x/a").write_bytes(b"")
    (tmp_path / "y").mkdir()
    (tmp_path / "x/link").symlink_to(tmp_path / "y")
    real = os.scandir

    class Elsewhere:
        """An entry of a folder that is a mount point."""

        def __init__(self, entry: os.DirEntry[str]) -> None:
            self.path, self._entry = entry.path, entry

        def stat(self, **more: bool) -> os.stat_result:
            told = list(self._entry.stat(**more))
            told[2] += self._entry.name == "mount"
            return os.stat_result(told)

    with monkeypatch.context() as patch:
        patch.setattr(temporary.os, "scandir", lambda path: map(Elsewhere, real(path)))
        with pytest.raises(OSError, match="Directory not empty"):
            remove_tree(tmp_path / "x")
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["mount", "x", "y"]
