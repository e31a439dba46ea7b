"""For doccano: span types and relation types. A choice is a span type too, such as status=ordered.

doccano keeps no values of a span: a choice is marked at the same place as its act.
"""

from __future__ import annotations

import colorsys
import json
from collections.abc import Iterable, Iterator
from typing import Final

from kg.importers.mapping import BOILERPLATE, NO_ACT, SAME
from kg.model.vocabulary import KINDS
from kg.schemes.asked import ACTORS, RELATIONS, asked_of, help_for, roles_of

_CHOSEN: Final = ("stance", "status", "unit", "stanceOn", "approximate")
_RULES: Final = """\
# How to annotate with these settings

1. Make a project for sequence labeling with relations and overlapping spans. Import
   span-types.json as span types and relation-types.json as relation types.
2. Import each text as a line of JSON: `{"text": "...", "filename": "NAME.txt"}`.
3. Mark the words that tell of an act, and give them its class. Mark the names of actors.
4. Mark the same words again for each choice: `status=ordered`, `stance=denies`. Without a stance
   the words assert the act. A measure or hostile act needs a status in one of its passages.
5. Draw from the act to its actors (`actor`, `recipient`, `attributedTo`), from the answer to the
   act that it answers (`retaliation` or another one), and `SameAction` between two passages of
   one act.
6. doccano has no place for numbers, days and texts: add them after the import.

Export as JSONL, then: `kg import doccano all.jsonl -o data --articles articles.csv`. Look whether
the export has your relations: doccano may leave them out.
"""


def scheme_doccano() -> dict[str, bytes]:
    """The files of a project, by name."""
    spans = [*KINDS, *ACTORS, NO_ACT, BOILERPLATE, *_choices()]
    roles = dict.fromkeys(
        role for label in KINDS for role in roles_of(label) if not role.startswith("action")
    )
    return {
        "span-types.json": _types(spans),
        "relation-types.json": _types([*RELATIONS, *roles, SAME]),
        "guidelines.md": "\n".join([_RULES, *_told()]).encode(),
    }


def _choices() -> Iterator[str]:
    fields = {each.name: each for each in asked_of("Expulsion")}
    for name in _CHOSEN:
        yield from (f"{name}={choice}" for choice in fields[name].choices)
    for each in asked_of(BOILERPLATE):
        yield from (f"{each.name}={choice}" for choice in each.choices)


def _types(names: Iterable[str]) -> bytes:
    """Labels as doccano imports them, each with a colour of its own."""
    listed = list(names)
    types = [
        {
            "text": name,
            "suffixKey": None,
            "backgroundColor": _colour(number / len(listed)),
            "textColor": "#000000",
        }
        for number, name in enumerate(listed)
    ]
    return f"{json.dumps(types, indent=2)}\n".encode()


def _colour(share: float) -> str:
    """A light colour: black text on it has a contrast above 7."""
    parts = colorsys.hls_to_rgb(share, 0.8, 0.7)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _told() -> Iterator[str]:
    for title, names in (("Acts", KINDS), ("Actors", ACTORS), ("Relations", RELATIONS)):
        yield f"\n## {title}\n"
        yield from (f"- `{name}`: {help_for(name)}" for name in names)
    yield "\n## Choices\n"
    for name in _choices():
        field, _, choice = name.partition("=")
        yield f"- `{name}`: {help_for(choice) or field}"
