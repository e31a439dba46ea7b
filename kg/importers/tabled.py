"""Tables of events and directories of actors -> the files of a data folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.apart import work_apart
from kg.importers.coded import FEEDS, LOG, Classes, count_codes, read_coded
from kg.importers.columns import read_columns
from kg.importers.directory import Directory
from kg.importers.followthemoney import known_schema, read_entities
from kg.importers.json_values import load_documents
from kg.importers.ledger import Ledger
from kg.importers.mapping import LABELS, Renaming
from kg.importers.marks import File
from kg.importers.names import Names
from kg.importers.native import DRAFTS, write_actors, write_events
from kg.importers.sources import read_sources
from kg.importers.streams import find_all_streams
from kg.importers.suggest import suggest_labels
from kg.importers.suggest_columns import suggest_columns
from kg.importers.wikidata import is_item, known_classes, read_items
from kg.model.actors import Actors
from kg.read.folders import shown
from kg.read.sketch import slug
from kg.tables import csv_bytes

EVENTS: Final = "events"
ACTORS: Final = "actors"
TABLES: Final = (EVENTS, *FEEDS, ACTORS)


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
        renaming: what the columns, labels and values of EVENTS mean, and which labels are which
            codes of feeds and classes of ACTORS.
        actors: who is known.
        class_of: the class of a code of CAMEO or PLOVER.
        ledger: what becomes of each row is noted here.
        findings: warnings of files are added here.
    Raises:
        UnreadableError: a file cannot be read, or is not of the format.
    """
    if form == ACTORS:
        return _import_actors(sources, renaming, actors, ledger)
    streams = find_all_streams(sources, ledger)
    made: dict[str, bytes] = {}
    if form in FEEDS:
        coded = read_coded(form, streams, actors, _mapped(class_of, renaming), ledger)
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
        made[DRAFTS] = write_actors(names.drafts).encode()
    return made


def suggest_tables(
    form: str,
    sources: Sequence[Path],
    find_class: Callable[[str], str | None],
    class_of: Classes,
) -> str:
    """A first mapping, as TOML: only EVENTS needs one.

    Args:
        form: one of TABLES.
        sources: files, folders or zips.
        find_class: a word -> the class of action that it says, if any.
        class_of: the class of a code of CAMEO or PLOVER.
    Raises:
        UnreadableError: as `import_tables`.
    """
    if form == EVENTS:
        return suggest_columns(find_all_streams(sources, Ledger()), find_class)
    if form in FEEDS:
        counts = count_codes(form, find_all_streams(sources, Ledger()), Ledger())
        return suggest_labels(counts, partial(class_of, FEEDS[form][0].scheme))
    files = read_sources(sources)
    size = sum(len(each.data) for each in files)
    known = work_apart(lambda: _known_kinds(files), shown(sources[0]), size)
    kinds = {name: kind for name, kind in known if kind is None or kind in LABELS}
    return suggest_labels(Counter(name for name, _ in known if name in kinds), kinds.__getitem__)


def _known_kinds(files: Sequence[File]) -> list[tuple[str, str | None]]:
    """What entities and items say that they are, with what that is without a mapping."""
    found: list[tuple[str, str | None]] = []
    for file in files:
        for place, value in load_documents(file):
            found += known_classes(value, place) if is_item(value) else [known_schema(value, place)]
    return found


def _mapped(class_of: Classes, renaming: Renaming) -> Classes:
    """The classes of codes, where the labels of a mapping go first."""
    return lambda scheme, code: (
        renaming.label(code) if code in renaming.labels else class_of(scheme, code)
    )


def _import_actors(
    sources: Sequence[Path], renaming: Renaming, actors: Actors, ledger: Ledger
) -> dict[str, bytes]:
    """One file of actors for all sources: what one refers to may stand in another."""
    files = read_sources(sources)
    made, noted = work_apart(
        lambda: (_make_actors(files, renaming, actors, ledger), ledger),
        shown(sources[0]),
        sum(len(each.data) for each in files),
        partial(actors.find, ""),  # reads the names of states
    )
    ledger.become(noted)
    name = slug(sources[0].name.partition(".")[0]) or ACTORS
    return {f"actors/{name}.yaml": made} if made else {}


def _make_actors(
    files: Sequence[File], renaming: Renaming, actors: Actors, ledger: Ledger
) -> bytes | None:
    directory = Directory(actors, ledger)
    items: list[tuple[Place, Any]] = []
    entities: list[tuple[Place, Any]] = []
    for file in files:
        for place, value in load_documents(file):
            (items if is_item(value) else entities).append((place, value))
    read_items(items, renaming, directory, ledger)
    read_entities(entities, renaming, directory, ledger)
    return directory.write()
