"""kg init."""

from __future__ import annotations

import shlex
from pathlib import Path

import click


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
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
    from kg.errors import Place, UsageError, visible
    from kg.starter.project import make_project

    try:
        names = make_project(folder, base)
    except ValueError as error:
        raise UsageError(f"--base: {error}") from None
    made = ", ".join(f"{each}/" if (folder / each).is_dir() else each for each in names)
    enter = f"cd {shlex.quote(str(folder))} && " if folder.resolve() != Path.cwd() else ""
    click.echo(
        visible(
            f"{Place(str(folder))}: {made}, with an invented article and a table of events\n"
            f"1. Build it and look: {enter}kg build && kg chains\n"
            "2. Add rows to data/events/events.csv, or an article with kg new texts/YOURS.txt\n"
            "3. Run kg check, remove the example, and set base and title in kg.toml"
        ),
        err=True,
    )
