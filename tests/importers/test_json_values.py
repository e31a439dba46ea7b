"""JSON of others: any value at any key is met by an empty one of the kind that is expected."""

from __future__ import annotations

import pytest

from kg.errors import UnreadableError
from kg.importers.json_values import (
    as_text,
    list_at,
    load_json,
    load_lines,
    span_of,
    table_at,
    text_at,
)
from kg.importers.marks import File

ODD = [None, True, 3, 1.5, "x", [], [1], {}, {"a": 1}]


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_nothing_is_asked_of_a_value_of_another_kind(value: object) -> None:
    holder = {"key": value}
    assert isinstance(table_at(holder, "key"), dict)
    assert isinstance(list_at(holder, "key"), list)
    assert isinstance(text_at(holder, "key"), str)
    assert isinstance(as_text(value), str)
    for read in (table_at, list_at, text_at):
        assert not read(value, "other")


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [(0, 3, (0, 3)), (3, 3, None), (-1, 2, None), (True, 2, None), ("0", 2, None), (1.0, 2, None)],
)
def test_a_span_is_two_whole_numbers(start: object, end: object, span: object) -> None:
    assert span_of(start, end) == span


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "a.json:1:2: is not JSON"),
        (b"[" * 100_000, "a.json: is nested too deeply"),
        (b"[1" + b"0" * 5000 + b"]", "a.json: has a number of 5,001 digits"),
        (b"[NaN]", "a.json: has NaN, which JSON does not know"),
        (b"\xff", "a.json: is not UTF-8"),
    ],
)
def test_what_is_not_json_is_refused_in_a_line(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        load_json(File("a.json", data))
    assert str(caught.value).startswith(said)
    with pytest.raises(UnreadableError) as caught:
        list(load_lines(File("a.json", data)))
    assert len(caught.value.lines) == 1


def test_lines_have_places_and_blank_ones_none() -> None:
    read = list(load_lines(File("a.jsonl", b'\xef\xbb\xbf{"a": 1}\r\n\n[2]\n')))
    assert [(str(place), value) for place, value in read] == [
        ("a.jsonl:1:1", {"a": 1}),
        ("a.jsonl:3:1", [2]),
    ]


def test_only_a_line_feed_ends_a_line() -> None:
    data = '{"a": "x\u2028y\x85z"}\r\n\r\n{"a": 1}\n'.encode()
    found = [(place.line, value) for place, value in load_lines(File("a.jsonl", data))]
    assert found == [(1, {"a": "x\u2028y\x85z"}), (3, {"a": 1})]
