"""kg bulk as people call it: what it says, writes and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from feeds_made import gdelt_row, need_engine
from support import kg

LINES = (
    gdelt_row(1, "20310301", "FRA", "NOR", "163"),
    gdelt_row(2, "20310302", "NOR", "FRA", "163"),
    gdelt_row(3, "20310302", "NOR", "", "163"),
)


@pytest.fixture(autouse=True, scope="module")
def engine() -> None:
    need_engine("duckdb")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "x.CSV"
    path.write_text("\n".join(LINES))
    return path


def test_it_says_what_it_cannot_weigh_that_links_are_candidates_and_what_was_left_out(
    export: Path, tmp_path: Path
) -> None:
    ran = kg("bulk", export, "-o", tmp_path / "out")
    lines = ran.stderr.splitlines()
    assert ran.exit_code == 0
    assert "memberships" in lines[0]
    assert "candidates, never assertions" in lines[1]
    assert lines[2] == f"{tmp_path / 'out'}: 1 link among 2 acts"
    assert lines[3] == "left out 1: a side is not named"
    assert lines[-1] == "read 3, imported 2, left out 1"
    written = sorted(each.name for each in (tmp_path / "out").iterdir())
    assert written == ["counts.parquet", "links.parquet", "manifest.json"]


def test_rules_of_ones_own_decide(export: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("threshold = 0.999\n")
    ran = kg("bulk", export, "-o", tmp_path / "out", "--rules", rules)
    assert "0 links among 2 acts" in ran.stderr


def test_exchanges_of_a_pair_are_taken(export: Path, tmp_path: Path) -> None:
    ran = kg("bulk", export, "-o", tmp_path / "d", "--take", "--dyad", "Norway", "FRA",
             "--since", "2031")  # fmt: skip
    assert ran.exit_code == 0
    assert "drafts to review" in ran.stderr
    assert ran.stderr.splitlines()[-1] == "read 3, imported 2, left out 1"
    assert (tmp_path / "d" / "events" / "bulk-FRA-NOR.csv").is_file()
    ran = kg("bulk", export, "-o", tmp_path / "e", "--take", "--dyad", "Norway", "FRA",
             "--since", "2032")  # fmt: skip
    assert (ran.exit_code, (tmp_path / "e").exists()) == (0, False)
    assert "no links between NOR and FRA; nothing is written" in ran.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("--take",),
        ("--dyad", "FRA", "NOR"),
        ("--since", "2031"),
        ("--take", "--dyad", "FRA", "France"),
        ("--take", "--dyad", "FRA", "Ruritania"),
        ("--take", "--dyad", "FRA", "NATO"),
        ("--take", "--dyad", "FRA", "NOR", "--since", "then"),
        ("--take", "--dyad", "FRA", "NOR", "--since", "2032", "--until", "2031"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    export: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    ran = kg("bulk", export, "-o", tmp_path / "out", *words)
    assert ran.exit_code == 2
    assert len(ran.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_damaged_source_leaves_nothing_behind(export: Path, tmp_path: Path) -> None:
    bad = tmp_path / "y.parquet"
    bad.write_bytes(b"PAR1")
    ran = kg("bulk", export, bad, "-o", tmp_path / "out")
    assert ran.exit_code == 3
    assert ran.stderr.startswith(f"{bad}: cannot be read: ")
    assert len(ran.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()
