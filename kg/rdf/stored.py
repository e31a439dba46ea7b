"""A graph ready to be asked, in a limited process: which reads it or, where it is large, opens it
from a store on disk beside it.

To load a million triples takes eight seconds and 0.5 GB, to open a store of them a hundredth of a
second (benchmarks/README.md). The store is made of the file once and is never needed: where it
cannot be written, or is damaged, the graph is read into memory as a small one is.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import pyoxigraph as ox

from kg.errors import EngineError
from kg.files import digest, json_bytes, make_store, store_of
from kg.rdf.bases import count_bases, count_sources
from kg.rdf.foreign import call_reading, check_size, read_foreign_bytes, refuse_awkward
from kg.rdf.graph import NAMED, format_of, load_foreign, load_triples
from kg.workers import LONGEST, TIME_LIMIT, First, Worker

Result = TypeVar("Result")
STORED_BYTES: Final = 20_000_000  # of a file; reading half as much takes about a second
_LAYOUT: Final = f"2 {ox.__version__}"  # another engine may lay out its stores otherwise
_TRIPLES, _ABOUT = "triples", "about.json"  # what a store's folder holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A graph to ask, and what is known of it without asking."""

    worker: Worker[Any, Any]
    bases: Mapping[str, int]  # see `count_bases`
    sources: tuple[int, int]  # articles and coded events
    folder: Path | None = None  # of its store on disk

    def ask(
        self,
        function: Callable[..., Result],
        *arguments: object,
        seconds: float = TIME_LIMIT,
        needs: Collection[Callable[[], object]] = (),
    ) -> Result:
        """What a function makes of the store and of arguments, in the limited process.

        Args:
            function: one of a module that was imported before the graph was opened.
            arguments: what it is called with, after the store.
            seconds, needs: see `Worker.ask`.
        Raises:
            UsageError, EngineError: as `Worker.ask`; and whatever the function raises.
        """
        result: Result = self.worker.ask((function, *arguments), seconds, needs)
        return result

    def is_damaged(self) -> bool:
        """Whether the store on disk is no longer the one that was opened."""
        if self.folder is None:
            return False
        try:
            return bool(_about(self.folder)["digests"] != _digests(self.folder))
        except (OSError, ValueError, KeyError, TypeError):
            return True


def hold(store: ox.Store) -> Opened:
    """A store in memory, which has to stay as it is."""
    worker: Worker[Any, Any] = Worker(start=lambda: partial(_call, store))
    bases, sources = _count(store)
    return Opened(worker=worker, bases=bases, sources=sources)


def _call(store: ox.Store, asked: tuple[Callable[..., Result], *tuple[Any, ...]]) -> Result:
    return asked[0](store, *asked[1:])


def _count(store: ox.Store) -> tuple[dict[str, int], tuple[int, int]]:
    return count_bases(store), count_sources(store)


def open_files(
    paths: Sequence[Path],
    terms: Sequence[Path] = (),
    *,
    named: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> Opened:
    """RDF files as one graph to ask.

    A single large file that has no named graphs is opened from a store beside it, which is built
    where there is none of what the file holds now; those of what it held before are removed.

    Args:
        paths: the files; their suffixes say the formats.
        terms: those of the ontology, which join them.
        named: keep named graphs apart too, see `load_store`.
        say: hears that a store is being built, and where.
    Raises:
        UnreadableError, EngineError: as `read_foreign`.
    """
    found = None
    if len(paths) == 1 and format_of(paths[0]) not in NAMED:
        try:
            if check_size(paths[0]) >= STORED_BYTES:
                found = _open_stored(paths[0], terms, say)
        except (OSError, RuntimeError, ValueError, SyntaxError):  # reading it tells what is wrong
            found = None
    return found or _read_apart(paths, terms, named=named)


def _read_apart(paths: Sequence[Path], terms: Sequence[Path], *, named: bool) -> Opened:
    """Files as a limited process reads them, each time one is made, from what they hold now."""
    given = [read_foreign_bytes(each) for each in paths]
    ours = [(each, each.read_bytes()) for each in terms]

    def start() -> Callable[[Any], Any]:
        store = ox.Store()
        taken: set[str] = set()

        def work(asked: Any) -> Any:
            if not isinstance(asked, int):
                return _call(store, asked)
            load_foreign(store, paths[asked], given[asked][0], taken, named=named)
            if asked == len(paths) - 1:  # last, since blank nodes are named in order
                for path, data in ours:
                    load_triples(store, data, format_of(path), str(path), taken)
            return None

        return work

    first = [First(number, seconds, tell) for number, (_, seconds, tell) in enumerate(given)]
    worker: Worker[Any, Any] = Worker(start=start, first=first)
    bases, sources = worker.ask((_count,), LONGEST)
    return Opened(worker=worker, bases=bases, sources=sources)


def _open_stored(path: Path, terms: Iterable[Path], say: Callable[[str], None]) -> Opened | None:
    """The graph from its store beside the file; None where there can be none."""
    marks = [_digest(each) for each in (path, *terms)]
    folder = store_of(path, digest(" ".join([_LAYOUT, *marks]).encode())[:24])
    if (found := _reopened(folder, path)) is not None:
        return found
    if not os.access(path.parent, os.W_OK):
        return None
    say(f"{path}: building a store beside it, once, so that it opens faster ({folder.name})")
    paths = [path, *terms]
    make_store(path, folder, lambda there: call_reading(path, _fill, there, paths, marks))
    return _reopened(folder, path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _reopened(folder: Path, path: Path) -> Opened | None:
    """A store that is there; None where it is not, is damaged, or is of other people."""
    try:
        about = folder.lstat()
        if not stat.S_ISDIR(about.st_mode) or about.st_uid not in (path.stat().st_uid, os.getuid()):
            return None
        said = _about(folder)
        bases = {str(base): int(number) for base, number in said["bases"].items()}
        articles, events = map(int, said["sources"])
        if said["digests"] != _digests(folder):  # the engine does not end on some damaged files
            return None
        worker: Worker[Any, Any] = Worker(start=lambda: partial(_call, _open(folder)))
        worker.ask((_is_open,))  # from here on it may be removed
    except (EngineError, OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Opened(worker=worker, bases=bases, sources=(articles, events), folder=folder)


def _about(folder: Path) -> Any:
    return json.loads((folder / _ABOUT).read_bytes())


def _digests(folder: Path) -> dict[str, str]:
    """Of the files that answers are read from, by name; logs change with each opening."""
    files = sorted((folder / _TRIPLES).iterdir())
    held = [x for x in files if x.suffix == ".sst" or x.name.startswith(("CURRENT", "MANIFEST"))]
    return {each.name: _digest(each) for each in held}


def _open(folder: Path) -> ox.Store:
    return ox.Store.read_only(str(folder / _TRIPLES))


def _is_open(_: ox.Store) -> bool:
    return True


def _fill(folder: Path, paths: Iterable[Path], marks: Iterable[str]) -> None:
    """Write a store and what is known of it; a file that changed meanwhile is an OSError."""
    store = ox.Store(str(folder / _TRIPLES))
    taken: set[str] = set()
    for path, mark in zip(paths, marks, strict=True):
        data = path.read_bytes()
        if digest(data) != mark:
            raise OSError(f"{path} changed while it was read")
        refuse_awkward(data, format_of(path), str(path))
        load_triples(store, data, format_of(path), str(path), taken, bulk=True)
    store.flush()
    about: dict[str, object] = {"bases": count_bases(store), "sources": count_sources(store)}
    del store  # which closes its files
    about["digests"] = _digests(folder)
    (folder / _ABOUT).write_bytes(json_bytes(about))
