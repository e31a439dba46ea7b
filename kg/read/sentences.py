"""A text -> its sentences, in English and in scripts that end or begin them otherwise.

No word list of a language is needed to be right in most: the full stops of other scripts always end
a sentence, a Latin one where a sentence can begin behind it, and a line end unless a program or
person broke the line there because it was full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

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
    r"|(?<![^\W\d])[ap]\.m"
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
_Pair: TypeAlias = "tuple[str, str, int]"  # two lines, and where the end of the first stands
_FIRST_LETTER: Final = re.compile(f"[{_OPENING}]*[^\\W\\d_]")
#: The same of a word, and not of an address or of markup, which stand on lines of their own.
_FIRST_WORD: Final = re.compile(
    f"[{_OPENING}]*(?P<letter>[^\\W\\d_])[\\w'’-]{{0,40}}[{_CLOSING},;:.!?…]{{0,4}}(?:\\s|$)"
)
_SHORT: Final = 40  # characters; a line of fewer may be a heading, caption or name
_WIDTHS: Final = range(45, 101)  # characters of the longest line of a text whose lines are broken
_SLACK: Final = 15  # characters by which lines are shorter where a person broke them
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
    blocks: list[list[_Pair]] = [[]]
    for (line, at), (after, _) in pairwise(lines):
        if line and after and not after[0].isspace() and text[at] in "\r\n":
            blocks[-1].append((line, after, at))
        elif blocks[-1]:
            blocks.append([])
    width = max((len(line) for line, _ in lines if " " in line), default=0)
    pairs = [pair for block in blocks for pair in block]
    full = [pair for block in blocks for pair in _full(block, width)]
    if width not in _WIDTHS or 2 * len(full) <= len(pairs) or not _is_prose(full):
        full = []
    return {at for _, _, at in full} | {at for line, after, at in pairs if _goes_on(line, after)}


def _full(block: Sequence[_Pair], width: int) -> list[_Pair]:
    """The pairs of lines that may have been broken at a width, more freely in a paragraph."""

    def is_full(pair: _Pair, slack: int = 0) -> bool:
        line, after, _ = pair
        return len(line) + 1 + len(after.split(None, 1)[0]) > width - slack

    if len(block) > 1 and all(is_full(pair, _SLACK) for pair in block):
        return list(block)
    return [pair for pair in block if is_full(pair)]


def _is_prose(full: Sequence[_Pair]) -> bool:
    """Whether sentences run over these line ends: lines of a list would begin in upper case."""
    begins = [_FIRST_LETTER.match(after) for _, after, _ in full]
    upper = sum(each[0][-1].isupper() for each in begins if each)
    open_ = sum(line.rstrip(_CLOSINGS)[-1:] not in _ENDING for line, _, _ in full)
    return open_ >= _BROKEN and 4 * upper <= 3 * len(full)


def _goes_on(line: str, after: str) -> bool:
    """Whether a line carries on the sentence of the one before it, by its lower case."""
    begins = _FIRST_WORD.match(after)
    open_ = line.rstrip(_CLOSINGS)[-1:] not in _ENDING
    return len(line) >= _SHORT and open_ and begins is not None and begins["letter"].islower()
