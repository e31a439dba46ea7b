"""What a part of the campaign is: cases, each with what went wrong; and how many are drawn."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Case:
    """One thing tried; right where nothing stands in `faults`."""

    name: str
    faults: Sequence[str] = ()


@dataclass(frozen=True)
class Draw:
    """Which cases are tried: all, or a share of them that the seed decides."""

    folder: Path  # to work in
    share: float = 1.0
    dice: random.Random = field(default_factory=lambda: random.Random(1))

    def times(self, number: int) -> range:
        return range(max(1, round(number * self.share)))

    def pick(self, items: Iterable[Item]) -> list[Item]:
        """The share, in the order of the whole."""
        all_items = list(items)
        count = len(self.times(len(all_items))) if all_items else 0
        chosen = sorted(self.dice.sample(range(len(all_items)), count))
        return [all_items[at] for at in chosen]


#: A part: from what is drawn to the cases as they are tried.
Part = Callable[[Draw], Iterator[Case]]


class SkippedError(Exception):
    """This machine cannot try the part, and why."""
