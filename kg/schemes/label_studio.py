"""For Label Studio: the labeling interface, and a task with the fields of an article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final
from xml.sax.saxutils import quoteattr

from kg.importers.mapping import ARTICLE, SAME, fields_of
from kg.importers.tasks import LABELS_NAME, control_of
from kg.model.vocabulary import KINDS
from kg.schemes.asked import (
    ACTORS,
    PASSAGES,
    RELATIONS,
    Asked,
    all_asked,
    help_for,
    roles_of,
)

#: What is asked first; the others stand below "More".
_FIRST: Final = ("stance", "status", "quantity", "unit", "dateWords", "actor", "recipient",
                 "attributedTo", "relation", "basis", "claimedBy", "reason", "kind")  # fmt: skip
_TOLD: Final = ("textDigest", "textLength")  # worked out from the text


def scheme_label_studio() -> dict[str, bytes]:
    """The files of a project, by name."""
    head = [each.name for each in ARTICLE if not isinstance(each.kind, tuple)]
    data = {"document": "", **{name: "" for name in head if name not in _TOLD}, "text": ""}
    task = json.dumps([{"data": data}], indent=2)
    return {
        "labeling-interface.xml": "\n".join([*_interface(), ""]).encode(),
        "task.json": f"{task}\n".encode(),
    }


def _interface() -> Iterator[str]:
    yield "<View>"
    yield '  <Header value="$title"/>'
    yield "  <Relations>"
    roles = dict.fromkeys(role for label in (*KINDS, *PASSAGES) for role in roles_of(label))
    for name in (*RELATIONS, *roles, SAME):
        yield f"    <Relation value={quoteattr(name)}/>"
    yield "  </Relations>"
    yield f'  <Labels name="{LABELS_NAME}" toName="text" showInline="true">'
    for name in (*KINDS, *PASSAGES, *ACTORS):
        yield f"    <Label value={quoteattr(name)} hint={quoteattr(help_for(name))}/>"
    yield "  </Labels>"
    yield '  <Text name="text" value="$text" granularity="word"/>'
    fields = {each.name: each for each in all_asked()}
    yield from _controls([fields[name] for name in _FIRST], "  ")
    yield "  <Collapse>"
    yield '    <Panel value="More">'
    yield from _controls([each for name, each in fields.items() if name not in _FIRST], "      ")
    yield "    </Panel>"
    yield "  </Collapse>"
    yield "</View>"


def _controls(fields: Iterable[Asked], indent: str) -> Iterator[str]:
    """A control for each field, shown where a region has a label that has the field."""
    usable = {label: fields_of(label, placed=True) for label in (*KINDS, *PASSAGES, *ACTORS)}
    for each in fields:
        labels = [label for label, names in usable.items() if each.name in names]
        shown = (
            f'visibleWhen="region-selected" whenTagName="{LABELS_NAME}" '
            f'whenLabelValue="{",".join(labels)}"'
        )
        yield f"{indent}<View {shown}>"
        yield f'{indent}  <Header size="5" value={quoteattr(f"{each.name}: {each.help}")}/>'
        yield from (f"{indent}  {line}" for line in _control(each))
        yield f"{indent}</View>"


def _control(each: Asked) -> Iterator[str]:
    common = f'name="{each.name}" toName="text" perRegion="true"'
    kind = control_of(each.name)
    if kind == "number":
        yield f'<Number {common} min="0" step="1"/>'
    elif kind == "textarea":
        yield f'<TextArea {common} editable="true" rows="1"/>'
    else:
        inline = 'showInline="true"' if len(each.choices) < 10 else 'layout="select"'
        yield f"<Choices {common} {inline}>"
        for name in each.choices:
            hint = help_for(name)
            said = f" hint={quoteattr(hint)}" if hint else ""
            yield f"  <Choice value={quoteattr(name)}{said}/>"
        yield "</Choices>"
