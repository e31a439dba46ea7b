"""kg draw, kg export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli.common import DATA, chain_filters


@click.command("draw")
@chain_filters
@click.option(
    "--view", type=click.Choice(["timeline", "graph", "chain"]), default="timeline",
    show_default=True, help="What the page opens with, or the picture shows.",
)  # fmt: skip
@click.option("--title", default="Who answered whom", show_default=True, help="The heading.")
@click.option(
    "--texts", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR",
    help="Quote from the articles' texts in this folder, found by sha256 (default: no quotations).",
)  # fmt: skip
@click.option(
    "--max-nodes", type=click.IntRange(1), default=2000, show_default=True,
    help="The most actions to draw; the page says what is left out.",
)  # fmt: skip
@DATA
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), default="page.html",
    show_default=True, help="The file to write, .html or .svg; - for a page on standard output.",
)  # fmt: skip
@click.option("--open", "look", is_flag=True, help="Open the file when it is written.")
def draw_command(
    view: str, title: str, texts: Path | None, max_nodes: int, data: Path | None, out: Path,
    look: bool, **filters: Any,
) -> None:  # fmt: skip
    """Draw the interactive page: one HTML file that opens anywhere, offline; or an SVG picture.

    With filters only the chains they leave are drawn, with every report of their actions.

    \b
    Example: kg draw --actor GBR --since 2018 --title "Salisbury, 2018" -o page.html
    """
    from kg.build import build_graph, drawn_data
    from kg.files import write_file
    from kg.page import draw_file, draw_page
    from kg.selection import make_selection, select
    from kg.terms import check_text, visible
    from kg.texts import read_texts

    if str(out) != "-" and out.suffix.lower() not in (".html", ".htm", ".svg"):
        raise click.BadParameter(f"{out}: end it in .html or .svg", param_hint="--out")
    if str(out) == "-" and look:
        raise click.UsageError("--open needs a file: name one with --out")
    try:
        check_text(title)
    except ValueError as error:
        raise click.BadParameter(f"the title {error}", param_hint="--title") from None
    built = build_graph(data, check=False)
    record, selected = built.corpus.record, None
    if any(filters.values()):
        asked = make_selection(record, built.corpus.actors, built.chains, **filters)
        selected = select(record.actions, (*record.links, *built.inferred), asked)
    found = read_texts(texts) if texts else None
    shown = drawn_data(built, title, selected=selected, texts=found, max_nodes=max_nodes, view=view)
    for notice in shown.notices:
        click.echo(visible(notice), err=True)
    if not shown.actions:
        click.echo("no chains: nothing is left by these filters", err=True)
    picture = out.suffix.lower() == ".svg"
    drawn = (draw_file(shown, view) if picture else draw_page(shown)).encode()
    if str(out) == "-":
        click.echo(drawn, nl=False)
        return
    write_file(out, drawn)
    click.echo(str(out), err=True)
    if look:
        click.launch(out.resolve().as_uri())


@click.command("export")
@DATA
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path),
    help="The file to write (for csv: an actions table, or a .zip or folder of all tables); - for "
    "standard output.",
)  # fmt: skip
@click.option(
    "--format", "form",
    type=click.Choice(["turtle", "trig", "nquads", "ntriples", "jsonld", "graphml", "csv"]),
    help="Default: by the suffix of the file.",
)  # fmt: skip
def export_command(data: Path | None, out: Path, form: str | None) -> None:
    """Export the graph to a file for other tools.

    TriG, N-Quads and JSON-LD keep stated and derived triples in graphs of their own.

    \b
    Example: kg export -o graph.jsonld
    """
    from kg.build import build_graph
    from kg.export import export_format, exported, write_export

    form = form or export_format(out)
    built = build_graph(data, check=False)
    if str(out) == "-":
        click.echo(exported(built, form), nl=False)
    else:
        write_export(built, form, out)
        click.echo(str(out), err=True)
