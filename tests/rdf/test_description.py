"""What a dataset says of itself, from its quads alone."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from support import act, claim, people, record

from kg.model.ids import DERIVED_GRAPH, LICENCE, PREFIXES, STATED_GRAPH
from kg.rdf.description import (
    Dataset,
    count_quads,
    describe,
    foreign_dataset,
    selected_dataset,
    split_description,
    to_rdf,
)
from kg.rdf.graph import FORMATS, in_graph, to_quads
from kg.rdf.terms import DCTERMS, PROV, VOID
from kg.rdf.triples import stated_triples

SAID = record(
    [act("strike"), act("answer", "XBO", "XRU", "2031-03-05")], [claim("answer", "strike")]
)
STATED = in_graph(to_quads(stated_triples(SAID, people()).columns()), STATED_GRAPH)
DERIVED = in_graph(
    ox.parse("<urn:x:a> <urn:x:b> <urn:x:c> .", format=ox.RdfFormat.N_TRIPLES), DERIVED_GRAPH
)
WHOLE = f"{PREFIXES['graph']}whole"


def objects(quads: list[ox.Quad], subject: str, predicate: ox.NamedNode) -> list[str]:
    found = [x for x in quads if x.subject.value == subject and x.predicate == predicate]
    return sorted(each.object.value for each in found)


def read(data: bytes, form: str) -> list[ox.Quad]:
    return list(ox.parse(data, format=FORMATS[form]))


@pytest.mark.parametrize("form", FORMATS)
def test_the_triples_counted_are_those_that_a_reader_finds(form: str) -> None:
    quads = read(to_rdf([*STATED, *DERIVED], form, Dataset()), form)
    assert objects(quads, WHOLE, VOID.triples) == [str(len(quads))]
    assert objects(quads, WHOLE, DCTERMS.license) == [LICENCE]


def test_things_are_counted_by_kind_and_graphs_apart() -> None:
    quads = describe(count_quads([*STATED, *DERIVED]), Dataset())
    assert objects(quads, f"{WHOLE}-actions", VOID.entities) == ["2"]
    assert objects(quads, f"{WHOLE}-links", VOID.entities) == ["1"]
    assert objects(quads, f"{WHOLE}-chains", VOID.entities) == []
    assert objects(quads, STATED_GRAPH, VOID.triples) == [str(len(STATED))]
    assert objects(quads, DERIVED_GRAPH, VOID.triples) == ["1"]
    assert objects(quads, DERIVED_GRAPH, PROV.wasDerivedFrom) == [STATED_GRAPH]
    alone = describe(count_quads(STATED), Dataset())
    assert objects(alone, DERIVED_GRAPH, VOID.triples) == []


def test_the_description_stands_outside_the_named_graphs() -> None:
    quads = read(to_rdf([*STATED, *DERIVED], "trig", Dataset()), "trig")
    data, said = split_description(quads)
    assert said == Dataset()
    assert {x for x in quads if x.graph_name == ox.DefaultGraph()} == set(quads) - set(data)
    assert set(data) == {*STATED, *DERIVED}


def test_data_that_does_not_say_what_it_is_is_not_described() -> None:
    assert set(read(to_rdf(STATED, "nquads"), "nquads")) == set(STATED)


def test_data_of_others_is_named_by_what_it_holds_and_has_a_licence_alone() -> None:
    mine = foreign_dataset(DERIVED, "https://example.org/l")
    assert re.fullmatch("data-[0-9a-f]{10}", mine.name)
    assert mine.title is None
    assert foreign_dataset(STATED, "https://example.org/l").name != mine.name
    quads = read(to_rdf(DERIVED, "nquads", licence="https://example.org/l"), "nquads")
    subject = f"{PREFIXES['graph']}{mine.name}"
    added = [x for x in quads if x not in DERIVED]
    assert {x.subject.value for x in added} == {subject}
    assert objects(quads, subject, DCTERMS.license) == ["https://example.org/l"]
    assert objects(quads, subject, DCTERMS.title) == []
    assert split_description(quads) == (DERIVED, mine)


def test_a_second_description_takes_the_place_of_the_first() -> None:
    triple = ox.parse("<urn:x:a> <urn:x:b> <urn:x:c> .", format=ox.RdfFormat.N_TRIPLES)
    once = to_rdf(triple, "nquads", Dataset(name="mine", licence="https://example.org/l"))
    twice = to_rdf(ox.parse(once, format=ox.RdfFormat.N_QUADS), "nquads")
    assert once == twice
    other = to_rdf(
        ox.parse(once, format=ox.RdfFormat.N_QUADS), "nquads", licence="https://example.org/m"
    )
    assert other == once.replace(b"https://example.org/l", b"https://example.org/m")


@pytest.mark.parametrize(
    ("subject", "licence"),
    [("whole", '"free for all"'), ("a/b", "<urn:x:l>"), ("", "<urn:x:l>")],
)
def test_a_description_that_is_none_of_ours_gives_way(subject: str, licence: str) -> None:
    said = f"<{PREFIXES['graph']}{subject}> {DCTERMS.license} {licence} ."
    quads = list(ox.parse(said, format=ox.RdfFormat.N_TRIPLES))
    assert split_description(quads) == ([], None)
    assert to_rdf(quads, "turtle") == to_rdf([], "turtle")


def test_a_description_read_back_keeps_its_own_title_version_and_ontology() -> None:
    older = Dataset(title="Older", version="0.0.9", ontology="https://example.org/o/1")
    quads = list(ox.parse(to_rdf([], "nquads", older), format=ox.RdfFormat.N_QUADS))
    assert split_description(quads) == ([], older)
    assert b"0.1.0" not in to_rdf(quads, "turtle")


def test_what_is_selected_has_a_name_of_its_own_and_says_how() -> None:
    part = selected_dataset("--actor USA")
    assert part.name != selected_dataset("--actor RUS").name
    quads = describe(count_quads([]), part)
    subject = f"{PREFIXES['graph']}{part.name}"
    assert objects(quads, subject, DCTERMS.isPartOf) == [f"{PREFIXES['graph']}whole"]
    assert objects(quads, subject, DCTERMS.description) == ["--actor USA"]
    assert split_description(quads) == ([], part)
    assert selected_dataset("") == Dataset()
