"""kg build, kg check, kg coverage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import (
    FORMAT,
    INPUT,
    NEW_FOLDER,
    RULES,
    TEXTS,
    open_corpus,
    say_input,
    say_left_out,
    show_table,
    texts_folder,
)

if TYPE_CHECKING:
    from kg.infer.rules import Rules
    from kg.rdf.validate import Engine

DATA_DIR = click.Path(path_type=Path, file_okay=False)
ENGINE = click.option(
    "--engine", type=click.Choice(["columns", "pyshacl"]), default="columns", show_default=True,
    help="What checks the shapes: columns is fast, and pySHACL checks small data, its findings and "
    "a sample again; pyshacl is pySHACL alone, far slower.",
)  # fmt: skip


@click.command("build")
@click.argument("folders", metavar="[INPUT]...", nargs=-1, type=DATA_DIR)
@click.option("--bundled", is_flag=True, help="Add the bundled data: articles and coded events.")
@click.option(
    "--without-events", is_flag=True,
    help="Of the bundled data, build the articles alone.",
)  # fmt: skip
@click.option(
    "--drafts", is_flag=True,
    help="Keep drafts, marked as such: what a program extracted and nobody reviewed.",
)  # fmt: skip
@click.option(
    "-o", "--out", type=NEW_FOLDER, help="Where to write. Default: out in kg.toml, or out."
)
@click.option(
    "--texts",
    type=TEXTS,
    help="Folder of the articles' texts: check digests, spans and counts. Default: that of "
    "kg.toml.",
)
@click.option(
    "--no-cache", is_flag=True,
    help="Read every file again; else those that have not changed are known from the last build.",
)  # fmt: skip
@RULES
@ENGINE
def build_command(
    folders: tuple[Path, ...],
    bundled: bool,
    without_events: bool,
    drafts: bool,
    out: Path | None,
    texts: Path | None,
    no_cache: bool,
    rules: Rules | None,
    engine: Engine,
) -> None:
    """Build the graph, its links and chains, the tables and the page.

    INPUT is a folder laid out like data/; several are read as one and may refer to each other. The
    bundled actors are always added. Without INPUT, builds the data that kg.toml names, or the
    bundled data: articles and coded events. Reports all problems at once; with errors, nothing is
    written.

    \b
    Example: kg build my-data --bundled -o out
    """
    from kg.build import build_graph, refuse_sources, write_build
    from kg.cache import CACHE, Cache
    from kg.model.actions import count_events
    from kg.read.folders import find_sources
    from kg.read.project import find_project, project_options
    from kg.read.texts import count_unchecked
    from kg.sources import Input, find_out, project_base, project_rules
    from kg.tell.words import spell_totals

    project = find_project()
    named = project if project and not folders else None
    if named:
        folders, bundled = named.data, bundled or named.bundled
    events = not without_events
    whole = bundled or not folders
    found = Input(folders=tuple(folders), bundled=whole, events=events, project=named)
    say_input(found)
    held = texts_folder(texts)
    out = out or find_out()
    sources = find_sources(folders, bundled=bundled, events=events)
    refuse_sources(out, [each.folder for each in sources], held)
    cache = None if no_cache else Cache(out / CACHE)
    built = build_graph(
        folders,
        bundled=bundled,
        events=events,
        drafts=drafts,
        rules=rules or project_rules(project),
        engine=engine,
        base=project_base(found),
        texts=held,
        asked=texts is not None,
        cache=cache,
    )
    for each in built.warnings:
        click.echo(str(each), err=True)
    say_left_out(built.corpus)
    write_build(built, out, options=project_options(project))
    if cache is not None:
        cache.save(out)
    record = built.corpus.record
    told = spell_totals(
        articles=len(record.articles),
        events=count_events(record.reports),
        actions=len(record.actions),
        reports=len(record.reports),
        claimed=len(record.links),
        inferred=len(built.inferred),
        chains=len(built.chains),
    )
    click.echo(
        f"{out}: {told}",
        err=True,
    )
    if folders and held is None and (note := count_unchecked(built.corpus.own_passages())):
        click.echo(note, err=True)


@click.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--texts", type=TEXTS,
    help="Folder of the articles' texts: check digests, spans and counts; a text that is not there "
    "is an error. Default: that of kg.toml.",
)  # fmt: skip
@ENGINE
def check_command(files: tuple[Path, ...], texts: Path | None, engine: Engine) -> None:
    """Report every problem of annotation files, or of whole data folders, at file:line:column.

    Without FILES, checks the data that kg.toml names; else that of the last build (out/); else the
    working folder, if it is laid out like data/; else the bundled data. A file is read together
    with the data folder that contains it, or else with the bundled data; several folders as the one
    record that kg build makes of them.

    \b
    Example: kg check data/articles/nytimes-2018-03-26.yaml
    """
    from kg.check import check_files
    from kg.errors import Place, count_findings, visible
    from kg.sources import find_checked

    named = ", ".join(str(Place(str(each))) for each in files[:3])
    told = named or find_checked()[1]
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    click.echo(f"checking {told}{more}", err=True)
    notes: list[str] = []
    held = texts_folder(texts)
    findings, unreadable = check_files(
        files, held, asked=texts is not None, notes=notes, engine=engine
    )
    for note in notes:
        click.echo(note, err=True)
    for each in findings:
        click.echo(visible(str(each)))
    errors = any(each.severity == "error" for each in findings)
    click.echo(count_findings(findings), err=True)
    raise SystemExit(3 if unreadable else 1 if errors else 0)


@click.command("coverage")
@click.option(
    "--texts",
    type=TEXTS,
    help="Folder of the articles' texts, found by sha256. Default: that of kg.toml.",
)
@INPUT
@FORMAT
def coverage_command(texts: Path | None, inputs: tuple[Path, ...], form: str | None) -> None:
    """Show how many sentences of each article are covered by a report or claim, and which are not.

    Boilerplate, and sentences marked as describing no act, are counted separately. Exits with 1 if
    a sentence is not covered, a span is wider than a sentence, or a text is missing.

    \b
    Example: kg coverage --texts articles/
    """
    from kg.read.texts import check_texts, read_texts
    from kg.tell.coverage import cover, coverage_table

    folder = texts_folder(texts)
    if folder is None:
        raise click.UsageError("Missing option '--texts': the folder of the articles' texts.")
    corpus = open_corpus(inputs)
    corpus.stop_at_errors()
    found = read_texts(folder)
    covered = cover(corpus.record, found)
    show_table(coverage_table(covered), form)
    findings = check_texts(corpus.passages, found, folder)
    for each in findings:
        click.echo(str(each), err=True)
    raise SystemExit(1 if findings or any(each.untouched for each in covered) else 0)
