"""Which rows the rule can take, and the first reason against each other one."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from feeds_made import GOOD, HEADER, gdelt_row, need_engine, write_table
from support import RIVALS

from kg.bulk.feeds import read_batches
from kg.bulk.rows import KIND_NAMES, REASONS, Reader
from kg.importers.coded import read_coded
from kg.importers.feeds import NAME
from kg.importers.ledger import Ledger
from kg.importers.streams import find_streams
from kg.model.standing import is_material
from kg.model.vocabulary import KINDS
from kg.rdf.alignments import class_of_code
from kg.read.corpus import read_directory


@pytest.fixture(autouse=True, scope="module")
def engine() -> None:
    need_engine("duckdb")


def read(path: Path) -> tuple[Reader, list[dict[str, Any]]]:
    """What was left out of a file, and its rows."""
    reader = Reader(read_directory(RIVALS))
    rows = [row for each in read_batches(path) for row in reader.read_batch(each, 0).to_pylist()]
    assert reader.read == len(rows) + reader.left_out.total()
    return reader, rows


def read_row(tmp_path: Path, **cells: str) -> tuple[dict[str, int], list[dict[str, Any]]]:
    reader, rows = read(write_table(tmp_path / "events" / "x.csv", [{**GOOD, **cells}]))
    return dict(+reader.left_out), rows


BAD = (
    ({"id": "a 1"}, 0),
    ({"id": ""}, 0),
    ({"date": ""}, 1),
    ({"date": "2031-03"}, 1),
    ({"date": "2031-02-30"}, 1),
    ({"date": "2031-03-01~"}, 1),
    ({"recipient": ""}, 2),
    ({"recipient": "NA"}, 2),
    ({"actor": "danubian-league"}, 3),
    ({"actor": "bordurian-foreign-ministry"}, 3),
    ({"actor": "XRU;XSY"}, 3),
    ({"recipient": "Korea"}, 3),  # two states are called so
    ({"recipient": "XRU"}, 4),
    ({"type": "Expulsions"}, 5),
    ({"type": "Accusation"}, 6),
    ({"type": "Easing"}, 6),
    ({"status": "planned"}, 6),
    ({"status": "declined"}, 6),
    ({"quantity": "about 3"}, 7),
    ({"within_day": "-1"}, 7),
    ({"type": "Espionage", "disclosed": "2031-06-01"}, 8),
    ({"responds_to": "a0", "relation": "sequence"}, 9),
    ({"responds_to": "a0", "relation": "solidarity"}, 9),
)


@pytest.mark.parametrize(("cells", "reason"), BAD)
def test_a_row_that_does_not_fit_is_left_out_for_a_reason(
    tmp_path: Path, cells: dict[str, str], reason: int
) -> None:
    header = [*HEADER, "disclosed"]
    cells = {name: cells.get(name, GOOD.get(name, "")) for name in header}
    left, rows = read_row(tmp_path, **cells)
    assert (left, rows) == ({REASONS[reason]: 1}, [])


def test_every_reason_has_a_row_above() -> None:
    assert {reason for _, reason in BAD} == set(range(len(REASONS)))


def test_a_row_of_a_table_keeps_its_id_and_what_it_counts(tmp_path: Path) -> None:
    left, (row,) = read_row(tmp_path, type="MissionClosure", quantity="2", status="ordered")
    reader = Reader(read_directory(RIVALS))
    assert left == {}
    assert (row["id"], row["year"], row["quantity"], row["status"]) == ("a1", 2031, 2, "ordered")
    from kg.bulk.rows import UNIT_NAMES

    assert KIND_NAMES[row["kind"]] == "MissionClosure"
    assert UNIT_NAMES[row["unit"]] == "missions"  # as event tables mean it
    assert reader.side_of("Strelsau", NAME) == reader.side_of("XRU", NAME) == 0


def test_rows_of_a_feed_that_tell_one_act_get_one_id(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    lines = [
        gdelt_row(7, "20310301", "ROM", "FRA", "161", mentions="4"),  # as CAMEO writes ROU
        gdelt_row(8, "20310301", "ROU", "FRA", "161", url=""),
        gdelt_row(9, "20310301", "FRA", "ROU", "161"),
    ]
    path.write_text("\n".join(lines))
    _, rows = read(path)
    assert [each["id"] for each in rows] == [
        "2031-03-01-rou-fra-161", "2031-03-01-rou-fra-161", "2031-03-01-fra-rou-161"
    ]  # fmt: skip
    assert [each["mentions"] for each in rows] == [4, 1, 1]
    assert rows[0]["source"] == "https://wire.example/7; GDELT event 7"
    assert rows[1]["source"] == "GDELT event 8"
    assert rows[0]["extracted_by"] == "GDELT, 2031-03-01"


def test_a_region_a_name_and_half_a_dyad_are_not_states_in_gdelt(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    sides = [("EUR", "FRA"), ("FRANCE", "NOR"), ("fra", "NOR"), ("FRA", "")]
    path.write_text("\n".join(gdelt_row(n, "20310301", *x, "161") for n, x in enumerate(sides)))
    reader, rows = read(path)
    assert rows == []
    assert +reader.left_out == {REASONS[3]: 3, REASONS[2]: 1}


def test_claims_of_a_table_are_known_with_their_side(tmp_path: Path) -> None:
    rows = [
        {**GOOD, "id": "a2", "responds_to": "a1;a0", "basis": "stated"},
        {**GOOD, "id": "a3", "responds_to": "a1", "basis": "stated", "stance": "denies"},
        {**GOOD, "id": "a4", "responds_to": "a1", "basis": "stated", "relation": "nonRetaliation"},
        {**GOOD, "id": "a5", "responds_to": "a1"},
    ]
    reader, _ = read(write_table(tmp_path / "events" / "x.csv", rows))
    assert reader.said == [
        ("a2", "a1", True), ("a2", "a0", True), ("a3", "a1", False), ("a4", "a1", False),
        ("a5", "a1", False),
    ]  # fmt: skip


def test_kg_import_makes_the_same_acts_of_a_feed(tmp_path: Path) -> None:
    """Their ids, sides, classes, sources and days of coding, of those that the rule can take."""
    codes = ("163", "1711", "173", "161", "18", "172", "040", "16x", "")
    sides = ("XRU", "XSY", "XBO", "ROM", "WST", "RS", "NA", "")
    cells = product(("20310305", "20310230"), sides, sides[:4], codes)
    rows = [gdelt_row(number, *each) for number, each in enumerate(cells)]
    path = tmp_path / "a.export.CSV"
    path.write_text("\n".join(rows) + "\n")
    coded = read_coded("gdelt", find_streams(path), read_directory(RIVALS), class_of_code, Ledger())
    material = {name for name in KINDS if is_material(name, "carriedOut")}
    imported = {
        (act.row["id"], act.row["date"], act.row["actor"], act.row["recipient"], act.row["type"],
         act.row["source"], act.row["extracted_by"])
        for act in coded.acts.values() if act.row["type"] in material
    }  # fmt: skip
    reader, taken = read(path)
    names = list(reader.sides)
    assert imported == {
        (row["id"], str(date.fromordinal(row["day"])), names[row["actor"]], names[row["recipient"]],
         KIND_NAMES[row["kind"]], row["source"], row["extracted_by"])
        for row in taken
    }  # fmt: skip
    assert len(imported) > 20
