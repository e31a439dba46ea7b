"""The streams of a command: no text steers the terminal, and no encoding ends the command."""

from __future__ import annotations

import codecs
import contextlib
import io
import sys
from collections.abc import Iterator
from typing import Any, Final, TextIO

from kg.errors import visible


class Inert(io.TextIOBase):
    """A stream whose text has its control and direction marks replaced, bytes of UTF-8 too."""

    def __init__(self, stream: TextIO) -> None:
        """`stream` is what it goes to."""
        self._stream: Final = stream
        self._bytes: Final = _Bytes(self)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    @property
    def buffer(self) -> _Bytes:
        """Where bytes go."""
        return self._bytes

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """That of the stream."""
        return self._stream.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        """What happens to characters that it cannot encode."""
        return self._stream.errors

    def write(self, text: str) -> int:
        """Write text, below a line of progress that is taken away."""
        from kg.progress import hide_line  # kg --help is quick without

        shown = visible(text)
        if shown:
            hide_line()
        self._stream.write(shown)
        return len(text)

    def writable(self) -> bool:
        """That it is."""
        return True

    def flush(self) -> None:
        """Give out what is held back."""
        self._stream.flush()

    def isatty(self) -> bool:
        """Whether a person looks at it."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The descriptor behind it."""
        return self._stream.fileno()

    def close(self) -> None:
        """Close what is behind it."""
        self._stream.close()


class _Bytes(io.BufferedIOBase):
    """The way for bytes to a stream of text."""

    def __init__(self, text: Inert) -> None:
        self._text: Final = text
        self._decoder: Final = codecs.getincrementaldecoder("utf-8")("backslashreplace")

    def write(self, data: Any) -> int:
        self._text.write(self._decoder.decode(bytes(data)))
        return len(data)

    def writable(self) -> bool:
        return True

    def flush(self) -> None:
        self._text.flush()


@contextlib.contextmanager
def open_streams() -> Iterator[None]:
    """Let standard streams replace what they cannot encode; messages and terminals are inert.

    What goes to a file or another program keeps every byte.
    """
    before = sys.stdout, sys.stderr
    for stream in before:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.stderr = Inert(before[1])
    if before[0].isatty():
        sys.stdout = Inert(before[0])
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
