"""The articles' own texts, where they are at hand: found by digest, split into sentences.

The texts lie outside the project (copyright); everything but quotations works without them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kg.errors import Finding, Place, UsageError
from kg.model.actions import Article, Link, Record, Report
from kg.paths import is_side_file

#: Words before a full stop that does not end a sentence. Source: the five articles, and the usual
#: titles and month names of English newspapers.
_ABBREVIATIONS: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Sen|Rep|Gov|St|No|vs|etc|Jan|Feb|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[A-Z](?:\.[A-Z])*)\.$"
)
_LONGEST: Final = 16  # characters of an abbreviation before its last full stop, at most
_STOP: Final = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+[\"'“‘(\[]*[A-Z0-9])|\n+")


def read_texts(folder: Path) -> dict[str, str]:
    """The texts of a folder by sha256 of their bytes.

    Raises:
        UsageError: the folder cannot be read.
    """
    try:
        files = [
            path
            for path in sorted(folder.iterdir())
            if path.is_file() and not is_side_file(path.name)
        ]
        found = {}
        for path in files:
            data = path.read_bytes()
            try:
                found[hashlib.sha256(data).hexdigest()] = data.decode("utf-8")
            except UnicodeDecodeError:
                continue  # not a text; whether an article's is missing is told by its digest
        return found
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read: {error.strerror}") from None


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of an English text as [start, end), without the white space around them.

    A line end always ends a sentence; a full stop behind an abbreviation or an initial does not.

    >>> [text[a:b] for text in ["Mr. Tasch left. He went home."] for a, b in sentence_spans(text)]
    ['Mr. Tasch left.', 'He went home.']
    """
    ends = [
        stop.end()
        for stop in _STOP.finditer(text)
        if stop[0].startswith("\n")
        or not _ABBREVIATIONS.search(text, max(0, stop.start() - _LONGEST), _point(stop))
    ]
    spans = []
    start = 0
    for end in [*ends, len(text)]:
        inner = text[start:end]
        lead = len(inner) - len(inner.lstrip())
        if inner.strip():
            spans.append((start + lead, start + len(inner.rstrip())))
        start = end
    return spans


def _point(stop: re.Match[str]) -> int:
    """Where the run of stops ends, before any closing quotation mark."""
    return stop.start() + len(stop[0].rstrip("\"'”’)]"))


def check_texts(record: Record, texts: Mapping[str, str]) -> list[Finding]:
    """Hold every article, report and link against the article's text.

    Returns:
        A finding for each text that is missing, each length that differs, and each span that is
        wider than one sentence.
    """
    findings = []
    sentences: dict[str, list[tuple[int, int]]] = {}
    for article in record.articles:
        text = texts.get(article.text_digest)
        if text is None:
            message = (
                f"no text with the sha256 of {article.id!r} lies in the folder; check textDigest"
            )
            findings.append(Finding(article.place, message, "warning"))
        elif len(text) != article.text_length:
            message = (
                f"textLength is {article.text_length}, but the text has {len(text)} characters"
            )
            findings.append(Finding(article.place, message))
        else:
            sentences[article.id] = sentence_spans(text)
    claims: list[Report | Link] = [*record.reports, *record.links]
    for claim in claims:
        spans = sentences.get(claim.article or "")
        start, end = claim.start, claim.end
        if spans is None or start is None or end is None:
            continue
        if not any(first <= start and end <= last for first, last in spans):
            message = f"span [{start}, {end}] is not within one sentence; narrow it"
            findings.append(Finding(claim.place or Place(claim.article or ""), message))
    return findings


def quotation(article: Article, start: int, end: int, texts: Mapping[str, str]) -> str | None:
    """The words at a place, where the text is at hand."""
    text = texts.get(article.text_digest)
    return text[start:end] if text is not None else None
