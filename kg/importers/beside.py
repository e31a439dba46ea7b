"""The texts that a source has beside its annotations, as files named for their documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from kg.importers.marks import File
from kg.read.sketch import decode_text


def is_text(file: File) -> bool:
    """Whether a file of a source is the text of an article."""
    return PurePath(file.name).suffix.lower() == ".txt"


def texts_beside(files: Sequence[File]) -> dict[str, str]:
    """The texts among the files of a source, by name without its ending.

    Raises:
        UnreadableError: one is not a text in UTF-8.
    """
    return {each.stem: decode_text(each.data, each.name)
            for each in files if is_text(each)}  # fmt: skip


def choose_text(texts: Mapping[str, str], *names: str, alone: bool = False) -> str | None:
    """The text of the first of these names that has one.

    Args:
        texts: see `texts_beside`.
        names: of the document, as the source has it, and of its file.
        alone: whether the source has no other document, so that the only text is its text.
    """
    for name in filter(None, names):
        path = PurePath(name)
        for each in (path.name, path.stem, path.name.split(".")[0]):
            if each in texts:
                return texts[each]
    return next(iter(texts.values())) if alone and len(texts) == 1 else None
