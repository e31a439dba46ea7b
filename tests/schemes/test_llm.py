"""What a model is told is of the ontology, and what it shows is imported whole."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from kg.errors import Place
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.marks import File
from kg.importers.names import Names
from kg.importers.native import write_article
from kg.importers.quotes import read_quotes
from kg.importers.records import make_article
from kg.model.actors import Actor, Actors
from kg.model.vocabulary import CODES, KINDS
from kg.read.articles import read_article
from kg.read.documents import parse_document
from kg.schemes.llm import scheme_llm

FILES = scheme_llm()
SCHEMA: dict[str, Any] = json.loads(FILES["quotes.schema.json"])
EXAMPLE: dict[str, Any] = json.loads(FILES["example.json"])
JUDGE = jsonschema.Draft202012Validator(SCHEMA)
WHO = Actors(
    Actor(id=name, kind="State", label=label, place=Place("a.yaml", 1))
    for name, label in (
        ("XRU", "Ruritania"), ("XBO", "Borduria"), ("house", "Ruritanian Foreign Ministry"),
        ("trade", "Borduria’s Trade Ministry"), ("szohod-courier", "Szohod Courier"),
    )
)  # fmt: skip


def test_the_schema_is_one_and_its_example_fits() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    JUDGE.validate(EXAMPLE)


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        ("events", {"class": "Action"}),
        ("events", {"class": "Eating"}),
        ("events", {"date": "2031-03-04"}),
        ("claims", {"span": [0, 3]}),
        ("claims", {"stance": "maybe"}),
        ("claims", {"reviewedBy": "Maria Nowak, 2031-03-06"}),
        ("claims", {"quantity": -1}),
        ("links", {"stance": "denounces"}),
        ("links", {"basis": "inferred"}),
    ],
)
def test_the_schema_refuses_what_no_model_may_say(kind: str, row: dict[str, Any]) -> None:
    changed = {**EXAMPLE, kind: [{**EXAMPLE[kind][0], **row}]}
    assert not JUDGE.is_valid(changed)


def test_lists_may_be_empty_and_what_is_not_said_left_out() -> None:
    event = {"id": "e1", "class": "Protest", "label": "x", "actor": []}
    JUDGE.validate({"document": "x", "events": [event], "claims": [], "links": []})


def test_every_name_of_a_list_has_its_meaning() -> None:
    claim = SCHEMA["properties"]["claims"]["items"]["properties"]
    event = SCHEMA["properties"]["events"]["items"]["properties"]
    assert claim["stance"]["enum"] == list(CODES["Stance"])
    assert set(event["class"]["enum"]) == set(KINDS) - {"Action"}
    for field in (claim["stance"], claim["status"], claim["unit"], event["class"]):
        assert all(f"{name}: " in field["description"] for name in field["enum"])
    told = FILES["instructions.md"].decode()
    for name in (*CODES["Stance"], *CODES["Status"], *CODES["Relation"], *KINDS):
        assert (f"\n- `{name}`: " in told) == (name != "Action")


def test_the_example_is_imported_whole_and_reads_as_an_article() -> None:
    ledger = Ledger()
    files = [File("example.json", FILES["example.json"]), File("example.txt", FILES["example.txt"])]
    (found,) = read_quotes(files, ledger, extracted_by="reader 1.2, 2031-03-05")
    assert found.text == FILES["example.txt"].decode()
    head = {"id": ["made"], "title": ["x"], "publisher": ["szohod-courier"],
            "published": ["2031-03-04"], "textDigest": ["0" * 64],
            "textLength": [str(len(found.text))]}  # fmt: skip
    native = make_article(found, found.text, head, Renaming(), Names(WHO), ledger)
    assert ledger.left == []
    assert (len(native.actions), len(native.reports), len(native.links)) == (3, 5, 1)
    assert [each.get("date") for each in native.reports[:3]] == [
        None, ["2031-03-03"], ["2031-01"],
    ]  # fmt: skip
    findings: list[object] = []
    read_article(parse_document(write_article(native).encode(), "a.yaml"), findings, WHO)  # type: ignore[arg-type]
    assert findings == []


def test_the_instructions_show_the_example_and_its_text() -> None:
    told = FILES["instructions.md"].decode()
    assert FILES["example.json"].decode() in told
    for line in filter(None, FILES["example.txt"].decode().splitlines()):
        assert f"> {line}\n" in told
    assert "(kg" not in told  # it is for a model, which runs no command
