"""Mistakes in YAML that people make: what is wrong, where it begins, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

#: What stands for no value in YAML where it is not in quotes, as null does in JSON.
NULLS: Final = frozenset({"null", "Null", "NULL", "~"})

_INDENT: Final = re.compile(r"[ \t]*")
_KEY: Final = re.compile(r"(?:^|[\s{,])[^\s{},:]+:[ \t]")
_GROUPED: Final = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?!\w)")
_COLON: Final = "': ' inside the text; put the text in quotes"


def explain_error(error: Any, lines: Sequence[str], bracket: Any = None) -> tuple[int, int, str]:
    """What a YAML error of libyaml or PyYAML means, with its line and column, both 1-based.

    Args:
        error: its context, problem and their marks, which count from 0.
        lines: the lines of the file.
        bracket: the mark of the innermost [ or { that is open.
    """
    problem, context = str(error.problem or "not well-formed"), str(error.context or "")
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 0, 0, f"is not valid YAML: {problem}; check indents and quotes"
    line = lines[mark.line] if mark.line < len(lines) else ""
    indent = _INDENT.match(line)
    at = mark.line + 1, mark.column + 1
    if indent and "\t" in indent[0] and mark.column <= indent.end():
        return at[0], indent[0].index("\t") + 1, "a tab indents this line; use spaces"
    if "quoted scalar" in context and "end of stream" in problem and error.context_mark:
        return _unclosed(error.context_mark, lines)
    colon = line[mark.column : mark.column + 1] == ":" and _KEY.search(line[: mark.column])
    if colon and ("flow" in context or "mapping values" in problem):
        return *at, _COLON
    if bracket and ("',' or" in problem or ("flow" in context and mark.line > bracket.line)):
        return _unclosed(bracket, lines)
    if "node content" in problem and (sign := line[mark.column : mark.column + 1]):
        return *at, f"a value is missing before {sign!r}; write it, or remove the sign"
    if "mapping values" in problem:
        return *at, "this line is indented more than the value above it; align it with its key"
    if "cannot start any token" in problem:
        sign = line[mark.column : mark.column + 1]
        return *at, f"a text cannot begin with {sign!r}; put the text in quotes"
    return *at, _stray(line, mark.column) or (
        f"is not valid YAML here: {problem}; check indents and quotes"
    )


def _stray(line: str, at: int) -> str:
    """What is wrong with a line that goes on, or begins, where nothing was expected."""
    sign, before = line[at : at + 1], line[:at].strip()
    if sign and sign in "}]":
        return f"this {sign} closes nothing; remove it, or put the text in quotes"
    if before and before[-1] in "'\"":
        quote = "''" if before[-1] == "'" else '\\"'
        return f"the text continues after its closing quote; write a quote inside it as {quote}"
    return "" if before else "this line is not aligned with those above it; check its indent"


def _unclosed(opened: Any, lines: Sequence[str]) -> tuple[int, int, str]:
    sign = lines[opened.line][opened.column : opened.column + 1]
    return opened.line + 1, opened.column + 1, f"the {sign} of line {opened.line + 1} is not closed"


def find_cut(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where a comma cuts a value inside { }, and what to write instead.

    Args:
        text: the whole file.
        start: where a key without a value begins, in code points.
        end: where it ends.

    >>> find_cut("{quantity: 1,000}", 13, 16)
    (11, 'a comma inside { } ends the value; write 1000')
    """
    if not text[:start].rstrip().endswith(",") or text[end:].lstrip().startswith(":"):
        return None
    line = text.rfind("\n", 0, start) + 1
    for number in _GROUPED.finditer(text, line):
        if number.start() < start < number.end():
            plain = number[0].replace(",", "")
            return number.start(), f"a comma inside {{ }} ends the value; write {plain}"
        if number.start() >= start:
            break
    return start, "a comma inside { } ends the value; put the text in quotes"
