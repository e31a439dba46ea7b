"""A disk that is full: on a file system of a few sizes where root may mount one, and by a limit."""

from __future__ import annotations

import resource
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from ends import End, content, faults_of, inside, run
from parts import Case, Draw
from project import make_project

SIZES = (4, 16, 40, 80, 120, 160, 200, 240, 280, 320, 400, 600, 900, 2000)  # kB


def disks(draw: Draw) -> Iterator[Case]:
    """See the module."""
    with inside(make_project(draw.folder / "p")) as folder:
        assert run("build").code == 0
        for over in (False, True):
            for size in draw.pick(SIZES):
                yield _on_limit(folder, size, over)
                if (case := _on_disk(folder, size, over)) is not None:
                    yield case


def _on_limit(folder: Path, size: int, over: bool) -> Case:
    """Files may grow to `size` kB alone."""
    target = folder / f"limit-{size}-{over}"
    if over:
        assert run("build", "-o", target).code == 0
    old = content(target) if over else {}

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write fails instead
        resource.setrlimit(resource.RLIMIT_FSIZE, (size * 1000, size * 1000))

    end = run("build", "-o", target, before=limit)
    return Case(f"files of {size} kB{', over a set' * over}", _faults(target, old, end))


def _on_disk(folder: Path, size: int, over: bool) -> Case | None:
    target = folder / f"disk-{size}-{over}"
    target.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", target]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        return None
    try:
        out = target / "out"
        if over and run("build", "-o", out).code:
            return None  # not even one set fits
        old = content(out) if out.exists() else {}
        end = run("build", "-o", out)
        return Case(f"disk of {size} kB{', over a set' * over}", _faults(out, old, end))
    finally:
        subprocess.run(["umount", target], check=True)


def _faults(target: Path, old: dict[str, bytes], end: End) -> list[str]:
    found = content(target) if target.exists() else {}
    faults = list(faults_of(end, codes=(0, 2)))
    if end.code and found != old:
        faults.append("not the old set")
    if not end.code and "manifest.json" not in found:
        faults.append("no set, and nothing said")
    return faults
