"""A set takes the place of another: old or new whatever happens, and nothing of others is lost."""

from __future__ import annotations

import errno
import json
import os
import signal
import stat
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from faults import Faults, count_calls, refuse, run_child

from kg import replacing
from kg.errors import KgError, UsageError
from kg.files import MANIFEST, digest, write_folder

OLD = {"a.txt": b"old a\n", "b.txt": b"old b\n", "gone.txt": b"in the old set alone\n"}
NEW = {"a.txt": b"new a\n", "b.txt": b"new b\n"}
MINE = {"notes.txt": b"mine", ".nojekyll": b""}


@pytest.fixture(params=["beside", "within"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which a set takes the old one's place."""
    if request.param == "within":
        monkeypatch.setattr(replacing, "_exchange", lambda *_: False)
    return str(request.param)


@pytest.fixture(autouse=True)
def _unsynced(monkeypatch: pytest.MonkeyPatch) -> None:
    """To wait for the disk would take most of the time, and proves nothing here."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a set, and files of others."""
    write_folder(tmp_path / "out", OLD, {})
    for name, data in MINE.items():
        (tmp_path / "out" / name).write_bytes(data)
    return tmp_path / "out"


def held(folder: Path) -> dict[str, bytes]:
    return {x.name: x.read_bytes() for x in folder.iterdir() if x.is_file() and x.name != MANIFEST}


def which_set(folder: Path) -> str:
    """`old` or `new`: the set that files and manifest are of; others' files are all there."""
    outputs = json.loads((folder / MANIFEST).read_bytes())["outputs"]
    for name, written, kept in (("old", OLD, {}), ("new", NEW, {"gone.txt": OLD["gone.txt"]})):
        digests = {each: digest(data) for each, data in written.items()}
        if outputs == digests and held(folder) == {**written, **kept, **MINE}:
            return name
    return f"mixed: {sorted(held(folder))}"


def left(folder: Path) -> list[str]:
    return sorted(str(x.relative_to(folder)) for x in folder.rglob(".kg-tmp-*"))


def test_what_others_put_there_keeps_its_very_file(out: Path, way: str) -> None:
    before = {name: (out / name).stat().st_ino for name in MINE}
    write_folder(out, NEW, {})
    assert which_set(out) == "new"
    assert {name: (out / name).stat().st_ino for name in MINE} == before
    assert {(out / name).stat().st_nlink for name in MINE} == {1}
    assert left(out.parent) == []


def test_folders_of_others_are_not_moved(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (out / "mine").mkdir()
    (out / "mine/a.txt").write_bytes(b"deep")
    real, moved = os.rename, []
    monkeypatch.setattr(os, "rename", lambda *x: (moved.append(Path(x[0]).name), real(*x)))
    write_folder(out, NEW, {})
    assert (which_set(out), (out / "mine/a.txt").read_bytes(), moved) == ("new", b"deep", [])


# Faults

TOLD = {
    "unsure": "out: written, but the disk may not have it yet (",
    "in part": "was written only in part (",
    "old": "out: cannot be written: ",
}


@pytest.mark.parametrize("sticky", [False, True], ids=["once", "sticky"])
@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES])
def test_a_fault_at_any_file_call_leaves_a_whole_set_and_says_which(
    out: Path, way: str, number: int, sticky: bool
) -> None:
    calls = count_calls(lambda: write_folder(out, NEW, {}))
    assert calls > 30
    faults, told = Faults(), {"old": 0, "new": 0, "unsure": 0, "in part": 0}
    for at in range(calls):
        write_folder(out, OLD, {})
        assert (which_set(out), left(out.parent)) == ("old", [])
        said, message = "new", ""
        try:
            with faults.at(at, refuse(number), sticky=sticky):
                write_folder(out, NEW, {})
        except KgError as error:
            message = str(error)
            said = next((key for key, words in TOLD.items() if words in message), "unknown")
        assert said == "new" or os.strerror(number) in message, (at, message)
        if said == "in part":  # what was moved could not be moved back: two faults, and no exchange
            assert (way, sticky) == ("within", True)
            assert {name: held(out)[name] for name in MINE} == MINE
        else:
            there = said.replace("unsure", "new")
            assert (which_set(out), at, faults.called) == (there, at, faults.called)
        told[said] += 1
    assert told["old"] > 3
    assert told["new"] + told["unsure"] > 3


def test_a_first_set_beside_files_of_others_takes_its_place_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, steps = tmp_path / "out", []
    out.mkdir()
    (out / "notes.txt").write_bytes(b"mine")
    real = os.replace
    monkeypatch.setattr(os, "replace", lambda *x: (steps.append(x), real(*x)))
    write_folder(out, NEW, {})
    assert (held(out), steps, left(tmp_path)) == ({**NEW, "notes.txt": b"mine"}, [], [])


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP])
def test_files_without_second_names_are_left_where_they_are(
    out: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", lambda *_, **__: refuse(number)())
    write_folder(out, NEW, {})
    assert (which_set(out), left(out.parent)) == ("new", [])


# Kills


def test_a_writer_killed_at_any_file_call_leaves_a_whole_set_and_the_next_one_cleans(
    out: Path,
) -> None:
    calls = count_calls(lambda: write_folder(out, NEW, {}))
    seen = set()
    for at in range(calls):
        write_folder(out, OLD, {})
        faults = Faults()

        def die(at: int = at, faults: Faults = faults) -> None:
            with faults.at(at, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                write_folder(out, NEW, {})

        assert run_child(die) == -signal.SIGKILL
        hidden = {x.name for x in out.parent.glob(".kg-tmp-*/*")} & MINE.keys()
        if not hidden:  # else they have a second name still
            seen.add(which_set(out))
        write_folder(out, NEW, {})
        assert (which_set(out), left(out.parent)) == ("new", []), at
    assert seen == {"old", "new"}


def test_a_first_set_within_a_folder_of_others_may_be_killed_at_any_file_call(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    (out / "mine").mkdir(parents=True)
    calls = count_calls(lambda: write_folder(out, NEW, {}))
    for at in range(calls):
        for path in out.glob("*.*"):
            path.unlink()
        faults = Faults()

        def die(at: int = at, faults: Faults = faults) -> None:
            with faults.at(at, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                write_folder(out, NEW, {})

        assert run_child(die) == -signal.SIGKILL
        write_folder(out, NEW, {})
        assert (held(out), left(tmp_path)) == (NEW, []), at


# Others at work meanwhile


def test_what_others_write_while_a_set_takes_its_place_is_all_kept(
    out: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every file call somebody writes a file of his own, and another one by a temporary name."""
    calls = count_calls(lambda: write_folder(out, NEW, {}))
    for at in range(calls):
        write_folder(out, OLD, {})
        name, faults = f"stranger-{at}", Faults()

        def stranger(name: str = name) -> None:
            with (out / name).open("w") as file:
                file.write("theirs")

        def both(stranger: Callable[[], None] = stranger) -> None:
            stranger()
            (out / "notes.txt").write_bytes(b"mine")  # and the same again

        with faults.at(at, both):
            write_folder(out, NEW, {})
        assert (out / name).read_text() == "theirs", (at, faults.called)
        assert (out / "notes.txt").read_bytes() == b"mine"
        assert {x: held(out)[x] for x in NEW} == NEW
        assert left(out.parent) == []
        (out / name).unlink()


def test_a_file_of_others_that_vanishes_meanwhile_does_no_harm(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.link

    def link(source: Path, target: Path, **more: bool) -> None:
        if Path(source).name == "notes.txt":
            Path(source).unlink()
        real(source, target, **more)

    monkeypatch.setattr(os, "link", link)
    write_folder(out, NEW, {})
    assert sorted(held(out)) == [".nojekyll", "a.txt", "b.txt", "gone.txt"]


def test_a_file_that_its_owner_replaces_or_removes_in_between_stays_so(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = replacing._exchange

    def exchange(one: Path, other: Path) -> bool:
        (other / "later").write_bytes(b"newer")
        (other / "later").replace(other / "notes.txt")
        (other / ".nojekyll").unlink()
        return real(one, other)

    monkeypatch.setattr(replacing, "_exchange", exchange)
    write_folder(out, NEW, {})
    assert (out / "notes.txt").read_bytes() == b"newer"
    assert not (out / ".nojekyll").exists()
    assert left(out.parent) == []


def test_files_written_there_by_others_during_many_builds_are_all_kept(out: Path) -> None:
    ended, written = threading.Event(), []

    def write() -> None:
        while not ended.is_set():
            path = out / f"stranger-{len(written)}"
            try:
                path.write_bytes(b"theirs")
            except FileNotFoundError:  # between two folders: told to who wrote it
                continue
            written.append(path)
            time.sleep(0.001)

    thread = threading.Thread(target=write)
    thread.start()
    for turn in range(60):
        write_folder(out, (OLD, NEW)[turn % 2], {})
    ended.set()
    thread.join()
    assert len(written) > 60
    assert [x.name for x in written if not x.exists()] == []


# Whose it is


def test_files_of_others_by_the_names_of_a_set_are_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    (out / "a.txt").write_bytes(b"mine")
    (out / MANIFEST).write_text('{"name": "of a web app"}')
    with pytest.raises(UsageError, match=r"site: has a\.txt, manifest\.json, but no manifest says"):
        write_folder(out, NEW, {})
    assert held(out) == {"a.txt": b"mine"}


def test_the_permissions_of_files_and_folder_stay(out: Path, way: str) -> None:
    (out / "a.txt").chmod(0o640)
    out.chmod(0o750)
    write_folder(out, NEW, {})
    modes = [stat.S_IMODE(x.stat().st_mode) for x in (out, out / "a.txt", out / "b.txt")]
    assert modes == [0o750, 0o640, 0o644]


@pytest.mark.parametrize("name", ["out[1]", "o*t", "my out", "-out", "aus\n", "ö" * 120])
def test_odd_names_work_and_their_leftovers_are_removed(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    write_folder(out, OLD, {})
    faults = Faults()

    def die() -> None:
        with faults.at(30, lambda: os.kill(os.getpid(), signal.SIGKILL)):
            write_folder(out, NEW, {})

    assert run_child(die) == -signal.SIGKILL
    assert left(tmp_path) != []
    write_folder(out, OLD, {})
    assert (held(out), left(tmp_path)) == (OLD, [])


# Mount points


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of its own, as a container's volume is; skips without the right."""
    folder = tmp_path / "volume"
    folder.mkdir()
    tool = ["mount", "-t", "tmpfs", "tmpfs", str(folder)]
    ran = subprocess.run(tool, capture_output=True, check=False) if os.geteuid() == 0 else None
    if ran is None or ran.returncode:
        pytest.skip("needs the right to mount: run as root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_mount_point_gets_its_set(mounted: Path) -> None:
    before = mounted.stat().st_ino
    for written in (OLD, NEW):
        write_folder(mounted, written, {})
    assert held(mounted) == {**OLD, **NEW}
    assert (mounted.stat().st_ino, left(mounted.parent)) == (before, [])


def test_another_file_system_below_the_folder_is_not_touched(mounted: Path) -> None:
    (mounted / "theirs").write_bytes(b"theirs")
    write_folder(mounted.parent, OLD, {})
    write_folder(mounted.parent, NEW, {})
    assert (held(mounted.parent), held(mounted)) == ({**OLD, **NEW}, {"theirs": b"theirs"})
    assert os.path.ismount(mounted)


def test_a_folder_that_is_bound_to_its_place_gets_its_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a mount of a folder of the same file system, which only the renaming finds out."""
    write_folder(tmp_path / "out", OLD, {})
    (tmp_path / "empty").mkdir()
    monkeypatch.setattr(replacing, "_exchange", lambda *_: False)
    monkeypatch.setattr(os, "rename", lambda *_: refuse(errno.EBUSY)())
    for name in ("out", "empty"):
        write_folder(tmp_path / name, NEW, {})
        assert {x: held(tmp_path / name)[x] for x in NEW} == NEW


def test_a_folder_whose_parent_may_not_be_written_gets_its_set(out: Path) -> None:
    ours = os.geteuid() == 0
    for path in (out, *out.iterdir()) if ours else ():
        os.chown(path, 12345, 12345)
    for path in out.parents if ours else ():
        path.chmod(path.stat().st_mode | 0o755)  # else pytest's own folders are in the way
    out.parent.chmod(0o755 if ours else 0o555)

    def write() -> None:
        if ours:
            os.setgid(12345)
            os.setuid(12345)
        write_folder(out, {"a.txt": b"x"}, {})

    assert run_child(write) == 0
    out.parent.chmod(0o755)
    assert (out / "a.txt").read_bytes() == b"x"
