"""Tables of events of others -> the files of a data folder, format by format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.coded import FEEDS, LOG, Classes, read_coded
from kg.importers.columns import read_columns
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.names import Names
from kg.importers.native import write_actors, write_events
from kg.importers.streams import find_all_streams
from kg.model.actors import Actors
from kg.read.sketch import slug
from kg.tables import csv_bytes

EVENTS: Final = "events"
TABLES: Final = (EVENTS, *FEEDS)


def import_tables(
    form: str,
    sources: Sequence[Path],
    renaming: Renaming,
    actors: Actors,
    class_of: Classes,
    ledger: Ledger,
    findings: list[Finding],
) -> dict[str, bytes]:
    """The files that tables become, by their path in a data folder.

    All files of a feed become one table, since one act may stand in several. Of other tables each
    is its own.

    Args:
        form: one of TABLES.
        sources: files, folders or zips.
        renaming: what the columns and values of EVENTS mean.
        actors: who is known.
        class_of: the class of a code of CAMEO or PLOVER.
        ledger: what becomes of each row is noted here.
        findings: warnings of files are added here.
    Raises:
        UnreadableError: a file cannot be read, or is not of the format.
    """
    streams = find_all_streams(sources, ledger)
    made: dict[str, bytes] = {}
    if form in FEEDS:
        coded = read_coded(form, streams, actors, class_of, ledger)
        if coded.acts:
            made[f"events/{form}.csv"] = write_events(coded.rows())
            made[f"events/notes/{form}.csv"] = csv_bytes(LOG, coded.log)
        return made
    names = Names(actors)
    for stream in streams:
        rows = read_columns(stream, renaming, names, class_of, ledger, findings)
        name = f"events/{slug(stream.short.rpartition('.')[0]) or 'table'}.csv"
        if name in made:
            message = f"another file becomes {name} too; rename one of them"
            raise UnreadableError([Finding(Place(stream.name), message)])
        if rows:
            made[name] = write_events(rows)
    if names.drafts:
        made["actors/imported.yaml"] = write_actors(names.drafts).encode()
    return made
