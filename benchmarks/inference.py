"""The figures of `kg evaluate` side by side, as benchmarks/README.md and README.md print them.

Reads all bundled data. With --write the tables and the sentence take their places between the
marks in the two files; otherwise they are printed.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.infer.evaluate import evaluate
from kg.infer.measures import AVERAGE, FALSE, PRECISION, RIGHT, UNTOLD, WIDER
from kg.infer.methods import BASELINE, HAWKES, METHODS, RULES, TWO_LINES, VARIANTS
from kg.infer.placebos import DRAWN, PARTNERS, REAL, REVERSED
from kg.infer.rules import default_rules
from kg.infer.tasks import SINCE, find_tasks
from kg.paths import data_folder
from kg.read.corpus import read_corpus
from kg.read.judgements import find_references, read_reference
from kg.tables import Table

ROOT = Path(__file__).parents[1]
Row = tuple[str, ...]
GAIN = f"{RULES} less {BASELINE}"
WIDER_UNTOLD = f"{UNTOLD}, {WIDER}"
WIDER_PRECISION = f"precision, {WIDER}"
SKILL = "Brier skill"
OUTSIDE = "links on acts that answer something else"
#: What was asked of the rules on the measuring part before they were measured on it.
ASKED = {
    RIGHT: "≥ 65 %",
    FALSE: "≤ 7 %",
    f"{RIGHT} at the false rate of the nearest": "≥ 80 %",
    SKILL: "≥ 0.5",
    "precision at half coverage": "≥ 90 %",
}
#: What of the other parts is printed beside the measuring part.
SHORT = (UNTOLD, WIDER_UNTOLD, RIGHT, FALSE, AVERAGE, SKILL)


def read_tables() -> dict[str, Table]:
    """Each table of `kg evaluate` over all bundled data."""
    corpus = read_corpus(data_folder())
    folders = find_references(corpus.sources)
    tasks = find_tasks(corpus.record, [read_reference(each, corpus.actors) for each in folders])
    names = ("figures", "curve", "placebos", "tiers", "weights", "reliability")
    return {name: evaluate(tasks, default_rules(), name) for name in names}


def lay_out(tables: Mapping[str, Table]) -> str:
    """All tables, each under a line that says what it holds."""
    first, *others = dict.fromkeys(row[0] for row in tables["figures"].rows)
    every = (*METHODS, GAIN)

    def compare(part: str, kind: str, columns: Sequence[str], only: Sequence[str] = ()) -> str:
        return _pivot(_figures(tables, part, kind), "figure", columns, only)

    blocks = [
        f"Rules version {default_rules().version}, {first}, full task:",
        _asked(tables, first),
    ]
    blocks += [f"All figures of **{first}**, full task:", compare(first, "full", every)]
    blocks += ["Clean task:", compare(first, "clean", every)]
    blocks += ["The rules otherwise, full task:"]
    blocks += [compare(first, "full", (RULES, *VARIANTS), (*SHORT, OUTSIDE))]
    for part in others:
        for kind in ("full", "clean"):
            blocks += [f"**{part}**, {kind} task:", compare(part, kind, every, SHORT)]

    def print_as_is(name: str, says: str, kinds: Sequence[str] = ("full",)) -> None:
        for kind in kinds:
            rows = _of(tables[name].rows, first, kind)
            blocks.extend([f"{says}, {kind} task:", _table(tables[name].header[2:], rows)])

    print_as_is("curve", "Precision where only the surest links are kept")
    print_as_is("placebos", "Answers that are linked to anything", ("full", "clean"))
    tiers = _of(tables["tiers"].rows, first, "full")
    methods = list(dict.fromkeys(row[1] for row in tiers))
    blocks += ["By what days and sides allow, full task:", _pivot(tiers, "tier", methods, ())]
    print_as_is("reliability", "Confidence against how often the best trigger is right")
    weights = [row for row in tables["weights"].rows if row[1] == "full" and row[-1] != "0"]
    blocks += [
        f"Weights as documented and as fitted to {weights[0][0]}, full task, those that an act of "
        "it speaks for or against:",
        _table(tables["weights"].header[2:], [row[2:] for row in weights]),
    ]
    return "\n\n".join(blocks) + "\n"


def _of(rows: Iterable[Row], part: str, kind: str) -> list[Row]:
    return [row[2:] for row in rows if row[:2] == (part, kind)]


def _cell(value: str, drawn: str) -> str:
    return f"{value} ({drawn})" if drawn else value


def _figures(tables: Mapping[str, Table], part: str, kind: str) -> list[Row]:
    """The figures of a part, with the figure before the method."""
    return [(row[1], row[0], *row[2:]) for row in _of(tables["figures"].rows, part, kind)]


def _pivot(rows: Iterable[Row], header: str, columns: Sequence[str], only: Sequence[str]) -> str:
    """One line for each first cell of the rows, one column for each second cell.

    Args:
        rows: what and by which method, value, interval, of how many.
        header: of the first column.
        columns: the methods.
        only: the lines wanted; empty for all.
    """
    found = {row[:2]: row[2:] for row in rows}
    lines = []
    for name in only or dict.fromkeys(line for line, _ in found):
        cells = [found.get((name, column)) for column in columns]
        of = [cell[2] for cell in cells if cell]
        if of:
            told = (_cell(*cell[:2]) if cell else "" for cell in cells)
            lines.append((name, *told, of[0]))
    return _table((header, *columns, "of"), lines)


def _asked(tables: Mapping[str, Table], part: str) -> str:
    """What was asked of the rules, and what they give."""
    found = {row[:2]: row[2:] for row in _of(tables["figures"].rows, part, "full")}
    lines = [
        (figure, _cell(*found[RULES, figure][:2]), asked)
        for figure, asked in ASKED.items()
        if (RULES, figure) in found
    ]
    above = {row[:2]: row[5:7] for row in _of(tables["placebos"].rows, part, "full")}
    for placebo in (REVERSED, PARTNERS):
        cell = _cell(*above[RULES, placebo])
        lines.append((f"answers linked above chance, {placebo}", cell, "0 in the interval"))
    return _table(("figure", "rules", "asked"), lines)


def _table(header: Sequence[str], rows: Iterable[Row]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in [tuple(header), *rows]]
    lines.insert(1, "|" + "---|" * len(header))
    return "\n".join(lines)


def sum_up(tables: Mapping[str, Table]) -> str:
    """The main figures in sentences, first those of the links that a build shows as inferred."""
    rows = tables["figures"].rows
    part = rows[0][0]
    found = {row[:2]: row[2:] for row in _of(rows, part, "full")}
    placebos = {row[:2]: row[2:] for row in _of(tables["placebos"].rows, part, "full")}

    clean = {row[:2]: row[2:] for row in _of(rows, part, "clean")}

    def tell(method: str, figure: str) -> str:
        return _cell(*found.get((method, figure), ("not known", ""))[:2])

    def value(method: str, figure: str, of: Mapping[Row, Row] = found) -> str:
        return of[method, figure][0]

    at_false = f"{RIGHT} at the false rate of the nearest"
    by_source = found[RULES, f"{RIGHT}, answers told"][2]
    beside = _compare(value(RULES, at_false), value(BASELINE, RIGHT))
    linked = {name: placebos[RULES, name][0] for name in (REAL, REVERSED, PARTNERS, DRAWN)}
    paragraphs = [
        f"""
        **Where no source says what an act answers, {value(RULES, UNTOLD)} of the
        {found[RULES, UNTOLD][2]} links are right, and {value(RULES, WIDER_UNTOLD)} of
        {found[RULES, WIDER_UNTOLD][2]}** if links on acts whose source names a ground outside the
        record count as well; nothing in a build tells the two apart. In 95 % of drawings these
        shares are {found[RULES, UNTOLD][1]} and {found[RULES, WIDER_UNTOLD][1]}. Most links that a
        build shows as inferred are of this kind.
        """,
        f"""
        All figures are of acts {SINCE} on whole dyads (every act between two states was coded),
        which set no weight, with what sources say of answers hidden; in brackets stands the 95 %
        interval, drawn by episode. A trigger is the act that an answer answers, an opening an act
        that answers nothing. The trigger that the rules find most likely is linked and right for
        {tell(RULES, RIGHT)} of {found[RULES, RIGHT][2]} answers ({by_source} of them told by a
        source), and
        {tell(RULES, FALSE)} of {found[RULES, FALSE][2]} openings get a link. Of the links on
        answers and openings {tell(RULES, PRECISION)} are right, and {tell(RULES, WIDER_PRECISION)}
        with those on acts that answer something outside the record. The rules link {linked[REAL]}
        of the answers as they are, {linked[DRAWN]} with dates drawn at random, {linked[PARTNERS]}
        with the wrong partner and {linked[REVERSED]} with time reversed.
        """,
        f"""
        **Beside simpler ways.** Always linking the nearest earlier act of the other side, given the
        same order of acts, is right for {tell(BASELINE, RIGHT)} of the answers and links
        {tell(BASELINE, FALSE)} of the openings. With their threshold moved to that rate of false
        links, the rules are right for {tell(RULES, at_false)}: {beside} that way, and
        {_compare(value(RULES, at_false), value(HAWKES, at_false))} a Hawkes process (an act raises
        the rate of the other side's acts for a while), which is right for
        {tell(HAWKES, at_false)} there. The two-line rule (the nearest act of a like
        class, or a hostile act) is right for {tell(TWO_LINES, RIGHT)} and links
        {tell(TWO_LINES, FALSE)} of the openings. Brier skill,
        which is 1 where confidence is never wrong and 0 where it tells no more
        than the share of right ones, is
        {tell(RULES, SKILL)} for the rules and {tell(HAWKES, SKILL)} for the Hawkes process. Average
        precision, which is 1 where all right links are surer than all wrong ones, is
        {value(RULES, AVERAGE)} for the rules, {value(BASELINE, AVERAGE)} for the nearest act and
        {value(HAWKES, AVERAGE)} for the Hawkes process; without hostile acts and acts of inexact
        day it is {value(RULES, AVERAGE, clean)}, {value(BASELINE, AVERAGE, clean)} and
        {value(HAWKES, AVERAGE, clean)}, where the difference of the rules from the nearest act is
        {_cell(*clean[GAIN, AVERAGE][:2])}.
        """,
    ]
    return (
        "\n\n".join(
            textwrap.fill(" ".join(said.split()), 110, break_on_hyphens=False)
            for said in paragraphs
        )
        + "\n"
    )


def _compare(ours: str, theirs: str) -> str:
    """How often the rules are right beside another way: two shares in per cent, as printed."""
    one, other = (float(each.rstrip("%")) for each in (ours, theirs))
    return "less often than" if one < other else "more often than" if one > other else "as often as"


def put(text: str, path: Path, mark: str) -> None:
    """Put a text between the two marks of a file."""
    begin, end = f"<!-- {mark} -->\n", f"<!-- end of {mark} -->\n"
    old = path.read_text(encoding="utf-8")
    new, count = re.subn(
        f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}{text}{end}", old, flags=re.S
    )
    if count != 1:
        raise SystemExit(f"{path}: needs {begin.strip()} and {end.strip()} once each")
    path.write_text(new, encoding="utf-8")


def main() -> None:
    """Print what is measured, or write it into the two files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write it into the two files")
    options = parser.parse_args()
    tables = read_tables()
    if options.write:
        put(lay_out(tables), ROOT / "benchmarks" / "README.md", "kg evaluate")
        put(sum_up(tables), ROOT / "README.md", "kg evaluate")
    else:
        print(sum_up(tables))
        print(lay_out(tables))


if __name__ == "__main__":
    main()
