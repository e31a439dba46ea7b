"""kg chains, kg explain."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.common import (
    INPUT,
    RULES,
    FilteredCommand,
    chain_filters,
    narrowed,
    open_built,
    say_no_match,
    show_table,
)

if TYPE_CHECKING:
    from kg.infer.built import Built
    from kg.infer.rules import Rules

_VIEWS: Final = (
    "tree",
    "list",
    "moves",
    "ladder",
    "fan",
    "case",
    "longest",
)  # kg.select.views is slow to load
_ALL: Final = (None, "tree", "list", "moves")  # the views that show every chain
_FORMATS: Final = ("tree", "table", "tsv", "csv", "json", "md", "turtle")


@click.command("chains", cls=FilteredCommand)
@chain_filters
@click.option(
    "--view", type=click.Choice(_VIEWS),
    help="list: one row per chain; moves: one row per move; ladder: the moves of a --dyad on each "
    "other; fan: a --trigger and its responses; case: all about a --case; longest: the longest "
    "path of undisputed assertions.",
)  # fmt: skip
@click.option(
    "--limit", type=click.IntRange(1), metavar="N",
    help="Show only the N chains with the most moves, still oldest first.",
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
    limit: int | None,
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
    from kg.export import exported
    from kg.rdf.description import selected_dataset

    built = open_built(inputs, rules)
    part, words = narrowed(built, filters, view or "tree", trigger)
    if limit is not None and limit < len(part.chains):
        largest = sorted(part.chains, key=lambda each: -len(each.actions))[:limit]
        some = {**filters, "chain": tuple(each.id for each in largest)}
        click.echo(f"{limit} of {len(part.chains)} chains; leave out --limit to see all", err=True)
        part, words = narrowed(built, some, view or "tree", trigger)
    form = form or ("tree" if sys.stdout.isatty() else "tsv")
    if form == "turtle":
        click.echo(exported(part, form, selected_dataset(words)), nl=False)
    elif form == "tree" and view not in ("list", "moves"):
        click.echo(_tree(part, view), nl=False)
    else:
        _show_rows(part, view, form)
    if not part.corpus.record.actions:
        say_no_match("chains", {**filters, "trigger": trigger})
    if view in _ALL and limit is None and not any(filters.values()):
        _say_unchained(built)


def _say_unchained(built: Built) -> None:
    """Say on standard error how many claims no chain shows, and how to see them."""
    from kg.tell.moves import count_unchained

    if told := count_unchained(built.links, built.chains):
        click.echo(f"{told}; kg query link-claims lists every claim", err=True)


def _tree(part: Built, view: str | None) -> str:
    from kg.errors import visible
    from kg.tell.moves import draw_lone, draw_trees, hidden_notes

    whole, notes = part.whole or part, hidden_notes(part)
    actions = {each.id: each for each in whole.corpus.record.actions}
    kept = {each.id for each in part.corpus.record.actions}
    chained = {name for each in part.chains for name in each.actions}
    kept_claims = {each.iri for each in part.links}
    told = [draw_trees(actions, whole.links, part.chains, kept | kept_claims, notes)]
    if view == "case":
        told.append(draw_lone(actions, kept - chained, part.links, part.answers, notes))
    return visible("\n".join(filter(None, told)))


def _show_rows(part: Built, view: str | None, form: str) -> None:
    """Rows for people name actions by label, those for scripts (csv, json) by id as well."""
    from kg.tables import pick_columns
    from kg.tell.moves import (
        CASE_COLUMNS,
        case_table,
        hidden_notes,
        list_table,
        moves_table,
        part_table,
    )  # fmt: skip
    from kg.tell.tables import chain_moves

    script, notes = form in ("csv", "json"), hidden_notes(part)
    record = part.corpus.record
    if view == "case":
        table = case_table(record.actions, part.links, part.chains, part.answers, notes)
        table = table if script else pick_columns(table, CASE_COLUMNS)
    elif script and view in (None, "tree", "list"):
        table = part_table(part)
    elif view == "list":
        table = list_table(part)
    elif script:
        actions = {each.id: each for each in record.actions}
        table = moves_table(actions, part.links, part.chains, notes)
    else:
        table = chain_moves(record, part.inferred, part.chains, notes)
    show_table(table, "table" if form == "tree" else form)


@click.command("explain")
@click.argument("name")
@INPUT
@RULES
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def explain_command(name: str, inputs: tuple[Path, ...], rules: Rules | None, form: str) -> None:
    """Explain an action, link or chain: who says what, why it is linked, what contradicts it.

    NAME is an id, a prefixed name (action:…, link:…, chain:…) or the exact label of an action.

    \b
    Example: kg explain us-expels-12-un-2022
    """
    from kg.errors import escape_unseen, visible
    from kg.files import json_bytes
    from kg.page import page_data
    from kg.tell.explain import explain
    from kg.tell.index import Index

    found = explain(Index(page_data(open_built(inputs, rules))), name)
    if form == "json":
        click.echo(escape_unseen(json_bytes(found.to_json()).decode()), nl=False)
    else:
        click.echo(visible(found.to_text()), nl=False)
