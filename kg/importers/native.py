"""Native records -> the YAML of an annotated article, and of actors to be looked through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.importers.mapping import ACTIONS, ARTICLE, CASES, LINKS, REPORTS, nested
from kg.model.standing import needs_status
from kg.read.edits import quote_scalar
from kg.read.fields import COUNT, INTEGER, SHARE, SPAN, YES_NO, Field
from kg.read.formats import ACTOR_FIELDS, EVENT_COLUMNS, POST_FIELDS
from kg.tables import csv_bytes

#: A record: our field -> its values; the span as two numbers.
Record = Mapping[str, Sequence[str]]
DRAFTS: Final = "actors/imported.yaml"  # actors that nobody knows yet, in the data folder
TENURES: Final = nested("tenures", ACTOR_FIELDS)
_BARE: Final = (INTEGER, COUNT, SHARE, YES_NO, SPAN)  # kinds that need no quotation marks


@dataclass(slots=True)
class Native:
    """What an annotated article holds."""

    id: str
    head: dict[str, Sequence[str]]
    cases: list[dict[str, list[str]]] = field(default_factory=list)
    actions: list[dict[str, list[str]]] = field(default_factory=list)
    reports: list[Record] = field(default_factory=list)
    links: list[Record] = field(default_factory=list)
    boilerplate: list[Record] = field(default_factory=list)
    no_act: list[Record] = field(default_factory=list)

    def lacks(self) -> list[str]:
        """The fields that have to be filled in: sources seldom say them."""
        told = (
            ("", ARTICLE, [self.head]),
            ("boilerplate.", nested("boilerplate", ARTICLE), self.boilerplate),
            ("noAct.", nested("noAct", ARTICLE), self.no_act),
            ("cases.", CASES, self.cases),
        )
        return [
            f"{under}{each.name}"
            for under, fields, records in told
            for each in fields
            if each.required and any(each.name not in record for record in records)
        ]

    def without_status(self) -> list[str]:
        """The acts that need a status, which no report of them gives: the record refuses these."""
        told = {each["action"][0]: False for each in self.reports}
        told |= {each["action"][0]: True for each in self.reports if "status" in each}
        return [
            act["id"][0]
            for act in self.actions
            if told.get(act["id"][0]) is False and needs_status(act["type"][0])
        ]


def write_article(native: Native) -> str:
    """The article as YAML; a required field that is not known stands there empty."""
    lines = ["format: 1", "article:"]
    for each in ARTICLE:
        if each.name in native.head:
            lines.append(f"  {each.name}: {_values(each, native.head[each.name])}")
        elif each.required:
            lines.append(f"  {each.name}:")
        lines += _marked(each, {"boilerplate": native.boilerplate, "noAct": native.no_act})
    for key, fields, records in (
        ("cases", CASES, native.cases),
        ("actions", ACTIONS, native.actions),
        ("reports", REPORTS, native.reports),
        ("links", LINKS, native.links),
    ):
        if records:
            lines += ["", f"{key}:", *_records(fields, records)]
    return "\n".join(lines) + "\n"


def write_events(rows: Sequence[Mapping[str, str]]) -> bytes:
    """A table of events: the columns that are used, those that are needed, and one for reviews."""
    used = {name for row in rows for name, value in row.items() if value}
    if "extracted_by" in used:
        used.add("reviewed_by")
    names = [each.name for each in EVENT_COLUMNS if each.required or each.name in used]
    return csv_bytes(names, ([row.get(name, "") for name in names] for row in rows))


def write_actors(records: Iterable[Record]) -> str:
    """Actors that nobody declared yet, for a person to look through."""
    return "\n".join(
        ["# Named in the import and not known before. Check each entry before you use it.",
         "format: 1", "actors:", *_records(ACTOR_FIELDS, records)]
    ) + "\n"  # fmt: skip


def write_directory(
    actors: Iterable[Record], posts: Sequence[Record], tenures: Mapping[str, Sequence[Record]]
) -> str:
    """Actors, posts, and the tenures of persons by id, for a person to look through."""
    lines = ["# Imported. Check each entry before you use it.", "format: 1", "actors:"]
    for actor in actors:
        lines += _records(ACTOR_FIELDS, [actor])
        if held := tenures.get(actor["id"][0]):
            lines += ["  tenures:", *(f"  {line}" for line in _records(TENURES, held))]
    if posts:
        lines += ["", "posts:", *_records(POST_FIELDS, posts)]
    return "\n".join(lines) + "\n"


def _marked(place: Field, marked: Mapping[str, Sequence[Record]]) -> list[str]:
    records = marked.get(place.name, ())
    if not records or not isinstance(place.kind, tuple):
        return []
    return [f"  {place.name}:", *(f"  {line}" for line in _records(place.kind, records))]


def _records(fields: Sequence[Field], records: Iterable[Record]) -> Iterator[str]:
    for record in records:
        begin = "- "
        for each in fields:
            if each.name in record:
                yield f"{begin}{each.name}: {_values(each, record[each.name])}"
            elif each.required:
                yield f"{begin}{each.name}:"
            else:
                continue
            begin = "  "


def _values(kind: Field, values: Sequence[str]) -> str:
    written = [each if kind.kind in _BARE else quote_scalar(each) for each in values]
    return written[0] if len(written) == 1 and kind.kind is not SPAN else f"[{', '.join(written)}]"
