"""What is told, line by line: sections under headings, of lines with the thing each is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from textwrap import fill

from kg.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: what it is, in words, and the thing it is about where there is one."""

    what: str = ""
    text: str
    thing: str = ""  # short name

    def __str__(self) -> str:
        text = f"{self.what}: {self.text}" if self.what else self.text
        return f"{text}  [{self.thing}]" if self.thing else text


Section = tuple[str, tuple[Line, ...]]
Lines = Iterable[tuple[str, Iterable[Line]]]  # sections in the making: empty ones are left out


def text_lines(texts: Mapping[str, str | None]) -> Iterable[Line]:
    """A line for each text there is, by what it is."""
    return (Line(what=what, text=text) for what, text in texts.items() if text)


def join_lines(lines: Iterable[Line]) -> list[tuple[str, str]]:
    """(what, text) of lines, those of one name that follow each other in one.

    >>> join_lines([Line(what="Actor", text="Ruritania"), Line(what="Actor", text="Borduria")])
    [('Actor', 'Ruritania, Borduria')]
    """
    joined: list[tuple[str, list[str]]] = []
    for each in lines:
        if not joined or joined[-1][0] != each.what:
            joined.append((each.what, []))
        joined[-1][1].append(each.text)
    return [(what, ("; " if "," in "".join(x) else ", ").join(x)) for what, x in joined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A heading, and sections of lines; none is empty."""

    thing: str  # short name
    title: str
    sections: tuple[Section, ...]

    def to_text(self, width: int | None = None) -> str:
        """The profile for a terminal of so many columns."""
        lines = [self.title, "=" * len(self.title)]
        for heading, found in self.sections:
            lines += ["", heading, *(_wrapped(f"- {each}", width) for each in found)]
        return "\n".join(lines) + "\n"

    def to_table(self) -> Table:
        """One row a line."""
        rows = ((head, x.what, x.text, x.thing) for head, lines in self.sections for x in lines)
        return Table(("section", "what", "text", "thing"), tuple(rows))


def _wrapped(line: str, width: int | None) -> str:
    if width is None:
        return line
    return fill(line, max(width, 20), subsequent_indent="  ", break_on_hyphens=False)
