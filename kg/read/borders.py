"""Whether a place in a text lies inside a word, a number, or what is seen as one character."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

#: Scripts written without spaces, where every place may begin a word: Thai, Lao, Tibetan, Burmese,
#: Khmer, kana and ideographs; and Hangul, whose particles are written to the word.
_SPACELESS: Final = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
_JOINER: Final = "\u200d"  # of emoji, and of letters
#: What changes the character before it: skin tones, and the tags of flags.
_MODIFIER: Final = re.compile("[\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_INDICATOR: Final = re.compile("[\U0001f1e6-\U0001f1ff]*\\Z")  # of regions, two of which are a flag
_FLAG: Final = 2


def cuts_word(text: str, at: int) -> bool:
    """Whether the border before `text[at]` lies inside a word, a number or a character.

    >>> [cuts_word("3.5 percent’s", at) for at in (0, 1, 2, 3, 4, 5, 11)]
    [False, True, True, False, False, True, False]
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isspace() or after.isspace():
        return False
    if _is_mark(after) or _MODIFIER.match(after) or before == _JOINER:
        return True
    if "\U0001f1e6" <= after <= "\U0001f1ff":
        found = _INDICATOR.search(text, max(0, at - 64), at)
        return found is not None and len(found[0]) % _FLAG == 1
    if (before, after) == ("\r", "\n"):
        return True
    if _is_letter(before) and _is_letter(after):
        return not (_SPACELESS.match(before) or _SPACELESS.match(after))
    return _cuts_number(text, at, before, after)


def _cuts_number(text: str, at: int, before: str, after: str) -> bool:
    """Whether digits stand on both sides of the point or comma at this place."""
    if before in ".,":
        return after.isdecimal() and at > 1 and text[at - 2].isdecimal()
    if after in ".,":
        return before.isdecimal() and at + 1 < len(text) and text[at + 1].isdecimal()
    return False


def _is_mark(char: str) -> bool:
    return char > "\u02ff" and unicodedata.category(char)[0] == "M"


def _is_letter(char: str) -> bool:
    return char.isalnum() or _is_mark(char)
