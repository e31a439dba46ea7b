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


#: What README.md compares -> the words of a line there.
COMPARED = {
    UNTOLD: "links right where no source tells",
    WIDER_UNTOLD: "the same, if links on acts answering something outside the record count too",
    RIGHT: "answers with the right trigger linked",
    FALSE: "openings with a link, all false",
    PRECISION: "links right, on answers and openings",
    AVERAGE: "average precision",
}


def sum_up(tables: Mapping[str, Table]) -> str:
    """The main figures beside two simpler ways, and what they say, in a table and sentences."""
    rows = tables["figures"].rows
    found = {row[:2]: row[2:] for row in _of(rows, rows[0][0], "full")}
    placebos = {row[:2]: row[2:] for row in _of(tables["placebos"].rows, rows[0][0], "full")}
    linked = {name: placebos[RULES, name][0] for name in (REAL, REVERSED, PARTNERS, DRAWN)}

    def value(method: str, figure: str) -> str:
        return found[method, figure][0]

    ways = {RULES: "the rules", TWO_LINES: "two-line rule", BASELINE: "nearest act"}
    lines = [
        (
            words,
            f"{_cell(*found[RULES, figure][:2])} of {found[RULES, figure][2]}",
            *(value(way, figure) for way in (TWO_LINES, BASELINE)),
        )
        for figure, words in COMPARED.items()
    ]
    says = (
        f"""
        **Where no source says what an act answers, {value(RULES, UNTOLD)} of the
        {found[RULES, UNTOLD][2]} links are right, and {value(RULES, WIDER_UNTOLD)} of
        {found[RULES, WIDER_UNTOLD][2]}** if links on acts whose source names a ground outside the
        record count as well; nothing in a build tells the two apart. Most links that a build shows
        as inferred are of this kind.
        """,
        f"""
        On acts {SINCE} of whole dyads (every act between two states was coded), with what sources
        say hidden; in brackets the 95 % interval, drawn by episode. An opening answers nothing.
        The two-line rule links the nearest act of a like class, or a hostile act; the nearest act
        is the last one of the other side. {_rank_ways(found)} A Hawkes process is right for
        {value(HAWKES, RIGHT)} of the answers. The rules link {linked[REAL]} of the answers as they
        are, {linked[DRAWN]} with dates drawn at random, {linked[PARTNERS]} with the wrong partner
        and {linked[REVERSED]} with time reversed.
        """,
    )
    first, second = (
        textwrap.fill(" ".join(said.split()), 110, break_on_hyphens=False) for said in says
    )
    return f"{first}\n\n{_table(('', *ways.values()), lines)}\n\n{second}\n"


def _rank_ways(found: Mapping[Row, Row]) -> str:
    """Where the two-line rule is better than the rules, and where it is worse, by its figures."""
    shares = {UNTOLD: "where no source tells", PRECISION: "in precision", RIGHT: "in recall"}
    pairs = {x: [_number(found[way, x][0]) for way in (RULES, TWO_LINES)] for x in (*shares, FALSE)}
    better = [words for figure, words in shares.items() if pairs[figure][1] > pairs[figure][0]]
    told = f"It is better than the rules {', '.join(better)}" if better else ""
    worse = pairs[FALSE][1] > pairs[FALSE][0]
    price = f"{'but ' if told else 'It '}links more of the openings" if worse else ""
    parts = ", ".join(filter(None, (told, price)))
    return f"{parts}." if parts else "It is nowhere better than the rules."


def _number(share: str) -> float:
    return float(share.rstrip("%"))


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
