"""Files of annotated articles -> the same with their quotes anchored, each whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import Finding, Place, UnreadableError
from kg.files import write_file
from kg.read.anchor import Anchored, anchor_file
from kg.read.documents import FILE_LIMIT, read_bytes
from kg.read.folders import Source, is_data_folder, list_files, meant_folder, shown
from kg.read.texts import read_texts


@dataclass(slots=True)
class Anchoring:
    """What became of some files."""

    findings: list[Finding] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # a file each, for people
    unreadable: bool = False


def anchor_files(files: Sequence[Path], texts: Path | None, *, retext: bool = False) -> Anchoring:
    """Anchor the quotes of annotated articles and write each file that changed.

    Args:
        files: files, or data folders, or their articles/, for all articles in them.
        texts: the folder of the articles' texts.
        retext: take texts that were set otherwise since, and so have another digest.
    Raises:
        UsageError: a folder cannot be read or a file cannot be written.
    """
    known = read_texts(texts) if texts is not None else {}
    done = Anchoring()
    for path in _articles(files, done):
        name = shown(path)
        try:
            data = read_bytes(path, name)
            anchored = anchor_file(data, name, known, texts, retext=retext)
        except UnreadableError as error:
            done.findings += error.findings
            done.unreadable = True
            continue
        if anchored.findings:
            done.findings += anchored.findings
            done.lines.append(f"{Place(name)}: not changed")
            continue
        if len(anchored.data) > FILE_LIMIT:
            message = f"would be larger than {FILE_LIMIT:,} bytes; split it"
            done.findings.append(Finding(Place(name), message))
            continue
        if anchored.data != data:
            write_file(Path(os.path.realpath(path)), anchored.data)
        done.lines.append(f"{Place(name)}: {_told(anchored)}")
    done.findings.sort()
    return done


def _articles(files: Sequence[Path], done: Anchoring) -> Iterator[Path]:
    """The files, and those in articles/ of each data folder, which may itself be named."""
    for path in files:
        if path.is_dir():
            whole = path.absolute()
            folder = whole.parent if whole.name == "articles" and not is_data_folder(path) else path
            listed = list_files([Source(folder.name, folder, ("articles",))], (), done.findings)
            found = [each for each_of in listed.values() for _, each in each_of]
            if not found:
                message = meant_folder(path) or (
                    "has no articles; name a data folder, or annotated articles"
                )
                done.findings.append(Finding(Place(shown(path)), message))
            yield from found
        else:
            yield path


def _told(anchored: Anchored) -> str:
    """`28 quotes anchored, 1 span marked`."""
    counts = (
        (anchored.quotes, "quote", "anchored"),
        (anchored.moved, "span", "corrected"),
        (anchored.marked, "span", "given its words"),
        (anchored.skipped, "span", "without its words, for its text is missing"),
    )
    parts = [
        f"{count} {what}{'' if count == 1 else 's'} "
        + (rest if count == 1 else rest.replace("its", "their"))
        for count, what, rest in counts
        if count
    ]
    if anchored.retaken:
        parts.insert(0, f"its text is now {anchored.retaken}")
    return ", ".join(parts) or "nothing to anchor"
