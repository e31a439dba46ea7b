"""(Graphs, places) -> findings, each at file:line.

pySHACL is the judge, and on much data a sparing one: the engine on columns looks at everything,
pySHACL at what that finds and at a sample of the rest. The classes of the ontology are mixed into
the data handed to either: without them subclasses pass unseen. What SHACL core cannot say is a
check of tenures.py, named like a shape.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Container, Iterable
from functools import cache
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import Finding
from kg.paths import ontology_folder
from kg.rdf.columns import Columns, Term
from kg.rdf.compiled import Compiled, Result, index, path_name, read_targets
from kg.rdf.constraints import SUBCLASS, TYPE, Data
from kg.rdf.findings import tell_exclusive, tell_result, untold
from kg.rdf.graph import read_rdf, to_quads
from kg.rdf.rdflib_terms import to_graph, to_term
from kg.rdf.subjects import Triples
from kg.rdf.tenures import exclusive_tenures

Engine: TypeAlias = Literal["columns", "pyshacl"]
ENGINES: Final[tuple[Engine, ...]] = get_args(Engine)
WHOLE: Final = 10_000  # triples, for which pySHACL takes about a second
SAMPLE: Final = 40  # nodes, for which it takes about a quarter of one
_NOT_JUDGE: Final = "; not found by pySHACL"
_JUDGE_ALONE: Final = "; found by pySHACL alone"


def validate(
    *parts: Triples,
    held: Graph | None = None,
    files: Container[str] | None = None,
    told: Iterable[Finding] = (),
    engine: Engine = "columns",
) -> list[Finding]:
    """Check graphs together against the shapes, and for persons in posts that exclude each other.

    Args:
        parts: the triples to check, with the places in the input that their subjects come from.
        held: the shapes to hold them against; None for those of ontology/shapes.ttl.
        files: look at the subjects that come from these alone; None for all.
        told: what is known already. Of a record and key of which an error speaks, nothing is told
            again, nor that something is not there to point to.
        engine: see `find_results`.
    Returns:
        The findings, sorted by place; none where there are no triples. One that pySHACL, asked
        about the same node, does not have says so behind the name of its shape.
    Raises:
        ValueError: nothing was looked at, so that "no findings" would mean nothing; or the
            shapes have something that the engine on columns does not know.
    """
    held = shapes() if held is None else held
    places = {iri: place for part in parts for iri, place in part.places.items()}
    whole = Columns.joined(*(part.columns() for part in parts))
    if not len(whole.subjects):
        return []
    foci = None
    if files is not None:
        foci = {ox.NamedNode(name) for name, place in places.items() if place.file in files}
    found = find_results(whole, held, foci, engine)
    subjects = set(_subjects(whole)) if any(each.severity == "error" for each in told) else set()
    return sorted(
        {
            *(
                tell_result(each, _message(held, each.shape), places, found[each])
                for each in untold(found, told, places, subjects.__contains__)
            ),
            *(
                tell_exclusive(first, second, places, sure=sure)
                for first, second, sure in exclusive_tenures(whole)
            ),
        }
    )


def find_results(
    whole: Columns,
    held: Graph,
    foci: Collection[Term] | None = None,
    engine: Engine = "columns",
) -> dict[Result, str]:
    """What shapes find in data, with a note for people where the engines do not agree.

    With `pyshacl` it is what pySHACL finds. With `columns` our own engine looks at everything, and
    pySHACL at everything too where that is little (`WHOLE`), else at the nodes of which something
    is found and at a sample of the rest, the same for the same data. What either finds is told,
    and a note says where pySHACL does not find it: our engine is as strict as SPARQL and XML
    Schema, and pySHACL in places is not (literals.py). The other way round our engine is at fault:
    then pySHACL looks at everything after all, and the note says that it alone finds this.

    Args:
        whole: the data, without the ontology.
        held: the shapes.
        foci: tell of these nodes alone; None for all.
        engine: which engines look.
    Raises:
        ValueError: see `validate`.
    """
    near = whole if foci is None else around(foci, whole)
    mixed = Columns.joined(near, classes())
    data = index(mixed, held)
    if not _looks_at_something(held, data) and (
        near is whole
        or not _looks_at_something(held, index(Columns.joined(whole, classes()), held))
    ):
        raise ValueError("the shapes look at no node of the data, so no findings mean nothing")
    if engine == "pyshacl":
        return dict.fromkeys(judge(mixed, held, foci), "")
    ready = _compiled() if held is shapes() else Compiled(held)
    found = ready.run(data, foci)
    judged: set[Result] = set()
    if len(near.subjects) > WHOLE:
        asked = {each.focus for each in found}
        asked |= _sample(near, asked, foci)
        part = Columns.joined(around(asked, near), classes())
        judged = judge(part, held, asked)
    if len(near.subjects) <= WHOLE or not judged <= found:
        judged = judge(mixed, held, foci)
    notes = {**dict.fromkeys(judged, _JUDGE_ALONE), **dict.fromkeys(found, _NOT_JUDGE)}
    return {**notes, **dict.fromkeys(judged & found, "")}


def judge(mixed: Columns, held: Graph, foci: Container[Term] | None = None) -> set[Result]:
    """What pySHACL finds of some nodes (None: all) in data with the classes of the ontology.

    Raises:
        TypeError: pySHACL could not validate.
    """
    import pyshacl

    own = Graph(bind_namespaces="none") + held  # pySHACL adds to it
    _, report, _ = pyshacl.validate(
        to_graph(to_quads(mixed)), shacl_graph=own, inference="none", advanced=False, inplace=True
    )
    if not isinstance(report, Graph):
        raise TypeError(f"pySHACL could not validate: {report}")
    results = {_read_result(report, each) for each in report.objects(None, SH.result)}
    return {each for each in results if foci is None or each.focus in foci}


def _read_result(report: Graph, result: Node) -> Result:
    said = dict(report.predicate_objects(result))
    path, value = said.get(SH.resultPath), said.get(SH.value)
    component = str(said[SH.sourceConstraintComponent]).removeprefix(str(SH))
    return Result(
        focus=to_term(said[SH.focusNode]),
        shape=str(said[SH.sourceShape]),
        component=component.removesuffix("ConstraintComponent"),
        path="" if path is None else path_name(report, path),
        value=None if value is None else to_term(value),
        severity=str(said[SH.resultSeverity]).removeprefix(str(SH)),
    )


def _looks_at_something(held: Graph, data: Data) -> bool:
    """Whether any target of the shapes is there: misspelt ones would pass everything.

    A target that is one node leads to the things that point to it.
    """
    pointed = data.mask(data.columns.objects)
    for _, target in read_targets(held):
        nodes = target.nodes(data)
        if pointed[nodes].any() if target.kind == SH.targetNode else len(nodes):
            return True
    return False


def around(foci: Collection[Term], whole: Columns) -> Columns:
    """What data says of some nodes and of those that they point to.

    Enough to check these nodes, for no shape asks more of what they point to than its class. What
    is found on the others means nothing. (pySHACL's own `focus_nodes` would narrow nested shapes.)
    """
    kept = np.fromiter((each in foci for each in whole.terms), bool, len(whole.terms))
    kept[whole.objects[kept[whole.subjects]]] = True
    rows = np.flatnonzero(kept[whole.subjects])
    parts = [each[rows] for each in (whole.subjects, whole.predicates, whole.objects)]
    used, numbers = np.unique(np.concatenate(parts), return_inverse=True)
    terms = [whole.terms[each] for each in used.tolist()]
    return Columns(terms, *numbers.astype(np.int32).reshape(3, -1))


def _sample(data: Columns, seen: Container[Term], foci: Container[Term] | None) -> set[Term]:
    """Some of the nodes in which nothing is found, by chance, and the same for the same data."""
    nodes = [x for x in _subjects(data) if x not in seen and (foci is None or x in foci)]
    chance = random.Random(len(data.subjects))  # noqa: S311 - to guard against faults, not people
    return set(chance.sample(sorted(nodes, key=str), min(SAMPLE, len(nodes))))


def _subjects(columns: Columns) -> list[Term]:
    numbers = np.flatnonzero(np.bincount(columns.subjects, minlength=1))
    return [columns.terms[each] for each in numbers.tolist()]


def _message(held: Graph, shape: str) -> str:
    return min((str(each) for each in held.objects(URIRef(shape), SH.message)), default="")


_SHAPES: Final = ("hygiene.ttl", "shapes.ttl")  # the rest of ontology/ is vocabulary


@cache
def classes() -> Columns:
    """What each term of the ontology is, and which class is below which: all that shapes ask."""
    files = [path for path in sorted(ontology_folder().glob("*.ttl")) if path.name not in _SHAPES]
    quads = (quad for path in files for quad in read_rdf(path))
    return Columns.of(quad for quad in quads if quad.predicate in (TYPE, SUBCLASS))


@cache
def shapes() -> Graph:
    """The shapes of our data."""
    return to_graph(read_rdf(ontology_folder() / "shapes.ttl"))


@cache
def _compiled() -> Compiled:
    """The same, ready to be run: to read them takes as long as pySHACL for two articles."""
    return Compiled(shapes())
