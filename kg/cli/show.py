"""kg stats, kg show, kg search, kg actors, kg classes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from kg.cli.common import FORMAT, INPUT, open_index, say_input, show_table, table_width

_BY: Final = ("state", "kind", "year", "dyad", "article")  # kg.tell.stats is slow to load


@click.command("stats")
@click.option("--by", type=click.Choice(_BY), help="Group by one of these (default: all).")
@FORMAT
@INPUT
def stats_command(by: str | None, form: str | None, inputs: tuple[Path, ...]) -> None:
    """Count the actions of a graph by state, kind, year, dyad or article.

    For each group: its actions, the material ones, their reports, the claims that one of them
    answers something, and how many are answered (answered, inferred to be, planned, declined) or
    unanswered. For states, "actions" are its own and "received" those against it.

    \b
    Example: kg stats --by dyad
    """
    from kg.tables import pick_columns
    from kg.tell.overview import spell_selection
    from kg.tell.stats import BY, tally, tally_all, totals

    index = open_index(inputs)
    form = form or ("table" if sys.stdout.isatty() else "tsv")
    if by is None and form != "table":
        show_table(tally_all(index), form)
    for each in (by,) if by else BY if form == "table" else ():
        if by is None:
            click.echo(f"By {each}")
        table = tally(index, each)
        people = form in ("table", "md")  # who read labels; scripts join by id
        show_table(pick_columns(table, table.header[1:]) if people else table, form)
    click.echo(totals(index), err=True)
    if caveat := spell_selection(index):
        click.echo(f"answers: {caveat}", err=True)


@click.command("show")
@click.argument("name")
@click.option(
    "--format", "form", type=click.Choice(["text", "table", "tsv", "csv", "json", "md"]),
    help="Default: text on a terminal, TSV when piped.",
)  # fmt: skip
@INPUT
def show_command(name: str, form: str | None, inputs: tuple[Path, ...]) -> None:
    """Show everything about an actor, action, article or other thing of the graph.

    NAME is an id, a prefixed name (actor:…, action:…, article:…) or any exact name of an actor.
    kg explain says more about why a link or a chain exists.

    \b
    Example: kg show USA
    """
    from kg.errors import KgError, visible
    from kg.model.actors import Actors
    from kg.read.corpus import read_directory
    from kg.sources import find_data, find_input
    from kg.tell.search import find_thing
    from kg.tell.show import describe

    def directory() -> Actors | None:
        try:
            return read_directory(find_data(find_input(inputs)).folders)
        except KgError:
            return None  # an RDF file has no data behind it

    index = open_index(inputs)
    found = describe(index, find_thing(index, name, directory))
    form = form or ("text" if sys.stdout.isatty() else "tsv")
    if form == "text":
        click.echo(visible(found.to_text(table_width("table"))), nl=False)
    else:
        show_table(found.to_table(), form)


@click.command("search")
@click.argument("text")
@FORMAT
@INPUT
def search_command(text: str, form: str | None, inputs: tuple[Path, ...]) -> None:
    """Find actors, actions, articles, cases and posts by id, label, other name, person, publisher.

    Ignores case and accents. Exact names come first, then beginnings, whole words, and parts
    of words.

    \b
    Example: kg search expulsion
    """
    from kg.errors import cut_line
    from kg.tell.search import hits_table, nearest, search

    index = open_index(inputs)
    found = search(index, text)
    show_table(hits_table(found), form)
    if not found:
        told = f"nothing has a name like {text!r}{nearest(index, text)}"
        click.echo(cut_line(told), err=True)


@click.command("actors")
@click.argument("text", required=False, default="")
@INPUT
@FORMAT
def actors_command(text: str, inputs: tuple[Path, ...], form: str | None) -> None:
    """List the actors that data files may name, or those that TEXT may mean, the best match first.

    These are the actors in data/actors and every state, by id, code, any usual name or capital;
    ignores case and accents. An ambiguous name lists everyone it may mean. Of other names, those
    are shown that data files may use.

    \b
    Example: kg actors turkiye
    """
    from kg.errors import cut_line
    from kg.read.corpus import read_directory
    from kg.sources import find_data, find_input
    from kg.tell.search import search_actors
    from kg.tell.tables import actors_table

    data = find_data(find_input(inputs))
    actors = read_directory(data.folders)
    say_input(data)
    found = search_actors(actors, text)
    show_table(actors_table(actors, [each.id for each in found], accepted=True), form)
    if not found:
        click.echo(cut_line(actors.unknown(text)), err=True)


@click.command("classes")
@click.argument("word", required=False, default="")
@FORMAT
def classes_command(word: str, form: str | None) -> None:
    """List the classes of action, or those that WORD may mean, the best match first.

    Each has a definition and an example. WORD is sought at the beginning of words, in names,
    labels, words of the news, definitions and examples; ignores case, accents and endings. A
    "material" class is a measure or hostile act: each such act needs a `status` in at least one
    report, and has an answer state once it is carried out, ordered or announced.

    \b
    Example: kg classes expel
    """
    from kg.errors import cut_line
    from kg.tell.classes import classes_table, search_classes, unknown_class

    form = form or ("table" if sys.stdout.isatty() else "tsv")
    found = search_classes(word)
    show_table(classes_table(found, people=form in ("table", "md")), form)
    if not found:
        click.echo(cut_line(unknown_class(word)), err=True)
