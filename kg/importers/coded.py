"""Feeds of coded events -> rows of events, with a log of which row of the source is which act.

All rows of one day, pair and code are one act, as for `kg bulk`: a feed has a row for each time
that something was told. The log names them all, so that a person can take them apart again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.feeds import (
    ACLED,
    EXACT,
    GDELT,
    ICEWS,
    MENTIONS,
    NO_CLASS,
    NO_DAY,
    NO_SIDE,
    NOT_STATE,
    ONE_STATE,
    PETRARCH,
    PHOENIX,
    POLECAT,
    Feed,
    act_id,
    coded_as,
    coded_by,
    event_source,
    find_side,
    read_day,
    read_spelt_day,
)
from kg.importers.ledger import NO_ADDRESS, Ledger
from kg.importers.mapping import IGNORE
from kg.importers.streams import Row, Stream, read_cells, read_first
from kg.importers.validation import is_xml, read_validation
from kg.model.actors import Actors
from kg.model.lookup import is_missing
from kg.model.mail import has_mail
from kg.model.names import fit_text
from kg.progress import counted

#: Formats of `kg import` -> the feeds that a file of them may be.
FEEDS: Final[Mapping[str, tuple[Feed, ...]]] = {
    "gdelt": (GDELT, MENTIONS),
    "icews": (ICEWS,),
    "acled": (ACLED,),
    "polecat": (POLECAT,),
    "phoenix": (PHOENIX, PETRARCH),
}
LOG: Final = ("action", "file", "row", "event", "code", "source")
UNTOLD: Final = "its event is not an act of the exports given"
TWICE: Final = "repeats a row with its event id, day, sides and code"
_NAME: Final = 200  # characters of what a feed calls an event, or itself
TORN: Final = "has a different number of cells from the first row"
IGNORED: Final = "the mapping ignores its code"
#: Class of action for a code of a scheme, IGNORE, or None.
Classes = Callable[[str, str], str | None]
Event = dict[str, str]  # a row of ours: of kg.read.formats.EVENT_COLUMNS those that it has


@dataclass(slots=True)
class _Act:
    """What the rows of one act come to, as `kg.bulk.expression.fold_rows` has it."""

    row: Event
    code: str
    rows: int = 0
    mentions: int = 0


@dataclass(slots=True)
class Coded:
    """What was made of feeds."""

    scheme: str  # of the codes
    acts: dict[str, _Act] = field(default_factory=dict)
    log: list[tuple[str, ...]] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)  # events whose code the mapping ignores

    def rows(self) -> list[Event]:
        """The acts as rows of events, by day and id."""
        made = []
        for act in self.acts.values():
            coded = coded_as(self.scheme, act.code, act.mentions, act.rows)
            made.append({**act.row, "source": f"{act.row['source']} ({coded})"})
        return sorted(made, key=lambda row: (row["date"], row["id"]))


@dataclass(slots=True)
class _Reading:
    """What all files of an import share: equal cells are looked up once."""

    feed: Feed
    actors: Actors
    class_of: Classes
    ledger: Ledger
    sides: dict[str, tuple[str, ...] | None] = field(default_factory=dict)
    classes: dict[str, str | None] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)  # event and act

    def sides_of(self, cell: str) -> tuple[str, ...] | None:
        """The states that a cell names, between semicolons; None where one is not one state."""
        if cell not in self.sides:
            found = [find_side(self.actors, part, self.feed.sides) for part in cell.split(";")]
            named = tuple(sorted({each for each in found if each}))
            self.sides[cell] = None if None in found else named
        return self.sides[cell]

    def kind_of(self, code: str) -> str | None:
        """The class of action that a code says."""
        if code not in self.classes:
            self.classes[code] = self.class_of(self.feed.scheme, code)
        return self.classes[code]


def read_coded(
    form: str, streams: Iterable[Stream], actors: Actors, class_of: Classes, ledger: Ledger
) -> Coded:
    """The acts of feeds.

    Args:
        form: one of FEEDS.
        streams: their files; of GDELT, mentions are read after the exports.
        actors: who the states are.
        class_of: see Classes.
        ledger: what becomes of each row is noted here.
    Raises:
        UnreadableError: a file is not of this feed.
    """
    coded = Coded(FEEDS[form][0].scheme)
    later: list[tuple[Stream, Mapping[str, int]]] = []
    readings: dict[str, _Reading] = {}
    for stream in streams:
        feed, places, rows = _told(form, stream)
        if feed is MENTIONS:
            later.append((stream, places))
            continue
        reading = readings.setdefault(feed.name, _Reading(feed, actors, class_of, ledger))
        for place, cells in _cells(rows, places, stream, ledger):
            why = _read_row(cells, place, stream, coded, reading)
            ledger.read_row("rows", place, why, excluded=why == IGNORED)
    _read_mentions(later, coded, ledger)
    coded.log.sort(key=lambda line: (line[0], line[1], int(line[2])))
    return coded


def count_codes(form: str, streams: Iterable[Stream], ledger: Ledger) -> Counter[str]:
    """How many rows have each code, as a mapping names it.

    Args:
        form: one of FEEDS.
        streams: their files.
        ledger: rows that cannot be read are noted here.
    Raises:
        UnreadableError: a file is not of this feed.
    """
    counts: Counter[str] = Counter()
    for stream in streams:
        feed, places, rows = _told(form, stream)
        if feed is not MENTIONS:
            counts.update(_code_of(feed, x) for _, x in _cells(rows, places, stream, ledger))
    del counts[""]
    return counts


def _told(form: str, stream: Stream) -> tuple[Feed, Mapping[str, int], Iterator[Row]]:
    """Which feed a file is, where its columns stand, and its rows.

    Raises:
        UnreadableError: it is none of the format's.
    """
    if form == "phoenix" and is_xml(stream):
        return PETRARCH, *read_validation(stream)
    rows = read_cells(stream, of_machines=True, findings=[])
    line, first = read_first(rows, stream)
    for feed in FEEDS[form]:
        if (layout := feed.layout(first)) is not None:
            return feed, layout, _again((line, first), rows)
        if (places := feed.places(first)) is not None:
            return feed, places, _padded(len(first), rows)
    names = " or ".join(each.name for each in FEEDS[form])
    needed = ", ".join(FEEDS[form][0].columns[each] for each in FEEDS[form][0].needed)
    message = f"is not a file of {names}: it has no header with the columns {needed}"
    if any(each.layouts for each in FEEDS[form]):
        numbers = sorted({number for each in FEEDS[form] for number in each.layouts})
        message += f"; without a header, files of it have {', '.join(map(str, numbers))} columns"
    raise UnreadableError([Finding(Place(stream.name, 1, 1), message)])


def _again(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from _padded(len(first[1]), rows)


def _padded(width: int, rows: Iterator[Row]) -> Iterator[Row]:
    """Rows with cells; those of another width have none."""
    for line, cells in rows:
        if cells:
            yield line, cells if len(cells) == width else []


def _cells(
    rows: Iterator[Row],
    places: Mapping[str, int],
    stream: Stream,
    ledger: Ledger,
    kind: str = "rows",
) -> Iterator[tuple[Place, dict[str, str]]]:
    """The cells of each whole row that are wanted and say something, by our names."""
    for line, row in counted(rows, f"reading {stream.short}"):
        place = Place(stream.name, line, 1)
        if not row:
            ledger.read_row(kind, place, TORN)
            continue
        cells = {name: row[number].strip() for name, number in places.items()}
        yield place, {name: text for name, text in cells.items() if not _is_absent(text)}


def _is_absent(text: str) -> bool:
    return not text or (len(text) <= 8 and is_missing(text, in_cell=True))


def _code_of(feed: Feed, cells: Mapping[str, str]) -> str:
    """The code of the feed's scheme: with what a second column adds, or by its words."""
    code, mode = cells.get("code", ""), cells.get("mode", "")
    if feed.codes is not None:
        return feed.codes.get(mode.casefold()) or feed.codes.get(code.casefold(), "")
    return f"{code}-{mode}" if mode else code


def _read_row(
    cells: Mapping[str, str], place: Place, stream: Stream, coded: Coded, reading: _Reading
) -> str:
    """Count a row to its act; the reason where it is left out or folded."""
    feed, date = reading.feed, cells.get("date", "")
    day = read_day(date) or read_spelt_day(date)
    if day is None or cells.get("precision", EXACT) not in (EXACT, ""):
        return NO_DAY
    sides = [reading.sides_of(cells.get(end, "")) for end in ("actor", "recipient")]
    if () in sides:
        return NO_SIDE
    actor, recipient = sides
    if actor is None or recipient is None:
        return NOT_STATE
    if set(actor) & set(recipient):
        return ONE_STATE
    code = _code_of(feed, cells)
    kind = reading.kind_of(code)
    if kind is None:
        return NO_CLASS
    event = cells.get("event", "")
    if kind == IGNORE:
        coded.ignored.add(event)
        return IGNORED
    name = act_id(str(day), "_".join(actor), "_".join(recipient), code)
    if event and (event, name) in reading.seen:
        return TWICE
    reading.seen.add((event, name))
    source = fit_source(cells.get("source", ""), place, reading.ledger)
    coded.log.append((name, stream.short, str(place.line), event, code, source))
    program = f"{feed.name} {fit_text(cells.get('version', ''))[:_NAME]}".strip()
    told = {
        "source": event_source(feed.name, source, fit_text(event)[:_NAME]),
        "extracted_by": coded_by(program, cells.get("added"), day) if feed.by_machine else "",
    }
    act = coded.acts.get(name)
    if act is None:
        row = {"id": name, "date": str(day), "actor": ";".join(actor),
               "recipient": ";".join(recipient), "type": kind}  # fmt: skip
        act = coded.acts[name] = _Act({**row, **told}, code)
    else:
        for key, text in told.items():  # the first in order of letters, in whatever order of files
            act.row[key] = min(act.row[key], text)
    act.rows += 1
    mentions = cells.get("mentions", "")
    act.mentions += max(int(mentions) if mentions.isdecimal() and len(mentions) < 10 else 1, 1)
    return "" if act.rows == 1 else "repeats an act with its day, sides and code; see events/notes"


def fit_source(text: str, place: Place, ledger: Ledger) -> str:
    """What a row rests on, without e-mail addresses, which are counted."""
    if has_mail(text):
        ledger.read_row("addresses", place, NO_ADDRESS)
    return fit_text(text)


def _read_mentions(
    later: Iterable[tuple[Stream, Mapping[str, int]]], coded: Coded, ledger: Ledger
) -> None:
    """Log each article that tells of an event which became an act."""
    act_of = {line[3]: (line[0], line[4]) for line in coded.log} if later else {}
    for stream, _ in later:
        _, places, rows = _told("gdelt", stream)
        for place, cells in _cells(rows, places, stream, ledger, "mentions"):
            event = cells.get("event", "")
            act, code = act_of.get(event, ("", ""))
            ignored = not act and event in coded.ignored
            why = "" if act else IGNORED if ignored else UNTOLD
            ledger.read_row("mentions", place, why, excluded=ignored)
            if act:
                source = fit_source(cells.get("source", ""), place, ledger)
                coded.log.append((act, stream.short, str(place.line), event, code, source))
