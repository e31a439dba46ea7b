"""Edits of annotation files: what they change is read back, and nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support import load_yaml

from kg.read.documents import Entries, parse_document, plain
from kg.read.edits import (
    Edit,
    add_entry,
    apply_edits,
    quote_scalar,
    remove_entries,
    replace_entry,
    replace_node,
)


def edited(source: str, make: Callable[[str, Any], list[Edit]], *way: str | int) -> str:
    """The source after edits of the list or mapping at the end of a way of keys and indexes."""
    is_json = source.startswith("{") and '"a"' in source
    node: Any = parse_document(source.encode(), "f", is_json=is_json)
    for step in way:
        node = node.nodes[step][1] if isinstance(step, str) else node.nodes[step]
    return apply_edits(source.encode(), make(source, node)).decode()


def test_edits_change_nothing_but_their_places():
    source = "\ufeffa: 1 # é 😀\r\nb: [2]\r\n".encode()
    node = parse_document(source, "f")
    assert isinstance(node, Entries)
    edits = [replace_node(node.nodes["b"][1], "[3, 4]"), replace_entry(node, "a", "z: {}")]
    assert apply_edits(source, edits).decode() == "\ufeffz: {} # é 😀\r\nb: [3, 4]\r\n"
    assert apply_edits(source, []) == source


@pytest.mark.parametrize(
    "edits", [[Edit(0, 2, ""), Edit(1, 3, "")], [Edit(2, 1, "")], [Edit(0, 9, "")]]
)
def test_edits_that_overlap_or_are_outside_are_refused(edits):
    with pytest.raises(ValueError, match="overlaps another edit or is outside"):
        apply_edits(b"abc", edits)


@pytest.mark.parametrize(
    ("source", "key", "expected"),
    [
        ("a: 1 # x\nb: 2\nc: 3\n", "b", "a: 1 # x\nc: 3\n"),
        ("a: 1 # x\nb: 2\n", "a", " # x\nb: 2\n"),
        ("a: 1\nb: |\n  two\n\n# end\n", "b", "a: 1\n\n# end\n"),
        ("a: 1\r\nb: 2", "b", "a: 1\r\n"),
        ("{a: 1, b: 2, c: 3}", "a", "{b: 2, c: 3}"),
        ("{a: 1, b: 2, c: 3}", "c", "{a: 1, b: 2}"),
        ("{a: 1 # x, y\n , b: 2}", "b", "{a: 1 # x, y\n }"),
        ("{a: 1, # x, y\n b: 2}", "a", "{ # x, y\n b: 2}"),
        ('{"a": 1,\r\n "b": 2\r\n}', "b", '{"a": 1\r\n}'),
    ],
)  # fmt: skip
def test_a_key_is_removed_and_comments_stay(source, key, expected):
    assert edited(source, lambda text, node: remove_entries(text, node, [key])) == expected


@pytest.mark.parametrize(
    ("first", "expected"), [("a: 1", "- b: 2\n"), ("a: 1 # x", "-  # x\n  b: 2\n")]
)
def test_the_first_key_of_an_item_is_removed(first, expected):
    source = f"- {first}\n  b: 2\n"
    assert edited(source, lambda text, node: remove_entries(text, node, ["a"]), 0) == expected


def test_the_only_key_is_not_removed():
    with pytest.raises(ValueError, match="'a' is the only key"):
        edited("a: 1", lambda text, node: remove_entries(text, node, ["a"]))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: 1 # x\nb: 2", "a: 1 # x\nw: 9\nb: 2"),
        ("a: 1\r\n", "a: 1\r\nw: 9\r\n"),
        ("a: |\n  one\n\n# end\n", "a: |\n  one\nw: 9\n\n# end\n"),
        ("{a: 1, b: 2}", "{a: 1, w: 9, b: 2}"),
        ('{\n  "a": 1,\n  "b": 2}', '{\n  "a": 1,\n  "w": 9,\n  "b": 2}'),
    ],
)
def test_a_key_is_added_in_the_style_of_its_mapping(source, expected):
    assert edited(source, lambda text, node: [add_entry(text, node, "a", "w", "9")]) == expected


SCALARS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    "no 12 1e5 12345678 0b101010 1234e567 2031-03-05 a#b a: null - ~ 'x' .nan =".split()
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=2), max_leaves=6
)
KEYS = st.text("abcdefg", min_size=1, max_size=3).filter(lambda key: key not in ("y", "n", "no"))
RECORDS = st.dictionaries(KEYS, VALUES, min_size=2, max_size=5)


def written(value: object, style: str) -> str:
    """A document in a style: block, flow, JSON on one line or on several."""
    if style.startswith("json"):
        return json.dumps(value, indent=1 if style == "json lines" else None, ensure_ascii=False)
    return yaml.safe_dump(
        value, default_flow_style=style == "flow", allow_unicode=True, sort_keys=False, width=40
    )


def renamed(record: dict[str, Any], key: str) -> dict[str, Any]:
    """The record with {"z": "z"} in place of a key."""
    return {"z" if name == key else name: value for name, value in record.items()} | {"z": "z"}


@pytest.mark.parametrize("style", ["block", "flow", "json", "json lines"])
@given(records=st.lists(RECORDS, min_size=2, max_size=3), choose=st.randoms(use_true_random=False))
def test_what_was_edited_reads_as_meant(style, records, choose):
    source = written({"top": records, "tail": "x"}, style).encode()
    is_json = style.startswith("json")
    text = source.decode()
    top: Any = parse_document(source, "f", is_json=is_json)
    items = top.nodes["top"][1]
    expected = plain(top)
    index = choose.randrange(len(records))
    key = choose.choice(list(records[index]))
    edits = {
        "remove key": lambda: (
            *remove_entries(text, items.nodes[index], [key]),
            expected["top"][index].pop(key),
        ),
        "add key": lambda: (
            add_entry(text, items.nodes[index], key, "new", "[1]"),
            expected["top"][index].update(new=["1"]),
        ),
        "replace": lambda: (
            replace_entry(items.nodes[index], key, '"z": "z"'),
            expected["top"].__setitem__(index, renamed(expected["top"][index], key)),
        ),
    }
    edit = edits[choose.choice(sorted(edits))]()[0]
    after = apply_edits(source, [edit])
    assert plain(parse_document(after, "f", is_json=is_json)) == expected


@given(SCALARS.filter(str.strip))
def test_a_quoted_scalar_is_read_as_its_text_by_us_and_by_others(text):
    for is_json in (False, True):
        source = quote_scalar(text, is_json=is_json)
        assert len(source.splitlines()) == 1
        whole = f'{{"a": {source}}}'
        assert plain(parse_document(whole.encode(), "f", is_json=is_json)) == {"a": text}
        assert load_yaml(whole) == {"a": text}
    assert json.loads(quote_scalar(text, is_json=True)) == text
