"""The legend: one entry for each sign that this page uses, and none for the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from kg.page.index import Index

#: Family of actions -> what its marker stands for; the template draws the same shapes.
MARKERS: Final = {
    "people": "Expulsion, recall or cut of staff",
    "diplomatic": "Other diplomatic measure: closure, suspension, visas, limits",
    "economic": "Economic measure",
    "hostile": "Hostile act: attack, interference, invasion, harassment",
    "other": "Consultation, debate, vote or preparation",
    "speech": "Statement or other speech act",
}
FILLS: Final = {
    "done": ("Carried out, ordered, or no status given", ("", "carriedOut", "ordered")),
    "announced": ("Announced", ("announced",)),
    "planned": ("Planned or threatened", ("planned", "threatened")),
    "declined": ("Declined: not going to happen", ("declined",)),
}
LINES: Final = {
    "stated": "Stated: a party says that it answers",
    "reported": "Reported: an author or another voice says so",
    "inferred": "Inferred by a rule; no source says so",
    "hedged": "Hedged or disputed claim",
}


def list_legend(
    index: Index, records: Iterable[dict[str, Any]], edges: Sequence[dict[str, Any]]
) -> dict[str, list[tuple[str, str]]]:
    """The entries (sign, meaning) of each part of the legend that this page needs."""
    records = list(records)
    families = {record["family"] for record in records}
    statuses = {record["status"] for record in records}
    bases = {edge["basis"] for edge in edges} | {"hedged" for edge in edges if edge["hedged"]}
    relations = sorted({edge["relation"] for edge in edges}, key=_relation_order)
    return {
        "markers": [(sign, text) for sign, text in MARKERS.items() if sign in families],
        "fills": [(sign, text) for sign, (text, used) in FILLS.items() if statuses & set(used)],
        "lines": [(sign, text) for sign, text in LINES.items() if sign in bases],
        "colours": [(relation, index.code(relation)) for relation in relations],
        "contested": [("contested", "A source denies or disputes it")]
        if any(record["contested"] for record in records)
        else [],
    }


def _relation_order(relation: str) -> tuple[int, str]:
    order = ("retaliation", "solidarity", "threatFulfilment", "reversal", "reply")
    return (order.index(relation) if relation in order else len(order)), relation
