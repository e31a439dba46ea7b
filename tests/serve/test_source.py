"""Where records stand in a file, whose a finding is, and what edits may not touch."""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import Finding, Place
from kg.read.documents import Node, parse_document
from kg.read.edits import Edit, apply_edits
from kg.serve.source import Proposal, describe_source, find_strays, place_findings

TEXT = """format: 1
article: {id: a, title: A}
# the acts
actions:
- id: one   # first
  actor:
  - XBO
- {id: two, actor: XSY}
reports:
"""


def parse(text: str, *, is_json: bool = False) -> Node:
    return parse_document(text.encode(), "f.yaml", is_json=is_json)


def described(text: str) -> dict[str, Any]:
    return describe_source(parse(text), text)


def cut(extent: tuple[int, int]) -> str:
    return TEXT[extent[0] : extent[1]]


def test_records_have_the_extents_of_their_keys_and_values() -> None:
    found = {each["id"]: each for each in described(TEXT)["records"]}
    assert list(found) == ["article:0", "actions:0", "actions:1"]
    first = found["actions:0"]
    assert cut(first["extent"]) == "id: one   # first\n  actor:\n  - XBO"
    assert TEXT[first["dash"] : first["extent"][0]] == "- "
    assert cut(first["keys"]["id"]["value"]) == "one"
    assert cut(first["keys"]["actor"]["key"]) == "actor"
    assert [first["keys"][key]["whole"] for key in ("id", "actor")] == [False, True]
    assert first["keys"]["actor"]["given"] == ["XBO"]
    assert [found[each]["flow"] for each in found] == [True, False, True]


def test_sections_say_how_they_are_written() -> None:
    top = described(TEXT)["top"]
    assert not top["flow"]
    assert [(each["name"], each["flow"]) for each in top["entries"]] == [
        ("format", False), ("article", True), ("actions", False), ("reports", False),
    ]  # fmt: skip
    assert describe_source(parse("{}"), "{}")["top"] == {
        "flow": True, "extent": (0, 2), "entries": [],
    }  # fmt: skip


def test_line_ends_are_those_of_the_file() -> None:
    assert [described(TEXT.replace("\n", end))["newline"] for end in ("\n", "\r\n")] == [
        "\n", "\r\n",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["- a\n", "a\n", "article: []\nreports: {}\n", "reports: [1, [2]]"]
)
def test_what_is_no_record_is_passed_over(text: str) -> None:
    assert described(text)["records"] == []


def test_a_finding_belongs_to_the_record_and_field_at_its_place() -> None:
    def place(line: int, column: int, message: str) -> tuple[str, str]:
        (found,) = place_findings([Finding(Place("f", line, column), message)], parse(TEXT))
        return found["record"], found["field"]

    assert place(5, 3, "'label' is missing: What happened") == ("actions:0", "label")
    assert place(5, 3, "says nothing of a field") == ("actions:0", "")
    assert place(5, 7, "id: 'one' is not an id") == ("actions:0", "id")
    assert place(7, 5, "'XBO' is not an actor") == ("actions:0", "actor")
    assert place(8, 17, "actor: unknown") == ("actions:1", "actor")
    assert place(1, 1, "is odd") == ("", "")
    assert place(7, 40, "somewhere in the lines of a record") == ("actions:0", "")


def stray(new: str, at: str, *, touched: tuple[str, ...] = (), added: int = 0) -> str:
    """What find_strays says of putting some words in place of others."""
    start = TEXT.index(at)
    edits = (Edit(start, start + len(at), new),)
    after = parse(apply_edits(TEXT.encode(), edits).decode())
    proposal = Proposal("", edits, frozenset(touched), {"actions": added})
    return find_strays(TEXT, parse(TEXT), after, proposal)


def test_an_edit_of_the_record_that_was_reviewed_is_let_through() -> None:
    assert stray("uno", "one", touched=("actions:0",)) == ""
    assert stray("", "- {id: two, actor: XSY}\n", touched=("actions:1",)) == ""
    assert stray("XSY}\n- {id: three}", "XSY}", touched=("actions:1",), added=1) == ""


def test_an_edit_of_anything_else_is_refused() -> None:
    assert stray("uno", "one", touched=("actions:1",)) == (
        "line 5 belongs to no record that was reviewed"
    )
    assert stray("# acts", "# the acts") == "line 3 belongs to no record that was reviewed"
    assert stray("format: 2", "format: 1", touched=("actions:0",)) == (
        "line 1 belongs to no record that was reviewed"
    )


def test_an_insertion_into_another_record_or_in_another_number_is_refused() -> None:
    def inserted(new: str, before: str, added: int) -> str:
        at = TEXT.index(before)
        edits = (Edit(at, at, new),)
        after = parse(apply_edits(TEXT.encode(), edits).decode())
        return find_strays(
            TEXT, parse(TEXT), after, Proposal("", edits, frozenset(), {"actions": added})
        )

    assert inserted("- {id: zero}\n", "- id: one", 1) == ""
    assert inserted("- {id: zero}\n", "- id: one", 0).startswith("actions would change")
    assert inserted("label: x, ", "actor: XSY", 1).startswith("actions:1 would change")
    assert inserted("x: 1\n", "# the acts", 0).startswith("x would change")
