"""What a person makes in Label Studio with our settings is imported without a mapping."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from imported_whole import TEXT, assert_told, at, imported

from kg.importers.mapping import FIELDS, LABELS, ROLES
from kg.importers.tasks import LABELS_NAME
from kg.schemes.label_studio import scheme_label_studio

FILES = scheme_label_studio()
INTERFACE = ET.fromstring(FILES["labeling-interface.xml"])


def controls(tag: str) -> dict[str, ET.Element]:
    return {each.attrib["name"]: each for each in INTERFACE.iter(tag)}


def test_every_name_of_the_settings_is_one_that_is_imported() -> None:
    labels = [each.attrib["value"] for each in INTERFACE.iter("Label")]
    assert set(labels) <= set(LABELS)
    relations = [each.attrib["value"] for each in INTERFACE.iter("Relation")]
    assert set(relations) <= {*LABELS, *ROLES}
    fields = {**controls("Choices"), **controls("TextArea"), **controls("Number")}
    assert set(fields) == set(FIELDS)
    for name, each in controls("Choices").items():
        kind = FIELDS[name].kind
        assert not isinstance(kind, tuple)
        for choice in each:
            kind.parse(choice.attrib["value"])
    assert all(each.attrib["perRegion"] == "true" for each in fields.values())


def test_every_label_has_its_meaning_and_names_are_unlike() -> None:
    assert all(len(each.attrib["hint"]) > 10 for each in INTERFACE.iter("Label"))
    names = [each.attrib["name"] for each in INTERFACE.iter() if "name" in each.attrib]
    assert len(names) == len(set(names))


def region(name: str, label: str, words: str) -> dict[str, Any]:
    start, end = at(words)
    value = {"start": start, "end": end, "text": words, "labels": [label]}
    return {"id": name, "from_name": LABELS_NAME, "to_name": "text", "type": "labels",
            "value": value}  # fmt: skip


def chosen(region: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """A value as the control with that name writes it, with the words of its region."""
    for tag, kind, key in (("Choices", "choices", "choices"), ("TextArea", "textarea", "text"),
                           ("Number", "number", "number")):  # fmt: skip
        if name in controls(tag):
            held = {**region["value"], key: value if key == "number" else [value]}
            del held["labels"]
            return {**region, "from_name": name, "type": kind, "value": held}
    raise AssertionError(name)


def test_what_a_person_makes_is_imported_whole(tmp_path: Path) -> None:
    expels = region("a1", "Expulsion", "ordered three Belgian envoys to leave")
    bans = region("a2", "TradeRestriction", "had banned")
    nothing = region("n1", "NoAct", "Nobody spoke of water")
    more = region("n2", "Boilerplate", "Read more on our pages")
    result = [
        region("w1", "State", "Bulgaria"), region("w2", "State", "Belgian"), expels, bans,
        chosen(expels, "status", "ordered"), chosen(expels, "stance", "asserts"),
        chosen(expels, "quantity", 3), chosen(expels, "unit", "persons"),
        chosen(bans, "status", "carriedOut"), chosen(bans, "actor", "Belgium"),
        chosen(bans, "recipient", "Bulgaria"),
        nothing, chosen(nothing, "reason", "it tells of no act"),
        more, chosen(more, "kind", "promotion"),
        *({"type": "relation", "from_id": one, "to_id": other, "labels": [name],
           "direction": "right"}
          for one, other, name in (("a1", "w1", "actor"), ("a1", "w2", "recipient"),
                                   ("a1", "a2", "retaliation"))),
    ]  # fmt: skip
    (task,) = json.loads(FILES["task.json"])
    task["data"] |= {"document": "klow", "text": TEXT}
    done = {"id": 1, **task, "annotations": [{"completed_by": 4, "result": result}]}
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([done]), "utf-8")
    article, said = imported(tmp_path, "label-studio", path)
    assert_told(article)
    assert "  quantity: 3\n  unit: persons\n" in article
    assert "0 errors, 0 warnings" in said
