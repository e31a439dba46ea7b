"""Entities of FollowTheMoney, one a line as JSON -> actors, posts and tenures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from kg.errors import Finding, Place, UnreadableError
from kg.importers.directory import POST, UNNOTED, Directory, Holding, Thing
from kg.importers.json_values import as_text, list_at, table_at, text_at
from kg.importers.ledger import Ledger
from kg.importers.mapping import IGNORE, Renaming
from kg.importers.marks import Item, Value
from kg.model.dates import edtf_bounds
from kg.model.names import shorten
from kg.model.vocabulary import ACTOR_TYPES

#: Schemas -> classes of actor, POST, or HOLDING.
_HOLDING: Final = "Occupancy"
_SCHEMAS: Final = {
    "Person": "Person", "PublicBody": "GovernmentBody", "Organization": "Organization",
    "Company": "Organization", "LegalEntity": "Organization", "Position": POST,
    _HOLDING: _HOLDING,
}  # fmt: skip
_NAMES: Final = ("name", "alias", "weakAlias", "abbreviation", "previousName")
_OF: Final = ("parent", "organization", "country", "jurisdiction")  # the closest first
_WIKIDATA: Final = re.compile(r"Q[1-9][0-9]{0,11}")
_UNUSED: Final = "actors, posts and tenures have no field for it"
Properties = dict[str, list[Value]]


def is_entity(value: Any) -> bool:
    """Whether a JSON value is an entity of FollowTheMoney."""
    return isinstance(value, dict) and "schema" in value and "properties" in value


def read_entities(
    values: Iterable[tuple[Place, Any]], renaming: Renaming, directory: Directory, ledger: Ledger
) -> None:
    """Add entities to a directory.

    Args:
        values: JSON values with their places.
        renaming: labels say which schemas are which classes beside those known here.
        directory: what they are added to.
        ledger: each entity and each value of a property is noted here.
    Raises:
        UnreadableError: a value is not an entity.
    """
    things: list[Thing] = []
    holdings: list[Holding] = []
    for place, value in values:
        (schema, known), name = known_schema(value, place), text_at(value, "id")
        item = ledger.read("entities", place, shorten(name or schema))
        properties = _properties(value, place, ledger)
        kind = renaming.labels.get(schema, known)
        if kind == IGNORE:
            every = [each.item for values in properties.values() for each in values]
            ledger.leave("the mapping ignores its schema", item, *every, excluded=True)
        elif kind == _HOLDING:
            holdings += _holding(value, name, properties, item, ledger)
        elif kind in (*ACTOR_TYPES, POST) and name:
            things.append(_thing(name, str(kind), properties, item, ledger))
        else:
            why = f"schema {shorten(schema)!r} is not an actor, a post or a tenure"
            ledger.leave(why if name else "it has no id", item)
    directory.add(things, holdings)


def known_schema(value: Any, place: Place) -> tuple[str, str | None]:
    """The schema of an entity, and the class of actor that it is without a mapping.

    Raises:
        UnreadableError: the value is not an entity.
    """
    if not is_entity(value):
        message = "is not an entity of FollowTheMoney: it has no schema and properties"
        raise UnreadableError([Finding(place, message)])
    schema = text_at(value, "schema")
    return schema, _SCHEMAS.get(schema)


def _properties(value: Any, place: Place, ledger: Ledger) -> Properties:
    """The values of an entity, each noted; what is not used is left out by the last reason."""
    found: Properties = {}
    for name, told in table_at(value, "properties").items():
        for each in told if isinstance(told, list) else [told]:
            text = as_text(each)
            item = ledger.read("properties", place, f"{shorten(name)} {shorten(text)}")
            if name in (*_NAMES, *_OF, "wikidataId", "holder", "post", "startDate", "endDate",
                        "sourceUrl", "status"):  # fmt: skip
                found.setdefault(name, []).append(Value(name, text, item))
            else:
                ledger.leave(_UNUSED, item)
    return found


def _thing(name: str, kind: str, properties: Properties, item: Item, ledger: Ledger) -> Thing:
    items, wikidata = properties.get("wikidataId", []), name  # some datasets take it for the id
    for each in items:
        if _WIKIDATA.fullmatch(each.text):
            wikidata = each.text
        else:
            ledger.leave("it is not an item of Wikidata", each.item)
    return Thing(
        id=name,
        kind=kind,
        names=tuple(x for each in _NAMES for x in properties.get(each, ()) if x.text.strip()),
        wikidata=wikidata if _WIKIDATA.fullmatch(wikidata) else "",
        of=tuple(x for each in _OF for x in properties.get(each, ())),
        items=(item, *(each.item for each in items)),
    )


def _holding(
    value: Any, name: str, properties: Properties, item: Item, ledger: Ledger
) -> list[Holding]:
    ends = [properties.get(each, []) for each in ("holder", "post")]
    if not all(ends):
        ledger.leave("it lacks its holder or its post", item)
        return []
    (holder, *_), (post, *_) = ends
    sources = properties.get("sourceUrl", [])
    sets = ", ".join(map(as_text, list_at(value, "datasets")))
    told = sources[0].text if sources else f"FollowTheMoney {name}, {sets or UNNOTED}"
    status = [each for each in properties.get("status", ()) if each.text == "current"]
    lasts = Value("until", "..", status[0].item) if status else None
    return [
        Holding(
            holder=holder.text,
            post=post.text,
            since=_day(properties.get("startDate", []), ledger),
            until=_day(properties.get("endDate", []), ledger) or lasts,
            source=told,
            items=(item, holder.item, post.item, *(each.item for each in sources[:1])),
        )
    ]


def _day(values: list[Value], ledger: Ledger) -> Value | None:
    """The one day of a property, year or month as it may be."""
    if not values:
        return None
    first, *others = values
    ledger.leave("another day of the same", *(each.item for each in others))
    text = first.text[:10]
    try:
        edtf_bounds(text)
    except ValueError:
        ledger.leave("it is not a day", first.item)
        return None
    return Value(first.name, text, first.item)
