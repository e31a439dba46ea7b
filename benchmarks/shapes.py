"""Processor time of checking against the shapes: columns beside pySHACL, and one file of many.

`python benchmarks/shapes.py --articles 1000 --judged 50`: the graphs of the five bundled articles
(stated and derived), copied under new names and days. pySHACL alone checks so many of them
(`--judged`); where those are fewer its time is scaled, which is said: its cost is linear.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from typing import TypeVar

import pyoxigraph as ox

from kg.build import build_graph
from kg.model.ids import PREFIXES
from kg.rdf.columns import Columns, Term
from kg.rdf.compiled import Compiled, index
from kg.rdf.graph import Quad
from kg.rdf.validate import classes, find_results, judge, shapes
from queries import copied

Result = TypeVar("Result")
ARTICLES = 5  # in a copy
IN_ARTICLE, OF_ACTION = (ox.NamedNode(PREFIXES["ret"] + x) for x in ("inArticle", "ofAction"))


def spend(work: Callable[[], Result]) -> tuple[float, Result]:
    """Processor seconds, and what was made."""
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


def quads_of(columns: Columns) -> list[Quad]:
    terms = columns.terms
    rows = (each.tolist() for each in (columns.subjects, columns.predicates, columns.objects))
    return [Quad(terms[s], terms[p], terms[o]) for s, p, o in zip(*rows, strict=True)]


def nodes_of_an_article(quads: list[Quad]) -> set[Term]:
    """An article, what is said in it, and the actions that it tells of."""
    article = min(str(quad.object.value) for quad in quads if quad.predicate == IN_ARTICLE)
    said = {q.subject for q in quads if q.predicate == IN_ARTICLE and q.object.value == article}
    told = {quad.object for quad in quads if quad.predicate == OF_ACTION and quad.subject in said}
    return {ox.NamedNode(article), *said, *told}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--judged", type=int, default=50, help="how many of them pySHACL checks")
    asked = parser.parse_args()
    built = build_graph(events=False, check=False)
    first = quads_of(Columns.joined(built.stated.columns(), built.derived.columns()))

    def copies(articles: int) -> list[Quad]:
        return [quad for n in range(articles // ARTICLES) for quad in copied(first, n)]

    judge(Columns.joined(Columns.of(first), classes()), shapes())  # imports, and reads the shapes
    few = Columns.joined(Columns.of(copies(asked.judged)), classes())
    slow, _ = spend(lambda: judge(few, shapes()))
    slow *= asked.articles / asked.judged
    quads = copies(asked.articles)
    load, whole = spend(lambda: Columns.of(quads))
    fast, found = spend(
        lambda: Compiled(shapes()).run(index(Columns.joined(whole, classes()), shapes()))
    )
    both, _ = spend(lambda: find_results(whole, shapes()))
    article = nodes_of_an_article(copied(first, 0))
    one, _ = spend(lambda: find_results(whole, shapes(), article))
    scaled = "" if asked.articles == asked.judged else f", scaled from {asked.judged} articles"
    print(f"{asked.articles} articles, {len(whole.subjects):,} triples, {len(found)} findings")
    print(f"pySHACL, everything{scaled}: {slow:.1f} s")
    print(f"columns made of quads: {load:.2f} s")
    for what, seconds in (
        ("the engine on columns alone", fast),
        ("columns, with pySHACL on a sample (kg check)", both),
        (f"one article, {len(article)} nodes, both engines (kg check FILE)", one),
    ):
        print(f"{what}: {seconds:.2f} s; pySHACL {slow / seconds:.0f} times as long")
    print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
