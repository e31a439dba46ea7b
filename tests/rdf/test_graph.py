"""Reading and writing RDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Graph, Literal

from kg.errors import UnreadableError, UsageError
from kg.model.ids import DERIVED_GRAPH, PREFIXES, STATED_GRAPH
from kg.rdf.columns import Columns
from kg.rdf.graph import (
    FORMATS,
    SUFFIXES,
    format_of,
    in_graph,
    open_store,
    read_rdf,
    to_graph,
    to_quads,
    write_rdf,
)
from kg.rdf.subjects import Triples
from kg.rdf.terms import RDF, RDFS, RET, XSD, id_iri, string_literal, text_literal

ODD = ['quo"te', "back\\slash", "tab\tline\n", "ünï 🜁 ", "\u202eright", "x" * 10_000]


def sample() -> Columns:
    made = Triples()
    for number, text in enumerate(ODD):
        subject = id_iri("action", f"a{number}")
        made.add(subject, RDF.type, RET.Expulsion)
        made.add(subject, RDFS.label, text_literal(text))
        made.add(subject, RET.date, string_literal(text))
        made.add(subject, RET.quantity, ox.Literal("007", datatype=XSD.integer))
    return made.columns()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_what_is_written_reads_back_to_the_letter(form: str, tmp_path: Path) -> None:
    quads = to_quads(sample())
    suffix = next(suffix for suffix, name in SUFFIXES.items() if name == form)
    path = tmp_path / f"x{suffix}"
    path.write_bytes(write_rdf(quads, form))
    assert set(read_rdf(path)) == set(quads)
    assert format_of(path) == form


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_order_of_input_does_not_show_in_the_bytes(form: str) -> None:
    quads = to_quads(sample())
    assert write_rdf(quads, form) == write_rdf(reversed(quads), form)


def test_turtle_has_sorted_prefixes_then_a_block_a_subject_type_and_label_first() -> None:
    head, *blocks = write_rdf(to_quads(sample()), "turtle").decode().split("\n\n")
    assert head.splitlines() == [f"@prefix {k}: <{PREFIXES[k]}> ." for k in sorted(PREFIXES)]
    assert len(blocks) == len(ODD)
    for number, block in enumerate(blocks):
        lines = block.splitlines()
        assert lines[0] == f"action:a{number} a ret:Expulsion ;"
        assert lines[1].startswith("\trdfs:label")


@pytest.mark.parametrize("form", ["turtle", "ntriples", "nquads"])
def test_a_name_comes_before_the_longer_ones_that_begin_with_it(form: str) -> None:
    names = ["urn:x:a", "urn:x:a-b", "urn:x:a-b/c", "urn:x:a.b", "urn:x:a1", "urn:x:b"]
    one = ox.NamedNode("urn:x:p")
    quads = [ox.Quad(ox.NamedNode(name), one, ox.NamedNode(name)) for name in reversed(names)]
    quads += [ox.Quad(one, one, ox.NamedNode(name)) for name in reversed(names)]
    written = list(ox.parse(write_rdf(quads, form), format=FORMATS[form]))
    assert [x.subject.value for x in written if x.subject != one] == names
    assert [x.object.value for x in written if x.subject == one] == names


def test_turtle_and_trig_have_one_object_a_line_whatever_literals_hold() -> None:
    subject, place = id_iri("action", "a"), ox.NamedNode(STATED_GRAPH)
    texts = [" , ", 'x" , "y', "< , >", '\\" , ', "a .\n", "@prefix x ,"]
    spoken = [ox.Literal(each) for each in texts]
    quads = [ox.Quad(subject, RET.date, x, place) for x in spoken]
    for form in ("turtle", "trig"):
        data = write_rdf(quads, form)
        lines = [x for x in data.decode().splitlines() if x and not x.startswith("@prefix")]
        assert len(lines) == len(texts) + (2 if form == "trig" else 0)
        assert {x.object for x in ox.parse(data, format=FORMATS[form])} == set(spoken)


def test_trig_has_a_block_a_graph_however_their_subjects_alternate() -> None:
    plain = to_quads(sample())
    both = [*in_graph(plain, STATED_GRAPH), *in_graph(plain, DERIVED_GRAPH), *plain]
    text = write_rdf(both, "trig").decode()
    opened = [line for line in text.splitlines() if line.endswith("{")]
    assert opened == ["graph:derived {", "graph:stated {"]
    assert text.count("\n}") == 2
    assert set(ox.parse(text, format=ox.RdfFormat.TRIG)) == set(both)


X_P = "<urn:x:s> <urn:x:p> "


@pytest.mark.parametrize(
    ("triple", "named"),
    [
        (X_P + '"a\\u0001b" .', "U+0001"),
        (X_P + '"\\uFFFE" .', "U+FFFE"),
        ("<urn:x:s> <urn:x:1> <urn:x:o> .", "<urn:x:1>"),
        ("<urn:x:s> <urn:x:a\U0001f701> <urn:x:o> .", "<urn:x:a\U0001f701>"),
        (
            "<urn:x:s> <http://www.w3.org/2000/xmlns/p> <urn:x:o> .",
            "<http://www.w3.org/2000/xmlns/p>",
        ),
        (
            "<urn:x:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#li> <urn:x:o> .",
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#li>",
        ),
    ],
)
def test_rdf_xml_refuses_what_it_cannot_say_and_names_it(triple: str, named: str) -> None:
    quads = list(ox.parse(triple, format=ox.RdfFormat.N_TRIPLES))
    with pytest.raises(UsageError) as caught:
        write_rdf(quads, "rdfxml")
    assert named in str(caught.value)
    assert str(caught.value).isprintable()
    assert write_rdf(quads, "turtle")


def test_rdf_xml_keeps_carriage_returns_in_other_readers_too() -> None:
    quads = list(ox.parse(X_P + '"a\\r\\n\\tb" .', format=ox.RdfFormat.N_TRIPLES))
    (value,) = Graph().parse(data=write_rdf(quads, "rdfxml"), format="xml").objects()
    assert str(value) == "a\r\n\tb"


def test_an_error_in_rdf_xml_is_found_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x.rdf"
    head = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="urn:x:">\n'
    path.write_text(head + '<rdf:Description>\n<x:p/>\n<rdf:Description x:q="1"\n rdf:ID="1"/>')
    with pytest.raises(UnreadableError, match=r"x\.rdf:5:1: is not well-formed: "):
        read_rdf(path)


def test_nodes_without_a_name_get_the_same_names_on_every_reading(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("@prefix : <urn:x:> . _:b0 :p [ :q [] ] . :s :p ( 1 [] ) .")
    first, second = read_rdf(path), read_rdf(path)
    assert first == second
    names = {x.subject.value for x in first if isinstance(x.subject, ox.BlankNode)}
    assert names == {"b0", "b1", "b3", "b4"} or len(names) == 4
    path.write_bytes(write_rdf(first, "turtle"))
    assert set(read_rdf(path)) == set(first)


def test_relative_names_need_a_base(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text("<a> <b> <c> .")
    with pytest.raises(UnreadableError, match="relative"):
        read_rdf(path)
    (quad,) = read_rdf(path, "http://example.org/")
    assert quad.subject == ox.NamedNode("http://example.org/a")


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
    with pytest.raises(UnreadableError, match="no such file"):
        read_rdf(tmp_path / "no.tt")
    (tmp_path / "is.tt").touch()
    with pytest.raises(UnreadableError, match=r"did you mean '\.ttl'"):
        read_rdf(tmp_path / "is.tt")


def test_quads_become_an_rdflib_graph_of_the_same_terms() -> None:
    quads = to_quads(sample())

    def plain(term: Any) -> tuple[str, str | None, str | None]:
        language = term.language if isinstance(term, Literal | ox.Literal) else None
        kind = term.datatype if isinstance(term, Literal | ox.Literal) and not language else None
        kind = None if kind is None or "string" in str(kind) else str(kind).strip("<>")
        return (
            getattr(term, "value", term)
            if isinstance(term, ox.NamedNode | ox.Literal)
            else str(term),
            language,
            kind,
        )

    found = {tuple(map(plain, each)) for each in to_graph(quads)}
    assert found == {tuple(map(plain, (x.subject, x.predicate, x.object))) for x in quads}


def test_the_store_answers_over_all_graphs() -> None:
    store = open_store(in_graph(to_quads(sample()), STATED_GRAPH))
    rows = store.query("SELECT (COUNT(*) AS ?n) { ?s a ?t }")
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["n"].value for row in rows] == [str(len(ODD))]  # type: ignore[union-attr]
