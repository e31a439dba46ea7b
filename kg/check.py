"""Every problem of some files at once: reading, references, SHACL, and the texts where at hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.errors import Finding, FindingsError
from kg.infer.built import check_stated, judge
from kg.read.corpus import Corpus, home_of, read_corpus, shown
from kg.read.texts import check_texts, read_texts


def check_files(
    files: Sequence[Path] = (), texts: Path | None = None
) -> tuple[list[Finding], bool]:
    """Check files, each with the data folder it lies in.

    Args:
        files: files or data folders; none stands for the bundled data.
        texts: a folder with the articles' texts, to check digests and sentences.
    Returns:
        The findings on these files, sorted, and whether any file could not be read.
    """
    findings: set[Finding] = set()
    unreadable = False
    for corpus, named in _corpora(files):
        found = [*corpus.unreadable, *_findings(corpus, texts)]
        mine = [each for each in found if named is None or each.place.file in named]
        findings.update(mine)
        unreadable |= any(each in corpus.unreadable for each in mine)
    return sorted(findings), unreadable


def _corpora(files: Sequence[Path]) -> list[tuple[Corpus, set[str] | None]]:
    """Each corpus to read, and the names of the files asked for (None: all of them)."""
    if not files:
        return [(read_corpus(), None)]
    homes: dict[Path | None, list[Path]] = {}
    corpora: list[tuple[Corpus, set[str] | None]] = []
    for path in files:
        if path.is_dir():
            corpora.append((read_corpus(path), None))
        else:
            homes.setdefault(home_of(path), []).append(path)
    for home, paths in homes.items():
        corpora.append((read_corpus(home, paths), {shown(path) for path in paths}))
    return corpora


def _findings(corpus: Corpus, texts: Path | None) -> list[Finding]:
    """Problems of what could be read; SHACL runs on it even where other problems were found."""
    findings = list(corpus.findings)
    record = corpus.record
    if texts is not None:
        findings += check_texts(record, read_texts(texts))
    if any(each.severity == "error" for each in findings):
        return findings + check_stated(corpus)
    try:
        return findings + judge(corpus)[1]
    except FindingsError as error:
        return [*findings, *error.findings]
