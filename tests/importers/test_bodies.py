"""What annotations say: tags, values, persons without their addresses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from marks_made import HERE

from kg.importers.bodies import Body, add_person, names_in, read_body, read_tags
from kg.importers.ledger import Ledger

TAG = {"type": "TextualBody", "purpose": "tagging", "value": "Expulsion"}


def read(**annotation: Any) -> tuple[Body, Ledger]:
    ledger = Ledger()
    return read_body(annotation, HERE, ledger, {"CATMA_1": "Recall", "CATMA_2": "status"}), ledger


def said(body: Body) -> tuple[list[str], dict[str, str]]:
    return [tag for tag, _ in body.labels()], {each.name: each.text for each in body.values}


def test_tags_are_labels_and_pairs_are_values() -> None:
    body, _ = read(body=[{**TAG, "value": "odd"}, TAG, {**TAG, "value": "status: ordered"}])
    assert said(body) == (["Expulsion", "odd"], {"status": "ordered"})  # one of ours first


@pytest.mark.parametrize(
    "annotation",
    [
        {"motivation": "classifying", "bodyValue": "Expulsion"},
        {"motivation": ["tagging"], "body": {"type": "TextualBody", "value": "Expulsion"}},
        {"motivation": "tagging", "body": "https://made.example/classes#Expulsion"},
        {"body": {"type": "SpecificResource", "purpose": "tagging",
                  "source": "https://made.example/Expulsion"}},
        {"body": {"type": "SpecificResource", "purpose": "tagging",
                  "source": {"id": "https://made.example/Expulsion"}}},
    ],
)  # fmt: skip
def test_each_way_of_tagging_is_read(annotation: dict[str, Any]) -> None:
    body, ledger = read(**annotation)
    assert said(body) == (["Expulsion"], {})
    assert ledger.line().startswith("read 1, ")


def test_a_table_is_values_and_other_text_has_the_name_of_its_purpose() -> None:
    table = json.dumps({"stance": "asserts", "actor": ["XBO", "XSY"], "quantity": 3})
    body, ledger = read(
        body=[
            {"type": "TextualBody", "format": "application/json", "value": table},
            {"type": "TextualBody", "purpose": "commenting", "value": "I doubt it."},
            {"type": "TextualBody", "format": "application/json", "value": "{"},
        ]
    )
    assert [(each.name, each.text) for each in body.values] == [
        ("stance", "asserts"), ("actor", "XBO"), ("actor", "XSY"), ("quantity", "3"),
        ("commenting", "I doubt it."), ("comment", "{"),
    ]  # fmt: skip
    assert "doubt" not in json.dumps(ledger.report())


def test_a_body_that_is_another_document_is_left_out() -> None:
    body, ledger = read(motivation="commenting", body="https://made.example/essay")
    assert said(body) == ([], {})
    assert [why for _, why in ledger.left] == ["is another document, and nothing is fetched"]


def test_catmas_tags_and_properties_are_named_by_their_ids() -> None:
    author = "CATMA_AB27F1D4-303A-3622-BB2C-72C310D0C1BF"
    body, _ = read(
        body={"type": "Dataset", "tag": "tagsets/T_1/CATMA_1", "properties": {
            "system": {author: ["MNowak"], "CATMA_9": ["2031-03-05T10:00"]},
            "user": {"CATMA_2": ["ordered"], "CATMA_3": ["x"]}}}
    )  # fmt: skip
    assert said(body) == (["Recall"], {"status": "ordered", "CATMA_3": "x"})
    assert body.annotated_by == ["MNowak"]
    own = {"CATMA_2": {"uuid": "CATMA_2", "name": "status"}}
    definitions = {"uuid": "CATMA_1", "name": "Recall", "userDefinedPropertyDefinitions": own}
    assert dict(names_in(definitions)) == {"CATMA_1": "Recall", "CATMA_2": "status"}


def test_addresses_are_dropped_and_counted() -> None:
    body, ledger = read(
        creator=[
            {"type": "Person", "name": "Maria Nowak", "email": "mailto:m@made.example"},
            "mailto:b@made.example",
            {"name": "c@made.example"},
            {"id": "https://made.example/people/4"},
        ]
    )
    assert body.annotated_by == ["Maria Nowak", "https://made.example/people/4"]
    assert ledger.report()["kinds"] == {"addresses": {"read": 3, "imported": 0, "leftOut": 3}}
    assert "made.example" not in json.dumps(ledger.report())


def test_an_account_of_hypothesis_is_a_name() -> None:
    body, ledger = Body(), Ledger()
    add_person("acct:maria@hypothes.is", HERE, ledger, body)
    add_person("", HERE, ledger, body)
    assert body.annotated_by == ["maria"]
    assert not ledger.left


def test_what_a_program_made_has_its_day() -> None:
    program = {"type": "Software", "name": "Finder 2"}
    body, _ = read(creator=program, created="2031-03-05T10:00:00Z")
    assert body.extracted_by == "Finder 2, 2031-03-05"


def test_empty_tags_are_left_out() -> None:
    ledger = Ledger()
    assert said(read_tags(["", 3, None, "Recall"], HERE, ledger)) == (["Recall", "3"], {})
    assert len(ledger.left) == 4  # the labels are taken with their marks
