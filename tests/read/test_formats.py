"""The formats of data/: every file keeps to its table, and every table to the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from support import load_yaml

from kg.errors import Finding
from kg.model.vocabulary import ACTOR_TYPES, CODES, KINDS
from kg.paths import data_folder
from kg.read.documents import parse_document
from kg.read.fields import Field, json_schema, read_record
from kg.read.formats import ACTION_FILE, ACTOR_FILE, ARTICLE_FILE, EVENT_COLUMNS, MERGE_COLUMNS

FORMATS = {"articles": ARTICLE_FILE, "actors": ACTOR_FILE, "actions": ACTION_FILE}
FILES = [path for kind in FORMATS for path in sorted((data_folder() / kind).glob("*.yaml"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_schema_accepts_every_bundled_file_as_the_reader_does(path: Path):
    table = FORMATS[path.parent.name]
    findings: list[Finding] = []
    read_record(parse_document(path.read_bytes(), path.name), table, findings)
    schema = json_schema(table, path.parent.name)
    jsonschema.Draft202012Validator.check_schema(schema)
    errors = jsonschema.Draft202012Validator(schema).iter_errors(load_yaml(path.read_text("utf-8")))
    assert (findings, [each.message for each in errors]) == ([], [])


def test_the_bundled_files_hold_articles_and_actors():
    assert {path.parent.name for path in FILES} >= {"articles", "actors"}


@pytest.mark.parametrize("table", FORMATS.values(), ids=FORMATS)
def test_the_schema_of_each_format_refuses_an_unknown_key(table):
    validator = jsonschema.Draft202012Validator(json_schema(table, "file"))
    messages = [each.message for each in validator.iter_errors({"format": 1, "formt": 1})]
    assert "Additional properties are not allowed ('formt' was unexpected)" in messages


TABLES = {**FORMATS, "events": EVENT_COLUMNS, "merges": MERGE_COLUMNS}
SCHEMES = {
    "unit": "Unit", "status": "Status", "stance": "Stance", "stanceOn": "Aspect",
    "relation": "Relation", "basis": "Basis", "selection": "Selection",
}  # fmt: skip


def records(fields: tuple[Field, ...], path: str = "") -> Iterator[tuple[str, tuple[Field, ...]]]:
    """A record and those within it, by path."""
    yield path, fields
    for each in fields:
        if isinstance(each.kind, tuple):
            yield from records(each.kind, f"{path}/{each.name}")


RECORDS = {f"{name}{path}": r for name, table in TABLES.items() for path, r in records(table)}
CHOICES = [
    (f"{place}/{each.name}", each.name, tuple(each.kind.schema["enum"]))
    for place, fields in RECORDS.items()
    for each in fields
    if not isinstance(each.kind, tuple) and "enum" in each.kind.schema
]


@pytest.mark.parametrize("place", RECORDS)
def test_a_record_has_each_key_once_and_describes_it(place: str) -> None:
    names = [each.name for each in RECORDS[place]]
    assert len(set(names)) == len(names)
    assert [each.name for each in RECORDS[place] if not each.doc.endswith(".")] == []


def test_every_list_of_choices_is_one_of_the_vocabulary() -> None:
    ours = {"kind", "extent"}  # of boilerplate and of merges, which are not terms
    assert {name for _, name, _ in CHOICES} == {*SCHEMES, "type", "describedAs", *ours}
    for place, name, names in CHOICES:
        if name in SCHEMES:
            codes = CODES[SCHEMES[name]]
            assert names == tuple(each for each in codes if each in names), place
        elif name not in ours:
            assert names in (tuple(KINDS), ACTOR_TYPES), place


def test_only_a_source_states_or_reports_a_link() -> None:
    assert {n for _, name, n in CHOICES if name == "basis"} == {("stated", "reported")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("actions: [{id: a, type: Expulsoin, label: x, actor: [XRU]}]",
         "'Expulsoin' is not a class of action; did you mean 'Expulsion'? (kg classes lists them)"),
        ("actions: [{id: a, type: State, label: x, actor: [XRU]}]",
         "'State' is not a class of action; kg classes lists them"),
        ("actions: [{id: a, label: x, actor: [XRU]}]", "type"),
        ("actoins: []", "'actoins'"),
    ],
)  # fmt: skip
def test_what_the_format_does_not_know_is_told_at_its_place(text: str, message: str) -> None:
    findings: list[Finding] = []
    read_record(parse_document(f"format: 1\n{text}".encode(), "f"), ACTION_FILE, findings)
    (told,) = map(str, findings)
    assert told.startswith("f:2:")
    assert message in told
