"""A build -> one file of another format, by suffix or name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kg.build import Built
from kg.chains import to_graphml
from kg.errors import UsageError
from kg.files import write_file, write_folder
from kg.graph import SUFFIXES, in_graph, to_quads, write_rdf
from kg.namespaces import DERIVED_GRAPH, STATED_GRAPH
from kg.tables import (
    Table,
    actions_table,
    actors_table,
    chains_table,
    links_table,
    reports_table,
)
from kg.terms import hint
from kg.triples import actors_named

_BY_SUFFIX: Final[Mapping[str, str]] = {
    **SUFFIXES, ".graphml": "graphml", ".csv": "csv", ".zip": "csv",
}  # fmt: skip


def export_format(path: Path) -> str:
    """The format that a file's suffix stands for.

    Raises:
        UsageError: the suffix stands for none.
    """
    form = _BY_SUFFIX.get(path.suffix.lower())
    if form is None:
        near = hint(path.suffix, _BY_SUFFIX)
        raise UsageError(
            f"{path}: no format has the suffix {path.suffix!r}{near}; name one with --format "
            f"or use one of {' '.join(_BY_SUFFIX)}"
        )
    return form


def exported(built: Built, form: str) -> bytes:
    """The build in one format; csv gives the table of actions."""
    if form == "csv":
        return tables(built)["actions"].to_csv()
    if form == "graphml":
        links = (*built.corpus.record.links, *built.inferred)
        return to_graphml(built.corpus.record.actions, links, built.chains)
    stated, derived = to_quads(built.stated.graph), to_quads(built.derived.graph)
    return write_rdf([*in_graph(stated, STATED_GRAPH), *in_graph(derived, DERIVED_GRAPH)], form)


def tables(built: Built) -> dict[str, Table]:
    """The tables of a build, by name."""
    record, actors = built.corpus.record, built.corpus.actors
    return {
        "actions": actions_table(record, built.answers),
        "actors": actors_table(actors, actors.closure(actors_named(record))),
        "chains": chains_table(record, built.inferred, built.chains),
        "links": links_table(record, built.inferred, built.chains),
        "reports": reports_table(record),
    }


def write_export(built: Built, form: str, out: Path) -> None:
    """Write the export: one file, or for csv a .zip or a folder (no suffix) of all tables."""
    if form != "csv" or out.suffix.lower() not in ("", ".zip"):
        write_file(out, exported(built, form))
        return
    files = {f"{name}.csv": table.to_csv() for name, table in tables(built).items()}
    if out.suffix:
        write_file(out, _zipped(files))
    else:
        write_folder(out, files, built.corpus.inputs)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip archive without times, so that the same tables give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()
