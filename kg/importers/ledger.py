"""What was read of a source, and what became of each thing: the counts always add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg.errors import Finding, Place
from kg.importers.marks import Item
from kg.model.names import shorten

UNUSED: Final = "nothing that was imported has it"


@dataclass(slots=True)
class Ledger:
    """Everything read, in order; what nothing was made of is left out, with its reason."""

    _items: list[Item] = field(default_factory=list)
    _why: dict[int, str] = field(default_factory=dict)  # number of what is left out -> reason
    _taken: set[int] = field(default_factory=set)
    _excluded: set[int] = field(default_factory=set)  # left out because the mapping says so
    _warnings: list[Finding] = field(default_factory=list)

    def read(self, kind: str, place: Place, what: str) -> Item:
        """Note a thing that the source has."""
        item = Item(kind, place, what, len(self._items))
        self._items.append(item)
        return item

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

    def warn(self, place: Place, message: str) -> None:
        """Say what a person should look at, although nothing that was read is left out."""
        self._warnings.append(Finding(place, message, "warning"))

    @property
    def left(self) -> Sequence[tuple[Item, str]]:
        """What was left out, in the order it was read, each with its reason."""
        return [
            (item, self._why.get(item.number, UNUSED))
            for item in self._items
            if item.number in self._why or item.number not in self._taken
        ]

    @property
    def is_short(self) -> bool:
        """Whether something was left out that nobody asked to leave out."""
        return any(item.number not in self._excluded for item, _ in self.left)

    def findings(self) -> list[Finding]:
        """What was left out unasked, and warnings; an equal reason of a kind once, counted."""
        told: dict[tuple[str, str], list[Item]] = {}
        for item, why in self.left:
            if item.number not in self._excluded:
                told.setdefault((item.kind, why), []).append(item)
        left = [
            Finding(items[0].place, f"left out: {_name(items)}: {why}", "warning")
            for (_, why), items in told.items()
        ]
        return [*left, *self._warnings]

    def line(self) -> str:
        """`read 12, imported 9, left out 3`."""
        left = len(self.left)
        read = len(self._items)
        return f"read {read:,}, imported {read - left:,}, left out {left:,}"

    def report(self) -> dict[str, Any]:
        """The same per kind, and each thing that was left out, for `--report`."""
        kinds: dict[str, dict[str, int]] = {}
        left = {item.number for item, _ in self.left}
        for item in self._items:
            counts = kinds.setdefault(item.kind, {"read": 0, "imported": 0, "leftOut": 0})
            counts["read"] += 1
            counts["leftOut" if item.number in left else "imported"] += 1
        return {
            "kinds": kinds,
            "leftOut": [
                {"place": str(item.place), "what": f"{item.kind}: {item.what}", "why": why}
                for item, why in self.left
            ],
        }


def _name(items: Sequence[Item]) -> str:
    first = f"{shorten(items[0].what)!r}"
    more = len(items) - 1
    return f"{first} and {more:,} more {items[0].kind}" if more else f"{first}, of {items[0].kind}"
