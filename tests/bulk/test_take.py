"""What is taken from a feed is a table of drafts that kg build reads, and claims nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from feeds_made import bulk, gdelt_row, made_rows, need_engine, write_table
from support import kg

from kg.build import build_graph
from kg.bulk.results import Asked
from kg.bulk.take import COLUMNS, write_taken
from kg.errors import UsageError
from kg.read.formats import EVENT_COLUMNS

PAIR = Asked(pair=("FRA", "NOR"))


@pytest.fixture(autouse=True, scope="module")
def engine() -> None:
    need_engine("duckdb")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    """A data folder with one exchange of a feed."""
    path = tmp_path / "x.csv"
    lines = [
        gdelt_row(1, "20310301", "FRA", "NOR", "163", mentions="4"),
        gdelt_row(2, "20310301", "FRA", "NOR", "163"),
        gdelt_row(3, "20310302", "NOR", "FRA", "163", url="=https://wire.example/3\u202e"),
        gdelt_row(4, "20310302", "NOR", "THA", "163"),
    ]
    path.write_text("\n".join(lines))
    write_taken(tmp_path / "mine", "bulk-FRA-NOR", bulk(path, asked=PAIR).links)
    return tmp_path / "mine"


def test_the_table_has_each_act_once_and_no_claim(taken: Path) -> None:
    first, second = rows(taken / "events" / "bulk-FRA-NOR.csv")
    assert (first["id"], first["date"], first["actor"], first["recipient"], first["type"]) == (
        "2031-03-01-fra-nor-163", "2031-03-01", "FRA", "NOR", "Sanctions"
    )  # fmt: skip
    assert (second["actor"], second["recipient"]) == ("NOR", "FRA")
    assert first["source"] == (
        "https://wire.example/1; GDELT event 1 (CAMEO 163, 5 mentions in 2 rows)"
    )
    for row in (first, second):
        assert (row["responds_to"], row["reviewed_by"]) == ("", "")
        assert (row["selection"], row["extracted_by"][:7]) == ("linkedByRule", "GDELT, ")


def test_the_list_beside_it_says_what_may_answer_what(taken: Path) -> None:
    (note,) = rows(taken / "events" / "notes" / "bulk-FRA-NOR.csv")
    assert (note["response"], note["trigger"]) == (
        "2031-03-02-nor-fra-163", "2031-03-01-fra-nor-163"
    )  # fmt: skip
    assert 0.5 < float(note["confidence"]) < 1
    assert "sameKind" in note["features"].split("; ")


def test_kg_check_and_kg_build_take_it_as_drafts(taken: Path) -> None:
    checked = kg("check", taken / "events" / "bulk-FRA-NOR.csv")
    assert checked.exit_code == 0, checked.output
    assert build_graph([taken]).corpus.record.actions == ()
    drafts = build_graph([taken], drafts=True)
    assert len(drafts.corpus.record.actions) == 2
    assert drafts.corpus.record.links == ()
    assert {each.basis for each in drafts.links} == {"inferred"}


def test_reviewed_rows_enter_the_graph(taken: Path) -> None:
    table = taken / "events" / "bulk-FRA-NOR.csv"
    found = rows(table)
    for row in found:
        row["reviewed_by"] = "Maria Nowak, 2031-03-06"
    write_table(table, found)
    built = build_graph([taken])
    assert len(built.corpus.record.actions) == 2
    assert {each.selection for each in built.corpus.record.reports} == {"linkedByRule"}


def test_what_may_be_reviewed_is_not_written_over(taken: Path, tmp_path: Path) -> None:
    links = bulk(tmp_path / "x.csv", asked=PAIR).links
    table, notes = (taken / "events" / x for x in ("bulk-FRA-NOR.csv", "notes/bulk-FRA-NOR.csv"))
    table.write_text("reviewed")
    with pytest.raises(UsageError, match=r"bulk-FRA-NOR.csv: already exists"):
        write_taken(taken, "bulk-FRA-NOR", links)
    assert table.read_text() == "reviewed"
    table.unlink()
    with pytest.raises(UsageError, match=r"notes/bulk-FRA-NOR.csv: already exists"):
        write_taken(taken, "bulk-FRA-NOR", links)
    assert not table.exists()
    assert notes.exists()


def test_rows_of_a_table_keep_what_they_say(tmp_path: Path) -> None:
    path = write_table(tmp_path / "events" / "made.csv", made_rows(3, 60, ("FRA", "NOR"), 4))
    given = {row["id"]: row for row in rows(path)}
    links = bulk(path, asked=PAIR).links
    table, _ = write_taken(tmp_path / "mine", "look", links)
    assert len(rows(table)) > 5
    for row in rows(table):
        before = given[row["id"]]
        same = ("date", "actor", "recipient", "type", "quantity", "source", "within_day")
        assert [row[x] for x in same] == [before[x] for x in same]
        assert row["status"] == before["status"]


def test_the_columns_are_those_of_event_tables() -> None:
    assert set(COLUMNS) <= {each.name for each in EVENT_COLUMNS}
    assert {each.name for each in EVENT_COLUMNS if each.required} <= set(COLUMNS)
