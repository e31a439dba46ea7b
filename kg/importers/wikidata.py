"""Items of Wikidata as JSON -> actors, posts, and tenures with their references.

Values are items too: what one is called, only its own entity says. So those that are not among the
files given are left out, and nothing is asked of any server.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.directory import POST, STATE, UNNOTED, Directory, Holding, Thing
from kg.importers.json_values import as_text, list_at, table_at, text_at
from kg.importers.ledger import Ledger
from kg.importers.mapping import IGNORE, Renaming
from kg.importers.marks import Item, Value
from kg.model.dates import edtf_bounds
from kg.model.names import shorten
from kg.model.vocabulary import ACTOR_TYPES

#: What an item may be an instance of -> the class of actor, POST, or a state.
_CLASSES: Final = {
    "Q5": "Person",
    "Q3624078": STATE, "Q6256": STATE, "Q7275": STATE, "Q3024240": STATE,
    "Q484652": "InternationalOrganization", "Q245065": "InternationalOrganization",
    "Q1335818": "InternationalOrganization", "Q4120211": "InternationalOrganization",
    "Q327333": "GovernmentBody", "Q192350": "GovernmentBody", "Q35798": "GovernmentBody",
    "Q1519799": "GovernmentBody", "Q2659904": "GovernmentBody",
    "Q47913": "IntelligenceService",
    "Q3917681": "DiplomaticMission", "Q7843791": "DiplomaticMission",
    "Q11032": "NewsOrganization", "Q192283": "NewsOrganization", "Q1193236": "NewsOrganization",
    "Q43229": "Organization", "Q7210356": "Organization", "Q7278": "Organization",
    "Q4164871": POST, "Q294414": POST, "Q83307": POST, "Q486839": POST,
}  # fmt: skip
_INSTANCE, _HELD, _HOLDER = "P31", "P39", "P1308"  # instance of, position held, officeholder
_SINCE, _UNTIL = "P580", "P582"
#: Properties that say what something belongs to: the part, its parent, its jurisdiction, its state.
_OF: Final = ("P361", "P749", "P2389", "P1001", "P17")
_STATED, _ADDRESS, _FROM = "P248", "P854", "P143"  # of references: stated in, address, imported
_PRECISIONS: Final = {9: 4, 10: 7, 11: 10}  # year, month, day -> characters of the time
_UNUSED: Final = "actors, posts and tenures have no field for it"


def is_item(value: Any) -> bool:
    """Whether a JSON value is an item, or a document that holds some."""
    return isinstance(value, dict) and ("entities" in value or "claims" in value)


@dataclass(slots=True)
class _Entity:
    id: str
    place: Place
    item: Item
    names: tuple[Value, ...]
    statements: dict[str, list[_Statement]]


@dataclass(slots=True)
class _Statement:
    rank: str
    value: str  # id of an item, or a text; empty where it says none
    item: Item
    qualifiers: dict[str, list[tuple[Any, Item]]]
    references: list[tuple[dict[str, Any], Item]]


def read_items(
    values: Iterable[tuple[Place, Any]], renaming: Renaming, directory: Directory, ledger: Ledger
) -> None:
    """Add items to a directory.

    Args:
        values: JSON values with their places.
        renaming: labels say which classes of items are which of ours, by their ids.
        directory: what they are added to.
        ledger: each name, statement, qualifier and reference is noted here.
    Raises:
        UnreadableError: a value is not an item.
    """
    entities: dict[str, _Entity] = {}
    for place, value in values:
        for each in _entities(value, place):
            found = _entity(each, place, ledger)
            if not found.id or found.id in entities:
                why = "repeats an entity with its id" if found.id else "it has no id"
                ledger.leave(why, *_all_items(found))
            else:
                entities[found.id] = found
    held = {
        each.value
        for entity in entities.values()
        for each in entity.statements.get(_HELD, ())
        if each.value
    } | {each.id for each in entities.values() if _HOLDER in each.statements}
    things: list[Thing] = []
    holdings: list[Holding] = []
    for entity in entities.values():
        if thing := _thing(entity, entity.id in held, entities, renaming, ledger):
            things.append(thing)
            holdings += _holdings(entity, entities, ledger)
    directory.add(things, holdings)


def known_classes(value: Any, place: Place) -> list[tuple[str, str | None]]:
    """What the items of a document are instances of, and the class of actor that this is.

    Raises:
        UnreadableError: it holds no item.
    """
    found = [_entity(each, place, Ledger()) for each in _entities(value, place)]
    classes = [each.value for entity in found for each in entity.statements.get(_INSTANCE, ())]
    return [(each, _CLASSES.get(each)) for each in classes]


def _entities(value: Any, place: Place) -> list[Any]:
    """The entities of a document.

    Raises:
        UnreadableError: it holds none.
    """
    if isinstance(value, dict) and "entities" in value:
        found = value["entities"] or {}  # PHP writes an empty table as a list
        if isinstance(found, dict):
            return list(found.values())
    elif isinstance(value, dict) and "claims" in value:
        return [value]
    message = "is not an item of Wikidata: it has no claims and no entities"
    raise UnreadableError([Finding(place, message)])


def _entity(value: Any, place: Place, ledger: Ledger) -> _Entity:
    name = text_at(value, "id")
    item = ledger.read("entities", place, shorten(name or "no id"))
    statements: dict[str, list[_Statement]] = {}
    for key in table_at(value, "claims"):
        for each in list_at(table_at(value, "claims"), key):
            statements.setdefault(key, []).append(_statement(each, key, place, ledger))
    for found in statements.values():
        for each in found:
            if each.rank == "deprecated":
                ledger.leave("its rank is deprecated", *_statement_items(each))
        best = any(each.rank == "preferred" for each in found)
        found[:] = [x for x in found if x.rank != "deprecated"]
        found.sort(key=lambda x: best and x.rank != "preferred")
    return _Entity(name, place, item, _names(value, place, ledger), statements)


def _names(value: Any, place: Place, ledger: Ledger) -> tuple[Value, ...]:
    """The label in English, or the one for all languages, and the other names in English."""
    found: list[Value] = []
    others: list[Value] = []
    for kind in ("labels", "aliases"):
        for language, told in table_at(value, kind).items():
            for each in told if isinstance(told, list) else [told]:
                text = text_at(each, "value")
                item = ledger.read(kind, place, f"{shorten(language)} {shorten(text)}")
                if language in ("en", "mul") and text:
                    name = Value(language, text, item)
                    (found if kind == "labels" and language == "en" else others).append(name)
                else:
                    ledger.leave("it is not in English", item)
    return (*found, *others)


def _statement(value: Any, key: str, place: Place, ledger: Ledger) -> _Statement:
    told = _value(table_at(value, "mainsnak"))
    item = ledger.read("statements", place, f"{shorten(key)} {shorten(told)}".strip())
    qualifiers: dict[str, list[tuple[Any, Item]]] = {}
    for name in table_at(value, "qualifiers"):
        for each in list_at(table_at(value, "qualifiers"), name):
            what = f"{shorten(key)} {shorten(name)} {shorten(_value(each))}"
            noted = ledger.read("qualifiers", place, what.strip())
            qualifiers.setdefault(name, []).append((each, noted))
    references = [
        (table_at(each, "snaks"), ledger.read("references", place, f"{shorten(key)} {number}"))
        for number, each in enumerate(list_at(value, "references"), start=1)
    ]
    return _Statement(text_at(value, "rank"), told, item, qualifiers, references)


def _value(snak: Mapping[str, Any]) -> str:
    """What a snak says: the id of an item, a text, a time; nothing where it says none."""
    value = table_at(snak, "datavalue").get("value")
    if isinstance(value, dict):
        number = text_at(value, "numeric-id")
        return text_at(value, "id") or (f"Q{number}" if number else "") or text_at(value, "time")
    return as_text(value)


def _thing(
    entity: _Entity,
    is_post: bool,
    entities: Mapping[str, _Entity],
    renaming: Renaming,
    ledger: Ledger,
) -> Thing | None:
    """The actor or post that an entity is; None where nothing says which."""
    classes = entity.statements.get(_INSTANCE, [])
    known = [(each, renaming.labels.get(each.value, _CLASSES.get(each.value))) for each in classes]
    told = [(each, kind) for each, kind in known if kind in (*ACTOR_TYPES, POST, IGNORE)]
    if not told and not is_post:
        values = ", ".join(each.value for each in classes[:3]) or "nothing"
        why = f"it is an instance of {values}, not a class of actor; name ours under [labels]"
        ledger.leave(why, *_all_items(entity))
        return None
    kind = POST if is_post and not told else str(told[0][1])
    if kind == IGNORE:
        ledger.leave("the mapping ignores what it is", *_all_items(entity), excluded=True)
        return None
    for name, found in entity.statements.items():
        if name not in (_INSTANCE, _HELD, _HOLDER, *_OF):
            ledger.leave(_UNUSED, *(each.item for each in found))
    of = [
        Value(name, each.value, each.item)
        for name in _OF
        for each in entity.statements.get(name, ())
    ]
    for each in of:
        if each.text not in entities:
            ledger.leave(
                f"{shorten(each.text) or 'no value'} is not among the files given", each.item
            )
    chosen = [told[0][0].item] if told else []
    return Thing(
        id=entity.id,
        kind=kind,
        names=entity.names,
        wikidata=entity.id if re.fullmatch(r"Q[1-9]\d{0,11}", entity.id) else "",
        of=tuple(each for each in of if each.text in entities),
        items=(entity.item, *chosen),
    )


def _holdings(
    entity: _Entity, entities: Mapping[str, _Entity], ledger: Ledger
) -> Iterator[Holding]:
    """The posts that a person held, and those who held a post."""
    for name in (_HELD, _HOLDER):
        for each in entity.statements.get(name, ()):
            ends = (entity.id, each.value) if name == _HELD else (each.value, entity.id)
            if each.value not in entities:
                why = f"{shorten(each.value) or 'no value'} is not among the files given"
                ledger.leave(why, *_statement_items(each))
                continue
            source, cited = _source(entity.id, name, each, entities)
            yield Holding(
                holder=ends[0],
                post=ends[1],
                since=_day(each, _SINCE, ledger),
                until=_day(each, _UNTIL, ledger),
                source=source,
                items=(each.item, *cited),
            )


def _source(
    name: str, key: str, statement: _Statement, entities: Mapping[str, _Entity]
) -> tuple[str, list[Item]]:
    """Where a statement is known from, and the references that say so."""
    told, cited = [], []
    for snaks, item in statement.references:
        for each in (_ADDRESS, _STATED, _FROM):
            values = [_value(snak) for snak in list_at(snaks, each) if isinstance(snak, dict)]
            if found := [x for x in values if x]:
                named = entities.get(found[0])
                told.append(named.names[0].text if named and named.names else found[0])
                cited.append(item)
                break
    where = f"Wikidata {name} {key}"
    return f"{where}: {'; '.join(dict.fromkeys(told))}" if told else f"{where}, {UNNOTED}", cited


def _day(statement: _Statement, key: str, ledger: Ledger) -> Value | None:
    """The day, month or year of a qualifier in EDTF; `..` for an end that is said not to be."""
    found = statement.qualifiers.get(key, [])
    if not found:
        return None
    (snak, item), *others = found
    ledger.leave("another day of the same", *(each for _, each in others))
    if key == _UNTIL and text_at(snak, "snaktype") == "novalue":
        return Value(key, "..", item)
    value = table_at(table_at(snak, "datavalue"), "value")
    precision = value.get("precision")
    length = _PRECISIONS.get(precision) if isinstance(precision, int) else None
    text = text_at(value, "time").removeprefix("+")[:length]
    if length is None:
        ledger.leave("it is not a year, month or day", item)
        return None
    if text_at(value, "calendarmodel").endswith("Q1985786"):
        ledger.leave("it is a day of the Julian calendar", item)
        return None
    try:
        edtf_bounds(text)
    except ValueError:
        ledger.leave("it is not a day", item)
        return None
    return Value(key, text, item)


def _statement_items(statement: _Statement) -> list[Item]:
    every = [item for found in statement.qualifiers.values() for _, item in found]
    return [statement.item, *every, *(item for _, item in statement.references)]


def _all_items(entity: _Entity) -> Sequence[Item]:
    """Everything noted of an entity."""
    found = [item for each in entity.statements.values() for x in each
             for item in _statement_items(x)]  # fmt: skip
    return [entity.item, *(each.item for each in entity.names), *found]
