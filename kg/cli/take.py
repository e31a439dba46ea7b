"""kg draw, kg export."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.common import DATA


@click.command("draw")
@DATA
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), default="page.html",
    show_default=True, help="The HTML file to write; - for standard output.",
)  # fmt: skip
@click.option("--title", default="Who answered whom", show_default=True, help="The page's heading.")
def draw_command(data: Path | None, out: Path, title: str) -> None:
    """Draw the interactive page: one HTML file that opens anywhere, offline.

    \b
    Example: kg draw -o page.html --title "Salisbury, 2018"
    """
    from kg.build import build_graph, page_data
    from kg.files import write_file
    from kg.page import draw_page
    from kg.terms import check_text

    try:
        page = draw_page(page_data(build_graph(data, check=False), check_text(title))).encode()
    except ValueError as error:
        raise click.BadParameter(f"the title {error}", param_hint="--title") from None
    if str(out) == "-":
        click.echo(page, nl=False)
    else:
        write_file(out, page)
        click.echo(str(out), err=True)


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
