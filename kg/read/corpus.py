"""A folder laid out like data/ -> one Record, its Actors, and what is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from kg.cache import Cache
from kg.errors import Finding, Place, UnreadableError, stop_at_errors
from kg.model.actions import Record
from kg.model.actors import Actors
from kg.model.bases import PACKAGE, Bases
from kg.paths import data_folder
from kg.progress import counted, step
from kg.read.actor_files import read_actors
from kg.read.documents import Entries, Node, open_file
from kg.read.drafts import LeftOut
from kg.read.folders import (
    BUNDLED,
    TABLE_SUFFIXES,
    TABLES,
    Source,
    drop_copies,
    file_digests,
    find_sources,
    find_strangers,
    list_files,
    shown,
)
from kg.read.formats import EVENT_COLUMNS, MERGE_COLUMNS
from kg.read.joined import Around, Groups, join_files, join_groups
from kg.read.meaning import check_meaning
from kg.read.merges import Merges, read_merges
from kg.read.miscounts import check_counts
from kg.read.origins import check_bases, find_bases, with_bases
from kg.read.passages import Passages
from kg.read.referred import find_files, find_referred, keep_stubs
from kg.read.rows import read_table
from kg.read.texts import check_texts, read_texts
from kg.read.told import Part, Reader, open_documents, tell_rows
from kg.read.twins import find_twins


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What data folders say, and every problem found while reading them."""

    record: Record
    actors: Actors
    findings: tuple[Finding, ...]
    unreadable: tuple[Finding, ...]
    inputs: dict[str, str]  # file, by the name of its source and its kind -> sha256
    sources: tuple[Source, ...] = ()
    bases: Bases = PACKAGE  # below which each thing stands
    drafts: bool = False  # whether drafts are kept, marked as such
    left_out: LeftOut = field(default_factory=LeftOut)
    joined: tuple[str, ...] = ()  # files of further annotators, told at the place of the first
    passages: tuple[Passages, ...] = ()  # where the article files point in their texts
    groups: Groups | None = None  # the record in parts, where it was read with a cache

    def stop_at_errors(self) -> None:
        """Raise UnreadableError or FindingsError, all problems at once, where there are any."""
        if self.unreadable:
            raise UnreadableError([*self.unreadable, *self.findings])
        stop_at_errors(self.findings)

    def held(self, folder: Path, *, asked: bool = True) -> Corpus:
        """The same with what the articles' own texts say of digests, spans and counts.

        Args:
            folder: of the texts.
            asked: whether it was asked for, so that a missing text is an error.
        """
        texts = read_texts(folder)
        own = self.own_passages()
        sources = [  # a digest that is not one is told where it is read
            x for x in self.passages if x.digest in texts or (x in own and len(x.digest) == 64)
        ]
        found = check_texts(sources, texts, folder, self.findings, asked=asked)
        if not any(each.severity == "error" for each in found):
            found += check_counts(self.record, texts)
        return replace(self, findings=tuple(sorted(set(found))))

    def own_passages(self) -> list[Passages]:
        """Those of the data named; of the bundled data only where nothing else is read."""
        if len(self.sources) == 1:
            return list(self.passages)
        package = shown(data_folder() / "articles")
        return [x for x in self.passages if not Path(x.place.file).is_relative_to(package)]


def read_corpus(
    folder: Path | Sequence[Path] | None = None,
    files: Sequence[Path] = (),
    *,
    bundled: bool = False,
    events: bool = True,
    alone: bool = False,
    drafts: bool = False,
    base: str | None = None,
    more: Corpus | None = None,
    contents: Mapping[str, bytes] | None = None,
    cache: Cache | None = None,
) -> Corpus:
    """Read data folders as one; the bundled actors always join them.

    Args:
        folder: one or several folders laid out like data/, whose files may refer to each other;
            None for the bundled data, articles and coded events.
        files: read these too, each in place of the folder's file of the same name.
        bundled: the bundled data joins the folders named.
        events: whether the bundled data has its coded events; without them it is its articles.
        alone: of all other files, keep what these `files` refer to.
        drafts: keep what was extracted and not reviewed, marked; it is left out else.
        base: of what folders below no kg.toml declare; None for the package's.
        more: what was read from elsewhere joins them too, with its actors.
        contents: by real path, what to read in place of what some documents hold.
        cache: what a former build read; what this one reads is added.
    Raises:
        UsageError: a folder does not exist or has none of the folders of data/, or the bundled
            events are to be left out where no bundled data is read.

    >>> corpus = read_corpus(events=False)
    >>> corpus.actors["RUS"].label, corpus.record.articles[0].published
    ('Russia', '2016-06-30')
    """
    sources = with_bases(find_sources(folder, bundled=bundled, events=events), base)
    unreadable: list[Finding] = []
    listed = list_files(sources, files, unreadable)
    findings = [each for source in sources for each in find_strangers(source)]
    read = drop_copies(listed, findings)
    step("reading files")
    documents = open_documents(read, unreadable, contents)
    reader = Reader(documents, None if more else cache)
    reader.parse(unreadable)
    partial = bool(unreadable)  # what a file declares that cannot be read would seem unknown
    package, actors = _actors(reader.actor_nodes(), findings, partial=partial)
    actors = more.actors.joined_by(actors) if more else actors
    parts = reader.parts(actors)
    tables = [path for found in read.values() for path in found]
    rows, merges = _tables(tables, actors, reader, findings, unreadable)
    parts += rows
    step("joining accounts")
    grouped = None
    if reader.cache is not None and not alone:
        grouped = join_groups(parts, merges, actors, reader.cache, drafts=drafts)
    if grouped is None:
        around = Around(partial=partial, graph=more.record if more else Record())
        if alone:
            asked = frozenset(shown(path) for path in files)
            findings += [x for each in parts for x in each.reach.findings]
            parts, around = _reached(parts, asked, merges, around)
        joined = join_files([x.told.account for x in parts], merges, actors, around, drafts=drafts)
        findings += [x for each in parts for x in each.told.findings]
    else:
        joined = grouped[0]
        findings += [x for each in parts for x in each.reach.findings]
    findings += joined.findings
    record = joined.record
    findings += [*check_meaning(record, actors), *find_twins(record)]
    called = {each.path: each.name for each in documents}
    homes = {
        called.get(path) or shown(path): source
        for source, found in listed.items()
        for _, path in found
    }
    bases = find_bases(record, actors, package, homes, base, more.bases if more else None)
    if more:
        findings += check_bases(bases, more.bases, more.record, more.actors)
    return Corpus(
        record=record,
        actors=actors,
        findings=tuple(sorted(set(findings))),
        unreadable=tuple(sorted(set(unreadable))),
        inputs=file_digests(listed, unreadable, {each.path: each.digest for each in documents}),
        sources=tuple(sources),
        bases=bases,
        drafts=drafts,
        left_out=joined.left_out,
        joined=joined.merged,
        passages=tuple(x for each in parts if (x := each.passages)),
        groups=grouped[1] if grouped else None,
    )


def _reached(
    parts: Sequence[Part], asked: frozenset[str], merges: Merges, around: Around
) -> tuple[list[Part], Around]:
    """Of all files, those that the ones asked for hang together with, and what is known of others.

    Nothing else of the others is looked at.
    """
    reaches = {each.file: each.reach for each in parts}
    acts = find_referred(reaches, asked, merges)
    whole = find_files(reaches, asked, acts)
    found = [each for each in parts if each.file in whole]
    others = [each for file, each in reaches.items() if file not in whole]
    return found, replace(
        around,
        asked=asked,
        acts=acts,
        stubs=tuple(keep_stubs(others, [each.told.account for each in found])),
        elsewhere=frozenset(x.id for each in reaches.values() for x in each.acts),
        cases=frozenset(x.id for each in reaches.values() for x in each.stub.cases),
    )


def read_directory(folder: Path | Sequence[Path] | None = None) -> Actors:
    """The actors alone: the bundled ones, and those of data folders beside them.

    Raises:
        UnreadableError: an actor file cannot be read.
        FindingsError: one breaks a rule; all problems at once.
    """
    findings: list[Finding] = []
    unreadable: list[Finding] = []
    sources = [replace(each, kinds=("actors",)) for each in find_sources(folder)]
    step("reading files")
    reader = Reader(open_documents(list_files(sources, (), unreadable), unreadable), None)
    reader.parse(unreadable)
    _, actors = _actors(reader.actor_nodes(), findings)
    if unreadable:
        raise UnreadableError(unreadable)
    stop_at_errors(findings)
    return actors


def _actors(
    nodes: Mapping[Source, Sequence[Node]], findings: list[Finding], *, partial: bool = False
) -> tuple[Actors, Actors]:
    """The bundled actors, and those of all sources, which stand in for bundled ones."""
    package = [x for source, found in nodes.items() if source.name == BUNDLED for x in found]
    first = read_actors(package, findings, partial=partial)
    if len(nodes) == 1:
        return first, first
    own = [x for source, found in nodes.items() if source.name != BUNDLED for x in found]
    return first, read_actors(own, findings, first)


def _taken(rows: Iterable[Entries], path: Path, file: BinaryIO) -> Iterator[Entries]:
    """The rows of a table, with how far they are."""
    size = path.stat().st_size or 1
    return counted(rows, f"reading rows of {shown(path)}", lambda: file.tell() / size)


def _mark_of(file: BinaryIO) -> str:
    """The sha256 of a file of any size, which is then at its beginning again."""
    found = hashlib.sha256()
    while data := file.read(1 << 20):
        found.update(data)
    file.seek(0)
    return found.hexdigest()


def _tables(
    listed: Iterable[tuple[str, Path]],
    actors: Actors,
    reader: Reader,
    findings: list[Finding],
    unreadable: list[Finding],
) -> tuple[list[Part], Merges]:
    """What the event tables tell, and which actions are one."""
    merged: list[Entries] = []
    parts: list[Part] = []
    names: dict[str, Path] = {}
    for kind, path in listed:
        if kind not in TABLES and path.suffix.lower() not in TABLE_SUFFIXES:
            continue
        kind = kind if kind in TABLES else "events"
        columns = MERGE_COLUMNS if kind == "merges" else EVENT_COLUMNS
        if kind == "events" and (first := names.setdefault(path.name, path)) != path:
            message = f"has the name of {shown(first)}, and rows are known by it; rename one"
            findings.append(Finding(Place(shown(path)), message))
            continue
        told: list[Finding] = []  # of rows before the one that cannot be read, not to be told
        try:
            with open_file(path, shown(path)) as file:
                mark = _mark_of(file)
                rows = _taken(read_table(file, shown(path), columns, told), path, file)
                if kind == "merges":
                    merged += rows
                    findings += told
                else:
                    key = reader.key_of("events", shown(path), mark)
                    parts.append(tell_rows(rows, path.name, shown(path), key, actors, told))
        except UnreadableError as error:
            unreadable.extend(error.findings)
    return parts, read_merges(merged, findings)
