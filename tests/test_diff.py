"""Differences of two graphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import act, claim, people, record, report

from kg.actions import Record
from kg.diff import KINDS, compare, read_triples
from kg.errors import UnreadableError, UsageError
from kg.graph import in_graph, to_quads, write_rdf
from kg.namespaces import STATED_GRAPH
from kg.triples import stated_triples

FIRST, SECOND = act("first"), act("second", "XBO", "XRU", "2031-03-05")


def saved(folder: Path, name: str, said: Record) -> Path:
    quads = to_quads(stated_triples(said, people()).graph)
    form = "trig" if name.endswith(".trig") else "turtle"
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(write_rdf(in_graph(quads, STATED_GRAPH) if form == "trig" else quads, form))
    return path


SMALL = record([FIRST])
LARGE = record([FIRST, SECOND], [claim("second", "first")], reports=(report("first"),))


def test_each_kind_lists_what_only_one_side_has_with_words_beside_the_id(tmp_path: Path) -> None:
    a, b = (
        read_triples(saved(tmp_path, f"{n}.ttl", said)) for n, said in enumerate((SMALL, LARGE))
    )
    found = {by: compare(a, b, by) for by in KINDS}
    assert found["actions"].to_text() == "+ action:second  second\n"
    assert found["reports"].to_text() == "+ report:gazette-1-0  asserts: “first”\n"
    assert found["links"].to_text() == (
        "+ link:second--first--retaliation-reported-asserts  "
        "“second” on “first”: retaliation, reported, asserts\n"
    )
    assert "+ action:second a ret:Expulsion  (second)\n" in found["triples"].to_text()
    assert '+ action:second ret:severity "5"^^xsd:integer  (second)' in found["triples"].to_text()
    assert found["triples"].both == len(a & b) > 0
    backwards = compare(b, a, "actions")
    assert backwards.to_text() == "- action:second  second\n"
    assert backwards.to_json() == {
        "by": "actions",
        "in_both": 1,
        "only_in_a": [{"id": "action:second", "label": "second"}],
        "only_in_b": [],
    }


def test_lines_are_sorted_with_those_of_a_first() -> None:
    names = ["<x:c>", "<x:a>", "<x:b>"]
    a, b = (frozenset((name, "<x:p>", "<x:o>") for name in part) for part in (names[:2], names[2:]))
    assert [line[:6] for line in compare(a, b, "triples").to_text().splitlines()] == [
        "- <x:a", "- <x:c", "+ <x:b",
    ]  # fmt: skip


def test_a_changed_value_shows_by_triples_and_not_by_ids(tmp_path: Path) -> None:
    a = read_triples(saved(tmp_path, "a.ttl", SMALL))
    b = read_triples(saved(tmp_path, "b.ttl", record([act("first", count=4)])))
    assert not compare(a, b, "actions")
    assert compare(a, b, "triples")


def test_what_is_only_pointed_to_is_not_there(tmp_path: Path) -> None:
    lonely = record([FIRST, act("echo", about=("gone",), day=None)])
    graph = read_triples(saved(tmp_path, "a.ttl", lonely))
    assert not compare(graph, graph, "actions")
    assert compare(graph, graph, "actions").both == 2


def test_a_folder_is_its_graph_and_named_graphs_are_read_as_one(tmp_path: Path) -> None:
    saved(tmp_path, "out/graph.ttl", LARGE)
    trig = saved(tmp_path, "out/graph.trig", LARGE)
    assert not compare(read_triples(tmp_path / "out"), read_triples(trig), "triples")


def test_a_label_of_quotes_and_lines_stays_one_line() -> None:
    nasty = '"the \\"small\\" war\\nof 2031"@en'
    triples = frozenset(
        (f"<https://w3id.org/retaliation-kg/id/action/{name}>", predicate, value)
        for name, predicate, value in (
            ("x", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<x:y>"),
            ("x", "<http://www.w3.org/2000/01/rdf-schema#label>", nasty),
        )
    )
    text = compare(triples, frozenset(), "actions").to_text()
    assert text == '- action:x  the "small" war\\nof 2031\n'


def test_no_graph_and_no_rdf_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such graph"):
        read_triples(tmp_path)
    (tmp_path / "x.ttl").write_text("<a:b> <a:b> .")
    with pytest.raises(UnreadableError, match="not well-formed"):
        read_triples(tmp_path / "x.ttl")
    (tmp_path / "x.csv").write_text("")
    with pytest.raises(UsageError, match="no RDF format"):
        read_triples(tmp_path / "x.csv")
