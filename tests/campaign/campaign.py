"""The campaign: hostile input, kills, faults, full disks and odd surroundings, tried and counted.

`make campaign` tries all of it, `make campaign SHARE=0.1` the tenth that .ci/run tries. It prints a
table, and each thing that went wrong with the seed that tries it again; it fails on any.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent), str(HERE.parent / "page")]

from parts import Draw, Part, SkippedError  # noqa: E402

#: What is tried, the longest first: what it is called -> module and function.
PARTS = {
    "files of a project, mutated": "mutants:files",
    "tables and settings, mutated": "mutants:tables",
    "graphs, mutated": "mutants:graphs",
    "commands killed": "killed:kills",
    "faults at file calls": "failing:calls",
    "hash seeds, locales, zones, orders": "surroundings:combinations",
    "hostile text on the page and in tables": "shown:texts",
    "SPARQL": "asked:queries",
    "annotations of other tools, mutated": "mutants:annotations",
    "queries, mutated": "mutants:queries",
    "documents by structure (Hypothesis)": "structures:documents",
    "files that are none": "special:files",
    "words on the command line": "arguments:words",
    "eight builds at once": "together:builds",
    "full disk": "full:disks",
    "files of others in out/": "together:strangers",
    "round trips": "trips:graphs",
}


def try_part(name: str, seed: int, share: float) -> tuple[str, int, list[str], str, float]:
    """Try one part: its name, cases tried, what was wrong, why it was skipped, and seconds."""
    module, function = PARTS[name].split(":")
    part: Part = getattr(import_module(module), function)
    started = time.perf_counter()
    tried, wrong, skipped = 0, [], ""
    with tempfile.TemporaryDirectory(prefix="kg-campaign-") as folder:
        draw = Draw(Path(folder), share, random.Random(f"{seed} {name}"))
        try:
            for case in part(draw):
                tried += 1
                wrong += [f"{case.name}: {'; '.join(case.faults)}"] if case.faults else []
        except SkippedError as reason:
            skipped = str(reason)
    return name, tried, wrong, skipped, time.perf_counter() - started


def table(rows: list[tuple[str, int, int, str]]) -> str:
    """Markdown: what was tried, how often, and how much of it was right."""
    lines = ["| part | tried | right | wrong |", "|---|---:|---:|---:|"]
    for name, tried, wrong, skipped in rows:
        lines.append(
            f"| {name} | not run: {skipped} | | |" if skipped
            else f"| {name} | {tried:,} | {tried - wrong:,} | {wrong:,} |"
        )  # fmt: skip
    tried, wrong = (sum(row[at] for row in rows) for at in (1, 2))
    return "\n".join(
        [*lines, f"| **all** | **{tried:,}** | **{tried - wrong:,}** | **{wrong:,}** |"]
    )


def main() -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="how much of it, from 0 to 1")
    parser.add_argument("--seed", type=int, default=1, help="another one tries other cases")
    parser.add_argument("--only", action="append", help="a part; repeat for several")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", type=Path, help="a file that the table goes to as well")
    given = parser.parse_args()
    names = [name for name in PARTS if not given.only or any(x in name for x in given.only)]
    rows, everything_wrong = [], []
    started = time.perf_counter()
    with ProcessPoolExecutor(
        given.jobs, mp_context=get_context("spawn"), max_tasks_per_child=1
    ) as pool:
        seeds = [given.seed] * len(names)
        for name, tried, wrong, skipped, seconds in pool.map(
            try_part, names, seeds, [given.share] * len(names)
        ):
            print(f"{name}: {skipped or tried} ({seconds:.0f} s)", file=sys.stderr, flush=True)
            for each in wrong:
                print(f"  wrong: {each}", file=sys.stderr, flush=True)
            rows.append((name, tried, len(wrong), skipped))
            everything_wrong += wrong
    text = table(rows)
    print(text)
    print(f"\nseed {given.seed}, share {given.share}, {time.perf_counter() - started:.0f} s")
    if given.write:
        given.write.write_text(text + "\n", "utf-8")
    required = os.environ.get("KG_REQUIRE_CAMPAIGN") == "1"
    return 1 if everything_wrong or (required and any(row[3] for row in rows)) else 0


if __name__ == "__main__":
    sys.exit(main())
