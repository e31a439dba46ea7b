"""Why a quotation was refused, and what to write instead; the nearest sentence is only shown."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from functools import lru_cache
from typing import Final

from kg.read.proofs import shorten_words, show_break
from kg.read.quotes import Refusal, Span, find_quote, fold_words, split_elided, split_span
from kg.read.sentences import sentence_spans

_SHOWN: Final = 5  # places or differences shown
_AROUND: Final = 20  # characters shown on both sides of a place
_COMPARED: Final = 8  # sentences compared closely, those with the most words of the quotation
_LIKE: Final = 0.6  # share of the quotation's words in a sentence that is worth showing
_WORD: Final = re.compile(r"\w+(?:[.,'’-]\w+)*|[^\w\s]")


def explain_refusal(text: str, quote: str, occurrence: int | None, refusal: Refusal) -> str:
    """One line that says why, and what to do."""
    if refusal.why == "wide":
        return _explain_wide(text, refusal.spans[0])
    if refusal.why == "apart":
        return _explain_apart(text, refusal.spans[0])
    if refusal.why == "absent":
        return _explain_absent(text, quote)
    count = len(refusal.spans)
    places = ", ".join(_around(text, each) for each in refusal.spans[:_SHOWN])
    more = f" and {count - _SHOWN} more" if count > _SHOWN else ""
    times = "once" if count == 1 else f"{count} times"
    if refusal.why == "occurrence":
        return f"occurrence {occurrence}: the quote stands {times}: {places}{more}"
    return f"the quote stands {times}: {places}{more}; say which with occurrence: 1 to {count}"


def _explain_wide(text: str, span: Span) -> str:
    parts = split_span(text, *span)
    halves = [f"“{shorten_words(text[slice(*each)])}”" for each in parts[:2]]
    said = f"the quote crosses the end of a sentence: {show_break(text, parts)}"
    return f"{said}; quote {' or '.join(halves)}"


def _explain_apart(text: str, span: Span) -> str:
    """Of an elided quote with its parts in different sentences: what to quote of each."""
    parts = split_span(text, *span)
    first, last = parts[0], parts[-1]
    lines = [_line(text, each[0]) for each in (first, last)]
    where = f"lines {lines[0]} and {lines[1]}" if lines[0] != lines[1] else f"line {lines[0]}"
    halves = [f"“{shorten_words(text[slice(*each)])}”" for each in (first, last)]
    said = (
        f"the quote crosses the end of a sentence: its parts lie in different sentences ({where})"
    )
    return f"{said}; quote {' or '.join(halves)}"


def _explain_absent(text: str, quote: str) -> str:
    """What is missing: of an elided quote the part that is not found, with the nearest sentence."""
    parts = split_elided(quote)
    if len(parts) > 2:
        return "the quote is not found; leave words out in one place only, as in “first … last”"
    if len(parts) == 2:
        missing = [each for each in parts if _is_absent(text, each)]
        if not missing:
            return "the quote is not found: its last part does not come after its first"
        if len(missing) == 1:
            which = "first" if missing[0] == parts[0] else "last"
            return f"the {which} part of the quote is not found{_nearest(text, missing[0])}"
    return f"the quote is not found{_nearest(text, quote)}"


def _is_absent(text: str, words: str) -> bool:
    found = find_quote(text, words, within_sentence=False)
    return isinstance(found, Refusal) and found.why == "absent"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _around(text: str, span: Span) -> str:
    start, end = span
    line = _line(text, start)
    words = shorten_words(text[start:end], 40)
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    said = " ".join(f"{before}[{words}]{after}".split())
    return f"line {line} “…{said}…”"


def _nearest(text: str, quote: str) -> str:
    """The sentence most like the quotation, as its differences."""
    wanted = _WORD.findall(fold_words(quote).replace("...", " "))
    if not wanted:
        return ""
    counted = Counter(each.lower() for each in wanted)
    scored = [
        ((counted & words).total() / len(wanted), -span[0], span)
        for span, words in _words_of(text)
        if words.keys() & counted.keys()
    ]
    near = [each for each in sorted(scored, reverse=True)[:_COMPARED] if each[0] >= _LIKE]
    if not near:
        return "; no sentence has most of its words"
    compared = [(_compare(wanted, text[slice(*span)]), span) for _, _, span in near]
    (_, told), span = min(compared, key=lambda each: (each[0][0], each[1]))
    line = _line(text, span[0])
    return f"; the nearest sentence (line {line}) has {told}"


@lru_cache(maxsize=1)
def _words_of(text: str) -> list[tuple[Span, Counter[str]]]:
    """The sentences of a text, which is asked of for each quotation, with their folded words."""
    return [
        (span, Counter(_WORD.findall(fold_words(text[slice(*span)]).lower())))
        for span in sentence_spans(text)
    ]


def _compare(wanted: list[str], sentence: str) -> tuple[int, str]:
    """How many places differ, and which, between a quotation and the nearest part of a sentence."""
    words = _WORD.findall(fold_words(sentence))
    blocks = difflib.SequenceMatcher(None, words, wanted, autojunk=False).get_opcodes()
    while blocks and blocks[0][0] == "delete":  # the sentence goes on, and the quotation does not
        blocks = blocks[1:]
    while blocks and blocks[-1][0] == "delete":
        blocks = blocks[:-1]
    told = []
    for at, (kind, a, b, c, d) in enumerate(blocks):
        if kind == "replace" and at == len(blocks) - 1:
            b = min(b, a + d - c)  # the sentence goes on
        elif kind == "replace" and at == 0:
            a = max(a, b - d + c)
        there, typed = _said(words[a:b]), _said(wanted[c:d])
        if kind == "replace":
            told.append(f"{there} for {typed}")
        elif kind == "insert":
            told.append(f"nothing for {typed}")
        elif kind == "delete":
            told.append(f"{there} too")
    more = f" and {len(told) - _SHOWN} more differences" if len(told) > _SHOWN else ""
    spaced = "the same words, spaced or cut otherwise"
    return len(told), (", ".join(told[:_SHOWN]) or spaced) + more


def _said(words: list[str]) -> str:
    return f"“{shorten_words(' '.join(words))}”"
