"""Plain values <-> JSON, by the type hints of their dataclasses; strict both ways.

What is kept for a later run is read back with this and never with pickle: a file may have been made
or changed by others, and no value of it runs anything. A field marked NOT_KEPT gets its default.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

#: Metadata of a field that is of no use in another run.
NOT_KEPT: Final = {"kept": False}

_PLAIN: Final = (str, int, bool, types.NoneType)
_Reader: TypeAlias = "Callable[[Any], Any]"


def to_json(value: Any) -> Any:
    """A value as lists, texts and numbers; of a dataclass its fields that are not the default.

    Raises:
        TypeError: it is of a kind that has no form here.

    >>> from kg.errors import Finding, Place
    >>> to_json(Finding(Place("a.yaml", 3, 1), "is odd"))
    [0, [0, 'a.yaml', 1, 3, 2, 1], 1, 'is odd']
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [to_json(each) for each in value]
    if kind is date or kind is Decimal:
        return str(value)
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} has no form in JSON here")
    found: list[Any] = []
    for index, name, default in _kept(kind):
        given = getattr(value, name)
        usual = given is default or (type(given) in (*_PLAIN, tuple) and given == default)
        if not usual or type(given) is not type(default):
            found += (index, to_json(given))
    return found


def from_json(kind: Any, value: Any) -> Any:
    """The value of a type that `to_json` made this of.

    Raises:
        ValueError: it is not the form of such a value.
        TypeError: the type, or one within it, has no form here.

    >>> from kg.errors import Finding, Place
    >>> from_json(Finding, [0, [0, "a.yaml"], 1, "is odd"]) == Finding(Place("a.yaml"), "is odd")
    True
    """
    read = _reader(kind)
    try:
        return read(value)
    except (KeyError, TypeError, InvalidOperation) as error:  # an unknown field, or one too few
        raise ValueError(f"is not a {kind}: {error}") from None


@cache
def _kept(kind: type) -> tuple[tuple[int, str, Any], ...]:
    """Number, name and default of the fields of a dataclass; MISSING where it has none."""
    return tuple(
        (index, each.name, each.default)
        for index, each in enumerate(fields(kind))
        if each.metadata.get("kept", True)
    )


@cache
def _reader(kind: Any) -> _Reader:
    """What reads the values of a type."""
    origin, inside = get_origin(kind), get_args(kind)
    if kind in _PLAIN:
        return _plain(kind)
    if kind is date:
        return lambda value: date.fromisoformat(_text(value))
    if kind is Decimal:
        return lambda value: Decimal(_text(value))
    if origin is Literal:
        return lambda value: _one_of(inside, value)
    if origin in (Union, types.UnionType) and len(inside) == 2 and inside[1] is types.NoneType:
        some = _reader(inside[0])
        return lambda value: None if value is None else some(value)
    if origin is tuple:
        return _tuple(inside)
    if isinstance(kind, type) and is_dataclass(kind):
        return _record(kind)
    raise TypeError(f"{kind} has no form in JSON here")


def _plain(kind: type) -> _Reader:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"{value!r} is not of {kind}")
        return value

    return read


_text: Final = _plain(str)


def _one_of(known: tuple[Any, ...], value: Any) -> Any:
    if type(value) is not str or value not in known:
        raise ValueError(f"{value!r} is none of {known}")
    return value


def _tuple(inside: tuple[Any, ...]) -> _Reader:
    """One of any length and one kind, or one whose kinds are told."""
    listed = _plain(list)
    if len(inside) == 2 and inside[1] is Ellipsis:
        if inside[0] is str:
            return _texts
        each = _reader(inside[0])
        return lambda value: tuple(map(each, listed(value)))
    readers = [_reader(kind) for kind in inside]
    return lambda value: tuple(
        read(each) for read, each in zip(readers, listed(value), strict=True)
    )


def _texts(value: Any) -> tuple[str, ...]:
    """Texts, of which there are more than of all else."""
    if type(value) is not list or any(type(each) is not str for each in value):
        raise ValueError(f"{value!r} is not a list of texts")
    return tuple(value)


def _record(kind: type) -> _Reader:
    hints = get_type_hints(kind)
    known = {index: (name, _reader(hints[name])) for index, name, _ in _kept(kind)}

    def read(value: Any) -> Any:
        if type(value) is not list or len(value) % 2:
            raise ValueError(f"{value!r} is not numbers of fields and their values")
        given = {}
        for index, item in zip(value[::2], value[1::2], strict=True):
            name, reader = known[index]
            given[name] = reader(item)
        return kind(**given)

    return read
