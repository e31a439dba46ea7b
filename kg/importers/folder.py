"""What an import made -> a data folder, beside what earlier imports and people wrote there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, count
from pathlib import Path, PurePath

from kg.errors import KgError, UsageError
from kg.files import write_file
from kg.importers.native import DRAFTS
from kg.read.documents import open_file, parse_document, plain, read_bytes
from kg.read.folders import shown


def write_files(files: Mapping[str, bytes], folder: Path) -> list[str]:
    """Write files into a folder; one that is there with other content stops all of it.

    Drafts of actors are written beside those of earlier imports, since whom these drafted is known
    by now; and what people annotated beside what others did in the same text.

    Args:
        files: by their path in the folder.
        folder: need not exist.
    Returns:
        The paths written; those that were there with the same bytes are left out.
    Raises:
        UsageError: a file is there with other content, or cannot be written.
    """
    placed: dict[str, bytes] = {}
    for name, data in files.items():
        path = PurePath(name)
        spare = spare_names(str(path.with_suffix("")), path.suffix)
        free = (each for each in spare if each not in placed)
        placed[next(each for each in free if _is_free(folder, each, name, data))] = data
    new = [name for name in placed if not (folder / name).exists()]
    for name in new:
        write_file(folder / name, placed[name], new=True)
    return new


def spare_names(stem: str, suffix: str = "") -> Iterator[str]:
    """A file's name, and those that it may have where that is taken.

    Files are read in the order of their names, and the first one's words stand: `_` comes after
    `.`, so that further annotators come after the first.
    """
    return chain([f"{stem}{suffix}"], (f"{stem}_{n}{suffix}" for n in count(2)))


def _is_free(folder: Path, name: str, wanted: str, data: bytes) -> bool:
    """Whether a file may have a name: nothing is there, or just this.

    Raises:
        UsageError: what is there is neither a draft nor of other annotators.
    """
    path = folder / name
    if not path.exists():
        return True
    with open_file(path, shown(path)) as file:
        if file.read(len(data) + 1) == data:
            return True
    if wanted == DRAFTS:
        return False
    if name.startswith("articles/"):
        mine, theirs = _annotators(data, name), _annotators(read_bytes(path, name), name)
        if mine and theirs and not mine & theirs:
            return False
    message = "already exists with other content, and nothing is overwritten"
    raise UsageError(f"{shown(path)}: {message}; move it away or name another folder")


def _annotators(data: bytes, name: str) -> frozenset[str]:
    """Who annotated an article, as its head says; nobody where it is not an article."""
    try:
        told = plain(parse_document(data, name))
    except KgError:
        return frozenset()
    head = told.get("article") if isinstance(told, dict) else None
    names = head.get("annotatedBy", ()) if isinstance(head, dict) else ()
    return frozenset([names] if isinstance(names, str) else filter(None, map(str, names)))
