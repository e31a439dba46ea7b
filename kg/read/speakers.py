"""Who says what a sentence tells: "…, said Boris Tasch", "according to Klow", "Tasch told us".

What is found is a suggestion for a reader, never data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kg.read.mentions import WORD, Mention
from kg.read.sketch import slug
from kg.read.unknown_names import UnknownName

#: In the present tense only verbs that are not nouns: "the U.S. claims" may be some claims.
_VERBS: Final = (
    r"(?:accused|added|announced|argue[sd]|called|claimed|confirmed|denounced|describe[sd]|estimated"
    r"|indicated|insist(?:s|ed)|maintain(?:s|ed)|noted|reported|says?|said|stated|tells?|told|tweeted"
    r"|vowed|writes|wrote)"
)
_AFTER: Final = re.compile(
    r"(?:,[^,.;“”\"]{1,80},)?[ \u00a0]+(?:(?:also|has|have|had|later|newspaper|then) )*"
    rf"{_VERBS}\b"
)
_BEFORE: Final = re.compile(
    rf"(?:\baccording to|[,”\"][ \u00a0]*{_VERBS})[ \u00a0]+(?:the )?$", re.IGNORECASE
)
#: What follows these words is a part of another name: "the ambassador to Klow said".
_PART: Final = re.compile(
    r"\b(?:for|from|in|of|(?<!according )to)[ \u00a0]+(?:the )?$", re.IGNORECASE
)
_REACH: Final = 40  # characters before a name in which such words stand


def find_speakers(sentence: str, start: int, mentions: Sequence[Mention]) -> list[str]:
    """The actors to whom a sentence gives its words, each once, in its order.

    Args:
        sentence: its words.
        start: where it begins in the text.
        mentions: the actors named in it, with places in the text; one that may be several is
            passed over.
    """
    found = []
    for each in mentions:
        before = sentence[max(0, each.start - start - _REACH) : each.start - start]
        says = _AFTER.match(sentence, each.end - start) and not _PART.search(before)
        if (says or _BEFORE.search(before)) and len(each.actors) == 1:
            found.append(each.actors[0])
    return list(dict.fromkeys(found))


def mentions_of_unknown(text: str, unknown: Iterable[UnknownName]) -> list[Mention]:
    """Where a text names those who are not declared, by full name or a person's last word.

    A place is that of the last word. Their ids are those of the entries that `kg new` proposes.
    """
    ends: dict[str, list[int]] = {}
    for word in WORD.finditer(text):
        ends.setdefault(word[0], []).append(word.end())
    found = []
    for each in unknown:
        last = each.name.split()[-1]
        for end in ends.get(WORD.findall(each.name)[-1], ()):
            before = " ".join(text[max(0, end - 2 * len(each.name)) : end].split())
            named = before.endswith(each.name)
            if named or (each.kind == "Person" and before.endswith(last)):
                found.append(Mention(end - len(last), end, (slug(each.name),)))
    return sorted(found, key=lambda each: each.start)
