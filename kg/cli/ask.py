"""kg query, kg queries."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.common import FORMAT, GRAPH, open_graph, show_table, table_width


@click.command("query")
@click.argument("name")
@click.option(
    "-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Set a parameter."
)
@click.option(
    "--format", "form", type=click.Choice(["table", "tsv", "csv", "json", "xml", "md", "turtle"]),
    help="Default: a table on a terminal, TSV when piped.",
)  # fmt: skip
@GRAPH
def query_command(name: str, params: tuple[str, ...], form: str | None, graph: Path) -> None:
    """Answer a named query, a .rq file, or SPARQL from standard input (-).

    \b
    Example: kg query who-expelled-whom -p actor=USA
    """
    from kg.errors import UsageError
    from kg.queries import find_query, parse_query, run_query

    values = {}
    for each in params:
        key, equals, value = each.partition("=")
        if not equals:
            raise UsageError(f"-p {each}: write NAME=VALUE, such as -p actor=USA")
        values[key] = value
    if name == "-":
        query = parse_query(sys.stdin.read(), "stdin", "standard input")
    else:
        query = find_query(name)
    form = form or ("table" if sys.stdout.isatty() else "tsv")
    answer = run_query(open_graph(graph), query, values, form, table_width(form))
    click.echo(answer, nl=False)


@click.command("queries")
@FORMAT
def queries_command(form: str | None) -> None:
    """List the named queries with their parameters.

    \b
    Example: kg queries
    """
    from kg.queries import named_queries
    from kg.tables import Table

    rows = tuple(
        (each.name, each.summary, " ".join(f"-p {p.name}=" for p in each.params))
        for each in named_queries()
    )
    show_table(Table(("query", "question", "parameters"), rows), form)
