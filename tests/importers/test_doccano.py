"""doccano's JSONL in each of its shapes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from marks_made import TEXT

from kg.errors import UnreadableError
from kg.importers.doccano import read_doccano
from kg.importers.ledger import Ledger
from kg.importers.marks import Document, File
from kg.importers.offsets import find_places

AT = TEXT.index("expelled")
ODD = [None, True, 7, -1, 1e300, "x", [], [1, 2], {}, {"text": 1}, [[0]], "\ud800"]


def read(*rows: dict[str, Any]) -> tuple[list[Document], Ledger]:
    ledger = Ledger()
    data = "\n".join(json.dumps(row) for row in rows).encode()
    return list(read_doccano([File("all.jsonl", data)], ledger)), ledger


@pytest.mark.parametrize(
    "shape",
    [
        {"label": [[AT, AT + 8, "Expulsion"]]},
        {"labels": [[AT, AT + 8, "Expulsion"]]},
        {
            "annotations": [
                {"label": "Expulsion", "start_offset": AT, "end_offset": AT + 8, "user": 3}
            ]
        },
        {"entities": [{"id": 5, "label": "Expulsion", "start_offset": AT, "end_offset": AT + 8}]},
    ],
    ids=["triples", "labels", "annotations", "entities"],
)
def test_each_shape_is_read(shape: dict[str, Any]) -> None:
    ((document,), ledger) = read({"id": 9, "text": TEXT, **shape})
    (mark,) = document.marks
    assert (document.name, mark.label, mark.spans) == ("9", "Expulsion", ((AT, AT + 8),))
    assert mark.annotated_by == (("doccano user 3",) if "annotations" in shape else ())
    assert ledger.report()["kinds"]["annotations"]["read"] == 1


def test_relations_lead_from_entity_to_entity_and_comments_stay() -> None:
    entity = {"label": "Expulsion", "start_offset": AT, "end_offset": AT + 8}
    ((document,), _) = read(
        {
            "text": TEXT, "entities": [{"id": 1, **entity}, {"id": 2, **entity}],
            "relations": [{"id": 4, "from_id": 1, "to_id": 2, "type": "retaliation"}],
            "Comments": ["see page 2"],
        }
    )  # fmt: skip
    first, _, relation = document.marks
    assert [(each.name, each.text) for each in first.values] == [("comment", "see page 2")]
    assert (relation.label, [tie.to for tie in relation.ties]) == ("retaliation", ["1", "2"])


def test_entities_without_any_relation_are_warned_of_once_a_file() -> None:
    rows = [{"text": TEXT, "entities": [{"label": "Expulsion", "start_offset": AT,
             "end_offset": AT + 8}], "relations": []}] * 2  # fmt: skip
    _, ledger = read(*rows)
    said = [str(each) for each in ledger.findings() if "no relation" in each.message]
    assert said == [
        "all.jsonl: warning: has entities but no relations; doccano may leave them out of an "
        "export, so check the project"
    ]
    assert ledger.report()["kinds"].keys() == {"annotations"}
    rows[1] = {**rows[1], "relations": [{"from_id": 1, "to_id": 2, "type": "retaliation"}]}
    _, ledger = read(*rows)
    assert not [each for each in ledger.findings() if "no relation" in each.message]


def test_a_choice_is_a_label_at_the_place_of_its_mark() -> None:
    labels = [[AT, AT + 8, "status=ordered"], [AT, AT + 8, "Expulsion"], [0, 8, "stance=denies"]]
    ((document,), ledger) = read({"text": TEXT, "label": labels})
    (mark,) = document.marks
    assert [(each.name, each.text) for each in mark.values] == [("status", "ordered")]
    assert [(item.what, why) for item, why in ledger.left if "choice" in why] == [
        ("stance=denies", "no mark at its place takes this choice")
    ]


def test_labels_that_overlap_are_each_a_mark() -> None:
    labels = [[AT, AT + 8, "Expulsion"], [AT, AT + 14, "Statement"], [AT, AT + 8, "Expulsion"]]
    ((document,), ledger) = read({"text": TEXT, "label": labels})
    assert len({each.id for each in document.marks}) == 3
    assert find_places(document, TEXT, ledger).keys() == {"label1", "label2", "label3"}


def test_a_document_is_named_by_its_file_its_id_or_its_line() -> None:
    documents, _ = read(
        {"text": "a", "meta": {"filename": "klow.txt"}}, {"text": "b", "id": 4}, {"data": "c"}
    )
    assert [each.name for each in documents] == ["klow.txt", "4", "line-3"]


def test_a_numeric_label_is_a_label_and_white_space_at_an_edge_is_not_part() -> None:
    ((document,), ledger) = read({"text": TEXT, "label": [[AT - 1, AT + 9, 12]]})
    assert document.marks[0].label == "12"
    places = find_places(document, TEXT, ledger)
    assert [TEXT[slice(*each)] for found in places.values() for each in found] == ["expelled"]


@pytest.mark.parametrize("value", ODD, ids=ascii)
@pytest.mark.parametrize(
    "key", ["label", "annotations", "entities", "relations", "meta", "Comments"]
)
def test_odd_values_are_left_out_and_never_break(key: str, value: object) -> None:
    for held in (value, [value], [{"label": value, "start_offset": value, "end_offset": value}]):
        _, ledger = read({"text": TEXT, key: held})
        assert ledger.line().startswith("read ")


@pytest.mark.parametrize("row", [{"id": 1}, {"text": 3}])
def test_a_row_without_a_text_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError, match=r"all\.jsonl:1:1: has no text"):
        read(row)


@pytest.mark.parametrize(
    ("name", "rows", "count"),
    [("doccano_labeling.jsonl", 2, 16), ("doccano_labeling_text_label.jsonl", 2, 11)],
)
def test_real_exports_are_read_whole(name: str, rows: int, count: int, shared: Path) -> None:
    ledger = Ledger()
    file = File(name, (shared / "corpora/doccano" / name).read_bytes())
    assert len(list(read_doccano([file], ledger))) == rows
    assert ledger.report()["kinds"]["annotations"]["read"] == count
