"""Reading and writing RDF."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import RDFS

from kg.errors import UnreadableError, UsageError
from kg.graph import (
    FORMATS,
    format_of,
    in_graph,
    open_store,
    read_rdf,
    to_graph,
    to_quads,
    write_rdf,
)
from kg.namespaces import PREFIXES, RET, STATED_GRAPH
from kg.terms import id_iri

ODD = ['quo"te', "back\\slash", "tab\tline\n", "ünï 🜁 ", "\u202eright", "x" * 10_000]


def sample() -> Graph:
    graph = Graph(bind_namespaces="none")
    for number, text in enumerate(ODD):
        subject = id_iri("action", f"a{number}")
        graph.add((subject, RDF.type, RET.Expulsion))
        graph.add((subject, RDFS.label, Literal(text, lang="en")))
        graph.add((subject, RET.date, Literal(text)))
        graph.add(
            (
                subject,
                RET.quantity,
                Literal("007", datatype=URIRef(PREFIXES["xsd"] + "integer"), normalize=False),
            )
        )
    return graph


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_what_is_written_reads_back_to_the_letter(form: str, tmp_path: Path) -> None:
    suffix = {
        "turtle": ".ttl",
        "trig": ".trig",
        "nquads": ".nq",
        "ntriples": ".nt",
        "jsonld": ".jsonld",
    }
    quads = to_quads(sample())
    path = tmp_path / f"x{suffix[form]}"
    path.write_bytes(write_rdf(quads, form))
    assert set(read_rdf(path)) == set(quads)
    assert format_of(path) == form


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_order_of_input_does_not_show_in_the_bytes(form: str) -> None:
    quads = to_quads(sample())
    assert write_rdf(quads, form) == write_rdf(reversed(quads), form)


def test_turtle_puts_type_and_label_first() -> None:
    lines = [
        x
        for x in write_rdf(to_quads(sample()), "turtle").decode().splitlines()
        if "@prefix" not in x
    ]
    assert lines[0].startswith("action:a0 a ret:Expulsion")
    assert lines[1].strip().startswith("rdfs:label")


def test_formats_without_named_graphs_write_each_triple_once() -> None:
    graph = sample()
    both = [*to_quads(graph), *in_graph(to_quads(graph), STATED_GRAPH)]
    assert write_rdf(both, "turtle") == write_rdf(to_quads(graph), "turtle")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.ttl", "<a> <b"),
        ("x.nt", "<http://a> <http://b> .\n"),
        ("x.jsonld", '{"@context": "http://127.0.0.1:9/c", "a": 1}'),
        ("x.trig", "{{{"),
    ],
)
def test_broken_rdf_is_refused_at_its_file(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(UnreadableError) as caught:
        read_rdf(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_an_unknown_suffix_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_rdf(tmp_path / "no.ttl")
    with pytest.raises(UsageError, match=r"did you mean '\.ttl'"):
        read_rdf(tmp_path / "no.tt")


def test_quads_become_an_rdflib_graph_and_come_back_unchanged() -> None:
    quads = to_quads(sample())
    assert set(to_quads(to_graph(quads))) == set(quads)


def test_the_store_answers_over_all_graphs() -> None:
    store = open_store(in_graph(to_quads(sample()), STATED_GRAPH))
    rows = store.query("SELECT (COUNT(*) AS ?n) { ?s a ?t }")
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["n"].value for row in rows] == [str(len(ODD))]  # type: ignore[union-attr]
