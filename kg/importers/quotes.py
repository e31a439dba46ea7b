"""Our own JSON for language models: events, claims with quotations, and links; no offsets.

`kg scheme llm` describes it to a model. A quotation is proved against the text; what a program made
is a draft until a person reviews it in the article's file, so no review is taken from here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.beside import choose_text, is_text, texts_beside
from kg.importers.json_values import count_at, list_at, load_documents, text_at, texts_of
from kg.importers.ledger import Ledger
from kg.importers.mapping import (
    ACTIONS,
    ANY,
    CASES,
    DATE_WORDS,
    DEADLINE_WORDS,
    LINK,
    SAME,
    action_field,
    case_field,
)
from kg.importers.marks import Document, File, Item, Mark, Tie, Value
from kg.importers.quote_fields import CLAIMS, EVENT_TIES, HEAD
from kg.model.names import hint, shorten
from kg.model.provenance import check_dated
from kg.read.sketch import slug

RECORDS: Final = ("events", "claims", "links")
_TOP: Final = ("document", "text", "extractedBy", *HEAD, *RECORDS)
_CASE_FIELDS: Final = tuple(case_field(each.name) for each in CASES if each.name != "id")
#: What an event may say; its class is called so, and not a type.
_EVENT_FIELDS: Final = (
    *(each.name for each in ACTIONS if each.name not in ("id", "type")),
    *_CASE_FIELDS,
)
_CLAIM_FIELDS: Final = frozenset(each.name for each in CLAIMS)
_OCCURRENCE: Final = "occurrence"  # which of several places is meant
_OWN: Final = {"claims": ("event", "quote", _OCCURRENCE, "extractedBy"),
               "links": ("response", "trigger", "quote", _OCCURRENCE, "extractedBy"),
               "events": ("id", "class", *EVENT_TIES)}  # fmt: skip
_EXAMPLE: Final = '{"tool": "reader 1.2", "model": "some model", "date": "2031-03-05"}'


@dataclass(frozen=True, slots=True)
class _Reading:
    """One document on its way to marks."""

    place: Place
    ledger: Ledger
    prefix: str  # of the ids of its acts
    made_by: str  # what extracted it, where it says so
    labels: dict[str, str]  # id of each event -> its class

    def item(self, kind: str, number: int, what: str) -> Item:
        """Note a record."""
        return self.ledger.read(kind, self.at(kind, number), what)

    def at(self, kind: str, number: int) -> Place:
        """The place of a record."""
        return Place(f"{self.place}:{kind}[{number}]")


def read_quotes(
    files: Sequence[File], ledger: Ledger, *, extracted_by: str = ""
) -> Iterator[Document]:
    """The documents of files of quotations: one, a list, or one a line.

    Args:
        files: JSON; texts beside them are those of their documents.
        ledger: everything read is noted there.
        extracted_by: the program and the day, for documents that do not say it.
    Raises:
        UnreadableError: a file is not such a document, or nothing says what made it.
    """
    texts = texts_beside(files)
    read = [(file, *each) for file in files if not is_text(file) for each in load_documents(file)]
    for file, place, record in read:
        if not isinstance(record, dict) or not any(each in record for each in RECORDS):
            message = "has no events, claims or links; kg scheme llm describes what is read"
            raise UnreadableError([Finding(place, message)])
        name = text_at(record, "document") or PurePath(file.name).name.split(".")[0]
        if len(read) > 1 and not text_at(record, "document"):
            raise UnreadableError([Finding(place, "does not name its document; add `document`")])
        text = record.get("text")
        made_by = _made_by(record, place) or extracted_by
        reading = _Reading(place, ledger, slug(name) or "event", made_by, {})
        _leave_unknown(record, reading)
        yield Document(
            name=name,
            place=place,
            text=text if isinstance(text, str)
            else choose_text(texts, name, file.name, alone=len(read) == 1),
            digest=text_at(record, "textDigest").lower() or None,
            marks=[*_events(record, reading), *_claims(record, reading), *_links(record, reading)],
            head={key: texts_of(record[key]) or [] for key in HEAD if record.get(key)},
        )  # fmt: skip


def _made_by(record: Mapping[str, Any], place: Place) -> str:
    """The program, its model and the day, in one line; empty where a record does not say it.

    Raises:
        UnreadableError: it is not that.
    """
    given = record.get("extractedBy")
    if given in (None, ""):
        return ""
    told = given if isinstance(given, str) else ""
    if isinstance(given, dict):
        tool, model, day = (text_at(given, key) for key in ("tool", "model", "date"))
        told = f"{tool} ({model}), {day}" if model not in ("", "none") else f"{tool}, {day}"
    try:
        return check_dated(" ".join(told.split()), "reader 1.2, 2031-03-05")
    except ValueError as error:
        message = f"extractedBy: {error}; or as {_EXAMPLE}"
        raise UnreadableError([Finding(place, message)]) from None


def _leave_unknown(record: Mapping[str, Any], reading: _Reading) -> None:
    for key, value in record.items():
        if key not in _TOP:
            item = reading.ledger.read("fields", reading.place, key)
            reading.ledger.leave(f"{shorten(key)!r} is not a field here{hint(key, _TOP)}", item)
        elif key in RECORDS and not isinstance(value, list):
            item = reading.ledger.read("fields", reading.place, key)
            reading.ledger.leave("is not a list", item)


def _rows(
    record: Mapping[str, Any], kind: str, reading: _Reading
) -> Iterator[tuple[int, Item, dict[str, Any]]]:
    """The records of a kind that are tables, a repeated one once."""
    seen: dict[str, int] = {}
    for number, row in enumerate(list_at(record, kind)):
        what = _name(row, kind, number)
        item = reading.item(kind, number, what)
        key = json.dumps(row, sort_keys=True, ensure_ascii=False)
        if not isinstance(row, dict):
            reading.ledger.leave("is not a table of fields", item)
        elif key in seen:
            reading.ledger.leave(f"repeats {kind}[{seen[key]}]", item)
        else:
            seen[key] = number
            yield number, item, row


def _name(row: Any, kind: str, number: int) -> str:
    key = {"events": "id", "claims": "event", "links": "response"}[kind]
    return f"{kind}[{number}] {text_at(row, key)}".rstrip()


def _events(record: Mapping[str, Any], reading: _Reading) -> Iterator[Mark]:
    """A mark without a place for each event: it declares the act that claims report."""
    ledger, slugs = reading.ledger, set[str]()
    told: dict[tuple[str, str], str] = {}  # dispute and field -> what the first event of it says
    rows = []
    for number, item, row in _rows(record, "events", reading):
        name, label = text_at(row, "id"), text_at(row, "class")
        known = name in reading.labels or slug(name) in slugs
        if not slug(name) or not label:
            ledger.leave("has no id or no class", item)
        elif known:
            ledger.leave(f"another event has the id {shorten(name)!r} or one like it", item)
        else:
            reading.labels[name] = label
            slugs.add(slug(name))
            rows.append((number, item, row, name))
    for number, item, row, name in rows:
        label = reading.labels[name]
        case = text_at(row, "case")
        again = [each for each in _CASE_FIELDS if (case, each) in told]
        for each in again:  # a dispute is declared once
            if row.get(each) and text_at(row, each) != told[case, each]:
                other = ledger.read("values", reading.at("events", number), each)
                ledger.leave(f"the dispute {shorten(case)!r} already has a different one", other)
        told |= {
            (case, each): text_at(row, each)
            for each in _CASE_FIELDS
            if row.get(each) and each not in again
        }
        action = name if label == ANY else f"{reading.prefix}-{slug(name)}"
        yield Mark(
            id=f"event {name}",
            label=label,
            items=(item,),
            values=(Value("action", action, item),
                    *_values(row, "events", number, reading, again)),
            ties=tuple(
                tie
                for role in EVENT_TIES
                for tie in _ties(row, role, "events", number, reading)
            ),
        )  # fmt: skip


def _ties(
    row: Mapping[str, Any], role: str, kind: str, number: int, reading: _Reading
) -> Iterator[Tie]:
    """Ties to the events that a field names."""
    for name in texts_of(row.get(role)) or ():
        item = reading.ledger.read("values", reading.at(kind, number), role)
        if name in reading.labels:
            yield Tie(action_field(role), f"event {name}", item)
        else:
            reading.ledger.leave(f"{shorten(name)!r} is not among the events", item)


def _values(
    row: Mapping[str, Any],
    kind: str,
    number: int,
    reading: _Reading,
    skipped: Sequence[str] = (),
) -> Iterator[Value]:
    """What a record says in its other fields, by our names; what is empty is not said."""
    for key, value in row.items():
        odd = key == _OCCURRENCE and count_at(row, key) is None
        if value in (None, "", []) or key in skipped or (key in _OWN[kind] and not odd):
            continue
        name = key
        if kind == "events" and key in _EVENT_FIELDS and key not in _CASE_FIELDS:
            name = action_field(key)
        counted = "dates" if key in (DATE_WORDS, DEADLINE_WORDS) else "values"
        texts = texts_of(value)
        for text in [""] if texts is None else texts:
            item = reading.ledger.read(counted, reading.at(kind, number), key)
            if texts is None:
                reading.ledger.leave("is not a text, a number or a list of them", item)
            elif odd:
                reading.ledger.leave("is not a whole number, such as 2", item)
            elif key == "reviewedBy":
                why = "a review is noted in the article's file, by the person who made it"
                reading.ledger.leave(why, item)
            elif kind == "events" and key not in _EVENT_FIELDS:
                meant = "" if key in _CLAIM_FIELDS else hint(key, _EVENT_FIELDS)
                why = f"{shorten(key)!r} is not a field of events{meant}"
                reading.ledger.leave(f"{why}; put what the words say into claims", item)
            else:
                yield Value(name, text, item)


def _claims(record: Mapping[str, Any], reading: _Reading) -> Iterator[Mark]:
    for number, item, row in _rows(record, "claims", reading):
        event = text_at(row, "event")
        if event not in reading.labels:
            why = f"its event {shorten(event)!r} is not among the events"
            _leave_row("claims", number, row, why, item, reading)
        elif quote := _quote(row, item, reading):
            yield Mark(
                id=f"claim {number:06}",
                label=reading.labels[event],
                items=(item,),
                quote=quote,
                occurrence=count_at(row, _OCCURRENCE),
                values=tuple(_values(row, "claims", number, reading)),
                ties=(Tie(SAME, f"event {event}", item),),
                extracted_by=_whose(row, "claims", number, reading),
            )


def _links(record: Mapping[str, Any], reading: _Reading) -> Iterator[Mark]:
    for number, item, row in _rows(record, "links", reading):
        ends = {role: text_at(row, role) for role in ("response", "trigger")}
        missing = [role for role, name in ends.items() if name not in reading.labels]
        if missing:
            named = " and ".join(f"its {each} {shorten(ends[each])!r}" for each in missing)
            why = f"{named} {'is' if len(missing) == 1 else 'are'} not among the events"
            _leave_row("links", number, row, why, item, reading)
        elif not text_at(row, "relation"):
            _leave_row("links", number, row, "has no relation", item, reading)
        elif quote := _quote(row, item, reading):
            yield Mark(
                id=f"link {number:06}",
                label=LINK,
                items=(item,),
                quote=quote,
                occurrence=count_at(row, _OCCURRENCE),
                values=tuple(_values(row, "links", number, reading)),
                ties=tuple(Tie(role, f"event {name}", item) for role, name in ends.items()),
                extracted_by=_whose(row, "links", number, reading),
            )


def _leave_row(
    kind: str, number: int, row: Mapping[str, Any], why: str, item: Item, reading: _Reading
) -> None:
    """Leave a record out, and with it what it says."""
    reading.ledger.leave(why, item, *(each.item for each in _values(row, kind, number, reading)))


def _quote(row: Mapping[str, Any], item: Item, reading: _Reading) -> str:
    quote = row.get("quote")
    if isinstance(quote, str) and quote.strip():
        return quote
    reading.ledger.leave("has no quote", item)
    return ""


def _whose(row: Mapping[str, Any], kind: str, number: int, reading: _Reading) -> str:
    """What extracted a record: as it says itself, or its document.

    Raises:
        UnreadableError: neither says it, and what a program made is not taken as a person's.
    """
    place = reading.at(kind, number)
    if made_by := _made_by(row, place) or reading.made_by:
        return made_by
    message = f'does not say what extracted it: add "extractedBy": {_EXAMPLE} to the document'
    raise UnreadableError([Finding(place, f"{message}, or give --extracted-by")])
