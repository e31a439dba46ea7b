"""Circles in what belongs to what: a part that is, through others, a part of itself.

The standard library finds them: networkx takes longer to import than `kg actors` takes in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter


def find_circles(wholes: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """The circles that share no member, each starting at its first name in the alphabet.

    Args:
        wholes: what each name is a part of.

    >>> find_circles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["d"], "e": ["a"]})
    [('a', 'b', 'c'), ('d',)]
    """
    left = {name: sorted(above) for name, above in sorted(wholes.items())}
    found = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            around = list(reversed(error.args[1][1:]))  # it names the wholes first
            start = around.index(min(around))
            found.append((*around[start:], *around[:start]))
            left = {name: above for name, above in left.items() if name not in around}
        else:
            return sorted(found)


def spell_circle(circle: tuple[str, ...]) -> str:
    """A circle in words.

    >>> spell_circle(("a", "b"))
    "'a' is a part of 'b', 'b' of 'a'"
    """
    around = [
        f"{one!r} of {other!r}" for one, other in zip(circle, (*circle[1:], circle[0]), strict=True)
    ]
    return ", ".join([around[0].replace(" of ", " is a part of ", 1), *around[1:]])
