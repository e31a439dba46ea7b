"""A first mapping of a table of events, which imports as it stands."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tables_made import read_events, write

from kg.importers.mapping import read_mapping
from kg.importers.streams import find_streams
from kg.importers.suggest_columns import suggest_columns

TEXT = (
    "Event ID;Event Date;Initiator;Target;Event Type;CAMEO Code;Weather;source\n"
    "1;2031-03-13;Borduria;Syldavia;expulsion;161;rain;Klow\n"
    "2;2031-03-14;Borduria;Syldavia;expulsion;161;rain;Klow\n"
    '3;2031-03-15;Borduria;Syldavia;"feast ""of"" cheese";;sun;Klow\n'
)


def suggest(path: Path) -> str:
    return suggest_columns(
        find_streams(path), lambda word: "Expulsion" if word == "expulsion" else None
    )


def test_columns_and_types_are_named_by_what_they_may_be(tmp_path: Path) -> None:
    text = suggest(write(tmp_path, "x.csv", TEXT))
    assert tomllib.loads(text) == {
        "columns": {"Event ID": "id", "Event Date": "date", "Initiator": "actor",
                    "Target": "recipient", "Event Type": "type", "CAMEO Code": "cameo"},
        "labels": {"expulsion": "Expulsion"},
        "fixed": {},
    }  # fmt: skip
    assert '# "Weather" = "ignore"\n' in text
    assert '"expulsion" = "Expulsion"  # 2\n' in text
    assert '# "feast \\"of\\" cheese" = "ignore"  # 1\n' in text


def test_what_is_suggested_imports(tmp_path: Path) -> None:
    table = write(tmp_path, "x.csv", TEXT)
    mapping = read_mapping(write(tmp_path, "x.toml", suggest(table)))
    rows, _, _ = read_events(table, columns=mapping.columns, labels=mapping.labels)
    assert [(row["id"], row["type"]) for row in rows] == [("1", "Expulsion"), ("2", "Expulsion")]


def test_no_two_columns_become_one(tmp_path: Path) -> None:
    text = suggest(write(tmp_path, "x.csv", "date,Day,actor,type\n"))
    assert tomllib.loads(text)["columns"] == {}
    assert '# "Day" = "ignore"\n' in text
    assert '# source = ""\n' in text


def test_of_many_types_the_first_are_listed(tmp_path: Path) -> None:
    rows = "".join(f"XBO,free words {number}\n" for number in range(500))
    text = suggest(write(tmp_path, "x.csv", "actor,type\n" + rows))
    assert "# and 300 more\n" in text


@pytest.mark.parametrize("text", ["", "\n"])
def test_an_empty_table_has_nothing_to_name(tmp_path: Path, text: str) -> None:
    assert tomllib.loads(suggest(write(tmp_path, "x.csv", text)))["columns"] == {}
