"""kg query, kg queries."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.common import FORMAT, INPUT, open_graph, show_table, table_width
from kg.progress import step


@click.command("query")
@click.argument("name")
@click.option(
    "-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="Set a parameter."
)
@click.option(
    "--format", "form", type=click.Choice(["table", "tsv", "csv", "json", "xml", "md", "turtle"]),
    help="tsv, json and xml, and csv with --raw, are the W3C result formats. Default: a table on a "
    "terminal, TSV when piped, Turtle for CONSTRUCT and DESCRIBE.",
)  # fmt: skip
@click.option(
    "--raw", is_flag=True,
    help="With --format csv: exactly the W3C's format. Without it, an apostrophe keeps a cell from "
    "running as a formula, and control characters of terminals are replaced.",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(0), help="Maximum number of rows; says if there are more."
)
@click.option(
    "--timeout", "seconds", type=click.FloatRange(0, 86_400, min_open=True), default=30,
    show_default=True, metavar="SECONDS", help="Stop the query after this time.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Print the algebra instead of running the query.")
@INPUT
def query_command(
    name: str,
    params: tuple[str, ...],
    form: str | None,
    raw: bool,
    limit: int | None,
    seconds: float,
    explain: bool,
    inputs: tuple[Path, ...],
) -> None:
    """Answer a named query, a .rq file, or SPARQL from standard input (-).

    \b
    Example: kg query who-expelled-whom -p actor=USA --limit 10
    """
    if raw and form != "csv":
        raise click.UsageError("--raw goes with --format csv")
    from kg.ask.engine import Engine, find_needs
    from kg.ask.queries import BYTES_LIMIT, decode_query, find_query
    from kg.workers import prepare

    if name == "-":
        query = decode_query(sys.stdin.buffer.read(BYTES_LIMIT), "standard input")
    else:
        query = find_query(name)
    values = _values(params)
    prepare(find_needs(query, values, explained=explain))
    engine = Engine(open_graph(inputs, named=True))
    if explain:
        click.echo(engine.explain(query, values, seconds), nl=False)
        return
    step("answering the question")
    rows = "table" if sys.stdout.isatty() else "tsv"
    answer = engine.answer(query, values, form, rows=rows, limit=limit, seconds=seconds, raw=raw)
    terminal = sys.stdout.isatty()
    encoding = sys.stdout.encoding
    told = answer.render(table_width(answer.form), encoding, terminal=terminal)
    click.echo(told.decode(encoding) if answer.form in ("table", "md") else told, nl=False)
    if answer.cut:
        click.echo(f"cut after {limit:,}: there are more; raise --limit to see them", err=True)


def _values(params: tuple[str, ...]) -> dict[str, str]:
    from kg.errors import UsageError

    values: dict[str, str] = {}
    for each in params:
        key, equals, value = each.partition("=")
        if not equals:
            raise UsageError(f"-p {each}: write NAME=VALUE, such as -p actor=USA")
        if key in values:
            raise UsageError(f"-p {key}: set twice; a parameter takes one value")
        values[key] = value
    return values


@click.command("queries")
@FORMAT
def queries_command(form: str | None) -> None:
    """List the named queries with their parameters: name, kind, default and what they restrict.

    \b
    Example: kg queries
    """
    from kg.ask.queries import named_queries
    from kg.tables import Table

    rows = tuple(
        (each.name, each.summary, " ".join(str(param) for param in each.params))
        for each in named_queries()
    )
    show_table(Table(("query", "question", "parameters"), rows), form)
