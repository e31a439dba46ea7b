"""Every shape of ontology/shapes.ttl passes what it should and fails what it should.

`shapes/<NodeShape>_pass.ttl` conforms; `shapes/<Shape>_fail.ttl` fails exactly the shapes that its
first line names (`# fails: ret:ActionShape-actor`).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, RDFS, SH, Graph, URIRef

from kg.cli import main
from kg.model.ids import PREFIXES

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


def local(iri: object) -> str:
    return str(iri).removeprefix(PREFIXES["ret"])


def failed_shapes(fixture: Path) -> set[str]:
    data = Graph().parse(fixture)
    for triple in ontology():
        data.add(triple)
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes(), inference="none", advanced=False, inplace=True
    )
    return {
        local(report.value(result, SH.sourceShape))
        for result in report.objects(predicate=SH.result)
    }


def targeted() -> set[URIRef]:
    return {*shapes().subjects(SH.targetClass), *shapes().subjects(SH.targetSubjectsOf)}


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


def test_every_node_shape_has_a_pass_file_with_a_node_it_looks_at() -> None:
    listing = {s for s in targeted() if (s, SH.property, None) in shapes()}
    assert {path.stem.removesuffix("_pass") for path in PASS_FILES} == {local(s) for s in listing}
    for shape in listing:
        data = Graph().parse(FIXTURES / f"{local(shape)}_pass.ttl")
        classes = {
            sub
            for target in shapes().objects(shape, SH.targetClass)
            for sub in ontology().transitive_subjects(RDFS.subClassOf, target)
        }
        assert any((None, RDF.type, c) in data for c in classes), local(shape)


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


def test_shapes_use_core_constraints_only_and_close_nothing() -> None:
    used = set(shapes().predicates())
    assert not used & {SH.sparql, SH.js, SH.rule, SH.closed, SH.target}


def test_the_shapes_graph_is_well_formed() -> None:
    pyshacl.validate(
        Graph().parse(FIXTURES / "CaseShape_pass.ttl"), shacl_graph=shapes(), meta_shacl=True
    )
