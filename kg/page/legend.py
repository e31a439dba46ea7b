"""The legend: one entry for each sign that this page uses, and none for the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kg.page.signs import LINES, MARKERS, SPAN
from kg.tell.answers import ANSWERS
from kg.tell.index import Index
from kg.tell.signs import FILLS
from kg.tell.words import start_sentence


def list_legend(
    index: Index, records: Iterable[dict[str, Any]], edges: Sequence[dict[str, Any]]
) -> dict[str, list[tuple[str, str]]]:
    """The entries (sign, meaning) of each part of the legend that this page needs."""
    records = list(records)
    families = {record["family"] for record in records}
    fills = {record["fill"] for record in records}
    bases = {claim[0] for edge in edges for claim in edge["claims"]}
    grades = {claim[3] for edge in edges for claim in edge["claims"]}
    relations = {claim[2] for edge in edges for claim in edge["claims"]}
    states = {record["answerState"] for record in records}
    spans = any(record["day"] < record["until"] for record in records if record["day"])
    return {
        "answers": [(state, text) for state, text in ANSWERS.items() if state in states],
        "markers": [(sign, text) for sign, text in MARKERS.items() if sign in families],
        "fills": [(sign, text) for sign, (text, _) in FILLS.items() if sign in fills],
        "days": [("span", SPAN)] if spans else [],
        "lines": [(sign, text) for sign, text in LINES.items() if sign in bases | grades],
        "colours": [
            (relation, start_sentence(index.code(relation)))
            for relation in sorted(relations, key=_relation_order)
        ],
    }


def _relation_order(relation: str) -> tuple[int, str]:
    order = ("retaliation", "solidarity", "threatFulfilment", "reversal", "reply")
    return (order.index(relation) if relation in order else len(order)), relation
