"""The statements of a page's graph as columns."""

from __future__ import annotations

from kg.page.blocks import pack_blocks
from kg.page.columns import from_column

RECALL = ["a", "ret:Recall"]
THINGS = [
    ["action:a", [], [RECALL, ["ret:respondsTo", ["action:b", 2]], ["ret:about", "action:b"]]],
    ["action:b", [0], [RECALL, ["ret:partOfAction", ["action:a", 0], "action:gone"]]],
    ["link:1", [0, 1], [["ret:trigger", "action:b"], ["rdfs:label", '"action:b"@en']]],
]


def test_a_thing_is_named_once_and_then_by_its_number() -> None:
    packed = pack_blocks(THINGS)
    assert from_column(packed["names"]) == ["action:a", "action:b", "link:1"]
    assert from_column(packed["needs"]) == [[], [0], [0, 1]]
    assert from_column(packed["predicates"])[1] == ["a", "ret:partOfAction"]
    objects = {key: from_column(column) for key, column in packed["objects"].items()}
    assert objects == {
        "a": [["ret:Recall"], ["ret:Recall"]],
        "ret:respondsTo": [[[1, 2]]],  # stands with a claim
        "ret:about": [[1]],
        "ret:partOfAction": [[[0], "action:gone"]],  # stands with itself
        "ret:trigger": [[1]],
        "rdfs:label": [['"action:b"@en']],  # a text that names nothing
    }


def test_nothing_is_no_column_of_anything() -> None:
    assert pack_blocks([]) == {"names": [], "needs": [], "predicates": [], "objects": {}}
