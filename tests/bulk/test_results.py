"""Links and counts of feeds, by pair and year, and the files they are written to."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from feeds_made import GOOD, bulk, gdelt_row, need_pyarrow, write_table

from kg.bulk.results import CANDIDATES, Asked, Found, find_bulk_links, write_found
from kg.bulk.rows import DIFFERS, REASONS, REPEATS
from kg.errors import UsageError
from kg.infer.rules import default_rules
from kg.model.actors import Actors
from kg.progress import Line
from kg.read.corpus import read_directory

EXCHANGE = (
    gdelt_row(1, "20300101", "THA", "NOR", "163"),  # the feed reaches back more than half a year
    gdelt_row(2, "20310301", "FRA", "NOR", "163", mentions="4", sources="2"),
    gdelt_row(3, "20310301", "FRA", "NOR", "163", mentions="3", sources="3"),
    gdelt_row(4, "20310303", "NOR", "FRA", "163"),
    gdelt_row(5, "20320101", "NOR", "FRA", "051"),
)


@pytest.fixture(autouse=True, scope="module")
def parquet() -> Any:
    return need_pyarrow()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "20310303.export.CSV"
    path.write_text("\n".join(EXCHANGE))
    return path


def test_an_answer_of_a_feed_is_a_link_with_what_it_rests_on(export: Path) -> None:
    (link,) = bulk(export).links.to_pylist()
    assert (link["response"], link["trigger"]) == (
        "2031-03-03-nor-fra-163", "2031-03-01-fra-nor-163"
    )  # fmt: skip
    assert (link["actor"], link["recipient"], link["pair"]) == ("NOR", "FRA", "FRA-NOR")
    assert (str(link["trigger_day"]), link["lag_days"]) == ("2031-03-01", 2)
    assert link["features"] == ["sameKind", "quietDyad", "lagWithin2Days"]
    assert link["confidence"] == Decimal("0.952")  # 1 / (1 + e^-3): the prior and these three
    told = [link[f"trigger_{each}"] for each in ("type", "code", "rows", "mentions", "sources")]
    assert told == ["Sanctions", "163", 2, 7, 3]


def test_counts_are_of_acts_each_way_and_year(export: Path) -> None:
    rows = [tuple(each.values()) for each in bulk(export).counts.to_pylist()]
    assert rows == [
        ("FRA", "NOR", 2031, 1, 0, 1),
        ("NOR", "FRA", 2031, 1, 1, 0),
        ("THA", "NOR", 2030, 1, 0, 0),
    ]


def test_what_is_read_is_imported_or_left_out(export: Path) -> None:
    found = bulk(export)
    assert (found.read, found.imported) == (5, 3)
    assert found.left_out == {REASONS[6]: 1, REPEATS: 1}


def test_the_order_of_sources_and_rows_does_not_matter(export: Path, tmp_path: Path) -> None:
    whole = bulk(export)
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("\n".join(reversed(EXCHANGE[2:])))
    second.write_text("\n".join(EXCHANGE[:2]))
    for paths in ((first, second), (second, first)):
        parts = bulk(*paths)
        assert parts.links.equals(whole.links)
        assert parts.counts.equals(whole.counts)


def test_rows_of_one_id_that_differ_are_left_to_kg_build(tmp_path: Path) -> None:
    rows = [{**GOOD, "quantity": "3"}, {**GOOD, "quantity": "4"}, {**GOOD, "id": "a2"}]
    found = bulk(write_table(tmp_path / "events" / "x.csv", rows))
    assert (found.imported, found.left_out) == (1, {DIFFERS: 2})


def test_a_source_without_acts_has_no_links(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(gdelt_row(1, "20310301", "FRA", "NOR", "010"))
    found = bulk(path)
    assert (found.links.num_rows, found.counts.num_rows, found.imported) == (0, 0, 0)


@pytest.mark.parametrize(
    ("pair", "since", "until", "links"),
    [
        (("NOR", "FRA"), None, None, 1),
        (("FRA", "NOR"), "2031-03-03", "2031-03-01", 1),
        (("FRA", "NOR"), "2031-03-04", None, 0),
        (("FRA", "NOR"), None, "2031-02-28", 0),
        (("FRA", "THA"), None, None, 0),
        (("XRU", "XBO"), None, None, 0),
    ],
)
def test_links_of_a_pair_and_a_time_are_asked_for(
    export: Path, pair: tuple[str, str], since: str | None, until: str | None, links: int
) -> None:
    from datetime import date

    begin, end = (each and date.fromisoformat(each) for each in (since, until))
    found = bulk(export, asked=Asked(pair=pair, since=begin or None, until=end or None))
    assert found.links.num_rows == links
    assert found.imported == 3


def write(found: Found, out: Path, export: Path) -> None:
    write_found(found, out, [export], default_rules(), "duckdb")


def test_the_files_say_that_they_hold_candidates(
    export: Path, tmp_path: Path, parquet: Any
) -> None:
    found = bulk(export)
    write(found, tmp_path / "out", export)
    for name, table in (("links", found.links), ("counts", found.counts)):
        held = parquet.read_table(tmp_path / "out" / f"{name}.parquet")
        assert held.equals(table)
        marks = held.schema.metadata
        assert marks[b"retaliation-kg:note"].decode() == CANDIDATES
        assert marks[b"retaliation-kg:basis"] == b"inferred"
        assert marks[b"retaliation-kg:ruleVersion"].decode() == default_rules().version
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert (manifest["read"], manifest["imported"]) == (5, 3)
    assert sorted(manifest["outputs"]) == ["counts.parquet", "links.parquet"]


def test_the_same_sources_give_the_same_bytes(export: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(bulk(export), tmp_path / name, export)
    one, two = ({x.name: x.read_bytes() for x in (tmp_path / n).iterdir()} for n in ("one", "two"))
    assert one == two


def test_a_build_is_not_written_over(export: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    kept = json.dumps({"format": 1, "inputs": {}, "outputs": {"graph.ttl": "0"}})
    (out / "manifest.json").write_text(kept)
    with pytest.raises(UsageError, match="holds what kg build wrote"):
        write(bulk(export), out, export)
    assert (out / "manifest.json").read_text() == kept


def test_more_tables_than_bits_are_refused(tmp_path: Path) -> None:
    paths = [write_table(tmp_path / str(n) / "events" / "x.csv", [GOOD]) for n in range(63)]
    with pytest.raises(UsageError, match="more than 62 tables"):
        find_bulk_links(paths, default_rules(), Actors([]))


def test_each_step_is_told_while_it_lasts(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    actors, line = read_directory(), Line()
    said: list[str] = []
    monkeypatch.setattr(line, "begin", lambda what, *_: said.append(what))
    monkeypatch.setattr("kg.progress._lines", [line])
    find_bulk_links([export], default_rules(), actors)
    assert list(dict.fromkeys(said)) == [f"reading rows of {export}", "inferring links on DuckDB"]
