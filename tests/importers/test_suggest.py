"""A first mapping names what is known, and leaves the rest as comments to be looked through."""

from __future__ import annotations

import tomllib
from pathlib import Path

from marks_made import Made

from kg.importers.mapping import read_mapping
from kg.importers.suggest import suggest_mapping


def suggested(made: Made) -> str:
    return suggest_mapping([made.document()], {"EXPEL": "Expulsion"}.get)


def test_labels_roles_and_attributes_are_told_with_their_numbers(tmp_path: Path) -> None:
    made = Made()
    who = made.mark("PER", "ministry")
    act = made.mark("EXPEL", "expelled", ties={"Recipient-Arg": who, "Mood": who}, stance="claims")
    made.mark("EXPEL", "expels", Mode="x")
    made.mark("Odd", "water")
    made.mark("retaliation", ties={"a": act, "b": act})
    text = suggested(made)
    assert '"EXPEL" = "Expulsion"  # 2\n' in text
    assert '# "Odd" = "ignore"  # 1: no match found\n' in text
    assert '"Recipient-Arg" = "recipient"' in text
    assert '# "claims" = ""  # 1: one of asserts, ' in text
    table = tomllib.loads(text)
    assert table["labels"]["PER"] == "Person"
    assert table["attributes"] == {"stance": "stance"}
    path = tmp_path / "map.toml"
    path.write_text(text, "utf-8")
    assert read_mapping(path).label("EXPEL") == "Expulsion"


def test_no_words_of_the_text_are_printed() -> None:
    made = Made()
    made.mark("EXPEL", "three Syldavian envoys")
    assert "envoys" not in suggested(made)
