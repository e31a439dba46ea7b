"""The only writer of files: whole sets or nothing, and tables that run nothing."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from faults import Faults, count_calls, refuse, run_child
from hypothesis import given
from hypothesis import strategies as st
from support import read_csv

from kg import files, replacing
from kg.errors import KgError, UnsureError, UsageError
from kg.files import MANIFEST, digest, json_bytes, write_file, write_folder, write_tree
from kg.tables import csv_bytes

ROOT = Path(__file__).parents[1]
OLD = {"a.txt": b"old a\n", "b.txt": b"old b\n"}
NEW = {"a.txt": b"new a\n", "b.txt": b"new b\n"}


def content(folder: Path) -> dict[str, bytes]:
    """The files of a folder, its manifest left out."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def manifest(folder: Path) -> dict[str, object]:
    value = json.loads((folder / MANIFEST).read_bytes())
    assert isinstance(value, dict)
    return value


def outputs(written: Mapping[str, bytes]) -> dict[str, str]:
    return {name: digest(data) for name, data in written.items()}


def temporary(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith(".kg-tmp-"))


def fail(*_: object) -> None:
    raise OSError(28, "No space left on device")


# Tables


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "|calc", "%x",
     "＝1", "＋1", "－1", "＠x", '=HYPERLINK("http://a.example")', "=cmd|' /C calc'!A0",
     "-", "'=1"],
    ids=ascii,
)  # fmt: skip
def test_a_cell_that_a_spreadsheet_could_run_begins_with_an_apostrophe(cell):
    _, (written,) = csv.reader(io.StringIO(csv_bytes(["x"], [[cell]]).decode(), newline=""))
    assert written == "'" + cell
    _, (later,) = csv.reader(
        io.StringIO(csv_bytes(["x"], [[f"Borduria;{cell}"]]).decode(), newline="")
    )
    assert later == f"Borduria;'{cell}"


@pytest.mark.parametrize(
    ("cell", "written"),
    [("-12", "-12"), ("+3.5", "+3.5"), (12, "12"), (-0.7, "-0.7"), (None, ""), ("", ""),
     ("a=b", "a=b"), ("2018-03-26", "2018-03-26"), ("É", "É"), ("a'b", "a'b"), (True, "True")],
)  # fmt: skip
def test_numbers_and_plain_texts_stay_as_they_are(cell, written):
    rows = list(csv.reader(io.StringIO(csv_bytes(["x", "y"], [[cell, "z"]]).decode(), newline="")))
    assert rows == [["x", "y"], [written, "z"]]


CELLS = st.text(st.sampled_from("=+-@'\"\t\r\n ,;|%＝1a") | st.characters(codec="utf-8"))


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_every_table_can_be_read_back_as_it_was(rows):
    assert read_csv(csv_bytes(["x", "y"], rows)) == [["x", "y"], *rows]


def test_a_table_ends_its_lines_alike():
    assert csv_bytes(["x", "y"], [["a", 1], ["b,c", None]]) == b'x,y\na,1\n"b,c",\n'


def test_json_is_sorted_readable_and_whole():
    assert json_bytes({"b": ["é"], "a": 1}) == '{\n  "a": 1,\n  "b": [\n    "é"\n  ]\n}\n'.encode()
    with pytest.raises(ValueError, match="Out of range float"):
        json_bytes(float("nan"))


# One file


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path):
    write_file(tmp_path / "x/y/a.txt", b"new")
    assert content(tmp_path) == {"x/y/a.txt": b"new"}


def test_a_file_takes_the_place_of_the_old_one(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(b"a longer old text")
    write_file(tmp_path / "a.txt", b"new")
    assert content(tmp_path) == {"a.txt": b"new"}


@pytest.mark.parametrize("step", ["replace", "fsync", "fchmod", "write"])
def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path, monkeypatch, step):
    (tmp_path / "a.txt").write_bytes(b"old")
    monkeypatch.setattr(files.os, step, fail)
    with pytest.raises(UsageError) as caught:
        write_file(tmp_path / "a.txt", b"new")
    told = f"{tmp_path}/a.txt: cannot be written: No space left on device; name another place"
    assert (str(caught.value), content(tmp_path)) == (told, {"a.txt": b"old"})


def test_a_folder_in_the_place_of_a_file_stays(tmp_path: Path):
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt/b").write_bytes(b"old")
    with pytest.raises(UsageError, match="cannot be written: Is a directory"):
        write_file(tmp_path / "a.txt", b"new")
    assert content(tmp_path) == {"a.txt/b": b"old"}


def test_a_file_in_the_place_of_a_folder_stays(tmp_path: Path):
    (tmp_path / "x").write_bytes(b"old")
    with pytest.raises(UsageError, match="cannot be written: "):
        write_file(tmp_path / "x/a.txt", b"new")
    with pytest.raises(UsageError, match="cannot be written: "):
        write_folder(tmp_path / "x", NEW, {})
    assert content(tmp_path) == {"x": b"old"}


def test_a_link_in_the_place_of_a_file_is_replaced_and_its_target_stays(tmp_path: Path):
    (tmp_path / "victim").write_bytes(b"old")
    (tmp_path / "a.txt").symlink_to(tmp_path / "victim")
    write_file(tmp_path / "a.txt", b"new")
    assert content(tmp_path) == {"a.txt": b"new", "victim": b"old"}


@pytest.mark.parametrize(("mask", "file", "folder"), [(0o022, 0o644, 0o755), (0o077, 0o600, 0o700)])
def test_the_users_umask_holds(tmp_path: Path, mask: int, file: int, folder: int):
    before = os.umask(mask)
    try:
        write_file(tmp_path / "a.txt", b"new")
        write_folder(tmp_path / "out", NEW, {})
    finally:
        os.umask(before)
    names = ("a.txt", "out/a.txt", f"out/{MANIFEST}", "out")
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names]
    assert modes == [file, file, file, folder]


# A set of files


@pytest.fixture(params=["exchange", "fallback"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways in which a set takes the old one's place."""
    if request.param == "fallback":
        monkeypatch.setattr(replacing, "_exchange", lambda *_: False)
    return str(request.param)


def test_a_set_is_written_with_a_manifest_of_its_digests(tmp_path: Path, way: str):
    inputs = {"articles/one.yaml": digest(b"one")}
    for written in (OLD, NEW):
        write_folder(tmp_path / "x/out", written, inputs)
        assert content(tmp_path / "x/out") == written
        expected = {"format": 1, "inputs": inputs, "outputs": outputs(written)}
        assert manifest(tmp_path / "x/out") == expected
        assert temporary(tmp_path / "x") == []


def test_the_same_set_is_the_same_bytes(tmp_path: Path):
    write_folder(tmp_path / "one", NEW, {"b": "2", "a": "1"})
    write_folder(tmp_path / "two", dict(reversed(NEW.items())), {"a": "1", "b": "2"})
    assert (tmp_path / "one" / MANIFEST).read_bytes() == (tmp_path / "two" / MANIFEST).read_bytes()


def test_what_else_lies_in_the_folder_stays(tmp_path: Path, way: str):
    out = tmp_path / "out"
    write_folder(out, OLD, {})
    (out / "notes.txt").write_bytes(b"mine")
    (out / "mine/deep").mkdir(parents=True)
    (out / "mine/deep/a.txt").write_bytes(b"mine too")
    (out / "link").symlink_to("nowhere")
    write_folder(out, NEW, {})
    assert content(out) == {**NEW, "notes.txt": b"mine", "mine/deep/a.txt": b"mine too"}
    assert os.readlink(out / "link") == "nowhere"  # noqa: PTH115 - the text of the link itself
    assert outputs(NEW) == manifest(out)["outputs"]


def test_the_folder_keeps_its_permissions(tmp_path: Path, way: str):
    out = tmp_path / "out"
    out.mkdir(mode=0o750)
    write_folder(out, NEW, {})
    assert stat.S_IMODE(out.stat().st_mode) == 0o750


def test_a_full_disk_half_way_through_leaves_the_old_set(tmp_path, monkeypatch):
    write_folder(tmp_path / "out", OLD, {})
    real, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            fail()
        real(descriptor)

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(UsageError, match="No space left on device"):
        write_folder(tmp_path / "out", NEW, {})
    assert (content(tmp_path / "out"), temporary(tmp_path)) == (OLD, [])


def test_without_an_exchange_the_manifest_comes_last(tmp_path, monkeypatch):
    monkeypatch.setattr(replacing, "_exchange", lambda *_: False)
    write_folder(tmp_path / "out", OLD, {})
    order: list[str] = []
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        order.append(target.name)
        real(source, target)

    monkeypatch.setattr(files.os, "replace", replace)
    write_folder(tmp_path / "out", NEW, {})
    assert order == ["a.txt", "b.txt", MANIFEST]


def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path):
    write_folder(tmp_path / "out", OLD, {})
    names = (".kg-tmp-out-0123456789ab", ".kg-tmp-kept", ".kg-tmp-", ".kg-notes")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_bytes(b"left")
    write_folder(tmp_path / "out", NEW, {})
    assert sorted(each.name for each in tmp_path.glob(".kg-*")) == sorted(names[1:])
    # what is in a set's folder and not of the set is of others
    assert content(tmp_path / "out") == {**NEW, "x.txt": b"left"}


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path, way: str):
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    for written in (OLD, NEW):
        write_folder(tmp_path / "out", written, {})
        assert (tmp_path / "out").is_symlink()
        assert content(tmp_path / "real") == written


def test_a_link_to_a_folder_that_is_not_there_makes_it(tmp_path: Path):
    (tmp_path / "out").symlink_to("later")
    write_folder(tmp_path / "out", NEW, {})
    assert (content(tmp_path / "later"), (tmp_path / "out").is_symlink()) == (NEW, True)


def test_a_circle_of_links_is_told(tmp_path: Path):
    (tmp_path / "out").symlink_to("out")
    with pytest.raises(UsageError, match="out: cannot be written: "):
        write_folder(tmp_path / "out", NEW, {})
    assert os.readlink(tmp_path / "out") == "out"  # noqa: PTH115 - the text of the link itself


# Kills and rivals

LOOP = """
import sys
from pathlib import Path
from kg import files, replacing
if sys.argv[2] == "fallback":
    replacing._exchange = lambda *_: False
size = 200_000
sets = [{f"{n}.txt": mark * size for n in range(6)} for mark in (b"a", b"b")]
for turn in range(int(sys.argv[3])):
    print("next", flush=True)
    files.write_folder(Path(sys.argv[1]), sets[turn % 2], {"turn": str(turn % 2)})
"""


def loop(out: Path, way: str = "exchange", turns: int = 1_000_000) -> subprocess.Popen[bytes]:
    """A process that writes two sets in turn and says `next` before each; it has begun."""
    process = subprocess.Popen(
        [sys.executable, "-c", LOOP, str(out), way, str(turns)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"next\n"
    return process


@pytest.fixture
def exchange(tmp_path: Path) -> None:
    """Skips where the file system cannot let two folders change places in one step."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    if not replacing._exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("this file system exchanges no folders")


@pytest.mark.usefixtures("exchange")
def test_an_exchange_lets_two_folders_change_places(tmp_path: Path):
    (tmp_path / "one/a.txt").write_bytes(b"one")
    assert replacing._exchange(tmp_path / "one", tmp_path / "other")
    assert content(tmp_path) == {"other/a.txt": b"one"}
    assert not replacing._exchange(tmp_path / "one", tmp_path / "none")


def whole_set(out: Path) -> str:
    """The one letter of which all six files and the manifest are."""
    written = content(out)
    assert sorted(written) == [f"{n}.txt" for n in range(6)]
    assert manifest(out)["outputs"] == outputs(written)
    (letter,) = {data[:1].decode() for data in written.values()}
    assert manifest(out)["inputs"] == {"turn": str("ab".index(letter))}
    return letter


@pytest.mark.usefixtures("exchange")
def test_a_killed_writer_leaves_one_whole_set_whenever_it_is_killed(tmp_path: Path):
    out = tmp_path / "out"
    moments = random.Random(1894)
    seen = set()
    for _ in range(40):
        process = loop(out)
        assert process.stdout is not None
        for _ in range(moments.randrange(3)):
            process.stdout.readline()
        time.sleep(moments.uniform(0, 0.03))
        process.kill()
        assert process.wait() == -signal.SIGKILL
        process.stdout.close()
        if out.exists():
            seen.add(whole_set(out))
    assert seen == {"a", "b"}
    write_folder(out, NEW, {})
    assert temporary(tmp_path) == []


def test_two_writers_at_once_leave_one_whole_set(tmp_path: Path, way: str):
    out = tmp_path / "out"
    writers = [loop(out, way, 15), loop(out, way, 16)]
    ends = [writer.wait(timeout=60) for writer in writers]
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()
    assert ends == [0, 0]
    assert whole_set(out) in "ab"
    assert temporary(tmp_path) == []


@pytest.mark.usefixtures("exchange")
@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's /proc")
def test_a_reader_sees_one_whole_set_while_another_takes_its_place(tmp_path: Path):
    out = tmp_path / "out"
    writer = loop(out, turns=40)
    seen = set()
    while writer.poll() is None:
        if not out.exists():
            continue
        folder = os.open(out, os.O_RDONLY)  # the folder itself, whatever its name means later
        try:
            listed = Path(f"/proc/self/fd/{folder}")
            with (listed / MANIFEST).open("rb") as file:
                expected = json.load(file)["outputs"]
            seen.add({name: digest((listed / name).read_bytes()) for name in expected} == expected)
        except FileNotFoundError:
            continue  # the old set was removed while it was read: open the new one
        finally:
            os.close(folder)
    assert writer.stdout is not None
    writer.stdout.close()
    assert (writer.returncode, seen) == (0, {True})


def test_the_folder_one_works_in_is_no_place_for_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here" / "below").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here" / "below")
    for folder in (Path(), tmp_path / "here"):
        with pytest.raises(UsageError, match="this is the working folder"):
            write_folder(folder, {"a.txt": b"a"}, {})
    assert list((tmp_path / "here" / "below").iterdir()) == []


def test_a_folder_where_a_file_has_to_go_is_not_removed(tmp_path: Path) -> None:
    (tmp_path / "out" / "a.txt").mkdir(parents=True)
    with pytest.raises(UsageError, match="is a folder, but a file has to go here"):
        write_folder(tmp_path / "out", {"a.txt": b"a"}, {})
    assert (tmp_path / "out" / "a.txt").is_dir()


def test_a_tree_is_written_whole_beside_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    assert write_tree(tmp_path, {"a/b/c": b"1", "d": b"2"}, ["a/e"]) == ["a", "d"]
    found = sorted(str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*"))
    assert found == ["a", "a/b", "a/b/c", "a/e", "d", "mine"]


def test_a_fault_at_any_file_call_leaves_a_new_tree_whole_or_not_there(tmp_path: Path) -> None:
    tree = {"a/b": b"1", "c": b"2"}
    calls = count_calls(lambda: write_tree(tmp_path / "first", tree, ["d"]))
    for at in range(calls):
        faults, folder = Faults(), tmp_path / f"begun-{at}"
        with contextlib.suppress(KgError), faults.at(at, refuse(5), sticky=True):
            write_tree(folder, tree, ["d"])
        found = sorted(str(each.relative_to(folder)) for each in folder.rglob("*"))
        assert found in ([], ["a", "a/b", "c", "d"]), (at, faults.called)


def test_a_fault_at_any_file_call_leaves_a_file_old_or_new_and_says_which(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    calls = count_calls(lambda: write_file(path, b"old"))
    seen = set()
    for at in range(calls):
        for sticky in (False, True):
            path.write_bytes(b"old")
            faults, told = Faults(), "new"
            try:
                with faults.at(at, refuse(5), sticky=sticky):
                    write_file(path, b"new")
            except UnsureError:
                told = "unsure"
            except UsageError:
                told = "old"
            assert path.read_bytes() == (b"old" if told == "old" else b"new"), (at, faults.called)
            seen.add(told)
    assert seen == {"old", "new", "unsure"}
    write_file(path, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_a_killed_writer_of_one_file_leaves_what_the_next_one_removes(tmp_path: Path) -> None:
    path = tmp_path / "g[1] *.ttl"
    calls = count_calls(lambda: write_file(path, b"old"))
    for at in range(calls):
        faults = Faults()

        def die(at: int = at, faults: Faults = faults) -> None:
            with faults.at(at, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                write_file(path, b"new")

        assert run_child(die) == -signal.SIGKILL
        assert path.read_bytes() in (b"old", b"new")
        write_file(tmp_path / "other", b"x")
        assert sorted(each.name for each in tmp_path.iterdir()) == ["g[1] *.ttl", "other"]


@pytest.mark.parametrize("kind", ["device", "pipe", "link"])
def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x"
    if kind == "device":
        path = Path(os.devnull)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(os.devnull)
    before = path.lstat()
    with pytest.raises(UsageError, match="is not a regular file; name one, or - for"):
        write_file(path, b"new")
    assert path.lstat() == before


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write_file(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_tree_overwrites_nothing_not_even_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "d").symlink_to(tmp_path / "gone")
    with pytest.raises(UsageError, match="d: already exists"):
        write_tree(tmp_path, {"a/b": b"1", "d": b"2"})
    assert [each.name for each in tmp_path.iterdir()] == ["d"]


def test_a_tree_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: File name too long"):
        write_tree(tmp_path / "new", {"a": b"1", "b" * 300: b"2"})
    assert list(tmp_path.rglob("*")) in ([], [tmp_path / "new"])


def test_a_name_that_is_not_utf8_comes_back_from_json() -> None:
    name = os.fsdecode(b"t\xff")
    data = json_bytes({name: 1})
    assert (json.loads(data), data.isascii()) == ({name: 1}, True)


def test_a_new_file_takes_no_name_that_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_file(path, b"one", new=True)
    for other in (path, tmp_path):
        with pytest.raises(UsageError, match="already exists, and nothing is overwritten"):
            write_file(other, b"two", new=True)
    assert path.read_bytes() == b"one"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_a_new_file_is_written_where_files_have_one_name_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "a.txt"
    write_file(path, b"one", new=True)
    with pytest.raises(UsageError, match="already exists"):
        write_file(path, b"two", new=True)
    assert path.read_bytes() == b"one"
