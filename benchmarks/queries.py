"""Loading, writing and asking a generated graph: kg beside rdflib and raw pyoxigraph, in one run.

`python benchmarks/queries.py --triples 100000`. The graph is the invented rival states of the
tests, built by kg and copied under new names and days until it is large enough; the same on every
run. Each query of queries/ is asked of all three. rdflib gets --seconds a query, or eleven times
what kg took where that is longer: what it has not answered by then counts as that long, so its
ratios are lower bounds there.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import gc
import multiprocessing
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from rdflib import Graph

from kg.ask.engine import Engine
from kg.ask.queries import named_queries
from kg.build import build_graph
from kg.errors import EngineError
from kg.fences import MEMORY_SETTING
from kg.model.ids import BASE, PREFIXES
from kg.paths import ontology_folder
from kg.rdf.graph import load_store, read_rdf, to_quads, write_rdf
from kg.workers import Worker

RIVALS = Path(__file__).parents[1] / "tests" / "fixtures" / "rival-states"
WORLDS = 40  # sets of invented actors; copies beyond them share one, as real dyads meet again
DAYS = 9_000  # the copies' days are spread over so many
Result = TypeVar("Result")
SHAPES = ("hygiene.ttl", "shapes.ttl")  # rdflib would need longer to read them than to answer


def copied(quads: list[ox.Quad], number: int) -> list[ox.Quad]:
    """One more copy of the rival states: new things, its world's actors, days of its own."""
    things, actors = f"{BASE}id/", PREFIXES["actor"]
    days = timedelta(days=number * 37 % DAYS)

    def term(each: ox.NamedNode | ox.Literal) -> ox.NamedNode | ox.Literal:
        if isinstance(each, ox.NamedNode):
            if not each.value.startswith(things):
                return each
            end = number % WORLDS if each.value.startswith(actors) else number
            return ox.NamedNode(f"{each.value}-{end}")
        if each.datatype.value == f"{PREFIXES['xsd']}date":
            day = date.fromisoformat(each.value) + days
            return ox.Literal(day.isoformat(), datatype=each.datatype)
        return each

    return [ox.Quad(term(each.subject), each.predicate, term(each.object)) for each in quads]


def generated(triples: int) -> list[ox.Quad]:
    """At least so many different triples."""
    built = build_graph(RIVALS, check=False)
    first = [*to_quads(built.stated.columns()), *to_quads(built.derived.columns())]
    found: set[ox.Quad] = set()
    number = 0
    while len(found) < triples:
        found.update(copied(first, number))
        number += 1
    return list(found)


def timed(work: Callable[[], object], runs: int = 1) -> float:
    """Seconds, the median of some runs."""
    spent = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def prepare(folder: Path, triples: int) -> int:
    """Write the generated graph and the vocabulary; how many triples it has."""
    quads = generated(triples)
    (folder / "graph.ttl").write_bytes(write_rdf(quads, "turtle"))
    files = [path for path in ontology_folder().glob("*.ttl") if path.name not in SHAPES]
    vocabulary = write_rdf((q for path in files for q in read_rdf(path)), "turtle")
    (folder / "vocabulary.ttl").write_bytes(vocabulary)
    return len(quads)


def write(path: Path) -> float:
    """Seconds that kg takes to write what a file holds, handed over in no order."""
    quads = read_rdf(path)
    random.Random(1).shuffle(quads)
    return timed(lambda: write_rdf(quads, "turtle"), 3)


def by_rdflib(folder: Path, limits: dict[str, float]) -> dict[str, float | None]:
    """Seconds that rdflib takes to read, to write and for each query, None where it is not done."""
    graph = Graph()
    spent: dict[str, float | None] = {"read": timed(lambda: graph.parse(folder / "graph.ttl"))}
    spent["write"] = timed(lambda: graph.serialize(format="turtle"))
    graph.parse(folder / "vocabulary.ttl")
    os.environ[MEMORY_SETTING] = "16000"  # its own; with kg's it would run out of memory first
    graph.query("ASK {}")  # rdflib opens its modules when they are first used
    asked = Worker(lambda text: timed(lambda: list(graph.query(text))))
    for query in named_queries():
        try:
            spent[query.name] = asked.ask(query.text, limits[query.name])
        except EngineError:
            spent[query.name] = None
    return spent


def in_another(work: Callable[[], Result]) -> Result:
    """Run work in a process of its own: what it leaves in memory would cost each fork of this."""
    with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
        return pool.submit(work).result()


@dataclass(frozen=True)
class Spent:
    """The rows of a query, and the seconds on raw pyoxigraph, in kg, and in kg with its check."""

    rows: int
    raw: float
    ours: float
    checked: float


def ask(store: ox.Store) -> dict[str, Spent]:
    """What each shipped query takes."""
    engine, spent = Engine(store), {}
    for query in named_queries():
        found: list[bytes] = []

        def raw_work(text: str = query.text, found: list[bytes] = found) -> None:
            result = store.query(text)
            found[:] = [result.serialize(format=ox.QueryResultsFormat.TSV)]  # type: ignore[union-attr]

        own = replace(query, shipped=False)
        spent[query.name] = Spent(
            raw=timed(raw_work, 5),
            ours=timed(lambda each=query: engine.answer(each, {}, "tsv"), 5),
            checked=timed(lambda each=own: engine.answer(each, {}, "tsv"), 5),
            rows=found[0].count(b"\n") - 1,
        )
    return spent


def compare(
    ours: dict[str, Spent], theirs: dict[str, float | None], limits: dict[str, float]
) -> None:
    """Print what each query takes on all engines, and the medians of the ratios."""
    print(
        f"\n{'query':30}{'rows':>8}{'rdflib':>10}{'raw':>10}{'kg':>10}{'checked':>10}{'ratio':>8}"
    )
    ratios = []
    for name, each in ours.items():
        slow = theirs[name]
        ratios.append((slow or limits[name]) / each.ours)
        told = f">{limits[name]:.1f}" if slow is None else f"{slow:.3f}"
        print(
            f"{name:30}{each.rows:8}{told:>10}{each.raw:10.4f}{each.ours:10.4f}"
            f"{each.checked:10.4f}{ratios[-1]:8.1f}"
        )
    cut = sum(theirs[name] is None for name in ours)
    print(
        f"\nrdflib / kg: median {statistics.median(ratios):.1f}, least {min(ratios):.1f}; ", end=""
    )
    print(f"{cut} of {len(ours)} not answered by rdflib within its limit")
    over = sorted(each.ours - (1.5 * each.raw + 0.020) for each in ours.values())
    within = sum(each <= 0 for each in over)
    print(f"kg within 1.5 times raw pyoxigraph plus 20 ms: {within} of {len(over)} queries", end="")
    print(f"; the last is {over[-1] * 1000:+.0f} ms off")
    checks = statistics.median(each.checked - each.ours for each in ours.values())
    print(f"checking a query of one's own: {checks * 1000:.0f} ms more (median)")


def cold_start(folder: Path) -> None:
    """Print what a named query on the five articles takes as a command, imports included."""
    kg = [sys.executable, "-c", "from kg.cli import main; main()"]
    out = folder / "out"
    subprocess.run([*kg, "build", "--without-events", "-o", out], check=True, capture_output=True)
    for form in ("tsv", "table"):
        command = [*kg, "query", "unanswered", "--format", form, "-g", out / "graph.ttl"]
        spent = timed(lambda: subprocess.run(command, check=True, capture_output=True), 7)  # noqa: B023
        print(f"kg query unanswered --format {form}, five articles, cold: {spent:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=10, help="rdflib's limit for a query")
    words = parser.parse_args()
    gc.set_threshold(50_000, 20, 20)  # as the command sets it, and for rdflib too
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cold_start(folder)
        count = in_another(partial(prepare, folder, words.triples))
        print(f"{count:,} triples")
        graph = folder / "graph.ttl"
        read = in_another(partial(timed, partial(load_store, [graph]), 3))
        wrote = in_another(partial(write, graph))
        ours = ask(load_store([graph, folder / "vocabulary.ttl"]))
        limits = {name: max(words.seconds, 11 * each.ours) for name, each in ours.items()}
        theirs = in_another(partial(by_rdflib, folder, limits))
        for what, spent in (("read", read), ("write", wrote)):
            slow = theirs[what] or 0
            print(f"{what} Turtle: kg {spent:.3f} s, rdflib {slow:.2f} s: {slow / spent:.1f} times")
        compare(ours, theirs, limits)


if __name__ == "__main__":
    main()
