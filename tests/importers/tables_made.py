"""Small tables of invented feeds for the tests of importers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from marks_made import BORDURIA, HERE, SYLDAVIA

from kg.importers.coded import Coded, read_coded
from kg.importers.columns import read_columns
from kg.importers.feeds import ACLED, GDELT, ICEWS, POLECAT, Feed
from kg.importers.ledger import Ledger
from kg.importers.mapping import Renaming
from kg.importers.names import Names
from kg.importers.streams import find_streams
from kg.model.actors import Actor, Actors
from kg.rdf.alignments import class_of_code

#: Two invented states, a body of one, and a third state whose name and code are not ISO's.
ACTORS = Actors(
    [
        BORDURIA,
        SYLDAVIA,
        Actor(id="XRU", kind="State", label="Ruritania", place=HERE),
        Actor(id="league", kind="InternationalOrganization", label="The League", place=HERE),
    ]
)
_WIDTHS = {"export": 61, "old": 57, "newer": 58}


def gdelt_line(layout: str = "export", **cells: str) -> str:
    """A row of GDELT without a header: an act of Borduria against Syldavia, unless told."""
    told = {
        "event": "501", "date": "20310305", "actor": "XBO", "recipient": "XSY", "code": "163",
        "mentions": "4", "added": "20310306101500", "source": "https://klow.example/1", **cells,
    }  # fmt: skip
    row = [""] * _WIDTHS[layout]
    for name, place in GDELT.layouts[_WIDTHS[layout]].items():
        row[place] = told.get(name, "")
    row[51:53] = ["RS", "RS48"] if layout == "export" else row[51:53]  # FIPS, of a place
    return "\t".join(row) + "\n"


def headed(feed: Feed, *rows: dict[str, str], mark: str = "\t") -> str:
    """A table of a feed with a header: rows by our names of columns."""
    names = [*feed.columns, "beside"]
    lines = [[feed.columns.get(name, "Beside") for name in names]]
    lines += [[row.get(name, "") for name in names] for row in rows]
    return "".join(mark.join(line) + "\n" for line in lines)


GOOD = {
    GDELT.name: {"event": "501", "date": "20310305", "actor": "XBO", "recipient": "XSY",
                 "code": "163", "mentions": "4", "added": "20310306101500"},
    ICEWS.name: {"event": "701", "date": "2031-03-05", "actor": "Borduria",
                 "recipient": "Syldavia", "code": "163", "source": "Klow Wire"},
    POLECAT.name: {"event": "p-1", "date": "2031-03-05", "actor": "XBO", "recipient": "XSY",
                   "code": "SANCTION", "mode": "expel", "source": "Klow Wire",
                   "added": "2031-03-07", "version": "NGEC 2"},
    ACLED.name: {"event": "BOR12", "date": "05 March 2031", "code": "Battles",
                 "actor": "Military Forces of Borduria (2019-)",
                 "recipient": "Military Forces of Syldavia (2011-2030)", "mode": "Armed clash",
                 "source": "Klow Wire; Zileheroum Post"},
}  # fmt: skip


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read_feed(form: str, paths: Sequence[Path]) -> tuple[Coded, Ledger]:
    ledger = Ledger()
    streams = [each for path in paths for each in find_streams(path)]
    return read_coded(form, streams, ACTORS, class_of_code, ledger), ledger


def read_events(path: Path, **mapping: Any) -> tuple[list[dict[str, str]], Ledger, Names]:
    ledger, names = Ledger(), Names(ACTORS)
    (stream,) = find_streams(path)
    rows = read_columns(stream, Renaming(**mapping), names, class_of_code, ledger, [])
    return rows, ledger, names


def reasons(ledger: Ledger) -> list[str]:
    return [why for _, why in ledger.left]
