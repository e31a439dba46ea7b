"""Where the words of a record stand that its span does not hold, to be proposed to a person."""

from __future__ import annotations

from typing import Any

from kg.read.documents import Node, plain
from kg.read.moved import find_words
from kg.read.passages import mark_words
from kg.read.quotes import Anchor, find_quote
from kg.serve.source import find_records, name_record

Span = tuple[int, int]
_MOST = 5  # places proposed of a quotation that stands more than once


def find_places(node: Node, text: str) -> dict[str, list[Span]]:
    """The places proposed for records whose quotation has none yet, or whose words have moved.

    Args:
        node: the document of an annotated article.
        text: the article's text.
    Returns:
        By the record's name, as in `kg.serve.source.name_record`.
    """
    found = {}
    for section, at, record in find_records(node):
        spans = _propose(plain(record), text) if section in ("reports", "links") else []
        if spans:
            found[name_record(section, at)] = spans
    return found


def _propose(record: dict[str, Any], text: str) -> list[Span]:
    quote, words, span = (record.get(key) for key in ("quote", "words", "span"))
    if isinstance(quote, str):
        number = record.get("occurrence")
        occurrence = int(number) if isinstance(number, str) and number.isdecimal() else None
        placed = find_quote(text, quote, occurrence)
        if isinstance(placed, Anchor):
            return [(placed.start, placed.end)]
        return list(placed.spans[:_MOST]) if placed.why in ("several", "occurrence") else []
    if not isinstance(words, str) or not isinstance(span, list):
        return []
    if len(span) != 2 or not all(isinstance(each, str) and each.isdecimal() for each in span):
        return []
    near = int(span[0]), int(span[1])
    if mark_words(text[near[0] : near[1]]) == words:
        return []
    moved = find_words(text, words, near)
    return [moved] if moved else []
