"""kg chains, kg explain."""

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


@click.command("explain")
@click.argument("name")
@DATA
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def explain_command(name: str, data: Path | None, form: str) -> None:
    """Explain an action, a link or a chain: who says what, why linked, what speaks against it.

    NAME is an id or a prefixed name (action:…, link:…, chain:…).

    \b
    Example: kg explain us-expels-12-un-2022
    """
    from kg.build import build_graph, page_data
    from kg.explain import explain
    from kg.files import json_bytes
    from kg.terms import visible

    found = explain(page_data(build_graph(data, check=False)), name)
    if form == "json":
        click.echo(json_bytes(found.to_json()), nl=False)
    else:
        click.echo(visible(found.to_text()), nl=False)
