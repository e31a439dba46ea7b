"""Values as columns, and back."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from dispute import dispute

from kg.page.columns import Column, from_column, to_column
from kg.page.payload import collect, make_scene, pack
from kg.tell.index import Index
from kg.tell.overview import find_overview


def again(column: Column) -> list[Any]:
    return from_column(json.loads(json.dumps(column)))


def spell(value: Any) -> str:
    """JSON, in which True is not 1 as it is in a comparison."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


@pytest.mark.parametrize("name", ["actions", "chains", "evidence", "nodes", "open", "pairs"])
def test_columns_lose_nothing(name: str) -> None:
    index = Index(dispute())
    scene, overview = make_scene(index), find_overview(index)
    records = {**collect(scene, overview), **pack(scene, overview)}[name]
    assert spell(again(to_column(records))) == spell(records)


def test_no_values_are_an_empty_column() -> None:
    assert to_column([]) == []
    assert from_column([]) == []


def test_only_what_repeats_is_named_by_its_number() -> None:
    records = [{"id": f"a{n * n}", "by": [1, 2], "open": n > 3} for n in range(40)]
    column = to_column(records)
    assert isinstance(column, dict)
    assert column["keys"]["id"] == [each["id"] for each in records]
    assert column["keys"]["by"] == {"at": [0] * 40, "of": [[1, 2]]}
    assert from_column(column) == records


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ([100_000 + n for n in range(9)], "add"),
        ([[n, n * n, -n] for n in range(1000, 1009)], "across"),
        ([[str(each) for each in range(n)] for n in range(9)], "size"),
        ([None, *([n, n + 1, n + 2] for n in range(1000, 1009)), None], "null"),
        ([{"n": n} | ({"odd": n} if n % 2 else {}) for n in range(1000, 1009)], "has"),
    ],
)
def test_each_way_gives_back_what_it_was_made_of(values: list[Any], way: str) -> None:
    column = to_column(values)
    assert isinstance(column, dict)
    assert way in column
    assert spell(again(column)) == spell(values)
    assert len(spell(column)) < len(spell(values))


def test_true_is_not_one() -> None:
    values = [1, True, 0, False, "1", None] * 9
    assert spell(again(to_column([{"n": value} for value in values]))) == spell(
        [{"n": value} for value in values]
    )


def test_whatever_json_holds_comes_back() -> None:
    chance = random.Random(15)
    for _ in range(500):
        values = [invent(chance, 3) for _ in range(chance.randrange(12))]
        assert spell(again(to_column(values))) == spell(values)


def invent(chance: random.Random, depth: int) -> Any:
    sort = chance.randrange(8 if depth else 5)
    if sort < 5:
        return chance.choice([None, True, False, 1, 0, 7, 1.5, "1", "a", "b"])
    inside = [invent(chance, depth - 1) for _ in range(chance.choice([0, 2, 2, 3]))]
    return inside if sort < 7 else dict(zip("abc", inside, strict=False))
