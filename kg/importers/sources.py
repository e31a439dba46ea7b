"""The files of a source: as they are named, in folders, and in zips, which are never unpacked."""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kg.errors import UnreadableError, unreadable
from kg.files import MANIFEST, read_manifest
from kg.importers.marks import File
from kg.paths import is_side_file
from kg.read.documents import open_file
from kg.read.folders import shown

_DEEPEST: Final = 2  # zips within one another
LIMIT: Final = 100_000_000  # bytes of all files of a source together, those in zips unpacked


def read_sources(sources: Sequence[Path]) -> list[File]:
    """The files of some sources, whole, by name.

    A folder stands for all files in it; links out of it, what editors and systems leave, and the
    manifest of an export of ours are passed over. A zip stands for its members.

    Raises:
        UnreadableError: one cannot be read or is not a file, or all are larger than `LIMIT`.
    """
    files: list[File] = []
    room = LIMIT
    for path in find_paths(sources):
        for file in _read(path, shown(path), room):
            room -= len(file.data)
            files.append(file)
    return files


def find_paths(sources: Sequence[Path]) -> Iterator[Path]:
    """The files that are named, and those in folders, each once, as `read_sources` has them."""
    seen: set[str] = set()
    for path in _named(sources):
        if (there := os.path.realpath(path)) not in seen:
            seen.add(there)
            yield path


def _named(sources: Sequence[Path]) -> Iterator[Path]:
    for source in sources:
        if not source.is_dir():
            yield source
            continue
        for path in sorted(source.rglob("*")):
            inside = path.relative_to(source).parts
            ours = path.name == MANIFEST and read_manifest(path.parent) is not None
            aside = ours or path.is_symlink() or any(map(is_side_file, inside))
            if path.is_file() and not aside:
                yield path


def _read(path: Path, name: str, room: int) -> Iterator[File]:
    with open_file(path, name) as file:
        data = file.read(room + 1)
    if len(data) > room:
        raise _too_large(name)
    yield from _unpack(File(name, data), room, _DEEPEST)


def _unpack(file: File, room: int, deep: int) -> Iterator[File]:
    """A file, or the members of a zip; projects of INCEpTION have zips within theirs."""
    packed = zipfile.is_zipfile(io.BytesIO(file.data)) and not file.name.lower().endswith(".xlsx")
    if not packed or not deep:
        yield file
        return
    name = file.name
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
            for member in sorted(archive.infolist(), key=lambda each: each.filename):
                if member.is_dir():
                    continue
                with archive.open(member) as opened:
                    held = opened.read(room + 1)
                inner = File(f"{name}:{member.filename}", held, member.filename)
                for each in _unpack(inner, room, deep - 1):
                    if len(each.data) > room:
                        raise _too_large(name)
                    room -= len(each.data)
                    yield each
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError,
            EOFError, OSError) as error:  # fmt: skip
        raise unreadable(name, f"is a damaged or locked zip: {error}") from None


def _too_large(name: str) -> UnreadableError:
    message = (
        f"is more than {LIMIT:,} bytes, with the files before it and unpacked; import in parts"
    )
    return unreadable(name, message)
