"""What is asked of a model is what the importer reads, and nothing that a model cannot know."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema

from kg.importers.mapping import FIELDS, action_field
from kg.importers.quote_fields import CLAIMS, EVENT_TIES, EVENTS, LINK_ROWS, QUOTES
from kg.schemes.llm import scheme_llm

NAMES = {"events": {each.name for each in EVENTS}, "claims": {each.name for each in CLAIMS},
         "links": {each.name for each in LINK_ROWS}}  # fmt: skip


def test_every_field_is_one_that_marks_have() -> None:
    own = {"id", "class", "event", "quote", "occurrence", *EVENT_TIES}
    for kind, names in NAMES.items():
        fields = {action_field(each) for each in names - own} if kind == "events" else names - own
        assert {each for each in fields if each not in FIELDS} <= {"caseLabel", "caseDescription"}
    assert {"caseLabel", "caseDescription"} <= set(FIELDS)


def test_no_model_is_asked_for_offsets_days_knowledge_from_outside_or_a_review() -> None:
    for names in NAMES.values():
        assert not names & {"span", "words", "date", "dateSource", "deadline", "reviewedBy"}


def test_no_field_is_there_twice() -> None:
    for fields in (QUOTES, EVENTS, CLAIMS, LINK_ROWS):
        names = [each.name for each in fields]
        assert len(names) == len({*names})


def test_the_sample_fits_the_schema(shared: Path) -> None:
    path = shared / "prototypes" / "quotes_sample" / "klow.quotes.json"
    schema = json.loads(scheme_llm()["quotes.schema.json"])
    jsonschema.Draft202012Validator(schema).validate(json.loads(path.read_text("utf-8")))
