"""A large graph opens from a store beside it: the same answers, and never in anybody's way."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import time
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.ask.engine import Engine
from kg.ask.queries import named_queries
from kg.errors import EngineError, UnreadableError
from kg.files import write_folder
from kg.model.ids import PREFIXES
from kg.paths import ontology_folder
from kg.rdf import stored
from kg.rdf.graph import load_store, write_rdf
from kg.rdf.stored import Opened, hold, open_files

TERMS = sorted(ontology_folder().glob("*.ttl"))
ONE = '<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "Ruritania"@en .\n'
TWO = '<urn:b> <http://www.w3.org/2000/01/rdf-schema#label> "Borduria"@en .\n'


@pytest.fixture(autouse=True)
def every_graph_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "STORED_BYTES", 1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(ONE)
    return tmp_path / "graph.ttl"


def labels(graph: Opened) -> list[str]:
    """What a graph's things are called."""
    return graph.ask(labels_in)


def labels_in(store: ox.Store) -> list[str]:
    label = f"{PREFIXES['rdfs']}label"
    rows = store.query(
        f"SELECT ?x {{ ?s <{label}> ?x FILTER(STRSTARTS(STR(?s), 'urn:')) }} ORDER BY ?x"
    )
    assert isinstance(rows, ox.QuerySolutions)
    return [x.value for (x,) in rows]


def stores(file: Path) -> list[Path]:
    return sorted(file.parent.glob(".kg-*"))


def test_every_shipped_question_has_the_same_answer_from_disk(
    quads: list[ox.Quad], tmp_path: Path
) -> None:
    file = tmp_path / "graph.ttl"
    file.write_bytes(write_rdf(quads, "turtle"))
    memory = hold(load_store([file], TERMS))
    disk = open_files([file], TERMS)
    assert disk.folder == stores(file)[0]
    assert (disk.bases, disk.sources) == (memory.bases, memory.sources)
    one, other = Engine(memory), Engine(disk)
    for query in named_queries():
        assert other.answer(query, {}, "tsv") == one.answer(query, {}, "tsv"), query.name
    asked = named_queries()[0]
    given = {"actor": "Borduria"}
    assert other.answer(asked, given) == one.answer(asked, given)
    assert other.explain(asked, given) == one.explain(asked, given)


@pytest.mark.parametrize("given", [{}, {"actor": "Borduria"}], ids=["whole", "by a name"])
def test_a_store_that_is_damaged_while_it_is_asked_is_named(
    given: dict[str, str], quads: list[ox.Quad], tmp_path: Path
) -> None:
    file = tmp_path / "graph.ttl"
    file.write_bytes(write_rdf(quads, "turtle"))
    engine, asked = Engine(open_files([file], TERMS)), named_queries()[0]
    (folder,) = stores(file)
    for each in (folder / "triples").glob("*.sst"):
        each.write_bytes(bytes(each.stat().st_size))
    with pytest.raises(EngineError, match=rf"{folder.name}: this store was damaged") as caught:
        engine.answer(asked, given, seconds=5)
    assert len(caught.value.lines) == 1
    assert Engine(open_files([file], TERMS)).answer(asked, given).content


def test_the_store_is_built_once_and_again_when_the_file_changes(file: Path) -> None:
    said: list[str] = []
    assert labels(open_files([file], say=said.append)) == ["Ruritania"]
    first = stores(file)
    assert labels(open_files([file], say=said.append)) == ["Ruritania"]
    assert (len(first), len(said), first[0].name in said[0]) == (1, 1, True)
    file.write_text(TWO)
    assert labels(open_files([file], say=said.append)) == ["Borduria"]
    (second,) = stores(file)  # that of the former content is gone
    assert second != first[0]
    terms = file.with_name("terms.ttl")
    terms.write_text(ONE)
    assert labels(open_files([file], [terms], say=said.append)) == ["Borduria", "Ruritania"]
    assert len(said) == 3


def test_what_is_asked_while_the_store_is_removed_is_still_answered(file: Path) -> None:
    graph = open_files([file])
    file.write_text(TWO)
    open_files([file])
    assert labels(graph) == ["Ruritania"]


def test_small_files_several_files_and_named_graphs_open_in_memory(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trig = file.with_suffix(".trig")
    trig.write_text(f"<urn:g> {{ {ONE} }}")
    other = file.with_name("other.ttl")
    other.write_text(TWO)
    assert labels(open_files([trig], named=True)) == ["Ruritania"]
    assert labels(open_files([file, other])) == ["Borduria", "Ruritania"]
    monkeypatch.setattr(stored, "STORED_BYTES", len(ONE) + 1)
    assert labels(open_files([file])) == ["Ruritania"]
    assert stores(file) == []


def test_a_folder_that_cannot_be_written_is_read_into_memory(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kg.files.temporary_folder", refuse)
    graph = open_files([file])
    assert (labels(graph), graph.folder, stores(file)) == (["Ruritania"], None, [])


def spoil_index(folder: Path) -> None:
    for each in (folder / "triples").glob("*.sst"):
        each.write_bytes(bytes(each.stat().st_size))


def spoil_a_byte(folder: Path) -> None:
    """Which opening alone would not notice."""
    each = max((folder / "triples").glob("*.sst"), key=lambda x: x.stat().st_size)
    data = bytearray(each.read_bytes())
    data[len(data) // 3] ^= 1
    each.write_bytes(data)


def spoil_facts(folder: Path) -> None:
    (folder / "about.json").write_text('{"bases": 3}')


def empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()


@pytest.mark.parametrize("spoil", [spoil_index, spoil_a_byte, spoil_facts, empty])
def test_a_damaged_store_is_built_again(file: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    open_files([file])
    (folder,) = stores(file)
    spoil(folder)
    said: list[str] = []
    assert labels(open_files([file], say=said.append)) == ["Ruritania"]
    assert (len(said), stores(file)) == (1, [folder])
    assert labels(open_files([file], say=said.append)) == ["Ruritania"]
    assert len(said) == 1


def test_where_nothing_can_be_written_nothing_is_said_of_a_store(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    said: list[str] = []
    assert labels(open_files([file], say=said.append)) == ["Ruritania"]
    assert (said, stores(file)) == ([], [])


def test_a_link_in_the_place_of_a_store_is_not_followed(file: Path, tmp_path: Path) -> None:
    open_files([file])
    (folder,) = stores(file)
    away = tmp_path / "away"
    folder.rename(away)
    folder.symlink_to(away, target_is_directory=True)
    (away / "theirs.txt").write_text("theirs")
    assert labels(open_files([file])) == ["Ruritania"]
    assert not folder.is_symlink()
    assert (away / "theirs.txt").read_text() == "theirs"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_store_of_other_people_is_not_opened(file: Path) -> None:
    open_files([file])
    (folder,) = stores(file)
    said = json.loads((folder / "about.json").read_text())
    (folder / "about.json").write_text(json.dumps({**said, "sources": [7, 7]}))
    assert open_files([file]).sources == (7, 7)  # it is the one that is opened
    os.chown(folder, 12345, -1)
    assert open_files([file]).sources == (0, 0)


def test_what_a_killed_run_left_is_never_opened_and_is_removed(file: Path) -> None:
    (file.parent / ".kg-tmp-.kg-store--0123456789ab" / "triples").mkdir(parents=True)
    graph = open_files([file])
    assert [graph.folder] == stores(file)


def opened_by_another(path: str, found: multiprocessing.Queue[object]) -> None:
    stored.STORED_BYTES = 1  # type: ignore[misc]
    graph = open_files([Path(path)], TERMS)
    found.put((labels(graph)[:1], str(graph.folder)))


def test_processes_that_build_at_once_get_one_store(file: Path) -> None:
    context = multiprocessing.get_context("spawn")  # the engine starts threads, and forks lose them
    found: multiprocessing.Queue[object] = context.Queue()
    started = [context.Process(target=opened_by_another, args=(str(file), found)) for _ in range(3)]
    for each in started:
        each.start()
    answers = [found.get(timeout=60) for _ in started]
    for each in started:
        each.join()
    (folder,) = stores(file)
    assert all(each == answers[0] for each in answers)
    assert answers[0][1] == str(folder)  # type: ignore[index]


def test_a_file_that_is_not_well_formed_is_refused_at_its_line(file: Path) -> None:
    file.write_text(f"{ONE}<urn:a> .\n")
    with pytest.raises(UnreadableError, match=r"graph\.ttl:2:\d+: is not well-formed"):
        open_files([file])
    assert stores(file) == []


def test_a_build_removes_the_store_of_the_graph_that_it_replaces(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_folder(out, {"graph.ttl": ONE.encode()}, {})
    other = out / "mine.ttl"
    other.write_text(ONE)
    open_files([out / "graph.ttl"])
    kept = open_files([other]).folder
    assert len(stores(other)) == 2
    write_folder(out, {"graph.ttl": TWO.encode()}, {})
    assert stores(other) == [kept]
    assert labels(open_files([out / "graph.ttl"])) == ["Borduria"]


def test_a_graph_stays_what_was_opened_also_after_a_question_without_end(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "STORED_BYTES", 1_000)
    other = file.with_name("other.ttl")
    other.write_text("_:b0 <urn:p> [] .")
    file.write_text(f"{ONE} _:b0 <urn:p> _:b1 .")
    terms = file.with_name("terms.ttl")
    terms.write_text("[] <urn:p> 1 .")
    graph, memory = open_files([file, other], [terms]), load_store([file, other], [terms])
    for each in (file, other, terms):
        each.unlink()
    for _ in range(2):
        assert graph.ask(blanks_in) == blanks_in(memory)
        with pytest.raises(EngineError, match="took longer than"):
            graph.ask(sleep, seconds=0.2)


def sleep(_: ox.Store) -> None:
    time.sleep(60)


def blanks_in(store: ox.Store) -> list[str]:
    return sorted(str(each) for each in store.quads_for_pattern(None, ox.NamedNode("urn:p"), None))


def test_this_process_reads_no_file_of_others(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = os.getpid()
    parse = stored.load_foreign

    def load(*given: Any, **more: Any) -> None:
        assert os.getpid() != here
        parse(*given, **more)

    monkeypatch.setattr(stored, "STORED_BYTES", 1_000)
    monkeypatch.setattr(stored, "load_foreign", load)
    assert labels(open_files([file])) == ["Ruritania"]
