"""A folder laid out like data/ -> one Record, its Actors, and what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from kg.errors import Finding, Place, UnreadableError, stop_at_errors
from kg.model.actions import Account, Record
from kg.model.actors import Actors
from kg.model.bases import PACKAGE, Bases
from kg.paths import data_folder
from kg.progress import counted, step
from kg.read.accounts import join_accounts
from kg.read.actor_files import read_actors
from kg.read.annotators import drop_nameless, join_annotators
from kg.read.articles import read_actions, read_article
from kg.read.documents import Entries, Node, open_file, parse_document, read_document
from kg.read.drafts import LeftOut, leave_out_drafts, mark_drafts
from kg.read.events import read_events
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
from kg.read.meaning import check_meaning
from kg.read.merges import Merges, merge_actions, read_merges
from kg.read.miscounts import check_counts
from kg.read.origins import check_bases, find_bases, with_bases
from kg.read.passages import Passages, find_passages
from kg.read.referred import keep_referred
from kg.read.rejoin import to_accounts
from kg.read.rows import read_table
from kg.read.texts import check_texts, read_texts
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
    nodes = {source: _nodes(found, unreadable, contents) for source, found in read.items()}
    partial = bool(unreadable)  # what a file declares that cannot be read would seem unknown
    package, actors = _actors(nodes, findings, partial=partial)
    actors = more.actors.joined_by(actors) if more else actors
    known = [node for found in nodes.values() for node in found]
    accounts = list(_accounts(known, actors, findings))
    tables = [path for found in read.values() for path in found]
    rows, merges = _tables(tables, actors, findings, unreadable)
    accounts = merge_actions([*accounts, *rows], merges, findings)
    left_out = LeftOut()
    if not drafts:
        told = {each.action for each in more.record.reports} if more else set()
        accounts, left_out = leave_out_drafts(accounts, told)
    accounts += to_accounts(more.record, accounts) if more else []
    every = {each.id for account in accounts for each in account.actions}
    asked = {shown(path) for path in files} if alone else frozenset()
    if alone:
        accounts = keep_referred(accounts, asked, actors)
    accounts = drop_nameless(accounts, findings)
    heads = _heads(accounts)
    step("joining accounts")
    accounts = mark_drafts(join_annotators(accounts, asked))
    record = join_accounts(accounts, actors, findings, every, partial=partial)
    findings += [*check_meaning(record, actors), *find_twins(record)]
    homes = {shown(path): source for source, found in listed.items() for _, path in found}
    bases = find_bases(record, actors, package, homes, base, more.bases if more else None)
    if more:
        findings += check_bases(bases, more.bases, more.record, more.actors)
    return Corpus(
        record=record,
        actors=actors,
        findings=tuple(sorted(set(findings))),
        unreadable=tuple(sorted(set(unreadable))),
        inputs=file_digests(listed, unreadable),
        sources=tuple(sources),
        bases=bases,
        drafts=drafts,
        left_out=left_out,
        joined=tuple(sorted(heads - _heads(accounts))),
        passages=tuple(
            found for kind, node in known if kind == "articles" and (found := find_passages(node))
        ),
    )


def _heads(accounts: Iterable[Account]) -> set[str]:
    """The files that have an article."""
    return {each.article.place.file for each in accounts if each.article}


def read_directory(folder: Path | Sequence[Path] | None = None) -> Actors:
    """The actors alone: the bundled ones, and those of data folders beside them.

    Raises:
        UnreadableError: an actor file cannot be read.
        FindingsError: one breaks a rule; all problems at once.
    """
    findings: list[Finding] = []
    unreadable: list[Finding] = []
    sources = [replace(each, kinds=("actors",)) for each in find_sources(folder)]
    listed = list_files(sources, (), unreadable)
    step("reading files")
    nodes = {source: _nodes(found, unreadable) for source, found in listed.items()}
    _, actors = _actors(nodes, findings)
    if unreadable:
        raise UnreadableError(unreadable)
    stop_at_errors(findings)
    return actors


def _actors(
    nodes: Mapping[Source, Sequence[tuple[str, Node]]],
    findings: list[Finding],
    *,
    partial: bool = False,
) -> tuple[Actors, Actors]:
    """The bundled actors, and those of all sources, which stand in for bundled ones."""
    named = {
        source: [node for kind, node in found if kind == "actors"]
        for source, found in nodes.items()
    }
    first = read_actors(
        [node for source, found in named.items() if source.name == BUNDLED for node in found],
        findings,
        partial=partial,
    )
    if len(named) == 1:
        return first, first
    own = [node for source, found in named.items() if source.name != BUNDLED for node in found]
    return first, read_actors(own, findings, first)


def _nodes(
    listed: Iterable[tuple[str, Path]],
    unreadable: list[Finding],
    contents: Mapping[str, bytes] | None = None,
) -> list[tuple[str, Node]]:
    nodes = []
    for kind, path in listed:
        if kind in TABLES or path.suffix.lower() in TABLE_SUFFIXES:
            continue
        try:
            held = contents.get(os.path.realpath(path)) if contents else None
            is_json = path.suffix.lower() == ".json"
            node = (
                read_document(path, shown(path))
                if held is None
                else parse_document(held, shown(path), is_json=is_json)
            )
        except UnreadableError as error:
            unreadable.extend(error.findings)
            continue
        version = node.nodes.get("format") if isinstance(node, Entries) else None
        text = getattr(version[1], "text", None) if version else None
        if version and text != "1":
            told = repr(text)[:40]
            message = f"format {told} is not known here; this program reads format 1"
            unreadable.append(Finding(version[1].place, message))
            continue
        nodes.append((kind or _kind_of(node), node))
    return nodes


def _kind_of(node: Node) -> str:
    """What kind of file this is, by its keys, where no folder tells."""
    keys = set(node.nodes) if isinstance(node, Entries) else set()
    if keys & {"actors", "posts"}:
        return "actors"
    return "articles" if keys & {"article", "reports", "links"} else "actions"


def _accounts(
    nodes: Iterable[tuple[str, Node]], actors: Actors, findings: list[Finding]
) -> Iterable[Account]:
    for kind, node in nodes:
        if kind == "articles":
            yield read_article(node, findings, actors)
        elif kind == "actions":
            yield read_actions(node, findings, actors)


def _taken(rows: Iterable[Entries], path: Path, file: BinaryIO) -> Iterator[Entries]:
    """The rows of a table, with how far they are."""
    size = path.stat().st_size or 1
    return counted(rows, f"reading rows of {shown(path)}", lambda: file.tell() / size)


def _tables(
    listed: Iterable[tuple[str, Path]],
    actors: Actors,
    findings: list[Finding],
    unreadable: list[Finding],
) -> tuple[list[Account], Merges]:
    """The accounts of the event tables, and which actions are one."""
    merged: list[Entries] = []
    accounts: list[Account] = []
    names: dict[str, Path] = {}
    for kind, path in listed:
        if kind not in TABLES and path.suffix.lower() not in TABLE_SUFFIXES:
            continue
        kind = kind if kind in TABLES else "events"
        columns = MERGE_COLUMNS if kind == "merges" else EVENT_COLUMNS
        if kind == "events" and (first := names.setdefault(path.name, path)) != path:
            message = f"rows go by their table's name, which {shown(first)} has too; rename one"
            findings.append(Finding(Place(shown(path)), message))
            continue
        told: list[Finding] = []  # of rows before the one that cannot be read, not to be told
        try:
            with open_file(path, shown(path)) as file:
                rows = _taken(read_table(file, shown(path), columns, told), path, file)
                if kind == "merges":
                    merged += rows
                else:
                    accounts.append(read_events(rows, path.name, actors, told))
        except UnreadableError as error:
            unreadable.extend(error.findings)
        else:
            findings += told
    return accounts, read_merges(merged, findings)
