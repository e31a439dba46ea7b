"""Where each record and key of an article file stands in its text, so that edits touch no other.

The page makes the edits (source.js). Here they are applied, and what they may not touch is held
against what stood there before.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from kg.errors import Finding
from kg.read.documents import Entries, Items, Node, Scalar, plain
from kg.read.edits import Edit
from kg.serve.form import SECTIONS

_LINE_END: Final = re.compile("\r\n|\n|\r")
_WHOLE: Final = "article"  # the section that is one record, and not a list of them


def describe_source(node: Node, text: str) -> dict[str, Any]:
    """The sections and records of a file, with their extents in code points.

    Args:
        node: the file's document.
        text: its text, without a BOM.
    """
    top = node if isinstance(node, Entries) else Entries({}, node.place, node.extent)
    entries = [
        {
            "name": key,
            "key": top.keys[key],
            "value": value.extent,
            "flow": _is_flow(value, text),
            "empty": _is_empty(value),
            "size": len(value.nodes) if isinstance(value, Items) else 0,
        }
        for key, (_, value) in top.nodes.items()
    ]
    found = _LINE_END.search(text)
    return {
        "newline": found[0] if found else "\n",
        "top": {"flow": _is_flow(top, text), "extent": top.extent, "entries": entries},
        "records": [
            _describe_record(section, at, each, text) for section, at, each in find_records(node)
        ],
    }


def find_records(node: Node) -> Iterator[tuple[str, int, Entries]]:
    """The records of a file: (section, number in it, mapping); other values are passed over."""
    for section in SECTIONS:
        value = _section(node, section)
        items = value.nodes if isinstance(value, Items) else (value,)
        for at, each in enumerate(items):
            if isinstance(each, Entries):
                yield section, at, each


def _section(node: Node, name: str) -> Node | None:
    found = node.nodes.get(name) if isinstance(node, Entries) else None
    if found is None or (name == _WHOLE) is isinstance(found[1], Items):
        return None
    return found[1]


def name_record(section: str, at: int) -> str:
    """What the page calls a record of the file.

    >>> name_record("reports", 3)
    'reports:3'
    """
    return f"{section}:{at}"


def _describe_record(section: str, at: int, record: Entries, text: str) -> dict[str, Any]:
    start = record.extent[0]
    dash = re.search(r"-\s*\Z", text[max(0, start - 400) : start])
    return {
        "id": name_record(section, at),
        "section": section,
        "at": at,
        "line": record.place.line,
        "extent": record.extent,
        "dash": start - len(dash[0]) if dash else start,
        "flow": _is_flow(record, text),
        "keys": {
            key: {
                "key": record.keys[key],
                "value": value.extent,
                "whole": _is_apart(value, text),
                "given": plain(value),
            }
            for key, (_, value) in record.nodes.items()
        },
    }


def _is_flow(node: Node, text: str) -> bool:
    return text[node.extent[0] : node.extent[0] + 1] in ("{", "[")


def _is_apart(node: Node, text: str) -> bool:
    """Whether a value is empty or stands below its key, so that its own place is not its key's."""
    if isinstance(node, Scalar):
        return node.extent[0] == node.extent[1]
    return not _is_flow(node, text)


def place_findings(findings: Iterable[Finding], node: Node | None) -> list[dict[str, Any]]:
    """Findings with the record and the field that each belongs to; '' where there is none."""
    places, spans = _index_places(node) if node else ({}, [])
    placed = []
    for each in findings:
        line = each.place.line
        record, field = places.get((line, each.place.column), ("", ""))
        if not record:
            record = next((name for name, first, last in spans if first <= line <= last), "")
        placed.append(
            {
                "record": record,
                "field": field or _named_field(each.message),
                "line": line,
                "column": each.place.column,
                "message": each.message,
                "severity": each.severity,
            }
        )
    return placed


_FIELDS_OF_WORDS: Final = re.compile(r"'?([A-Za-z]+)'?(?:: | \[| is missing| is given| takes )")


def _named_field(message: str) -> str:
    """The field whose name a message of a whole record begins with.

    >>> _named_field("span [1, 2] is not within one sentence"), _named_field("'stance' is missing:")
    ('span', 'stance')
    """
    found = _FIELDS_OF_WORDS.match(message)
    return found[1] if found else ""


def _index_places(
    node: Node,
) -> tuple[dict[tuple[int, int], tuple[str, str]], list[tuple[str, int, int]]]:
    """(line, column) -> record and field; and the first and last line of each record."""
    places: dict[tuple[int, int], tuple[str, str]] = {}
    spans = []
    for section, at, record in find_records(node):
        name = name_record(section, at)
        last = record.place.line
        for key, (place, value) in record.nodes.items():
            for each in (place, *_places(value)):
                places[each.line, each.column] = name, key
                last = max(last, each.line)
        places[record.place.line, record.place.column] = name, ""
        spans.append((name, record.place.line, last))
    return places, spans


def _places(node: Node) -> Iterator[Any]:
    yield node.place
    if isinstance(node, Items):
        for each in node.nodes:
            yield from _places(each)
    elif isinstance(node, Entries):
        for place, value in node.nodes.values():
            yield place
            yield from _places(value)


class Proposal(NamedTuple):
    """What a page asks for: edits of the file as it was when the page read it."""

    digest: str  # sha256 of the bytes that the edits refer to
    edits: tuple[Edit, ...]
    touched: frozenset[str]  # the names of records that were corrected or removed
    added: Mapping[str, int]  # section -> how many records are new


def find_strays(text: str, before: Node, after: Node, proposal: Proposal) -> str:
    """What some edits change besides the records that they are meant for; '' where nothing.

    Args:
        text: the file's text before.
        before: its document.
        after: the document that the edits make of it.
        proposal: the edits, and the records that they are meant for.
    """
    touched, added = proposal.touched, proposal.added
    allowed = _allowed(text, before, touched)
    for each in proposal.edits:
        if each.start != each.end and not any(a <= each.start <= each.end <= b for a, b in allowed):
            line = text.count("\n", 0, each.start) + 1
            return f"line {line} belongs to no record that was reviewed"
    for name in dict.fromkeys((*_keys(before), *_keys(after))):
        if name in SECTIONS:
            stray = _stray_record(name, before, after, touched, added.get(name, 0))
        else:
            stray = name if _value(before, name) != _value(after, name) else ""
        if stray:
            return f"{stray} would change, and was not reviewed"
    return ""


def _keys(node: Node) -> Iterable[str]:
    return node.nodes if isinstance(node, Entries) else ()


def _value(node: Node, name: str) -> Any:
    found = node.nodes.get(name) if isinstance(node, Entries) else None
    return plain(found[1]) if found else None


#: What belongs to a record before and behind it: the sign of the item or a comma, and its line's
#: end or the next comma, with a comment there.
_LEAD: Final = re.compile(r"(?:(?<=[\r\n])|\A)[ \t]*-\s*\Z|,\s*\Z")
_TAIL: Final = re.compile(r"\s*,\s*(?:#[^\r\n]*\s*)*|[^\r\n]*(?:\r\n|\n|\r|\Z)")


def _allowed(text: str, node: Node, touched: Collection[str]) -> list[tuple[int, int]]:
    """The stretches that may go: reviewed records with their lines, and sections left empty."""
    found = []
    kept = set()
    for section, at, record in find_records(node):
        if name_record(section, at) in touched:
            found.append(_with_ends(text, *record.extent))
        else:
            kept.add(section)
    for section in set(SECTIONS) - kept:
        if not isinstance(node, Entries) or section not in node.nodes:
            continue
        value = node.nodes[section][1]
        if not _is_empty(value) and not _has_records_alone(value):
            continue
        start = node.keys[section][0]
        line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        first, last = _with_ends(text, start, value.extent[1])
        found.append((min(first, line) if not text[line:start].strip() else first, last))
    return _merge(found)


def _is_empty(value: Node) -> bool:
    return isinstance(value, Scalar) and value.text.lower() in ("", "~", "null")


def _has_records_alone(value: Node) -> bool:
    return isinstance(value, Items) and all(isinstance(each, Entries) for each in value.nodes)


def _with_ends(text: str, start: int, end: int) -> tuple[int, int]:
    lead, tail = _LEAD.search(text[max(0, start - 2000) : start]), _TAIL.match(text, end)
    return start - len(lead[0]) if lead else start, tail.end() if tail else end


def _merge(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that meet as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _stray_record(
    section: str, before: Node, after: Node, touched: Collection[str], added: int
) -> str:
    """The first record of a section that changed unasked, or a wrong number of them."""
    old = [(at, plain(each)) for name, at, each in find_records(before) if name == section]
    new = [plain(each) for name, _, each in find_records(after) if name == section]
    kept = [(at, each) for at, each in old if name_record(section, at) not in touched]
    if not len(kept) <= len(new) <= len(old) + added:
        return section
    left = iter(new)
    for at, each in kept:
        if not any(each == other for other in left):
            return name_record(section, at)
    return ""
