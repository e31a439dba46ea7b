"""For brat: annotation.conf with events and their roles, and what each name means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.importers.mapping import SAME
from kg.model.vocabulary import CODES, KINDS
from kg.schemes.asked import (
    ACTORS,
    PASSAGES,
    RELATIONS,
    Asked,
    asked_of,
    help_for,
    is_pointer,
    roles_of,
)

_MANY: Final = "*"
_FIRST: Final = "Expulsion"  # all classes of action have the fields of this one
_RULES: Final = """\
# How to annotate with these settings

1. Mark the words that tell of an act, and give them its class. Mark the names of actors.
2. Draw from the act to its actors: `actor` acts, `recipient` is acted upon, `attributedTo` says so.
3. Choose `stance` and `status`. Without a stance the words assert the act. A measure or hostile
   act needs a status in one of its passages.
4. Draw a relation from the answer to the act that it answers: `retaliation` or another one.
5. Two passages that tell of one act: draw `Equiv` between them.
6. Numbers, days and texts go into the notes of the act, a name and a value each:
   `quantity: 23; unit: persons; dateWords: on Monday`

Save the texts as NAME.txt with an empty NAME.ann, and this folder's files beside them. Then:
`kg import brat FOLDER -o data --articles FOLDER/articles.csv`.
"""


def scheme_brat() -> dict[str, bytes]:
    """The files of a project, by name."""
    return {
        "annotation.conf": "\n".join([*_entities(), *_relations(), *_events(), *_attributes(), ""]
                                     ).encode(),
        "tools.conf": b"[options]\nValidation\tvalidate:none\n\n[search]\n\n[annotators]\n\n"
                      b"[disambiguators]\n\n[normalization]\n",
        "guidelines.md": "\n".join([_RULES, *_told()]).encode(),
    }  # fmt: skip


def _entities() -> Iterator[str]:
    yield "[entities]"
    for name in ACTORS:
        yield from _commented(name, name)


def _relations() -> Iterator[str]:
    yield "\n[relations]"
    yield "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>"
    for name in RELATIONS:
        yield from _commented(name, f"{name}\tArg1:<EVENT>, Arg2:<EVENT>")
    yield from _commented(
        SAME, "Equiv\tArg1:<EVENT>, Arg2:<EVENT>, <REL-TYPE>:symmetric-transitive"
    )


def _events() -> Iterator[str]:
    yield "\n[events]"
    for name in (*KINDS, *PASSAGES):
        roles = ", ".join(
            f"{role}{_MANY}:{'<EVENT>' if is_pointer(role) else '<ENTITY>'}"
            for role in roles_of(name)
        )
        yield from _commented(name, f"{name}\t{roles}" if roles else name)


def _attributes() -> Iterator[str]:
    yield "\n[attributes]"
    for name, (labels, choices) in _choices().items():
        of = "|".join(labels) if labels[0] in PASSAGES else "<EVENT>"
        yield f"{name}\tArg:{of}, Value:{'|'.join(choices)}"


def _choices() -> dict[str, tuple[list[str], Sequence[str]]]:
    """The fields that take one of a few values: whose they are, and the values."""
    found: dict[str, tuple[list[str], Sequence[str]]] = {}
    for label in (*KINDS, *PASSAGES):
        for each in asked_of(label):
            if each.choices and each.name not in ("type", "describedAs"):
                found.setdefault(each.name, ([], each.choices))[0].append(label)
    return found


def _commented(name: str, line: str) -> Iterator[str]:
    yield f"# {' '.join(help_for(name).split())}"
    yield line


def _told() -> Iterator[str]:
    for title, names in (
        ("Acts", KINDS), ("Actors", ACTORS), ("Other passages", PASSAGES),
        ("Relations", RELATIONS), ("Stances", CODES["Stance"]), ("Statuses", CODES["Status"]),
        ("Units", CODES["Unit"]),
    ):  # fmt: skip
        yield f"\n## {title}\n"
        yield from (f"- `{name}`: {help_for(name)}" for name in names)
    yield "\n## Fields for notes and attributes\n"
    yield from _listed(asked_of(_FIRST))
    yield "\nOf a `Link`:\n"
    yield from _listed(asked_of("Link"))


def _listed(fields: Iterable[Asked]) -> Iterator[str]:
    yield from (f"- `{each.name}`: {each.help}" for each in fields)
