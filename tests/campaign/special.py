"""What is not a file of data, in the place of each: pipes, sockets, devices, loops, folders."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from ends import HANGS, LONGEST, faults_of, inside, run
from parts import Case, Draw
from project import make_project

HUGE = 6_000_000_000  # bytes, of a file without content


def _socket(path: Path) -> None:
    server = socket.socket(socket.AF_UNIX)
    server.bind(os.path.relpath(path))
    server.close()


def _huge(path: Path) -> None:
    path.touch()
    os.truncate(path, HUGE)


def _unreadable(path: Path) -> None:
    path.write_text("format: 1\n")
    path.chmod(0)


KINDS: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "socket": _socket,
    "/dev/zero": lambda path: path.symlink_to("/dev/zero"),
    "/dev/null": lambda path: path.symlink_to("/dev/null"),
    "link to itself": lambda path: path.symlink_to(path),
    "link to nothing": lambda path: path.symlink_to("nowhere"),
    "folder": Path.mkdir,
    "huge file": _huge,
    "empty file": Path.touch,
    "unreadable file": _unreadable,
}
PLACES = {
    "data/articles/a.yaml": ["check"],
    "data/articles/b.json": ["check"],
    "data/actors/a.yaml": ["build"],
    "data/actions/a.yaml": ["check"],
    "data/events/a.csv": ["check"],
    "data/events/a.xlsx": ["check"],
    "data/merges/a.csv": ["check"],
    "texts/a.txt": ["check", "--texts", "texts"],
    "new.txt": ["new", "new.txt", "-o", "-"],
    "quoted.yaml": ["anchor", "quoted.yaml"],
    "reviewed.yaml": ["review", "reviewed.yaml", "-o", "review.html"],
    "g.ttl": ["query", "-g", "g.ttl", "unanswered"],
    "h.rdf": ["stats", "-g", "h.rdf"],
    "i.jsonld": ["diff", "out", "i.jsonld"],
    "j.nq": ["export", "-g", "j.nq", "-o", "k.ttl"],
    "q.rq": ["query", "q.rq", "-i", "out"],
    "r.toml": ["chains", "-i", "data", "--rules", "r.toml"],
    "kg.toml": ["check"],
    "out/manifest.json": ["query", "unanswered"],
    "out/.kg-cache": ["build"],
}


def files(draw: Draw) -> Iterator[Case]:
    """See the module; unreadable files are tried as nobody where root runs it."""
    draw.folder.chmod(0o755)  # so that nobody may look into it
    with inside(make_project(draw.folder / "p")):
        for name, words in draw.pick(PLACES.items()):
            path = Path(name)
            kept = path.read_bytes() if path.is_file() else None
            for kind, make in KINDS.items():
                path.unlink(missing_ok=True)
                make(path)
                nobody = kind == "unreadable file" and os.geteuid() == 0
                end = run(*words, before=_become_nobody if nobody else None)
                # A table has no limit: it is read to its end for its digest.
                tables = path.suffix in (".csv", ".xlsx")
                longest = HANGS if kind == "huge file" and tables else LONGEST
                faults = list(faults_of(end, longest=longest))
                yield Case(f"{' '.join(words)}, {name} is a {kind}", faults)
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
            if kept is not None:
                path.write_bytes(kept)


def _become_nobody() -> None:
    os.setgroups([])
    os.setegid(65534)
    os.seteuid(65534)
