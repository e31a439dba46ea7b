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

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, islice
from operator import itemgetter
from typing import Any, Final

Column = list[Any] | dict[str, Any]
Measured = tuple[int, Column]  # about how many letters it takes as JSON, and the column

MOST_ACROSS: Final = 8  # values of a list that get a column each
FRAME: Final = 10  # letters of a key with what stands around it


def to_column(values: Sequence[Any]) -> Column:
    """The values as the shortest column.

    Args:
        values: what JSON can hold.

    >>> to_column([{"n": 4711 + n, "kind": "MissionClosure"} for n in range(5)])["keys"]
    {'n': {'add': [4711, 1, 1, 1, 1]}, 'kind': {'at': [0, 0, 0, 0, 0], 'of': ['MissionClosure']}}
    """
    return _shortest(list(values))[1]


def _shortest(values: list[Any]) -> Measured:
    kinds = set(map(type, values))
    if kinds == {int}:
        return _numbers(values)
    if kinds == {dict} and set.intersection(*map(set, values)):
        return _records(values)
    if kinds == {str}:
        names, plain = values, _measure(values)
    else:
        names = list(map(repr, values))  # True is not 1 there, nor 1 the text
        plain = sum(map(len, names)) + len(names)
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    ways: list[Measured] = [(plain, values)]
    if len(number) < len(values):
        first = dict(zip(reversed(names), reversed(values), strict=True))
        different = [first[name] for name in number]
        ways.append(_together(at=_numbers([number[x] for x in names]), of=_shortest(different)))
    if 2 * len(number) > len(values):
        if kinds <= {list, tuple}:
            ways.append(_lists(values))
        elif type(None) in kinds and len(kinds) > 1:
            nulls = [n for n, each in enumerate(values) if each is None]
            others = [each for each in values if each is not None]
            ways.append(_together(**{"null": _numbers(nulls), "in": _shortest(others)}))
    return min(ways, key=itemgetter(0))


def _measure(values: list[Any]) -> int:
    """About how many letters they take, each with a comma."""
    return len(repr(values)) - len(values)  # which has a space after each


def _together(**parts: Measured) -> Measured:
    length = sum(each for each, _ in parts.values()) + FRAME * len(parts)
    return length, {key: column for key, (_, column) in parts.items()}


def _numbers(values: list[int]) -> Measured:
    """Numbers as they are, or by what each is more; whichever is shorter."""
    added = [b - a for a, b in zip([0, *values], values, strict=False)]
    plain, less = _measure(values), _measure(added)
    return (less, {"add": added}) if less + FRAME < plain else (plain, values)


def _records(values: list[Any]) -> Measured:
    keys, has = {}, {}
    for key in dict.fromkeys(chain.from_iterable(values)):
        having = [n for n, record in enumerate(values) if key in record]
        keys[key] = _shortest([values[n][key] for n in having])
        if len(having) < len(values):
            has[key] = _numbers(having)
    made = {"keys": _together(**keys)} | ({"has": _together(**has)} if has else {})
    return _together(**made)


def _lists(values: list[Any]) -> Measured:
    sizes = list(map(len, values))
    if sizes and min(sizes) == max(sizes) and 0 < sizes[0] <= MOST_ACROSS:
        columns = [_shortest(list(each)) for each in zip(*values, strict=True)]
        return sum(each for each, _ in columns) + FRAME, {"across": [x for _, x in columns]}
    inside = _shortest(list(chain.from_iterable(values)))
    return _together(**{"size": _numbers(sizes), "in": inside})


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
