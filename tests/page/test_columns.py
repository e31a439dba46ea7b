"""Records as columns, and back."""

from __future__ import annotations

import json

import pytest
from dispute import dispute

from kg.page.columns import from_columns, to_columns
from kg.page.payload import collect, make_scene
from kg.tell.index import Index
from kg.tell.overview import find_overview


@pytest.mark.parametrize("name", ["actions", "chains"])
def test_columns_lose_nothing(name: str) -> None:
    index = Index(dispute())
    records = collect(make_scene(index), find_overview(index))[name]
    assert from_columns(json.loads(json.dumps(to_columns(records)))) == json.loads(
        json.dumps(records)
    )


def test_no_records_are_no_columns() -> None:
    assert to_columns([]) == {}
    assert from_columns({}) == []


def test_only_what_repeats_is_named_by_its_number() -> None:
    records = [{"id": f"a{n}", "by": [1, 2], "open": n > 3} for n in range(40)]
    columns = to_columns(records)
    assert columns["id"] == [each["id"] for each in records]
    assert columns["by"] == {"at": [0] * 40, "of": [[1, 2]]}
    assert from_columns(columns) == records


def test_true_is_not_one() -> None:
    records = [{"n": value} for value in (1, True, 0, False, "1", None) * 9]
    assert [each["n"] for each in from_columns(to_columns(records))] == [x["n"] for x in records]
    assert {type(each["n"]) for each in from_columns(to_columns(records))} == {
        int, bool, str, type(None),
    }  # fmt: skip
