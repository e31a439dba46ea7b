"""kg init, kg new."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kg.cli.common import NEW_FOLDER


@click.command("init")
@click.argument("folder", metavar="DIR", type=NEW_FOLDER)
@click.option(
    "--base", metavar="IRI",
    help="The address below which your ids become IRIs; it ends in / or #. Default: a random one, "
    "which kg.toml says how to replace.",
)  # fmt: skip
def init_command(folder: Path, base: str | None) -> None:
    """Begin a project: kg.toml, folders, schemas for editors, and an invented example to build.

    Writes kg.toml, data/ and texts/ into DIR, and overwrites nothing. Every command finds kg.toml
    from DIR and from any folder in it. --base is for those who know their address already.

    \b
    Example: kg init my-project
    """
    from kg.errors import Place, UsageError
    from kg.paths import working_folder
    from kg.starter.project import example_files, make_project, table_file

    try:
        names = make_project(folder, base)
    except ValueError as error:
        raise UsageError(f"--base: {error}") from None
    made = ", ".join(f"{each}/" if (folder / each).is_dir() else each for each in names)
    enter = f"cd {shlex.quote(str(folder))} && " if folder.resolve() != working_folder() else ""
    click.echo(
        f"{Place(str(folder))}: {made}, with an invented article and a table of events\n"
        f"1. Build it and look: {enter}kg build && kg chains\n"
        f"2. Add rows to {table_file(folder)}, or an article with kg new texts/YOURS.txt\n"
        "3. Set base and title in kg.toml, and remove the example (first move rows of your own "
        f"out of the table):\n   rm {' '.join(example_files(folder))}",
        err=True,
    )


@click.command("new")
@click.argument("text", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Where to write; - is standard output. Default: ID.yaml in the project's articles/.",
)  # fmt: skip
@click.option(
    "--publisher",
    metavar="NAME",
    help="Who published it: an id or any name (kg actors lists them).",
)
@click.option("--published", metavar="DATE", help="When, if the text does not say: 2031-03-04.")
@click.option(
    "--strip", is_flag=True, help="Instead, remove from the annotation TEXT what was added."
)
def new_command(
    text: Path, out: Path | None, publisher: str | None, published: str | None, strip: bool
) -> None:
    """Begin the annotation of an article from its text, a UTF-8 file or - (standard input).

    Writes what the text tells (digest, length, headline, day) and, as comments, each sentence with
    its offsets, the actors, numbers and days in it, and records to fill in: reports, links where
    words say that one act answers another, boilerplate for captions and counters. Overwrites
    nothing.
    The sentences are for you alone: kg check warns of them, and kg new --strip FILE removes them
    from the annotation when all is done.

    \b
    Example: kg new texts/gazette.txt --publisher "Klow Gazette"
             kg new --strip data/articles/klow-gazette-2031-03-04.yaml
    """
    from kg.starter.article import new_article, strip_article

    if strip:
        if out or publisher or published or str(text) == "-":
            raise click.UsageError("--strip takes an annotation file and no other option.")
        click.echo(strip_article(text), err=True)
        return
    made, said = new_article(text, out, publisher=publisher, published=published)
    if made is not None:
        click.echo(made, nl=False)
    click.echo(said, err=True)
