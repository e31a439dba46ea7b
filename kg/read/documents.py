"""Strict YAML and JSON, with line and column of every value (Place) and where it ends (Extent).

Every scalar stays text until a field's kind types it (fields.py): `NO` is Norway, `012` a code,
`12:30` a time. Both syntaxes become the same events, and those the same nodes.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple, TypeAlias

import yaml

from kg.errors import Place, reason, unreadable
from kg.read.syntax import NULLS, explain_error, find_cut

FILE_LIMIT: Final = 5_000_000  # bytes; the five source articles' annotations are 20-60 kB each
DEPTH_LIMIT: Final = 20  # nested lists and mappings; the formats need 5

#: Where something stands in the file's text, a BOM left out: code points [start, end). A block
#: ends with its last value, and not with the comments or blank lines behind it.
Extent: TypeAlias = "tuple[int, int]"
_NOWHERE: Final[Extent] = (0, 0)  # what no file has, such as a cell of a table


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value: its text, and whether a comment behind it may have been meant as text."""

    text: str
    place: Place
    commented: bool = False
    extent: Extent = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    nodes: tuple[Node, ...]
    place: Place
    extent: Extent = field(default=_NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping: key -> (place of the key, value)."""

    nodes: Mapping[str, tuple[Place, Node]]
    place: Place
    extent: Extent = field(default=_NOWHERE, compare=False)
    keys: Mapping[str, Extent] = field(default_factory=dict, compare=False)  # of each key itself


Node: TypeAlias = "Scalar | Items | Entries"


def plain(node: Node) -> Any:
    """What a document says without its places: texts, lists and mappings."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(each) for each in node.nodes]
    return {key: plain(value) for key, (_, value) in node.nodes.items()}


class _Event(NamedTuple):
    kind: str  # scalar, list, map, end
    place: Place
    extent: Extent  # of a scalar, or of the sign that opens or closes the rest
    text: str = ""
    commented: bool = False


def read_document(path: Path, name: str | None = None) -> Node:
    """Read one YAML or JSON file.

    Args:
        path: the file; `.json` is read as JSON, all else as YAML.
        name: how messages call the file, by default its path.
    Raises:
        UnreadableError: the file cannot be opened, is not UTF-8, too large, or not well-formed.
    """
    name = name or str(path)
    data = read_bytes(path, name)
    return parse_document(data, name, is_json=path.suffix.lower() == ".json")


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a regular file, up to one more than the limit.

    Raises:
        UnreadableError: it cannot be opened, or is a pipe or device, which might never end.
    """
    with open_file(path, name) as file:
        return file.read(FILE_LIMIT + 1)


@contextmanager
def open_file(path: Path, name: str) -> Iterator[BinaryIO]:
    """A regular file to read from, as bytes; raises as `read_bytes` while it is open too."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise unreadable(Place(name), _NOT_REGULAR)
        with open(path, "rb", opener=_open_at_once) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it was exchanged meanwhile
                raise unreadable(Place(name), _NOT_REGULAR)
            yield file
    except OSError as error:
        raise unreadable(Place(name), f"cannot be read: {reason(error)}") from None


_NOT_REGULAR: Final = "is not a regular file; use one in its place"


def _open_at_once(path: str, flags: int) -> int:
    """Open a file without waiting, as one would for the other end of a pipe."""
    return os.open(path, flags | os.O_NONBLOCK)


def parse_document(data: bytes, name: str, *, is_json: bool = False) -> Node:
    """Parse the bytes of a document; see `read_document`."""
    if len(data) > FILE_LIMIT:
        raise unreadable(Place(name), f"is larger than {FILE_LIMIT:,} bytes; split it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")  # error.object is without the BOM
        raise unreadable(_behind(name, before), "is not UTF-8; save it as UTF-8") from None
    return _build(_json_events(text, name) if is_json else _yaml_events(text, name), name)


def _behind(name: str, before: str) -> Place:
    """The place that follows a text."""
    return Place(name, before.count("\n") + 1, len(before) - before.rfind("\n"))


#: What YAML takes for the end of a line, and the characters that it refuses (YAML 1.1, 4.1).
_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _yaml_events(text: str, name: str) -> Iterator[_Event]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lines = _Lines(text)
    documents = 0
    opened: list[yaml.CollectionStartEvent] = []
    before: yaml.Event | None = None
    try:
        for event in yaml.parse(text, Loader=loader):
            place = _place(name, event.start_mark)
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise unreadable(place, "begins a second document; keep one per file")
                if event.version or event.tags:
                    raise unreadable(place, "has a % directive; remove it")
            elif isinstance(event, yaml.AliasEvent):
                raise unreadable(
                    place, f"uses the alias *{str(event.anchor)[:60]}; write the value out"
                )
            elif isinstance(event, yaml.NodeEvent):
                if opened and isinstance(before, yaml.ScalarEvent):
                    _refuse_cut(opened[-1], before, event, text, lines, name)
                yield _node_event(event, place, lines)
                if isinstance(event, yaml.CollectionStartEvent):
                    opened.append(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
                yield _Event("end", place, lines.extent(event))
            before = event
    except yaml.MarkedYAMLError as error:
        bracket = opened[-1].start_mark if opened and opened[-1].flow_style else None
        line, column, message = explain_error(error, _BREAK.split(text), bracket)
        raise unreadable(Place(name, line, column), message) from None
    except yaml.reader.ReaderError:  # its position counts bytes or characters, by the loader
        bad = _CONTROL.search(text)
        place = _behind(name, text[: bad.start()]) if bad else Place(name)
        raise unreadable(place, "contains a control character; remove it") from None


def _refuse_cut(
    opened: yaml.CollectionStartEvent, key: yaml.ScalarEvent, value: yaml.NodeEvent, text: str,
    lines: _Lines, name: str,
) -> None:  # fmt: skip
    """Refuse what a comma inside { } leaves behind: a key that nobody wrote, without a value."""
    if not (isinstance(opened, yaml.MappingStartEvent) and opened.flow_style):
        return
    empty = isinstance(value, yaml.ScalarEvent) and not value.style and not value.value
    if empty and (cut := find_cut(text, *lines.extent(key))):
        raise unreadable(_behind(name, text[: cut[0]]), cut[1])


def _place(name: str, mark: Any) -> Place:
    """PyYAML's marks count from 0."""
    return Place(name, mark.line + 1, mark.column + 1)


class _Lines:
    """The lines of a text, to find what PyYAML's marks point to."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins = [0, *(each.end() for each in _BREAK.finditer(text))]

    def at(self, mark: Any) -> int:
        """The place of a mark; its own index counts a BOM or not, by the loader."""
        begin = self._begins[mark.line] if mark.line < len(self._begins) else len(self._text)
        return min(begin + int(mark.column), len(self._text))

    def extent(self, event: yaml.Event) -> Extent:
        """Where an event stands, without the line ends that belong to a block of text."""
        start, end = self.at(event.start_mark), self.at(event.end_mark)
        if getattr(event, "style", None) in ("|", ">"):
            end = start + len(self._text[start:end].rstrip())
        return start, end

    def is_commented(self, end: int) -> bool:
        """Whether a comment follows on the same line."""
        return re.compile("[ \t]*#").match(self._text, end) is not None


def _node_event(event: yaml.NodeEvent, place: Place, lines: _Lines) -> _Event:
    if event.anchor:
        raise unreadable(place, f"has the anchor &{str(event.anchor)[:60]}; remove it")
    if tag := getattr(event, "tag", None):
        raise unreadable(place, f"has the tag {tag[:60]!r}; remove it, kinds come from the format")
    if isinstance(event, yaml.ScalarEvent):
        extent = lines.extent(event)
        commented = not event.style and lines.is_commented(extent[1])
        value = "" if not event.style and event.value in NULLS else event.value
        return _Event("scalar", place, extent, value, commented)
    kind = "list" if isinstance(event, yaml.SequenceStartEvent) else "map"
    return _Event(kind, place, lines.extent(event))


_JSON_TOKEN = re.compile(r'[ \t\r\n]*(?:([{}\[\]:,])|(")|([^\s{}\[\]:,"]+))')
_CONSTANTS: Final = ("NaN", "Infinity", "-Infinity")  # json.loads lets them pass
_SURROGATE = re.compile("[\ud800-\udfff]")


def _json_events(text: str, name: str) -> Iterator[_Event]:
    """JSON as the same events. json.loads alone gives no places and keeps the last duplicate."""
    try:
        json.loads(text, parse_int=str, parse_float=str)  # a number of 5,000 digits stays text
    except RecursionError:
        pass  # the tokens below name the line on which it becomes too deep
    except json.JSONDecodeError as error:
        place = Place(name, error.lineno, error.colno)
        raise unreadable(place, f"is not valid JSON here: {error.msg}") from None
    at = line = seen = 0
    begin = -1  # of the line: its characters are counted from the newline before it
    while token := _JSON_TOKEN.match(text, at):
        at = token.end()
        start = token.start(token.lastindex or 0)
        line += text.count("\n", seen, start)
        begin = max(begin, text.rfind("\n", seen, start))
        seen = start
        place = Place(name, line + 1, start - begin)
        if token[1] in ("{", "["):
            yield _Event("map" if token[1] == "{" else "list", place, (start, at))
        elif token[1] in ("}", "]"):
            yield _Event("end", place, (start, at))
        elif token[2]:
            value, at = json.decoder.scanstring(text, at)  # type: ignore[attr-defined]
            if _SURROGATE.search(value):
                raise unreadable(
                    place, "contains half of a surrogate pair; write both halves or neither"
                )
            yield _Event("scalar", place, (start, at), value)
        elif token[3] in _CONSTANTS:
            raise unreadable(place, f"is not valid JSON here: {token[3]} is not a JSON number")
        elif token[3]:
            yield _Event("scalar", place, (start, at), "" if token[3] == "null" else token[3])


class _Open(NamedTuple):
    """A list or mapping that is not closed yet."""

    event: _Event
    items: list[Node]
    entries: dict[str, tuple[Place, Node]]
    keys: dict[str, Extent]
    pending: list[Scalar]  # the key whose value comes next

    def closed(self, end: Extent) -> Node:
        """The node; the sign that closes it has no width in block style."""
        last = self.items[-1:] if self.event.kind == "list" else self._last_value()
        stop = end[1] if end[0] < end[1] else last[0].extent[1] if last else end[1]
        extent = (self.event.extent[0], stop)
        if self.event.kind == "list":
            return Items(tuple(self.items), self.event.place, extent)
        return Entries(self.entries, self.event.place, extent, self.keys)

    def _last_value(self) -> list[Node]:
        return [self.entries[key][1] for key in [*self.entries][-1:]]


def _build(events: Iterator[_Event], name: str) -> Node:
    """Build nodes without recursion, so that depth costs no stack."""
    stack: list[_Open] = []
    top: Node | None = None
    for event in events:
        if event.kind in ("list", "map"):
            if len(stack) >= DEPTH_LIMIT:
                raise unreadable(event.place, f"is nested more deeply than {DEPTH_LIMIT} levels")
            stack.append(_Open(event, [], {}, {}, []))
            continue
        node: Node
        if event.kind == "end":
            node = stack.pop().closed(event.extent)
        else:
            node = Scalar(event.text, event.place, event.commented, event.extent)
        if stack:
            _attach(node, stack[-1])
        else:
            top = node  # the loop goes on: what follows may be a second document
    if top is not None:
        return top
    raise unreadable(Place(name, 1, 1), "is empty; see data/README.md for the format")


def _attach(node: Node, opened: _Open) -> None:
    if opened.event.kind == "list":
        opened.items.append(node)
    elif opened.pending:
        key = opened.pending.pop()
        opened.entries[key.text] = (key.place, node)
        opened.keys[key.text] = key.extent
    elif not isinstance(node, Scalar):
        raise unreadable(node.place, "has a list or mapping as a key; use a name")
    elif node.text in opened.entries:
        raise unreadable(node.place, f"repeats the key {node.text[:60]!r}; keep one")
    else:
        opened.pending.append(node)
