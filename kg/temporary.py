"""Temporary files and folders beside what is being written; what killed commands left of them.

Each is held under a lock of the system for as long as somebody writes it: one whose lock is free
was left by a command that was killed, whichever machine or container that ran in.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

_PREFIX: Final = ".kg-tmp-"
#: A label, which says what it is for, and a random end.
_NAME: Final = re.compile(re.escape(_PREFIX) + r"(?:(.*)-)?[0-9a-f]{12}", re.DOTALL)
#: File systems without such locks, as some of networks, answer so.
_LOCKLESS: Final = frozenset(
    {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
)
_TRIES: Final = 20


@contextlib.contextmanager
def temporary_file(folder: Path) -> Iterator[tuple[int, Path]]:
    """A new file of the user alone, open for writing; it is removed if it still has its name."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    for path in _new_names(folder, ""):
        descriptor = os.open(path, flags, 0o600)
        try:
            if _hold(descriptor, path):
                yield descriptor, path
                return
        finally:
            _drop(path, os.unlink)
            _close(descriptor)


@contextlib.contextmanager
def temporary_folder(
    folder: Path, label: str = "", remove: Callable[[Path], None] | None = None
) -> Iterator[Path]:
    """A new folder of the user alone, which is removed in the end, if its name is still there.

    Args:
        folder: where.
        label: what it is for, see `leftovers`.
        remove: how to remove it; with all that is in it otherwise.
    """
    for path in _new_names(folder, label):
        os.mkdir(path, 0o700)
        descriptor = None
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
            if _hold(descriptor, path):
                yield path
                return
        finally:
            _drop(path, remove or remove_tree)
            if descriptor is not None:
                _close(descriptor)


def _new_names(folder: Path, label: str) -> Iterator[Path]:
    """Names that nobody has; another one where somebody took the last for a leftover."""
    for _ in range(_TRIES):
        yield folder / f"{_PREFIX}{label}{'-' if label else ''}{secrets.token_hex(6)}"
    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def _hold(descriptor: int, path: Path) -> bool:
    """Whether the lock is ours and the name still means what was opened."""
    return lock(descriptor, wait=False) is not False and _same(descriptor, path)


def _same(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False


def _drop(path: Path, remove: Callable[[Path], None]) -> None:
    """Remove what is still there; the next command does it where that fails."""
    with contextlib.suppress(OSError):
        remove(path)


def _close(descriptor: int) -> None:
    """What was to be on the disk is there by now: what the system says of it here is of no use."""
    with contextlib.suppress(OSError):
        os.close(descriptor)


def lock(descriptor: int, *, wait: bool = True) -> bool | None:
    """Lock what was opened until it is closed: whether it could be; None where nothing can."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _LOCKLESS:
            raise
        return None
    return True


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder itself as the lock: no lock file is left behind.

    Where the folder may not be opened there is no lock.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except PermissionError:
        yield
        return
    try:
        lock(descriptor)
        yield
    finally:
        _close(descriptor)


def leftovers(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """What killed commands left in a folder, each held while it is looked at, and its label.

    The label is None of a file. What may not be looked at, or is of others, is left alone.
    """
    try:
        names = [name for name in sorted(os.listdir(folder)) if _NAME.fullmatch(name)]
    except OSError:
        return
    for name in names:
        path = folder / name
        with contextlib.suppress(OSError):
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
            descriptor = os.open(path, flags)
            try:
                found = os.fstat(descriptor)
                ours = found.st_uid == os.geteuid() and lock(descriptor, wait=False)
                if ours and _same(descriptor, path):
                    if stat.S_ISDIR(found.st_mode):
                        match = _NAME.fullmatch(name)
                        yield path, (match[1] if match else None) or ""
                    elif stat.S_ISREG(found.st_mode):
                        yield path, None
            finally:
                _close(descriptor)


def remove_tree(path: Path) -> None:
    """Remove a folder with all in it, but for what lies on another file system."""
    device = os.lstat(path).st_dev
    for entry in list(os.scandir(path)):
        found = entry.stat(follow_symlinks=False)
        if found.st_dev != device:
            continue
        if stat.S_ISDIR(found.st_mode):
            remove_tree(Path(entry.path))
        else:
            os.unlink(entry.path)
    os.rmdir(path)


def write_synced(path: Path, data: bytes, mode: int) -> None:
    """Write a new file, and wait until the disk has it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        write_all(descriptor, data)
        os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        _close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of it; the system may take a part at a time."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def sync(folder: Path) -> None:
    """Wait until the disk has the names in a folder, where that can be waited for."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except PermissionError:  # it may be written, but not read
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _LOCKLESS:
            raise
    finally:
        _close(descriptor)


def umask() -> int:
    """The permissions that the user wants no new file to have."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
