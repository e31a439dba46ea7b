"""kg draw, kg export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import (
    INPUT,
    RULES,
    TEXTS,
    FilteredCommand,
    chain_filters,
    narrowed,
    open_built,
    project_credit,
    project_value,
    say_input,
    say_no_match,
    say_read,
    texts_folder,
)
from kg.progress import step

if TYPE_CHECKING:
    from kg.infer.built import Built
    from kg.infer.rules import Rules
    from kg.page import PageData
    from kg.sources import Input


@click.command("draw", cls=FilteredCommand)
@chain_filters
@click.option(
    "--view", type=click.Choice(["pairs", "ladder", "open", "timeline", "graph", "table", "chain"]),
    help="The view that the page opens with, or that the picture shows; chain is the ladder of the "
    "largest chain. Default: pairs from 150 actions on, else ladder; of a picture the timeline.",
)  # fmt: skip
@click.option("--title", help="The heading. Default: that of kg.toml, or Who answered whom.")
@click.option(
    "--texts", type=TEXTS, metavar="DIR",
    help="Quote from the articles' texts in this folder, found by sha256. Default: that of "
    "kg.toml, or no quotations.",
)  # fmt: skip
@click.option(
    "--max-nodes", type=click.IntRange(1), default=2000, show_default=True,
    help="Maximum number of actions to draw; the page says what is left out.",
)  # fmt: skip
@click.option(
    "--card", is_flag=True,
    help="Draw a card of 1200x630 px to share, .svg or .png: the newest move that a source firmly "
    "calls an answer, with what it is said to answer.",
)  # fmt: skip
@click.option(
    "--action", metavar="ID", help="With --card: show this action, and what it is said to answer."
)
@click.option(
    "--embed", is_flag=True,
    help="Draw the page for a frame of another page: without heading, with a line of credit. Any "
    "page is drawn so where its address ends in #embed.",
)  # fmt: skip
@click.option(
    "--story", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
    help="Open with a story, step by step: a YAML file with `steps`, a list of `action` (an id) "
    "and `text` (a sentence; the action's own without it).",
)  # fmt: skip
@INPUT
@RULES
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, dir_okay=False), default="page.html",
    show_default=True, help="The file to write, .html or .svg, for a card .svg or .png; - writes a "
    "page to standard output.",
)  # fmt: skip
@click.option("--open", "look", is_flag=True, help="Open the file once it is written.")
def draw_command(
    view: str | None, title: str | None, texts: Path | None, max_nodes: int, card: bool,
    action: str | None, embed: bool, story: Path | None, inputs: tuple[Path, ...],
    rules: Rules | None, out: Path, look: bool, **filters: Any,
) -> None:  # fmt: skip
    """Draw the interactive page: one HTML file that opens anywhere, offline; or an SVG picture.

    With filters, draws only the chains that match, with whatever refers to or disputes them.

    \b
    Example: kg draw --actor GBR --since 2018 --title "Salisbury, 2018" -o page.html
             kg draw --card --dyad USA RUS -o card.png
    """
    from dataclasses import replace

    from kg.files import write_file
    from kg.model.actions import action_names
    from kg.page import drawn_data
    from kg.read.story import read_story
    from kg.read.texts import find_misquoted, read_texts

    _check_out(out, look=look, card=card, action=action)
    title = _check_title(title or project_value("title") or "Who answered whom")
    built = open_built(inputs, rules)
    part, words = narrowed(built, filters, "acts" if card and action is None else None)
    if not part.corpus.record.actions:
        say_no_match("actions", filters)
    step("drawing")
    if card:
        drawn = _drawn_card(part, title, action, out)
    else:
        found = read_texts(texts) if (texts := texts_folder(texts)) else None
        for each in find_misquoted(built.corpus.passages, found or {}):
            click.echo(str(each), err=True)
        data = drawn_data(
            part, title, words=words, texts=found, max_nodes=max_nodes, view=view or "",
            credit=project_credit(part),
        )  # fmt: skip
        steps = read_story(story, action_names(data.actions, data.reports)) if story else ()
        drawn = _drawn_page(replace(data, embed=embed, story=steps), out)
    if str(out) == "-":
        click.echo(drawn, nl=False)
        return
    write_file(out, drawn)
    click.echo(str(out), err=True)
    if look:
        click.launch(out.resolve().as_uri())


def _check_out(out: Path, *, look: bool, card: bool, action: str | None) -> None:
    """Refuse, before anything is read, what cannot be drawn."""
    suffix = out.suffix.lower()
    if action is not None and not card:
        raise click.UsageError("--action needs --card")
    if card and suffix not in (".svg", ".png"):
        raise click.BadParameter(f"{out}: a card ends in .svg or .png", param_hint="--out")
    if not card and str(out) != "-" and suffix not in (".html", ".htm", ".svg"):
        remedy = " (only a card, with --card, is drawn as .png)" if suffix == ".png" else ""
        raise click.BadParameter(f"{out}: end it in .html or .svg{remedy}", param_hint="--out")
    if str(out) == "-" and look:
        raise click.UsageError("--open needs a file: name one with --out")
    if suffix == ".png":
        from kg.page.raster import load_rasteriser

        load_rasteriser()


def _check_title(title: str) -> str:
    from kg.model.names import check_text

    try:
        return check_text(title)
    except ValueError as error:
        raise click.BadParameter(f"the title {error}", param_hint="--title") from None


def _drawn_card(part: Built, title: str, action: str | None, out: Path) -> bytes:
    from kg.page import page_data
    from kg.page.card import draw_card
    from kg.page.raster import rasterise

    svg = draw_card(page_data(part, title, project_credit(part)), action)
    return rasterise(svg) if out.suffix.lower() == ".png" else svg.encode()


def _drawn_page(data: PageData, out: Path) -> bytes:
    """The page, or its picture; what a reader must know of it is said on standard error."""
    from kg.page import draw_file, draw_page

    for notice in data.notices:
        click.echo(notice, err=True)
    return (draw_file(data) if out.suffix.lower() == ".svg" else draw_page(data)).encode()


@click.command("export", cls=FilteredCommand)
@chain_filters
@INPUT
@RULES
@click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path),
    help="The file to write (for csv: an actions table, or a .zip or folder of all tables); - for "
    "standard output.",
)  # fmt: skip
@click.option(
    "--format", "form", metavar="NAME",
    help="turtle, trig, nquads, ntriples, jsonld, rdfxml, graphml, gexf, csv, xlsx, "
    "followthemoney or bibtex; brat, label-studio or web-annotation, which write a folder. "
    "Default: by the suffix of the file.",
)  # fmt: skip
@click.option(
    "--texts", type=TEXTS, metavar="DIR",
    help="The folder of the articles' texts, for these three. Default: that of kg.toml.",
)  # fmt: skip
@click.option(
    "--license", "licence", metavar="IRI",
    help="The licence to name in RDF. Default: that of kg.toml, or CC BY 4.0, that of the bundled "
    "data; for an RDF file its own.",
)  # fmt: skip
def export_command(
    inputs: tuple[Path, ...],
    rules: Rules | None,
    out: Path,
    form: str | None,
    texts: Path | None,
    licence: str | None,
    **filters: Any,
) -> None:
    """Export the graph, or the chains that the filters keep, to a file for other tools.

    RDF carries a description with licence, counts and provenance (VoID, DCAT, PROV-O). TriG,
    N-Quads and JSON-LD keep stated and derived triples in separate graphs. An RDF file, also one
    that is not ours, is converted to another RDF format unchanged; if it has no description, none
    is added.

    brat, label-studio and web-annotation write the articles as they are annotated, with their texts
    and the settings of the tool, so that people go on there; kg import takes the same back.

    \b
    Example: kg export -o graph.jsonld
             kg export -o chains.gexf --actor USA --since 2018
             kg export -i graph.jsonld -o graph.ttl
             kg export -i data --format brat --texts texts -o annotations
    """
    from kg.errors import UsageError
    from kg.export import ANNOTATED, export_format, named_format, unsaid
    from kg.model.names import check_url
    from kg.rdf.graph import FORMATS
    from kg.sources import find_input

    form = named_format(form) if form else export_format(out)
    try:
        licence = check_url(licence) if licence else None
    except ValueError as error:
        raise UsageError(f"--license: {error}") from None
    found = find_input(inputs)
    whole = rules is None and not any(filters.values())
    if form in ANNOTATED:
        if not whole:
            raise UsageError(f"{form} has whole articles: leave filters and --rules out")
        _export_annotations(found, out, form, texts_folder(texts))
        return
    if texts is not None:
        raise UsageError(f"--texts is for {', '.join(ANNOTATED)}; leave it out for {form}")
    if found.graphs and not found.folders and whole and form in FORMATS:
        _export_rdf(found, out, form, licence)
        return
    _export_built(found, rules, out, form, licence, filters)
    for line in unsaid(form):
        click.echo(f"{form} cannot say: {line}", err=True)


def _export_annotations(found: Input, out: Path, form: str, texts: Path | None) -> None:
    """The articles of data folders, in a folder for a tool."""
    from kg.build import refuse_sources
    from kg.errors import UsageError
    from kg.export.annotations import ANNOTATION_FORMATS, check_unedited, mark_articles
    from kg.files import write_folder
    from kg.read.folders import find_sources, input_digests
    from kg.read.texts import read_texts
    from kg.sources import find_data

    if str(out) == "-" or out.suffix:
        raise UsageError(f"{form} is a folder of files: name one with -o")
    data = find_data(found)
    sources = find_sources(data.folders, bundled=data.bundled)
    refuse_sources(out, [each.folder for each in sources], texts)
    marked = mark_articles(sources, read_texts(texts) if texts else {})
    files = ANNOTATION_FORMATS[form](marked.documents)
    check_unedited(out, files)
    write_folder(out, files, input_digests(sources))
    for each in marked.findings:
        click.echo(str(each), err=True)
    count = len(marked.documents)
    click.echo(f"{out}: {count:,} article{'s' * (count != 1)}", err=True)
    if marked.findings:
        click.get_current_context().exit(1)


def _export_built(
    found: Input,
    rules: Rules | None,
    out: Path,
    form: str,
    licence: str | None,
    filters: Mapping[str, Any],
) -> None:
    from kg.export import exported, write_export
    from kg.model.ids import LICENCE
    from kg.rdf.description import selected_dataset
    from kg.rdf.graph import FORMATS
    from kg.sources import is_bundled, open_input

    step("reading")
    built = open_input(found, rules)
    say_read(found, built.corpus)
    step("working")
    built, words = narrowed(built, filters)
    if words and not built.corpus.record.actions:
        say_no_match("actions", filters)
    licence = licence or project_value("license")
    if form in FORMATS and licence is None and not is_bundled(found):
        click.echo(f"licence: {LICENCE}; name that of your own data with --license", err=True)
    dataset = selected_dataset(words, licence or LICENCE)
    step(f"writing {form}")
    if str(out) == "-":
        click.echo(exported(built, form, dataset), nl=False)
    else:
        write_export(built, form, out, dataset)
        click.echo(str(out), err=True)


def _export_rdf(found: Input, out: Path, form: str, licence: str | None) -> None:
    """RDF files as they are, in another format."""
    from kg.files import write_file
    from kg.rdf.bases import count_sources
    from kg.rdf.description import split_description, to_rdf
    from kg.sources import input_quads

    step("reading the graph")
    quads = input_quads(found)
    say_input(found, *count_sources(quads))
    step(f"writing {form}")
    if licence is None and split_description(quads)[1] is None:
        names = ", ".join(map(str, found.files))
        click.echo(f"{names}: does not name its own licence; give one with --license", err=True)
    made = to_rdf(quads, form, licence=licence)
    if str(out) == "-":
        click.echo(made, nl=False)
    else:
        write_file(out, made)
        click.echo(str(out), err=True)
