"""A quotation -> where its words stand in a text, proved or refused; a near match is never taken.

Equal are texts that differ only by typesetting: quotation marks, dashes, spaces, line ends, the
ellipsis, soft hyphens, and composed or decomposed letters. Not case, and not what Unicode calls
compatible: NFKC makes "10²" equal "102". Near matching would accept every changed number.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from kg.read.borders import cuts_word
from kg.read.sentences import sentence_spans

Span: TypeAlias = "tuple[int, int]"  # code points [start, end)

_CANDIDATES: Final = 100  # places looked at; a person is shown far fewer

_SAME: Final = {
    **dict.fromkeys("‘’‚‛′‹›", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
}
_ELISION: Final = re.compile(r"\s*(?:\[\.\.\.\]|\.\.\.)\s*")


class Anchor(NamedTuple):
    """A quotation that was found."""

    how: str  # exact, folded or elided
    start: int
    end: int


class Refusal(NamedTuple):
    """A quotation that was not: `absent`, `several`, `wide`, or without that `occurrence`.

    Elided, its parts may be `apart`: the one span, from first to last, holds several sentences.
    """

    why: str
    spans: tuple[Span, ...]  # where it stands; what is wide once, with all its sentences


class Folded(NamedTuple):
    """A text without its typesetting, and where each character of it comes from."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """The text without its typesetting; a run of white space is one space.

    >>> fold("“No” –\\r\\n  so…").text
    '"No" - so...'
    """
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = text[start:end]
        if piece.isspace():
            new = " "
        elif piece.isascii():
            new = "-" if piece == "--" else piece
        else:
            new = "".join(_SAME.get(each, each) for each in unicodedata.normalize("NFC", piece))
        out.append(new)
        starts += [start] * len(new)
        ends += [end] * len(new)
    return Folded("".join(out), starts, ends)


_PLAIN: Final = str.maketrans(_SAME)


def fold_words(text: str) -> str:
    """The text of `fold` alone, in a fraction of the time."""
    spaced = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))
    return re.sub("(?<= )--(?= )", "-", spaced).translate(_PLAIN)


#: White space, a dash as typewriters have it, or a letter with what belongs to it: marks, or the
#: parts of a Hangul syllable.
_CLUSTER: Final = re.compile(r"\s+|(?<=\s)--(?=\s)|[\u1100-\u115f][\u1160-\u11ff]*|.", re.DOTALL)


def _clusters(text: str) -> Iterator[Span]:
    """The parts of a text that are folded as one."""
    begin = end = 0
    for each in _CLUSTER.finditer(text):
        if end and each[0] > "\u02ff" and unicodedata.category(each[0][0])[0] == "M":
            end = each.end()  # a mark belongs to the letter before it
            continue
        if end:
            yield begin, end
        begin, end = each.span()
    if end:
        yield begin, end


def find_quote(
    text: str, quote: str, occurrence: int | None = None, *, within_sentence: bool = True
) -> Anchor | Refusal:
    """Find a quotation: whole, or else as `first … last`.

    Args:
        text: the whole text.
        quote: the words, as typed or copied.
        occurrence: which of several places is meant, from 1.
        within_sentence: refuse what crosses the end of a sentence.

    >>> find_quote("They left. Then they left.", "they left")
    Anchor(how='exact', start=16, end=25)
    >>> find_quote("They left. Then they left.", "left.")
    Refusal(why='several', spans=((5, 10), (21, 26)))
    """
    wanted = fold_words(quote).strip()
    if not any(each.isalnum() for each in wanted):
        return Refusal("absent", ())
    folded = fold(text)
    hits = list(_find(text, folded, wanted))
    how = "folded"
    if not hits and len(parts := split_elided(wanted)) == 2:
        hits, how = _elided(text, folded, parts, within_sentence), "elided"
        if not hits and within_sentence and (far := _elided(text, folded, parts, False)):
            return Refusal("apart", (min(far, key=lambda each: (each[1] - each[0], each)),))
    if occurrence is not None and 0 < occurrence <= len(hits):
        hits = hits[occurrence - 1 : occurrence]
    elif occurrence is not None and hits:
        return Refusal("occurrence", tuple(hits))
    if len(hits) != 1:
        return Refusal("several" if hits else "absent", tuple(hits))
    ((start, end),) = hits
    if within_sentence and not in_sentence(text, start, end):
        return Refusal("wide", tuple(hits))
    return Anchor("exact" if text[start:end] == quote else how, start, end)


def split_elided(quote: str) -> list[str]:
    """The parts of a quotation between which words are left out.

    >>> split_elided("the envoys … by train")
    ['the envoys', 'by train']
    """
    return [part for part in _ELISION.split(fold_words(quote).strip()) if part]


def _find(text: str, folded: Folded, wanted: str) -> Iterator[Span]:
    """The places of a folded quotation, as spans of the text itself, up to a number."""
    at = folded.text.find(wanted)
    found = 0
    while at >= 0 and found < _CANDIDATES:
        stop = at + len(wanted)
        start, end = folded.starts[at], folded.ends[stop - 1]
        inside = (at and folded.starts[at - 1] == start) or (
            stop < len(folded.text) and folded.ends[stop] == end
        )
        if not inside and not cuts_word(text, start) and not cuts_word(text, end):
            found += 1
            yield start, end
        at = folded.text.find(wanted, at + 1)


def _elided(text: str, folded: Folded, parts: Sequence[str], within_sentence: bool) -> list[Span]:
    """The places that begin with one part and end with the other, within a sentence.

    Without that bound 3 of 191 were wrong; a mark of what is not annotated may be longer.
    """
    firsts, lasts = ([*_find(text, folded, part)] for part in parts)
    starts = [start for start, _ in lasts]
    found: list[Span] = []
    for start, end in firsts:
        stop = sentence_of(text, start)[1] if within_sentence else len(text)
        for last in lasts[bisect_left(starts, end) :]:
            if last[1] > stop or len(found) >= _CANDIDATES:
                break
            found.append((start, last[1]))
    return sorted(set(found))


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[list[Span], list[int]]:
    spans = sentence_spans(text)
    return spans, [start for start, _ in spans]


def sentence_of(text: str, at: int) -> Span:
    """The sentence that holds a place, or the last one before it."""
    spans, starts = _sentences(text)
    found = bisect_right(starts, at) - 1
    return spans[found] if found >= 0 else (0, 0)


def in_sentence(text: str, start: int, end: int) -> bool:
    """Whether a span lies within one sentence."""
    first, last = sentence_of(text, start)
    return first <= start < end <= last


def split_span(text: str, start: int, end: int) -> list[Span]:
    """The parts of a span that lie in different sentences."""
    spans, starts = _sentences(text)
    found = max(0, bisect_right(starts, start) - 1)
    parts = []
    for first, last in spans[found:]:
        if first >= end:
            break
        part = max(first, start), min(last, end)
        if part[0] < part[1]:
            parts.append(part)
    return parts
