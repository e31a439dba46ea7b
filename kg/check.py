"""Every problem of some files at once: reading, references, SHACL, and the texts where at hand."""

from __future__ import annotations

import os
import shlex
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cache import CACHE, Cache
from kg.errors import Finding, FindingsError, KgError, Place, tell_once
from kg.infer.built import check_stated, judge
from kg.read.corpus import Corpus, read_corpus
from kg.read.documents import read_bytes
from kg.read.folders import home_of, list_files, shown
from kg.read.outline import kept_sentences
from kg.read.passages import Passages
from kg.read.texts import count_unchecked
from kg.sources import Input, find_checked, find_data, find_input, find_out, project_base

if TYPE_CHECKING:
    from kg.rdf.validate import Engine


def check_files(
    files: Sequence[Path] = (),
    texts: Path | None = None,
    *,
    asked: bool = True,
    notes: list[str] | None = None,
    engine: Engine = "columns",
) -> tuple[list[Finding], bool]:
    """Check files, each with the data folder it lies in, and data folders, all as one record.

    Args:
        files: files or data folders; none stands for the data at hand (see find_checked).
        texts: a folder with the articles' texts, to check digests, spans and counts.
        asked: whether these texts were asked for, so that a missing one is an error.
        notes: what was not checked is added here, for people.
        engine: who holds the data against the shapes; see `kg.build.build_graph`.
    Returns:
        The findings on these files, sorted, and whether any file could not be read; of other
        files beside them that they cannot be read, since what they refer to may stand there.
    """
    findings: set[Finding] = set()
    unreadable = False
    unchecked: list[Passages] = []
    for corpus, named in _corpora(files):
        if texts is not None:
            corpus = corpus.held(texts, asked=asked)
        found = [*corpus.unreadable, *_findings(corpus, named, engine)]
        found += _sentences_left(corpus, [path for path in files if path.is_file()])
        unchecked += [x for x in corpus.own_passages() if named is None or x.place.file in named]
        mine = [each for each in found if named is None or each.place.file in named]
        findings.update([*mine, *corpus.unreadable])
        unreadable |= bool(corpus.unreadable)
    if texts is None and notes is not None and (note := count_unchecked(unchecked)):
        notes.append(note)
    return tell_once(findings), unreadable


def check_content(path: Path, data: bytes, texts: Path | None = None) -> list[Finding]:
    """As `check_files` for one file, with other content in its place; nothing is written."""
    corpus = _read(find_beside(home_of(path)), [path], {os.path.realpath(path): data})
    if texts is not None:
        corpus = corpus.held(texts)
    found = [*corpus.unreadable, *_findings(corpus, {shown(path)})]
    return sorted({each for each in found if each.place.file == shown(path)})


def _corpora(files: Sequence[Path]) -> list[tuple[Corpus, set[str] | None]]:
    """Each corpus to read, and the names of the files asked for (None: all of them)."""
    homes: dict[Path | None, list[Path]] = {}
    corpora: list[tuple[Corpus, set[str] | None]] = []
    if not files:
        corpora.append((_read(find_checked()[0]), None))
    if folders := [path for path in files if path.is_dir()]:  # one record, as kg build reads them
        corpora.append((_read(find_data(find_input(folders))), None))
    for path in files:
        if not path.is_dir():
            homes.setdefault(home_of(path), []).append(path)
    for home, paths in homes.items():
        corpora.append((_read(find_beside(home), paths), {shown(path) for path in paths}))
    for corpus, named in list(corpora):
        for name in corpus.joined:  # what two annotators have alike is told in both of their files
            if named is None or name in named:
                path = Path(name)
                corpora.append((_read(find_beside(home_of(path)), [path]), {name}))
    return corpora


def _read(
    found: Input, files: Sequence[Path] = (), contents: Mapping[str, bytes] | None = None
) -> Corpus:
    return read_corpus(
        found.folders,
        files,
        bundled=found.bundled,
        events=found.events,
        alone=bool(files),
        drafts=True,
        base=project_base(found),
        contents=contents,
        cache=Cache(find_out() / CACHE),
    )


def find_beside(home: Path | None) -> Input:
    """The data that a file in a folder may refer to: all that is checked with that folder."""
    if home is None:
        return Input(bundled=True)
    found = find_checked()[0]
    known = {os.path.realpath(each) for each in found.folders}
    return found if str(home) in known else Input(folders=(home,))


def _findings(
    corpus: Corpus, named: Container[str] | None, engine: Engine = "columns"
) -> list[Finding]:
    """Problems of what could be read; SHACL runs on it even where other problems were found.

    Not so where a whole file or an actor is missing from it: what names them would seem incomplete.
    """
    findings = list(corpus.findings)
    if corpus.unreadable or corpus.actors.unread:
        return findings
    if any(each.severity == "error" for each in findings):
        return findings + check_stated(corpus, named, engine)
    try:
        return findings + judge(corpus, files=named, engine=engine)[1]
    except FindingsError as error:
        return [*findings, *error.findings]


def _sentences_left(corpus: Corpus, files: Sequence[Path]) -> list[Finding]:
    """A warning for each annotation in which `kg new` left sentences of the article."""
    listed = {} if files else list_files(corpus.sources, (), [])
    found = [path for each in listed.values() for kind, path in each if kind == "articles"]
    findings = []
    for path in files or found:
        try:
            text = read_bytes(path, shown(path)).decode("utf-8")
        except (KgError, UnicodeDecodeError):
            continue  # told where it is read
        if lines := kept_sentences(text):
            message = (
                f"holds sentences of the article as comments ({len(lines)}); when all is done, "
            )
            message += f"kg new --strip {shlex.quote(shown(path))} removes them"
            findings.append(Finding(Place(shown(path), lines[0], 1), message, "warning"))
    return findings
