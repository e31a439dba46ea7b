"""Spans held against the text that they point into: does each still hold the words anchored?

A span that has moved is found by the mark of its words, or, where it has none, known by a word that
it cuts. One shift of all spans of an article is said once, and only if all of them prove under it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from kg.errors import Finding
from kg.read.borders import cuts_word
from kg.read.moved import find_words
from kg.read.passages import Passage, Passages, mark_words
from kg.read.quotes import in_sentence, split_span

Span = tuple[int, int]
_SHOWN: Final = 3  # parts proposed of a span that is too wide
_ALONE: Final = 3  # spans without words that have to prove before a shift of all is believed
_FARTHEST: Final = 200  # characters: a constant shift, such as of a heading that was cut off


class Shift(NamedTuple):
    """A way in which all spans of an article are off, and where each of them belongs."""

    says: str
    spans: tuple[Span, ...]


def check_spans(source: Passages, text: str) -> list[Finding]:
    """Hold the spans of an article against its text.

    Returns:
        A finding for each span that does not hold its words, or crosses the end of a sentence; a
        warning for one that cuts a word. One alone where one shift explains all.
    """
    found = [each for passage in source.spans for each in _check(passage, text)]
    outside = any(each.span and each.span[1] > len(text) for each in source.spans)
    if outside or any(each.severity == "error" for each in found) or len(found) >= _ALONE:
        shift = find_shift(source, text)
        if shift is not None:
            first = min(each.place for each in source.spans)
            return [Finding(first, f"{shift.says}; kg anchor rewrites them")]
    return found


def drop_explained(findings: Iterable[Finding], source: Passages, text: str) -> list[Finding]:
    """The findings without those at spans that one shift explains: that is said once."""
    findings = list(findings)
    places = {each.place for each in source.spans}
    if any(each.place in places for each in findings) and find_shift(source, text) is not None:
        return [each for each in findings if each.place not in places]
    return findings


def _check(passage: Passage, text: str) -> list[Finding]:
    span = passage.span
    if span is None or span[1] > len(text):
        return []  # told by the reader, from textLength
    start, end = span
    said = f"span [{start}, {end}]"
    if passage.words is not None and passage.words != mark_words(text[start:end]):
        where = find_words(text, passage.words, span)
        rest = (
            f"; they are at [{where[0]}, {where[1]}]; put the words in quote: and run kg anchor"
            if where
            else ", and no place in the text does; give them in quote, and run kg anchor"
        )
        return [Finding(passage.place, f"{said} does not hold the words anchored here{rest}")]
    if passage.in_one_sentence and not in_sentence(text, start, end):
        return [Finding(passage.place, _too_wide(text, span))]
    if passage.words is None and (cuts_word(text, start) or cuts_word(text, end)):
        message = f"{said} cuts a word: “{shorten_words(text[start:end])}”; correct it"
        return [Finding(passage.place, message, "warning")]
    return []


def _too_wide(text: str, span: Span) -> str:
    parts = split_span(text, *span)
    said = f"span [{span[0]}, {span[1]}]"
    if not parts:
        return f"{said} holds no words; correct it"
    if len(parts) == 1:
        return (
            f"{said} begins or ends with white space; did you mean [{parts[0][0]}, {parts[0][1]}]?"
        )
    named = [f"[{a}, {b}]" for a, b in parts[:_SHOWN]]
    meant = f"{', '.join(named[:-1])} or {named[-1]}"
    return f"{said} crosses the end of a sentence: {show_break(text, parts)}; did you mean {meant}?"


def show_break(text: str, parts: Sequence[Span]) -> str:
    """The words on both sides of a sentence end: `“… left. On …”`."""
    before, after = text[slice(*parts[0])].split(), text[slice(*parts[1])].split()
    lead = "… " if len(before) > 1 else ""
    rest = " …" if len(after) > 1 or len(parts) > 2 else ""
    return f"“{lead}{before[-1][-40:]} {after[0][:40]}{rest}”"


def shorten_words(words: str, most: int = 60) -> str:
    """Words on one line, shortened in the middle between words: a quote that kg anchor reads."""
    said = " ".join(words.split())
    if len(said) <= most:
        return said
    first, last = said[: most // 2].rsplit(" ", 1)[0], said[-most // 2 :].split(" ", 1)[-1]
    return f"{first} … {last}"


def find_shift(source: Passages, text: str) -> Shift | None:
    """The one way in which all spans of an article are off, if there is exactly one.

    A local search would be unsafe: a function is believed only where every span proves under it,
    by its words, or without them by whole words within one sentence.
    """
    spans = [each.span for each in source.spans if each.span]
    marked = sum(each.words is not None for each in source.spans)
    if not spans or (not marked and len(spans) < _ALONE):
        return None
    found = {}
    for says, change in _changes(text, source):
        moved = tuple((change(start), change(end)) for start, end in spans)
        if moved != tuple(spans) and moved not in found and _all_prove(source, text, moved):
            found[moved] = says
    if len(found) != 1:
        return None
    ((moved, says),) = found.items()
    count = f"{len(spans)} of {len(spans)}"
    return Shift(says.format(count=count), moved)


def _all_prove(source: Passages, text: str, spans: Iterable[Span]) -> bool:
    return all(
        _proves(passage, text, span) for passage, span in zip(source.spans, spans, strict=True)
    )


def _proves(passage: Passage, text: str, span: Span) -> bool:
    start, end = span
    if not 0 <= start < end <= len(text):
        return False
    if passage.words is not None:
        return passage.words == mark_words(text[start:end])
    if text[start].isspace() or text[end - 1].isspace():
        return False
    if passage.in_one_sentence and not in_sentence(text, start, end):
        return False
    return not cuts_word(text, start) and not cuts_word(text, end)


#: What other programs count, and how much of it a character is.
_WIDTHS: Final[Mapping[str, Callable[[str], int]]] = {
    "byte offsets": lambda char: len(char.encode("utf-8", "surrogatepass")),
    "UTF-16 offsets": lambda char: 1 + (char > "\uffff"),
    "offsets into a text with CRLF line ends": lambda char: 1 + (char == "\n"),
    "offsets into a text without carriage returns": lambda char: int(char != "\r"),
}


def counting_ways(text: str) -> Iterable[tuple[str, Callable[[int], int]]]:
    """What other programs count, each with what turns its offset into ours; -1 for none."""
    for name, width in _WIDTHS.items():
        yield name, _inverse([width(each) for each in text])


def _changes(text: str, source: Passages) -> Iterable[tuple[str, Callable[[int], int]]]:
    """Ways in which all spans may be off, each with what turns its offset into ours."""
    for name, change in counting_ways(text):
        yield f"the spans look like {name}: as such {{count}} prove", change
    first = next((each for each in source.spans if each.words and each.span), None)
    for by in range(-_FARTHEST, _FARTHEST + 1):
        if first is not None and first.span is not None:
            start, end = first.span[0] + by, first.span[1] + by
            if start < 0 or first.words != mark_words(text[start:end]):
                continue
        word = "low" if by > 0 else "high"
        says = f"all spans are {abs(by)} too {word}: {{count}} prove once moved"
        yield says, lambda at, by=by: at + by  # type: ignore[misc]


def _inverse(widths: Sequence[int]) -> Callable[[int], int]:
    """Offsets in units -> offsets in characters; -1 for one that no character begins at."""
    at, table = 0, {}
    for index, width in enumerate(widths):
        if width:
            table[at] = index
        at += width
    table.setdefault(at, len(widths))
    return lambda offset: table.get(offset, -1)
