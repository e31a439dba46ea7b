"""One file of articles or actions -> what it tells, read once: a later build has it by its content.

What a file tells depends on its bytes, its name, the actors and the program, and on nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from kg.cache import Cache, key_of
from kg.codec import from_json, to_json
from kg.errors import Finding, UnreadableError
from kg.files import digest
from kg.model.actions import Account
from kg.model.actors import Actors
from kg.read.articles import read_actions, read_article
from kg.read.documents import Entries, Node, parse_document, read_bytes
from kg.read.events import read_events
from kg.read.folders import BUNDLED, TABLE_SUFFIXES, TABLES, Listed, Source, shown
from kg.read.passages import Passages, find_passages
from kg.read.referred import Reach, reach_of

Kept = TypeVar("Kept")
#: The kinds of file whose contents are kept; what a file of no known folder is, its keys tell.
_KEPT: Final = ("articles", "actions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a file declares, reports and claims, and what is wrong with it."""

    account: Account
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Document:
    """A file that is not a table, as it is read."""

    source: Source
    kind: str  # of its folder; '' where that does not tell it
    path: Path
    name: str  # as messages call it
    data: bytes

    @cached_property
    def digest(self) -> str:
        """sha256 of its bytes."""
        return digest(self.data)

    def parse(self) -> tuple[str, Node]:
        """Its kind, told by its keys where its folder does not, and what it holds.

        Raises:
            UnreadableError: it is not well-formed, or of another format.
        """
        parse = _parse_own if self.source.name == BUNDLED else parse_document
        node = parse(self.data, self.name, is_json=self.path.suffix.lower() == ".json")
        version = node.nodes.get("format") if isinstance(node, Entries) else None
        text = getattr(version[1], "text", None) if version else None
        if version and text != "1":
            told = "a list or mapping" if text is None else repr(text)[:40]
            message = f"format: {told} is not known here; this program reads format 1"
            raise UnreadableError([Finding(version[1].place, message)])
        return self.kind or _kind_of(node), node


@lru_cache(maxsize=16)
def _parse_own(data: bytes, name: str, *, is_json: bool) -> Node:
    """A file of the package's, which `kg review` and others read again for each check."""
    return parse_document(data, name, is_json=is_json)


def _kind_of(node: Node) -> str:
    """What kind of file this is, by its keys, where no folder tells."""
    keys = set(node.nodes) if isinstance(node, Entries) else set()
    if keys & {"actors", "posts"}:
        return "actors"
    return "articles" if keys & {"article", "reports", "links"} else "actions"


def open_documents(
    listed: Listed, unreadable: list[Finding], contents: Mapping[str, bytes] | None = None
) -> list[Document]:
    """The files that are not tables, with their bytes.

    Args:
        listed: the files of each source.
        unreadable: what cannot be opened is added here.
        contents: by real path, what to read in place of what some files hold.
    """
    found = []
    for source, files in listed.items():
        for kind, path in files:
            if kind in TABLES or path.suffix.lower() in TABLE_SUFFIXES:
                continue
            name = shown(path)
            try:
                held = contents.get(os.path.realpath(path)) if contents else None
                data = read_bytes(path, name) if held is None else held
            except UnreadableError as error:
                unreadable.extend(error.findings)
            else:
                found.append(Document(source, kind, path, name, data))
    return found


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one file tells; of a file that has not changed, as far as it is looked at."""

    file: str  # as messages call it
    key: str  # the digest of all that this depends on
    make_told: Callable[[], Told]
    make_reach: Callable[[], Reach]
    make_passages: Callable[[], Passages | None]

    @cached_property
    def told(self) -> Told:
        """What the file tells."""
        return self.make_told()

    @cached_property
    def reach(self) -> Reach:
        """What it declares and refers to."""
        return self.make_reach()

    @cached_property
    def passages(self) -> Passages | None:
        """Where it points in its text, if it is of an article."""
        return self.make_passages()


class Reader:
    """Reads each file once: as it is, or as a former build read it.

    What a file tells may name any actor, so that it is kept together with the files of these.
    """

    def __init__(self, documents: Sequence[Document], cache: Cache | None) -> None:
        """What is kept of some files; of the others all has to be read."""
        self._documents = documents
        self._actors = sorted(
            (x.source.name, x.name, x.digest) for x in documents if x.kind not in _KEPT
        )
        self.cache = cache
        self._nodes: dict[str, tuple[str, Node]] = {}

    def key_of(self, kind: str, name: str, mark: str) -> str:
        """The key of what a file of some kind, name and digest tells."""
        return key_of("told", self._actors, kind, name, mark)

    def _is_kept(self, document: Document) -> bool:
        key = self.key_of(document.kind, document.name, document.digest)
        return self.cache is not None and document.kind in _KEPT and key in self.cache

    def parse(self, unreadable: list[Finding]) -> None:
        """Parse the files of which nothing is kept; all, if one of them is unreadable.

        What refers to what an unreadable file may declare is told otherwise.
        """
        for document in self._documents:
            if not self._is_kept(document):
                self._parse(document, unreadable)
        if unreadable and self.cache is not None:
            self.cache = None
            for document in self._documents:
                if document.name not in self._nodes:
                    self._parse(document, unreadable)

    def _parse(self, document: Document, unreadable: list[Finding]) -> None:
        try:
            self._nodes[document.name] = document.parse()
        except UnreadableError as error:
            unreadable.extend(error.findings)

    def actor_nodes(self) -> dict[Source, list[Node]]:
        """What the files of actors hold, by source."""
        found: dict[Source, list[Node]] = {}
        for document in self._documents:
            nodes = found.setdefault(document.source, [])
            kind, node = self._nodes.get(document.name, ("", None))
            if kind == "actors" and node is not None:
                nodes.append(node)
        return found

    def parts(self, actors: Actors) -> list[Part]:
        """What each file tells that is none of actors; `actors` is everyone it may name."""
        return [part for document in self._documents if (part := self._part(document, actors))]

    def _part(self, document: Document, actors: Actors) -> Part | None:
        key = self.key_of(document.kind, document.name, document.digest)
        if document.name not in self._nodes:  # else unreadable
            return _kept_part(key, self.cache, document, actors) if self.cache else None
        kind, node = self._nodes[document.name]
        if kind == "actors":
            return None
        part = tell(node, kind, document.name, key, actors)
        if self.cache is not None and document.kind in _KEPT:
            self.cache.keep(key, lambda: (to_json(part.reach), to_json(part.told)))
            if part.passages:  # asked for where nothing else of a file is
                self.cache.keep(_passages_of(key), lambda: (None, to_json(part.passages)))
        return part


def _passages_of(key: str) -> str:
    return key_of("passages", key)


def tell(node: Node, kind: str, file: str, key: str, actors: Actors) -> Part:
    """What a file of articles or of actions tells."""
    findings: list[Finding] = []
    read = read_article if kind == "articles" else read_actions
    account = read(node, findings, actors)
    passages = find_passages(node) if kind == "articles" else None
    return _part_of(file, key, account, findings, actors, passages)


def tell_rows(
    rows: Iterable[Entries], table: str, file: str, key: str, actors: Actors,
    findings: list[Finding],
) -> Part:  # fmt: skip
    """What the rows of an event table tell; what is found while they are read is added."""
    account = read_events(rows, table, actors, findings)
    return _part_of(file, key, account, findings, actors, None)


def _part_of(
    file: str, key: str, account: Account, findings: Sequence[Finding], actors: Actors,
    passages: Passages | None,
) -> Part:  # fmt: skip
    told = Told(account=account, findings=tuple(findings))
    return Part(
        file=file,
        key=key,
        make_told=lambda: told,
        make_reach=lambda: reach_of(account, told.findings, actors),
        make_passages=lambda: passages,
    )


def _kept_part(key: str, cache: Cache, document: Document, actors: Actors) -> Part:
    """What is kept of a file; it is read again where that is not in our form."""

    def again() -> Part:
        kind, node = document.parse()
        return tell(node, kind, document.name, key, actors)

    def restored(kind: type[Kept], kept: Callable[[], Any]) -> Kept | None:
        try:
            return from_json(kind, kept())  # type: ignore[no-any-return]
        except (ValueError, LookupError, TypeError):
            return None

    def passages() -> Passages | None:
        if document.kind != "articles":
            return None
        return restored(Passages, lambda: cache.body(_passages_of(key))) or again().passages

    return Part(
        file=document.name,
        key=key,
        make_told=lambda: restored(Told, lambda: cache.body(key)) or again().told,
        make_reach=lambda: restored(Reach, lambda: cache.head(key)) or again().reach,
        make_passages=passages,
    )
