"""Asking as a command, beside a former commit: from nothing, and a graph of a million triples.

`git worktree add /tmp/former a8cd0e6; python benchmarks/asking.py /tmp/former`. Processor time of
whole processes, both in turn in one run; the graph is that of queries.py, --triples large.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kg.rdf.graph import write_rdf
from queries import generated, in_another

HERE = Path(__file__).parents[1]
FIVE = ("build", "--without-events", "-o")
COLD = (("--help",), ("queries",), ("query", "unanswered"),
        ("query", "who-expelled-whom", "-p", "actor=USA"))  # fmt: skip
LARGE = ("unanswered", "who-expelled-whom", "actor-actions", "actions-by-dyad-and-year",
         "disagreements", "disputed-links")  # fmt: skip


def spent(checkout: Path, words: Sequence[object], folder: Path) -> tuple[float, bytes]:
    """Seconds of processor time of a command and of what it starts, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        [sys.executable, "-c", "from kg.cli import main; main()", *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(checkout)}, cwd=folder, capture_output=True,
        check=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, ran.stdout


def beside(former: Path, words: Sequence[object], folder: Path, runs: int) -> None:
    """Print what a command takes now and took, in turn; the answers have to be the same."""
    ours, theirs = [], []
    for _ in range(runs):
        (now, one), (then, other) = (spent(each, words, folder) for each in (HERE, former))
        assert words == ("--help",) or one == other, f"{words} is answered differently"
        ours.append(now)
        theirs.append(then)
    now, then = statistics.median(ours), statistics.median(theirs)
    told = " ".join(str(each) for each in words if not isinstance(each, Path))
    print(f"kg {told:50} {now:7.2f} s {then:7.2f} s {now / then:6.2f}", flush=True)


def write(file: Path, triples: int) -> None:
    file.write_bytes(write_rdf(generated(triples), "turtle"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("former", type=Path, help="a checkout of the former commit")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--graph", type=Path, help="a large graph that is there already")
    words = parser.parse_args()
    former = words.former.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        spent(HERE, [*FIVE, folder / "five"], folder)
        print("five articles, cold: now, former, ratio")
        for each in COLD:
            more = ["-i", folder / "five"] if each[0] == "query" else []
            beside(former, (*each, *more), folder, words.runs)
        graph = words.graph and words.graph.resolve()
        if graph is None:
            graph = folder / "large.ttl"
            in_another(partial(write, graph, words.triples))
        first, _ = spent(HERE, ["query", "sources", "-i", graph], folder)
        print(f"\n{graph.stat().st_size / 1e6:.0f} MB of Turtle; building its store: {first:.1f} s")
        for each in LARGE:
            beside(former, ("query", each, "--timeout", "600", "-i", graph), folder, 1)


if __name__ == "__main__":
    main()
