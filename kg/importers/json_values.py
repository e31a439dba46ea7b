"""JSON of others -> values of the kinds that are expected, whatever stands there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.marks import File

Table = dict[str, Any]
_LONGEST: Final = 20  # digits of a whole number; offsets and ids have fewer


def load_json(file: File) -> Any:
    """The document of a file.

    Raises:
        UnreadableError: it is not UTF-8, not JSON, or nested too deeply.
    """
    try:
        return json.loads(_text(file), parse_int=_whole, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        place = Place(file.name, error.lineno, error.colno)
        raise UnreadableError([Finding(place, f"is not JSON: {error.msg}")]) from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError([Finding(Place(file.name), _why(error))]) from None


def load_lines(file: File) -> Iterator[tuple[Place, Any]]:
    """The documents of a file that has one a line, each with its place; blank lines have none.

    Raises:
        UnreadableError: as `load_json`, at the line.
    """
    for number, line in enumerate(_text(file).split("\n"), start=1):  # U+2028 may stand in a text
        if line.strip():
            place = Place(file.name, number, 1)
            try:
                yield place, json.loads(line, parse_int=_whole, parse_constant=_refuse)
            except json.JSONDecodeError as error:
                found = Finding(Place(file.name, number, error.colno), f"is not JSON: {error.msg}")
                raise UnreadableError([found]) from None
            except (ValueError, RecursionError) as error:
                raise UnreadableError([Finding(place, _why(error))]) from None


def load_documents(file: File) -> list[tuple[Place, Any]]:
    """The documents of a file that is one, a list of them, or has one a line, each with its place.

    Raises:
        UnreadableError: as `load_json` and `load_lines`.
    """
    lines = [line for line in _text(file).splitlines() if line.strip()]
    if len(lines) > 1 and lines[0].lstrip()[:1] == "{" and lines[0].rstrip()[-1:] == "}":
        return list(load_lines(file))
    value = load_json(file)
    if not isinstance(value, list):
        return [(Place(file.name), value)]
    return [(Place(f"{file.name}:[{n}]"), each) for n, each in enumerate(value)]


def _text(file: File) -> str:
    try:
        return file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        finding = Finding(Place(file.name), "is not UTF-8; save it as UTF-8")
        raise UnreadableError([finding]) from None


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST:
        raise ValueError(f"has a number of {len(digits):,} digits")
    return int(digits)


def _refuse(name: str) -> None:
    raise ValueError(f"has {name}, which JSON does not know")


def _why(error: Exception) -> str:
    return "is nested too deeply" if isinstance(error, RecursionError) else str(error)


def table_at(value: Any, key: str) -> Table:
    """The table under a key, an empty one where there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def list_at(value: Any, key: str) -> list[Any]:
    """The list under a key, an empty one where there is none."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def text_at(value: Any, key: str) -> str:
    """The text or number under a key as text, an empty one where there is none."""
    return as_text(value.get(key)) if isinstance(value, dict) else ""


def as_text(value: Any) -> str:
    """A text or number as text; an empty one for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def span_of(start: Any, end: Any) -> tuple[int, int] | None:
    """Two offsets; None where they are not whole numbers, of which the second is greater."""
    for each in (start, end):
        if not isinstance(each, int) or isinstance(each, bool):
            return None
    return (start, end) if 0 <= start < end else None


def texts_of(value: Any) -> list[str] | None:
    """What a text, number or list of them says, the empty left out; None for anything else."""
    found = []
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, float) and each.is_integer():
            each = int(each)  # JSON has one kind of number: 23.0 is 23
        if isinstance(each, dict | list):
            return None
        found += [text] if (text := as_text(each)) else []
    return found


def count_at(value: Any, key: str) -> int | None:
    """The whole number under a key, of six digits at most; None where there is none."""
    found = text_at(value, key)
    return int(found) if found.isdecimal() and len(found) <= 6 else None
