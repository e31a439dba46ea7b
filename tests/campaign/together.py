"""Builds into one folder at once, read meanwhile; and files that others put there."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from ends import content, faults_of, inside, run
from parts import Case, Draw
from project import copy_of, make_project

AT_ONCE = 8


def builds(draw: Draw) -> Iterator[Case]:
    """Eight builds of different data at once; whoever reads meanwhile sees one set."""
    folder = make_project(draw.folder / "p")
    projects = []
    for number in range(AT_ONCE):
        other = copy_of(folder, draw.folder / f"p{number}")
        table = other / "data/events/second.csv"
        table.write_text(table.read_text().replace("expels three", f"expels three ({number})"))
        projects.append(other)
    out = draw.folder / "shared"
    for turn in draw.times(10):
        children = [_begin(project, out) for project in projects]
        reads, torn = 0, 0
        while children:
            reads += 1
            torn += not _is_one_set(out)
            for child in list(children):
                done, status = os.waitpid(child, os.WNOHANG)
                if done:
                    children.remove(child)
                    code = os.waitstatus_to_exitcode(status)
                    yield Case(f"turn {turn}", [f"exit {code}"] if code else [])
            time.sleep(0.01)
        left = [path.name for path in out.parent.glob(".kg-tmp-*")]
        faults = [f"left behind: {left}"] if left else []
        faults += [f"{torn} of {reads} reads torn"] if torn else []
        yield Case(f"turn {turn}: {reads} reads", faults)


def _begin(project: Path, out: Path) -> int:
    child = os.fork()
    if not child:
        code = 1
        try:
            os.chdir(project)
            end = run("build", "-o", out)
            code = 1 if list(faults_of(end, codes=(0,), longest=60)) else 0
        finally:
            os._exit(code)
    return child


def _is_one_set(out: Path) -> bool:
    """Read through a descriptor of the folder: all files of the set that it was then."""
    try:
        folder = os.open(out, os.O_RDONLY)
    except FileNotFoundError:
        return True  # not yet
    try:
        manifest = json.loads(_read(folder, "manifest.json"))
        found = {name: sha256(_read(folder, name)).hexdigest() for name in manifest["outputs"]}
    except FileNotFoundError:
        return True  # the former set, taken away after it was opened
    finally:
        os.close(folder)
    return bool(found == manifest["outputs"])


def _read(folder: int, name: str) -> bytes:
    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder), "rb") as file:
        return file.read()


def strangers(draw: Draw) -> Iterator[Case]:
    """What another program writes into out/ while builds run there stays."""
    with inside(make_project(draw.folder / "p")) as folder:
        for turn in draw.times(20):
            written: list[Path] = []
            child = _begin(folder, folder / "out")
            done = 0
            while not done:
                path = folder / "out" / f"theirs-{turn}-{len(written)}.txt"
                with suppress(FileNotFoundError):
                    path.write_text(path.name)
                    written.append(path)
                (folder / "out" / f"sub-{turn}").mkdir(exist_ok=True)
                time.sleep(draw.dice.random() * 0.02)
                done, status = os.waitpid(child, os.WNOHANG)
            if code := os.waitstatus_to_exitcode(status):
                yield Case(f"turn {turn}: the build", [f"exit {code}"])
            for path in written:
                kept = path.is_file() and path.read_text() == path.name
                yield Case(f"turn {turn}: {path.name}", [] if kept else ["is gone"])
    shutil.rmtree(folder)
    assert not content(draw.folder)
