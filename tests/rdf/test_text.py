"""Turtle and TriG of columns: the bytes of `write_rdf`, whatever the terms are."""

from __future__ import annotations

import random

import numpy as np
import pyoxigraph as ox
import pytest

from kg.infer.built import Built
from kg.model.bases import prefixes_of
from kg.model.ids import DERIVED_GRAPH, PREFIXES, STATED_GRAPH
from kg.rdf.columns import Columns, join
from kg.rdf.graph import in_graph, to_quads, write_rdf
from kg.rdf.ordering import sort_quads
from kg.rdf.terms import RDF, RDFS, RET, XSD, id_iri
from kg.rdf.text import Text

TEXTS = [
    "a", "a b", 'quo"te', "back\\slash", "tab\tline\n\r", " , ", " ;", "x .\n", "< , >", "\x01\x7f",
    "ünï 🜁", "\u202e", "@prefix x ,", "", "12", "true", "0.70", "2031-03-01", "1e3", "+1",
]  # fmt: skip
ODD = [
    *map(ox.NamedNode, ("urn:x:a", "urn:x:a-b", "urn:x:a.b", "urn:x:a1", "https://a.example/?q=1#~")),
    ox.NamedNode(f"{PREFIXES['action']}a.b"), ox.NamedNode(f"{PREFIXES['action']}a/b"),
    ox.NamedNode(PREFIXES["action"]), RET.Expulsion,
]  # fmt: skip
SUBJECTS = [id_iri("action", f"a{n}") for n in range(4)] + ODD[:4]
PREDICATES = [RDF.type, RDFS.label, RET.actor, RET.date, ox.NamedNode("urn:x:p")]


def invented(seed: int, count: int) -> list[ox.Quad]:
    """Quads over every kind of term, with several objects a predicate."""
    chance = random.Random(seed)
    kinds = [XSD.integer, XSD.decimal, XSD.boolean, XSD.date, ox.NamedNode("urn:x:kind")]
    literals = [ox.Literal(each) for each in TEXTS]
    literals += [ox.Literal(each, language=tag) for each in TEXTS for tag in ("en", "de")]
    literals += [ox.Literal(each, datatype=kind) for each in TEXTS for kind in kinds]
    return [
        ox.Quad(
            chance.choice(SUBJECTS), chance.choice(PREDICATES), chance.choice([*ODD, *literals])
        )
        for _ in range(count)
    ]


@pytest.mark.parametrize("prefixes", [PREFIXES, prefixes_of("https://klow.example/"), {}])
@pytest.mark.parametrize("count", [0, 1, 30, 700])
def test_the_bytes_are_those_of_the_serialiser_laid_out(
    prefixes: dict[str, str], count: int
) -> None:
    stated, derived = invented(count, count), invented(count + 1, count // 2)
    whole, masks = join(Columns.of(stated), Columns.of(derived))
    text = Text(whole, prefixes)
    assert text.turtle() == write_rdf([*stated, *derived], "turtle", prefixes)
    assert text.turtle(masks[0]) == write_rdf(stated, "turtle", prefixes)
    assert text.turtle(masks[1]) == write_rdf(derived, "turtle", prefixes)
    graphs = {STATED_GRAPH: masks[0], DERIVED_GRAPH: masks[1]}
    named = [*in_graph(stated, STATED_GRAPH), *in_graph(derived, DERIVED_GRAPH)]
    assert text.trig(graphs) == write_rdf(named, "trig", prefixes)


def test_a_graph_without_triples_has_no_block() -> None:
    quads = invented(3, 20)
    whole = Columns.of(quads)
    none = np.zeros(len(whole), np.bool_)
    graphs = {DERIVED_GRAPH: none, STATED_GRAPH: ~none}
    expected = write_rdf(in_graph(quads, STATED_GRAPH), "trig")
    assert Text(whole, PREFIXES).trig(graphs) == expected


def test_blocks_are_the_statements_of_each_subject_in_order() -> None:
    quads = [
        ox.Quad(SUBJECTS[1], RET.actor, id_iri("actor", "XRU")),
        ox.Quad(SUBJECTS[0], RET.date, ox.Literal("b ; c , d .")),
        ox.Quad(SUBJECTS[0], RDF.type, RET.Expulsion),
        ox.Quad(SUBJECTS[0], RET.date, ox.Literal("a")),
    ]
    assert list(Text(Columns.of(quads), PREFIXES).blocks()) == [
        ("action:a0", [["a", "ret:Expulsion"], ["ret:date", '"a"', '"b ; c , d ."']]),
        ("action:a1", [["ret:actor", "actor:XRU"]]),
    ]


def test_a_real_build_is_written_alike(built: Built) -> None:
    columns = built.stated.columns()
    quads = to_quads(columns)
    assert Text(columns, PREFIXES).turtle() == write_rdf(quads, "turtle")
    assert len(sort_quads(quads)) == len(columns)
