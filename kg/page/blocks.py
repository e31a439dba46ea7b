"""The statements of a page's graph as columns: each name once, and a column for each predicate.

statements.py makes a block of each thing; the page's download.js makes the blocks again when a
reader takes the Turtle away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from kg.page.columns import Column, to_column


def pack_blocks(things: Sequence[Sequence[Any]]) -> dict[str, Column | Mapping[str, Column]]:
    """The blocks of statements.pack_graph, shorter.

    Args:
        things: name, needs and statements of each subject.
    Returns:
        `names`, `needs` and `predicates` of each thing, and for each predicate the `objects` of
        the things that have it, in their order. An object is its text, or the number of the thing
        that it names; in a list with the numbers of those one of which must be kept, and alone in
        one where that is itself.
    """
    at = {name: number for number, (name, *_) in enumerate(things)}
    objects: dict[str, list[list[Any]]] = defaultdict(list)
    for _, _, pairs in things:
        for predicate, *told in pairs:
            objects[predicate].append([_shorten(each, at) for each in told])
    return {
        "names": to_column([name for name, *_ in things]),
        "needs": to_column([needs for _, needs, _ in things]),
        "predicates": to_column([[pair[0] for pair in pairs] for *_, pairs in things]),
        "objects": {predicate: to_column(told) for predicate, told in objects.items()},
    }


def _shorten(told: Any, at: Mapping[str, int]) -> Any:
    if isinstance(told, str):
        return at.get(told, told)
    text, *others = told
    number = at.get(text, text)
    return others if others == [number] else [number, *others]
