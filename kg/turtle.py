"""Turtle and TriG as the serialiser writes them -> the same for people to read and compare."""

from __future__ import annotations

import re
from typing import Final

_SEVERAL: Final = re.compile(rb"^.* , .*$", re.M)
_TOKEN: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|<[^>]*>| , ')


def lay_out(data: bytes) -> bytes:
    """Turtle or TriG with its prefixes sorted, a blank line between subjects, an object a line.

    The serialiser writes a statement's end as ` .` before a line feed and no line feed inside a
    literal, which makes lines safe to work on.
    """
    head, rest = [], data
    while rest.startswith(b"@prefix "):
        line, _, rest = rest.partition(b"\n")
        head.append(line + b"\n")
    rest = _SEVERAL.sub(_one_a_line, rest).replace(b" .\n", b" .\n\n").replace(b" .\n\n}", b" .\n}")
    return b"".join(sorted(head)) + b"\n" + rest.removesuffix(b"\n")


def _one_a_line(found: re.Match[bytes]) -> bytes:
    line = found[0]
    indent = line[: len(line) - len(line.lstrip(b"\t"))] + b"\t"
    return _TOKEN.sub(lambda token: b" ,\n" + indent if token[0] == b" , " else token[0], line)
