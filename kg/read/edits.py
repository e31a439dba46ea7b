"""Surgical edits of an annotation file, YAML or JSON: a few places change, every other byte stays.

An edit replaces one stretch of the file's text. The functions make edits for the nodes of
`kg.read.documents`, in the style (block, flow or JSON) in which each node is written;
`apply_edits` applies them all at once. Nothing is written here; see kg.files.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from kg.read.documents import Entries, Node


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


def replace_with_entries(
    text: str, entries: Entries, key: str, new: Sequence[tuple[str, str]]
) -> Edit:
    """Put other keys, each with its value as source text of one line, in place of one.

    >>> from kg.read.documents import parse_document
    >>> source = "- quote: 'No'  # why\\n  kind: appeal\\n"
    >>> (node,) = parse_document(source.encode(), "f").nodes
    >>> edit = replace_with_entries(source, node, "quote", [("span", "[1, 3]"), ("words", "0a")])
    >>> apply_edits(source.encode(), [edit]).decode()
    '- span: [1, 3]\\n  words: 0a  # why\\n  kind: appeal\\n'
    """
    if _is_flow(text, entries):
        gap = _gap(text, entries)
    else:
        gap = _line_end(text) + " " * _column(text, entries.extent[0])
    told = gap.join(f"{_key_like(text, entries, name)}: {value}" for name, value in new)
    return replace_entry(entries, key, told)


def remove_entries(text: str, entries: Entries, keys: Collection[str]) -> list[Edit]:
    """Remove keys with their values; comments behind them stay.

    Raises:
        ValueError: they are all keys, without which no mapping is left to stand there.
    """
    order = list(entries.nodes)
    if set(keys) >= set(order):
        raise ValueError(f"{order[0]!r} is the only key of its mapping; remove the mapping")
    extents = [(entries.keys[key][0], entries.nodes[key][1].extent[1]) for key in order]
    first = next(at for at, key in enumerate(order) if key not in keys)
    edits = []
    if first:  # all keys before the first that stays, as one
        lead = extents[0][0], extents[first - 1][1]
        edits.append(_remove(text, entries, lead, None, extents[first][0]))
    for at in range(first + 1, len(order)):
        if order[at] in keys:
            edits.append(_remove(text, entries, extents[at], extents[at - 1][1], None))
    return edits


def add_entry(text: str, entries: Entries, after: str, key: str, value: str) -> Edit:
    """Add a key with its value, as source text of one line, behind another key.

    >>> from kg.read.documents import parse_document
    >>> source = '{"span": [1, 2]}'
    >>> node = parse_document(source.encode(), "f.json", is_json=True)
    >>> apply_edits(source.encode(), [add_entry(source, node, "span", "words", '"0a"')])
    b'{"span": [1, 2], "words": "0a"}'
    """
    node = entries.nodes[after][1]
    new = f"{_key_like(text, entries, key)}: {value}"
    if _is_flow(text, entries):
        return Edit(node.extent[1], node.extent[1], _gap(text, entries) + new)
    found = re.compile("[\r\n]").search(text, node.extent[1])
    at = found.start() if found else len(text)
    return Edit(at, at, _line_end(text) + " " * _column(text, entries.keys[after][0]) + new)


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


def _is_flow(text: str, node: Entries) -> bool:
    return text[node.extent[0]] in "{["


def _key_like(text: str, entries: Entries, key: str) -> str:
    """A key written as the others of its mapping are: in quotes, or without."""
    first = next(iter(entries.keys.values()))[0]
    return json.dumps(key) if text[first] == '"' else key


def _column(text: str, at: int) -> int:
    """How many characters precede a place on its line."""
    return at - _line_start(text, at)


def _line_start(text: str, at: int) -> int:
    """Where the line of a place begins; looked for no farther back than that."""
    newline = text.rfind("\n", 0, at)
    return max(newline, text.rfind("\r", newline + 1, at)) + 1


def _gap(text: str, entries: Entries) -> str:
    """What separates two entries of a mapping in flow style: a line each, or one line for all."""
    first = next(iter(entries.keys.values()))[0]
    lead = text[entries.extent[0] + 1 : first]
    return "," + lead if "\n" in lead and lead.isspace() else ", "


def _line_end(text: str) -> str:
    found = re.search("\r\n|\n|\r", text)
    return found[0] if found else "\n"


def _remove(
    text: str,
    parent: Entries,
    extent: tuple[int, int],
    before: int | None,
    after: int | None,
) -> Edit:
    """Remove one of several parts of a mapping.

    Args:
        text: the file's.
        parent: the mapping.
        extent: of the part.
        before: where the part before it ends, if there is one.
        after: where the part behind it begins, if there is one.
    """
    start, end = extent
    if _is_flow(text, parent):
        return _remove_in_flow(text, extent, before, after)
    rest = re.compile(r"[ \t]*(\r\n|\r|\n|\Z)?").match(text, end)
    line = _line_start(text, start)
    if rest is None or rest[1] is None:  # a comment follows
        return Edit(start, end, "")
    if text[line:start].strip():  # the sign of a list item, or another key, is before it
        blank = after is not None and not text[end:after].strip()
        return Edit(start, after if blank and after is not None else end, "")
    return Edit(line, rest.end(), "")


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
