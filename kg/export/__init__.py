"""A build -> files of other formats, one format a module; which one, by name or suffix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.errors import UsageError
from kg.export.bibtex import to_bibtex
from kg.export.followthemoney import UNSAID, to_followthemoney
from kg.export.gexf import to_gexf
from kg.export.graphml import to_graphml
from kg.export.network import chain_network
from kg.export.rdf import build_quads
from kg.export.sheets import csv_files, zip_files
from kg.export.workbook import to_workbook
from kg.files import write_file, write_folder
from kg.infer.built import Built
from kg.model.names import hint
from kg.rdf.description import Dataset, to_rdf
from kg.rdf.graph import FORMATS, SUFFIXES
from kg.tell.tables import actions_table

_BY_SUFFIX: Final[Mapping[str, str]] = {
    **SUFFIXES, ".graphml": "graphml", ".gexf": "gexf", ".csv": "csv", ".zip": "csv",
    ".xlsx": "xlsx", ".ftm": "followthemoney", ".jsonl": "followthemoney", ".bib": "bibtex",
}  # fmt: skip
_DRAWN: Final = (".html", ".htm", ".svg", ".png")  # by kg draw
#: Articles with their texts, for tools that people annotate with; see kg.export.annotations.
ANNOTATED: Final = ("brat", "label-studio", "web-annotation")
EXPORT_FORMATS: Final = (*FORMATS, "graphml", "gexf", "csv", "xlsx", "followthemoney", "bibtex")


def export_format(path: Path) -> str:
    """The format that a file's suffix stands for.

    Raises:
        UsageError: the suffix stands for none.
    """
    if path.name.lower().endswith(".ftm.json"):
        return "followthemoney"
    form = _BY_SUFFIX.get(path.suffix.lower())
    if path.suffix.lower() in _DRAWN:
        raise UsageError(f"{path}: pages and pictures are drawn: kg draw -o {path}")
    if form is None:
        near = hint(path.suffix, _BY_SUFFIX)
        raise UsageError(
            f"{path}: no format has the suffix {path.suffix!r}{near}; name one with --format "
            f"or use one of {' '.join(_BY_SUFFIX)}"
        )
    return form


def named_format(name: str) -> str:
    """The format with this name, or with this suffix: `ntriples` and `nt` are one.

    Raises:
        UsageError: there is none.
    """
    forms = {suffix[1:]: form for suffix, form in _BY_SUFFIX.items()}
    forms |= {form: form for form in (*EXPORT_FORMATS, *ANNOTATED)} | {"json-ld": "jsonld"}
    form = forms.get(name.lower())
    if form is None:
        known = ", ".join((*EXPORT_FORMATS, *ANNOTATED))
        raise UsageError(f"--format {name}: no such format{hint(name, forms)} ({known})")
    return form


def exported(built: Built, form: str, dataset: Dataset | None = None) -> bytes:
    """The build in one format; csv gives the table of actions.

    Args:
        built: the whole, or the part that a selection keeps.
        form: one of EXPORT_FORMATS.
        dataset: what RDF says that this is; None for the whole.
    Raises:
        UsageError: the format cannot express a term.
    """
    record = built.corpus.record
    if form == "csv":
        return actions_table(record, built.answers).to_csv()
    if form == "xlsx":
        return to_workbook(built)
    if form == "followthemoney":
        return to_followthemoney(built)
    if form == "bibtex":
        return to_bibtex(record.articles, built.corpus.actors)
    if form in ("graphml", "gexf"):
        links = (*record.links, *built.inferred)
        network = chain_network(record.actions, links, built.chains, built.answers)
        return to_gexf(network) if form == "gexf" else to_graphml(network.nodes, network.edges)
    dataset = replace(dataset or Dataset(), base=built.corpus.bases.own)
    return to_rdf(build_quads(built), form, dataset)


def unsaid(form: str) -> tuple[str, ...]:
    """What the format has no way to say, where that is much; a line each."""
    return UNSAID if form == "followthemoney" else ()


def write_export(built: Built, form: str, out: Path, dataset: Dataset | None = None) -> None:
    """Write the export: one file, or for csv a .zip or a folder (no suffix) of all tables."""
    if form != "csv" or out.suffix.lower() not in ("", ".zip"):
        write_file(out, exported(built, form, dataset))
    elif out.suffix:
        write_file(out, zip_files(csv_files(built)))
    else:
        write_folder(out, csv_files(built), built.corpus.inputs)
