"""The engine on columns finds what pySHACL finds, and refuses what it does not know."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest
from mutate_shapes import agree, mutants
from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS
from rdflib import SH, Graph, URIRef
from spoilt import LAX, all_fixtures, bare, doubled, spoilt

from kg.model.ids import PREFIXES
from kg.rdf.columns import Columns, Term
from kg.rdf.compiled import Compiled, Result, Shape, index
from kg.rdf.constraints import CONSTRAINTS
from kg.rdf.validate import classes, judge, shapes

MUTANTS = 25  # of more than a thousand, all of which `make mutants` compares
HEAD = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("rdf", "rdfs", "ret", "xsd"))
HEAD += f"@prefix sh: <{SH}> .\n"
KINDS = {"integer": "number", "decimal": "number", "double": "number", "float": "number"}
KINDS |= {"int": "number", "nonNegativeInteger": "number", "date": "day", "string": "text"}


def read(turtle: str) -> Graph:
    return Graph().parse(data=HEAD + turtle, format="turtle")


def data_of(turtle: str) -> Columns:
    return Columns.of(ox.parse((HEAD + turtle).encode(), ox.RdfFormat.TURTLE))  # to the letter


def kind(term: Term) -> str | None:
    """What a value can be compared with; None for nothing."""
    if not isinstance(term, ox.Literal) or term in LAX or term.value.endswith(("Z", "+01:00")):
        return None
    return KINDS.get(term.datatype.value.removeprefix(PREFIXES["xsd"]))


def is_known(result: Result, data: Columns) -> bool:
    """Whether a result that pySHACL lacks is of a known kind.

    It reads more than XML Schema allows; and it puts in order, by the names of their datatypes or
    by their text, values that cannot be compared.
    """
    assert result.value is not None
    if result.component == "Datatype":
        return result.value in LAX
    if result.component in ("MinInclusive", "MinExclusive", "MaxInclusive", "MaxExclusive"):
        return kind(result.value) != "number"
    orders = (SH.lessThan, SH.lessThanOrEquals)
    (other,) = (x for each in orders for x in shapes().objects(URIRef(result.shape), each))
    against = {kind(each) for each in said(data, result.focus, str(other))}
    return kind(result.value) is None or against != {kind(result.value)}


def said(data: Columns, focus: Term, predicate: str) -> list[Term]:
    """What a node has of a property."""
    rows = zip(data.subjects.tolist(), data.predicates.tolist(), data.objects.tolist(), strict=True)
    terms = data.terms
    return [terms[o] for s, p, o in rows if terms[s] == focus and terms[p].value == predicate]


def constraints(shape: Shape) -> set[tuple[str, str]]:
    inner = {each for one in shape.properties for each in constraints(one)}
    return inner | {(shape.name, component) for component, _ in shape.checks}


def test_each_constraint_is_broken_and_pyshacl_finds_the_same() -> None:
    broken: set[tuple[str, str]] = set()
    for data in (all_fixtures(), bare(), doubled()):
        found = Compiled(shapes()).run(index(data, shapes()))
        assert found == judge(data, shapes())
        broken |= {(each.shape, each.component) for each in found}
    for seed in range(2):
        data = spoilt(seed)
        found, judged = Compiled(shapes()).run(index(data, shapes())), judge(data, shapes())
        assert judged - found == set()
        assert [each for each in found - judged if not is_known(each, data)] == []
        broken |= {(each.shape, each.component) for each in judged}
    every = {each for shape in Compiled(shapes()).shapes() for each in constraints(shape)}
    assert every - broken == set()


def test_pyshacl_finds_the_same_with_changed_shapes() -> None:
    some = random.Random(15).sample(list(mutants()), MUTANTS)
    assert [each.change for each in some if not agree(each)] == []


DATED = "<urn:a> a ret:Article ; ret:earliest %s ; ret:latest %s ."
LONG = "<urn:a> ret:minLagDays %s ; ret:maxLagDays %s ."
BOUND = "<urn:a> ret:confidence %s ."


@pytest.mark.parametrize(
    ("turtle", "component"),
    [
        (DATED % ('"2031-03-14"^^xsd:date', "2"), "LessThanOrEquals"),
        (DATED % ('"2031-03-14"^^xsd:date', '"P1D"^^xsd:duration'), "LessThanOrEquals"),
        (DATED % ('"2031-03-14Z"^^xsd:date', '"2031-03-15"^^xsd:date'), "LessThanOrEquals"),
        (DATED % ("<urn:b>", "<urn:c>"), "LessThanOrEquals"),
        (DATED % ('"a"@en', '"b"@en'), "LessThanOrEquals"),
        (LONG % ("true", "7"), "LessThanOrEquals"),
        (BOUND % '"2031-03-14"^^xsd:date', "MaxInclusive"),
        (BOUND % "true", "MaxInclusive"),
        (BOUND % '"P1Y"^^xsd:yearMonthDuration', "MinInclusive"),
        (BOUND % '"1E2"^^xsd:decimal', "Datatype"),
        ('<urn:a> ret:severity " 1"^^xsd:integer .', "Datatype"),
        ('<urn:a> ret:severity "1_0"^^xsd:integer .', "Datatype"),
        ('<urn:a> ret:openSince "2031-03-14T10:00:00"^^xsd:date .', "Datatype"),
        ('<urn:a> a ret:Report ; ret:deadlineTerm "P1W"^^xsd:duration .', "Datatype"),
    ],
)
def test_pyshacl_passes_what_cannot_be_compared_or_is_not_well_formed(
    turtle: str, component: str
) -> None:
    """The known differences, by small inputs: ours is as strict as SPARQL and XML Schema."""
    data = Columns.joined(data_of(turtle), classes())
    found, judged = Compiled(shapes()).run(index(data, shapes())), judge(data, shapes())
    assert judged - found == set()
    assert component in {each.component for each in found - judged}
    assert all(is_known(each, data) for each in found - judged)


NAMED = "ret:S a sh:PropertyShape ; sh:targetClass ret:Action ; sh:path ret:actor"


@pytest.mark.parametrize(
    ("turtle", "named"),
    [
        (f"{NAMED} ; sh:closed true .", "sh:closed"),
        (f"{NAMED} ; sh:deactivated true .", "sh:deactivated"),
        (f"{NAMED} ; sh:target [ sh:select 'x' ] .", "sh:"),
        (f"{NAMED} ; ret:mine 1 .", "ret:mine"),
        (f"{NAMED} . <urn:g> sh:entailment <urn:e> .", "sh:entailment"),
        (f"{NAMED} ; sh:in ret:Action .", "sh:in"),
        (f"{NAMED} ; sh:or () .", "sh:or"),
        (f"{NAMED} ; sh:in (1) ; sh:in (2) .", "sh:in said twice"),
        (f"{NAMED} ; sh:path ret:recipient .", "sh:path said twice"),
        (f"{NAMED} ; sh:minCount 1 ; sh:minCount 2 .", "sh:minCount said twice"),
        (f"{NAMED} ; sh:minCount 1.5 .", "sh:minCount"),
        (f"{NAMED} ; sh:maxLength -1 .", "sh:maxLength"),
        (f"{NAMED} ; sh:datatype xsd:gYear .", "xsd:gYear"),
        (f"{NAMED} ; sh:class 'Action' .", "sh:class"),
        (f"{NAMED} ; sh:nodeKind ret:IRI .", "sh:nodeKind"),
        (f"{NAMED} ; sh:minInclusive ret:one .", "sh:minInclusive"),
        (f"{NAMED} ; sh:pattern 'a' ; sh:flags 'x' .", "flags"),
        (f"{NAMED} ; sh:flags 'i' .", "sh:flags"),
        (f"{NAMED} ; sh:pattern '(' .", "sh:pattern"),
        (f"{NAMED} ; sh:inversePath ret:actor .", "sh:inversePath"),
        (f"{NAMED} ; sh:node ret:S .", "refers to itself"),
        (f"{NAMED} ; sh:node ret:T .", "not there"),
        (f"{NAMED} . ret:S a rdfs:Class .", "rdfs:Class"),
        (f"{NAMED} . ret:S a sh:NodeShape .", "node shape with one"),
        ("ret:S a sh:PropertyShape ; sh:targetClass ret:Action .", "without a path"),
        ("ret:S a sh:NodeShape ; sh:targetClass ret:Action ; sh:minCount 1 .", "sh:minCount"),
        *(
            (f"ret:S a sh:PropertyShape ; sh:targetClass ret:A ; sh:path {path} .", "the path")
            for path in (
                "( ret:actor ret:partOf )",
                "[ sh:inversePath [ sh:inversePath ret:actor ] ]",
                "[ sh:inversePath ret:actor ; sh:zeroOrMorePath ret:actor ]",
                "'actor'",
                "[]",
            )
        ),
    ],
)
def test_what_is_not_known_of_the_shapes_is_refused_by_its_name(turtle: str, named: str) -> None:
    with pytest.raises(ValueError, match="does not know") as raised:
        Compiled(read(turtle))
    assert named in str(raised.value)


def test_each_parameter_of_shacl_core_is_known_or_refused() -> None:
    known = {*(SH[name] for name in CONSTRAINTS), SH.property}
    others = set(ALL_CONSTRAINT_PARAMETERS) - known
    assert SH.closed in others
    for each in others:
        with pytest.raises(ValueError, match=str(each).rpartition("#")[2]):
            Compiled(read(f"{NAMED} ; <{each}> true ."))
    assert known <= {*ALL_CONSTRAINT_PARAMETERS}


def test_a_target_that_is_one_node_need_not_be_in_the_data() -> None:
    held = read("ret:S a sh:NodeShape ; sh:targetNode <urn:a> ; sh:hasValue <urn:b> .")
    data = data_of("<urn:c> ret:actor <urn:d> .")
    assert Compiled(held).run(index(data, held)) == judge(data, held) != set()


def test_only_what_is_found_of_the_nodes_asked_for_is_told() -> None:
    data = all_fixtures()
    found = Compiled(shapes()).run(index(data, shapes()))
    focus = min((each.focus for each in found), key=str)
    some = Compiled(shapes()).run(index(data, shapes()), {focus})
    assert some == {each for each in found if each.focus == focus} != found
