"""A first mapping for a source: its labels, attributes and values, with what each may mean."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final

from kg.importers.mapping import FIELDS, LABELS, ROLES, Renaming
from kg.importers.marks import Document
from kg.model.names import fold_text
from kg.read.fields import Field

#: What begins each mapping that is printed.
INTRODUCTION: Final = (
    "# Check each line: the tool's name on the left, ours on the right. ignore leaves a thing",
    "# out on purpose; what has no line, or one that begins with #, is left out and reported.",
)
#: What tools call those who act, by the names that corpora and models of names use.
_ACTORS: Final = {
    "per": "Person", "pers": "Person", "person": "Person", "org": "Organization",
    "organization": "Organization", "organisation": "Organization", "gpe": "Actor",
    "country": "Actor", "state": "Actor", "norp": "Actor", "actor": "Actor",
}  # fmt: skip
#: Roles by the names that brat, event corpora and grammars use.
_ROLES: Final = {
    "agent": "actor", "source": "actor", "perpetrator": "actor", "arg0": "actor",
    "target": "recipient", "victim": "recipient", "patient": "recipient", "arg1": "recipient",
    "speaker": "attributedTo", "reporter": "attributedTo", "coref": "SameAction",
    "coreference": "SameAction",
}  # fmt: skip
#: Names of ours as others may write them.
_OURS: Final = {fold_text(name): name for name in (*sorted(ROLES), *LABELS)}


def suggest_mapping(documents: Iterable[Document], find_class: Callable[[str], str | None]) -> str:
    """A mapping of what a source has, as TOML; what nothing is close to stands there as a comment.

    Args:
        documents: the whole source.
        find_class: a label -> the class of action that it says, if any.
    """
    labels: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    attributes: dict[str, Counter[str]] = {}
    for document in documents:
        for mark in document.marks:
            (labels if mark.spans or mark.quote else roles)[mark.label] += 1
            roles.update(tie.role for tie in mark.ties if mark.spans or mark.quote)
            for value in mark.values:
                attributes.setdefault(value.name, Counter())[value.text] += 1
    lines = [
        *INTRODUCTION,
        "# Ours are: for a passage, a class of action (kg classes), Actor or a class of actor; for",
        "# who has which part in an act, actor, recipient, attributedTo …; between two acts,",
        "# retaliation or another relation, or SameAction. docs/importing.md says more.",
        "[labels]",
    ]
    lines += [_line(name, count, _label(name, find_class)) for name, count in _sorted(labels)]
    lines += [
        _line(name, count, _role(name)) for name, count in _sorted(roles) if name not in labels
    ]
    lines += ["", "[attributes]"]
    for name, values in sorted(attributes.items()):
        lines.append(_line(name, values.total(), name if name in FIELDS else None))
    for name, values in sorted(attributes.items()):
        lines += _values(name, values)
    return "\n".join(lines) + "\n"


def suggest_labels(counts: Counter[str], find_class: Callable[[str], str | None]) -> str:
    """A mapping of the codes or classes that a table or directory has, as TOML.

    Args:
        counts: how often each stands there.
        find_class: one of these -> what it is without a mapping.
    """
    lines = [
        "# What has a class here has it without a mapping too; write another on the right, or",
        "# ignore, which leaves it out on purpose. What begins with # is left out and reported.",
        "[labels]",
        *(_line(name, count, find_class(name)) for name, count in _sorted(counts)),
    ]
    return "\n".join(lines) + "\n"


def _sorted(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _label(name: str, find_class: Callable[[str], str | None]) -> str | None:
    if Renaming().label(name):
        return name
    return _ACTORS.get(fold_text(name)) or find_class(name)


def _role(name: str) -> str | None:
    plain = fold_text(name).removesuffix("-arg").rstrip("0123456789")
    if Renaming().role(name):
        return Renaming().role(name)
    return _ROLES.get(plain) or _OURS.get(plain)


def _line(name: str, count: int, ours: str | None) -> str:
    meant = f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(ours or 'ignore')}"
    return f"{meant}  # {count:,}" if ours else f"# {meant}  # {count:,}: no match found"


def _values(name: str, values: Counter[str]) -> list[str]:
    """The values of a field of ours that takes one of a few."""
    field = FIELDS.get(name)
    names = _choices(field) if field else ()
    odd = [(value, count) for value, count in _sorted(values) if names and value not in names]
    if not odd:
        return []
    told = [
        f'# {json.dumps(value, ensure_ascii=False)} = ""  # {count:,}: one of {", ".join(names)}'
        for value, count in odd
    ]
    return ["", f"[values.{name}]", *told]


def _choices(field: Field) -> tuple[str, ...]:
    return () if isinstance(field.kind, tuple) else tuple(field.kind.schema.get("enum", ()))
