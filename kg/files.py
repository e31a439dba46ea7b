"""The only writer of files: atomic, locked.

A reader sees the old set or the new one, whatever happens in between: everything is written and
synced in a temporary folder beside the target, which then changes places with it in one step where
the system can (Linux renameat2, macOS renamex_np), else file by file with the manifest last.
"""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import glob
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kg.errors import UsageError

MANIFEST: Final = "manifest.json"
_TEMPORARY: Final = ".kg-tmp-"
_STORE: Final = ".kg-store-"


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
    """
    handle = temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        if new:
            _place_new(Path(temporary), path)
        else:
            os.replace(temporary, path)
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be written: {error.strerror}; name another place"
        ) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _place_new(temporary: Path, path: Path) -> None:
    """Give a file its name, unless something has it: in one step where the system can."""
    try:
        os.link(temporary, path)
    except OSError:  # it is taken, or the file system has no second names for one file
        if os.path.lexists(path):
            message = "is there already, and nothing is overwritten; name another file"
            raise UsageError(f"{path}: {message}") from None
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
        UsageError: the folder cannot be written.
    """
    outputs = {name: digest(data) for name, data in files.items()}
    manifest = json_bytes({**(made or {}), "format": 1, "inputs": dict(inputs), "outputs": outputs})
    try:
        folder = Path(os.path.realpath(folder))  # a link to a folder stays a link
        _refuse_awkward(folder, [*files, MANIFEST])
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _locked(folder.parent):
            _remove_stale(folder)
            temporary = Path(
                tempfile.mkdtemp(prefix=f"{_TEMPORARY}{folder.name}-", dir=folder.parent)
            )
            try:
                _fill(temporary, {**files, MANIFEST: manifest})
                _take_place(temporary, folder, [*files, MANIFEST])
            finally:
                shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        message = f"{folder}: cannot be written: {error.strerror}; name another folder with -o"
        raise UsageError(message) from None


def write_marked(path: Path, make: Callable[[int], Iterable[bytes]]) -> None:
    """Write a file that holds a mark of itself, whole or not at all; nothing where it cannot be.

    Args:
        path: where, in a folder that is there.
        make: the parts that the file holds, made for its descriptor.
    """
    path = Path(os.path.realpath(path.parent), path.name)
    temporary = path.parent / f"{_TEMPORARY}{path.name}"
    with contextlib.suppress(OSError), _locked(path.parent.parent):
        try:
            temporary.unlink(missing_ok=True)  # what a killed run left
            with temporary.open("xb") as file:
                file.writelines(make(file.fileno()))
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)


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
    """
    names = sorted({each.partition("/")[0] for each in (*files, *folders)})
    temporary = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            for name in names:
                if os.path.lexists(folder / name):
                    raise UsageError(
                        f"{folder / name}: is there already, and nothing is overwritten; "
                        f"name a folder without {', '.join(names)}"
                    )
            temporary = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=folder))
            for each in folders:
                (temporary / each).mkdir(parents=True, exist_ok=True)
            for path, data in files.items():
                (temporary / path).parent.mkdir(parents=True, exist_ok=True)
                _write_synced(temporary / path, data)
            for name in names:
                os.rename(temporary / name, folder / name)
            _sync(folder)
    except OSError as error:
        message = f"{folder}: cannot be written: {error.strerror}; name another folder"
        raise UsageError(message) from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
    return names


def store_of(path: Path, mark: str) -> Path:
    """Where the store of a file lies; `mark` says in hexadecimal what it was made of."""
    return path.parent / f"{_STORE}{path.name}-{mark}"


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
    with _locked(path.parent):
        if _number(folder) not in (was, None):
            return
        for left in path.parent.glob(f"{_TEMPORARY}{_STORE}*"):
            _remove(left)
        temporary = Path(tempfile.mkdtemp(prefix=f"{_TEMPORARY}{_STORE}", dir=path.parent))
        try:
            fill(temporary)
            os.chmod(temporary, 0o777 & ~_umask())
            for old in path.parent.glob(f"{glob.escape(_STORE + path.name)}-*"):
                if re.fullmatch("[0-9a-f]+", old.name.removeprefix(f"{_STORE}{path.name}-")):
                    _remove(old)
            os.rename(temporary, folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _number(folder: Path) -> int | None:
    """What the system calls a folder, None where there is none."""
    try:
        return folder.lstat().st_ino
    except OSError:
        return None


def _remove(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder that `write_folder` wrote; None where it has none of ours."""
    try:
        found = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    ours = isinstance(found, dict) and found.get("format") == 1
    tables = [found.get(each) for each in ("inputs", "outputs")] if ours else [None]
    return found if all(isinstance(each, dict) for each in tables) else None


def _refuse_awkward(folder: Path, names: Iterable[str]) -> None:
    """Refuse what a change of places would pull away from under somebody."""
    if Path.cwd().is_relative_to(folder):
        raise UsageError(f"{folder}: this is the working folder; name another folder with -o")
    for name in names:
        if (folder / name).is_dir():
            raise UsageError(
                f"{folder / name}: is a folder, but a file has to go here; move the folder away"
            )


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder itself as the lock: no lock file is left behind."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _remove_stale(folder: Path) -> None:
    """Remove what a killed run left: nobody else can be at work under the lock."""
    for left in folder.parent.glob(f"{_TEMPORARY}{folder.name}-*"):
        shutil.rmtree(left, ignore_errors=True)


def _fill(temporary: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        _write_synced(temporary / name, data)
    os.chmod(temporary, 0o777 & ~_umask())
    _sync(temporary)


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _take_place(temporary: Path, folder: Path, names: Sequence[str]) -> None:
    if not folder.exists():
        os.rename(temporary, folder)
    else:
        stores = (f"{glob.escape(_STORE + name)}-*" for name in names)  # of what is replaced
        others = shutil.ignore_patterns(*map(glob.escape, names), f"{_TEMPORARY}*", *stores)
        top = str(folder)
        shutil.copytree(
            folder,
            temporary,
            symlinks=True,
            copy_function=_link_or_copy,
            dirs_exist_ok=True,
            ignore=lambda where, found: others(where, found) if where == top else set(),
        )
        if not _exchange(temporary, folder):
            for name in names:  # the manifest is the last
                os.replace(temporary / name, folder / name)
    _sync(folder.parent)


def _link_or_copy(source: str, target: str) -> None:
    """Keep a file of others at no cost, also where the file system has no second names for one."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        swap = getattr(library, "renamex_np", None)
        return swap is not None and swap(first, second, 2) == 0  # RENAME_SWAP
    swap = getattr(library, "renameat2", None)
    here = -100  # AT_FDCWD
    return swap is not None and swap(here, first, here, second, 2) == 0  # RENAME_EXCHANGE


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
