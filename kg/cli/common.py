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
    from kg.infer.built import Built
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
    click.option(
        "--address", metavar="TEXT",
        help="The filters of a page, as they stand after # in its address. They come last.",
    ),
)  # fmt: skip


def chain_filters(command: Command) -> Command:
    """Give a command the options that `narrowed` takes by the same names."""
    for option in reversed(_FILTERS):
        command = option(command)
    return command


def filter_words(filters: Mapping[str, Any]) -> str:
    """The options given, as they could be typed: `--actor USA --since 2018`; the address last."""
    words: list[str] = []
    for name, value in sorted(filters.items(), key=lambda each: (each[0] == "address", each[0])):
        option = f"--{name.replace('_', '-')}"
        if name == "dyad" and value:
            words += [option, *value]
        elif isinstance(value, tuple):
            words += [word for each in value for word in (option, each)]
        elif value:
            words += [option, str(value)]
    return shlex.join(words)


def narrowed(
    built: Built, filters: Mapping[str, Any], view: str | None = None, trigger: str | None = None
) -> tuple[Built, str]:
    """The part of a build that the options keep, and these as they could be typed.

    Args:
        built: the whole.
        filters: the options of `chain_filters`.
        view: what to show of the chains kept, see `kg chains`; None for all of them.
        trigger: see `kg chains`.
    """
    from kg.page import narrow_to_address
    from kg.select.narrowing import narrow
    from kg.select.selection import make_selection
    from kg.select.views import select_view

    record, actors = built.corpus.record, built.corpus.actors
    options = {name: value for name, value in filters.items() if name != "address"}
    selection = make_selection(record, actors, built.chains, **options)
    if view or any(options.values()):
        selected = select_view(record.actions, built.links, selection, view or "tree", trigger)
        built = narrow(built, selected)
    address = filters["address"]
    if address:
        built, address = narrow_to_address(built, address)
    return built, filter_words({**options, "view": view, "trigger": trigger, "address": address})


def open_graph(path: Path, *, named: bool = False) -> Store:
    """The graph that `kg build` wrote, ready to query; `named` keeps its named graphs apart too."""
    from kg.ask.engine import load_with_ontology
    from kg.rdf.graph import find_graph

    return load_with_ontology(find_graph(path), named=named)


def open_index(path: Path) -> Index:
    """All that the graph of `kg build`, or another RDF file, says, ready to be told."""
    from kg.infer.built import open_built
    from kg.page import page_data
    from kg.tell.index import Index

    return Index(page_data(open_built(path)))


def show_table(table: Table, form: str | None) -> None:
    """Print a table: drawn on a terminal, TSV in a pipe, or as asked."""
    form = form or ("table" if sys.stdout.isatty() else "tsv")
    click.echo(table.render(form, table_width(form)), nl=False)


def table_width(form: str) -> int | None:
    """The columns that a drawn table may take; other forms have no width."""
    return shutil.get_terminal_size((120, 40)).columns if form == "table" else None
