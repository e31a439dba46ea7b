"""Many values of one form as columns: every key once, and what repeats in a column once.

A page has thousands of records with the same thirty keys; as columns they take a third of the room,
and the page's columns.js makes records of them again. A column is a list of values as they are, or
one of these in its place:

- `{"at": column, "of": column}`: the number of each value among the different ones;
- `{"add": [...]}`: whole numbers, each as what it is more than the one before it;
- `{"keys": {key: column}, "has": {key: column}}`: records; `has` tells which have a key, where not
  all do;
- `{"across": [column, ...]}`: lists of one length, the first values, the second ones and so on;
- `{"size": column, "in": column}`: lists, their lengths and all that is in them;
- `{"null": column, "in": column}`: which values are null, and the others.

Of those that can hold the values the shortest is taken, and of a column inside it the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain, islice
from typing import Any, Final

Column = list[Any] | dict[str, Any]

MOST_ACROSS: Final = 8  # values of a list that get a column each
_PLAIN: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def to_column(values: Sequence[Any]) -> Column:
    """The values as the shortest column.

    Args:
        values: what JSON can hold.

    >>> to_column([{"n": n, "kind": "MissionClosure"} for n in (4711, 4712, 4714)])
    {'keys': {'n': {'add': [4711, 1, 2]}, 'kind': {'at': [0, 0, 0], 'of': ['MissionClosure']}}}
    """
    values = list(values)
    ways = [values, *_ways(values)]
    return min(ways, key=lambda each: len(_PLAIN.encode(each))) if len(ways) > 1 else values


def _ways(values: list[Any]) -> Iterator[Column]:
    names = list(map(repr, values))  # True is not 1 there, nor 1 the text
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    if len(number) < len(values):
        first = dict(zip(reversed(names), reversed(values), strict=True))
        at = _numbers([number[name] for name in names])
        yield {"at": at, "of": to_column([first[name] for name in number])}
        if 2 * len(number) < len(values):
            return  # no other way is shorter
    kinds = set(map(type, values))
    if kinds == {int}:
        yield _numbers(values)
    elif kinds == {dict} and set.intersection(*map(set, values)):
        yield _records(values)
    elif kinds and kinds <= {list, tuple}:
        yield _lists(values)
    elif type(None) in kinds and len(kinds) > 1:
        yield _nulls(values)


def _numbers(values: list[int]) -> Column:
    """Numbers as they are, or by what each is more; whichever is shorter."""
    added: Column = {"add": [b - a for a, b in zip([0, *values], values, strict=False)]}
    return min(values, added, key=lambda each: len(_PLAIN.encode(each)))


def _records(values: list[Any]) -> Column:
    keys = dict.fromkeys(chain.from_iterable(values))
    made: dict[str, Any] = {"keys": {}}
    for key in keys:
        having = [n for n, record in enumerate(values) if key in record]
        made["keys"][key] = to_column([values[n][key] for n in having])
        if len(having) < len(values):
            made.setdefault("has", {})[key] = to_column(having)
    return made


def _lists(values: list[Any]) -> Column:
    sizes = list(map(len, values))
    if min(sizes) == max(sizes) and 0 < sizes[0] <= MOST_ACROSS:
        return {"across": [to_column(each) for each in zip(*values, strict=True)]}
    return {"size": to_column(sizes), "in": to_column(list(chain.from_iterable(values)))}


def _nulls(values: list[Any]) -> Column:
    nulls = [n for n, each in enumerate(values) if each is None]
    return {
        "null": to_column(nulls),
        "in": to_column([each for each in values if each is not None]),
    }


def from_column(column: Column) -> list[Any]:
    """The values again, as columns.js makes them.

    >>> from_column({"keys": {"n": {"add": [1, 1]}, "kind": {"at": [0, 0], "of": ["Recall"]}}})
    [{'n': 1, 'kind': 'Recall'}, {'n': 2, 'kind': 'Recall'}]
    """
    if isinstance(column, list):
        return column
    if "of" in column:
        different = from_column(column["of"])
        return [different[n] for n in from_column(column["at"])]
    if "add" in column:
        return list(accumulate(column["add"]))
    if "across" in column:
        return [list(each) for each in zip(*map(from_column, column["across"]), strict=True)]
    if "in" in column:
        rest = iter(from_column(column["in"]))
        if "size" in column:
            return [list(islice(rest, n)) for n in from_column(column["size"])]
        return _with_nulls(set(from_column(column["null"])), list(rest))
    return _from_records(column["keys"], column.get("has", {}))


def _with_nulls(nulls: set[int], others: list[Any]) -> list[Any]:
    rest = iter(others)
    return [None if n in nulls else next(rest) for n in range(len(nulls) + len(others))]


def _from_records(keys: Mapping[str, Column], has: Mapping[str, Column]) -> list[dict[str, Any]]:
    columns = {key: from_column(column) for key, column in keys.items()}
    made: list[dict[str, Any]] = [{} for _ in range(max(map(len, columns.values())))]
    for key, values in columns.items():
        whose = from_column(has[key]) if key in has else range(len(made))
        for n, value in zip(whose, values, strict=True):
            made[n][key] = value
    return made
