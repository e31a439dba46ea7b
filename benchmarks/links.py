"""Inference and chains over columns beside what they replaced, in processor time of one run.

`python benchmarks/links.py rows 10000` infers links of so many invented rows by columns and pair by
pair (tests/pairwise.py), and says whether they are equal. `python benchmarks/links.py acts 1000000`
infers those of so many acts that are columns already, and tells the peak of memory; with `--beside
FILE` a script that has `make_events`, `read_rules`, `read_parents`, `compare_kinds` and `infer`
makes the acts and is timed on them in turn. `python benchmarks/links.py chains 1000000` finds
chains and their longest paths over so many links, beside networkx. The data are invented: 30 years,
12 classes, up to 10,000 pairs of states of which the n-th has 1/n of the acts of the first.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import networkx as nx
import numpy as np

from kg.errors import Place
from kg.infer.acts import Acts
from kg.infer.context import Context
from kg.infer.links import Said, find_linked, infer_links
from kg.infer.paths import trace_chains
from kg.infer.rules import default_rules
from kg.infer.sets import Column, Sets
from kg.model.actions import Action, Record, Report, Values
from kg.model.actors import Quantity
from kg.model.standing import is_material
from kg.model.vocabulary import KINDS

HERE = Path(__file__).resolve().parents[1]
FIRST = 728_000  # the day of the first act, as an ordinal
CLASSES = (
    "Expulsion Sanctions Recall MissionClosure VisaRestriction StaffReduction MilitarySupport "
    "Cyberattack Espionage Attack RelationsSeverance Accusation"
).split()
COUNTED = ("Expulsion", "Recall")  # three in ten of these have a count
STATES = 249
T = TypeVar("T")


def measure(work: Callable[[], T]) -> tuple[T, float]:
    """What some work gives, and its processor time in seconds."""
    began = time.process_time()
    result = work()
    return result, time.process_time() - began


def invent(size: int, seed: int = 1, years: int = 30) -> SimpleNamespace:
    """So many invented acts as columns, by day."""
    draw = np.random.default_rng(seed)
    pairs = np.unique(np.sort(draw.integers(0, STATES, (min(20_000, size), 2)), axis=1), axis=0)
    pairs = draw.permutation(pairs[pairs[:, 0] != pairs[:, 1]])[: max(size // 2, 1)]
    share = 1 / np.arange(1, len(pairs) + 1)
    ends = pairs[draw.choice(len(pairs), size, p=share / share.sum())]
    flip = draw.integers(0, 2, size)
    kind = draw.integers(0, len(CLASSES), size)
    counted = np.isin(kind, [CLASSES.index(each) for each in COUNTED]) & (draw.random(size) < 0.3)
    return SimpleNamespace(
        actor=np.where(flip, ends[:, 0], ends[:, 1]),
        recipient=np.where(flip, ends[:, 1], ends[:, 0]),
        day=np.sort(draw.integers(0, years * 365, size)),
        kind=kind,
        count=np.where(counted, draw.integers(1, 80, size), 0),
        unit=counted.astype(np.int32),
        sides=[f"S{number:03d}" for number in range(STATES)],
        kinds=CLASSES,
    )


def as_acts(made: SimpleNamespace) -> Acts:
    """Acts of one table, of exact days and one side each, with nothing else known of them."""
    size, sides = len(made.day), len(made.sides)
    kind = np.array([list(KINDS).index(each) for each in made.kinds], np.int16)[made.kind]
    material = np.array([is_material(each, "carriedOut") for each in KINDS])[kind]
    day = (made.day + FIRST).astype(np.int32)
    none, no = np.zeros(size, np.int32), np.zeros(size, np.bool_)
    dyad = (made.actor.astype(np.int64) * sides + made.recipient)[material]
    empty = Sets.none(size)
    return Acts(
        kind=kind,
        earliest=day,
        latest=day,
        known_first=day,
        known_last=day,
        within=none,
        case=none,
        quantity=made.count.astype(np.int32),
        count=made.count.astype(np.int64),
        exact=made.count > 0,
        unit=made.unit.astype(np.int32),
        doubted=no,
        siding=no,
        word=no,
        declined=no,
        sides=sides,
        actors=Sets.single(made.actor.astype(np.int32)),
        recipients=Sets.single(made.recipient.astype(np.int32)),
        dyads=Sets(np.concatenate([[0], np.cumsum(material)]), dyad),
        members=Sets.none(sides),
        related=Sets.none(sides),
        articles=empty,
        tables=Sets.single(none),
        first_days=np.array([day.min()]),
        wholes=Sets.single(np.arange(size)),
        after=empty,
        preparations=empty,
        names={},
    )


def as_record(made: SimpleNamespace) -> Record:
    """The same as a record; ids sort as the acts do."""
    place, actions, reports = Place("made.csv", 1, 1), [], []
    columns = (made.actor, made.recipient, made.day, made.kind, made.count)
    for row, each in enumerate(zip(*(x.tolist() for x in columns), strict=True)):
        actor, recipient = (made.sides[each[0]],), (made.sides[each[1]],)
        day, kind, count = date.fromordinal(FIRST + each[2]), made.kinds[each[3]], each[4]
        quantity = Quantity(minimum=count, maximum=count, unit="persons") if count else None
        values = Values(actor=actor, recipient=recipient, status="carriedOut", quantity=quantity)
        name = f"act-{row:08d}"
        actions.append(
            Action(
                id=name, kind=kind, label=name, values=values, earliest=day, latest=day,
                actor_states=actor, recipient_states=recipient,
                material=is_material(kind, "carriedOut"), place=place,
            )
        )  # fmt: skip
        reports.append(
            Report(
                iri=name, action=name, table="made.csv", row=row, stance="asserts", values=values,
                place=place,
            )
        )  # fmt: skip
    return Record(actions=tuple(actions), reports=tuple(reports))


def compare_rows(size: int) -> None:
    """Links of rows by columns and pair by pair."""
    sys.path.insert(0, str(HERE / "tests"))
    pairwise = importlib.import_module("pairwise")
    record = as_record(invent(size))
    mine, new = measure(lambda: infer_links(record))
    theirs, old = measure(lambda: pairwise.infer_links(record))
    equal = "equal" if mine == theirs else "DIFFERENT"
    print(
        f"{size:,} rows, {len(mine):,} links, {equal}: {old:.2f} s pair by pair, "
        f"{new:.2f} s over columns, {old / new:.1f} times"
    )


def measure_acts(size: int, beside: Path | None) -> None:
    """Links of acts that are columns already."""
    script = load(beside) if beside else None
    made = script.make_events(size) if script else invent(size)
    context = Context(as_acts(made), default_rules())
    (_, linked), new = measure(lambda: find_linked(context, Said.nothing(size)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size:,} acts, {int(linked.sum()):,} links: {new:.2f} s, peak {peak:,.0f} MB")
    if script:
        rules = script.read_rules(HERE / "kg/infer/rules.toml")
        parents = script.read_parents(HERE / "ontology/actions.ttl")
        kinds = script.compare_kinds(made.kinds, parents, rules["mirrors"])
        _, other = measure(lambda: script.infer(made, kinds, rules))
        print(f"{beside}: {other:.2f} s, we take {new / other:.2f} times as long")


def load(path: Path) -> Any:
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def compare_chains(size: int) -> None:
    """Components and longest paths of links in three forms, beside networkx."""
    draw = np.random.default_rng(1)
    ladders = np.arange(size + size // 3)
    ladders = ladders[ladders % 4 != 3][:size]
    response = draw.integers(1, size, size)
    trigger = np.maximum(response - 1 - draw.integers(0, 50, size), 0)
    mesh = np.unique(np.stack([response, trigger]), axis=1)
    forms = {
        "ladders of 3 links": (ladders + 1, ladders),
        "one path": (np.arange(1, size + 1), np.arange(size)),
        "up to many triggers an act": (mesh[0], mesh[1]),
    }
    for form, steps in forms.items():
        print(f"{len(steps[0]):,} links, {form}: {compare_form(*steps)}")


def compare_form(response: Column, trigger: Column) -> str:
    """The times over columns and in networkx, and how they compare."""
    count = int(response.max()) + 1
    (home, far), new = measure(lambda: trace_chains(count, response, trigger))
    ends = list(zip(trigger.tolist(), response.tolist(), strict=True))
    graph, made = measure(lambda: nx.DiGraph(ends))
    longest, paths = measure(lambda: nx.dag_longest_path_length(graph))
    parts, found = measure(lambda: nx.number_weakly_connected_components(graph))
    used = np.unique(np.concatenate([response, trigger]))
    equal = (longest, parts) == (int(far.max()), len(np.unique(home[used])))
    return (
        f"{'equal' if equal else 'DIFFERENT'}, {new:.2f} s; networkx graph {made:.2f}, "
        f"longest path {paths:.2f}, components {found:.2f} s, "
        f"together {(made + paths + found) / new:.0f} times"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("rows", "acts", "chains"))
    parser.add_argument("size", type=int)
    parser.add_argument(
        "--beside", type=Path, metavar="FILE", help="acts: a script to be timed too"
    )
    options = parser.parse_args()
    if options.what == "rows":
        compare_rows(options.size)
    elif options.what == "acts":
        measure_acts(options.size, options.beside)
    else:
        compare_chains(options.size)


if __name__ == "__main__":
    main()
