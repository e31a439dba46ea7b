"""Places as tools count them -> places in the text, each proved by the words that the tool stored.

A place is never searched for. It holds where the words stand there; else all places of the document
have to prove under one other way of counting: UTF-16 units, bytes, line ends counted otherwise, or
a constant. A near match is shown and never taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from kg.importers.ledger import Ledger
from kg.importers.marks import Document, Mark, Span
from kg.read.borders import cuts_word
from kg.read.proofs import counting_ways
from kg.read.quotes import Anchor, find_quote, fold_words, in_sentence, split_span

_FARTHEST: Final = 40  # characters that all places may be off by
Count = Callable[[int], int]


def find_places(document: Document, text: str, ledger: Ledger) -> dict[str, tuple[Span, ...]]:
    """The places of a document's marks in the text, each within one sentence, by mark.

    A place that runs over a sentence end is split there. A quotation is looked for where the mark
    has no place that proves. What is not proved is left out.

    Args:
        document: its marks; those without a span or a quotation are passed over.
        text: its text.
        ledger: where it is said why a mark is left out.
    """
    proved, refused = _prove(document, text)
    for mark in document.marks:
        if mark.quote and mark.id not in proved:
            try:
                proved[mark.id] = (_find(text, mark),)
                refused.pop(mark.id, None)
            except ValueError as error:
                refused[mark.id] = str(error)
        if mark.id in refused:
            ledger.leave(refused[mark.id], *mark.items)
    return {
        name: tuple(part for piece in _pieces(spans, text) for part in split_span(text, *piece))
        for name, spans in proved.items()
    }


def _find(text: str, mark: Mark) -> Span:
    found = find_quote(text, mark.quote, mark.occurrence)
    if isinstance(found, Anchor):
        return found.start, found.end
    if found.why == "several" and any(mark.around):
        between = [each for each in found.spans if _stands_between(text, each, mark.around)]
        if len(between) == 1 and in_sentence(text, *between[0]):
            return between[0]
    places = ", ".join(str(start) for start, _ in found.spans[:5])
    raise ValueError(
        {
            "absent": "its words are not in the text",
            "several": f"its words stand {len(found.spans)} times, at {places}; give `occurrence`",
            "wide": "its words run over a sentence end; quote one sentence",
            "apart": "its first and last words stand in different sentences",
            "occurrence": f"its words stand {len(found.spans)} times, not {mark.occurrence}",
        }[found.why]
    )


def _stands_between(text: str, span: Span, around: tuple[str, str]) -> bool:
    """Whether the words before and after a place are those stored, to the letter."""
    before, after = (fold_words(each).strip() for each in around)
    start, end = span
    near = 2 * max(map(len, around)) + _FARTHEST  # folding shortens
    return fold_words(text[max(0, start - near) : start]).rstrip().endswith(before) and fold_words(
        text[end : end + near]
    ).lstrip().startswith(after)


def _prove(document: Document, text: str) -> tuple[dict[str, tuple[Span, ...]], dict[str, str]]:
    """The proved places of marks with spans, and why others are not, both by mark."""
    spanned = [mark for mark in document.marks if mark.spans]
    stand = _places(spanned, text, _as_counted)
    if len(stand) < len(spanned) and all(mark.words for mark in spanned):
        moved = [_places(spanned, text, count) for count in _ways(text, spanned)]
        whole = {tuple(each.values()): each for each in moved if len(each) == len(spanned)}
        if len(whole) == 1:  # two ways that both prove, at different places, prove nothing
            return whole.popitem()[1], {}
    return stand, {mark.id: _why(mark, text) for mark in spanned if mark.id not in stand}


def _places(marks: Sequence[Mark], text: str, count: Count) -> dict[str, tuple[Span, ...]]:
    return {mark.id: moved for mark in marks if (moved := _proved(mark, text, count))}


def _as_counted(at: int) -> int:
    return at


def _ways(text: str, marks: Sequence[Mark]) -> Iterator[Count]:
    """Other ways of counting. A constant moves one mark to any near match: it takes two to tell."""
    yield from (count for _, count in counting_ways(text))
    if len({_plain(" ".join(mark.words)) for mark in marks}) > 1:
        for by in range(1, _FARTHEST + 1):
            for step in (by, -by):
                yield lambda at, step=step: at + step  # type: ignore[misc]


def _proved(mark: Mark, text: str, count: Count) -> tuple[Span, ...]:
    """The mark's places counted in a way, where its words stand there; else nothing.

    Where the tool keeps no words, whole ones prove it.
    """
    moved = tuple((count(start), count(end)) for start, end in mark.spans)
    if not all(0 <= start < end <= len(text) for start, end in moved):
        return ()
    there = [text[start:end] for start, end in moved]
    stored = mark.words
    if not stored:
        whole = not any(cuts_word(text, at) for span in moved for at in span)
        return moved if whole and all(map(str.strip, there)) else ()
    if len(stored) != len(there):
        stored, there = (" ".join(stored),), [" ".join(there)]
    same = all(_plain(one) == _plain(other) for one, other in zip(stored, there, strict=True))
    return moved if same else ()


def _plain(words: str) -> str:
    """Words with each run of white space as one space: tools store line ends as spaces."""
    return " ".join(words.split())


def _why(mark: Mark, text: str) -> str:
    start, end = mark.spans[0][0], mark.spans[-1][1]
    words = _plain(" ".join(mark.words))
    near = text.find(words) if words else -1
    alone = near >= 0 and text.find(words, near + 1) < 0
    seen = f"; the words stand once, at {near} to {near + len(words)}" if alone else ""
    if not 0 <= start < end <= len(text):
        return (
            f"its place, {start} to {end}, lies outside the text of {len(text):,} characters" + seen
        )
    if not words:
        return f"its place, {start} to {end}, cuts a word"
    return f"other words stand at {start} to {end}" + seen


def _pieces(spans: Sequence[Span], text: str) -> list[Span]:
    """The pieces of a mark, without white space at their edges; those that only touch are one."""
    pieces: list[Span] = []
    for start, end in sorted(spans):
        if pieces and not text[pieces[-1][1] : start].strip():
            pieces[-1] = pieces[-1][0], max(end, pieces[-1][1])
        else:
            pieces.append((start, end))
    return [_trimmed(text, *each) for each in pieces]


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
