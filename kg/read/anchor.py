"""Quotes of an annotation file -> spans and marks of words in their place, every other byte kept.

All or nothing: where one quotation is refused, the file stays as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from kg.errors import Finding, Place
from kg.read.documents import Entries, Items, Node, parse_document
from kg.read.edits import (
    Edit,
    add_entry,
    apply_edits,
    quote_scalar,
    remove_entries,
    replace_node,
    replace_with_entries,
    source_text,
)
from kg.read.fields import COUNT, QUOTE, Field, read_record
from kg.read.lost import explain_lost, find_changed
from kg.read.passages import Passage, Passages, find_passages, mark_words
from kg.read.proofs import check_spans, find_shift
from kg.read.quotes import Anchor, find_quote
from kg.read.refusals import explain_refusal
from kg.read.retext import move_spans

Span: TypeAlias = "tuple[int, int]"
_KEYS = ("span", "words", "quote", "occurrence")  # of a passage: what is changed here
_QUOTED = (Field("quote", QUOTE, "The words."), Field("occurrence", COUNT, "Which place, from 1."))
_HEAD_KEYS = ("textDigest", "textLength")  # and of the article, where its text is set otherwise


@dataclass(slots=True)
class Anchored:
    """What became of a file."""

    data: bytes  # as it is now to be; as it was where there are findings
    findings: list[Finding] = field(default_factory=list)
    quotes: int = 0  # that became spans
    marked: int = 0  # spans that only got their words
    moved: int = 0  # spans of an article in which all were off
    skipped: int = 0  # spans without words whose text is not at hand
    retaken: str = ""  # the file whose text is now the article's


def anchor_file(
    data: bytes,
    name: str,
    texts: Mapping[str, str],
    folder: Path | None = None,
    *,
    retext: bool = False,
) -> Anchored:
    """Anchor the quotes of one annotated article, YAML or JSON by its name.

    Args:
        data: the file's bytes.
        name: how messages call it.
        texts: see `kg.read.texts.read_texts`.
        folder: where these were read, to find out what became of a text that is not among them.
        retext: if that is the same text set otherwise, take it as the article's.
    Raises:
        UnreadableError: the file is not well-formed.
    """
    is_json = name.lower().endswith(".json")
    node = parse_document(data, name, is_json=is_json)
    source = find_passages(node)
    done = Anchored(data)
    if source is None:
        message = "is not an annotated article: it has no article with a textDigest"
        done.findings.append(Finding(Place(name, 1, 1), message))
        return done
    text = now = texts.get(source.digest)
    if text is None and retext and folder and (changed := find_changed(source, folder)):
        text, now = changed.before, changed.now
        done.retaken = changed.file
    if text is None or now is None:
        _without_text(source, folder, done, asked=retext)
        return done
    edits = list(_edits(source, text, now, source_text(data), is_json, done))
    if done.findings or not edits:
        return done
    after = apply_edits(data, edits)
    _verify(parse_document(after, name, is_json=is_json), node, now, name, done)
    if not done.findings:
        done.data = after
    return done


def _without_text(source: Passages, folder: Path | None, done: Anchored, *, asked: bool) -> None:
    """A finding where the text is asked for or needed, which it is not for spans alone."""
    if asked or any(each.quote is not None for each in source.passages):
        message = (
            explain_lost(source, folder).says
            if folder is not None
            else "has quotes but no texts to find them in; name their folder with --texts"
        )
        done.findings.append(Finding(source.place, message))
    done.skipped = sum(each.words is None for each in source.spans)


def _edits(
    source: Passages, text: str, now: str, written: str, is_json: bool, done: Anchored
) -> Iterator[Edit]:
    """The edits of a file whose spans point into one text, and are to point into it set otherwise.

    Mostly the two texts are one.
    """
    spans = _prove_spans(source, text, done)
    if now != text:
        yield from _retext_head(source, now, is_json)
        spans = _retext_spans(source, spans, text, now, done)
    for passage in source.passages:
        if passage.quote is not None:
            yield from _anchor_quote(passage, now, written, is_json, done)
            continue
        span = spans.get(id(passage))
        if span is None or span[1] > len(now):
            continue  # told by kg check
        if span != passage.span:
            (_, node) = passage.entries.nodes["span"]
            yield replace_node(node, f"[{span[0]}, {span[1]}]")
        words = _written_mark(now, span, is_json)
        if "words" not in passage.entries.nodes:
            done.marked += 1
            yield add_entry(written, passage.entries, "span", "words", words)
        elif passage.words is not None and passage.words != mark_words(now[slice(*span)]):
            yield replace_node(passage.entries.nodes["words"][1], words)


def _prove_spans(source: Passages, text: str, done: Anchored) -> dict[int, Span]:
    """The spans of passages, by their identity; what is wrong with them is a finding."""
    spans = {id(each): each.span for each in source.spans if each.span}
    found = check_spans(source, text)
    shift = find_shift(source, text) if found else None
    if shift is not None:
        spans = {id(x): moved for x, moved in zip(source.spans, shift.spans, strict=True)}
        done.moved = len(spans)
    else:
        done.findings += [Finding(each.place, each.message) for each in found]
    return spans


def _retext_head(source: Passages, now: str, is_json: bool) -> Iterator[Edit]:
    """The digest and length of the text that is now the article's."""
    digest = hashlib.sha256(now.encode("utf-8")).hexdigest()
    yield replace_node(source.head.nodes["textDigest"][1], quote_scalar(digest, is_json=is_json))
    if "textLength" in source.head.nodes:
        yield replace_node(source.head.nodes["textLength"][1], str(len(now)))


def _retext_spans(
    source: Passages, spans: Mapping[int, Span], text: str, now: str, done: Anchored
) -> dict[int, Span]:
    """Where the spans stand now; a finding for each that has no place there."""
    moved = move_spans(text, now, spans.values()) or [None] * len(spans)
    by_passage = dict(zip(spans, moved, strict=True))
    for each in source.spans:
        if each.span and by_passage[id(each)] is None:
            message = f"span [{each.span[0]}, {each.span[1]}] has no place in {done.retaken}"
            done.findings.append(Finding(each.place, f"{message}; give its words in quote"))
    return {name: span for name, span in by_passage.items() if span}


def _anchor_quote(
    passage: Passage, text: str, written: str, is_json: bool, done: Anchored
) -> Iterator[Edit]:
    """The edits that put span and words in place of a quote; a refusal is a finding."""
    if wrong := _find_misread(passage.entries):
        done.findings += wrong
        return
    quote = passage.quote or ""
    found = find_quote(text, quote, passage.occurrence, within_sentence=passage.in_one_sentence)
    if not isinstance(found, Anchor):
        message = explain_refusal(text, quote, passage.occurrence, found)
        done.findings.append(Finding(passage.place, message))
        return
    done.quotes += 1
    span = found.start, found.end
    place = [("span", f"[{span[0]}, {span[1]}]"), ("words", _written_mark(text, span, is_json))]
    yield replace_with_entries(written, passage.entries, "quote", place)
    if spare := [key for key in _KEYS if key in passage.entries.nodes and key != "quote"]:
        yield from remove_entries(written, passage.entries, spare)


def _find_misread(entries: Entries) -> list[Finding]:
    """What cannot be read of a quote and its occurrence, which would be taken as not given."""
    findings: list[Finding] = []
    nodes = {each.name: entries.nodes[each.name] for each in _QUOTED if each.name in entries.nodes}
    read_record(Entries(nodes, entries.place), _QUOTED, findings)
    return findings


def _written_mark(text: str, span: Span, is_json: bool) -> str:
    return quote_scalar(mark_words(text[slice(*span)]), is_json=is_json)


def _other_keys(node: Node) -> Any:
    """A document without what is changed here, to see that an edit changed nothing else."""
    if isinstance(node, Entries):
        keys = [key for key in node.nodes if key not in (*_KEYS, *_HEAD_KEYS)]
        return {key: _other_keys(node.nodes[key][1]) for key in keys}
    if isinstance(node, Items):
        return [_other_keys(each) for each in node.nodes]
    return node.text


def _verify(after: Node, before: Node, text: str, name: str, done: Anchored) -> None:
    """A finding where the edits changed anything else, or a passage does not hold its words."""
    source = find_passages(after)
    spoilt = source is None or not _all_hold(source, text)
    if spoilt or _other_keys(after) != _other_keys(before):
        message = "cannot be changed safely here; write its quotes on one line, in quotation marks"
        done.findings.append(Finding(Place(name, 1, 1), message))
    elif done.retaken and source is not None:  # marks of other kinds may end a sentence elsewhere
        done.findings += check_spans(source, text)


def _all_hold(source: Passages, text: str) -> bool:
    """Whether every passage now has a span and the mark of its words."""
    return all(
        each.quote is None
        and (each.span is None or each.words == mark_words(text[slice(*each.span)]))
        for each in source.passages
    )
