"""A task that is written is read with the same marks, with values where the tool has them."""

from __future__ import annotations

import json

import pytest
from marks_made import TEXT, Made

from kg.importers.label_studio import read_label_studio
from kg.importers.ledger import Ledger
from kg.importers.marks import File
from kg.importers.tasks import control_of, write_label_studio


def test_what_is_written_reads_the_same() -> None:
    made = Made()
    made.mark("Expulsion", "expelled", quantity="3", actor=["XBO", "XSY"], approximate="true")
    made.mark("NoAct", "water", reason='"a" — b')
    task = write_label_studio(made.document())
    ledger = Ledger()
    (document,) = read_label_studio([File("x.json", json.dumps(task).encode())], ledger)
    assert (document.name, document.text) == ("made", TEXT)
    assert [
        (each.label, each.spans, each.words, [(x.name, x.text) for x in each.values])
        for each in document.marks
    ] == [
        (each.label, each.spans, each.words, [(x.name, x.text) for x in each.values])
        for each in made.marks
    ]


@pytest.mark.parametrize(
    ("name", "control"),
    [("stance", "choices"), ("approximate", "choices"), ("quantity", "number"),
     ("withinDay", "number"), ("actor", "textarea"), ("date", "textarea"),
     ("readingCertainty", "textarea")],
)  # fmt: skip
def test_each_kind_of_field_has_its_control(name: str, control: str) -> None:
    assert control_of(name) == control


def test_values_have_the_words_of_their_region_beside_them() -> None:
    made = Made()
    made.mark("Expulsion", "expelled", stance="asserts", quantity="3")
    label, stance, quantity = write_label_studio(made.document())["annotations"][0]["result"]
    assert label["value"]["labels"] == ["Expulsion"]
    assert stance["value"] == {"start": 33, "end": 41, "text": "expelled", "choices": ["asserts"]}
    assert (quantity["type"], quantity["value"]["number"]) == ("number", 3)
    assert {each["id"] for each in (label, stance, quantity)} == {"m0"}
