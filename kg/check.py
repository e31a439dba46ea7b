"""Every problem of some files at once: reading, references, SHACL, and the texts where at hand."""

from __future__ import annotations

import os
from collections.abc import Container, Mapping, Sequence
from pathlib import Path

from kg.errors import Finding, FindingsError
from kg.infer.built import check_stated, judge
from kg.read.corpus import Corpus, read_corpus
from kg.read.folders import home_of, shown
from kg.read.texts import check_texts, read_texts
from kg.sources import Input, find_checked, find_data, find_input


def check_files(
    files: Sequence[Path] = (), texts: Path | None = None
) -> tuple[list[Finding], bool]:
    """Check files, each with the data folder it lies in.

    Args:
        files: files or data folders; none stands for the data at hand (see find_checked).
        texts: a folder with the articles' texts, to check digests and sentences.
    Returns:
        The findings on these files, sorted, and whether any file could not be read.
    """
    findings: set[Finding] = set()
    unreadable = False
    for corpus, named in _corpora(files):
        found = [*corpus.unreadable, *_findings(corpus, texts, named)]
        mine = [each for each in found if named is None or each.place.file in named]
        findings.update(mine)
        unreadable |= any(each in corpus.unreadable for each in mine)
    return sorted(findings), unreadable


def check_content(path: Path, data: bytes, texts: Path | None = None) -> tuple[list[Finding], bool]:
    """As `check_files` for one file, with other content in its place; nothing is written."""
    corpus = _read(find_beside(home_of(path)), [path], {os.path.realpath(path): data})
    found = [*corpus.unreadable, *_findings(corpus, texts, {shown(path)})]
    mine = sorted({each for each in found if each.place.file == shown(path)})
    return mine, any(each in corpus.unreadable for each in mine)


def _corpora(files: Sequence[Path]) -> list[tuple[Corpus, set[str] | None]]:
    """Each corpus to read, and the names of the files asked for (None: all of them)."""
    if not files:
        return [(_read(find_checked()[0]), None)]
    homes: dict[Path | None, list[Path]] = {}
    corpora: list[tuple[Corpus, set[str] | None]] = []
    for path in files:
        if path.is_dir():
            corpora.append((_read(find_data(find_input([path]))), None))
        else:
            homes.setdefault(home_of(path), []).append(path)
    for home, paths in homes.items():
        corpora.append((_read(find_beside(home), paths), {shown(path) for path in paths}))
    return corpora


def _read(
    found: Input, files: Sequence[Path] = (), contents: Mapping[str, bytes] | None = None
) -> Corpus:
    return read_corpus(
        found.folders,
        files,
        bundled=found.bundled,
        alone=bool(files),
        drafts=True,
        contents=contents,
    )


def find_beside(home: Path | None) -> Input:
    """The data that a file in a folder may refer to: all that is checked with that folder."""
    if home is None:
        return Input(bundled=True)
    found = find_checked()[0]
    known = {os.path.realpath(each) for each in found.folders}
    return found if str(home) in known else Input(folders=(home,))


def _findings(corpus: Corpus, texts: Path | None, named: Container[str] | None) -> list[Finding]:
    """Problems of what could be read; SHACL runs on it even where other problems were found."""
    findings = list(corpus.findings)
    if texts is not None:
        findings += check_texts(corpus.record, read_texts(texts))
    if any(each.severity == "error" for each in findings):
        return findings + check_stated(corpus, named)
    try:
        return findings + judge(corpus, files=named)[1]
    except FindingsError as error:
        return [*findings, *error.findings]
