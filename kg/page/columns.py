"""Records of one kind as columns: every key once, and what repeats in a column once.

A page has thousands of records with the same thirty keys; as columns they take a third of the room,
and the page's columns.js makes records of them again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

Columns = dict[str, Any]


_PLAIN: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_columns(records: Sequence[Mapping[str, Any]]) -> Columns:
    """The values by key, in the order of the records.

    Args:
        records: plain values, all with the same keys.
    Returns:
        For each key the values; or `of`, the different ones, and `at`, the number of each record's
        among them, where that is shorter.

    >>> to_columns([{"n": n, "kind": "MissionClosure"} for n in (1, 2, 3)])
    {'n': [1, 2, 3], 'kind': {'at': [0, 0, 0], 'of': ['MissionClosure']}}
    """
    keys = list(records[0]) if records else []
    return {key: _shorten([record[key] for record in records]) for key in keys}


def _shorten(values: list[Any]) -> Any:
    texts = [_spell(value) for value in values]
    number = {text: n for n, text in enumerate(dict.fromkeys(texts))}
    first = dict(zip(reversed(texts), reversed(values), strict=True))
    short = {"at": [number[text] for text in texts], "of": [first[text] for text in number]}
    return min(values, short, key=lambda each: len(_spell(each)))


def _spell(value: Any) -> str:
    return str(_PLAIN.encode(value))


def from_columns(columns: Columns) -> list[dict[str, Any]]:
    """The records again, as columns.js makes them.

    >>> from_columns({"n": [1, 2], "kind": {"at": [0, 0], "of": ["Recall"]}})
    [{'n': 1, 'kind': 'Recall'}, {'n': 2, 'kind': 'Recall'}]
    """
    plain = {
        key: each if isinstance(each, list) else [each["of"][n] for n in each["at"]]
        for key, each in columns.items()
    }
    return [dict(zip(plain, row, strict=True)) for row in zip(*plain.values(), strict=True)]
