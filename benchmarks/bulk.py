"""Measure kg bulk beside `infer_links` on invented acts, and what it keeps of real feeds.

    python benchmarks/bulk.py --acts 10000 100000 1000000 --beside 100000
    python benchmarks/bulk.py --acts 1000000 --engine spark --wall
    python benchmarks/bulk.py --feed export.CSV --feed events.tab

Acts are over up to 10,000 pairs of states with frequencies of 1/rank, both directions, 30 years and
12 classes. Times are seconds of the processor, reading included; Spark's are not this process's, so
its row has --wall.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from kg.bulk.results import find_bulk_links
from kg.infer.links import infer_links
from kg.infer.rules import default_rules
from kg.model.states import known_states
from kg.read.corpus import read_corpus, read_directory

KINDS = (
    ["Expulsion"] * 30 + ["Sanctions"] * 20 + ["Recall"] * 8 + ["MissionClosure"] * 4
    + ["VisaRestriction"] * 6 + ["StaffReduction"] * 3 + ["MilitarySupport"] * 8
    + ["Cyberattack"] * 5 + ["Espionage"] * 4 + ["Attack"] * 6 + ["RelationsSeverance"] * 2
    + ["Detention"] * 4
)  # fmt: skip
HEADER = ("id", "date", "actor", "recipient", "type", "quantity", "source")


def make_table(path: Path, size: int) -> None:
    """Write a table of invented acts."""
    pick = random.Random(1)
    states = sorted(known_states())
    pairs = [pick.sample(states, 2) for _ in range(min(10_000, max(100, size // 2)))]
    weights = [1 / rank for rank in range(1, len(pairs) + 1)]
    drawn = pick.choices(pairs, weights, k=size)
    begin = date(1994, 1, 1)
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number, pair in enumerate(drawn):
            kind = pick.choice(KINDS)
            counted = kind in ("Expulsion", "Recall") and pick.random() < 0.3
            day = begin + timedelta(days=pick.randrange(30 * 365))
            sides = pick.sample(pair, 2)
            count = pick.randrange(1, 80) if counted else ""
            writer.writerow([f"e{number:08d}", day, *sides, kind, count, "made"])


@contextmanager
def timed(what: str, wall: bool) -> Iterator[None]:
    clock = time.perf_counter if wall else time.process_time
    begun = clock()
    yield
    print(f"{what}: {clock() - begun:.2f} s{' of wall clock' * wall}", flush=True)


def measure(size: int, options: argparse.Namespace) -> None:
    rules, actors = default_rules(), read_directory()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "events" / "made.csv"
        make_table(path, size)
        with timed(f"{size:,} acts on {options.engine}", options.wall):
            found = find_bulk_links([path], rules, actors, options.engine)
        unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes on Linux
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
        print(f"  {found.links.num_rows:,} links; peak {peak:,.0f} MB of this process", flush=True)
        if size <= options.beside:
            record = read_corpus([Path(name)]).record
            with timed("  infer_links, reading not included", options.wall):
                links = infer_links(record, rules)
            one = {(x["response"], x["trigger"], x["confidence"]) for x in found.links.to_pylist()}
            two = {(x.response, x.trigger, x.confidence) for x in links}
            print("  equal rows" if one == two else f"  DIFFERENT: {sorted(one ^ two)[:3]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--acts", type=int, nargs="*", default=[], help="numbers of acts")
    parser.add_argument("--beside", type=int, default=0, help="infer_links too, up to this many")
    parser.add_argument("--engine", default="duckdb", choices=("duckdb", "spark"))
    parser.add_argument("--wall", action="store_true", help="seconds of wall clock")
    parser.add_argument("--feed", type=Path, action="append", default=[], help="a real feed")
    options = parser.parse_args()
    for size in options.acts:
        measure(size, options)
    for path in options.feed:
        found = find_bulk_links([path], default_rules(), read_directory())
        print(f"{path.name}: {found.read:,} rows, {found.imported:,} acts")
        for reason, number in found.left_out.items():
            print(f"  {number:,} left out: {reason}")


if __name__ == "__main__":
    main()
