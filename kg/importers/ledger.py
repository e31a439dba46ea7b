"""What was read of a source, and what became of each thing: the counts always add up."""

from __future__ import annotations

import io
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain
from typing import Any, Final

from kg.errors import Finding, Place
from kg.files import json_bytes
from kg.importers.marks import Item
from kg.model.names import shorten

UNUSED: Final = "nothing that was imported has it"
NO_ADDRESS: Final = "an e-mail address is not taken over"


@dataclass(slots=True)
class _Rows:
    """Rows of one file, of which there may be millions: two numbers for each that is left out."""

    read: int = 0
    lines: array[int] = field(default_factory=lambda: array("Q"))
    whys: array[int] = field(default_factory=lambda: array("L"))  # places in `Ledger._reasons`


@dataclass(slots=True)
class Ledger:
    """Everything read, in order; what nothing was made of is left out, with its reason."""

    _items: list[Item] = field(default_factory=list)
    _why: dict[int, str] = field(default_factory=dict)  # number of what is left out -> reason
    _taken: set[int] = field(default_factory=set)
    _excluded: set[int] = field(default_factory=set)  # left out because the mapping says so
    _warnings: list[Finding] = field(default_factory=list)
    _rows: dict[tuple[str, str], _Rows] = field(default_factory=dict)  # by kind and file
    _reasons: dict[tuple[str, bool], int] = field(default_factory=dict)  # with whether excluded

    def read(self, kind: str, place: Place, what: str) -> Item:
        """Note a thing that the source has."""
        item = Item(kind, place, what, len(self._items))
        self._items.append(item)
        return item

    def read_row(self, kind: str, place: Place, why: str = "", *, excluded: bool = False) -> None:
        """Note a row of a table and what becomes of it: no more is kept of it than its line.

        Args:
            kind: as its format calls it, in the plural.
            place: its file and line.
            why: the reason why it is left out; without one it is imported.
            excluded: whether the mapping, or the user, asked for that.
        """
        rows = self._rows.setdefault((kind, place.file), _Rows())
        rows.read += 1
        if why:
            rows.lines.append(place.line)
            rows.whys.append(self._reasons.setdefault((why, excluded), len(self._reasons)))

    def take(self, *items: Item) -> None:
        """Say that something was made of these."""
        self._taken |= {item.number for item in items}

    def leave(self, why: str, *items: Item, excluded: bool = False) -> None:
        """Say why things are left out: the first reason stays, whatever else is said of them.

        Args:
            why: the reason.
            items: what is left out.
            excluded: whether the mapping, or the user, asked for that.
        """
        for item in items:
            self._why.setdefault(item.number, why)
            if excluded:
                self._excluded.add(item.number)

    def drop_address(self, place: Place) -> None:
        """Note an e-mail address, which is never taken over."""
        self.leave(NO_ADDRESS, self.read("addresses", place, "an address"))

    def become(self, other: Ledger) -> None:
        """Take over all that another process noted in its copy of this one."""
        for each in fields(self):
            setattr(self, each.name, getattr(other, each.name))

    def warn(self, place: Place, message: str) -> None:
        """Say what a person should look at, although nothing that was read is left out."""
        self._warnings.append(Finding(place, message, "warning"))

    @property
    def left(self) -> Sequence[tuple[Item, str]]:
        """What was left out, in the order it was read and rows last, each with its reason."""
        return [*self._left_items(), *((item, why) for item, why, _ in self._left_rows())]

    def _left_items(self) -> list[tuple[Item, str]]:
        return [
            (item, self._why.get(item.number, UNUSED))
            for item in self._items
            if item.number in self._why or item.number not in self._taken
        ]

    def _left_rows(self) -> Iterator[tuple[Item, str, bool]]:
        """Each row left out, its reason, and whether that was asked for."""
        reasons = list(self._reasons)
        for (kind, file), rows in self._rows.items():
            for line, why in zip(rows.lines, rows.whys, strict=True):
                yield Item(kind, Place(file, line, 1), f"row {line}"), *reasons[why]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was read."""
        return not self._items

    @property
    def is_short(self) -> bool:
        """Whether something was left out that nobody asked to leave out."""
        unasked = any(not excluded for _, excluded in self._reasons)
        return unasked or any(item.number not in self._excluded for item, _ in self._left_items())

    def findings(self) -> list[Finding]:
        """What was left out unasked, and warnings; an equal reason of a kind once, counted."""
        first: dict[tuple[str, str], Item] = {}
        count: Counter[tuple[str, str]] = Counter()
        items = ((item, why, item.number in self._excluded) for item, why in self._left_items())
        for left in (items, self._left_rows()):
            for item, why, excluded in left:
                if not excluded:
                    first.setdefault((item.kind, why), item)
                    count[item.kind, why] += 1
        left_out = [
            Finding(item.place, f"left out: {_name(item, count[key])}: {key[1]}", "warning")
            for key, item in first.items()
        ]
        return [*left_out, *self._warnings]

    def line(self) -> str:
        """`read 1012, imported 9, left out 1003`: for programs too, so digits are not grouped."""
        rows = self._rows.values()
        left = len(self._left_items()) + sum(len(each.lines) for each in rows)
        read = len(self._items) + sum(each.read for each in rows)
        return f"read {read}, imported {read - left}, left out {left}"

    def report(self) -> dict[str, Any]:
        """The same per kind, and each thing that was left out, for `--report`."""
        return {"kinds": self._kinds(), "leftOut": list(self._told())}

    def report_bytes(self) -> bytes:
        """The report as `kg.files.json_bytes` has it, of which no more than a thing is held."""
        parts = [b'{\n  "kinds": ', _indented(self._kinds(), "  "), b',\n  "leftOut": [']
        data = io.BytesIO()
        data.writelines(parts)
        end = b"]\n}\n"
        for number, each in enumerate(self._told()):
            data.write((b"," if number else b"") + b"\n    " + _indented(each, "    "))
            end = b"\n  ]\n}\n"
        data.write(end)
        return data.getvalue()

    def _kinds(self) -> dict[str, dict[str, int]]:
        kinds: dict[str, dict[str, int]] = {}

        def count(kind: str, read: int, left: int) -> None:
            counts = kinds.setdefault(kind, {"read": 0, "imported": 0, "leftOut": 0})
            counts["read"] += read
            counts["imported"] += read - left
            counts["leftOut"] += left

        gone = {item.number for item, _ in self._left_items()}
        for item in self._items:
            count(item.kind, 1, item.number in gone)
        for (kind, _), rows in self._rows.items():
            count(kind, rows.read, len(rows.lines))
        return kinds

    def _told(self) -> Iterator[dict[str, str]]:
        rows = ((item, why) for item, why, _ in self._left_rows())
        for item, why in chain(self._left_items(), rows):
            what = f"{item.kind}: {item.what}"
            yield {"place": str(item.place), "what": what, "why": why}


def _indented(value: object, margin: str) -> bytes:
    return json_bytes(value).rstrip(b"\n").replace(b"\n", b"\n" + margin.encode())


def _name(first: Item, number: int) -> str:
    what = repr(shorten(first.what))
    more = number - 1
    return f"{what} and {more:,} more {first.kind}" if more else f"{what}, of {first.kind}"
