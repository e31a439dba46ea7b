"""Variables that a query selects though it neither groups by them nor aggregates them.

The engine refuses such a query with everything that might stand there instead, and no name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyparsing import ParseResults
from rdflib import Variable
from rdflib.plugins.sparql.parserutils import CompValue

_SELECTS: Final = ("SelectQuery", "SubSelect")


def find_ungrouped(nodes: Iterable[object]) -> list[str]:
    """What is wrong with each such variable of a parsed query, given all its nodes."""
    told = []
    for node in nodes:
        if isinstance(node, CompValue) and node.name in _SELECTS:
            told += _ungrouped(node)
    return told


def _ungrouped(select: CompValue) -> list[str]:
    selected = list(select.projection or ())
    conditions = list(select.groupby.condition) if select.groupby else []
    if not conditions and not any(map(_aggregates, selected)):
        return []
    if not selected:
        return ["SELECT * cannot be grouped; name what to select"]
    known = {each for each in conditions if isinstance(each, Variable)}
    known |= {each.var for each in conditions if isinstance(each, CompValue) and each.var}
    told = []
    for each in selected:
        used = [each.var] if each.var else list(_plain_variables(each.expr))
        told += [
            f"?{name} is neither grouped nor aggregated; "
            f"add it to GROUP BY, or write (SAMPLE(?{name}) AS ?some_{name})"
            for name in sorted(set(used) - known)
        ]
        known |= {each.evar} if each.evar else set()
    return list(dict.fromkeys(told))


def _aggregates(node: object) -> bool:
    return any(isinstance(x, CompValue) and x.name.startswith("Aggregate_") for x in _walk(node))


def _plain_variables(node: object) -> Iterator[Variable]:
    """Those that stand outside of aggregates."""
    return (each for each in _walk(node, into_aggregates=False) if isinstance(each, Variable))


def _walk(node: Any, *, into_aggregates: bool = True) -> Iterator[object]:
    """The parts of an expression; what EXISTS asks is a pattern and none of it."""
    todo = [node]
    while todo:
        part = todo.pop()
        yield part
        if isinstance(part, CompValue):
            aggregate = part.name.startswith("Aggregate_")
            pattern = "EXISTS" in part.name.upper()
            if not pattern and (into_aggregates or not aggregate):
                todo.extend(part.values())
        elif isinstance(part, list | tuple | ParseResults):
            todo.extend(part)
