"""What was read is imported or left out with a reason, and the counts add up."""

from __future__ import annotations

import pytest

from kg.errors import Place
from kg.files import json_bytes
from kg.importers.ledger import UNUSED, Ledger

HERE = Place("a.ann", 3, 1)


def test_counts_add_up_and_what_nobody_took_is_left_out() -> None:
    ledger = Ledger()
    one, two, three = (ledger.read("spans", HERE, name) for name in ("T1", "T2", "T3"))
    ledger.take(one)
    ledger.leave("cuts a word", two)
    assert ledger.line() == "read 3, imported 1, left out 2"
    assert [(item.what, why) for item, why in ledger.left] == [
        ("T2", "cuts a word"),
        ("T3", UNUSED),
    ]
    assert three not in (one, two)
    assert ledger.is_short


def test_what_is_left_out_stays_so_and_has_its_first_reason() -> None:
    ledger = Ledger()
    item = ledger.read("spans", HERE, "T1")
    ledger.leave("first", item)
    ledger.leave("second", item)
    ledger.take(item)
    assert [why for _, why in ledger.left] == ["first"]


def test_things_that_look_alike_are_counted_each() -> None:
    ledger = Ledger()
    one, _ = (ledger.read("spans", HERE, "T1") for _ in range(2))
    ledger.take(one)
    assert ledger.line() == "read 2, imported 1, left out 1"


def test_what_the_mapping_leaves_out_is_not_missed() -> None:
    ledger = Ledger()
    ledger.leave("the mapping ignores it", ledger.read("notes", HERE, "#1"), excluded=True)
    assert not ledger.is_short
    assert ledger.findings() == []
    assert ledger.line() == "read 1, imported 0, left out 1"


def test_an_equal_reason_is_told_once_with_its_number() -> None:
    ledger = Ledger()
    for name in ("T1", "T2", "T3"):
        ledger.leave("is odd", ledger.read("spans", HERE, name))
    ledger.leave("is odd", ledger.read("notes", HERE, "#1"))
    assert [str(each) for each in ledger.findings()] == [
        "a.ann:3:1: warning: left out: 'T1' and 2 more spans: is odd",
        "a.ann:3:1: warning: left out: '#1', of notes: is odd",
    ]


def test_the_report_has_counts_by_kind_and_each_thing_left_out() -> None:
    ledger = Ledger()
    ledger.take(ledger.read("spans", HERE, "T1"))
    ledger.leave("is odd", ledger.read("notes", HERE, "#1"))
    assert ledger.report() == {
        "kinds": {
            "spans": {"read": 1, "imported": 1, "leftOut": 0},
            "notes": {"read": 1, "imported": 0, "leftOut": 1},
        },
        "leftOut": [{"place": "a.ann:3:1", "what": "notes: #1", "why": "is odd"}],
    }


def test_rows_are_counted_beside_things_and_told_by_their_lines() -> None:
    ledger = Ledger()
    ledger.take(ledger.read("columns", HERE, "Day"))
    for line in range(1, 1001):
        why = "has no day" if line % 2 else ""
        ledger.read_row("rows", Place("a.csv", line, 1), why)
    ledger.read_row("mentions", Place("a.csv", 5, 1), "has no day")
    ledger.read_row("rows", Place("b.csv", 2, 1), "is ignored", excluded=True)
    assert ledger.line() == "read 1003, imported 501, left out 502"
    assert [str(each) for each in ledger.findings()] == [
        "a.csv:1:1: warning: left out: 'row 1' and 499 more rows: has no day",
        "a.csv:5:1: warning: left out: 'row 5', of mentions: has no day",
    ]
    report = ledger.report()
    assert report["kinds"] == {
        "columns": {"read": 1, "imported": 1, "leftOut": 0},
        "rows": {"read": 1001, "imported": 500, "leftOut": 501},
        "mentions": {"read": 1, "imported": 0, "leftOut": 1},
    }
    assert report["leftOut"][0] == {
        "place": "a.csv:1:1",
        "what": "rows: row 1",
        "why": "has no day",
    }
    assert len(report["leftOut"]) == 502
    assert ledger.is_short


def test_rows_that_the_mapping_ignores_are_not_missed() -> None:
    ledger = Ledger()
    ledger.read_row("rows", HERE)
    ledger.read_row("rows", HERE, "is ignored", excluded=True)
    assert not ledger.is_short


@pytest.mark.parametrize("size", [0, 1, 3])
def test_a_report_is_written_as_its_values(size: int) -> None:
    ledger = Ledger()
    assert ledger.report_bytes() == json_bytes(ledger.report())
    for line in range(size):
        ledger.leave('is "odd"\n', ledger.read("spans", HERE, "T1 é\u2028"))
        ledger.read_row("rows", Place("a.csv", line + 1, 1), "has no day")
        assert ledger.report_bytes() == json_bytes(ledger.report())
