"""kg draw, kg export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import DATA, RULES, chain_filters, filter_words

if TYPE_CHECKING:
    from kg.rules import Rules


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
    help="The licence that RDF names (default: CC BY 4.0, that of the bundled data).",
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
    N-Quads and JSON-LD keep stated and derived triples in graphs of their own.

    \b
    Example: kg export -o graph.jsonld
             kg export -o chains.gexf --actor USA --since 2018
             kg export -g graph.jsonld -o graph.ttl
    """
    from kg.errors import UsageError
    from kg.export import export_format, named_format, unsaid
    from kg.terms import check_url

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
    from kg.build import build_graph, narrow_build
    from kg.export import exported, write_export
    from kg.export.description import selected_dataset
    from kg.graph import FORMATS
    from kg.namespaces import LICENCE
    from kg.selection import make_selection, select

    built = build_graph(data, rules=rules, check=False)
    words = filter_words(filters)
    if words:
        record = built.corpus.record
        selection = make_selection(record, built.corpus.actors, built.chains, **filters)
        links = (*record.links, *built.inferred)
        built = narrow_build(built, select(record.actions, links, selection))
        if not built.chains:
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
    from kg.export.rdf import to_rdf
    from kg.files import write_file
    from kg.graph import FORMATS, read_rdf

    if form not in FORMATS:
        raise UsageError(f"--graph: an RDF file can become {', '.join(FORMATS)}, but not {form}")
    made = to_rdf(read_rdf(graph), form, licence=licence)
    if str(out) == "-":
        click.echo(made, nl=False)
    else:
        write_file(out, made)
        click.echo(str(out), err=True)
