"""A text -> its sentences, in English and in scripts that end or begin them otherwise.

No word list of a language is needed to be right in most: the full stops of other scripts always end
a sentence, a Latin one where a sentence can begin behind it, and a line end unless a program or
person broke the line there because it was full.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

_CLOSING: Final = "\"'”’»›)\\]」』】）》〉"
_OPENING: Final = "\"'“‘„«‹¿¡(\\[「『【（《〈"

#: Line ends; stops of other scripts (Chinese and Japanese, Burmese, Tibetan, Ethiopic, Khmer,
#: Devanagari, Urdu, Armenian, Arabic), which need no space behind them; and Latin stops.
_STOP: Final = re.compile(
    f"(?P<line>[\n\r\u2028\u2029]+)|(?P<full>(?:[。！？｡။།።។।॥۔։؟]|．(?!\\d))+[{_CLOSING}]*)"
    f"|(?P<latin>[.!?]+[{_CLOSING}]*)(?=\\s+[{_OPENING}]*(?P<next>[^\\W_]))"
)

#: Words before a full stop that does not end a sentence. Source: the five articles, and the usual
#: titles, months and short forms of newspapers; single letters are initials in every script.
_ABBREVIATIONS: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Sen|Rep|Gov|St|No|vs|etc|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
    r"|Sr|Sra|Dra|Mme|Nr|гг|ул|им|руб|тыс|млн|млрд|др|проф|ген)"
    r"|\b[A-Z](?:\.[A-Z])*|\b[^\W\d_a-zA-Z](?:\. ?[^\W\d_a-zA-Z])*)\.$"
)
#: The same before a word in lower case: there only a word in lower case can end a sentence.
_LOWER_CASE: Final = re.compile(
    r"(?:^|[\s\"'“‘„«(\[])(?!(?:approx|al|ca|cf|co|corp|dept|eg|est|etc|excl|ext|govt|ie|inc|incl|ltd"
    r"|max|min|no|pp|resp|sec|tel|vol|vs|bzw|usw|гг|ул|им|руб|тыс|млн|млрд|др|см|св)\.)"
    r"[^\W\d_A-Z]{2,}\.$"
)
_CLOSINGS: Final = _CLOSING.replace("\\", "")
_ENDING: Final = frozenset(".!?:;…。！？")
_BREAK: Final = re.compile("\r\n|[\n\r\u2028\u2029]")
_GOES_ON: Final = re.compile(f"[{_OPENING}]*[^\\W\\d_]")
_SHORT: Final = 40  # characters; a line of fewer may be a heading, caption or name
_WIDTHS: Final = range(45, 101)  # characters of the longest line of a text whose lines are broken
_BROKEN: Final = 3  # lines at least that are full before a text is taken to be broken so
_LONGEST: Final = 24  # characters of a word before its full stop that are looked at


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as [start, end), without the white space around them.

    A line end ends a sentence unless the line was broken there only because it was full; a full
    stop behind an abbreviation or an initial does not.

    >>> [text[a:b] for text in ["Mr. Tasch left. He went home."] for a, b in sentence_spans(text)]
    ['Mr. Tasch left.', 'He went home.']
    """
    spans = []
    start = 0
    soft = _soft_breaks(text)
    stops = (each for each in _STOP.finditer(text) if each.start() not in soft)
    for end in [*(each.end() for each in stops if _ends(text, each)), len(text)]:
        inner = text[start:end]
        lead = len(inner) - len(inner.lstrip())
        if inner.strip():
            spans.append((start + lead, start + len(inner.rstrip())))
        start = end
    return spans


def _ends(text: str, stop: re.Match[str]) -> bool:
    """Whether a stop ends a sentence."""
    marks = stop["latin"]
    if marks is None:
        return True
    point = stop.start() + len(marks.rstrip(_CLOSINGS))
    before = text[max(0, stop.start() - _LONGEST) : point]
    if stop["next"].islower():
        return marks == "." and _LOWER_CASE.search(before) is not None
    return not _ABBREVIATIONS.search(before)


def _soft_breaks(text: str) -> set[int]:
    """Where line ends stand that are only spaces: between two lines of running prose.

    Either the second goes on in lower case behind a line that is not short; or all lines of the
    text are broken at one width, and the first word of the second would not have fitted.
    """
    lines, start = [], 0
    for each in _BREAK.finditer(text):
        lines.append((text[start : each.start()].rstrip(), each.start()))
        start = each.end()
    lines.append((text[start:].rstrip(), len(text)))
    pairs = [
        (line, after, at)
        for (line, at), (after, _) in pairwise(lines)
        if line and after and not after[0].isspace() and text[at] in "\r\n"
    ]
    width = max((len(line) for line, _ in lines if " " in line), default=0)
    full = {at for line, after, at in pairs if len(f"{line} {after.split(None, 1)[0]}") > width}
    open_ = sum(at in full and line.rstrip(_CLOSINGS)[-1:] not in _ENDING for line, _, at in pairs)
    if width not in _WIDTHS or open_ < _BROKEN or 2 * len(full) <= len(pairs):
        full = set()
    return full | {at for line, after, at in pairs if _goes_on(line, after)}


def _goes_on(line: str, after: str) -> bool:
    """Whether a line carries on the sentence of the one before it, by its lower case."""
    begins = _GOES_ON.match(after)
    open_ = line.rstrip(_CLOSINGS)[-1:] not in _ENDING
    return len(line) >= _SHORT and open_ and begins is not None and begins[0][-1].islower()
