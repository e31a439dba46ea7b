"""Hostile words on the command line: echoed as one line that nothing can hide in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from ends import UNSEEN, faults_of, inside, run
from parts import Case, Draw
from project import make_project

WORDS = {
    "ESC and bell": "\x1b]0;x\x07\x1b[31mred", "C1": "\u009b31mred", "leftward": "\u202eX",
    "isolate": "\u2066X",
    "Arabic mark": "\u061cX", "line separator": "a\u2028b",
    "line end": "a\nb: fine",
    "return": "a\rb", "20,000 letters": "N" * 20_000,
    "bytes": "\udcff\udcfe", "empty": "", "space": " ",
    "option": "--no-such\x1b[2J", "markup": "<b>x</b>", "formula": "=1+1", "astral": "\U0001f4a9",
    "path": "../" * 40 + "etc/passwd",
}  # fmt: skip
COMMANDS = (
    ["{}"], ["build", "{}"], ["build", "--rules", "{}"], ["check", "{}"], ["coverage", "{}"],
    ["chains", "--actor", "{}"], ["chains", "--case", "{}"], ["chains", "--since", "{}"],
    ["chains", "--chain", "{}"], ["chains", "--answer", "{}"], ["chains", "--address", "{}"],
    ["chains", "--basis", "{}"], ["chains", "--min-confidence", "{}"],
    ["chains", "--format", "{}"],
    ["show", "{}"], ["search", "{}"], ["explain", "{}"], ["stats", "--by", "{}"],
    ["stats", "-i", "{}"],
    ["diff", "{}", "out"], ["query", "{}"], ["query", "unanswered", "-p", "{}"], ["queries", "{}"],
    ["query", "unanswered", "-p", "actor={}"], ["query", "unanswered", "--timeout", "{}"],
    ["export", "-o", "{}"], ["draw", "-o", "x.html", "--card", "{}"], ["draw", "--view", "{}"],
    ["classes", "{}"], ["actors", "{}"], ["new", "{}"], ["anchor", "{}"], ["review", "{}"],
    ["evaluate", "{}"], ["bulk", "{}", "-o", "bulk"], ["chains", "--dyad", "{}", "RUS"],
)  # fmt: skip


def words(draw: Draw) -> Iterator[Case]:
    """See the module."""
    with inside(make_project(draw.folder / "p")) as folder:
        for command, name in draw.pick(product(COMMANDS, WORDS)):
            end = run(*[each.format(WORDS[name]) for each in command])
            faults = list(faults_of(end, codes=(0, 1, 2, 3, 4)))
            seen = end.out.decode("utf-8", "replace")
            faults += ["printed raw"] if any(map(UNSEEN.search, seen.splitlines())) else []
            yield Case(f"{' '.join(command)}: {name}", faults)
        assert folder.is_dir()
