"""Prodigy's JSONL: what was accepted comes in, what was rejected or ignored is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from marks_made import TEXT

from kg.errors import UnreadableError
from kg.importers.ledger import Ledger
from kg.importers.marks import Document, File
from kg.importers.offsets import find_places
from kg.importers.prodigy import read_prodigy

AT = TEXT.index("expelled")
SPAN = {"start": AT, "end": AT + 8, "label": "Expulsion", "token_start": 2, "token_end": 2}


def read(*rows: dict[str, Any]) -> tuple[list[Document], Ledger]:
    ledger = Ledger()
    data = "\n".join(json.dumps(row) for row in rows).encode()
    return list(read_prodigy([File("all.jsonl", data)], ledger)), ledger


def test_a_row_is_a_document_with_its_annotator() -> None:
    ((document,), _) = read(
        {"text": TEXT, "spans": [SPAN], "answer": "accept", "_annotator_id": "set-maria",
         "meta": {"id": "klow-4", "url": "https://example.org/4"}}
    )  # fmt: skip
    assert (document.name, document.head) == ("klow-4", {"url": ["https://example.org/4"]})
    (mark,) = document.marks
    assert (mark.label, mark.spans, mark.annotated_by) == (
        "Expulsion", ((AT, AT + 8),), ("set-maria",),
    )  # fmt: skip


def test_rows_of_one_text_have_one_name_whoever_annotated_them() -> None:
    documents, _ = read({"text": "a", "_input_hash": -12}, {"text": "a", "_input_hash": -12},
                        {"text": "b"}, {"text": "c", "_input_hash": [3]})  # fmt: skip
    assert [each.name for each in documents] == ["input-12", "input-12", "row-3", "row-4"]


@pytest.mark.parametrize("answer", ["reject", "ignore"])
def test_a_row_that_was_not_accepted_is_left_out_whole(answer: str) -> None:
    ((document,), ledger) = read({"text": TEXT, "spans": [SPAN], "answer": answer})
    assert document.marks == []
    assert {why for _, why in ledger.left} == {
        f"its answer is {answer!r}", f"the answer of its row is {answer!r}",
    }  # fmt: skip


def test_what_was_chosen_is_of_the_one_span_of_its_row() -> None:
    ((document,), _) = read({"text": TEXT, "spans": [SPAN], "accept": ["Q1", 2]})
    assert [(each.name, each.text) for each in document.marks[0].values] == [
        ("accept", "Q1"), ("accept", "2"),
    ]  # fmt: skip
    _, ledger = read({"text": TEXT, "spans": [], "accept": ["Q1"]})
    assert [why for _, why in ledger.left] == ["describes the whole row, not a span"]


def test_the_end_of_tokens_is_inclusive_and_no_offset() -> None:
    ((document,), ledger) = read({"text": TEXT, "spans": [{**SPAN, "token_end": 2}]})
    assert find_places(document, TEXT, ledger) == {"s1": ((AT, AT + 8),)}


def test_relations_lead_from_head_to_child() -> None:
    other = {**SPAN, "start": 0, "end": 8}
    ((document,), _) = read(
        {"text": TEXT, "spans": [SPAN, other], "relations": [
            {"label": "actor", "head_span": SPAN, "child_span": other}]}
    )  # fmt: skip
    relation = document.marks[-1]
    assert (relation.label, [tie.to for tie in relation.ties]) == ("actor", ["s1", "s2"])


def test_an_address_of_an_annotator_is_dropped_and_counted() -> None:
    ((document,), ledger) = read({"text": TEXT, "spans": [SPAN], "_session_id": "a@example.org"})
    assert document.marks[0].annotated_by == ()
    assert ledger.report()["kinds"]["addresses"] == {"read": 1, "imported": 0, "leftOut": 1}


@pytest.mark.parametrize("value", [None, True, 7, "x", [], [1], {}, [{"start": True}]], ids=repr)
@pytest.mark.parametrize("key", ["spans", "relations", "meta", "answer", "accept", "_annotator_id"])
def test_odd_values_are_left_out_and_never_break(key: str, value: object) -> None:
    _, ledger = read({"text": TEXT, key: value})
    assert ledger.line().startswith("read ")


@pytest.mark.parametrize("row", [{"id": 1}, {"text": []}])
def test_a_row_without_a_text_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError, match=r"all\.jsonl:1:1: has no text"):
        read(row)


@pytest.mark.parametrize(
    ("name", "rows", "spans", "left"),
    [
        ("prodigy/news_headlines_ner.jsonl", 373, 303, 1),
        ("doccano/prodigy_nel_emerson.jsonl", 30, 30, 0),
    ],
)
def test_real_datasets_are_read_whole(
    name: str, rows: int, spans: int, left: int, shared: Path
) -> None:
    ledger = Ledger()
    file = File(name, (shared / "corpora" / name).read_bytes())
    assert len(list(read_prodigy([file], ledger))) == rows
    kinds = ledger.report()["kinds"]
    assert kinds["spans"]["read"] == spans
    assert kinds.get("rows", {"read": 0})["read"] == left
    assert ("choices" in kinds) == ("nel" in name)


def test_of_two_spans_at_a_place_a_relation_leads_to_that_of_its_label() -> None:
    other = {**SPAN, "label": "NoAct"}
    relations = [
        {"label": "actor", "head_span": SPAN, "child_span": other},
        {"label": "actor", "head_span": {**SPAN, "label": None}, "child_span": {"start": 1}},
    ]
    ((document,), _) = read({"text": TEXT, "spans": [SPAN, other], "relations": relations})
    found = [[tie.to for tie in each.ties] for each in document.marks if each.ties]
    assert found == [["s1", "s2"], ["s1", ""]]


def test_all_of_a_rejected_row_is_left_out_for_one_reason() -> None:
    relation = {"label": "actor", "head_span": SPAN, "child_span": SPAN}
    row = {"text": TEXT, "spans": [SPAN], "relations": [relation], "answer": "reject"}
    ((document,), ledger) = read(row)
    assert not document.marks
    assert {(item.kind, why) for item, why in ledger.left if item.kind != "rows"} == {
        ("spans", "the answer of its row is 'reject'"),
        ("relations", "the answer of its row is 'reject'"),
    }
