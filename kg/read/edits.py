"""Surgical edits of an annotation file, YAML or JSON: a few places change, every other byte stays.

An edit replaces one stretch of the file's text. The functions make edits for the nodes of
`kg.read.documents`, in the style (block, flow or JSON) in which each node is written;
`apply_edits` applies them all at once. Nothing is written here; see kg.files.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from kg.read.documents import Entries, Items, Node


class Edit(NamedTuple):
    """A stretch of a text, and what stands there afterwards."""

    start: int  # code points of the text without its BOM, as in an Extent
    end: int  # exclusive; equal to start where something is inserted
    new: str


def source_text(data: bytes) -> str:
    """The text of a file that `parse_document` could read, to which extents and edits refer."""
    return data.decode("utf-8-sig")


def apply_edits(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes of a file after some edits; its BOM and all other bytes stay.

    Raises:
        ValueError: two edits overlap, or one is outside the text.

    >>> apply_edits(b"a: 1 # one\\r\\nb: 2\\r\\n", [Edit(3, 4, "10"), Edit(15, 16, "20")])
    b'a: 10 # one\\r\\nb: 20\\r\\n'
    """
    text = source_text(data)
    parts, at = [], 0
    for edit in sorted(edits):
        if not at <= edit.start <= edit.end <= len(text):
            raise ValueError(f"{edit} overlaps another edit or is outside the text")
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return bom + "".join([*parts, text[at:]]).encode("utf-8")


def replace_node(node: Node, new: str) -> Edit:
    """Put other source text in place of a value; for a block list or mapping use replace_entry."""
    return Edit(*node.extent, new)


def replace_entry(entries: Entries, key: str, new: str) -> Edit:
    """Put other source text, such as `span: [1, 2]`, in place of a key with its value."""
    return Edit(entries.keys[key][0], entries.nodes[key][1].extent[1], new)


def remove_entry(text: str, entries: Entries, key: str) -> Edit:
    """Remove a key with its value; a comment behind it stays.

    Raises:
        ValueError: it is the only key, without which no mapping is left to stand there.
    """
    order = list(entries.nodes)
    if len(order) == 1:
        raise ValueError(f"{key!r} is the only key of its mapping; remove the mapping")
    at = order.index(key)
    start, end = entries.keys[key][0], entries.nodes[key][1].extent[1]
    after = entries.keys[order[at + 1]][0] if at + 1 < len(order) else None
    before = entries.nodes[order[at - 1]][1].extent[1] if at else None
    return _remove(text, entries, (start, end), before, after)


def remove_item(text: str, items: Items, index: int) -> Edit:
    """Remove an item of a list; a comment behind it stays.

    Raises:
        ValueError: it is the only item; remove the list's key.
    """
    if len(items.nodes) == 1:
        raise ValueError("this is the only item of its list; remove the list")
    extents = [each.extent for each in items.nodes]
    start, end = extents[index]
    if not _is_flow(text, items):  # the sign of the item belongs to it
        start = _sign_of(text, items, extents[index - 1][1] if index else None)
    after = extents[index + 1][0] if index + 1 < len(extents) else None
    before = extents[index - 1][1] if index else None
    return _remove(text, items, (start, end), before, after)


def add_entry(text: str, entries: Entries, after: str, key: str, value: str) -> Edit:
    """Add a key with its value, as source text of one line, behind another key.

    >>> from kg.read.documents import parse_document
    >>> source = '{"span": [1, 2]}'
    >>> node = parse_document(source.encode(), "f.json", is_json=True)
    >>> apply_edits(source.encode(), [add_entry(source, node, "span", "words", '"0a"')])
    b'{"span": [1, 2], "words": "0a"}'
    """
    node = entries.nodes[after][1]
    name = json.dumps(key) if text[entries.keys[after][0]] == '"' else key
    new = f"{name}: {value}"
    if not _is_flow(text, entries):
        return _add_lines(text, node, entries.keys[after][0], new)
    return Edit(node.extent[1], node.extent[1], _gap(text, entries, list(entries.nodes)) + new)


def add_item(text: str, items: Items, new: str) -> Edit:
    """Add an item behind the last one of a list; its source text may have several lines.

    The lines of a block are indented here; in flow style and JSON it has to be in that style too.
    """
    last = items.nodes[-1]
    if _is_flow(text, items):
        return Edit(last.extent[1], last.extent[1], f", {new}")
    return _add_lines(text, last, items.extent[0], "- " + new.replace("\n", "\n  "))


def quote_scalar(text: str, *, is_json: bool = False) -> str:
    """A text as one line of source text that is read as this text, by us and by other readers.

    >>> quote_scalar("carriedOut"), quote_scalar("12345678"), quote_scalar("NO: 'never'")
    ('carriedOut', '"12345678"', '"NO: \\'never\\'"')
    """
    if not is_json and _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return _ESCAPED.sub(_escape, json.dumps(text, ensure_ascii=False))


#: What stands for itself in block and flow style: words, and hexadecimal digits of which no reader
#: makes a number (12345678, 1234e567, 0b101010).
_PLAIN: Final = re.compile(
    r"[A-Za-z](?:[A-Za-z0-9 _.()/-]*[A-Za-z0-9_)])?|[0-9a-f]*[acdf][0-9a-f]*"
)
_WORDS: Final = frozenset("y n yes no on off true false null".split())
_ESCAPED: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _is_flow(text: str, node: Entries | Items) -> bool:
    return text[node.extent[0]] in "{["


def _sign_of(text: str, items: Items, before: int | None) -> int:
    """The `-` of an item of a block list; `before` is where the item before it ends."""
    first = items.extent[0]
    if before is None:
        return first
    indent = first - max(text.rfind("\n", 0, first), text.rfind("\r", 0, first)) - 1
    found = re.compile(rf"[\r\n] {{{indent}}}-").search(text, before)
    return found.end() - 1 if found else before


def _gap(text: str, entries: Entries, order: Sequence[str]) -> str:
    """What separates two entries of a mapping in flow style: a line each, or one line for all."""
    first = entries.keys[order[0]][0]
    lead = text[entries.extent[0] + 1 : first]
    return "," + lead if "\n" in lead and lead.isspace() else ", "


def _add_lines(text: str, node: Node, column_of: int, new: str) -> Edit:
    """Add lines behind the one on which a node ends, indented as what begins at `column_of`."""
    at = min((each for each in (text.find(x, node.extent[1]) for x in "\r\n") if each >= 0),
             default=len(text))  # fmt: skip
    indent = column_of - max(text.rfind("\n", 0, column_of), text.rfind("\r", 0, column_of)) - 1
    lines = new.replace("\n", "\n" + " " * indent)
    return Edit(at, at, ("\n" + " " * indent + lines).replace("\n", _line_end(text)))


def _line_end(text: str) -> str:
    found = re.search("\r\n|\n|\r", text)
    return found[0] if found else "\n"


def _remove(
    text: str,
    parent: Entries | Items,
    extent: tuple[int, int],
    before: int | None,
    after: int | None,
) -> Edit:
    """Remove one of several parts of a list or mapping.

    Args:
        text: the file's.
        parent: the list or mapping.
        extent: of the part.
        before: where the part before it ends, if there is one.
        after: where the part behind it begins, if there is one.
    """
    start, end = extent
    if _is_flow(text, parent):
        return _remove_in_flow(text, extent, before, after)
    rest = re.compile(r"[ \t]*(\r\n|\r|\n|\Z)?").match(text, end)
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if rest is None or rest[1] is None:  # a comment follows
        return Edit(start, end, "")
    if text[line:start].strip():  # the sign of a list item, or the key of the list, is before it
        blank = after is not None and not text[end:after].strip()
        return Edit(start, after if blank and after is not None else end, "")
    if rest[1]:
        return Edit(line, rest.end(), "")
    return Edit(line - len(_line_end(text)) if line else 0, rest.end(), "")


def _remove_in_flow(
    text: str, extent: tuple[int, int], before: int | None, after: int | None
) -> Edit:
    """The part with the comma on one side of it."""
    start, end = extent
    if after is not None and re.fullmatch(r"\s*,\s*", text[end:after]):
        return Edit(start, after, "")
    if before is not None and re.fullmatch(r"\s*,\s*", text[before:start]):
        return Edit(before, end, "")
    if after is not None:
        return Edit(start, _comma(text, end) + 1, "")
    return Edit(_comma(text, before or 0), end, "")


def _comma(text: str, at: int) -> int:
    """The comma behind a value in flow style, past the comments before it."""
    found = re.compile(r"(?:\s+#[^\r\n]*|\s)*").match(text, at)
    return found.end() if found else at
