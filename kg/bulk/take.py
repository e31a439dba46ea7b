"""Links among coded events -> a table of events that a person reviews, and what to look at in it.

The table makes no claim: `responds_to` stays empty, and which act may answer which stands in a list
beside it that nothing reads. So a machine's link cannot become a source's.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from kg.files import write_file
from kg.importers.feeds import coded_as
from kg.model.names import fit_text
from kg.tables import csv_bytes

if TYPE_CHECKING:
    import pyarrow as pa

#: Of kg.read.formats.EVENT_COLUMNS those that a coded act has.
COLUMNS: Final = (
    "id", "date", "actor", "recipient", "type", "quantity", "unit", "status", "source",
    "selection", "label", "responds_to", "within_day", "extracted_by", "reviewed_by",
)  # fmt: skip
_NOTES: Final = ("response", "trigger", "response_day", "trigger_day", "confidence", "features")
_SELECTION: Final = "linkedByRule"


def take_acts(links: pa.Table) -> list[tuple[str, ...]]:
    """The acts of links as rows of COLUMNS, by day and id, each once."""
    acts: dict[str, tuple[str, ...]] = {}
    for link in links.to_pylist():
        sides = link["actor"], link["recipient"]
        acts[link["response"]] = _row(link, "response", *sides)
        acts[link["trigger"]] = _row(link, "trigger", *reversed(sides))
    return sorted(acts.values(), key=lambda row: (row[1], row[0]))


def _row(link: Mapping[str, Any], end: str, actor: str, recipient: str) -> tuple[str, ...]:
    of = {name.removeprefix(f"{end}_"): value for name, value in link.items()}
    code = coded_as("CAMEO", of["code"] or "", of["mentions"], of["rows"])
    source = fit_text(of["source"] or "")
    values: dict[str, object] = {
        **of,
        "id": link[end],
        "date": of["day"],
        "actor": actor,
        "recipient": recipient,
        "status": "" if of["status"] == "carriedOut" else of["status"],
        "source": f"{source} ({code})" if of["code"] else source,
        "label": fit_text(of["label"] or ""),
        "selection": _SELECTION,
        "responds_to": "",
        "reviewed_by": "",
    }
    return tuple("" if values[name] is None else str(values[name]) for name in COLUMNS)


def write_taken(folder: Path, name: str, links: pa.Table) -> tuple[Path, Path]:
    """Write the acts of links as a table of events, and the links as a list beside it.

    Args:
        folder: a data folder, made if it is missing.
        name: of both files, without a suffix.
        links: see `kg.bulk.results.Found`.
    Returns:
        Where the table and the list are.
    Raises:
        UsageError: one of them is there already, since somebody may have reviewed it, or it
            cannot be written.
    """
    table, notes = folder / "events" / f"{name}.csv", folder / "events" / "notes" / f"{name}.csv"
    for path in (table, notes):
        if os.path.lexists(path):
            message = "already exists, and nothing is overwritten; name another folder with -o"
            raise UsageError(f"{path}: {message}")
    rows = [
        tuple("; ".join(each[x]) if x == "features" else each[x] for x in _NOTES)
        for each in links.select(list(_NOTES)).to_pylist()
    ]
    write_file(notes, csv_bytes(_NOTES, rows), new=True)
    write_file(table, csv_bytes(COLUMNS, take_acts(links)), new=True)
    return table, notes
