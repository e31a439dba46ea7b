"""A text -> its sentences, in English and in scripts that end or begin them otherwise.

No word list of a language is needed to be right in most: line ends and the full stops of other
scripts always end a sentence, and a Latin one where a sentence can begin behind it.
"""

from __future__ import annotations

import re
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
    r"|(?<![^\W\d])[ap]\.m"
    r"|\b[A-Z](?:\.[A-Z])*|\b[^\W\d_a-zA-Z](?:\. ?[^\W\d_a-zA-Z])*)\.$"
)
#: The same before a word in lower case: there only a word in lower case can end a sentence.
_LOWER_CASE: Final = re.compile(
    r"(?:^|[\s\"'“‘„«(\[])(?!(?:approx|al|ca|cf|co|corp|dept|eg|est|etc|excl|ext|govt|ie|inc|incl|ltd"
    r"|max|min|no|pp|resp|sec|tel|vol|vs|bzw|usw|гг|ул|им|руб|тыс|млн|млрд|др|см|св)\.)"
    r"[^\W\d_A-Z]{2,}\.$"
)
_LONGEST: Final = 24  # characters of a word before its full stop that are looked at


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as [start, end), without the white space around them.

    A line end always ends a sentence; a full stop behind an abbreviation or an initial does not.

    >>> [text[a:b] for text in ["Mr. Tasch left. He went home."] for a, b in sentence_spans(text)]
    ['Mr. Tasch left.', 'He went home.']
    """
    spans = []
    start = 0
    for end in [*(each.end() for each in _STOP.finditer(text) if _ends(text, each)), len(text)]:
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
    point = stop.start() + len(marks.rstrip(_CLOSING.replace("\\", "")))
    before = text[max(0, stop.start() - _LONGEST) : point]
    if stop["next"].islower():
        return marks == "." and _LOWER_CASE.search(before) is not None
    return not _ABBREVIATIONS.search(before)
