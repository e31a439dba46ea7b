"""Where a problem is, what it is, and the few kinds of error, each with its exit code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final, Literal


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in an input file; line and column are 1-based, 0 where the whole file is meant."""

    file: str
    line: int = 0
    column: int = 0

    def __reduce__(self) -> tuple[type[Place], tuple[str, int, int]]:
        """How a process gives it back, of which there may be a million: in a third of the time."""
        return Place, (self.file, self.line, self.column)

    def __str__(self) -> str:
        # a file's name is input too: what cannot be printed could forge lines of its own
        file = self.file if self.file.isprintable() else ascii(self.file)[1:-1]
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One problem: place, what is wrong with the value, what to do."""

    place: Place
    message: str
    severity: Literal["error", "warning"] = "error"
    unknown: str = field(default="", compare=False)  # the name that nothing has, where it is that

    def __post_init__(self) -> None:
        """Whatever the message repeats of the input, it stays a line."""
        object.__setattr__(self, "message", cut_line(self.message))

    def __str__(self) -> str:
        word = "" if self.severity == "error" else "warning: "
        return f"{self.place}: {word}{self.message}"


class KgError(Exception):
    """Base of the errors that the command line prints as plain lines, without a traceback.

    >>> try:
    ...     raise UsageError("no chain 'x'")
    ... except KgError as error:
    ...     print(error, error.exit_code)
    no chain 'x' 2
    """

    exit_code: int = 1

    def __init__(self, *lines: object) -> None:
        super().__init__(*lines)
        self.lines: Final = tuple(
            str(line) if isinstance(line, Finding) else cut_line(str(line)) for line in lines
        )

    def __str__(self) -> str:
        return "\n".join(self.lines)


class FindingsError(KgError):
    """Input was read and breaks a rule: correct the places named."""

    exit_code = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: Final = tuple(tell_once(findings))
        super().__init__(*self.findings)

    def __reduce__(self) -> tuple[type[FindingsError], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)  # the call that makes an equal one, for pickle


class UsageError(KgError):
    """The command was called in a way it cannot serve: call it differently."""

    exit_code = 2


class UnsureError(KgError):
    """It was done, but the system does not vouch for it: look, then do it again."""

    exit_code = 2


def stop_at_errors(findings: Iterable[Finding]) -> None:
    """Raise FindingsError, with the warnings too, where a finding is an error."""
    findings = list(findings)
    if any(each.severity == "error" for each in findings):
        raise FindingsError(findings)


def tell_once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings sorted; a name that nothing has once a file, at its first place, with its number.

    >>> text = "'pm' is not an actor"
    >>> places = [Place("a.yaml", line, 1) for line in (9, 3)]
    >>> for each in tell_once(Finding(x, text, unknown="actor:pm") for x in places):
    ...     print(each)
    a.yaml:3:1: 'pm' is not an actor (2 times in this file)
    """
    told: list[Finding] = []
    repeated: dict[tuple[str, str], list[Finding]] = {}
    for each in sorted(set(findings)):
        if each.unknown:
            repeated.setdefault((each.place.file, each.unknown), []).append(each)
        else:
            told.append(each)
    for first, *others in repeated.values():
        times = f" ({len(others) + 1} times in this file)" if others else ""
        told.append(replace(first, message=first.message + times))
    return sorted(told)


def count_findings(findings: Iterable[Finding]) -> str:
    """How many there are, in words.

    >>> count_findings([Finding(Place("x"), "is odd", "warning")])
    '0 errors, 1 warning'
    """
    errors = [each.severity == "error" for each in findings]
    counts = {"error": sum(errors), "warning": len(errors) - sum(errors)}
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for word, n in counts.items())


class UnreadableError(FindingsError):
    """Input cannot be read at all: bytes, syntax or format version."""

    exit_code = 3


def unreadable(where: Place | str, message: str) -> UnreadableError:
    """The error of one place, or of a whole file."""
    return UnreadableError([Finding(Place(where) if isinstance(where, str) else where, message)])


class EngineError(KgError):
    """A query engine or its limits ended the work: ask for less."""

    exit_code = 4


def reason(error: OSError) -> str:
    """Why the system refused, in its words.

    >>> reason(OSError("odd")), reason(PermissionError(13, "Permission denied"))
    ('odd', 'Permission denied')
    """
    return error.strerror or str(error) or type(error).__name__


#: Control and direction marks and line ends of other kinds, which a terminal or editor obeys.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Text for a terminal: control and direction marks, which could forge lines, become U+FFFD."""
    return _UNSEEN.sub("\ufffd", text)


def escape_unseen(text: str, escape: str = r"\u{:04X}") -> str:
    r"""The same marks as escapes, which JSON, Turtle and SPARQL's TSV read as the marks again.

    >>> escape_unseen("a\u202eb")
    'a\\u202Eb'
    """
    return _UNSEEN.sub(lambda found: escape.format(ord(found[0])), text)


LINE: Final = 500  # characters of a message; beyond them nobody reads on
_ENDS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


def cut_line(text: str) -> str:
    """A message as one line: of a long one beginning and end, where place and remedy stand.

    >>> len(cut_line("x.ttl: '" + "N" * 1_000_000 + "' is not an actor; declare it"))
    500
    """
    text = _ENDS.sub(" ", text)
    return text if len(text) <= LINE else f"{text[: LINE - 203]} … {text[-200:]}"
