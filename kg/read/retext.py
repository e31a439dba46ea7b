"""The places of an article's text -> the same places of that text set otherwise."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from kg.read.quotes import Folded, Span, fold


def move_spans(before: str, now: str, spans: Iterable[Span]) -> list[Span | None] | None:
    """Where spans of a text stand in one that differs from it by typesetting alone.

    Args:
        before: the text in which the spans stand.
        now: the same with other line ends, quotation marks and the like; see `kg.read.quotes.fold`.
        spans: code points [start, end).
    Returns:
        For each its span now, None where one end of it is within what is typeset; None for all
        where the two texts differ in anything else.

    >>> move_spans("“No”.\\nSo.", "\\ufeff'No'.\\r\\nSo.\\r\\n", [(1, 3), (6, 9)])
    >>> move_spans("“No”.\\nSo.", "\\ufeff\\"No\\".\\r\\nSo.\\r\\n", [(1, 3), (6, 9)])
    [(2, 4), (8, 11)]
    """
    old, new = fold(before), fold(now)
    if old.text.strip() != new.text.strip():
        return None
    by = _lead(new) - _lead(old)
    return [_move(span, old, new, by) for span in spans]


def _lead(folded: Folded) -> int:
    return len(folded.text) - len(folded.text.lstrip())


def _move(span: Span, old: Folded, new: Folded, by: int) -> Span | None:
    first, last = bisect_left(old.starts, span[0]), bisect_right(old.ends, span[1]) - 1
    if not 0 <= first <= last < len(old.text):
        return None
    if (old.starts[first], old.ends[last]) != span:
        return None
    if first + by < 0 or last + by >= len(new.text):
        return None
    return new.starts[first + by], new.ends[last + by]
