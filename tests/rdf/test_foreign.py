"""RDF of others: whatever it is made of, it is read or told in a line, and ends nothing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import kg

from kg.errors import EngineError, UnreadableError
from kg.files import json_bytes
from kg.rdf import foreign
from kg.rdf.foreign import SIZE_SETTING, TIME_SETTING, check_size
from kg.rdf.graph import load_store, parse_rdf, read_foreign, read_rdf, read_union
from kg.rdf.stored import open_files

Read = Callable[[Path], object]
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
TRIPLE = "<urn:a> <urn:p> 'Ruritania' ."


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text)
    return folder / name


def opened(path: Path) -> object:
    """As `kg query` reads it: in the process that answers."""
    return open_files([path])


#: Both ways in which a file of others is read.
EACH_WAY = pytest.mark.parametrize("read", [read_foreign, opened])


def message(read: Callable[[], object], kind: type[Exception] = UnreadableError) -> str:
    with pytest.raises(kind) as caught:
        read()
    assert type(caught.value) is kind
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", f"\ufeff{TRIPLE}"),
        ("a.nt", "<urn:a> <urn:p> \"Ruritania\" ."),
        ("a.trig", f"<urn:g> {{ {TRIPLE} }}"),
        ("a.nq", "<urn:a> <urn:p> \"Ruritania\" <urn:g> ."),
        ("a.jsonld", '[{"@id": "urn:a", "urn:p": "Ruritania"}]'),
        ("a.rdf", f'{RDF}<rdf:Description rdf:about="urn:a" e:p="x"/></rdf:RDF>'),
    ],
)  # fmt: skip
def test_what_comes_from_the_process_is_what_the_file_says(
    name: str, text: str, tmp_path: Path
) -> None:
    path = written(tmp_path, name, text)
    quads = read_rdf(path)
    assert len(quads) == 1
    assert parse_rdf(read_foreign(path), "trig", name) == quads
    assert read_union([path]) == quads
    assert len(load_store([path])) == 1


def deep_json(depth: int) -> str:
    return '{"urn:a": ' * depth + '"[[[\\"[["' + "}" * depth


def deep_xml(depth: int) -> str:
    inner = "<!-- <a><a> --><e:q e:r='>'/>"
    described = "<rdf:Description><e:p>" * depth + inner + "</e:p></rdf:Description>" * depth
    return f"{RDF}{described}</rdf:RDF>"


@EACH_WAY
@pytest.mark.parametrize(("name", "make"), [("a.jsonld", deep_json), ("a.rdf", deep_xml)])
def test_what_nests_too_deeply_is_told_and_the_rest_is_read(
    name: str, make: Callable[[int], str], read: Read, tmp_path: Path
) -> None:
    path = written(tmp_path, name, make(5_000))
    told = "is nested more deeply than 100 levels; write it as N-Triples with another program"
    assert message(lambda: read(path)) == f"{path}: {told}"
    assert read(written(tmp_path, name, make(40)))


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE l [<!ENTITY a "b">]>',
        "<?xml version='1.0'?>\n<!doctype l>",
        "<!-- > --><!DOCTYPE l>",
        "<!--><!DOCTYPE l><!-- -->",
    ],
)
def test_a_document_type_is_refused_at_its_line(head: str, tmp_path: Path) -> None:
    path = written(tmp_path, "a.rdf", f"{head}{RDF}</rdf:RDF>")
    line = 1 + head.count("\n")
    assert message(lambda: read_foreign(path)).startswith(f"{path}:{line}:")
    for told in ("<!-- <!DOCTYPE l> -->", "<?p <!DOCTYPE l> ?>"):
        path = written(tmp_path, "b.rdf", f"{told}{RDF}</rdf:RDF>")
        assert read_union([path]) == []


@EACH_WAY
@pytest.mark.parametrize(
    "text",
    [
        f"@prefix p: <urn:{'x' * 5_000}> . {'p:a p:b p:c . ' * 5_000}",
        f"<urn:a> <urn:b> {'( ' * 5_000} {') ' * 5_000} .",
    ],
)
def test_what_grows_without_bound_is_told(
    text: str, read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "_GROWN", 100_000)
    path = written(tmp_path, "a.ttl", text)
    told = message(lambda: read(path), EngineError)
    assert "bytes once prefixes and lists are written out; write it as N-Triples" in told


#: Reads a file in a new Python, of which it is known what it takes already.
READ_WITHIN = """
import os, resource, sys
from pathlib import Path
from kg.errors import EngineError
from kg.rdf.graph import read_foreign
from kg.rdf.stored import open_files

way = {"read_foreign": read_foreign, "opened": lambda path: open_files([path])}[sys.argv[1]]
pages = int(Path("/proc/self/statm").read_text().split()[0])
os.environ["KG_MAX_MEMORY_MB"] = str(pages * resource.getpagesize() // 1_000_000 + 100)
try:
    way(Path(sys.argv[2]))
except EngineError as error:
    print(error)
"""


@EACH_WAY
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS knows no limit on memory")
def test_what_takes_too_much_memory_is_told_with_how_to_allow_more(
    read: Read, tmp_path: Path
) -> None:
    path = written(tmp_path, "a.nt", f'<urn:a> <urn:b> "{"x" * 60_000_000}" .')
    words = [sys.executable, "-c", READ_WITHIN, read.__name__, str(path)]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)
    told = re.fullmatch(
        rf"{re.escape(str(path))}: needs more than ([\d,]+) MB of memory to be read; "
        r"set KG_MAX_MEMORY_MB=(\d+) in the environment\n",
        ran.stdout,
    )
    assert told
    assert int(told[2]) == 2 * int(told[1].replace(",", ""))


@EACH_WAY
def test_what_takes_too_long_is_told_with_how_to_allow_more(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foreign, "refuse_awkward", lambda *_: any(iter(int, 1)))
    monkeypatch.setenv(TIME_SETTING, "1")
    path = written(tmp_path, "a.ttl", TRIPLE)
    told = message(lambda: read(path), EngineError)
    assert told == (
        f"{path}: cannot be read in 1 s of processor time; "
        "KG_MAX_READ_SECONDS=2 in the environment allows more"
    )


@pytest.mark.parametrize("command", [["stats"], ["query", "unanswered"]])
@pytest.mark.parametrize(
    ("end", "name"), [(lambda: os._exit(0), "exit"), (lambda: os.kill(os.getpid(), 11), "SIGSEGV")]
)
def test_an_engine_that_ends_is_a_line(
    end: Callable[[], None],
    name: str,
    command: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(foreign, "refuse_awkward", lambda *_: end())
    path = written(tmp_path, "a.ttl", TRIPLE)
    ran = kg(*command, "-i", path)
    assert ran.exit_code == 4
    assert (
        ran.stderr
        == f"{path}: crashed its parser ({name}); write it as N-Triples with another program\n"
    )


@pytest.mark.parametrize("command", ["stats", "query", "show", "search", "export", "diff"])
def test_every_command_tells_it_alike(command: str, tmp_path: Path) -> None:
    path = written(tmp_path, "a.rdf", f"<!DOCTYPE l>{RDF}</rdf:RDF>")
    asked = {
        "query": ["unanswered"],
        "show": ["RUS"],
        "search": ["RUS"],
        "export": ["-o", tmp_path / "b.nt"],
        "diff": [path, path],
    }.get(command, [])
    ran = kg(command, *asked, *([] if command == "diff" else ["-i", path]))
    assert ran.exit_code == 3
    assert ran.stderr.startswith(f"{path}:1:1: has a document type (<!DOCTYPE)")
    assert ran.stderr.count("\n") == 1


def fifo(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(path.name)  # a whole path may be too long


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [fifo, listening, endless])
def test_only_regular_files_are_read(
    make: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.ttl"
    make(path)
    ran = kg("stats", "-i", path)
    assert (ran.exit_code, ran.stderr) == (3, f"{path}: is not a regular file; name one\n")
    for read in (read_foreign, lambda x: load_store([x]), lambda x: open_files([x])):
        assert message(lambda read=read: read(path)) == (
            f"{path}: is not a regular file; use one in its place"
        )


def test_a_file_above_the_limit_is_told_with_how_to_allow_it_and_ours_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.ttl"
    with path.open("wb") as file:
        file.truncate(200_000_001)
    assert message(lambda: open_files([path])) == (
        f"{path}: has 200,000,001 bytes, and more than 200,000,000 are not read; "
        "KG_MAX_GRAPH_MB=201 in the environment allows it"
    )
    manifest = {"format": 1, "inputs": {}, "outputs": {"graph.ttl": ""}}
    (tmp_path / "manifest.json").write_bytes(json_bytes(manifest))
    assert check_size(path) == 200_000_001
    monkeypatch.setenv(SIZE_SETTING, "201")
    path.rename(tmp_path / "other.ttl")
    assert check_size(tmp_path / "other.ttl") == 200_000_001
