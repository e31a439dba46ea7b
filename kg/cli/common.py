"""What several commands share: options, the graph they read, and how tables are shown."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kg.rdf.graph import Store
    from kg.tables import Table
    from kg.tell.index import Index

Command = TypeVar("Command", bound=Callable[..., Any])

FORMAT = click.option(
    "--format", "form", type=click.Choice(["table", "tsv", "csv", "json", "md"]),
    help="Default: a table on a terminal, TSV when piped.",
)  # fmt: skip
GRAPH = click.option(
    "-g", "--graph", type=click.Path(path_type=Path), default="out/graph.ttl",
    show_default=True, help="The graph to ask: an RDF file, or a folder that kg build wrote.",
)  # fmt: skip
DATA = click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="A folder laid out like data/ (default: the bundled data).",
)  # fmt: skip


def _read_rules(_context: click.Context, _option: click.Parameter, path: Path | None) -> object:
    from kg.infer.rules import read_rules

    return None if path is None else read_rules(path)


RULES = click.option(
    "--rules", type=click.Path(path_type=Path, dir_okay=False, exists=True), callback=_read_rules,
    help="A TOML file that changes the rules: window, weights, threshold, features on or off.",
)  # fmt: skip


_FILTERS = (
    click.option(
        "--actor", multiple=True, metavar="NAME",
        help="Chains in which one of these acts or is acted upon; an id, code or any name.",
    ),
    click.option(
        "--dyad", nargs=2, metavar="NAME NAME",
        help="Chains in which one of the two acts on the other.",
    ),
    click.option("--case", metavar="ID", help="Chains with an action of this dispute."),
    click.option("--since", metavar="DATE", help="Chains not all before this day, month or year."),
    click.option("--until", metavar="DATE", help="Chains not all after this day, month or year."),
    click.option(
        "--basis", multiple=True, metavar="LIST",
        help="Claims of these bases alone (stated,reported,inferred); chains are found anew.",
    ),
    click.option(
        "--min-confidence", metavar="NUMBER",
        help="Drop inferred claims below this, 0 to 1; chains are found anew.",
    ),
    click.option(
        "--min-length", type=click.IntRange(0), default=0,
        help="Chains with at least so many links on their longest path.",
    ),
    click.option("--chain", multiple=True, metavar="ID", help="These chains alone."),
)  # fmt: skip


def chain_filters(command: Command) -> Command:
    """Give a command the options that `make_selection` takes by the same names."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def filter_words(filters: Mapping[str, Any]) -> str:
    """The options given, as they could be typed: `--actor USA --since 2018`."""
    words: list[str] = []
    for name, value in sorted(filters.items()):
        option = f"--{name.replace('_', '-')}"
        if name == "dyad" and value:
            words += [option, *value]
        elif isinstance(value, tuple):
            words += [word for each in value for word in (option, each)]
        elif value:
            words += [option, str(value)]
    return shlex.join(words)


def open_graph(path: Path, *, named: bool = False) -> Store:
    """The graph that `kg build` wrote, ready to query; `named` keeps its named graphs apart too."""
    from kg.ask.engine import load_with_ontology
    from kg.rdf.graph import find_graph

    return load_with_ontology(find_graph(path), named=named)


def open_index(path: Path) -> Index:
    """All that the graph of `kg build`, or another RDF file, says, ready to be told."""
    from kg.build import page_data
    from kg.infer.built import open_built
    from kg.tell.index import Index

    return Index(page_data(open_built(path)))


def show_table(table: Table, form: str | None) -> None:
    """Print a table: drawn on a terminal, TSV in a pipe, or as asked."""
    form = form or ("table" if sys.stdout.isatty() else "tsv")
    click.echo(table.render(form, table_width(form)), nl=False)


def table_width(form: str) -> int | None:
    """The columns that a drawn table may take; other forms have no width."""
    return shutil.get_terminal_size((120, 40)).columns if form == "table" else None
