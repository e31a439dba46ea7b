"""Blank nodes have the same names each time, whatever wrote, stores or makes them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ask.engine import Engine
from kg.ask.queries import parse_query
from kg.rdf import stored
from kg.rdf.blanks import find_blanks, may_have_blanks, name_blanks
from kg.rdf.graph import FORMATS, SUFFIXES, load_store, read_union
from kg.rdf.stored import hold, open_files

#: Named, nameless, in a list and by a name that not every format can have.
TURTLE = """<urn:a> <urn:b> _:x . _:x <urn:c> 1 . [] <urn:q> [ <urn:z> (1 2) ] .
_:1 <urn:d> _:b0 ."""
#: The same in a form that XML can have.
ALL = "SELECT * { ?s ?p ?o }"


def write(folder: Path, form: str, text: str = TURTLE) -> Path:
    quads = name_blanks(list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)))
    suffix = next(each for each, name in SUFFIXES.items() if name == form)
    path = folder / f"graph{suffix}"
    path.write_bytes(ox.serialize(quads, format=FORMATS[form]) or b"")
    return path


def ask(graph: ox.Store | stored.Opened, text: str = ALL, form: str | None = None) -> bytes:
    return Engine(graph).answer(parse_query(text, "mine", "mine.rq"), {}, form).render()


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_of_any_format_has_the_same_names_each_time(tmp_path: Path, form: str) -> None:
    path = write(tmp_path, form)
    one, other = (ask(load_store([path])) for _ in range(2))
    assert one == other
    assert one.count(b"\n") == 10


def test_nameless_nodes_are_numbered_beside_those_that_have_a_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(TURTLE)
    quads = list(load_store([path]))
    assert sorted(find_blanks(quads)) == ["b0", "b1", "b2", "b3", "b4", "b5", "x"]


def test_a_store_on_disk_has_the_names_of_one_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "STORED_BYTES", 1)
    for form in ("turtle", "ntriples", "rdfxml"):
        path = write(tmp_path, form)
        disk = open_files([path])
        assert disk.folder is not None
        ordered = f"{ALL} ORDER BY STR(?p) STR(?o) ?s ?o"
        assert ask(disk, ordered) == ask(hold(load_store([path])), ordered)


@pytest.mark.parametrize("suffix", ["nt", "trig"])
def test_the_nodes_of_two_files_stay_apart(tmp_path: Path, suffix: str) -> None:
    paths = [tmp_path / f"{name}.{suffix}" for name in ("one", "two")]
    for path in paths:
        path.write_text(f"_:x <urn:is> <urn:{path.stem}> .\n")
    assert len(find_blanks(load_store(paths))) == len(find_blanks(read_union(paths))) == 2


def test_what_a_query_makes_is_named_by_its_order(tmp_path: Path) -> None:
    graph = load_store([write(tmp_path, "ntriples", "<urn:a> <urn:b> <urn:c>, _:x .")])
    rows = "SELECT (bNODE() AS ?made) ?o { ?s ?p ?o } ORDER BY isBlank(?o)"
    assert ask(graph, rows) == b"?made\t?o\n_:n0\t<urn:c>\n_:n1\t_:x\n"
    assert b'"value":"n1"' in ask(graph, rows, "json")
    made = "CONSTRUCT { [] <urn:of> ?o ; <urn:has> [] } { ?s ?p ?o }"
    told = ask(graph, made)
    assert told == ask(graph, made)
    assert sorted(x.encode() in told for x in ("_:n0", "_:n3", "_:n4")) == [False, True, True]


PARTS = ["<urn:a>", "<urn:o'x#(>", '"text"', '"(["', '"it\'s _:b"', "'one \" two'", '"""a " b"""',
         "'''a\n# \"b'''", '"""a\n#[ """', "[]", "( 1 )", "_:b", "[ <urn:p> 2 ]", "# \"c\n",
         "# c'\r", "#\n", " ", ".", ";", ",", "\n", "\r", "\\", '"\\""', '"\\\\"', "<urn:p>",
         "true", "<urn:a> <urn:b> ", "<< <urn:a> <urn:b> <urn:c> >>", "~",
         "{| <urn:p> 1 |}"]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=9))
def test_what_is_said_to_have_no_blank_nodes_has_none(parts: list[str]) -> None:
    text = f"<urn:a> <urn:b> {''.join(parts)} .".encode()
    try:
        quads = list(ox.parse(text, format=ox.RdfFormat.TURTLE))
    except SyntaxError:
        return
    assert may_have_blanks(text, "turtle") or not find_blanks(quads)


def test_what_kg_writes_is_known_to_have_none() -> None:
    text = '# it\'s "mine"\n<urn:a#b> <urn:b> "a (b) [c] \\" # it\'s"@en , "d" , 1 .\n'
    assert not may_have_blanks(text.encode(), "turtle")
    assert not may_have_blanks(b'<urn:a> <urn:b> "[]" .', "ntriples")
    assert may_have_blanks(b"<urn:a> <urn:b> 'c' .", "turtle")
    assert may_have_blanks(b"", "rdfxml")
