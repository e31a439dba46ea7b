"""What stands on the page of an article and tells nothing of the events: captions, credits.

What is found is proposed as `boilerplate`, for a reader to confirm, never taken.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Final

from kg.read.mentions import LONGEST, Mention

_AGENCY: Final = r"(?:AFP|AP|EPA|Getty Images|Reuters|REUTERS|TASS|[Ss]hutterstock(?:\.com)?)"
#: What a line of furniture says -> the kind of boilerplate; the first that fits counts.
_LINES: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("counter", r"(?i:[\d\W_]*\d[\d\W_]*[km]?(?: (?:comments?|likes?|shares?|views?))?)"),
        ("counter", r"(?i:\d+[ -]min(?:ute)?s? read)"),
        ("caption", r".*\((?:archive|file|undated)(?: (?:image|photo|picture))?\)\W*"),
        ("navigation", r"(?i:(?:continue reading|home|menu|next|previous|read more|share)\W*)"),
        ("promotion", r"(?i:advertisement\W*|(?:live briefing|see also|sign up|subscribe)\b.*)"),
        ("promotion", r"(?i:support [^.?]*!|.*\bclick here\W*)"),
        ("appeal", r"(?i:.*\b(?:independent journalism|our (?:journalism|newsletter))\b.*)"),
        ("appeal", r"(?i:.*\b(?:please consider|one-time donation|ethical standards)\b.*)"),
        ("credit", r"(?i:with (?:additional )?reporting (?:by|from) .*)"),
        ("credit", r"(?:By|BY|Written by)(?: (?:and |AND )?[^\W\d_a-z][\w.'’-]*,?){2,8}"),
    )
)
_PHOTO: Final = re.compile(
    rf"(?i:(?:image|photo|picture)s?(?: by\b|:| credit).*)|{_AGENCY} PHOTO\b.*|.*\(Photo credit.*"
    rf"|.*[/©] ?{_AGENCY}\)?"
)


def find_furniture(
    text: str, spans: Sequence[tuple[int, int]], mentions: Sequence[Sequence[Mention]]
) -> dict[tuple[int, int], str]:
    """The sentences that look like furniture of the page -> the kind of boilerplate.

    A line is furniture with all its sentences: one that is a counter, appeal or other of its kinds,
    or an actor's name alone. Before the credit of a photo stands its caption.

    Args:
        text: the text of the article.
        spans: its sentences, in its order.
        mentions: the actors named in each.
    """
    names = {(each.start, each.end) for inside in mentions for each in inside}
    lines = _lines(text, spans)
    found: dict[tuple[int, int], str] = {}
    for line in lines:
        said = text[line[0][0] : min(line[-1][1], line[0][0] + LONGEST)]
        kind = next((kind for kind, form in _LINES if form.fullmatch(said)), None)
        if kind or line[0] in names:
            found |= dict.fromkeys(line, kind or "caption")
    for before, line in pairwise([[], *lines]):
        start, end = line[-1]
        if end - start < LONGEST and _PHOTO.fullmatch(text[start:end]):
            caption = line[:-1] or (before if len(before) == 1 and before[0][0] else [])
            found = {**dict.fromkeys(caption, "caption"), **found, (start, end): "credit"}
    return found


def _lines(text: str, spans: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The sentences of each line."""
    ends = [at.start() for at in re.finditer("\n", text)]
    return [list(line) for _, line in groupby(spans, lambda span: bisect(ends, span[0]))]
