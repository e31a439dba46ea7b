"""The neutral model: plain values."""

from __future__ import annotations

from marks_made import HERE, Made

from kg.importers.marks import File, Item


def test_a_mark_is_made_of_items_and_a_relation_has_no_place() -> None:
    made = Made()
    first = made.mark("Expulsion", "expels")
    made.mark("retaliation", ties={"from": first, "to": first})
    act, relation = made.document().marks
    assert act.items == (Item("spans", HERE, "m0 Expulsion", 0),)
    assert not relation.spans
    assert File("a", b"x").data == b"x"
