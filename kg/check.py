"""Every problem of some files at once: reading, references, SHACL, and the texts where at hand."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Sequence
from pathlib import Path

from kg.build import check_derived, check_stated
from kg.errors import Finding, FindingsError
from kg.infer.built import infer
from kg.model.actions import Record
from kg.rdf.triples import stated_triples
from kg.rdf.validate import ontology, part_around, shapes, validate
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
        corpora.append((_read(_together(home), paths), {shown(path) for path in paths}))
    return corpora


def _read(found: Input, files: Sequence[Path] = ()) -> Corpus:
    return read_corpus(found.folders, files, bundled=found.bundled)


def _together(home: Path | None) -> Input:
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
    if named is not None:
        return findings + _check_named(corpus, named, findings)
    findings += check_stated(corpus)
    if _has_errors(findings):
        return findings
    try:
        return findings + check_derived(infer(corpus))
    except FindingsError as error:
        return [*findings, *error.findings]


def _has_errors(findings: Iterable[Finding]) -> bool:
    return any(each.severity == "error" for each in findings)


def _check_named(corpus: Corpus, named: Container[str], before: Iterable[Finding]) -> list[Finding]:
    """SHACL on the things of some files alone, beside those that they refer to.

    The shapes look at what a thing points to and never at what points to it, so that its findings
    are those of the whole.
    """
    findings: list[Finding] = []
    made = [stated_triples(Record(), corpus.actors, everyone=True)]
    try:
        if _has_errors(before):
            made.append(stated_triples(corpus.record, corpus.actors))
        else:
            built = infer(corpus)
            made += [built.stated, built.derived]
    except FindingsError as error:
        findings += error.findings
        made.append(stated_triples(corpus.record, corpus.actors))
    places = {subject: place for each in made for subject, place in each.places.items()}
    focus = {subject for subject, place in places.items() if place.file in named}
    if not focus:
        return findings
    everyone, *rest = (each.graph for each in made)  # all tenures: two may exclude each other
    near = part_around(focus, everyone, rest)
    return findings + validate(near, places, ontology(), shapes(), focus)
