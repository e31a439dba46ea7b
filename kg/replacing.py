"""A set of files takes the place of the one that a folder holds; the manifest says what is of it.

The new set is made beside the folder, and the two change places in one step where the system can
(Linux renameat2, macOS renamex_np). Where that cannot be, since the folder is a mount point or
holds folders of others, it is made within, and its files take their places one by one, the manifest
last.

What others have put into the folder is never deleted, moved away or copied: their files get a
second name in the new folder before it takes its place, and what they write meanwhile goes there
after it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import re
import shutil
import stat
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from kg.errors import UsageError, reason
from kg.interrupts import uninterrupted
from kg.temporary import remove_tree, sync, temporary_folder, umask, write_synced

MANIFEST: Final = "manifest.json"
STORE: Final = ".kg-store-"
_NEW, _OLD = "new", "old"  # what a set within its folder is made of, and what it replaced
_TRIES: Final = 100  # looks into a folder that others still write into
#: What a rename answers where the target is not empty, or is on another file system.
_ELSEWHERE: Final = frozenset({errno.EEXIST, errno.ENOTEMPTY, errno.EXDEV, errno.EBUSY})


_LARGEST: Final = 100_000_000  # bytes of a manifest: it has a line a file


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder that `write_folder` wrote; None where it has none of ours."""
    path = folder / MANIFEST
    if not _may_be_file(path):  # a pipe would never end
        return None
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return None
    ours = isinstance(found, dict) and found.get("format") == 1
    tables = [found.get(each) for each in ("inputs", "outputs")] if ours else [None]
    return found if all(isinstance(each, dict) for each in tables) else None


def _may_be_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True  # whoever opens it is told why not


def is_begun(folder: Path) -> bool:
    """Whether a temporary folder is that of a set which was to take its place within another."""
    return read_manifest(folder / _NEW) is not None


def replace_set(folder: Path, files: Mapping[str, bytes], done: Callable[[], None]) -> None:
    """Write a set of files, its manifest among them, into a folder, which is made if missing.

    Args:
        folder: no link, and locked.
        files: name -> content.
        done: is called once the set is there.
    Raises:
        OSError: before `done`: the old set is there as it was.
        UsageError: it could not be put back; the folder holds files of both.
    """
    if not _write_beside(folder, files, done):
        _write_within(folder, files, done)


def _write_beside(folder: Path, files: Mapping[str, bytes], done: Callable[[], None]) -> bool:
    """Whether a set could be written beside a folder and take its place; else nothing changed."""
    linked: dict[str, int] = {}
    with contextlib.ExitStack() as opened:
        try:
            temporary = opened.enter_context(
                temporary_folder(
                    folder.parent, folder.name, lambda path: take_apart(path, folder, linked)
                )
            )
        except OSError:  # nothing can be made there, or by that name
            return False
        held = _names(folder)
        if held is not None and not _is_alike(folder, temporary):
            return False
        if held and not _is_alone(folder, files):
            return False
        _fill(temporary, files, folder)
        os.chmod(temporary, _mode(folder, 0o777))
        sync(temporary)
        with uninterrupted():
            if held:
                placed = _link_others(folder, temporary, files, linked)
                placed = placed and _exchange(temporary, folder)
            else:
                placed = _rename(temporary, folder)
            if placed:
                done()
                with contextlib.suppress(OSError):  # the next command takes it apart
                    if held:
                        _forget_removed(temporary, folder, linked)
                        take_apart(temporary, folder, linked)
        return placed


def _is_alike(folder: Path, temporary: Path) -> bool:
    """Whether one can be put in the place of the other unseen: on one file system, of one owner."""
    one, other = os.lstat(folder), os.lstat(temporary)
    return (one.st_dev, one.st_uid, one.st_gid) == (other.st_dev, other.st_uid, other.st_gid)


def _is_alone(folder: Path, files: Collection[str]) -> bool:
    """Whether a folder holds nothing of others but files, on one file system."""
    device = os.lstat(folder).st_dev
    for name in os.listdir(folder):
        found = _look(folder / name)
        if found is None:
            continue
        inside = stat.S_ISDIR(found.st_mode) and not _is_store(name, files)
        if inside or found.st_dev != device:
            return False
    return True


def _link_others(
    folder: Path, temporary: Path, files: Collection[str], linked: dict[str, int]
) -> bool:
    """Give all files of others a second name in the new folder; whether that can be."""
    for _ in range(_TRIES):
        names = set(os.listdir(folder)).difference(linked, files)
        if not (new := [name for name in names if not _is_store(name, files)]):
            break
        if not _link(new, folder, temporary, linked):
            return False
    return True


def _link(names: Iterable[str], folder: Path, temporary: Path, linked: dict[str, int]) -> bool:
    for name in names:
        try:
            os.link(folder / name, temporary / name, follow_symlinks=False)
            linked[name] = os.lstat(temporary / name).st_ino
        except FileNotFoundError:  # its owner has removed it meanwhile
            continue
        except OSError:
            return False
    return True


def _forget_removed(old: Path, new: Path, linked: Mapping[str, int]) -> None:
    """Remove what its owner removed from the old folder after it had got its second name."""
    for name in set(linked) - set(os.listdir(old)):
        if _number(new / name) == linked[name]:
            os.unlink(new / name)


def take_apart(old: Path, new: Path, linked: Mapping[str, int] | None = None) -> None:
    """Remove a set that another replaced, or that was not finished; others' files go to that one.

    Args:
        old: the folder of the set.
        new: the one that has its place.
        linked: the files of others that both got, with their numbers in the file system.
    Raises:
        OSError: it is not empty: somebody has put something there that cannot go.
    """
    ours = {MANIFEST, *_outputs(old), *_outputs(new)}

    def order(name: str) -> tuple[bool, bool, str]:
        """First what others miss until it has gone over; last what says whose the rest is."""
        return name == MANIFEST, name in ours or name in (linked or {}), name

    for _ in range(_TRIES):
        for name in sorted(os.listdir(old), key=order):
            with contextlib.suppress(FileNotFoundError):
                if _is_store(name, ours):
                    _remove(old / name)
                elif name in ours:
                    os.unlink(old / name)
                else:
                    _hand_over(old / name, new / name, (linked or {}).get(name))
        try:
            os.rmdir(old)
        except FileNotFoundError:
            return
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
        else:
            return
    raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY))


def _outputs(folder: Path) -> Collection[str]:
    found = read_manifest(folder)
    return found["outputs"].keys() if found else ()


def _hand_over(path: Path, target: Path, linked: int | None) -> None:
    """A file of others goes to the folder that has the place; one that is there stays."""
    there, here = _number(target), _number(path)
    if there is not None and there == here:
        os.unlink(path)  # the second name of one file
    elif there is None or there == linked:
        os.rename(path, target)


def _write_within(folder: Path, files: Mapping[str, bytes], done: Callable[[], None]) -> None:
    """Write a set in a temporary folder within its own, and move its files from there."""
    folder.mkdir(exist_ok=True)
    with temporary_folder(folder) as temporary:
        for name in (_NEW, _OLD):
            os.mkdir(temporary / name)
        _fill(temporary / _NEW, files, folder)
        sync(temporary / _NEW)
        with uninterrupted():
            _place_each(temporary, folder, [*(x for x in files if x != MANIFEST), MANIFEST])
            done()
            with contextlib.suppress(OSError):
                remove_stores(folder, files)
    sync(folder)


def _place_each(temporary: Path, folder: Path, names: Iterable[str]) -> None:
    """Let files take their places one by one, or none of them."""
    placed: list[str] = []
    try:
        for name in names:
            _keep(folder / name, temporary / _OLD / name)
            os.replace(temporary / _NEW / name, folder / name)
            placed.append(name)
    except OSError:
        for name in reversed(placed):
            _put_back(temporary / _OLD / name, folder / name)
        raise


def _keep(path: Path, kept: Path) -> None:
    """Keep what a file of the old set was."""
    try:
        os.link(path, kept, follow_symlinks=False)
    except FileNotFoundError:
        return
    except OSError:  # the file system has no second names for one file
        shutil.copy2(path, kept, follow_symlinks=False)


def _put_back(kept: Path, path: Path) -> None:
    try:
        if os.path.lexists(kept):
            os.replace(kept, path)
        else:
            os.unlink(path)
    except OSError as error:
        message = f"was written only in part ({reason(error)}) and holds files of two sets"
        raise UsageError(f"{path.parent}: {message}; run the command again") from None


def _fill(temporary: Path, files: Mapping[str, bytes], folder: Path) -> None:
    """Write a set, its manifest first: it says whose the others are if that is cut off."""
    for name in sorted(files, key=lambda each: (each != MANIFEST, each)):
        write_synced(temporary / name, files[name], _mode(folder / name, 0o666))


def _mode(path: Path, usual: int) -> int:
    """The permissions of what is there, else those that the user wants."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except OSError:
        return usual & ~umask()


def remove_stores(folder: Path, names: Iterable[str]) -> None:
    """Remove the stores of files; links are never followed."""
    for name in os.listdir(folder):
        if _is_store(name, names):
            _remove(folder / name)


def _is_store(name: str, of: Iterable[str]) -> bool:
    return name.startswith(STORE) and any(
        re.fullmatch("[0-9a-f]+", name.removeprefix(f"{STORE}{each}-")) for each in of
    )


def _remove(path: Path) -> None:
    if path.is_symlink() or not path.is_dir():
        os.unlink(path)
    else:
        remove_tree(path)


def _names(folder: Path) -> list[str] | None:
    """What a folder holds, None where there is none."""
    try:
        return os.listdir(folder)
    except FileNotFoundError:
        return None


def _look(path: Path) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def _number(path: Path) -> int | None:
    """What the file system calls it, None where there is nothing."""
    found = _look(path)
    return None if found is None else found.st_ino


def _rename(temporary: Path, folder: Path) -> bool:
    try:
        os.rename(temporary, folder)
    except OSError as error:
        if error.errno not in _ELSEWHERE:
            raise
        return False
    return True


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
