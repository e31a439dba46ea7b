"""What a word that is not a key was probably meant to be."""

from __future__ import annotations

import pytest

from kg.read.formats import (
    ACTION_FILE,
    ACTOR_FILE,
    ARTICLE_FILE,
    EVENT_COLUMNS,
    MERGE_COLUMNS,
    STORY_FILE,
)
from kg.read.keys import _SYNONYMS, meant_key

RECORDS = {each.name: [x.name for x in each.kind] for each in ARTICLE_FILE if each.name != "format"}
COLUMNS = [each.name for each in EVENT_COLUMNS]


@pytest.mark.parametrize(
    ("record", "key", "expected"),
    [
        ("links", "speaker", "claimedBy"),
        ("links", "claimed_by", "claimedBy"),
        ("links", "cause", "trigger"),
        ("reports", "speaker", "attributedTo"),
        ("reports", "attributed_to", "attributedTo"),
        ("reports", "target", "recipient"),
        ("reports", "number", "quantity"),
        ("reports", "stanze", "stance"),
        ("reports", "location", "place"),
        ("actions", "name", "label"),
        ("actions", "class", "type"),
        ("article", "sha256", "textDigest"),
        ("article", "headline", "title"),
        ("article", "zzzz", ""),
    ],
)
def test_a_word_for_a_key_names_the_key_of_that_record(record, key, expected):
    assert meant_key(key, RECORDS[record]) == expected


def test_a_column_of_other_tables_names_ours():
    words = ("target", "Responds To", "ClaimedBy", "event_date")
    assert [meant_key(each, COLUMNS) for each in words] == [
        "recipient", "responds_to", "claimed_by", "date",
    ]  # fmt: skip


def test_a_key_that_stands_there_already_is_not_meant():
    assert meant_key("target", ["actor", "recipient"], {"recipient"}) == ""


def test_every_synonym_stands_for_a_key_of_some_format():
    tables = (ARTICLE_FILE, ACTION_FILE, ACTOR_FILE, EVENT_COLUMNS, MERGE_COLUMNS, STORY_FILE)

    def keys(fields):
        for each in fields:
            yield each.name
            yield from keys(each.kind) if isinstance(each.kind, tuple) else ()

    known = {key for table in tables for key in keys(table)}
    assert set(_SYNONYMS) - known == set()
