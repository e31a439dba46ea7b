"""A folder laid out like data/ -> one Record, its Actors, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import Finding, Place, UnreadableError, UsageError, stop_at_errors
from kg.files import digest
from kg.model.actions import Account, Record
from kg.model.actors import Actors
from kg.model.names import hint
from kg.paths import data_folder
from kg.read.accounts import join_accounts
from kg.read.actor_files import read_actors
from kg.read.articles import read_actions, read_article
from kg.read.documents import Entries, Node, read_bytes, read_document
from kg.read.events import check_merges, merge_events, read_events, read_merges, read_table
from kg.read.formats import EVENT_COLUMNS, MERGE_COLUMNS

#: The folders of a data folder, in reading order, and what a file in each may be called.
KINDS: Final = ("actors", "actions", "articles", "merges", "events")
_SUFFIXES: Final = (".yaml", ".yml", ".json")
_TABLES: Final = ("merges", "events")


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What a data folder says, and every problem found while reading it."""

    record: Record
    actors: Actors
    findings: tuple[Finding, ...]
    unreadable: tuple[Finding, ...]
    inputs: dict[str, str]  # file, relative to its data folder -> sha256

    def stop_at_errors(self) -> None:
        """Raise UnreadableError or FindingsError, all problems at once, where there are any."""
        if self.unreadable:
            raise UnreadableError([*self.unreadable, *self.findings])
        stop_at_errors(self.findings)


def read_corpus(folder: Path | None = None, files: Sequence[Path] = ()) -> Corpus:
    """Read a data folder; the bundled actors join those of any other folder.

    Args:
        folder: laid out like data/; None for the bundled articles, without the coded events
            beside them, which are there to measure inference (`kg build data` reads both).
        files: read these too, each in place of the folder's file of the same name.
    Raises:
        UsageError: the folder does not exist or has none of the folders of data/.

    >>> corpus = read_corpus()
    >>> corpus.actors["RUS"].label, corpus.record.articles[0].published
    ('Russia', '2016-06-30')
    """
    bundled = data_folder()
    kinds = KINDS if folder else tuple(kind for kind in KINDS if kind not in _TABLES)
    folder = folder or bundled
    if not any((folder / kind).is_dir() for kind in KINDS):
        raise UsageError(
            f"{folder}: has no articles/, actions/, events/ or actors/ folder; "
            "name a folder laid out like data/ (see data/README.md)"
        )
    findings: list[Finding] = [*_strange_folders(folder), *_strange_files(folder)]
    unreadable: list[Finding] = []
    own = _listed(folder, files, kinds, unreadable)
    base = [] if _is_bundled(folder) else _listed(bundled, (), ("actors",), unreadable)
    nodes = _nodes(own, unreadable)
    actors = _joined(_nodes(base, unreadable), nodes, findings)
    accounts = list(_accounts(nodes, actors, findings))
    declared = {each.id: each.kind for account in accounts for each in account.actions}
    accounts += _tables(own, actors, declared, findings, unreadable)
    record = join_accounts(accounts, actors, findings)
    return Corpus(
        record=record,
        actors=actors,
        findings=tuple(sorted(set(findings))),
        unreadable=tuple(sorted(set(unreadable))),
        inputs=_digests([*base, *own], unreadable),
    )


def read_directory(folder: Path | None = None) -> Actors:
    """The actors alone: the bundled ones, and those of a data folder beside them.

    Raises:
        UnreadableError: an actor file cannot be read.
        FindingsError: one breaks a rule; all problems at once.
    """
    findings: list[Finding] = []
    unreadable: list[Finding] = []
    folders = [data_folder(), *([folder] if folder and not _is_bundled(folder) else [])]
    base, *own = (_nodes(_listed(x, (), ("actors",), unreadable), unreadable) for x in folders)
    actors = _joined(base, own[0], findings) if own else _joined([], base, findings)
    if unreadable:
        raise UnreadableError(unreadable)
    stop_at_errors(findings)
    return actors


def _is_bundled(folder: Path) -> bool:
    return os.path.realpath(folder) == os.path.realpath(data_folder())


def _joined(
    base: Sequence[tuple[str, Node]], own: Sequence[tuple[str, Node]], findings: list[Finding]
) -> Actors:
    """The actors of two folders, where those of the second stand in for the first's."""
    first = read_actors([node for _, node in base], findings) if base else None
    return read_actors([node for kind, node in own if kind == "actors"], findings, first)


def _digests(used: Iterable[tuple[str, Path]], unreadable: Iterable[Finding]) -> dict[str, str]:
    unread = {each.place.file for each in unreadable}
    return {
        str(Path(kind, path.name)): digest(path.read_bytes())
        for kind, path in used
        if shown(path) not in unread
    }


def _strange_folders(folder: Path) -> list[Finding]:
    """A warning for each folder whose name is nearly one that is read."""
    try:
        names = sorted(each.name for each in folder.iterdir() if each.is_dir())
    except OSError:
        return []  # told where its folders are listed
    return [
        Finding(Place(shown(folder / name)), f"is not read{near}", "warning")
        for name in names
        if name not in KINDS and (near := hint(name, KINDS))
    ]


def _strange_files(folder: Path) -> list[Finding]:
    """A warning for each file beside the data whose suffix says that it is none of it."""
    return [
        Finding(Place(shown(path)), f"is not read; {kind} are {' or '.join(taken)}", "warning")
        for kind in KINDS
        for taken in [(".csv",) if kind in _TABLES else _SUFFIXES]
        for path in _inside(folder / kind, [])
        if path.is_file()
        and path.suffix.lower() not in (*taken, ".md")
        and not path.name.startswith(".")
    ]


def _listed(
    folder: Path, files: Sequence[Path], kinds: Sequence[str], unreadable: list[Finding]
) -> list[tuple[str, Path]]:
    """(kind, path) of each file, sorted by kind and name; unknown kind is ''."""
    files = list({os.path.realpath(path): path for path in files}.values())
    given = [(path.parent.name if path.parent.name in KINDS else "", path) for path in files]
    taken = {(kind, path.name) for kind, path in given}
    found = [
        (kind, path)
        for kind in kinds
        for path in _inside(folder / kind, unreadable)
        if path.suffix.lower() in ((".csv",) if kind in _TABLES else _SUFFIXES)
        and not {(kind, path.name), ("", path.name)} & taken
    ]
    return found + given


def _inside(folder: Path, unreadable: list[Finding]) -> list[Path]:
    """The files of a folder, none where it is missing; glob would pass over one it cannot read."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        message = f"cannot be read as a folder: {error.strerror}"
        unreadable.append(Finding(Place(shown(folder)), message))
        return []


def _nodes(listed: Iterable[tuple[str, Path]], unreadable: list[Finding]) -> list[tuple[str, Node]]:
    nodes = []
    for kind, path in listed:
        if kind in _TABLES or path.suffix.lower() == ".csv":
            continue
        try:
            node = read_document(path, shown(path))
        except UnreadableError as error:
            unreadable.extend(error.findings)
            continue
        version = node.nodes.get("format") if isinstance(node, Entries) else None
        text = getattr(version[1], "text", None) if version else None
        if version and text != "1":
            told = repr(text)[:40]
            message = f"format {told} is not known here; this program reads format 1"
            unreadable.append(Finding(version[1].place, message))
            continue
        nodes.append((kind or _kind_of(node), node))
    return nodes


def _kind_of(node: Node) -> str:
    """What kind of file this is, by its keys, where no folder tells."""
    keys = set(node.nodes) if isinstance(node, Entries) else set()
    if keys & {"actors", "posts"}:
        return "actors"
    return "articles" if keys & {"article", "reports", "links"} else "actions"


def _accounts(
    nodes: Iterable[tuple[str, Node]], actors: Actors, findings: list[Finding]
) -> Iterable[Account]:
    for kind, node in nodes:
        if kind == "articles":
            yield read_article(node, findings, actors)
        elif kind == "actions":
            yield read_actions(node, findings, actors)


def _tables(
    listed: Iterable[tuple[str, Path]],
    actors: Actors,
    declared: Mapping[str, str],
    findings: list[Finding],
    unreadable: list[Finding],
) -> list[Account]:
    """The accounts of the event tables, merged into what the other files declare."""
    rows: dict[str, list[tuple[str, list[Entries]]]] = {"merges": [], "events": []}
    for kind, path in listed:
        if kind not in _TABLES and path.suffix.lower() != ".csv":
            continue
        kind = kind if kind in _TABLES else "events"
        columns = MERGE_COLUMNS if kind == "merges" else EVENT_COLUMNS
        try:
            found = read_table(read_bytes(path, shown(path)), shown(path), columns)
            rows[kind].append((path.name, found))
        except UnreadableError as error:
            unreadable.extend(error.findings)
    merges = read_merges([row for _, found in rows["merges"] for row in found], findings)
    accounts = [read_events(found, name, actors, findings) for name, found in rows["events"]]
    rowed = {each.id: each.kind for account in accounts for each in account.actions}
    findings += check_merges(merges, rowed, declared)
    renamed = {name: target for name, (target, _) in merges.items() if target in declared}
    return [merge_events(account, renamed) for account in accounts]


def shown(path: Path) -> str:
    """How messages call a file: relative to the working folder where it lies below it."""
    try:
        return str(Path(os.path.realpath(path)).relative_to(Path.cwd()))
    except ValueError:
        return os.fspath(path)


def home_of(path: Path) -> Path | None:
    """The data folder that a file belongs to, if it lies in one of its folders."""
    folder = Path(os.path.realpath(path)).parent
    return folder.parent if folder.name in KINDS else None
