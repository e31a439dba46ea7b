"""The files of others are read in a limited process: what they do to a parser stays there."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, TypeVar

from kg.fences import tell_memory
from kg.importers.cas import load_cassis
from kg.importers.ledger import Ledger
from kg.importers.marks import Document, File
from kg.workers import answer_apart

Result = TypeVar("Result")

_SECONDS: Final = 30  # of processor time; the largest real project, of 95 texts, takes 1
_SECOND: Final = 1_000_000  # bytes, for each of which a source gets a second more
#: Once the process is sealed, Python finds no encoding that it has not used before.
_ENCODINGS: Final = (
    "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252",
    "cp437",  # of names in zips, as a workbook is one
)  # fmt: skip

Read = Callable[[Sequence[File], Ledger], Iterable[Document]]


def read_apart(read: Read, files: Sequence[File], ledger: Ledger, form: str) -> list[Document]:
    """What a reader makes of files, in a process of its own.

    Args:
        read: the reader of a format, with its options.
        files: the files of the source.
        ledger: has afterwards what the reader noted in it.
        form: the format; that of INCEpTION needs its extra.
    Raises:
        KgError: what the reader raises; or it takes too much time or memory, or ends early.
    """

    name = files[0].name.partition(":")[0] if files else "the source"
    size = sum(len(each.data) for each in files)
    documents, noted = work_apart(
        lambda: (list(read(files, ledger)), ledger),
        name,
        size,
        load_cassis if form == "inception" else lambda: None,
    )
    ledger.become(noted)
    return documents


def work_apart(
    work: Callable[[], Result], name: str, size: int, load: Callable[[], object] = lambda: None
) -> Result:
    """What work on the bytes of others returns, in a process of its own.

    Args:
        work: opens no file and imports nothing.
        name: how messages call what the bytes are from.
        size: their number, which the time that it may take grows with.
        load: imports and opens beforehand what the work needs.
    Raises:
        KgError: what the work raises; or it takes too much time or memory, or ends early.
    """

    def start() -> Callable[[None], Result]:
        load()
        for encoding in _ENCODINGS:
            codecs.lookup(encoding)
        return lambda _: work()

    return answer_apart(start, _SECONDS + size // _SECOND, partial(_tell, name))


def _tell(name: str, how: str, seconds: float) -> str:
    """Why a source could not be read, by the signal that ended the process."""
    parts = "import it in parts"
    if how == "SIGALRM":
        return f"{name}: cannot be read in {seconds:g} s of processor time; {parts}"
    if how == "SIGABRT":
        told, more = tell_memory()
        return f"{name}: {told} to be read; {parts}, or {more}"
    return f"{name}: crashed its parser ({how}); {parts}"
