"""A table of anybody's columns -> rows of events, as a mapping says which column is which of ours.

A row is one act. What cannot be read in it is never guessed: the row is left out, with the column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.coded import TORN, Classes, Event, fit_source
from kg.importers.feeds import read_day, read_spelt_day
from kg.importers.ledger import Ledger
from kg.importers.mapping import COLUMNS, IGNORE, SCHEMES, Renaming
from kg.importers.names import UNTOLD, Names
from kg.importers.streams import Stream, read_cells, read_first
from kg.model.actors import Actor, Actors
from kg.model.ids import is_id
from kg.model.lookup import is_missing
from kg.model.names import fit_text, shorten
from kg.model.vocabulary import KINDS
from kg.progress import counted
from kg.read.events import read_events
from kg.read.rows import as_entries
from kg.read.sketch import slug

#: What a table has to say of each act; the rest is made.
_NEEDED: Final = ("actor", "type")
_ACTORS: Final = ("actor", "recipient", "claimed_by")
_MANY: Final = frozenset(name for name, each in COLUMNS.items() if each.many)
_TEXTS: Final = {"source", "label", "case_label"}
_IDS: Final = ("id", "case", "responds_to")
_SAME_ID: Final = "repeats the id of an earlier row; give it an id of its own if it is another act"
_LONGEST: Final = 76  # characters of an id that is made, which a number may follow


@dataclass(slots=True)
class _Making:
    stream: Stream
    renaming: Renaming
    names: Names
    class_of: Classes
    ledger: Ledger
    taken: set[str] = field(default_factory=set)  # ids
    refused: set[str] = field(default_factory=set)  # ids of rows that are left out
    ignored: set[str] = field(default_factory=set)  # those of them that the mapping ignores


def read_columns(
    stream: Stream,
    renaming: Renaming,
    names: Names,
    class_of: Classes,
    ledger: Ledger,
    findings: list[Finding],
) -> list[Event]:
    """The rows of a table as rows of events, in their order.

    Args:
        stream: the table.
        renaming: its columns, labels and values, and what stands in all rows.
        names: who is meant by actors; those that are not known are drafted.
        class_of: the class of a code of CAMEO or PLOVER.
        ledger: each row and column is noted here.
        findings: warnings of the file are added here.
    Raises:
        UnreadableError: it is not a table, or has no column of an actor or of a class.
    """
    rows = read_cells(stream, of_machines=False, findings=findings)
    line, header = read_first(rows, stream)
    ours = _columns(header, Place(stream.name, line, 1), renaming, ledger)
    making = _Making(stream, renaming, names, class_of, ledger)
    made: list[tuple[Place, Event]] = []
    for line, cells in counted(rows, f"reading {stream.short}"):
        place = Place(stream.name, line, 1)
        if not any(cells):  # spreadsheets leave rows of commas behind
            continue
        if len(cells) != len(header):
            ledger.read_row("rows", place, TORN)
            continue
        told = _gathered(ours, cells)
        ignored = ""
        try:
            event = _event(told, place, making)
        except ValueError as why:
            ledger.read_row("rows", place, str(why))
            event = None
        else:
            ignored = "" if event else "the mapping ignores its type"
            ledger.read_row("rows", place, ignored, excluded=True)
        if event:
            made.append((place, event))
        elif "id" in told:
            making.refused.add(_as_id(told["id"]))
            if ignored:
                making.ignored.add(_as_id(told["id"]))
    for place, event in made:
        _unlink(event, place, making)
    return [event for _, event in made]


def _columns(
    header: Sequence[str], place: Place, renaming: Renaming, ledger: Ledger
) -> list[str | None]:
    """What each column is of ours.

    Raises:
        UnreadableError: two are one of ours, or one that is needed is not there.
    """
    found: list[str | None] = []
    for number, name in enumerate(map(str.strip, header), start=1):
        ours = renaming.column(name)
        item = ledger.read("columns", Place(place.file, place.line, number), name or "no name")
        if ours is None:
            ledger.leave("it is not a column of ours; name ours under [columns] of a mapping", item)
        elif ours == IGNORE:
            ledger.leave("the mapping ignores it", item, excluded=True)
        else:
            ledger.take(item)
        kept = None if ours in (None, IGNORE) else ours
        if kept in found and kept is not None and not (kept in COLUMNS and COLUMNS[kept].many):
            message = f"two columns are {kept!r}; let the mapping ignore one of them"
            raise UnreadableError([Finding(place, message)])
        found.append(kept)
    known = {*found, *renaming.fixed, *(["type"] if {*SCHEMES} & {*found} else [])}
    if lacks := [each for each in _NEEDED if each not in known]:
        message = (
            f"has no column for {' and '.join(lacks)}; name them under [columns] of a mapping "
            f'(--mapping), such as "THEIR NAME" = "{lacks[0]}"'
        )
        raise UnreadableError([Finding(place, message)])
    return found


def _gathered(ours: Sequence[str | None], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a row by our columns; those of one column of several values together."""
    found: dict[str, str] = {}
    for name, cell in zip(ours, cells, strict=True):
        text = cell.strip()
        if name and text and not is_missing(text, in_cell=True):
            found[name] = f"{found[name]};{text}" if name in found else text
    return found


def _event(cells: dict[str, str], place: Place, making: _Making) -> Event | None:
    """A row of ours; None where the mapping ignores its type.

    Raises:
        ValueError: what is wrong with it, and where.
    """
    kind = _kind(cells, making)
    if kind == IGNORE:
        return None
    given = {**making.renaming.fixed, **cells}
    for name in _TEXTS & given.keys():
        given[name] = fit_source(given[name], place, making.ledger)
    parts = {
        name: found
        for name in sorted(given.keys() - {"type", *SCHEMES})
        if (found := _parts(name, given[name], making.renaming))
    }
    if "actor" not in parts:
        raise ValueError("actor: nothing says who acts; name the actor")
    event: Event = {"type": kind}
    for name in sorted(parts.keys() - set(_ACTORS)):
        event[name] = _joined(name, parts[name], _value)
    _judge(event, parts, place)
    for name in sorted(parts.keys() & set(_ACTORS)):  # drafted only for a row that is taken
        event[name] = _joined(name, parts[name], lambda _, text: making.names.resolve(text))
    event["id"] = _id(event, making)
    source = event.get("source") or fit_text(f"{making.stream.short}, row {place.line}")
    theirs = cells.get("id", event["id"])
    event["source"] = source if theirs == event["id"] else f"{source} (id {fit_text(theirs)})"
    return event


def _joined(name: str, texts: Sequence[str], read: Callable[[str, str], str]) -> str:
    """The values of a cell as a reader makes them, each once.

    Raises:
        ValueError: what is wrong with one, with its column.
    """
    try:
        return ";".join(dict.fromkeys(read(name, text) for text in texts))
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


class _Anyone(Actors):
    """A directory that has whoever is asked for."""

    def get(self, actor: str) -> Actor:
        """An actor of that name."""
        return Actor(id=actor, kind=UNTOLD, label=actor, place=Place(""))


def _judge(event: Event, parts: Mapping[str, Sequence[str]], place: Place) -> None:
    """Ask the reader of our tables of what the columns say together.

    Raises:
        ValueError: what it finds.
    """
    row = {"id": "x", "source": "x", **event} | {name: "x" for name in _ACTORS if name in parts}
    findings: list[Finding] = []
    entries = as_entries(list(row), list(row.values()), _MANY, place)
    read_events([entries], place.file, _Anyone(()), findings)
    if wrong := [each.message for each in findings if each.severity == "error"]:
        raise ValueError(wrong[0])


def _parts(name: str, text: str, renaming: Renaming) -> list[str]:
    """The values of a cell, renamed: the cell as a whole, or each between semicolons."""
    whole = renaming.value(name, text)
    parts = whole.split(";") if COLUMNS[name].many else [whole]
    renamed = (renaming.value(name, each.strip()).strip() for each in parts)
    return [each for each in renamed if each and not is_missing(each, in_cell=True)]


def _value(name: str, text: str) -> str:
    """A value as our tables write it.

    Raises:
        ValueError: it is none of its column.
    """
    if name in _IDS:
        if not (found := _as_id(text)):
            raise ValueError(f"{shorten(text)!r} cannot be an id")
        return found
    if name in ("date", "disclosed") and (day := read_day(text) or read_spelt_day(text)):
        return str(day)
    kind = COLUMNS[name].kind
    if not isinstance(kind, tuple):
        kind.parse(text)
    return text


def _as_id(text: str) -> str:
    return text if is_id(text) else slug(text)


def _unlink(event: Event, place: Place, making: _Making) -> None:
    """Leave out what a row says of rows that were left out: what it answers, and all beside it."""
    told = event.get("responds_to", "").split(";")
    kept = [each for each in told if each not in making.refused - making.taken]
    if kept == told:
        return
    for each in told:
        if each not in kept:
            item = making.ledger.read("links", place, each)
            asked = each in making.ignored
            making.ledger.leave("the act that it answers is left out", item, excluded=asked)
    event["responds_to"] = ";".join(kept)
    if not kept:
        for name in ("responds_to", "relation", "basis", "stance", "claimed_by"):
            event.pop(name, None)


def _kind(cells: Mapping[str, str], making: _Making) -> str:
    """The class of a row, or `ignore`: as its cell or the mapping says, or else by its code.

    Raises:
        ValueError: nothing says it.
    """
    text = cells.get("type", making.renaming.fixed.get("type", ""))
    told = making.renaming.value("type", text)
    ours = making.renaming.label(told) if told else None
    if ours in (*KINDS, IGNORE):
        return str(ours)
    for name, scheme in SCHEMES.items():
        if found := making.class_of(scheme, cells.get(name, "")):
            return found
    codes = [f"{name} {shorten(cells[name])!r}" for name in SCHEMES if name in cells]
    what = ", ".join([*([f"type {shorten(told)!r}"] if told else []), *codes])
    if not what:
        raise ValueError("type: nothing says what was done; name a class of action")
    raise ValueError(f"{what} is not a class of action; name its class under [labels] of a mapping")


def _id(event: Event, making: _Making) -> str:
    """The id of a row: its own, or one made of what it tells, as those of feeds are.

    Raises:
        ValueError: an earlier row has it.
    """
    if own := event.get("id"):
        if own in making.taken:
            raise ValueError(_SAME_ID)
        making.taken.add(own)
        return own
    told = (event.get(each, "") for each in ("date", "actor", "recipient", "type"))
    stem = slug("-".join(filter(None, told)))[:_LONGEST].strip("-")
    number, name = 1, stem
    while name in making.taken:
        number += 1
        name = f"{stem}-{number}"
    making.taken.add(name)
    return name
