"""Marks -> a task of Label Studio with its annotation: the inverse of its reader."""

from __future__ import annotations

from typing import Any, Final

from kg.importers.json_values import Table
from kg.importers.mapping import FIELDS
from kg.importers.marks import Document, say_values
from kg.read.fields import COUNT, INTEGER, YES_NO

LABELS_NAME: Final = "class"  # of the control that gives a region its label


def control_of(name: str) -> str:
    """How a value of ours is given in Label Studio: `choices`, `number` or `textarea`.

    Args:
        name: as `kg.importers.mapping.FIELDS` has it.
    """
    kind = FIELDS[name].kind
    if kind is YES_NO or (not isinstance(kind, tuple) and "enum" in kind.schema):
        return "choices"
    return "number" if kind in (INTEGER, COUNT) else "textarea"


def write_label_studio(document: Document) -> Table:
    """A task whose one annotation has a region for each mark, and what that says beside it.

    The head of the article stands in the data of the task, as `kg scheme label-studio` shows it.
    """
    head = {key: held[0] if len(held) == 1 else list(held) for key, held in document.head.items()}
    result: list[Table] = []
    for mark in document.marks:
        where = {"start": mark.spans[0][0], "end": mark.spans[0][1], "text": " ".join(mark.words)}
        common = {"id": mark.id, "to_name": "text", "origin": "manual"}
        value = {**where, "labels": [mark.label]}
        result.append({**common, "from_name": LABELS_NAME, "type": "labels", "value": value})
        for name, texts in say_values(mark.values).items():
            kind = control_of(name)
            key = "text" if kind == "textarea" else kind
            held: Any = int(texts[0]) if kind == "number" else texts
            row = {"from_name": name, "type": kind, "value": {**where, key: held}}
            result.append({**common, **row})
    data = {"document": document.name, **head, "text": document.text}
    return {"data": data, "annotations": [{"result": result}]}
