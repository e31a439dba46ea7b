"""A marker of a missing value in a table is refused with the remedy, whatever its column."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_build import ACTORS, write

from kg.check import check_files
from kg.read.formats import EVENT_COLUMNS

HEADER = [each.name for each in EVENT_COLUMNS]
STRIKE = {
    "id": "strike", "date": "2031-03-01", "actor": "XRU", "recipient": "XBO", "type": "Expulsion",
    "quantity": "23", "unit": "persons", "source": "wire-1",
}  # fmt: skip


def told(tmp_path: Path, **cells: str) -> list[str]:
    row = {**STRIKE, **cells}
    write(tmp_path, ACTORS, "actors/a.yaml")
    lines = [",".join(HEADER), ",".join(row.get(name, "") for name in HEADER)]
    findings, _ = check_files([write(tmp_path, "\n".join(lines) + "\n", "events/e.csv")])
    return [str(each).rpartition("e.csv:2:")[2] for each in findings]


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"recipient": "NA"}, "4: recipient: 'NA' stands for a missing value; "
                              "leave the cell empty, or write NAM"),
        ({"recipient": "No"}, "4: recipient: 'No' stands for a missing value; "
                              "leave the cell empty, or write NOR"),
        ({"recipient": "XBO;n/a"}, "4: recipient: 'n/a' stands for a missing value; "
                                   "leave the cell empty"),
        ({"actor": "NULL"}, "3: actor: 'NULL' stands for a missing value; leave the cell empty"),
        ({"date": "NaN"}, "2: date: 'NaN' stands for a missing value; leave the cell empty"),
        ({"quantity": "<NA>"}, "6: quantity: '<NA>' stands for a missing value; "
                               "leave the cell empty"),
        ({"case": "NA"}, "9: case: 'NA' stands for a missing value; leave the cell empty"),
        ({"label": "-"}, "13: label: '-' stands for a missing value; leave the cell empty"),
        ({"source": "None"}, "11: source: 'None' stands for a missing value; every row needs one"),
        ({"id": "#N/A"}, "1: id: '#N/A' stands for a missing value; every row needs one"),
        ({"responds_to": "NA", "relation": "reply"},
         "14: responds_to: 'NA' stands for a missing value; leave the cell empty"),
    ],
    ids=str,
)  # fmt: skip
def test_a_marker_is_one_line_at_its_cell(tmp_path: Path, cells: dict[str, str], line: str) -> None:
    assert told(tmp_path, **cells) == [line]


def test_norway_by_its_code_and_words_that_hold_a_marker_are_values(tmp_path: Path) -> None:
    assert told(tmp_path, recipient="NO", label="No answer: n/a", source="NA wire") == []
