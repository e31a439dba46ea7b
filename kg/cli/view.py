"""kg chains, kg explain."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.common import INPUT, RULES, chain_filters, filter_words, open_built, show_table

if TYPE_CHECKING:
    from kg.infer.rules import Rules
    from kg.model.actions import Record
    from kg.model.standing import Answer
    from kg.select.selection import Selected

_VIEWS: Final = (
    "tree",
    "moves",
    "ladder",
    "fan",
    "case",
    "longest",
)  # kg.select.views is slow to load
_FORMATS: Final = ("tree", "table", "tsv", "csv", "json", "md", "turtle")


@click.command("chains")
@chain_filters
@click.option(
    "--view", type=click.Choice(_VIEWS),
    help="ladder: the moves of a --dyad on each other; fan: a --trigger and its responses; case: "
    "all about a --case; longest: the longest path of undisputed assertions; moves: a row a move.",
)  # fmt: skip
@click.option("--trigger", metavar="ACTION", help="The action whose responses --view fan shows.")
@INPUT
@RULES
@click.option(
    "--format", "form", type=click.Choice(_FORMATS),
    help="Default: a tree on a terminal, TSV when piped.",
)  # fmt: skip
def chains_command(
    view: str | None,
    trigger: str | None,
    inputs: tuple[Path, ...],
    rules: Rules | None,
    form: str | None,
    **filters: Any,
) -> None:
    """Show the retaliation chains, oldest first, with how firm each is and what is open.

    \b
    Example: kg chains --actor USA --since 2018 --basis stated,reported
    """
    from kg.build import narrow_build
    from kg.export import exported
    from kg.rdf.description import selected_dataset
    from kg.select.selection import make_selection, narrow_record
    from kg.select.views import select_view

    built = open_built(inputs, rules)
    record = built.corpus.record
    selection = make_selection(record, built.corpus.actors, built.chains, **filters)
    links = (*record.links, *built.inferred)
    selected = select_view(record.actions, links, selection, view or "tree", trigger)
    answers = built.answers
    form = form or ("tree" if sys.stdout.isatty() else "tsv")
    if form == "turtle":
        dataset = selected_dataset(
            filter_words({"view": view or "tree", "trigger": trigger, **filters})
        )
        click.echo(exported(narrow_build(built, selected), form, dataset), nl=False)
    elif form == "tree" and view != "moves":
        click.echo(_tree(selected, answers), nl=False)
    else:
        _show_rows(narrow_record(record, selected), selected, answers, view, form)
    if not selected.actions:
        click.echo("no chains: nothing is left by these filters", err=True)


def _tree(selected: Selected, answers: Mapping[str, Answer]) -> str:
    from kg.errors import visible
    from kg.tell.moves import draw_lone, draw_trees

    actions = {each.id: each for each in selected.actions}
    chained = {name for each in selected.chains for name in each.actions}
    trees = draw_trees(actions, selected.links, selected.chains)
    lone = draw_lone(actions, set(actions) - chained, selected.links, answers)
    return visible("\n".join(filter(None, (trees, lone))))


def _show_rows(
    record: Record, selected: Selected, answers: Mapping[str, Answer], view: str | None, form: str
) -> None:
    """Rows for people name actions by label, those for scripts (csv, json) by id as well."""
    from kg.tables import pick_columns
    from kg.tell.moves import CASE_COLUMNS, case_table, moves_table
    from kg.tell.tables import chain_moves, chains_table

    script = form in ("csv", "json")
    inferred = [each for each in selected.links if each.basis == "inferred"]
    if view == "case":
        table = case_table(record.actions, selected.links, selected.chains, answers)
        table = table if script else pick_columns(table, CASE_COLUMNS)
    elif script and view in (None, "tree"):
        table = chains_table(record, inferred, selected.chains)
    elif script:
        actions = {each.id: each for each in record.actions}
        table = moves_table(actions, selected.links, selected.chains)
    else:
        table = chain_moves(record, inferred, selected.chains)
    show_table(table, "table" if form == "tree" else form)


@click.command("explain")
@click.argument("name")
@INPUT
@RULES
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def explain_command(name: str, inputs: tuple[Path, ...], rules: Rules | None, form: str) -> None:
    """Explain an action, a link or a chain: who says what, why linked, what speaks against it.

    NAME is an id or a prefixed name (action:…, link:…, chain:…).

    \b
    Example: kg explain us-expels-12-un-2022
    """
    from kg.build import page_data
    from kg.errors import visible
    from kg.files import json_bytes
    from kg.tell.explain import explain
    from kg.tell.index import Index

    found = explain(Index(page_data(open_built(inputs, rules))), name)
    if form == "json":
        click.echo(json_bytes(found.to_json()), nl=False)
    else:
        click.echo(visible(found.to_text()), nl=False)
