"""JSON-LD drops what it cannot say without a word: a file that would lose something is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.api import load_graph
from kg.cli import main
from kg.errors import UnreadableError
from kg.rdf.graph import load_store, read_rdf, read_union
from kg.rdf.jsonld import TOLD, find_losses

MAP = "map it to an IRI in @context, or to null to leave it out"
BASE = "is relative, but the file has no base: write @base in @context"
RELATIVE = {"@context": {"@vocab": "urn:v:"}, "@id": "rel/a", "name": "x"}
P = "urn:p"


def losses(document: Any) -> list[str]:
    return [message for _, message in find_losses(json.dumps(document).encode())]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (RELATIVE, [f"'rel/a' {BASE}"]),
        ({"@id": "", P: 1}, [f"'' {BASE}"]),
        ({"@id": "urn:a", P: {"@id": "#b"}}, [f"'#b' {BASE}"]),
        ({"@id": "urn:a", "name": "x", P: 1}, [f"'name' would be lost: {MAP}"]),
        ([{"@id": "urn:a", P: 1}, {"name": "x"}], [f"'name' would be lost: {MAP}"]),
        ({"@context": {"@vocab": "urn:v:"}, "is": {"@context": None, "name": 1, P: 2}},
         [f"'name' would be lost: {MAP}"]),
        ({"@context": [{"name": "urn:n"}, None], "name": 1}, [f"'name' would be lost: {MAP}"]),
        ({"@context": {"@vocab": None}, "name": 1}, [f"'name' would be lost: {MAP}"]),
        ({"@type": "Person", P: 1}, [f"'Person' would be lost: {MAP}"]),
        ({"@id": "urn:a b", P: 1},
         ["'urn:a b' would be lost: it is not an IRI; write %20 for a space"]),
        ({"urn:p q": 1}, [f"'urn:p q' would be lost: it is not an IRI; {MAP}"]),
        ({"_:p": 1}, [f"'_:p' would be lost: it is not an IRI; {MAP}"]),
        ({"@note": 1, P: 1}, ["'@note' would be lost: it is not a keyword of JSON-LD"]),
        ({P: {"@value": "x", "@language": "in English"}},
         ["'in English' would be lost: it is not a language; write one such as en or pt-BR"]),
        (["x"], ["contains no statement about anything that has an IRI"]),
    ],
)  # fmt: skip
def test_what_would_be_lost_is_named(document: Any, expected: list[str]) -> None:
    assert losses(document) == expected


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        {"@id": "urn:a"},
        {"@id": "urn:a", P: [1, {"@list": [1]}, {"@id": "urn:b", "@type": "urn:T"}]},
        {"@context": {"@base": "urn:x/", "@vocab": "urn:v:"}, "@id": "a", "name": {"@id": "b"}},
        {"@context": {"name": None, "first name": "urn:n"}, "name": "x", "first name": "y"},
        {"@context": {"p": {"@id": "urn:p", "@container": "@index"}}, "p": {"my key": {P: 1}}},
        {"@context": {"p": {"@id": "urn:p", "@type": "@json"}}, "p": {"my key": {"@x": 1}}},
        {P: {"@type": "@json", "@value": {"my key": "@x"}}},
        {"@context": {"@vocab": "urn:v:"}, "q": {"@context": {"z": "urn:z"}, "other": 1}},
        {"@id": "urn:g", "@graph": [{"@id": "urn:a", P: 1}]},
        {"@context": {"ex": "urn:ex:"}, "ex:p": 1, "unknown:p": 2},
    ],
)
def test_what_loses_nothing_is_no_loss(document: Any) -> None:
    assert losses(document) == []


def test_a_loss_has_its_line_and_many_are_cut() -> None:
    text = '{\n "@id": "urn:a",\n "name": "x"\n}'
    assert find_losses(text.encode()) == [(3, f"'name' would be lost: {MAP}")]
    many = losses({f"key{number}": 1 for number in range(TOLD + 3)})
    assert (len(many), many[-1]) == (TOLD + 1, "loses 3 more like these")


def test_nothing_hides_in_depth_that_a_parser_cannot_follow() -> None:
    assert find_losses(b"[" * 5_000 + b"]" * 5_000) == []


@pytest.mark.parametrize(
    "read",
    [read_rdf, load_graph, lambda path: load_store([path]), lambda path: read_union([path])],
)
def test_every_reader_refuses_a_file_that_would_lose_something(
    tmp_path: Path, read: Callable[[Path], object]
) -> None:
    path = tmp_path / "rel.jsonld"
    path.write_text(json.dumps(RELATIVE))
    with pytest.raises(UnreadableError, match=rf"rel\.jsonld:1:1: 'rel/a' {BASE}"):
        read(path)


@pytest.mark.parametrize(
    "command",
    ["query unanswered", "show RUS", "search x", "stats", "chains", "explain x", "draw -o x.svg",
     "export -o x.nt"],
)  # fmt: skip
def test_every_command_refuses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rel.jsonld").write_text(json.dumps(RELATIVE))
    ran = CliRunner().invoke(main, [*command.split(), "-i", "rel.jsonld"])
    assert (ran.exit_code, ran.stdout) == (3, "")
    assert "rel.jsonld:1:1: 'rel/a' is relative" in ran.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["rel.jsonld"]


def test_a_context_elsewhere_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonld"
    path.write_text('{"@context": "https://example.org/", "@id": "urn:a", "name": "x"}')
    with pytest.raises(UnreadableError, match="elsewhere, and nothing is fetched; write it out"):
        read_rdf(path)
