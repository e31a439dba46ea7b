"""Files of settings in TOML (kg.toml, rules.toml), through the gate of every document.

A file of a few settings is small and flat, so that a limit on its size and a look at its brackets
and numbers, before it is parsed, keep the parser from all that would end it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from kg.errors import Place, UnreadableError, unreadable
from kg.model.names import shorten
from kg.read.documents import DEPTH_LIMIT, open_file

SETTINGS_LIMIT: Final = 100_000  # bytes; the bundled rules have 10,000
_DIGITS: Final = 40  # of a number; no setting takes one of more than 20
_KEY: Final = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH: Final = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
#: Patterns are compiled when a file is read: most commands read none.
_HEADER: Final = rf"[ \t]*\[+[ \t]*({_PATH})[ \t]*\]"
_SETTING: Final = rf"[ \t]*({_PATH})[ \t]*="
#: Texts and comments, which may hold anything; one that is not closed ends with its line or file.
_QUOTED: Final = (
    r'''(?s)"""(?:[^\\]|\\.)*?(?:"""|\Z)|"(?:[^"\\\n]++|\\.)*+"?'''
    r"""|'{3}.*?(?:'{3}|\Z)|'[^'\n]*+'?|#[^\n]*+"""
)
_NUMBER: Final = rf"(?<![\w.-])[+-]?[0-9][\w.+-]{{{_DIGITS},}}"
_DOTTED: Final = rf"(?<![^\s=\[\]])(?:[^\s.=\[\]]++[ \t]*+\.[ \t]*+){{{DEPTH_LIMIT},}}"
_STEPS: Final = {"[": 1, "{": 1, "]": -1, "}": -1}


@dataclass(frozen=True)
class Settings:
    """What such a file says, and where its keys stand."""

    name: str  # of the file, in messages
    text: str
    table: Mapping[str, Any]  # numbers with a fraction as Decimal

    def at(self, *keys: str) -> Place:
        """The place of a setting by the keys that lead to it, or of what it would stand in."""
        for end in range(len(keys), 0, -1):
            if keys[:end] in self._places:
                return self._places[keys[:end]]
        return Place(self.name)

    @cached_property
    def _places(self) -> dict[tuple[str, ...], Place]:
        places: dict[tuple[str, ...], Place] = {}
        bare = _bare(self.text)
        above: tuple[str, ...] = ()
        depth = 0
        lines = zip(self.text.split("\n"), bare.split("\n"), strict=True)
        for number, (line, outside) in enumerate(lines, 1):
            header, setting = re.match(_HEADER, outside), re.match(_SETTING, outside)
            if depth == 0 and (found := header or setting):
                written = re.findall(_KEY, line[slice(*found.span(1))])
                keys = tuple(each.strip("\"'") for each in written)
                above, path = (keys, keys) if header else (above, above + keys)
                for end in range(1, len(path) + 1):
                    places.setdefault(path[:end], Place(self.name, number, found.start(1) + 1))
            depth += sum(_STEPS.get(each, 0) for each in outside)
        return places


def read_settings(path: Path, name: str, limit: int = SETTINGS_LIMIT) -> Settings:
    """The settings of a TOML file.

    Args:
        path: the file.
        name: how messages call it.
        limit: its bytes.
    Raises:
        UnreadableError: it is not a regular file, is too large, not UTF-8, nested too deeply or
            not TOML.
    """
    import tomllib  # as the patterns

    with open_file(path, name) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise unreadable(Place(name), f"is larger than {limit:,} bytes; shorten it")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        raise unreadable(
            _place(name, before, len(before)), "is not UTF-8; save it as UTF-8"
        ) from None
    _refuse_awkward(text, name)
    try:
        table = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(name, text, str(error)) from None
    except (ValueError, ArithmeticError, RecursionError) as error:  # of a number or a date
        raise unreadable(Place(name), f"is not TOML: {shorten(str(error))}") from None
    return Settings(name, text, table)


def shown_value(value: object) -> str:
    """A value as it may be told in a line."""
    return shorten(str(value) if isinstance(value, Decimal) else repr(value))


def _refuse_awkward(text: str, name: str) -> None:
    """Stop at what no setting is and the parser would suffer from."""
    bare = _bare(text)
    depths = accumulate(_STEPS.get(each, 0) for each in bare)
    deep = next((at for at, depth in enumerate(depths) if depth > DEPTH_LIMIT), None)
    if deep is None and (dotted := re.search(_DOTTED, bare)):
        deep = dotted.start()
    if deep is not None:
        message = f"is nested more deeply than {DEPTH_LIMIT} levels; settings are flat"
        raise unreadable(_place(name, text, deep), message)
    if number := re.search(_NUMBER, bare):
        place = _place(name, text, number.start())
        line = text.split("\n")[place.line - 1]
        key = re.match(_SETTING, line)
        told = f"{shorten(key[1])}: " if key else ""
        message = (
            f"{told}{shorten(number[0])} has more than {_DIGITS} digits; write a smaller number"
        )
        raise unreadable(place, message)


def _bare(text: str) -> str:
    """The text with signs of one kind in place of texts, and blanks in place of comments."""

    def fill(found: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " " if found[0].startswith("#") else "_", found[0])

    return re.sub(_QUOTED, fill, text)


def _place(name: str, text: str, at: int) -> Place:
    return Place(name, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _not_toml(name: str, text: str, message: str) -> UnreadableError:
    """The parser tells the place in words only."""
    at = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)", message)
    place = _place(name, text, len(text))
    if at and at[1]:
        place = Place(name, int(at[1]), int(at[2]))
    said = shorten(message.replace(at[0], "") if at else message)
    line = text.split("\n")[place.line - 1]
    key = re.match(_HEADER, line) or re.match(_SETTING, line)
    if key and re.match("Cannot overwrite|Cannot declare", said):
        place = Place(name, place.line, key.start(1) + 1)
        return unreadable(place, f"{shorten(key[1])}: has been set above; keep one of the two")
    return unreadable(place, f'is not TOML: {said}; write one key per line, such as title = "…"')
