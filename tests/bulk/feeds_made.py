"""Invented rows of feeds and tables, and a way to need an engine."""

from __future__ import annotations

import csv
import importlib.util
import random
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from support import RIVALS, do_without

from kg.bulk.feeds import read_batches
from kg.bulk.results import Found, find_bulk_links
from kg.bulk.rows import Reader
from kg.infer.links import infer_links
from kg.infer.rules import Rules, default_rules
from kg.read.corpus import read_corpus, read_directory

Links = dict[tuple[str, str], tuple[str, tuple[str, ...]]]
KINDS = ("Expulsion", "Expulsion", "Recall", "Sanctions", "Attack", "Espionage", "Seizure",
         "MissionClosure", "VisaRestriction", "BorderClosure", "DiplomaticMeasure")  # fmt: skip
HEADER = ("id", "date", "actor", "recipient", "type", "quantity", "unit", "status", "case",
          "source", "label", "responds_to", "relation", "basis", "stance", "claimed_by",
          "within_day")  # fmt: skip

GOOD = dict.fromkeys(HEADER, "") | {
    "id": "a1", "date": "2031-03-01", "actor": "XRU", "recipient": "Borduria", "type": "Expulsion",
    "source": "Klow Wire",
}  # fmt: skip


def need_engine(engine: str) -> None:
    """Skip without the packages of an engine; with KG_REQUIRE_BULK=1, as in .ci/run, fail."""
    names = {"duckdb": ("ibis", "duckdb"), "spark": ("ibis", "pyspark")}[engine]
    missing = [each for each in names if importlib.util.find_spec(each) is None]
    if engine == "spark" and shutil.which("java") is None:
        missing.append("java (Debian, Ubuntu: apt install default-jre-headless)")
    if missing:
        do_without("KG_REQUIRE_BULK", f"no {', '.join(missing)}")


def made_rows(seed: int, size: int, sides: Sequence[str], years: int) -> list[dict[str, str]]:
    """Acts between the sides, the first two of which have most of them, in no order of ids."""
    pick = random.Random(seed)
    names = [f"a{number:05d}" for number in pick.sample(range(100_000), size)]
    rows: list[dict[str, str]] = []
    for name in names:
        pair = sides[:2] if pick.random() < 0.6 else pick.sample(list(sides), 2)
        actor, recipient = pick.sample(list(pair), 2)
        day = date(2031, 1, 1) + timedelta(days=pick.randrange(years * 365))
        count = pick.choice(["", "", "1", "2", "3", "23", "0"])
        row = dict.fromkeys(HEADER, "")
        row |= {
            "id": name, "date": str(day), "actor": actor, "recipient": recipient,
            "type": pick.choice(KINDS), "quantity": count, "source": f"Klow Wire (item {name})",
            "unit": pick.choice(["", "missions"]) if count else "",
            "status": pick.choice(["", "", "ordered", "announced"]),
            "case": pick.choice(["", "", "first-case", "second-case"]),
            "within_day": pick.choice(["", "", "1", "2"]),
        }  # fmt: skip
        if rows and pick.random() < 0.15:
            row |= {
                "responds_to": pick.choice(rows)["id"],
                "relation": pick.choice(["", "retaliation", "nonRetaliation", "threatFulfilment"]),
                "basis": pick.choice(["", "stated"]),
                "stance": pick.choice(["", "denies", "speculates"]),
                "claimed_by": actor,
            }
        rows.append(row)
    return rows


def write_table(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """A table of events in a data folder with the invented states."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(RIVALS / "actors", path.parent.parent / "actors", dirs_exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def gdelt_row(number: int, day: str, actor: str, recipient: str, code: str, **more: str) -> str:
    """A line of a GDELT 2 export: 61 fields, tabs, no header."""
    cells = [""] * 61
    cells[0], cells[1], cells[7], cells[17], cells[26] = str(number), day, actor, recipient, code
    cells[31], cells[32] = more.get("mentions", "1"), more.get("sources", "1")
    cells[59], cells[60] = f"{day}121500", more.get("url", f"https://wire.example/{number}")
    return "\t".join(cells)


def bulk(*paths: Path, engine: str = "duckdb", rules: Rules | None = None, **more: Any) -> Found:
    """What kg bulk finds in sources, where the invented states are known."""
    actors = read_directory(RIVALS)
    return find_bulk_links(paths, rules or default_rules(), actors, engine, **more)


def fitting(path: Path) -> set[str]:
    """The ids of a table's rows that kg bulk takes."""
    reader = Reader(read_directory(RIVALS))
    return {
        name
        for batch in read_batches(path)
        for name in reader.read_batch(batch, 0).column("id").to_pylist()
    }


def linked(found: Found) -> Links:
    """Links with their confidence and features."""
    return {
        (each["response"], each["trigger"]): (str(each["confidence"]), tuple(each["features"]))
        for each in found.links.to_pylist()
    }


def inferred(folder: Path, rules: Rules | None = None) -> Links:
    """The same as kg build infers it from a data folder."""
    record = read_corpus([folder]).record
    return {
        (each.response, each.trigger): (
            str(each.confidence),
            tuple(one.name for one in each.features if one.name != "prior"),
        )
        for each in infer_links(record, rules)
    }


def kept(path: Path, names: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a table with these ids, without claims on any other row."""
    names = set(names)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [each for each in csv.DictReader(file) if each["id"] in names]
    for row in rows:
        told = [each for each in row["responds_to"].split(";") if each in names]
        row["responds_to"] = ";".join(told)
        if not told:
            row |= dict.fromkeys({"relation", "basis", "stance", "claimed_by"} & set(row), "")
    return rows


def need_pyarrow() -> Any:
    """pyarrow.parquet, or a skip."""
    need_engine("duckdb")
    return pytest.importorskip("pyarrow.parquet")
