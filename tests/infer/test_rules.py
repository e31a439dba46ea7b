"""The rules file: one documented table, and what another file may change of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support import act, record

from kg.errors import FindingsError
from kg.infer.links import infer_links
from kg.infer.rules import default_rules, read_rules

STRIKE = act("strike", "XRU", "XBO", "2031-03-01", count=23)
ANSWER = act("answer", "XBO", "XRU", "2031-03-20", count=23)


def rules(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_file_does_not_name_stays_as_it_is(tmp_path: Path) -> None:
    found = read_rules(rules(tmp_path, "window_days = 10\n[features.sameKind]\nweight = 0.25\n"))
    assert found.window_days == 10
    assert found.weights["sameKind"] == Decimal("0.25")
    assert found.weights["equalCount"] == default_rules().weights["equalCount"]
    assert found.threshold == default_rules().threshold


def test_changed_rules_have_a_version_of_their_own(tmp_path: Path) -> None:
    found = read_rules(rules(tmp_path, "window_days = 10\n"))
    assert found.version.startswith(default_rules().version + "+")
    assert read_rules(rules(tmp_path, 'version = "mine"\n')).version == "mine"


def test_the_span_of_a_trigger_is_a_setting(tmp_path: Path) -> None:
    wide = replace(STRIKE, earliest=date(2030, 9, 1), latest=date(2031, 3, 2))
    assert len(infer_links(record([wide, ANSWER]))) == 1
    narrow = read_rules(rules(tmp_path, "span_days = 30\n"))
    assert infer_links(record([wide, ANSWER]), narrow) == []


def test_a_feature_that_is_off_has_no_weight(tmp_path: Path) -> None:
    found = read_rules(rules(tmp_path, "[features.equalCount]\non = false\n"))
    assert "equalCount" not in found.weights
    (link,) = infer_links(record([STRIKE, ANSWER]), found)
    assert "equalCount" not in {each.name for each in link.features}


def test_window_and_threshold_decide_what_is_linked(tmp_path: Path) -> None:
    told = record([STRIKE, ANSWER])
    assert len(infer_links(told)) == 1
    assert infer_links(told, read_rules(rules(tmp_path, "window_days = 18\n"))) == []
    assert infer_links(told, read_rules(rules(tmp_path, "threshold = 0.99\n"))) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("windw_days = 3\n", "'windw_days' is not a setting; did you mean 'window_days'"),
        ("[features.sameKnd]\nweight = 1\n", "'sameKnd' is not a feature; did you mean 'sameKind'"),
        ("[features.sameKind]\nwight = 1\n", "features.sameKind: takes weight, says, source, on"),
        ('threshold = "high"\n', "threshold: 'high' is not a number"),
        ("threshold = nan\n", "threshold: NaN is not between 0 and 1"),
        ("threshold = 2\n", "threshold: 2 is not between 0 and 1"),
        ("window_days = 0\n", "window_days: 0 is not between 1 and 3650"),
        (
            "[features.sameKind]\nweight = 0.1234567890123\n",
            "features.sameKind.weight: 0.1234567890123 has more than 12 decimals; round it",
        ),
        ("[features.sameKind]\nweight = true\n", "features.sameKind.weight: True is not a number"),
        ('[features.sameKind]\non = "no"\n', "features.sameKind.on: 'no' is neither true nor"),
        ("[features.sameKind]\nsays = 3\n", "features.sameKind.says: 3 is not a sentence"),
        ("window_days = 9.5\n", "window_days: 9.5 is not a whole number"),
        ("version = [1]\n", "version: [1] is not a short name"),
        ('version = "a <x>"\n', "version: 'a <x>' is not a short name"),
        (
            'mirrors = [["Expulson"]]\n',
            "'Expulson' is not a class of action; did you mean 'Expulsion'",
        ),
        ('mirrors = "Recall"\n', "write lists of classes in a list"),
    ],
)
def test_a_wrong_setting_is_told_with_its_file(text: str, told: str, tmp_path: Path) -> None:
    path = rules(tmp_path, text)
    with pytest.raises(FindingsError) as caught:
        read_rules(path)
    assert str(caught.value).startswith(str(path))
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\n\nnonsense = 1\n", "3:1"),
        ("nearest = 5\n  window_days = 0\n", "2:3"),
        ("[features.sameKind]\nsays = 'x'\nweight = 99\n", "3:1"),
        ("features.sameKind = {weight = 99}\n", "1:1"),
        ("[features]\n[features.sameKnd]\n", "2:2"),
        ("[features.sameKind]\n# wight\nwight = 1\n", "3:1"),
        ("mirrors = [\n  [[]]\n]\n", "1:1"),
        ("mirrors = [{}]", "1:1"),
        ("features = 3", "1:1"),
        ('[features.sameKind]\nsays = "a\\u0007b"\n', "2:1"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(text: str, place: str, tmp_path: Path) -> None:
    path = rules(tmp_path, text)
    with pytest.raises(FindingsError) as caught:
        read_rules(path)
    (line,) = caught.value.lines
    assert line.startswith(f"{path}:{place}: ")
    assert len(line) < len(str(path)) + 200


def test_a_mark_of_utf_8_is_no_part_of_the_rules(tmp_path: Path) -> None:
    plain = read_rules(rules(tmp_path, "window_days = 10\n"))
    assert read_rules(rules(tmp_path, "\ufeffwindow_days = 10\r\n")) == plain
