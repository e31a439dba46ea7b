"""The expression gives the links of `infer_links`, the same on DuckDB and on Spark."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from feeds_made import (
    bulk,
    fitting,
    inferred,
    kept,
    linked,
    made_rows,
    need_engine,
    write_table,
)

from kg.bulk.engines import ENGINES
from kg.bulk.rows import REPEATS
from kg.infer.rules import default_rules, read_rules
from kg.paths import data_folder

STATES = ("XRU", "XBO", "XSY", "FRA", "NOR", "THA")
ODD_RULES = """
window_days = 500
nearest = 3
quiet_days = 201
busy = 2
crowded = 5
dense = 9
duplicate_days = 9
share = 0.31
threshold = 0.437
prior = -0.613
mirrors = [["Recall", "Seizure"]]
[features.sameKind]
weight = 1.337
[features.lagWithin7Days]
on = false
[features.lagBeyond60Days]
weight = 0.1
[features.ownHabit]
weight = 0.2501
"""


@pytest.fixture(autouse=True, scope="module")
def engine() -> None:
    need_engine("duckdb")


def rules_file(folder: Path) -> Path:
    path = folder / "rules.toml"
    path.write_text(ODD_RULES)
    return path


@pytest.mark.parametrize("odd", [False, True], ids=["bundled rules", "odd rules"])
@pytest.mark.parametrize(("seed", "size", "years"), [(1, 700, 3), (2, 300, 9), (3, 60, 6)])
def test_invented_tables_have_the_links_of_kg_build(
    tmp_path: Path, seed: int, size: int, years: int, odd: bool
) -> None:
    path = write_table(tmp_path / "events" / "made.csv", made_rows(seed, size, STATES, years))
    rules = read_rules(rules_file(tmp_path)) if odd else default_rules()
    found = bulk(path, rules=rules)
    expected = inferred(tmp_path, rules)
    assert found.read == found.imported + sum(found.left_out.values())
    assert expected
    assert linked(found) == expected


def test_the_invented_tables_show_every_feature_that_the_expression_has(tmp_path: Path) -> None:
    from kg.bulk.expression import UNSAID

    shown: set[str] = set()
    for seed, size, years in ((1, 700, 3), (2, 300, 9), (4, 2000, 20)):
        rows = made_rows(seed, size, STATES, years)
        path = write_table(tmp_path / str(seed) / "events" / "made.csv", rows)
        sure = {"threshold": 0, "share": 0}  # all candidates
        rules = tmp_path / "all.toml"
        rules.write_text("\n".join(f"{name} = {value}" for name, value in sure.items()))
        shown |= {name for _, held in linked(bulk(path, rules=read_rules(rules))).values()
                  for name in held}  # fmt: skip
    assert shown == set(default_rules().weights) - UNSAID


@pytest.mark.parametrize("name", sorted(x.name for x in (data_folder() / "events").glob("*.csv")))
def test_the_rows_of_the_record_that_fit_have_the_links_of_kg_build(
    tmp_path: Path, name: str
) -> None:
    source = data_folder() / "events" / name
    rows = kept(source, fitting(source))
    path = write_table(tmp_path / "events" / name, rows)
    found = bulk(path)
    assert found.imported == found.read == len(rows) > 100
    assert linked(found) == inferred(tmp_path) != {}


def test_tables_read_together_cover_only_what_each_holds(tmp_path: Path) -> None:
    """quietDyad asks when a table that has both acts begins."""
    early, late = made_rows(1, 120, STATES, 8), made_rows(5, 150, STATES, 8)
    late += [dict(each) for each in early[::2]]  # told by both
    write_table(tmp_path / "events" / "one.csv", early)
    write_table(tmp_path / "events" / "two.csv", late)
    found = bulk(tmp_path / "events" / "one.csv", tmp_path / "events" / "two.csv")
    assert found.left_out == {REPEATS: 60}
    assert linked(found) == inferred(tmp_path) != {}


#: One thread, no compiling: for data this small that costs more than it saves.
SPARK = (
    "--master local[1] --conf spark.sql.codegen.wholeStage=false --conf spark.ui.enabled=false "
    "--conf spark.sql.shuffle.partitions=1 --conf spark.driver.bindAddress=127.0.0.1 "
    "--conf spark.driver.host=127.0.0.1 "
    "--conf spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 pyspark-shell"
)


def test_spark_gives_the_rows_of_duckdb(tmp_path: Path) -> None:
    """In a process of its own, as Spark leaves sockets open in the one it runs in."""
    need_engine("spark")
    rows = made_rows(1, 700, ("FRA", "NOR", "THA", "PER", "OMN"), 3)
    path = write_table(tmp_path / "events" / "made.csv", rows)
    rules, told = rules_file(tmp_path), []
    for engine in ENGINES:
        words = ("bulk", path, "-o", tmp_path / engine, "--rules", rules, "--engine", engine)
        ran = subprocess.run(
            [sys.executable, "-m", "kg", *map(str, words)],
            env={**os.environ, "PYSPARK_SUBMIT_ARGS": SPARK},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr[-2000:]
        told.append(ran.stderr.splitlines()[-1])
    duckdb, spark = (
        {x.name: x.read_bytes() for x in (tmp_path / each).glob("*.parquet")} for each in ENGINES
    )
    assert sorted(duckdb) == ["counts.parquet", "links.parquet"]
    assert duckdb == spark
    assert told[0] == told[1]
    assert bulk(path, rules=read_rules(rules)).links.num_rows > 50
