"""The articles' own texts, where they are at hand: found by digest, and what points into them.

The texts lie outside the project (copyright); everything but quotations works without them.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from kg.errors import Finding, Place, UnreadableError, UsageError, reason
from kg.model.actions import Article
from kg.paths import is_side_file
from kg.read.documents import FILE_LIMIT, read_bytes
from kg.read.lost import explain_lost
from kg.read.passages import Passages
from kg.read.proofs import check_spans, drop_explained


def read_texts(folder: Path) -> dict[str, str]:
    """The texts of a folder by sha256 of their bytes; raises as `list_texts`."""
    return {mark: text for _, mark, text in list_texts(folder)}


def list_texts(folder: Path) -> list[tuple[Path, str, str]]:
    """The texts of a folder by name: file, sha256 of its bytes, and text.

    Raises:
        UsageError: the folder cannot be read.
        UnreadableError: a file of it cannot be read, or is a text of more than FILE_LIMIT bytes.
    """
    try:
        files = [
            path
            for path in sorted(folder.iterdir())
            if path.is_file() and not is_side_file(path.name)
        ]
        found = []
        for path in files:
            data = read_bytes(path, str(path))
            if len(data) > FILE_LIMIT:
                _refuse_large(path, data)
                continue
            try:
                found.append((path, hashlib.sha256(data).hexdigest(), data.decode("utf-8")))
            except UnicodeDecodeError:
                continue  # not a text; whether an article's is missing is told by its digest
        return found
    except OSError as error:
        raise UsageError(f"{folder}: cannot be read: {reason(error)}") from None


def _refuse_large(path: Path, data: bytes) -> None:
    """Stop at a text that is too large; what is none, such as a picture, is passed over."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return
    message = f"is larger than {FILE_LIMIT:,} bytes, the most of a text; move it elsewhere"
    raise UnreadableError([Finding(Place(str(path)), message)])


def check_texts(
    sources: Iterable[Passages],
    texts: Mapping[str, str],
    folder: Path,
    known: Iterable[Finding] = (),
    *,
    asked: bool = True,
) -> list[Finding]:
    """Hold what articles say of their texts, and all spans, against the texts.

    Args:
        sources: the passages of each article.
        texts: see `read_texts`.
        folder: where they were read.
        known: what was found without the texts.
        asked: whether these texts were asked for, so that a missing one is an error; one that is
            there but changed always is.
    Returns:
        What was found without them, where no shift of all spans explains it, and a finding for each
        text that is missing, with what became of it where that can be proved; for each length that
        differs; and for spans, as `check_spans`.
    """
    findings = list(known)
    for source in sources:
        text = texts.get(source.digest)
        if text is None:
            lost = explain_lost(source, folder)
            count = _spans_unchecked([source])
            says = f"{count}: {lost.says}" if count else lost.says
            is_error = asked or lost.changed
            findings.append(Finding(source.place, says, "error" if is_error else "warning"))
        elif source.length is not None and len(text) != source.length:
            message = f"textLength is {source.length}, but the text has {len(text)} characters"
            findings.append(Finding(source.place, message))
        else:
            findings = drop_explained(findings, source, text)
            findings += check_spans(source, text)
    return findings


def find_misquoted(sources: Iterable[Passages], texts: Mapping[str, str]) -> list[Finding]:
    """A warning for each span that would show other words than were anchored."""
    return [
        replace(each, severity="warning")
        for source in sources
        if source.digest in texts
        for each in check_spans(source, texts[source.digest])
    ]


def count_unchecked(sources: Iterable[Passages]) -> str:
    """How many spans were not held against a text, in words; nothing where there are none.

    >>> count_unchecked([])
    ''
    """
    told = _spans_unchecked(sources)
    return f"{told}: no texts (--texts DIR, or texts in kg.toml)" if told else ""


def _spans_unchecked(sources: Iterable[Passages]) -> str:
    count = sum(len(each.spans) for each in sources)
    told = "1 span was" if count == 1 else f"{count:,} spans were"
    return f"{told} not checked" if count else ""


def quotation(article: Article, start: int, end: int, texts: Mapping[str, str]) -> str | None:
    """The words at a place, where the text is at hand."""
    text = texts.get(article.text_digest)
    return text[start:end] if text is not None else None
