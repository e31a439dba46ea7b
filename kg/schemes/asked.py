"""What a person who annotates is asked for, whatever the tool: labels, fields, roles, relations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.importers.mapping import (
    ACTOR,
    ANY,
    BOILERPLATE,
    FIELDS,
    LINK,
    NO_ACT,
    REPORTS,
    SAME,
    fields_of,
)
from kg.model.vocabulary import ACTOR_TYPES, CODES, KINDS
from kg.read.fields import ACTOR as ACTOR_KIND
from kg.read.fields import ID
from kg.tell.definitions import describe_class, read_definitions

_OWN: Final = {
    ANY: "An act that another article, or a file of data/actions, declares: give its id as action.",
    ACTOR: "The name of a state, body, person or group, of whatever class.",
    LINK: "Words that say that one act answers another.",
    NO_ACT: "A sentence that tells of no act.",
    BOILERPLATE: "A part that says nothing of the events: a caption, an appeal, a promotion.",
    SAME: "Both passages tell of one act.",
}
#: Fields that point to another act.
POINTERS: Final = ("about", "announces", "prepares", "partOfAction")
ACTORS: Final = (*ACTOR_TYPES, ACTOR)
PASSAGES: Final = (LINK, NO_ACT, BOILERPLATE)
RELATIONS: Final = tuple(CODES["Relation"])


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that a person fills in."""

    name: str
    help: str
    choices: Sequence[str] = ()  # what may be chosen; none where anything may be written


def asked_of(label: str) -> list[Asked]:
    """The fields of a mark with a label of ours, those of reports first.

    >>> [each.name for each in asked_of("NoAct")]
    ['reason']
    """
    usable = fields_of(label, placed=True) & FIELDS.keys()
    first = [each.name for each in REPORTS if each.name in usable]
    rest = [name for name in FIELDS if name in usable and name not in first]
    return [_asked(name) for name in (*first, *rest)]


def all_asked() -> Iterator[Asked]:
    """Every field, once."""
    return map(_asked, FIELDS)


def _asked(name: str) -> Asked:
    field = FIELDS[name]
    kind = field.kind
    choices = () if isinstance(kind, tuple) else tuple(kind.schema.get("enum", ()))
    if not isinstance(kind, tuple) and kind.schema.get("type") == "boolean":
        choices = ("true", "false")
    return Asked(name, field.doc, choices)


def roles_of(label: str) -> list[str]:
    """The fields of a label that name actors, and those that point to acts."""
    usable = fields_of(label, placed=True) & FIELDS.keys()
    return [
        name
        for name in FIELDS
        if name in usable
        and (FIELDS[name].kind is ACTOR_KIND or name in (*POINTERS, "response", "trigger"))
    ]


def is_pointer(role: str) -> bool:
    """Whether a role is played by another act, and not by an actor."""
    return FIELDS[role].kind is ID


def help_for(name: str) -> str:
    """What a label or a choice means: its definition in the ontology."""
    if name in _OWN:
        return _OWN[name]
    return describe_class(name) if name in KINDS else read_definitions().get(name, "")
