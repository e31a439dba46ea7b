"""A build -> CSV tables, in a folder, a zip archive or one by one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from kg.infer.built import Built
from kg.rdf.actors import actors_named
from kg.tables import Table
from kg.tell.tables import actions_table, actors_table, chains_table, links_table, reports_table


def tables(built: Built) -> dict[str, Table]:
    """The tables of a build, by name; each row of a part's is a row of the whole's."""
    record, actors = built.corpus.record, built.corpus.actors
    whole = built.whole or built
    said = whole.corpus.record
    return {
        "actions": actions_table(record, built.answers),
        "actors": actors_table(actors, actors.closure(actors_named(record))),
        "chains": chains_table(said, whole.inferred, built.chains),
        "links": links_table(record, built.inferred, whole.chains),
        "reports": reports_table(record),
    }


def csv_files(built: Built) -> dict[str, bytes]:
    """The tables as CSV files, by file name."""
    return {f"{name}.csv": table.to_csv() for name, table in tables(built).items()}


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """A zip archive without times, so that the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()
