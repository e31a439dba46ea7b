"""What the kernel refuses a limited process: memory, files and, on Linux, most system calls.

The fences go up in two steps: memory is bounded before anything is done, and what the process
opens for its work it opens before the rest is refused. None of them can be taken down again.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import resource
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.errors import UsageError

MEMORY_LIMIT: Final = 4_000_000_000  # bytes of address space, where the machine has twice as much
MEMORY_SETTING: Final = "KG_MAX_MEMORY_MB"  # the environment's, which raises or lowers it
_MB: Final = 1_000_000  # bytes


def read_setting(name: str, usual: int) -> int:
    """A limit that the environment may set, a whole number of 1 or more; else the usual one.

    Raises:
        UsageError: it is set to something else.
    """
    given = os.environ.get(name)
    if given is None:
        return usual
    if not (given.isascii() and given.isdecimal() and int(given[:10]) > 0 and len(given) <= 10):
        raise UsageError(f"{name}: {given[:40]!r} is not a whole number of 1 or more")
    return int(given)


def find_memory(
    groups: Path = Path("/proc/self/cgroup"), tree: Path = Path("/sys/fs/cgroup")
) -> int:
    """Bytes of address space that a limited process may take.

    At most half of what the machine or the container has, so that it cannot take what everything
    else there needs, unless the environment says more; never more than this process may take.

    Args:
        groups: names the control groups of this process.
        tree: where their limits stand.
    """
    usual = min(
        MEMORY_LIMIT, _machine_memory() // 2, *(x // 2 for x in _group_limits(groups, tree))
    )
    own = resource.getrlimit(resource.RLIMIT_AS)
    wanted = read_setting(MEMORY_SETTING, max(1, usual // _MB)) * _MB
    return min(wanted, *(each for each in own if each != resource.RLIM_INFINITY), sys.maxsize)


def tell_memory() -> tuple[str, str]:
    """What a limited process needed that ran out of memory, and what to do for it to have more."""
    memory = find_memory()
    told = f"needs more than {memory // _MB:,} MB of memory"
    if memory in resource.getrlimit(resource.RLIMIT_AS):  # then the setting would change nothing
        return told, "raise `ulimit -v`"
    return told, f"set {MEMORY_SETTING}={2 * memory // _MB} in the environment"


def _machine_memory() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _group_limits(groups: Path, tree: Path) -> Iterator[int]:
    """The limits of this process's control groups, version 1 or 2, and of those above them."""
    try:
        lines = groups.read_text().splitlines()
    except OSError:  # not Linux
        return
    for line in lines:
        kinds, _, name = line.partition(":")[2].partition(":")
        if kinds not in ("", "memory"):
            continue
        top = tree / kinds
        file = "memory.limit_in_bytes" if kinds else "memory.max"
        here = top / name.lstrip("/")
        for each in (here, *here.parents):
            if not each.is_relative_to(top):
                break
            try:
                text = (each / file).read_text().strip()
            except OSError:  # the root has none; in a container the others may not be seen
                continue
            if text.isdecimal() and int(text) > 0:
                yield int(text)


def bound_memory() -> None:
    """From here on memory is bounded, and a crash leaves no file. macOS does not heed the first."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":
        memory = find_memory()
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def bound_processor(seconds: int) -> None:
    """Let the process take so many more seconds of processor time, counted over all its threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    end = int(used.ru_utime + used.ru_stime) + max(1, seconds)
    soft = end if hard == resource.RLIM_INFINITY else min(end, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def seal() -> bool:
    """From here on nothing opens or grows; whether the kernel refuses all but a few calls, too."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return _allow_only_few()


#: The calls of a process that only computes and answers over its pipes: their numbers on x86-64
#: and on AArch64, and what an argument has to be: signals and limits reach the process alone.
_CALLS: Final = {
    "read": (0, 63), "write": (1, 64), "readv": (19, 65), "writev": (20, 66), "lseek": (8, 62),
    "pread64": (17, 67), "close": (3, 57), "fstat": (5, 80), "fadvise64": (221, 223),
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214),
    "mremap": (25, 216), "madvise": (28, 233), "membarrier": (324, 283),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132), "restart_syscall": (219, 128), "setitimer": (38, 103),
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "gettimeofday": (96, 169), "getrusage": (98, 165),
    "futex": (202, 98), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "getpid": (39, 172), "getppid": (110, 173), "gettid": (186, 178), "getrandom": (318, 278),
    "exit": (60, 93), "exit_group": (231, 94),
    "kill": (62, 129), "tgkill": (234, 131), "fcntl": (72, 25), "prlimit64": (302, 261),
}  # fmt: skip
_MACHINES: Final = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH_*
_ITSELF: Final = 0  # instead of its own number, for prlimit64
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # of the classic BPF: its steps
_CALL_AT, _MACHINE_AT, _ARGUMENTS_AT = 0, 4, 16  # bytes, in what the filter is given
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # of prctl


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def _allow_only_few() -> bool:
    """Refuse every system call but some with EPERM; False where the system has no such filter."""
    column, mark = _MACHINES.get(os.uname().machine, (0, 0))
    if sys.platform != "linux" or not mark or sys.byteorder != "little":
        return False
    steps = list(_filter(column, mark))
    held = ctypes.create_string_buffer(b"".join(steps))
    program = _Program(len(steps), ctypes.addressof(held))
    prctl = ctypes.CDLL(None).prctl
    alone = prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
    return bool(alone and prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _filter(column: int, mark: int) -> Iterator[bytes]:
    """The steps of the filter: first the kind of machine, then a test for each call."""
    own = os.getpid()
    conditions = {
        "kill": ((0, own),),
        "tgkill": ((0, own),),
        "fcntl": ((1, fcntl.F_SETFL),),
        "prlimit64": ((0, _ITSELF), (1, resource.RLIMIT_CPU)),
    }
    yield _step(_LOAD, _MACHINE_AT)
    yield _step(_EQUAL, mark, yes=1)
    yield _step(_RETURN, _KILL)
    yield _step(_LOAD, _CALL_AT)
    for name, numbers in _CALLS.items():
        steps = []
        for argument, value in conditions.get(name, ()):
            steps += [
                _step(_LOAD, _ARGUMENTS_AT + 8 * argument),  # its lower half
                _step(_EQUAL, value, yes=1),
                _step(_RETURN, _REFUSE),
            ]
        steps.append(_step(_RETURN, _ALLOW))
        yield _step(_EQUAL, numbers[column], no=len(steps))
        yield from steps
    yield _step(_RETURN, _REFUSE)


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One instruction; `yes` and `no` are how many of the next it passes over."""
    return struct.pack("HBBI", code, yes, no, value)
