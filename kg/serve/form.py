"""The fields that the page of `kg review` offers for each kind of record, made from the formats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.read.fields import COUNT, EDTF, ID, INTEGER, SHARE, SPAN, TEXT, WORDS, YES_NO, Field
from kg.read.formats import ARTICLE_FILE

#: The sections of an article file that have records of their own, in the order of the file.
SECTIONS: Final = ("article", "cases", "actions", "reports", "links")
_KINDS: Final = (
    (ID, "id"), (INTEGER, "integer"), (COUNT, "integer"), (SHARE, "share"), (SPAN, "span"),
    (TEXT, "text"), (WORDS, "text"), (YES_NO, "yesno"), (EDTF, "value"),
)  # fmt: skip
_LONGEST_CHOICE: Final = 12  # names; of more, which are the classes of action, one is completed
#: Which list completes the value of a key.
_LISTS: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            "actor", "recipient", "performedBy", "affected", "attributedTo", "relayedBy",
            "claimedBy", "solidarityWith", "publisher",
        ),
        "actors",
    ),
    **dict.fromkeys(
        ("action", "response", "trigger", "partOfAction", "about", "announces", "prepares"),
        "actions",
    ),
    **dict.fromkeys(("disputedBy", "conflictsWith"), "claims"),
    "case": "cases",
}  # fmt: skip


def list_fields() -> dict[str, list[dict[str, Any]]]:
    """The fields of each section, in the order of the format.

    >>> [each["name"] for each in list_fields()["cases"]]
    ['id', 'label', 'description']
    """
    sections: dict[str, list[dict[str, Any]]] = {}
    for each in ARTICLE_FILE:
        if each.name in SECTIONS and isinstance(each.kind, tuple):
            sections[each.name] = [describe_field(field) for field in each.kind]
    return sections


def describe_field(field: Field) -> dict[str, Any]:
    """A field as the page needs it: its name, kind, list or choices, and what it means."""
    choices: Sequence[str] = ()
    if isinstance(field.kind, tuple):
        kind = "record"
    else:
        choices = field.kind.schema.get("enum", ())
        other = "text" if field.kind.is_text else "value"
        kind = "choice" if choices else next((x for of, x in _KINDS if of is field.kind), other)
    few = len(choices) <= _LONGEST_CHOICE
    return {
        "name": field.name,
        "kind": kind,
        "doc": field.doc,
        "required": field.required,
        "many": field.many,
        "choices": list(choices) if few else [],
        "list": _LISTS.get(field.name, "") if few else "classes",
    }
