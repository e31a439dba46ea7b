"""doccano's JSONL in its three shapes: labels as triples, annotations, or entities and relations.

doccano keeps no words of a span: a place is proved by whole words. It keeps no values either: in a
project of `kg scheme doccano` a choice is a label at the place of its act, such as status=ordered.
Its export of relations may be empty where the project has some (doccano#1795): it then has entities
and no relation at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.json_values import as_text, list_at, load_lines, span_of, table_at, text_at
from kg.importers.ledger import Ledger
from kg.importers.marks import Document, File, Mark, Span, Tie, Value

_TEXTS: Final = ("text", "data")  # where the text stands, by version
_NO_RELATION: Final = (
    "has entities but no relations; doccano may leave them out of an export, so check the project"
)
_CHOICE: Final = re.compile(r"([A-Za-z]+)=(\w+)")
_NAMES: Final = ("filename", "file_name", "upload_name", "id")


def read_doccano(files: Sequence[File], ledger: Ledger) -> Iterator[Document]:
    """The documents of doccano exports, a line each.

    Args:
        files: .jsonl files.
        ledger: everything read is noted there.
    Raises:
        UnreadableError: a file is not JSON lines of doccano.
    """
    for file in files:
        related = [False, False]  # whether rows have entities, and whether any has a relation
        for place, row in load_lines(file):
            related[0] |= bool(list_at(row, "entities"))
            related[1] |= bool(list_at(row, "relations"))
            text = next((row[each] for each in _TEXTS if _has_text(row, each)), None)
            if text is None:
                message = "has no text; export the project as JSONL"
                raise UnreadableError([Finding(place, message)])
            yield Document(
                name=_name(row, place),
                place=place,
                text=text,
                marks=_with_choices(_marks(row, place, ledger), ledger),
            )
        if related == [True, False]:
            ledger.warn(Place(file.name), _NO_RELATION)


def _has_text(row: Any, key: str) -> bool:
    return isinstance(row, dict) and isinstance(row.get(key), str)


def _name(row: dict[str, Any], place: Place) -> str:
    meta = table_at(row, "meta")
    named = next(filter(None, (text_at(each, key) for each in (meta, row) for key in _NAMES)), "")
    return named or f"line-{place.line}"


def _marks(row: dict[str, Any], place: Place, ledger: Ledger) -> Iterator[Mark]:
    values = tuple(
        Value("comment", as_text(each), ledger.read("comments", place, as_text(each)))
        for key in ("Comments", "comments")
        for each in list_at(row, key)
    )
    for key in ("label", "labels", "annotations", "entities"):
        for number, each in enumerate(list_at(row, key), start=1):
            start, end, label, who, name = _annotation(each)
            item = ledger.read("annotations", place, label or f"{key} {number}")
            if (span := span_of(start, end)) is None:
                ledger.leave("has no place in the text", item)
                continue
            yield Mark(
                id=name or f"{key}{number}",
                label=label,
                items=(item,),
                spans=(span,),
                values=values,
                annotated_by=(who,) if who else (),
            )
            values = ()  # a comment is of the document: it stays with its first mark
    for number, each in enumerate(list_at(row, "relations"), start=1):
        label = text_at(each, "type") or text_at(each, "label")
        item = ledger.read("relations", place, label)
        ends = [text_at(each, key) for key in ("from_id", "to_id")]
        ties = tuple(Tie(role, end, item) for role, end in zip(("from", "to"), ends, strict=True))
        yield Mark(id=f"relation{number}", label=label, items=(item,), ties=ties)


def _with_choices(marks: Iterable[Mark], ledger: Ledger) -> list[Mark]:
    """The marks, where `status=ordered` at the place of another mark is a value of that."""
    held: list[Mark] = []
    chosen: dict[tuple[Span, ...], list[Value]] = {}
    for each in marks:
        if found := _CHOICE.fullmatch(each.label):
            value = Value(found[1], found[2], each.items[0])
            chosen.setdefault(each.spans, []).append(value)
        else:
            held.append(each)
    places = {each.spans for each in held}
    for spans, values in chosen.items():
        if spans not in places:
            ledger.leave("no mark at its place takes this choice", *(x.item for x in values))
    return [
        replace(each, values=(*each.values, *chosen.get(each.spans, ()))) if each.spans else each
        for each in held
    ]


def _annotation(each: Any) -> tuple[Any, Any, str, str, str]:
    """Start, end, label, who, and id of an annotation in any of the shapes."""
    if isinstance(each, list) and len(each) == 3:
        return each[0], each[1], as_text(each[2]), "", ""
    if not isinstance(each, dict):
        return None, None, as_text(each), "", ""
    start = each.get("start_offset", each.get("start"))
    end = each.get("end_offset", each.get("end"))
    user = text_at(each, "user")
    who = f"doccano user {user}" if user else ""
    return start, end, text_at(each, "label"), who, text_at(each, "id")
