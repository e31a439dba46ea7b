"""What several annotators of an article give of one thing, and where they read it differently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Generic, TypeVar

from kg.model.actions import Action, Article, Case, Link, Reading, Report, Values
from kg.model.actors import Quantity
from kg.model.provenance import Provenance

Told = TypeVar("Told", Article, Case, Action, Report, Link)
Names = tuple[str, ...]  # who annotated a file

#: Fields that annotators give. Those that a record needs, or that say whose voice it is:
FIRST: Final = frozenset(
    """
    kind title publisher published url span stance stance_on attributed_to relayed_by relation basis
    claimed_by
    """.split()
)
#: those in words of one's own, which are hardly ever the same twice:
WORDS: Final = frozenset(
    """
    label description published_source date_source place reason legal_basis alleged_breach_of
    """.split()
)
#: and those that a record may leave out.
OPTIONAL: Final = frozenset(
    """
    actor recipient performed_by affected quantity date within_day disclosed deadline deadline_term
    status described_as case part_of about announces prepares solidarity_with reading_certainty
    """.split()
)
IN_VALUES: Final = frozenset(each.name for each in fields(Values))
#: Fields whose key in the format is not the same word.
_KEYS: Final = {"kind": "type", "part_of": "partOfAction"}


@dataclass(slots=True)
class Group(Generic[Told]):
    """One thing as several annotators have it; the first file's record comes first."""

    members: list[tuple[Names, Told]]
    name: str = ""  # local name of the claim that they become


def given_values(thing: Any) -> dict[str, Any]:
    """What an annotator gives of a thing, by the fields of the model; lists in one order."""
    found: dict[str, Any] = {}
    if isinstance(thing, Report | Link):
        found["span"] = (thing.start, thing.end)
    given = FIRST | WORDS | OPTIONAL
    names = [each.name for each in fields(thing)]
    owners = [(thing, [name for name in names if name not in IN_VALUES])]
    owners += [(thing.values, sorted(IN_VALUES))] if "values" in names else []
    for owner, known in owners:
        for name in known:
            if name in given:
                value = getattr(owner, name)
                found[name] = tuple(sorted(value)) if isinstance(value, tuple) else value
    return found


def list_differences(groups: Iterable[Group[Any]], article: str) -> list[Reading]:
    """What each annotator gives, for every value on which they differ."""
    found = []
    for group in groups:
        told = [(_who(names, each), given_values(each)) for names, each in group.members]
        for name in told[0][1]:
            voices: dict[str, set[str]] = {}
            for who, values in told:
                voices.setdefault(_spell(values[name]), set()).update(who)
            if len(voices) > 1:
                found += [_reading(article, group, _key(name), x, y) for x, y in voices.items()]
    return found


def list_missing(
    groups: Iterable[Group[Any]], names: Sequence[Names], article: str
) -> list[Reading]:
    """The reports and links that only some of the annotators have."""
    found = []
    for group in groups:
        have = {who for who, _ in group.members}
        without = {name for who in names if who not in have for name in who}
        if without:
            kind = _kind(group.members[0][1])
            given = {name for who, each in group.members for name in _who(who, each)}
            found.append(_reading(article, group, kind, "given", given))
            found.append(_reading(article, group, kind, "not given", without))
    return found


def _reading(
    article: str, group: Group[Any], key: str, value: str, annotators: Iterable[str]
) -> Reading:
    first = group.members[0][1]
    of = (_kind(first), group.name or first.id)
    names = tuple(sorted(annotators))
    return Reading(article=article, of=of, key=key, value=value, annotators=names)


def _who(names: Names, thing: Any) -> Names:
    """Who annotated a record: as it says itself, or as its file does."""
    own: Provenance | None = getattr(thing, "provenance", None)
    return own.annotated_by if own and own.annotated_by else names


def _kind(thing: object) -> str:
    return type(thing).__name__.lower()


def _key(name: str) -> str:
    """The key of the format for a field of the model."""
    return _KEYS.get(name) or re.sub("_([a-z])", lambda found: found[1].upper(), name)


def _spell(value: Any) -> str:
    """A value as text, empty where there is none."""
    if isinstance(value, Quantity):
        least, most = value.minimum, value.maximum
        bounds = f"{least} to {most}" if least is not None else f"at most {most}"
        number = f"at least {least}" if most is None else bounds
        number = f"{least}" if least == most else number
        return f"{'about ' * value.approximate}{number} {value.unit}"
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
