"""Loading, writing and asking a generated graph: kg beside rdflib and raw pyoxigraph, in one run.

`python benchmarks/queries.py --triples 100000`. The graph is the invented rival states of the
tests, built by kg and copied under new names and days until it is large enough; the same on every
run. Each query of queries/ is asked of all three. rdflib gets --seconds a query: what it has not
answered by then counts as that long, so its ratios are lower bounds there.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import gc
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from rdflib import Graph

from kg.build import build_graph
from kg.errors import EngineError
from kg.graph import load_store, read_rdf, to_quads, write_rdf
from kg.namespaces import BASE, PREFIXES
from kg.paths import ontology_folder
from kg.queries import answer_query, named_queries
from kg.workers import run_limited

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
    first = [*to_quads(built.stated.graph), *to_quads(built.derived.graph)]
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


def by_rdflib(turtle: Path, vocabulary: Path, limit: float) -> dict[str, float | None]:
    """Seconds that rdflib takes to read, to write and for each query, None where it is not done."""
    graph = Graph()
    spent: dict[str, float | None] = {"read": timed(lambda: graph.parse(turtle))}
    spent["write"] = timed(lambda: graph.serialize(format="turtle"))
    graph.parse(vocabulary)
    graph.query("ASK {}")  # rdflib opens its modules when they are first used
    for query in named_queries():
        try:
            spent[query.name] = run_limited(
                lambda text=query.text: timed(lambda: list(graph.query(text))), limit
            )
        except EngineError:
            spent[query.name] = None
    return spent


def in_another(work: Callable[[], Result]) -> Result:
    """Run work in a process of its own: a fork of this one would cost kg what rdflib's graph is."""
    with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("fork")) as pool:
        return pool.submit(work).result()


def ask(store: ox.Store, theirs: dict[str, float | None], limit: float) -> None:
    """Print what each query takes on all engines, and the medians of the ratios."""
    print(
        f"\n{'query':30}{'rows':>8}{'rdflib':>10}{'raw':>10}{'kg':>10}{'checked':>10}{'ratio':>8}"
    )
    ratios, over, checks = [], [], []
    for query in named_queries():
        found: list[bytes] = []

        def raw_work(text: str = query.text, found: list[bytes] = found) -> None:
            result = store.query(text)
            found[:] = [result.serialize(format=ox.QueryResultsFormat.TSV)]  # type: ignore[union-attr]

        raw = timed(raw_work, 3)
        ours = timed(lambda each=query: answer_query(store, each, {}, "tsv"), 3)
        own = replace(query, shipped=False)
        checked = timed(lambda each=own: answer_query(store, each, {}, "tsv"), 3)
        slow = theirs[query.name]
        ratios.append((slow or limit) / ours)
        over.append(ours - (1.5 * raw + 0.020))
        checks.append(checked - ours)
        told = f">{limit:g}" if slow is None else f"{slow:.3f}"
        rows = found[0].count(b"\n") - 1
        print(
            f"{query.name:30}{rows:8}{told:>10}{raw:10.4f}{ours:10.4f}"
            f"{checked:10.4f}{ratios[-1]:8.1f}",
            flush=True,
        )
    print(f"\nrdflib / kg: median {statistics.median(ratios):.1f}, least {min(ratios):.1f}")
    within = sum(each <= 0 for each in over)
    print(f"kg within 1.5 times raw pyoxigraph plus 20 ms: {within} of {len(over)} queries")
    print(f"checking a query of one's own: {statistics.median(checks) * 1000:.0f} ms more (median)")


def cold_start(folder: Path) -> None:
    """Print what a named query on the five articles takes as a command, imports included."""
    kg = [sys.executable, "-c", "from kg.cli import main; main()"]
    out = folder / "out"
    subprocess.run([*kg, "build", "-o", out], check=True, capture_output=True)
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
        quads = generated(words.triples)
        print(f"{len(quads):,} triples")
        turtle, vocabulary = folder / "graph.ttl", folder / "vocabulary.ttl"
        wrote = timed(lambda: turtle.write_bytes(write_rdf(quads, "turtle")), 3)
        quads.clear()  # the fork of each query would copy what Python counts
        files = [path for path in ontology_folder().glob("*.ttl") if path.name not in SHAPES]
        vocabulary.write_bytes(write_rdf((q for path in files for q in read_rdf(path)), "turtle"))
        read = timed(lambda: load_store([turtle]), 3)
        theirs = in_another(partial(by_rdflib, turtle, vocabulary, words.seconds))
        for what, ours in (("read", read), ("write", wrote)):
            slow = theirs[what] or 0
            print(f"{what} Turtle: kg {ours:.3f} s, rdflib {slow:.2f} s: {slow / ours:.1f} times")
        ask(load_store([turtle, vocabulary]), theirs, words.seconds)


if __name__ == "__main__":
    main()
