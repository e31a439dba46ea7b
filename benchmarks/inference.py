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
from kg.infer.methods import BASELINE, HAWKES, METHODS, RULES, VARIANTS
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
#: What of the other parts is printed beside the measuring part.
SHORT = ("right best trigger", "false links on openings", "average precision", "Brier skill")


def read_tables() -> dict[str, Table]:
    """Each table of `kg evaluate` over all bundled data."""
    corpus = read_corpus(data_folder())
    folders = find_references(corpus.sources)
    tasks = find_tasks(corpus.record, [read_reference(each, corpus.actors) for each in folders])
    names = ("figures", "curve", "placebos", "tiers", "weights", "reliability")
    return {name: evaluate(tasks, default_rules(), name) for name in names}


def lay_out(tables: Mapping[str, Table]) -> str:
    """All tables, each under a line that says what it holds."""
    figures = tables["figures"].rows
    first, *others = dict.fromkeys(row[0] for row in figures)
    every = dict.fromkeys(row[3] for row in figures)
    blocks = [f"Rules version {default_rules().version}. All figures of **{first}**, full task:"]
    blocks += [_compare(figures, first, "full", every)]
    blocks += ["Clean task:", _compare(figures, first, "clean", every)]
    blocks += ["The rules otherwise, full task:", _variants(_of(figures, first, "full"))]
    for part in others:
        for kind in ("full", "clean"):
            blocks += [f"**{part}**, {kind} task:", _compare(figures, part, kind, SHORT)]

    def print_as_is(name: str, says: str, kinds: Sequence[str] = ("full",)) -> None:
        for kind in kinds:
            rows = _of(tables[name].rows, first, kind)
            blocks.extend([f"{says}, {kind} task:", _table(tables[name].header[2:], rows)])

    print_as_is("curve", "Precision where only the surest links are kept")
    print_as_is("placebos", "Answers that are linked to anything", ("full", "clean"))
    blocks += [
        "By what days and sides allow, full task:", _tiers(_of(tables["tiers"].rows, first, "full"))
    ]  # fmt: skip
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


def _compare(rows: Iterable[Row], part: str, kind: str, figures: Iterable[str]) -> str:
    """One row a figure, one column a method."""
    found = {(row[1], row[0]): row[2:] for row in _of(rows, part, kind)}
    wanted = set(figures)
    lines = []
    for figure in dict.fromkeys(name for name, _ in found if name in wanted):
        cells = [found.get((figure, method)) for method in (*METHODS, GAIN)]
        of = next(cell[2] for cell in cells if cell)
        lines.append((figure, *(_cell(*cell[:2]) if cell else "" for cell in cells), of))
    return _table(("figure", *METHODS, "rules less nearest", "of"), lines)


def _variants(rows: Sequence[Row]) -> str:
    """The rules beside what else they could be, in the figures that tell them apart."""
    found = {(row[1], row[0]): row[2:] for row in rows}
    methods = [name for name in (RULES, *VARIANTS) if (SHORT[0], name) in found]
    wanted = (*SHORT[:2], "links on acts that answer something else", *SHORT[2:])
    lines = [(figure, *(_cell(*found[figure, name][:2]) for name in methods)) for figure in wanted]
    return _table(("figure", *methods), lines)


def _tiers(rows: Sequence[Row]) -> str:
    found = {(row[0], row[1]): row[2:] for row in rows}
    methods = dict.fromkeys(name for _, name in found)
    lines = []
    for tier in dict.fromkeys(name for name, _ in found):
        cells = [found.get((tier, method)) for method in methods]
        of = next(cell[2] for cell in cells if cell)
        lines.append((tier, *(_cell(*cell[:2]) if cell else "" for cell in cells), of))
    return _table(("tier", *methods, "of"), lines)


def _table(header: Sequence[str], rows: Iterable[Row]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in [tuple(header), *rows]]
    lines.insert(1, "|" + "---|" * len(header))
    return "\n".join(lines)


def sum_up(tables: Mapping[str, Table]) -> str:
    """The main figures in sentences."""
    rows = tables["figures"].rows
    part = rows[0][0]
    found = {row[:2]: row[2:] for row in _of(rows, part, "full")}
    placebos = {row[:2]: row[2:] for row in _of(tables["placebos"].rows, part, "full")}

    def tell(method: str, figure: str) -> str:
        return _cell(*found[method, figure][:2])

    right, false, precise = "right best trigger", "false links on openings", "precision of links"
    at_false = found[RULES, f"{right} at the false rate of the nearest"][0]
    wide = tell(RULES, "precision, acts that answer something else too")
    linked = {name: placebos[RULES, name][0] for name in (REAL, REVERSED, PARTNERS, DRAWN)}
    said = f"""
        On whole dyads, of acts {SINCE}, which set no weight (in brackets the 95 % interval, drawn
        by episode), the best trigger is right for {tell(RULES, right)} of {found[RULES, right][2]}
        answers, and {tell(RULES, false)} of {found[RULES, false][2]} opening acts get a link. Of
        the links on both {tell(RULES, precise)} are right, and {wide} where acts that answer
        something outside the record count as well. The nearest earlier act of the other side,
        given the same order of acts, is right for {tell(BASELINE, right)} and links
        {tell(BASELINE, false)} of the openings; at that rate of false links the rules are right
        for {at_false}. A Hawkes process is right for {tell(HAWKES, right)} with
        {tell(HAWKES, false)} linked. The Brier skill of the rules is {tell(RULES, "Brier skill")}.
        They link {linked[REAL]} of the answers as they are, {linked[DRAWN]} with dates drawn at
        random, {linked[PARTNERS]} with the wrong partner and {linked[REVERSED]} with time reversed.
    """
    return textwrap.fill(" ".join(said.split()), 110, break_on_hyphens=False) + "\n"


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
