"""Data folders: which files of them are read, under what name, and with which digest."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from kg.errors import Finding, Place, UsageError, reason
from kg.files import digest
from kg.model.ids import ID_BASE
from kg.model.mail import has_mail
from kg.model.names import hint
from kg.paths import data_folder, is_side_file, is_text_name, paths_of, working_folder

#: The folders of a data folder, in reading order, and what a file in each may be called.
KINDS: Final = ("actors", "actions", "articles", "merges", "events")
_SUFFIXES: Final = (".yaml", ".yml", ".json")
TABLE_SUFFIXES: Final = (".csv", ".xlsx")
TABLES: Final = ("merges", "events")
#: What is read of the package's own data without its coded events.
ARTICLES: Final = tuple(kind for kind in KINDS if kind not in TABLES)
PROJECT_FILE: Final = "kg.toml"  # names the data of a project, see kg.read.project
BUNDLED: Final = "bundled"  # the name of the package's own data folder among sources


@dataclass(frozen=True, slots=True)
class Source:
    """A data folder as it is read: by a name of its own, and which of its folders."""

    name: str  # under which a manifest lists its files
    folder: Path
    kinds: tuple[str, ...]
    base: str = ID_BASE  # of the IRIs of what it declares, see kg.read.origins


#: The files of each source, each with its kind; '' where no folder tells it.
Listed: TypeAlias = "dict[Source, list[tuple[str, Path]]]"


def find_sources(
    folder: Path | Sequence[Path] | None = None, *, bundled: bool = False, events: bool = True
) -> list[Source]:
    """The data folders that `read_corpus` reads for these arguments, the bundled one first.

    Raises:
        UsageError: as `read_corpus`.
    """
    folders = paths_of(folder)
    own = {os.path.realpath(each): each for each in folders}
    package = own.pop(os.path.realpath(data_folder()), None)
    whole = bundled or not folders or package is not None
    if not whole and not events:
        raise UsageError(
            "the bundled events are not read here anyway; leave out --without-events "
            "(events=False in Python)"
        )
    kinds = (KINDS if events else ARTICLES) if whole else ("actors",)
    sources = [Source(BUNDLED, package or data_folder(), kinds)]
    for real, each in own.items():
        if not is_text_name(Path(real).name):
            named = ascii(os.fspath(each))[1:-1]
            raise UsageError(f"{named}: has a name that is not UTF-8; rename the folder")
        if not is_data_folder(each):
            message = (
                "has no articles/, actions/, events/ or actors/ folder; "
                "name a folder laid out like data/ (see data/README.md)"
            )
            raise UsageError(f"{each}: {meant_folder(each) or message}")
        sources.append(Source(_free_name(Path(real).name, sources), each, KINDS))
    return sources


def _free_name(name: str, sources: Sequence[Source]) -> str:
    """The name of a folder, numbered where another one read with it has the same."""
    taken = {each.name for each in sources}
    named = [name, *(f"{name}-{number}" for number in range(2, len(taken) + 2))]
    return next(each for each in named if each not in taken)


def is_data_folder(folder: Path) -> bool:
    """Whether a folder is laid out like data/."""
    return any((folder / kind).is_dir() for kind in KINDS)


def meant_folder(path: Path) -> str:
    """What to say where a data folder is meant, of a project or of one file of data; or nothing."""
    if (path / PROJECT_FILE).is_file():
        return f"is a project; name a data folder or the out/ folder of its {PROJECT_FILE}"
    home = home_of(path)
    if home and path.suffix.lower() in (*_SUFFIXES, *TABLE_SUFFIXES) and path.is_file():
        return f"is one file of data; name its data folder, {shown(home)}"
    return ""


def input_digests(sources: Sequence[Source]) -> dict[str, str]:
    """What `Corpus.inputs` would be if these sources were read now; nothing is parsed."""
    unreadable: list[Finding] = []
    return file_digests(list_files(sources, (), unreadable), unreadable)


def file_digests(
    listed: Listed, unreadable: Iterable[Finding], known: Mapping[Path, str] | None = None
) -> dict[str, str]:
    """The sha256 of each file that could be read, by `source/kind/name`; of some it is `known`."""
    unread = {each.place.file for each in unreadable}
    known = known or {}
    return {
        str(Path(source.name, kind, path.name) if kind else Path(path.name)): mark
        for source, found in listed.items()
        for kind, path in found
        if not (unread and shown(path) in unread) and (mark := known.get(path) or _digest(path))
    }


def _digest(path: Path) -> str | None:
    data = _bytes(path)
    return None if data is None else digest(data)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None  # a pipe would be waited for
    except OSError:
        return None


def find_strangers(source: Source) -> list[Finding]:
    """A warning for each folder with nearly a name that is read, and each file of another kind."""
    if source.kinds == ("actors",):
        return []  # the package's own folder, which only lends its actors
    return [*_strange_folders(source.folder), *_strange_files(source.folder)]


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
        for taken in [TABLE_SUFFIXES if kind in TABLES else _SUFFIXES]
        for path in _inside(folder / kind, [])
        if path.is_file() and path.suffix.lower() not in (*taken, ".md")
    ]


def list_files(
    sources: Sequence[Source], files: Sequence[Path], unreadable: list[Finding]
) -> Listed:
    """(kind, path) of each file of each source, sorted by kind and name; unknown kind is ''.

    Files named on their own belong to the source in whose folder they lie, or else to the last.
    """
    files = list({os.path.realpath(path): path for path in files}.values())
    homes = {os.path.realpath(each.folder): each for each in sources}
    of = {path: homes.get(str(home_of(path)), sources[-1]) for path in files}
    return {
        each: _listed_in(each, [path for path in files if of[path] is each], unreadable)
        for each in sources
    }


def _listed_in(
    source: Source, files: Sequence[Path], unreadable: list[Finding]
) -> list[tuple[str, Path]]:
    here = working_folder() or Path()
    beside = [(here / path).parent.name for path in files]  # also of a bare a.yaml
    given = [(x if x in KINDS else "", path) for x, path in zip(beside, files, strict=True)]
    taken = {(kind, path.name) for kind, path in given}
    found = [
        (kind, path)
        for kind in source.kinds
        for path in _inside(source.folder / kind, unreadable)
        if path.suffix.lower() in (TABLE_SUFFIXES if kind in TABLES else _SUFFIXES)
        and not {(kind, path.name), ("", path.name)} & taken
    ]
    unnamed = [pair for pair in found + given if has_mail(pair[1].name)]
    for _, path in unnamed:  # a table's name is told with each of its rows
        message = "has an e-mail address in its name, which would be published; rename it"
        unreadable.append(Finding(Place(shown(path)), message))
    unreadable += [
        Finding(Place(shown(path)), "has a name that is not UTF-8; rename the file")
        for _, path in found + given
        if not is_text_name(path.name)
    ]
    return [x for x in found + given if is_text_name(x[1].name) and x not in unnamed]


def _inside(folder: Path, unreadable: list[Finding]) -> list[Path]:
    """The files of a folder, none where it is missing; glob would pass over one it cannot read."""
    try:
        return sorted(each for each in folder.iterdir() if not is_side_file(each.name))
    except FileNotFoundError:
        return []
    except OSError as error:
        message = f"cannot be read as a folder: {reason(error)}"
        unreadable.append(Finding(Place(shown(folder)), message))
        return []


def drop_copies(listed: Listed, findings: list[Finding]) -> Listed:
    """The files without those that are byte by byte a copy of another; each becomes a finding.

    A copy of an actors file in another data folder stays: what a folder says of an actor replaces
    what the bundled one says.
    """
    sizes = Counter(_size(path) for found in listed.values() for _, path in found)
    first: dict[object, Path] = {}
    kept: Listed = {}
    for source, found in listed.items():
        kept[source] = []
        for kind, path in found:
            data = _bytes(path) if sizes[_size(path)] > 1 else None
            home = source if kind == "actors" else None
            same = path if data is None else first.setdefault((home, kind, digest(data)), path)
            if same == path:
                kept[source].append((kind, path))
            else:
                message = f"is a copy of {shown(same)}; remove one"
                findings.append(Finding(Place(shown(path)), message))
    return kept


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1  # told where it is read


def shown(path: Path) -> str:
    """How messages call a file: relative to the working folder where it lies below it.

    A link to a file keeps its own name, by which a person finds it.
    """
    try:
        real = Path(os.path.realpath(path.parent), path.name) if path.name else path.resolve()
        return str(real.relative_to(Path.cwd()))
    except (ValueError, FileNotFoundError):  # it lies elsewhere, or there is no such folder now
        return os.fspath(path)


def home_of(path: Path) -> Path | None:
    """The data folder that a file belongs to, if it lies in one of its folders."""
    folder = Path(os.path.realpath(path)).parent
    return folder.parent if folder.name in KINDS else None
