"""Every shape of ontology/shapes.ttl passes what it should and fails what it should.

`shapes/<Group>_pass.ttl` conforms, where <Group> begins the names of shapes, as in
ret:<Group>-actor; `shapes/<Shape>_fail.ttl` fails exactly the shapes that its first line names
(`# fails: ret:ActionShape-actor`).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.cli import main
from kg.model.ids import PREFIXES
from kg.rdf.columns import Columns
from kg.rdf.compiled import Compiled, index
from kg.rdf.graph import read_rdf
from kg.rdf.validate import classes, judge

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology"
FIXTURES = Path(__file__).parent / "shapes"
MIXED_IN = ("actors.ttl", "actions.ttl", "links.ttl", "codes.ttl")
PASS_FILES = sorted(FIXTURES.glob("*_pass.ttl"))
FAIL_FILES = sorted(FIXTURES.glob("*_fail.ttl"))
MARK = re.compile(r"# fails: (ret:[\w-]+(?:, ret:[\w-]+)*)\n")


@cache
def ontology() -> Graph:
    graph = Graph()
    for name in MIXED_IN:
        graph.parse(ONTOLOGY / name)
    return graph


@cache
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl")


@cache
def compiled() -> Compiled:
    return Compiled(shapes())


def local(iri: object) -> str:
    return str(iri).removeprefix(PREFIXES["ret"])


def failed_shapes(fixture: Path) -> set[str]:
    data = Columns.joined(Columns.of(read_rdf(fixture)), classes())
    judged = judge(data, shapes())
    assert compiled().run(index(data, shapes())) == judged
    return {local(each.shape) for each in judged}


def targeted() -> set[URIRef]:
    kinds = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf)
    return {shape for kind in kinds for shape in shapes().subjects(kind)}


def reportable() -> set[str]:
    """The shapes that a finding can name: those with a target that do more than list others."""
    names = set()
    for shape in targeted():
        properties = set(shapes().objects(shape, SH.property))
        names |= {local(p) for p in properties} or {local(shape)}
    return names


@pytest.mark.parametrize("fixture", PASS_FILES, ids=lambda path: path.stem)
def test_a_pass_file_conforms(fixture: Path) -> None:
    assert failed_shapes(fixture) == set()


@pytest.mark.parametrize("fixture", FAIL_FILES, ids=lambda path: path.stem)
def test_a_fail_file_fails_exactly_the_shapes_it_names(fixture: Path) -> None:
    mark = MARK.match(fixture.read_text(encoding="utf-8"))
    assert mark, "the first line must read '# fails: ret:Shape-name'"
    expected = {name.strip().removeprefix("ret:") for name in mark[1].split(",")}
    assert failed_shapes(fixture) == expected


def test_every_shape_that_can_be_reported_has_a_fail_file() -> None:
    assert {path.stem.removesuffix("_fail") for path in FAIL_FILES} == reportable()


def looked_at(shape: URIRef, data: Graph) -> set[Node]:
    """The nodes of the data that a shape starts from."""
    kinds = {
        sub
        for target in shapes().objects(shape, SH.targetClass)
        for sub in ontology().transitive_subjects(RDFS.subClassOf, target)
    }
    paths = shapes().objects(shape, SH.targetSubjectsOf)
    nodes = set(shapes().objects(shape, SH.targetNode))
    return {
        *(node for each in kinds for node in data.subjects(RDF.type, each)),
        *(node for path in paths for node in data.subjects(path)),
        *(node for node in nodes if (None, None, node) in data),
    }


def test_every_shape_looks_at_a_node_of_the_pass_file_of_its_group() -> None:
    groups: dict[str, list[URIRef]] = {}
    for shape in targeted():
        if (shape, SH.targetNode, None) not in shapes():
            groups.setdefault(local(shape).partition("-")[0], []).append(shape)
    assert {path.stem.removesuffix("_pass") for path in PASS_FILES} == set(groups)
    for group, members in groups.items():
        data = Graph().parse(FIXTURES / f"{group}_pass.ttl")
        assert [local(each) for each in members if not looked_at(each, data)] == []


def test_every_value_that_a_shape_starts_from_is_in_a_pass_file() -> None:
    data = [Graph().parse(path) for path in PASS_FILES]
    starting = list(shapes().subject_objects(SH.targetNode))
    assert starting
    assert [(s, n) for s, n in starting if not any((None, None, n) in each for each in data)] == []


def test_a_list_of_codes_holds_every_concept_of_its_scheme_and_no_other() -> None:
    lists = [list(Collection(shapes(), head)) for head in shapes().objects(None, SH["in"])]
    schemes = [ontology().value(codes[0], SKOS.inScheme) for codes in lists]
    assert set(schemes) == set(ontology().subjects(RDF.type, SKOS.ConceptScheme))
    for codes, scheme in zip(lists, schemes, strict=True):
        assert codes == sorted(ontology().subjects(SKOS.inScheme, scheme)), scheme


def test_every_shape_is_named_and_every_reportable_one_has_an_english_message() -> None:
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in shapes().subjects(RDF.type, kind):
            assert isinstance(shape, URIRef)
    for name in reportable():
        messages = list(shapes().objects(URIRef(PREFIXES["ret"] + name), SH.message))
        assert [getattr(m, "language", None) for m in messages] == ["en"], name


def test_messages_name_only_commands_that_there_are() -> None:
    named = {
        command
        for message in shapes().objects(None, SH.message)
        for command in re.findall(r"\bkg ([a-z]+)", str(message))
    }
    assert "build" in named
    assert named - set(main.commands) == set()


def test_every_shape_is_reached_from_one_with_a_target() -> None:
    reached, todo = set(), list(targeted())
    while todo:
        node = todo.pop()
        if node not in reached:
            reached.add(node)
            todo += [o for _, p, o in shapes().triples((node, None, None)) if p != SH.path]
    stray = {s for s in shapes().subjects(SH.path) if s not in reached}
    stray |= {s for s in shapes().subjects(RDF.type, SH.NodeShape) if s not in reached}
    assert stray == set()


def test_a_shape_with_a_class_leaves_no_node_to_other_shapes() -> None:
    """They would be asked node by node: pySHACL took five times as long."""
    asked = [s for s in shapes().subjects(SH.property) if (s, SH.targetClass, None) in shapes()]
    assert asked == []


def test_shapes_use_core_constraints_only_and_close_nothing() -> None:
    used = set(shapes().predicates())
    assert not used & {SH.sparql, SH.js, SH.rule, SH.closed, SH.target}


def test_the_shapes_graph_is_well_formed() -> None:
    pyshacl.validate(
        Graph().parse(FIXTURES / "CaseShape_pass.ttl"), shacl_graph=shapes(), meta_shacl=True
    )
