"""Files, folders and zips of a source: read whole, never unpacked, and bounded."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from kg.errors import UnreadableError
from kg.files import write_folder
from kg.importers import sources
from kg.importers.sources import read_sources


def test_a_folder_stands_for_its_files_but_not_for_side_files_and_links(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    (folder / "sub").mkdir(parents=True)
    for name in ("b.ann", "a.txt", "sub/c.ann", ".#b.ann", ".git"):
        (folder / name).write_text(name)
    (tmp_path / "elsewhere").write_text("not ours")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    assert [each.data.decode() for each in read_sources([folder])] == [
        "a.txt",
        "b.ann",
        "sub/c.ann",
    ]


def test_a_zip_is_read_in_place_whatever_its_names_say(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../out.ann", "one")
        archive.writestr("/etc/x", "two")
    found = read_sources([path])
    assert sorted(each.data for each in found) == [b"one", b"two"]
    assert {each.name.split(":")[-1] for each in found} == {"../../out.ann", "/etc/x"}
    assert [each.name for each in tmp_path.iterdir()] == ["a.zip"]


def test_a_zip_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "LIMIT", 10_000)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", b"0" * 1_000_000)
    with pytest.raises(UnreadableError, match=r"is more than 10,000 bytes"):
        read_sources([path])


def test_several_files_share_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LIMIT", 10)
    for name in "ab":
        (tmp_path / name).write_bytes(b"123456")
    with pytest.raises(UnreadableError, match="b: is more than 10 bytes"):
        read_sources([tmp_path / "a", tmp_path / "b"])


@pytest.mark.parametrize("kind", ["pipe", "damaged", "missing"])
def test_what_cannot_be_read_is_refused_in_a_line(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.zip"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "damaged":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x", b"0" * 1000)
        path.write_bytes(path.read_bytes().replace(b"0" * 10, b"1" * 10, 1))
    with pytest.raises(UnreadableError) as caught:
        read_sources([path])
    assert len(caught.value.lines) == 1
    assert "None" not in str(caught.value)


def test_the_manifest_of_an_export_is_passed_over(tmp_path: Path) -> None:
    write_folder(tmp_path / "made", {"a.ann": b"x"}, {})
    assert (tmp_path / "made/manifest.json").is_file()
    assert [Path(each.name).name for each in read_sources([tmp_path / "made"])] == ["a.ann"]
    (tmp_path / "made/manifest.json").write_text("[]")
    assert len(read_sources([tmp_path / "made"])) == 2


def test_a_zip_within_a_zip_is_opened_and_one_deeper_is_not(tmp_path: Path) -> None:
    data = b"deep"
    for name in ("a.txt", "one.zip", "two.zip"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr(name, data)
        data = buffer.getvalue()
    path = tmp_path / "p.zip"
    path.write_bytes(data)
    (file,) = read_sources([path])
    assert file.name.endswith("p.zip:two.zip:one.zip")
    assert zipfile.is_zipfile(io.BytesIO(file.data))


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.ann").write_text("one")
    (tmp_path / "other").symlink_to(tmp_path)
    found = read_sources([tmp_path, tmp_path / "a.ann", tmp_path / "other/a.ann"])
    assert [each.data for each in found] == [b"one"]


def test_a_member_of_a_zip_is_called_as_it_is_in_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("klow: x.ann", "one")
    (found,) = read_sources([path])
    assert (found.stem, found.name) == ("klow: x", f"{path}:klow: x.ann")
    (tmp_path / "klow: x.ann").write_text("one")
    assert read_sources([tmp_path / "klow: x.ann"])[0].stem == found.stem
