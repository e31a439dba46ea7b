"""What a parser of RDF complains of, told by place."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from kg.errors import Finding, Place, UnreadableError


@contextmanager
def complaints(data: bytes, form: ox.RdfFormat, name: str) -> Iterator[None]:
    """What the parser of some bytes says is told by place."""
    try:
        yield
    except SyntaxError as error:
        line = error.lineno or _line_of(data, form, error.msg)
        place = Place(name, line, error.offset or 1)
        told = f"is not well-formed: {error.msg}"
        if "LoadDocumentCallback" in error.msg:  # pyoxigraph would call it to fetch a context
            told = "names a @context elsewhere, and nothing is fetched; write it out in the file"
        raise UnreadableError([Finding(place, told)]) from None
    except ValueError as error:
        raise UnreadableError([Finding(Place(name), f"is not readable: {error}")]) from None


def _line_of(data: bytes, form: ox.RdfFormat, message: str) -> int:
    """The first line with which a file has this error: the parser of RDF/XML does not tell it.

    A file cut before that line ends too early, which is an error of other words.
    """
    lines = data.splitlines(keepends=True)

    def fails(number: int) -> bool:
        try:
            deque(ox.parse(b"".join(lines[:number]), format=form), maxlen=0)
        except (SyntaxError, ValueError) as error:
            return getattr(error, "msg", None) == message
        return False

    return 1 + bisect_left(range(1, len(lines)), True, key=fails)
