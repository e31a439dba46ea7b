"""Actors named in a text: states and peoples, bodies and persons, by the names of the directory.

What is found is a suggestion for a reader, never data: "Washington" may be the city.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kg.model.actors import Actor, Actors
from kg.model.names import fold_text
from kg.model.peoples import peoples, plural
from kg.model.states import capitals_of

#: Before a family name they say that it is one.
TITLES: Final = frozenset(
    """
    ambassador attaché chancellor chairman chairwoman chief colonel commissioner congressman
    congresswoman consul councillor counsellor director dr envoy gen general governor king
    lieutenant lord major marshal mayor minister mr mrs ms premier president prince princess prof
    professor queen rep representative sec secretary sen senator sir speaker spokesman
    spokesperson spokeswoman undersecretary
    """.split()
)
#: Short names in capitals that are words of the news and not only codes.
_CODES_KEPT: Final = frozenset({"US", "USA", "UK", "UAE", "EU", "UN"})
#: A run of letters or digits with their marks; what stands between two of one name.
WORD: Final = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_CODE: Final = re.compile("[A-Z]{2,3}")
_GAP: Final = re.compile(r"[ \u00a0.'’‘&‐‑–-]{0,3}")


LONGEST: Final = 5000  # characters of one sentence in which anything is sought


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text that may name actors."""

    start: int  # code points, the end exclusive
    end: int
    actors: tuple[str, ...]  # the ids that it may mean
    by_people: bool = False  # "Russian", which names the state through its people


@dataclass(frozen=True, slots=True)
class _Name:
    parts: tuple[str, ...]  # folded words
    exact: bool  # an abbreviation: capitals count
    capital: bool  # begins with a capital
    actors: frozenset[str]
    by_people: bool = False


def find_mentions(text: str, actors: Actors) -> list[Mention]:
    """The actors that a text names, in its order; of names that overlap the longest.

    Args:
        text: any text.
        actors: whose names are sought; peoples are sought for the states among them.
    """
    words = list(WORD.finditer(text))
    folded = [fold_text(each[0]) for each in words]
    names = _names(actors)
    found = list(_matched(text, words, folded, names))
    persons = _family_names(text, actors, found)
    return list(_matched(text, words, folded, _joined(names, persons))) if persons else found


def group_mentions(
    mentions: Sequence[Mention], spans: Iterable[tuple[int, int]]
) -> list[list[Mention]]:
    """The mentions in each of some stretches of a text; both in its order."""
    starts = [each.start for each in mentions]
    return [
        [
            each
            for each in mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            if each.end <= end
        ]
        for start, end in spans
    ]


def _matched(
    text: str,
    words: Sequence[re.Match[str]],
    folded: Sequence[str],
    names: Mapping[str, Sequence[_Name]],
) -> Iterator[Mention]:
    at = 0
    while at < len(words):
        fits = [
            each
            for each in names.get(folded[at], ())
            if tuple(folded[at : at + len(each.parts)]) == each.parts
            and _written(text, words[at : at + len(each.parts)], each)
        ]
        if not fits:
            at += 1
            continue
        longest = max(len(each.parts) for each in fits)
        best = [each for each in fits if len(each.parts) == longest]
        named = [each for each in best if not each.by_people] or best
        ids = sorted({actor for each in named for actor in each.actors})
        start, end = words[at].start(), words[at + longest - 1].end()
        if text[end : end + 1] == "." and text[start:end].count("."):
            end += 1  # the last point of U.S.
        yield Mention(start, end, tuple(ids), named[0].by_people)
        at += longest


def _written(text: str, words: Sequence[re.Match[str]], name: _Name) -> bool:
    """Whether the words stand together, with the capitals that the name needs."""
    if name.exact and not all(each[0].isupper() or not each[0].isalpha() for each in words):
        return False
    if name.capital and words[0][0][0] == words[0][0][0].lower() != words[0][0][0].upper():
        return False
    pairs = pairwise(words)
    return all(_GAP.fullmatch(text, one.end(), two.start()) for one, two in pairs)


@lru_cache(maxsize=2)
def _names(actors: Actors) -> dict[str, list[_Name]]:
    """Every name by its first word."""
    names: dict[str, list[_Name]] = {}
    people = _people(actors)
    for actor in actors.everyone():
        for text in _names_of(actor, actors):
            _add(names, text, actor.id)
        for text in people.get(actor.id, ()):
            _add(names, text, actor.id, by_people=True)
        for state in filter(actors.get, actor.part_of):
            owners = (f"{actors[state].label}'s", *people.get(state, ()))
            for text in _body_names(actor.label, owners):
                _add(names, text, actor.id)
    return names


def _people(actors: Actors) -> dict[str, list[str]]:
    """The words for the people of each state: Russian, Russians; of Ruritania, Ruritanian."""
    found: dict[str, list[str]] = {}
    for word, codes in peoples().items():
        for code in codes:
            if code in actors:
                found.setdefault(code, []).append(word)
    for actor in actors.everyone():
        if actor.kind == "State" and actor.label.endswith("ia") and actor.id not in found:
            found[actor.id] = [f"{actor.label}n", f"{actor.label}ns"]
    return found


#: What a body is called by its own state, and how the news call it by its people or as its own.
_BODIES: Final = (
    (re.compile(r"Ministry of (\w+)(?: Affairs)?\b.*"), "{owner} {0} Ministry"),
    (re.compile(r"(\w+) Ministry of .*"), "{owner} {0} Ministry"),
    (re.compile(r"Government of .*"), "{owner} government"),
    (re.compile(r"Embassy of .+ in (\w.*)"), "{owner} embassy in {0}"),
)


def _body_names(label: str, owners: Iterable[str]) -> Iterator[str]:
    for pattern, form in _BODIES:
        if match := pattern.fullmatch(label):
            yield from (form.format(*match.groups(), owner=each) for each in owners)


def _names_of(actor: Actor, actors: Actors) -> Iterator[str]:
    """The names that a text may use: no ids, and of codes only those that the news use."""
    given = {actor.label, *actor.alt_labels}
    for text in actors.names_of(actor):
        is_code = text == actor.id or (actor.kind == "State" and _CODE.fullmatch(text))
        if text in given or text in _CODES_KEPT or not is_code:
            yield text
    if actor.kind == "State":
        yield from (plural(text) for text in actor.alt_labels)  # Bordurian, Bordurians
        yield from capitals_of(actor.id)


def _add(names: dict[str, list[_Name]], text: str, actor: str, *, by_people: bool = False) -> None:
    parts = tuple(fold_text(each) for each in WORD.findall(text))
    if not parts or (len(parts) == 1 and len(parts[0]) == 1):
        return
    letters = [each for each in text if each.isalpha()]
    exact = len(letters) <= 5 and all(each.isupper() for each in letters)
    capital = bool(letters) and letters[0].isupper()
    name = _Name(parts, exact, capital, frozenset({actor}), by_people)
    names.setdefault(parts[0], []).append(name)


def _family_names(text: str, actors: Actors, found: Iterable[Mention]) -> dict[str, list[_Name]]:
    """The last words of the names of persons whom the text names in full, or after a title."""
    present = {actor for each in found for actor in each.actors}
    words = [each[0] for each in WORD.finditer(text)]
    titled = {
        fold_text(word)
        for before, word in pairwise(words)
        if before.casefold() in TITLES and word[0].isupper()
    }
    names: dict[str, list[_Name]] = {}
    for actor in actors.everyone():
        parts = WORD.findall(actor.label) if actor.kind == "Person" else []
        if len(parts) > 1 and (actor.id in present or fold_text(parts[-1]) in titled):
            _add(names, parts[-1], actor.id)
    return names


def _joined(
    one: Mapping[str, Sequence[_Name]], other: Mapping[str, Sequence[_Name]]
) -> dict[str, list[_Name]]:
    return {key: [*one.get(key, ()), *other.get(key, ())] for key in {*one, *other}}
