"""Whether a text is English, the one language whose numbers and days are read."""

from __future__ import annotations

import re
from typing import Final

#: Frequent words of English texts that are not frequent in other languages.
_FREQUENT: Final = re.compile(
    r"\b(?:the|and|that|with|from|said|its?|they|their|his|which)\b", re.IGNORECASE
)
_APART: Final = 250  # characters of an English text to each of them, at most


def is_english(text: str) -> bool:
    """Whether a text has the frequent words of English as often as an English one.

    >>> is_english("The envoys left, it said."), is_english("Die Gesandten gingen, hieß es.")
    (True, False)
    """
    return len(_FREQUENT.findall(text)) * _APART > len(text)
