"""A mark of words -> where these words stand in a text now."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Final

from kg.read.borders import cuts_word
from kg.read.passages import mark_words
from kg.read.sentences import sentence_spans

Span = tuple[int, int]
_WIDEST: Final = 1_000  # characters; no span of the five articles has 400
_MOST: Final = 500_000  # spans of whole words looked at in a text, some 2 s
_NEAR: Final = 30  # characters by which a span or one end of it is moved, whatever words it cuts


def find_words(text: str, mark: str, near: Span) -> Span | None:
    """The span with the words of a mark that is nearest to another span.

    >>> find_words("Now they left.", mark_words("they"), (5, 9))
    (4, 8)
    """
    start, end = near
    found = [*_whole_words(text).get(mark, ())]
    if not found:
        by = range(-_NEAR, _NEAR + 1)
        moved = [(start + x, end + x) for x in by]
        moved += [(start + x, end) for x in by] + [(start, end + x) for x in by]
        found = [
            (a, b) for a, b in moved if 0 <= a < b <= len(text) and mark_words(text[a:b]) == mark
        ]
    return min(
        found, key=lambda span: (abs(span[0] - start) + abs(span[1] - end), span), default=None
    )


@lru_cache(maxsize=8)
def _whole_words(text: str) -> dict[str, list[Span]]:
    """The spans of whole words within each sentence, by their marks."""
    found = defaultdict(list)
    count = 0
    for first, last in sentence_spans(text):
        places = [at for at in range(first, last + 1) if not cuts_word(text, at)]
        starts = [at for at in places if at < last and not text[at].isspace()]
        ends = [at for at in places if at > first and not text[at - 1].isspace()]
        for start in starts:
            for end in ends:
                if start < end <= start + _WIDEST:
                    count += 1
                    found[mark_words(text[start:end])].append((start, end))
            if count > _MOST:
                return found
    return found
