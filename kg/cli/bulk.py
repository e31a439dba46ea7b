"""kg bulk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import NEW_FOLDER, RULES, project_value

if TYPE_CHECKING:
    from kg.bulk.results import Asked, Found
    from kg.infer.rules import Rules
    from kg.model.actors import Actors

_ENGINES = ("duckdb", "spark")  # as kg.bulk.engines has them


@click.command("bulk")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--out", required=True, type=NEW_FOLDER, help="Where to write.",
)  # fmt: skip
@click.option(
    "--engine", type=click.Choice(_ENGINES), default="duckdb", show_default=True,
    help="What does the work; the rows are the same. Spark pays past one machine.",
)  # fmt: skip
@RULES
@click.option(
    "--take", is_flag=True,
    help="Write the acts of the links of one pair as a table of events for kg build, in place of "
    "the Parquet files; with --dyad.",
)  # fmt: skip
@click.option("--dyad", nargs=2, metavar="NAME NAME", help="With --take: the two states.")
@click.option("--since", metavar="DATE", help="With --take: links with an answer from DATE on.")
@click.option("--until", metavar="DATE", help="With --take: links with a trigger up to DATE.")
def bulk_command(
    sources: tuple[Path, ...],
    out: Path,
    engine: str,
    rules: Rules | None,
    take: bool,
    dyad: tuple[str, str] | None,
    since: str | None,
    until: str | None,
) -> None:
    """Infer links among coded events by the million: GDELT, ICEWS, tables.

    A source is a file of GDELT 1 or 2 or of ICEWS, or a table with the columns of events/
    (data/README.md), as CSV or Parquet, or a zip of such files. Rows of one day, pair and code are
    one act. What comes out are candidates for a person to read, never assertions; docs/bulk.md says
    what the rule can and cannot weigh here.

    Writes links.parquet and counts.parquet (by pair and year), or with --take a table of events.

    \b
    Example: kg bulk 20161013*.zip -o feed
             kg bulk 20161013*.zip -o look --take --dyad RUS USA --since 2014
    """
    from kg.bulk.engines import need_engine
    from kg.bulk.results import CANDIDATES, LIMITS, find_bulk_links
    from kg.errors import UsageError
    from kg.infer.rules import default_rules, read_rules
    from kg.read.corpus import read_directory

    if take != bool(dyad) or (not take and (since or until)):
        raise UsageError("--take goes with --dyad NAME NAME, and --since and --until with both")
    need_engine(engine)
    own = project_value("rules")
    rules = rules or (read_rules(own) if own else default_rules())
    actors = read_directory(project_value("data"))
    asked = _asked(actors, dyad, since, until) if dyad else None
    found = find_bulk_links(sources, rules, actors, engine, asked)
    for line in (LIMITS, CANDIDATES):
        click.echo(line, err=True)
    if asked:
        _take(found, out, asked)
    else:
        _write(found, out, sources, rules, engine)
    left_out = sum(found.left_out.values())
    for reason, number in found.left_out.items():
        click.echo(f"left out {number:,}: {reason}", err=True)
    told = f"read {found.read:,}, imported {found.imported:,}, left out {left_out:,}"
    click.echo(told, err=True)


def _asked(actors: Actors, dyad: tuple[str, str], since: str | None, until: str | None) -> Asked:
    from kg.bulk.results import Asked
    from kg.errors import UsageError
    from kg.select.selection import read_period

    try:
        one, other = (actors.resolve(name) for name in dyad)
    except ValueError as error:
        raise UsageError(f"--dyad: {error}") from None
    for each in (one, other):
        if actors[each].kind != "State":
            raise UsageError(f"--dyad: {each!r} is not a state")
    if one == other:
        raise UsageError(f"--dyad {dyad[0]} {dyad[1]}: names one actor twice; name two actors")
    begin, end = read_period(since, until)
    return Asked(pair=(one, other), since=begin, until=end)


def _take(found: Found, out: Path, asked: Asked) -> None:
    from kg.bulk.take import write_taken

    pair = "-".join(sorted(asked.pair))
    if not found.links.num_rows:
        click.echo(f"no links between {' and '.join(asked.pair)}; nothing is written", err=True)
        return
    table, notes = write_taken(out, f"bulk-{pair}", found.links)
    click.echo(
        f"{table}: drafts to review, kept out of kg build until reviewed_by is filled; "
        f"{notes}: which of them may answer which",
        err=True,
    )


def _write(found: Found, out: Path, sources: tuple[Path, ...], rules: Rules, engine: str) -> None:
    from kg.bulk.results import write_found

    write_found(found, out, sources, rules, engine)
    links, acts = found.links.num_rows, found.imported
    told = f"{links:,} link{'s' * (links != 1)} among {acts:,} act{'s' * (acts != 1)}"
    click.echo(f"{out}: {told}", err=True)
