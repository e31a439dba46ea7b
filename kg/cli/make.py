"""kg build, kg check, kg coverage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import DATA, FORMAT, RULES, show_table

if TYPE_CHECKING:
    from kg.infer.rules import Rules

DATA_DIR = click.Path(path_type=Path, file_okay=False)
TEXTS = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command("build")
@click.argument("data_dir", required=False, type=DATA_DIR)
@click.option(
    "-o", "--out", type=DATA_DIR, default="out", show_default=True, help="Where to write."
)
@RULES
def build_command(data_dir: Path | None, out: Path, rules: Rules | None) -> None:
    """Build the graph, its links and chains, the tables and the page.

    DATA_DIR is laid out like data/ (default: the bundled data); its actors join the bundled ones.
    All problems are told at once and then nothing is written.

    \b
    Example: kg build -o out
    """
    from kg.build import build_graph, write_build
    from kg.errors import visible

    built = build_graph(data_dir, rules=rules)
    for each in built.warnings:
        click.echo(visible(str(each)), err=True)
    write_build(built, out)
    record = built.corpus.record
    click.echo(
        f"{out}: {len(record.articles)} articles, {len(record.actions)} actions, "
        f"{len(record.reports)} reports, {len(record.links)} claimed and {len(built.inferred)} "
        f"inferred links, {len(built.chains)} chains",
        err=True,
    )


@click.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--texts", type=TEXTS,
    help="Folder of the articles' texts: check digests, and that spans stay within a sentence.",
)  # fmt: skip
def check_command(files: tuple[Path, ...], texts: Path | None) -> None:
    """Report every problem of annotation files, or of whole data folders, at file:line:column.

    FILES default to the bundled data. A file is read together with the data folder it lies in, or
    with the bundled data where it lies in none.

    \b
    Example: kg check data/articles/nytimes-2018-03-26.yaml
    """
    from kg.check import check_files
    from kg.errors import visible

    findings, unreadable = check_files(files, texts)
    for each in findings:
        click.echo(visible(str(each)))
    errors = sum(each.severity == "error" for each in findings)
    click.echo(f"{errors} problems, {len(findings) - errors} warnings", err=True)
    raise SystemExit(3 if unreadable else 1 if errors else 0)


@click.command("coverage")
@click.option(
    "--texts", type=TEXTS, required=True, help="Folder of the articles' texts, found by sha256."
)
@DATA
@FORMAT
def coverage_command(texts: Path, data: Path | None, form: str | None) -> None:
    """Show per article how many of its sentences some report touches, and which none does.

    Boilerplate, and sentences marked as telling of no act, are counted apart. Exit 1 where a
    sentence is untouched, a span is wider than a sentence, or a text is missing.

    \b
    Example: kg coverage --texts articles/
    """
    from kg.errors import visible
    from kg.read.corpus import read_corpus
    from kg.read.texts import check_texts, read_texts
    from kg.tell.coverage import cover, coverage_table

    record = read_corpus(data).record
    found = read_texts(texts)
    covered = cover(record, found)
    show_table(coverage_table(covered), form)
    findings = check_texts(record, found)
    for each in findings:
        click.echo(visible(str(each)), err=True)
    raise SystemExit(1 if findings or any(each.untouched for each in covered) else 0)
