"""Mistakes in YAML, each with the place where it begins and what to write instead."""

from __future__ import annotations

import pytest
import yaml

from kg.errors import UnreadableError
from kg.read import documents
from kg.read.documents import parse_document

MISTAKES = {
    "format: 1\nactions:\n\t- id: a\n": "f:3:1: a tab indents this line; use spaces",
    "actions:\n  - id: a\n    \ttype: X\n": "f:3:5: a tab indents this line; use spaces",
    "article:\n  title: Klow: cuts\n": "f:2:14: ': ' inside the text; put the text in quotes",
    "- {title: Klow: cuts, id: x}\n": "f:1:15: ': ' inside the text; put the text in quotes",
    "- {id: x,\n   title: Klow: cuts}\n": "f:2:15: ': ' inside the text; put the text in quotes",
    "reports:\n  - {action: a, span: [1, 2]\n  - {action: b}\n":
        "f:2:5: the { of line 2 is not closed",
    "article: {id: a, title: x\nreports: []\n": "f:1:10: the { of line 1 is not closed",
    "- action: a\n  span: [1, 2\n  stance: asserts\n": "f:2:9: the [ of line 2 is not closed",
    "a: {b: 1\n": "f:1:4: the { of line 1 is not closed",
    "- {a: [1, 2}\n": "f:1:7: the [ of line 1 is not closed",
    'a: "x\nb: y\n': 'f:1:4: the " of line 1 is not closed',
    "a: 'x\nb: y\n": "f:1:4: the ' of line 1 is not closed",
    "a: [\n": "f:1:4: the [ of line 1 is not closed",
    "a: [1,,2]\n": "f:1:7: a value is missing before ','; write it, or remove the sign",
    "a: {b: 1}}\n":
        "f:1:10: this } closes nothing; remove it, or put the text in quotes",
    "a: 'it's'\n":
        "f:1:8: the text continues after its closing quote; write a quote inside it as ''",
    'a: "x" y\n':
        'f:1:8: the text continues after its closing quote; write a quote inside it as \\"',
    "a:\n  b: c\n d: e\n":
        "f:3:2: this line is not aligned with those above it; check its indent",
    "a: b\n   c: d\n":
        "f:2:5: this line is indented more than the value above it; align it with its key",
    "a: %x\n": "f:1:4: a text cannot begin with '%'; put the text in quotes",
    "- {quantity: 1,000}\n": "f:1:14: a comma inside { } ends the value; write 1000",
    "- {quantity: 12,345,678, unit: persons}\n":
        "f:1:14: a comma inside { } ends the value; write 12345678",
    "- {id: a,\n   quantity: 1,000}\n": "f:2:14: a comma inside { } ends the value; write 1000",
    "- {label: Klow, the capital}\n":
        "f:1:17: a comma inside { } ends the value; put the text in quotes",
}  # fmt: skip


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(("text", "told"), MISTAKES.items(), ids=ascii)
def test_a_mistake_is_told_where_it_begins_whoever_parses(text, told, loader, monkeypatch):
    if not hasattr(yaml, loader):
        pytest.skip("this PyYAML is without libyaml")
    monkeypatch.setattr(documents.yaml, "CSafeLoader", getattr(yaml, loader))
    with pytest.raises(UnreadableError) as caught:
        parse_document(text.encode(), "f")
    assert str(caught.value) == told


@pytest.mark.parametrize(
    "text",
    [
        "span: [1,200]", "a: {b: [1,200], c: 3}", "a: {'1,000': }", "a: {b: '1,000', c: ''}",
        "a: {b: 1, c: }", "a: {b: 1, c:\n  2}", "label: 1,000 persons", "a: {b: x:y}",
    ],
)  # fmt: skip
def test_commas_and_colons_that_cut_nothing_pass(text):
    parse_document(text.encode(), "f")


@pytest.mark.parametrize("text", ["null", "Null", "NULL", "~"])
def test_null_is_nothing_unless_it_stands_in_quotes(text):
    plain, quoted = (
        parse_document(f"a: {value}".encode(), "f").nodes["a"][1].text
        for value in (text, f"'{text}'")
    )
    assert (plain, quoted) == ("", text)
