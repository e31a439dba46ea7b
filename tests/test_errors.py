"""Places, findings and errors as people and other processes see them."""

from __future__ import annotations

import json
import pickle

import pytest

from kg.errors import (
    EngineError,
    Finding,
    FindingsError,
    KgError,
    Place,
    UnreadableError,
    UsageError,
    cut_line,
    escape_unseen,
    reason,
    tell_once,
    visible,
)


def test_a_place_is_written_as_file_line_and_column():
    assert str(Place("xru.yaml", 21, 12)) == "xru.yaml:21:12"


def test_a_place_without_a_line_means_the_whole_file():
    assert str(Place("xru.yaml")) == "xru.yaml"


def test_places_are_ordered_by_number_and_not_by_their_text():
    assert Place("xru.yaml", 9, 1) < Place("xru.yaml", 10, 1)


def test_an_error_finding_is_place_and_message_and_a_warning_says_so():
    place = Place("xru.yaml", 2, 3)
    assert str(Finding(place, "is empty")) == "xru.yaml:2:3: is empty"
    assert str(Finding(place, "is odd", "warning")) == "xru.yaml:2:3: warning: is odd"


@pytest.mark.parametrize(
    ("kind", "code"),
    [(FindingsError, 1), (UsageError, 2), (UnreadableError, 3), (EngineError, 4)],
)
def test_each_kind_of_error_has_its_exit_code(kind: type[KgError], code: int):
    assert (kind.exit_code, issubclass(kind, KgError)) == (code, True)


def test_findings_are_told_once_each_and_in_the_order_of_their_places():
    late, early = Finding(Place("b", 10, 1), "late"), Finding(Place("b", 9, 1), "early")
    error = FindingsError([late, early, late])
    assert error.findings == (early, late)
    assert str(error) == "b:9:1: early\nb:10:1: late"
    assert error.lines == ("b:9:1: early", "b:10:1: late")


@pytest.mark.parametrize("kind", [FindingsError, UnreadableError])
def test_an_error_with_findings_survives_the_way_between_processes(kind: type[FindingsError]):
    error = kind([Finding(Place("b", 1, 2), "is wrong"), Finding(Place("a"), "too", "warning")])
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), back.findings, str(back)) == (kind, error.findings, str(error))


def test_marks_that_could_forge_a_line_on_the_terminal_become_visible():
    assert visible("a\x1b[2Kb\u202ec\rd\u2066") == "a\ufffd[2Kb\ufffdc\ufffdd\ufffd"
    assert visible("Å\t😀\n") == "Å\t😀\n"


def test_every_mark_that_a_terminal_or_editor_obeys_becomes_visible():
    marks = "\x9b\u061c\u200e\u2028\u2029\u202a\u2069\x07"
    assert visible(f"a{marks}b") == "a" + "\ufffd" * len(marks) + "b"
    assert json.loads(f'"{escape_unseen(marks)}"') == marks
    assert escape_unseen(marks, "&#x{:X};")[:6] == "&#x9B;"


LONG = "N" * 1_000_000


def test_whatever_a_message_repeats_of_the_input_it_stays_a_line_with_place_and_remedy():
    told = f"actor: '{LONG}' is not an actor; declare it"
    finding = Finding(Place("a.yaml", 1, 2), told)
    for text in (str(finding), str(UsageError(told)), str(FindingsError([finding]))):
        assert len(text) < 600
        assert "actor: 'NNN" in text
        assert text.endswith("NNN' is not an actor; declare it")
    assert len(str(Finding(Place("a.yaml"), told, unknown=LONG))) < 600


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u2028", "\x85", "\v"])
def test_a_message_cannot_forge_a_line(end: str):
    assert cut_line(f"'a{end}b.yaml:1:1: is odd'") == "'a b.yaml:1:1: is odd'"
    assert str(UsageError(f"'a{end}b'")) == "'a b'"


def test_a_reason_is_never_none():
    assert reason(OSError()) == "OSError"
    assert reason(OSError("gone")) == "gone"
    assert reason(FileNotFoundError(2, "No such file or directory")) == "No such file or directory"


def test_a_name_that_nothing_has_is_told_once_a_file_with_the_number_of_its_uses() -> None:
    def unknown(file: str, line: int, key: str) -> Finding:
        message = f"{key}: 'pm' is not an actor"
        return Finding(Place(file, line, 1), message, unknown="actor:pm")

    other = Finding(Place("a.yaml", 2, 1), "is odd")
    found = [unknown("a.yaml", 9, "actor"), unknown("a.yaml", 3, "claimedBy"), other]
    told = [str(each) for each in tell_once([*found, unknown("b.yaml", 1, "actor")])]
    assert told == [
        "a.yaml:2:1: is odd",
        "a.yaml:3:1: claimedBy: 'pm' is not an actor (2 times in this file)",
        "b.yaml:1:1: actor: 'pm' is not an actor",
    ]
    assert [str(each) for each in FindingsError(found).findings] == told[:2]
    assert [str(each) for each in tell_once(FindingsError(found).findings)] == told[:2]
