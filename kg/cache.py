"""What a build keeps for the next one: values by the digest of all that they were made of.

The cache is one file in out/, beside what the manifest names, and is never needed. It is believed
only where this very file was written here, by this very program, and is whole: a copy, one that
came with a repository, or one of another version is ignored.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from kg.files import digest, write_marked
from kg.paths import ontology_folder

CACHE: Final = ".kg-cache"
_FORMAT: Final = 1
_HEAD_LIMIT: Final = 1_000  # bytes; a line of three marks takes 200
#: Whose answers are kept, so that another version of them is another program.
_LIBRARIES: Final = ("PyYAML", "pycountry")


def key_of(*parts: object) -> str:
    """The key of what is made of some texts and numbers, and of nothing else."""
    return digest(json.dumps(parts).encode())


@cache
def mark_program() -> str:
    """The digest of the program: its modules and rules, the ontology, Python and libraries."""
    package = Path(__file__).parent
    files = [*package.rglob("*.py"), *package.rglob("*.toml"), *ontology_folder().glob("*.ttl")]
    marks = {str(path): digest(path.read_bytes()) for path in sorted(files)}
    return key_of(sorted(marks.items()), sys.version, *map(version, _LIBRARIES))


class Cache:
    """Values by key: a head that all can be asked for at little cost, and the body, as JSON."""

    def __init__(self, path: Path | None = None) -> None:
        """What a file keeps; nothing where there is none that can be believed."""
        self._heads: dict[str, Any] = {}
        self._bodies: dict[str, bytes] = {}
        self._used: set[str] = set()
        self._made: dict[str, Callable[[], tuple[Any, Any]]] = {}
        if path is not None:
            try:
                self._open(path)
            except (OSError, ValueError, TypeError, KeyError, RecursionError):
                self.clear()

    def _open(self, path: Path) -> None:
        if not path.is_file():  # a pipe would never end
            return
        with path.open("rb") as file:
            format_, program, mark, whole = json.loads(file.readline(_HEAD_LIMIT))
            if (format_, program, mark) != (_FORMAT, mark_program(), _mark_file(file.fileno())):
                return
            index, *bodies = file.read().split(b"\n")
        if whole != _mark_lines([index, *bodies]):
            return
        heads = json.loads(index)
        self._heads = heads
        self._bodies = dict(zip(heads, bodies, strict=True))

    def clear(self) -> None:
        """Forget everything."""
        self._heads, self._bodies = {}, {}
        self._used, self._made = set(), {}

    def __len__(self) -> int:
        return len(self._heads)

    @property
    def used(self) -> frozenset[str]:
        """The keys of what was looked at."""
        return frozenset(self._used)

    def __contains__(self, key: str) -> bool:
        return key in self._heads

    def head(self, key: str) -> Any:
        """The head of a value that is kept."""
        self._used.add(key)
        return self._heads[key]

    def body(self, key: str) -> Any:
        """The body of a value that is kept."""
        self._used.add(key)
        return json.loads(self._bodies[key])

    def keep(self, key: str, make: Callable[[], tuple[Any, Any]]) -> None:
        """Keep a value for the next build; its head and body are made when that is sure."""
        self._made[key] = make

    def save(self, folder: Path) -> None:
        """Write what was kept or looked at in this run, and no more, if that is another set."""
        if not self._made and self._used == self._heads.keys() and (folder / CACHE).is_file():
            return
        for key, make in self._made.items():
            self._heads[key], body = make()
            self._bodies[key] = _line(body)
        self._used |= self._made.keys()
        self._made = {}
        keys = sorted(self._used)
        lines = [_line({key: self._heads[key] for key in keys}), *(self._bodies[x] for x in keys)]
        whole = _mark_lines(lines)

        def made(descriptor: int) -> Iterable[bytes]:
            head = [_FORMAT, mark_program(), _mark_file(descriptor), whole]
            return (_line(head), *(part for line in lines for part in (b"\n", line)))

        write_marked(folder / CACHE, made)


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


def _mark_lines(lines: Iterable[bytes]) -> str:
    return digest(b"\n".join(lines))


def _mark_file(descriptor: int) -> str:
    """What no other file has, and no copy: its number in the file system."""
    found = os.fstat(descriptor)
    return f"{found.st_dev}:{found.st_ino}"
