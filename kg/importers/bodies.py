"""What a W3C annotation says of its target: tags, values, who made it; in the dialects of tools."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg.errors import Place
from kg.importers.json_values import as_text, list_at, table_at, text_at, texts_of
from kg.importers.ledger import Ledger
from kg.importers.mapping import LABELS
from kg.importers.marks import Item, Value
from kg.importers.selectors import as_list, name_of, type_of
from kg.model.mail import has_mail
from kg.model.provenance import check_name

_TAGGING: Final = ("tagging", "classifying", "identifying")
_PAIR: Final = re.compile(r"(\w+)\s*[:=]\s*(\S.*)")  # a tag that is a value: status: ordered
_ACCOUNT: Final = re.compile(r"acct:([^@]+)@\S+")  # how hypothes.is writes a user: no e-mail
#: CATMA's own name for who annotated, the same in every project.
_CATMA_AUTHOR: Final = "CATMA_AB27F1D4-303A-3622-BB2C-72C310D0C1BF"


@dataclass(slots=True)
class Body:
    """What an annotation says, as read."""

    tags: list[tuple[str, Item]] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    annotated_by: list[str] = field(default_factory=list)
    extracted_by: str = ""

    def labels(self) -> list[tuple[str, Item]]:
        """The tags that are not values, one of ours first."""
        return sorted(self.tags, key=lambda each: each[0] not in LABELS)


def read_body(
    annotation: Mapping[str, Any], place: Place, ledger: Ledger, names: Mapping[str, str]
) -> Body:
    """What a W3C annotation says.

    Args:
        annotation: as JSON has it.
        place: of it.
        ledger: everything read is noted there.
        names: what CATMA's tags and properties are called, by their ids.
    """
    body = Body()
    motives = [each for each in as_list(annotation.get("motivation")) if isinstance(each, str)]
    given = as_list(annotation.get("body", annotation.get("bodyValue")))
    for each in given:
        purposes = as_list(each.get("purpose")) if isinstance(each, dict) else []
        purpose = next((x for x in (*purposes, *motives) if isinstance(x, str)), "")
        if isinstance(each, dict) and isinstance(each.get("properties"), dict):
            _catma(each, place, ledger, names, body)
        elif type_of(each) == "TextualBody" or (isinstance(each, dict) and "value" in each):
            _textual(each, purpose, place, ledger, body)
        elif "body" not in annotation and isinstance(each, str):
            _textual({"value": each}, purpose, place, ledger, body)
        elif purpose in _TAGGING and (name := name_of(table_at(each, "source") or _source(each))):
            _tag(re.split(r"[/#]", name)[-1], place, ledger, body)
        else:
            item = ledger.read("bodies", place, purpose or type_of(each))
            ledger.leave("is another document, and nothing is fetched", item)
    _creators(annotation, place, ledger, body)
    return body


def _source(value: Any) -> Any:
    return value.get("source", value) if isinstance(value, dict) else value


def _textual(
    each: Mapping[str, Any], purpose: str, place: Place, ledger: Ledger, body: Body
) -> None:
    text = text_at(each, "value")
    if purpose in _TAGGING:
        _tag(text, place, ledger, body)
        return
    table = _table(text) if text_at(each, "format") == "application/json" else None
    if table is None:
        name = purpose or "comment"
        body.values.append(Value(name, text, ledger.read("bodies", place, name)))
        return
    for key, value in table.items():
        for said in texts_of(value) or ():
            body.values.append(Value(key, said, ledger.read("values", place, key)))


def _table(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _tag(text: str, place: Place, ledger: Ledger, body: Body) -> None:
    """A tag is a label; `status: ordered` is a value."""
    text = text.strip()
    item = ledger.read("tags", place, text)
    if not text:
        ledger.leave("is empty", item)
    elif pair := _PAIR.fullmatch(text):
        body.values.append(Value(pair[1], pair[2], item))
    else:
        body.tags.append((text, item))


def read_tags(tags: Sequence[Any], place: Place, ledger: Ledger) -> Body:
    """What tags say."""
    body = Body()
    for each in tags:
        _tag(as_text(each), place, ledger, body)
    return body


def _catma(
    each: Mapping[str, Any], place: Place, ledger: Ledger, names: Mapping[str, str], body: Body
) -> None:
    """CATMA's body: a tag by its path, and properties by their ids."""
    tag = text_at(each, "tag").rsplit("/", 1)[-1]
    if tag:
        _tag(names.get(tag, tag), place, ledger, body)
    properties = table_at(each, "properties")
    for key, values in table_at(properties, "user").items():
        name = names.get(key, key)
        for said in texts_of(values) or ():
            body.values.append(Value(name, said, ledger.read("properties", place, name)))
    for author in list_at(table_at(properties, "system"), _CATMA_AUTHOR):
        add_person(as_text(author), place, ledger, body)


def _creators(annotation: Mapping[str, Any], place: Place, ledger: Ledger, body: Body) -> None:
    for each in as_list(annotation.get("creator")):
        name = next(filter(None, (text_at(each, key) for key in ("name", "nickname"))), "")
        for key in ("email", "email_sha1"):
            if text_at(each, key):
                ledger.drop_address(place)
        if type_of(each) in ("Software", "SoftwareAgent"):
            body.extracted_by = f"{name or name_of(each)}, {text_at(annotation, 'created')[:10]}"
        else:
            add_person(name or name_of(each), place, ledger, body)


def add_person(name: str, place: Place, ledger: Ledger, body: Body) -> None:
    """Note who annotated; an address is dropped, and counted."""
    account = _ACCOUNT.fullmatch(name)
    name = account[1] if account else name
    if has_mail(name) or name.startswith("mailto:"):
        ledger.drop_address(place)
        return
    try:
        body.annotated_by.append(check_name(name))
    except ValueError:
        return  # it names nobody


def names_in(value: Any) -> Iterator[tuple[str, str]]:
    """What a file of CATMA says that a tag and its properties are called, by their ids."""
    if text_at(value, "uuid") and text_at(value, "name"):
        yield text_at(value, "uuid"), text_at(value, "name")
    for each in table_at(value, "userDefinedPropertyDefinitions").values():
        if text_at(each, "uuid") and text_at(each, "name"):
            yield text_at(each, "uuid"), text_at(each, "name")
