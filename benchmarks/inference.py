"""The figures of `kg evaluate` side by side, as benchmarks/README.md and README.md print them.

Reads all bundled data. With --write the tables and the sentence take their places between the
marks in the two files; otherwise they are printed.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.infer.evaluate import evaluate
from kg.infer.methods import BASELINE, METHODS, RULES
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
    names = ("figures", "curve", "placebos", "tiers", "reliability")
    return {name: evaluate(tasks, default_rules(), name) for name in names}


def lay_out(tables: Mapping[str, Table]) -> str:
    """All tables, each under a line that says what it holds."""
    figures = tables["figures"].rows
    parts = list(dict.fromkeys(row[0] for row in figures))
    first, others = parts[0], parts[1:]
    asked = {row[3]: row[6] for row in figures if row[:2] == (first, "full")}
    of = f"{asked['right best trigger']} answers, {asked['false links on openings']} openings"
    blocks = [f"Rules version {default_rules().version}. {first}, which only measures ({of}):"]
    blocks += [
        f"{kind} task:\n\n" + _compare(figures, first, kind, {row[3] for row in figures})
        for kind in ("full", "clean")
    ]
    blocks += [
        f"{part}, {kind} task:\n\n" + _compare(figures, part, kind, SHORT)
        for part in others
        for kind in ("full", "clean")
    ]
    curve = tables["curve"]
    blocks.append(f"Precision where only the surest links are kept, {first}, full task:")
    blocks.append(_table(curve.header[2:], _of(curve.rows, first, "full")))
    for kind in ("full", "clean"):
        blocks.append(f"Answers linked in earnest and in each placebo, {first}, {kind} task:")
        blocks.append(
            _table(tables["placebos"].header[2:], _of(tables["placebos"].rows, first, kind))
        )
    blocks.append(f"By what days and sides allow, {first}, full task:")
    blocks.append(_tiers(_of(tables["tiers"].rows, first, "full")))
    blocks.append(f"Confidence against how often the best trigger is right, {first}, full task:")
    reliability = tables["reliability"]
    blocks.append(_table(reliability.header[2:], _of(reliability.rows, first, "full")))
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


def _tiers(rows: Sequence[Row]) -> str:
    found = {(row[0], row[1]): row[2:] for row in rows}
    lines = []
    for tier in dict.fromkeys(name for name, _ in found):
        cells = [found[tier, method] for method in METHODS]
        lines.append((tier, *(_cell(*cell[:2]) for cell in cells), cells[0][2]))
    return _table(("tier", *METHODS, "of"), lines)


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
        value, drawn, _ = found[method, figure]
        return f"{value} ({drawn})"

    of = found[RULES, "right best trigger"][2]
    openings = found[RULES, "false links on openings"][2]
    linked = {name: placebos[RULES, name][0] for name in (REAL, REVERSED, PARTNERS, DRAWN)}
    return f"""\
On whole dyads of acts {SINCE}, which set no weight, with every sourced link hidden (95 % intervals by episode
in brackets), the best trigger is right for {tell(RULES, "right best trigger")} of {of} answers, and
{tell(RULES, "false links on openings")} of {openings} openings get a link. The nearest earlier act of the other side finds
{tell(BASELINE, "right best trigger")} with {tell(BASELINE, "false links on openings")} of the openings linked; at that
rate of false links the rules find {found[RULES, "right best trigger at the false rate of the nearest"][0]}. Of all links
{tell(RULES, "precision of links")} are right, and {tell(RULES, "precision, acts that answer something else too")} where acts that answer something
outside the record count too. The Brier skill is {tell(RULES, "Brier skill")}. {linked[REAL]} of the answers are linked
in earnest, {linked[DRAWN]} with dates drawn at random, {linked[PARTNERS]} with the wrong partner and {linked[REVERSED]} with
time reversed.
"""


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
