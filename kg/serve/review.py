"""An annotated article under review: what its page shows, what is wrong with it, how to save it."""

from __future__ import annotations

import os
from pathlib import Path
from threading import RLock
from typing import Any, Final

from kg.check import check_content, find_beside
from kg.errors import Finding, KgError, Place, UnreadableError
from kg.files import digest, write_file
from kg.model.vocabulary import KINDS, LABELS
from kg.read.corpus import read_corpus
from kg.read.documents import Entries, Node, parse_document, plain, read_bytes
from kg.read.edits import apply_edits, source_text
from kg.read.folders import home_of, shown
from kg.read.sentences import sentence_spans
from kg.read.texts import read_texts
from kg.serve.form import list_fields
from kg.serve.places import find_places
from kg.serve.source import Proposal, describe_source, find_strays, place_findings
from kg.sources import describe_input

_MARKS: Final = ("boilerplate", "noAct")  # of an article: passages that no record is about


class RefusedError(KgError):
    """A save that would lose or change what nobody reviewed: read the file again."""

    exit_code = 2


class Review:
    """A file under review. Several requests may come at once; one at a time reads or writes."""

    def __init__(self, path: Path, texts: Path | None = None, reviewer: str = "") -> None:
        """Read the file, and what the data beside it declares.

        Args:
            path: an annotated article, YAML or JSON.
            texts: a folder with the articles' texts.
            reviewer: who reviews it.
        Raises:
            UnreadableError: the file cannot be read, or is not an annotated article.
        """
        self.path, self.texts, self.reviewer = path, texts, reviewer
        self._lock = RLock()
        self._beside = find_beside(home_of(path))
        self._lists = self._list_names()
        self.describe()

    @property
    def has_text(self) -> bool:
        """Whether the article's text is at hand."""
        return self.describe(findings=False)["text"] is not None

    def describe(self, findings: bool = True) -> dict[str, Any]:
        """All that the page needs, from the file as it is now; findings may come later."""
        with self._lock:
            data = read_bytes(self.path, shown(self.path))
            node = self._parse(data)
            text = source_text(data)
            article = _article_of(node, self.path)
            words = self._text_of(str(article.get("textDigest", "")).lower())
            return {
                "file": shown(self.path),
                "name": self.path.name,
                "title": str(article.get("title") or article.get("id") or self.path.name),
                "json": self._is_json,
                "bom": data.startswith(b"\xef\xbb\xbf"),
                "digest": digest(data),
                "source": text,
                **describe_source(node, text),
                "fields": list_fields(),
                "lists": self._lists,
                "text": words,
                "sentences": sentence_spans(words) if words else [],
                "marks": [
                    [*span, mark]
                    for mark in _MARKS
                    for span in _spans(article.get(mark), len(words or ""))
                ],
                "places": find_places(node, words) if words else {},
                "reviewer": self.reviewer,
                "findings": self._check(data, node) if findings else None,
            }

    def check(self, proposal: Proposal) -> list[dict[str, Any]]:
        """The findings of what the edits would make of the file; nothing is written."""
        with self._lock:
            made, _ = self._apply(proposal)
            try:
                return self._check(made, self._parse(made))
            except UnreadableError as error:
                return place_findings(error.findings, None)

    def save(self, proposal: Proposal) -> dict[str, Any]:
        """Write the file with the edits in it, and describe it as it is then.

        Raises:
            RefusedError: the file changed since it was read, an edit lies outside the records
                that it is meant for, or the file could not be read afterwards.
            UsageError: it cannot be written.
        """
        with self._lock:
            made, before = self._apply(proposal)
            try:
                after = self._parse(made)
            except UnreadableError as error:
                raise RefusedError(f"not saved: {error.findings[0]}") from None
            text = source_text(read_bytes(self.path, shown(self.path)))
            stray = find_strays(text, before, after, proposal)
            if stray:
                raise RefusedError(f"not saved: {stray}")
            write_file(Path(os.path.realpath(self.path)), made)
            return self.describe()

    def _apply(self, proposal: Proposal) -> tuple[bytes, Node]:
        """What the edits make of the file, and its document as it is.

        Raises:
            RefusedError: the file is not the one that the edits refer to, or they overlap.
        """
        data = read_bytes(self.path, shown(self.path))
        if digest(data) != proposal.digest:
            raise RefusedError(
                f"{shown(self.path)} was changed by another program; copy what you need and load "
                "this page again"
            )
        try:
            return apply_edits(data, proposal.edits), self._parse(data)
        except ValueError as error:
            raise RefusedError(f"not saved: {error}") from None

    @property
    def _is_json(self) -> bool:
        return self.path.suffix.lower() == ".json"

    def _parse(self, data: bytes) -> Node:
        return parse_document(data, shown(self.path), is_json=self._is_json)

    def _check(self, data: bytes, node: Node) -> list[dict[str, Any]]:
        return place_findings(check_content(self.path, data, self.texts), node)

    def _text_of(self, sha256: str) -> str | None:
        return read_texts(self.texts).get(sha256) if self.texts is not None else None

    @property
    def told(self) -> str:
        """What is read, in words."""
        return f"{shown(self.path)}, with {describe_input(self._beside)}"

    def _list_names(self) -> dict[str, list[list[str]]]:
        """What completes a value: [id, label] of actors, and of what other files declare."""
        beside = self._beside
        corpus = read_corpus(beside.folders, bundled=beside.bundled, events=beside.events)
        record, here = corpus.record, shown(self.path)
        return {
            "actors": [[each.id, each.label] for each in corpus.actors.everyone()],
            "actions": [
                [each.id, each.label] for each in record.actions if each.place.file != here
            ],
            "cases": [[each.id, each.label] for each in record.cases if each.place.file != here],
            "classes": [[each, LABELS.get(each, "")] for each in KINDS],
        }


def _article_of(node: Node, path: Path) -> dict[str, Any]:
    found = node.nodes.get("article") if isinstance(node, Entries) else None
    article = plain(found[1]) if found else None
    if not isinstance(article, dict):
        message = "is not an annotated article: it has no `article:`; name a file of articles/"
        raise UnreadableError([Finding(Place(shown(path)), message)])
    return article


def _spans(marks: Any, length: int) -> list[tuple[int, int]]:
    """The spans of boilerplate or noAct that lie in the text; check tells of the others."""
    spans = []
    for each in marks if isinstance(marks, list) else ():
        span = each.get("span") if isinstance(each, dict) else None
        if isinstance(span, list) and len(span) == 2 and all(str(x).isdecimal() for x in span):
            start, end = (int(x) for x in span)
            if start < end <= length:
                spans.append((start, end))
    return spans
