"""Where the records of an annotated article point in its text: spans, words and quotes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.codec import NOT_KEPT
from kg.errors import Place
from kg.read.documents import Entries, Items, Node, Scalar

#: Stands for what was written where only its meaning is known; whoever edits a file reads it again.
_UNREAD: Final = Entries({}, Place(""))
_HEX_DIGITS: Final = 8  # of a mark of words: by chance equal once in 4,294,967,296


@dataclass(frozen=True, slots=True)
class Passage:
    """The place of one record, as far as it can be read; what cannot is told by the reader."""

    of: str  # the key of the list that holds the record
    place: Place  # where it is given in the file
    span: tuple[int, int] | None = None
    words: str | None = None
    quote: str | None = None
    occurrence: int | None = None
    entries: Entries = field(default=_UNREAD, compare=False, metadata=NOT_KEPT)  # the record

    @property
    def in_one_sentence(self) -> bool:
        """Whether it must be: a report, a link and what tells of no act are; boilerplate is not."""
        return self.of != "boilerplate"


@dataclass(frozen=True, slots=True)
class Passages:
    """All passages of one article file, and what is known of its text."""

    article: str
    title: str
    digest: str  # sha256 in lower case
    length: int | None
    place: Place  # of the digest
    passages: tuple[Passage, ...]
    head: Entries = field(default=_UNREAD, compare=False, metadata=NOT_KEPT)  # the article's keys

    @property
    def spans(self) -> list[Passage]:
        """Those with a span, quotes apart."""
        return [each for each in self.passages if each.span and each.quote is None]


def mark_words(words: str) -> str:
    """The mark of some words, by which a span is found that has moved.

    >>> mark_words("23 diplomats")
    'dd48ac26'
    """
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX_DIGITS]


def find_passages(node: Node) -> Passages | None:
    """The passages of an annotated article, in the order of the file; None for other files."""
    head = _get(node, "article")
    digest = _text(head, "textDigest")
    if not isinstance(node, Entries) or not isinstance(head, Entries) or not digest:
        return None
    length = _text(head, "textLength")
    return Passages(
        article=_text(head, "id"),
        title=_text(head, "title"),
        digest=digest.lower(),
        length=int(length) if re.fullmatch(r"\d{1,12}", length, re.ASCII) else None,
        place=head.nodes["textDigest"][1].place,
        head=head,
        passages=tuple(
            _passage(entries, key)
            for parent, key in (
                (head, "boilerplate"),
                (head, "noAct"),
                (node, "reports"),
                (node, "links"),
            )
            for entries in _records(parent, key)
        ),
    )


def _get(node: Node | None, key: str) -> Node | None:
    found = node.nodes.get(key) if isinstance(node, Entries) else None
    return found[1] if found else None


def _text(node: Node | None, key: str) -> str:
    found = _get(node, key)
    return found.text if isinstance(found, Scalar) else ""


def _records(parent: Node, key: str) -> Iterator[Entries]:
    found = _get(parent, key)
    for each in found.nodes if isinstance(found, Items) else (found,):
        if isinstance(each, Entries):
            yield each


def _passage(entries: Entries, of: str) -> Passage:
    words, occurrence = _text(entries, "words"), _text(entries, "occurrence")
    placed = [entries.nodes[key][1] for key in ("quote", "span") if key in entries.nodes]
    return Passage(
        entries=entries,
        of=of,
        place=(placed or [entries])[0].place,
        span=_span(_get(entries, "span")),
        words=words if re.fullmatch(r"[0-9a-f]{8}", words) else None,
        quote=_text(entries, "quote") if "quote" in entries.nodes else None,
        occurrence=int(occurrence) if re.fullmatch(r"[1-9]\d{0,5}", occurrence, re.A) else None,
    )


def _span(node: Node | None) -> tuple[int, int] | None:
    if not isinstance(node, Items):
        return None
    given = [each.text for each in node.nodes if isinstance(each, Scalar)]
    if len(given) != 2 or not all(re.fullmatch(r"\d{1,12}", each, re.ASCII) for each in given):
        return None
    start, end = map(int, given)
    return (start, end) if start < end else None
