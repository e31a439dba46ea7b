"""The only writer of files: atomic, locked.

A reader sees the old set or the new one, whatever happens in between: everything is written and
synced under a temporary name first. What killed commands left under such names, the next one that
writes there removes. What others have put into a folder is never deleted, moved away or copied, and
nothing on another file system is touched.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.errors import UnsureError, UsageError, reason
from kg.interrupts import uninterrupted
from kg.paths import working_folder
from kg.replacing import (
    MANIFEST,
    STORE,
    is_begun,
    read_manifest,
    remove_stores,
    replace_set,
    take_apart,
)
from kg.temporary import (
    leftovers,
    locked,
    remove_tree,
    sync,
    temporary_file,
    temporary_folder,
    umask,
    write_all,
    write_synced,
)

__all__: Final = [
    "MANIFEST", "digest", "json_bytes", "make_store", "read_manifest", "scratch_folder",
    "store_of", "write_file", "write_folder", "write_marked", "write_tree",
]  # fmt: skip


def digest(data: bytes) -> str:
    """sha256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def json_bytes(value: object) -> bytes:
    """Sorted, indented JSON that ends in a newline.

    A byte that is not UTF-8 in the name of a file stays what Python makes of it, as an escape.
    """
    text = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode(errors="backslashreplace")


def write_file(path: Path, data: bytes, *, new: bool = False) -> None:
    """Write one file whole or not at all; one that was there keeps its permissions.

    Args:
        path: where; folders above it are made.
        data: what it holds.
        new: nothing may be there yet.
    Raises:
        UsageError: it cannot be written there.
        UnsureError: it is there, but the disk may not have it yet.
    """
    with _telling(path, "name another place") as done:
        path.parent.mkdir(parents=True, exist_ok=True)
        _refuse_special(path)
        _clean(path.parent)
        with temporary_file(path.parent) as (descriptor, temporary):
            write_all(descriptor, data)
            os.fchmod(descriptor, _mode(path))
            os.fsync(descriptor)
            with uninterrupted():
                if new:
                    _place_new(temporary, path)
                else:
                    os.replace(temporary, path)
                done()
            sync(path.parent)


def _place_new(temporary: Path, path: Path) -> None:
    """Give a file its name, unless something has it: in one step where the system can."""
    try:
        os.link(temporary, path)
    except OSError:  # it is taken, or the file system has no second names for one file
        if os.path.lexists(path):
            message = "already exists, and nothing is overwritten; name another file"
            raise UsageError(f"{path}: {message}") from None
        os.replace(temporary, path)


def write_marked(path: Path, make: Callable[[int], Iterable[bytes]]) -> None:
    """Write a file that holds a mark of itself, whole or not at all; nothing where it cannot be.

    Args:
        path: where, in a folder that is there.
        make: the parts that the file holds, made for its descriptor.
    """
    path = Path(os.path.realpath(path.parent), path.name)
    with contextlib.suppress(OSError), locked(path.parent.parent):
        _clean(path.parent)
        with temporary_file(path.parent) as (descriptor, temporary):
            for part in make(descriptor):
                write_all(descriptor, part)
            os.fchmod(descriptor, _mode(path))
            os.replace(temporary, path)


def write_folder(
    folder: Path,
    files: Mapping[str, bytes],
    inputs: Mapping[str, str],
    made: Mapping[str, object] | None = None,
) -> None:
    """Write a set of files and its manifest into a folder, all or nothing.

    Other files that lie in the folder stay. A second writer waits for the first.

    Args:
        folder: where; made if it is missing.
        files: name -> content.
        inputs: name -> sha256 of what the files were made from, for the manifest.
        made: what else the manifest says of how they were made.
    Raises:
        UsageError: the folder cannot be written, or has files of others by these names.
        UnsureError: the set is there, but the disk may not have it yet.
    """
    outputs = {name: digest(data) for name, data in files.items()}
    manifest = json_bytes({**(made or {}), "format": 1, "inputs": dict(inputs), "outputs": outputs})
    whole = {**files, MANIFEST: manifest}
    with _telling(folder, "name another folder with -o") as done:
        folder = Path(os.path.realpath(folder))  # a link to a folder stays a link
        _refuse_awkward(folder, whole)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder.parent):
            _refuse_strangers(folder, whole)
            _clean(folder.parent)
            _clean(folder)
            replace_set(folder, whole, done)
            sync(folder.parent)


def write_tree(folder: Path, files: Mapping[str, bytes], folders: Iterable[str] = ()) -> list[str]:
    """Write files and folders where none of these names is taken, all or nothing.

    Args:
        folder: where; made if it is missing. Other files that lie in it stay.
        files: path within the folder, with `/` -> content.
        folders: paths of further folders, which may stay empty.
    Returns:
        The names at the top of the folder, sorted.
    Raises:
        UsageError: one of these is there already, or the folder cannot be written.
        UnsureError: all is there, but the disk may not have it yet.
    """
    folders = tuple(folders)
    names = sorted({each.partition("/")[0] for each in (*files, *folders)})
    with _telling(folder, "name another folder") as done:
        if not os.path.lexists(folder):
            _write_new_tree(folder, files, folders, done)
            return names
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder):
            _clean(folder)
            for name in names:
                if os.path.lexists(folder / name):
                    raise UsageError(
                        f"{folder / name}: already exists, and nothing is overwritten; "
                        f"name a folder without {', '.join(names)}"
                    )
            with temporary_folder(folder) as temporary:
                _fill_tree(temporary, files, folders)
                with uninterrupted():
                    _place_all(temporary, folder, names)
                    done()
            sync(folder)
    return names


def _write_new_tree(
    folder: Path, files: Mapping[str, bytes], folders: Iterable[str], done: Callable[[], None]
) -> None:
    """Write a tree and its folder in one step."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clean(folder.parent)
    with temporary_folder(folder.parent) as temporary:
        _fill_tree(temporary, files, folders)
        os.chmod(temporary, 0o777 & ~umask())
        with uninterrupted():
            os.rename(temporary, folder)
            done()
        sync(folder.parent)


def _fill_tree(temporary: Path, files: Mapping[str, bytes], folders: Iterable[str]) -> None:
    for each in folders:
        (temporary / each).mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        (temporary / path).parent.mkdir(parents=True, exist_ok=True)
        write_synced(temporary / path, data, 0o666 & ~umask())


def _place_all(temporary: Path, folder: Path, names: Iterable[str]) -> None:
    """Give each its name in a folder, or none."""
    placed: list[str] = []
    try:
        for name in names:
            os.rename(temporary / name, folder / name)
            placed.append(name)
    except OSError:
        for name in placed:
            os.rename(folder / name, temporary / name)
        raise


def store_of(path: Path, mark: str) -> Path:
    """Where the store of a file lies; `mark` says in hexadecimal what it was made of."""
    return path.parent / f"{STORE}{path.name}-{mark}"


def make_store(path: Path, folder: Path, fill: Callable[[Path], None]) -> None:
    """Make a file's store whole or not at all, and remove those that it had before.

    A second writer waits for the first and takes what that made. Links are never followed.

    Args:
        path: the file.
        folder: see `store_of`.
        fill: writes what the store holds into an empty folder.
    Raises:
        OSError: it cannot be written there.
    """
    was = _number(folder)
    with locked(path.parent):
        if _number(folder) not in (was, None):
            return
        _clean(path.parent)
        with temporary_folder(path.parent, STORE) as temporary:
            fill(temporary)
            os.chmod(temporary, 0o777 & ~umask())
            remove_stores(path.parent, {path.name})
            os.rename(temporary, folder)


@contextlib.contextmanager
def _telling(place: Path, remedy: str) -> Iterator[Callable[[], None]]:
    """What the system refuses inside becomes one of two errors.

    Args:
        place: what is written.
        remedy: what to do where it is not written.
    Yields:
        What to call once it is written.
    """
    written: list[bool] = []
    try:
        yield lambda: written.append(True)
    except OSError as error:
        if written:
            message = f"written, but the disk may not have it yet ({reason(error)})"
            raise UnsureError(f"{place}: {message}; look at the disk, then run it again") from None
        raise UsageError(f"{place}: cannot be written: {reason(error)}; {remedy}") from None


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """A temporary folder for what is too large for memory, where TMPDIR says."""
    folder = Path(tempfile.gettempdir())
    _clean(folder)
    with _telling(folder, "name another folder with TMPDIR"), temporary_folder(folder) as made:
        yield made


def _clean(folder: Path) -> None:
    """Remove what killed commands left in a folder."""
    for path, label in leftovers(folder):
        with contextlib.suppress(OSError):
            if label is None:
                os.unlink(path)
            elif label in ("", STORE):
                remove_tree(path)
            else:
                take_apart(path, folder / label)


def _refuse_awkward(folder: Path, names: Iterable[str]) -> None:
    """Refuse what a change of places would pull away from under somebody."""
    here = working_folder()
    if here is not None and here.is_relative_to(folder):
        raise UsageError(f"{folder}: this is the working folder; name another folder with -o")
    for name in names:
        if (folder / name).is_dir():
            raise UsageError(
                f"{folder / name}: is a folder, but a file has to go here; move the folder away"
            )


def _refuse_strangers(folder: Path, names: Iterable[str]) -> None:
    """Refuse to write over files in a folder that no command has written a set into."""
    if read_manifest(folder) is not None or any(is_begun(path) for path, _ in leftovers(folder)):
        return
    if taken := [name for name in names if os.path.lexists(folder / name)]:
        message = f"has {', '.join(taken)}, but no manifest says that kg wrote this"
        raise UsageError(f"{folder}: {message}; move it away or name another folder with -o")


def _refuse_special(path: Path) -> None:
    """Refuse to put a file in the place of a device, a pipe or a socket."""
    with contextlib.suppress(OSError):
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise UsageError(f"{path}: is not a regular file; name one, or - for standard output")


def _mode(path: Path) -> int:
    """The permissions of a file that is there, else those that the user wants."""
    try:
        return os.stat(path).st_mode & 0o777
    except OSError:
        return 0o666 & ~umask()


def _number(folder: Path) -> int | None:
    """What the system calls a folder, None where there is none."""
    try:
        return folder.lstat().st_ino
    except OSError:
        return None
