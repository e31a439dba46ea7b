"""kg draw, kg export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import DATA, RULES, chain_filters, narrowed

if TYPE_CHECKING:
    from kg.infer.rules import Rules


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
@RULES
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), default="page.html",
    show_default=True, help="The file to write, .html or .svg; - for a page on standard output.",
)  # fmt: skip
@click.option("--open", "look", is_flag=True, help="Open the file when it is written.")
def draw_command(
    view: str, title: str, texts: Path | None, max_nodes: int, data: Path | None,
    rules: Rules | None, out: Path, look: bool, **filters: Any,
) -> None:  # fmt: skip
    """Draw the interactive page: one HTML file that opens anywhere, offline; or an SVG picture.

    With filters only the chains they leave are drawn, with all that these must be read with.

    \b
    Example: kg draw --actor GBR --since 2018 --title "Salisbury, 2018" -o page.html
    """
    from kg.build import build_graph
    from kg.errors import visible
    from kg.files import write_file
    from kg.model.names import check_text
    from kg.page import draw_file, draw_page, drawn_data
    from kg.read.texts import read_texts

    if str(out) != "-" and out.suffix.lower() not in (".html", ".htm", ".svg"):
        raise click.BadParameter(f"{out}: end it in .html or .svg", param_hint="--out")
    if str(out) == "-" and look:
        raise click.UsageError("--open needs a file: name one with --out")
    try:
        check_text(title)
    except ValueError as error:
        raise click.BadParameter(f"the title {error}", param_hint="--title") from None
    part, words = narrowed(build_graph(data, rules=rules, check=False), filters)
    found = read_texts(texts) if texts else None
    shown = drawn_data(part, title, words=words, texts=found, max_nodes=max_nodes, view=view)
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
@chain_filters
@DATA
@RULES
@click.option(
    "-g", "--graph", type=click.Path(path_type=Path, dir_okay=False),
    help="Take an RDF file instead of a data folder, and write it in another RDF format.",
)  # fmt: skip
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path),
    help="The file to write (for csv: an actions table, or a .zip or folder of all tables); - for "
    "standard output.",
)  # fmt: skip
@click.option(
    "--format", "form", metavar="NAME",
    help="turtle, trig, nquads, ntriples, jsonld, rdfxml, graphml, gexf, csv, followthemoney or "
    "bibtex. Default: by the suffix of the file.",
)  # fmt: skip
@click.option(
    "--license", "licence", metavar="IRI",
    help="The licence that RDF names (default: CC BY 4.0, that of the bundled data; with "
    "--graph the file's own).",
)  # fmt: skip
def export_command(
    data: Path | None,
    rules: Rules | None,
    graph: Path | None,
    out: Path,
    form: str | None,
    licence: str | None,
    **filters: Any,
) -> None:
    """Export the graph, or the chains that the filters keep, to a file for other tools.

    RDF carries a description with licence, counts and provenance (VoID, DCAT, PROV-O). TriG,
    N-Quads and JSON-LD keep stated and derived triples in graphs of their own. A file of
    --graph that does not say what it is gets no description.

    \b
    Example: kg export -o graph.jsonld
             kg export -o chains.gexf --actor USA --since 2018
             kg export -g graph.jsonld -o graph.ttl
    """
    from kg.errors import UsageError
    from kg.export import export_format, named_format, unsaid
    from kg.model.names import check_url

    form = named_format(form) if form else export_format(out)
    try:
        licence = check_url(licence) if licence else None
    except ValueError as error:
        raise UsageError(f"--license: {error}") from None
    if graph is None:
        _export_data(data, rules, out, form, licence, filters)
    elif data is not None or rules is not None or any(filters.values()):
        raise UsageError("--graph: an RDF file takes no --data, rules or filters; leave one away")
    else:
        _export_graph(graph, out, form, licence)
    for line in unsaid(form):
        click.echo(f"{form} cannot say: {line}", err=True)


def _export_data(
    data: Path | None,
    rules: Rules | None,
    out: Path,
    form: str,
    licence: str | None,
    filters: Mapping[str, Any],
) -> None:
    from kg.build import build_graph
    from kg.export import exported, write_export
    from kg.model.ids import LICENCE
    from kg.rdf.description import selected_dataset
    from kg.rdf.graph import FORMATS

    built, words = narrowed(build_graph(data, rules=rules, check=False), filters)
    if words and not built.corpus.record.actions:
        click.echo("no chains: nothing is left by these filters", err=True)
    if form in FORMATS and data is not None and licence is None:
        click.echo(f"licence: {LICENCE}; name that of your own data with --license", err=True)
    dataset = selected_dataset(words, licence or LICENCE)
    if str(out) == "-":
        click.echo(exported(built, form, dataset), nl=False)
    else:
        write_export(built, form, out, dataset)
        click.echo(str(out), err=True)


def _export_graph(graph: Path, out: Path, form: str, licence: str | None) -> None:
    from kg.errors import UsageError
    from kg.files import write_file
    from kg.rdf.description import split_description, to_rdf
    from kg.rdf.graph import FORMATS, find_graph, read_rdf

    if form not in FORMATS:
        raise UsageError(f"--graph: an RDF file can become {', '.join(FORMATS)}, but not {form}")
    quads = read_rdf(find_graph(graph))
    if licence is None and split_description(quads)[1] is None:
        click.echo(f"{graph}: names no licence of its own; name one with --license", err=True)
    made = to_rdf(quads, form, licence=licence)
    if str(out) == "-":
        click.echo(made, nl=False)
    else:
        write_file(out, made)
        click.echo(str(out), err=True)
