"""kg diff."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.cli.common import say_left_out, show_table
from kg.progress import step

#: An article's id is a part of those of its reports.
_ONE_ID: Final = "give both one id to compare their reports"


@click.command("diff")
@click.argument("a", type=click.Path(path_type=Path))
@click.argument("b", type=click.Path(path_type=Path))
@click.option(
    "--by", type=click.Choice(["actions", "reports", "links", "triples"]),
    help="List what differs (default: count all four).",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(["text", "table", "tsv", "csv", "json", "md"]),
    help="Default: with --by, text; without it, a table on a terminal, TSV when piped.",
)  # fmt: skip
def diff_command(a: Path, b: Path, by: str | None, form: str | None) -> None:
    """Show what only A (-) or only B (+) has, and what changed (~); exit 1 if anything differs.

    A and B are data folders, folders that kg build wrote, or RDF files. Things are the same
    if their ids are, also in two projects with bases of their own. For each change, the property
    is listed with the values that only A or only B has.

    \b
    Example: kg diff out out-new --by links
    """
    from kg.errors import visible
    from kg.files import json_bytes
    from kg.model.bases import choose_own
    from kg.rdf.bases import count_bases, count_sources
    from kg.sources import built_quads, describe_input, find_input, input_quads, open_input
    from kg.tables import Table
    from kg.tell.diff import KINDS, compare, same_texts, to_triples

    step("reading")
    inputs = [find_input([each]) for each in (a, b)]
    made = [open_input(each) if each.folders or each.bundled else None for each in inputs]
    pairs = zip(made, inputs, strict=True)
    quads = [built_quads(built) if built else input_quads(found) for built, found in pairs]
    told = [describe_input(x, *count_sources(y)) for x, y in zip(inputs, quads, strict=True)]
    click.echo(f"reading {' and '.join(told)}", err=True)
    for built in filter(None, made):
        say_left_out(built.corpus)
    bases = [choose_own(count_bases(each)) for each in quads]
    if bases[0] != bases[1]:
        where = f"A's own stand below {bases[0]}, B's below {bases[1]}"
        click.echo(f"comparing by id: {where}", err=True)
    ones, others = (to_triples(x, str(path)) for x, path in zip(quads, (a, b), strict=True))
    for one, other in same_texts(ones, others):
        click.echo(f"{one} in A and {other} in B are one text: {_ONE_ID}", err=True)
    step("comparing")
    found = [compare(ones, others, each) for each in ([by] if by else KINDS)]
    if form == "json":
        counts = {each.by: each.counts() for each in found}
        click.echo(json_bytes(found[0].to_json() if by else counts), nl=False)
    elif by and form in (None, "text"):
        click.echo(visible(found[0].to_text()), nl=False)
    elif by:
        show_table(found[0].to_table(), form)
    else:
        header = ("by", "only_in_a", "only_in_b", "changed", "in_both")
        rows = tuple((each.by, *map(str, each.counts().values())) for each in found)
        show_table(Table(header, rows), None if form == "text" else form)
    raise SystemExit(1 if any(found) else 0)
