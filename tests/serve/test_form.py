"""The form offers every field of the format, each in its kind."""

from __future__ import annotations

from typing import Any

from kg.read.formats import ARTICLE_FILE
from kg.serve.form import SECTIONS, list_fields

FIELDS = list_fields()


def field(section: str, name: str) -> dict[str, Any]:
    return next(each for each in FIELDS[section] if each["name"] == name)


def test_every_field_of_the_format_is_offered_in_its_order() -> None:
    expected = {
        each.name: [inner.name for inner in each.kind]
        for each in ARTICLE_FILE
        if isinstance(each.kind, tuple)
    }
    assert {name: [x["name"] for x in fields] for name, fields in FIELDS.items()} == expected
    assert tuple(sorted(FIELDS)) == tuple(sorted(SECTIONS))


def test_a_field_is_of_the_kind_that_its_values_are() -> None:
    kinds = {
        ("reports", "action"): "id",
        ("reports", "span"): "span",
        ("reports", "stance"): "choice",
        ("reports", "quantity"): "integer",
        ("reports", "occurrence"): "integer",
        ("reports", "approximate"): "yesno",
        ("reports", "date"): "value",
        ("reports", "words"): "text",
        ("reports", "reason"): "text",
        ("reports", "reviewedBy"): "text",
        ("links", "readingCertainty"): "share",
        ("article", "boilerplate"): "record",
    }
    assert {key: field(*key)["kind"] for key in kinds} == kinds


def test_long_choices_are_completed_and_short_ones_are_chosen() -> None:
    assert field("actions", "type")["list"] == "classes"
    assert field("actions", "type")["choices"] == []
    assert field("links", "basis")["choices"] == ["stated", "reported"]
    assert field("links", "basis")["list"] == ""


def test_a_value_that_is_an_id_is_completed_from_the_list_of_its_kind() -> None:
    lists = {
        ("reports", "attributedTo"): "actors",
        ("article", "publisher"): "actors",
        ("links", "trigger"): "actions",
        ("actions", "case"): "cases",
        ("links", "disputedBy"): "claims",
        ("reports", "id"): "",
    }
    assert {key: field(*key)["list"] for key in lists} == lists
