"""kg chains."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import DATA, FORMAT, show_table


@click.command("chains")
@DATA
@FORMAT
def chains_command(data: Path | None, form: str | None) -> None:
    """List the retaliation chains, oldest first, with how firm each is and what is open.

    \b
    Example: kg chains --format md
    """
    from kg.build import build_graph
    from kg.tables import chain_moves, chains_table

    built = build_graph(data, check=False)
    table = chains_table if form in ("csv", "json") else chain_moves
    show_table(table(built.corpus.record, built.inferred, built.chains), form)
