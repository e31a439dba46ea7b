"""Does a fixture notice when a constraint of ontology/shapes.ttl goes or changes?

One mutant a change: each constraint is dropped, and altered where that makes sense. A mutant is
killed when the findings (focus node, shape, path, value, severity) on some file of tests/shapes
change. With each of them the engine on columns must find the same as pySHACL, in all these files
as one. Exit code 1 below `WANTED`, and where the engines differ. Run it with `make mutants` or
`python tests/mutate_shapes.py`.

Findings of one targeted shape do not depend on the others, so that a mutant runs with those alone
from which its change can be reached: that is four times as fast as the whole file.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyshacl
from rdflib import RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

sys.path.insert(0, str(Path(__file__).parent))

from spoilt import all_fixtures
from test_shapes import FIXTURES, local, ontology, shapes, targeted

from kg.model.ids import PREFIXES, short_name
from kg.rdf.compiled import Compiled, index
from kg.rdf.validate import judge

WANTED = 95.0  # percent, after issue 3
RET = PREFIXES["ret"]
#: What no finding can show: a mutant that means the same as the original. They count as survivors.
EQUIVALENT: Mapping[str, str] = {
    "ret:LinkShape-counterEvidence sh:or ( [ sh:class ret:Action ] [ sh:class ret:Link ]"
    " [ sh:class ret:Report ] ): made sh:xone": "nothing is in two disjoint classes",
    "ret:LinkShape-disputedBy sh:or ( [ sh:class ret:Link ] [ sh:class ret:Report ] )"
    ": made sh:xone": "nothing is in two disjoint classes",
}

STRUCTURE = {RDF.type, RDF.first, RDF.rest, SH.path, SH.message}  # these constrain nothing
LISTS = {SH["or"], SH.xone, SH["and"], SH.languageIn, SH["in"], SH.alternativePath}
REPEATS = (SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath)
PATHS = {*REPEATS, SH.alternativePath, SH.inversePath}  # without one, a path is none
SWAPS = {
    SH.lessThan: [SH.lessThanOrEquals],
    SH.lessThanOrEquals: [SH.lessThan],
    SH.disjoint: [SH.equals],
    SH.targetSubjectsOf: [SH.targetObjectsOf],
    SH.minInclusive: [SH.minExclusive],
    SH.minExclusive: [SH.minInclusive],
    SH.maxInclusive: [SH.maxExclusive],
    SH.maxExclusive: [SH.maxInclusive],
    SH["or"]: [SH.xone, SH["and"]],
    SH.xone: [SH["or"], SH["and"]],
    **{path: [other for other in REPEATS if other != path] for path in REPEATS},
}
STEPS = {
    SH.minCount: (1,),
    SH.maxCount: (1, -1),
    SH.minLength: (1,),
    SH.maxLength: (1, -1),
    **{bound: (1, -1) for bound in SWAPS if "clusive" in bound},
}
DATATYPES = {
    XSD.integer: XSD.decimal,
    XSD.decimal: XSD.integer,
    XSD.string: RDF.langString,
    XSD.date: XSD.dateTime,
    XSD.boolean: XSD.string,
    XSD.duration: XSD.string,
}
NODE_KINDS = {SH.Literal: (SH.IRI, SH.IRIOrLiteral), SH.IRI: (SH.Literal, SH.IRIOrLiteral)}

Triple = tuple[Node, Node, Node]
Finding = tuple[str, ...]


@dataclass(frozen=True)
class Mutant:
    """One change of the shapes."""

    shape: Node
    change: str
    removed: tuple[Triple, ...]
    added: tuple[Triple, ...] = ()


def mutants() -> Iterator[Mutant]:
    """Every mutant, in the order of the shapes' names."""
    for triple in sorted(shapes(), key=lambda each: tuple(map(described, each))):
        shape, predicate, value = triple
        if predicate in STRUCTURE:
            continue
        was = f"{described(shape)} {short_name(str(predicate))} {described(value)}"
        if predicate not in PATHS:
            yield Mutant(shape, f"{was}: dropped", (triple,))
        for other in swaps(predicate, value):
            name = short_name(str(other))
            yield Mutant(shape, f"{was}: made {name}", (triple,), ((shape, other, value),))
        if predicate in LISTS:
            for members in other_lists(predicate, list(Collection(shapes(), value))):
                changed = f"{was}: made {' '.join(map(described, members))}"
                cells = list_triples(members)
                new = (shape, predicate, cells[0][0])
                yield Mutant(shape, changed, (triple,), (new, *cells))
        else:
            for other in other_values(predicate, value):
                changed = f"{was}: made {described(other)}"
                yield Mutant(shape, changed, (triple,), ((shape, predicate, other),))
        if predicate == SH.pattern:
            flags = (shape, SH.flags, Literal("i"))
            yield Mutant(shape, f"{was}: made to ignore case", (), (flags,))


def swaps(predicate: Node, value: Node) -> list[URIRef]:
    """The constraints that may stand in the place of one."""
    if predicate == SH["not"]:
        return [SH.property if (value, SH.path, None) in shapes() else SH.node]
    return SWAPS.get(predicate, [])


def other_values(predicate: Node, value: Node) -> list[Node]:
    """What a value may be altered to: a little weaker or stronger, or another of its kind."""
    if predicate in STEPS:
        least = -1 if "clusive" in predicate else 0
        numbers = [int(str(value)) + step for step in STEPS[predicate]]
        return [Literal(number) for number in numbers if number >= least]
    if predicate in (SH["class"], SH.targetClass):
        return near_classes(value)
    if predicate == SH.datatype:
        return [DATATYPES[value]]
    if predicate == SH.nodeKind:
        return list(NODE_KINDS[value])
    if predicate == SH.pattern:
        text = str(value)
        weaker = (
            text.removeprefix("^"),
            text.removesuffix("$"),
            re.sub(r"\{(\d+)\}", r"{\1,}", text),
        )
        return [Literal(each) for each in weaker if each != text]
    if predicate == SH.hasValue and isinstance(value, Literal):
        return [Literal(not value.toPython())]
    if predicate in (SH.hasValue, SH.targetNode):
        return [next_of(value, neighbours(value))]
    if predicate == SH.node:
        named = {shape for shape in shapes().objects(None, SH.node) if shape != value}
        return [next_of(value, named)] if named else []
    if predicate == SH.severity:
        return [SH.Info]
    return []


def other_lists(predicate: Node, members: list[Node]) -> list[list[Node]]:
    """A list without each of its members in turn, of one path alone, or with another language."""
    if predicate == SH.languageIn:
        return [[Literal("de")], [*members, Literal("de")]]
    if predicate == SH.alternativePath:  # a list of one is not a path
        return [[each] * len(members) for each in members]
    return [[each for each in members if each != gone] for gone in members]


def near_classes(value: Node) -> list[Node]:
    """Its superclass and one subclass; a stranger for a class that has neither."""
    above = sorted(ontology().objects(value, RDFS.subClassOf))
    below = sorted(ontology().subjects(RDFS.subClassOf, value))
    strange = URIRef(RET + ("Chain" if local(value) == "Case" else "Case"))
    return [*above, *below[:1]] or [strange]


def neighbours(value: Node) -> set[Node]:
    """The concepts beside a concept, the schemes beside a scheme, the classes below a class."""
    graph = ontology()
    scheme = graph.value(value, SKOS.inScheme)
    if scheme is not None:
        return set(graph.subjects(SKOS.inScheme, scheme)) - {value}
    if (value, RDF.type, SKOS.ConceptScheme) in graph:
        return set(graph.subjects(RDF.type, SKOS.ConceptScheme)) - {value}
    return set(graph.subjects(RDFS.subClassOf, value))


def next_of(value: Node, others: Iterable[Node]) -> Node:
    ordered = sorted(others)
    return next((each for each in ordered if each > value), ordered[0])


def list_triples(members: list[Node]) -> tuple[Triple, ...]:
    cells = [BNode() for _ in members]
    rests = [*cells[1:], RDF.nil]
    return tuple(
        triple
        for cell, member, rest in zip(cells, members, rests, strict=True)
        for triple in ((cell, RDF.first, member), (cell, RDF.rest, rest))
    )


def described(node: Node) -> str:
    """A node as it stands in the file, a blank one by what it holds: no blank node's own name."""
    if not isinstance(node, BNode):
        return short_name(str(node))
    if (node, RDF.first, None) in shapes():
        return f"( {' '.join(map(described, Collection(shapes(), node)))} )"
    parts = sorted(
        f"{short_name(str(p))} {described(o)}" for p, o in shapes().predicate_objects(node)
    )
    return f"[ {' ; '.join(parts)} ]"


@contextmanager
def applied(mutant: Mutant) -> Iterator[None]:
    for triple in mutant.removed:
        shapes().remove(triple)
    for triple in mutant.added:
        shapes().add(triple)
    try:
        yield
    finally:
        for triple in mutant.added:
            shapes().remove(triple)
        for triple in mutant.removed:
            shapes().add(triple)


def reached(roots: Iterable[Node]) -> Graph:
    """The part of the shapes that some of them need."""
    part, todo, seen = Graph(bind_namespaces="none"), list(roots), set()
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            for triple in shapes().triples((node, None, None)):
                part.add(triple)
                todo.append(triple[2])
    return part


@cache
def targets_of(shape: Node) -> frozenset[Node]:
    """The targeted shapes that a change of this one can be seen through."""
    return frozenset(each for each in targeted() if shape in users(each))


@cache
def users(target: Node) -> frozenset[Node]:
    return frozenset(reached([target]).subjects())


@cache
def data_of(fixture: Path) -> Graph:
    data = Graph(bind_namespaces="none").parse(fixture)
    for triple in ontology():
        data.add(triple)
    return data


def findings(fixture: Path, part: Graph) -> frozenset[Finding]:
    """What is found on a fixture, as a person would see it: twice the same is once."""
    _, report, text = pyshacl.validate(
        data_of(fixture), shacl_graph=part, inference="none", advanced=False, inplace=True
    )
    if not isinstance(report, Graph):
        raise TypeError(text)
    seen = (SH.focusNode, SH.sourceShape, SH.resultPath, SH.value, SH.resultSeverity)
    return frozenset(
        tuple(repr(report.value(result, each)) for each in seen)
        for result in report.objects(None, SH.result)
    )


@cache
def original(fixture: Path, targets: frozenset[Node]) -> frozenset[Finding]:
    return findings(fixture, reached(targets))


def fixtures_for(mutant: Mutant) -> list[Path]:
    """All fixtures, those named after the shape and its targets first."""
    targets = targets_of(mutant.shape)
    properties = {each for t in targets for each in shapes().objects(t, SH.property)}
    using = {each for each in properties if mutant.shape in users(each)}
    first = {local(each) for each in (mutant.shape, *using)}
    second = {local(each) for each in targets}

    def order(path: Path) -> tuple[bool, bool, str]:
        name = path.stem.rpartition("_")[0]
        return name not in first, name.partition("-")[0] not in second and name not in second, name

    return sorted(FIXTURES.glob("*.ttl"), key=order)


def killer(mutant: Mutant) -> Path | None:
    """The first fixture whose findings change."""
    targets, fixtures = targets_of(mutant.shape), fixtures_for(mutant)
    for fixture in fixtures:
        original(fixture, targets)
        with applied(mutant):
            changed = findings(fixture, reached(targets))
        if changed != original(fixture, targets):
            return fixture
    return None


def agree(mutant: Mutant) -> bool:
    """Whether both engines find the same with a mutant, in all fixtures as one."""
    with applied(mutant):
        part = reached(targets_of(mutant.shape))
    return Compiled(part).run(index(all_fixtures(), part)) == judge(all_fixtures(), part)


def main() -> int:
    began = time.perf_counter()
    every = list(mutants())
    survivors = [each.change for each in every if killer(each) is None]
    for change in survivors:
        reason = EQUIVALENT.get(change)
        print(f"survived: {change}" + (f" (equivalent: {reason})" if reason else ""))
    different = [each.change for each in every if not agree(each)]
    for change in different:
        print(f"the engines differ: {change}")
    print(f"both engines find the same with {len(every) - len(different)} of {len(every)} mutants")
    killed, lasted = len(every) - len(survivors), time.perf_counter() - began
    percent = 100 * killed / len(every)
    print(f"{len(every)} mutants, {killed} killed, {len(survivors)} survived: {percent:.1f} %")
    print(f"{lasted:.0f} s", file=sys.stderr)
    return 0 if percent >= WANTED and not different else 1


if __name__ == "__main__":
    sys.exit(main())
