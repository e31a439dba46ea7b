"""Turtle and TriG as the serialiser writes them -> the same for people to read and compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PREFIXES: Final = re.compile(rb"(?:@prefix [^\n]*\n)*")
_BETWEEN: Final = re.compile(rb" , ")
_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"| , ')


def lay_out(data: bytes) -> bytes:
    """Turtle or TriG with its prefixes sorted, a blank line between subjects, an object a line.

    The serialiser writes a statement's end as ` .` before a line feed and no line feed inside a
    literal, which makes lines safe to work on.
    """
    end = _PREFIXES.match(data).end()  # type: ignore[union-attr] # an empty text matches too
    head = b"".join(sorted(data[:end].splitlines(keepends=True)))
    rest = b"".join(_an_object_a_line(data[end:])).replace(b" .\n", b" .\n\n")
    return head + b"\n" + rest.replace(b" .\n\n}", b" .\n}").removesuffix(b"\n")


def _an_object_a_line(text: bytes) -> Iterator[bytes]:
    """The text in pieces; few lines have several objects, so that the others are not looked at."""
    done = 0
    for found in _BETWEEN.finditer(text):
        if found.start() >= done:
            begin, end = text.rfind(b"\n", 0, found.start()) + 1, text.find(b"\n", found.end())
            yield text[done:begin]
            yield _split(text[begin:end])
            done = end
    yield text[done:]


def _split(line: bytes) -> bytes:
    indent = line[: len(line) - len(line.lstrip(b"\t"))] + b"\t"
    return _TOKEN.sub(lambda token: b" ,\n" + indent if token[0] == b" , " else token[0], line)
