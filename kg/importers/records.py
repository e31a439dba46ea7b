"""Marks on a text -> the records of an annotated article.

A mark of a class of action is a report of an act. Which act, its value `action` says, or its ties
to other marks; else it is an act of its own: a class and an actor do not make one event.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.importers.ledger import Ledger
from kg.importers.mapping import (
    ACTIONS,
    ACTOR,
    ANY,
    BOILERPLATE,
    CASES,
    FIELDS,
    IGNORE,
    LINK,
    LINKS,
    NO_ACT,
    REPORTS,
    SAME,
    Renaming,
    action_field,
    case_field,
)
from kg.importers.marks import Document, Mark, Span, Tie
from kg.importers.names import Names
from kg.importers.native import Native, Record
from kg.importers.offsets import find_places
from kg.model.vocabulary import ACTOR_TYPES, CODES, KINDS
from kg.read.fields import ACTOR as ACTOR_KIND
from kg.read.fields import ID, Field
from kg.read.passages import mark_words

#: Fields that name an action, or a record of the file, by its id.
_POINTING: Final = frozenset(name for name, each in FIELDS.items() if each.kind is ID)
_ACTS: Final = frozenset({"about", "announces", "prepares", "partOfAction", "response", "trigger"})
_DECLARED: Final = {action_field(each.name): each.name for each in ACTIONS if each.name != "id"}
_ACTIONS_ACTS: Final = {action_field(each) for each in _ACTS} & _DECLARED.keys()


@dataclass
class _Making:
    """One document on its way to an article."""

    document: Document
    renaming: Renaming
    names: Names
    ledger: Ledger
    places: Mapping[str, Sequence[Span]]
    text: str
    native: Native
    marks: dict[str, Mark] = field(default_factory=dict)  # those kept, by id
    labels: dict[str, str] = field(default_factory=dict)  # ours, of each
    action_of: dict[str, str] = field(default_factory=dict)  # act mark -> id of its action
    values: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # of each mark, ours
    ties: dict[str, list[Tie]] = field(default_factory=dict)  # of each mark


def make_article(
    document: Document,
    text: str,
    head: dict[str, Sequence[str]],
    renaming: Renaming,
    names: Names,
    ledger: Ledger,
) -> Native:
    """The article that a document's marks make; what cannot be used is left in the ledger.

    Args:
        document: its marks.
        text: its text, which the places are proved by.
        head: the fields of the article, its id among them.
        renaming: what the source's names mean.
        names: who is known.
        ledger: what becomes of each thing.
    """
    native = Native(head["id"][0], head)
    places = find_places(document, text, ledger)
    making = _Making(document, renaming, names, ledger, places, text, native)
    _sort_out(making)
    for mark in making.marks.values():
        making.values[mark.id] = _own_values(making, mark)
    groups = _group(making)
    for number, group in enumerate(groups, start=1):
        named = next((making.values[each.id]["action"][0] for each in group
                      if "action" in making.values[each.id]), None)  # fmt: skip
        for each in group:
            making.action_of[each.id] = named or f"{native.id}-{number}"
    for mark in making.marks.values():
        _tied_values(making, mark)
    made = {making.action_of[group[0].id] for group in groups if _make_action(making, group)}
    _make_reports(making, made)
    _make_links(making, made)
    _make_passages(making)
    return native


def _sort_out(making: _Making) -> None:
    """Keep the marks whose label is ours and whose place is proved.

    A relation that is called as a role is a tie of its first end.
    """
    for mark in making.document.marks:
        making.ties.setdefault(mark.id, []).extend(mark.ties)
        ours = making.renaming.label(mark.label)
        role = making.renaming.role(mark.label)
        if ours is None and role and not mark.spans and len(mark.ties) == 2:
            first, other = mark.ties
            making.ties.setdefault(first.to, []).append(Tie(mark.label, other.to, mark.items[0]))
        elif ours is None:
            making.ledger.leave(
                f"{mark.label!r} is not a label of ours; name it in --mapping", *mark.items
            )
        elif ours == IGNORE:
            making.ledger.leave("the mapping ignores it", *mark.items, excluded=True)
        elif (mark.spans or mark.quote) and not making.places.get(mark.id):
            continue  # find_places has said why
        else:
            making.marks[mark.id], making.labels[mark.id] = mark, ours


def _own_values(making: _Making, mark: Mark) -> dict[str, list[str]]:
    """What the mark's attributes say, by our fields."""
    found: dict[str, list[str]] = {}
    for value in mark.values:
        ours = making.renaming.attribute(value.name)
        if ours is None:
            message = f"{value.name!r} is not a field of ours; name it in --mapping"
            making.ledger.leave(message, value.item)
        elif ours == IGNORE:
            making.ledger.leave("the mapping ignores it", value.item, excluded=True)
        else:
            try:
                text = _checked(making, FIELDS[ours], making.renaming.value(ours, value.text))
            except ValueError as error:
                making.ledger.leave(f"{ours}: {error}", value.item)
                continue
            if found.get(ours) and not FIELDS[ours].many:
                making.ledger.leave(f"{ours} takes one value, and has one", value.item)
                continue
            found.setdefault(ours, []).append(text)
            making.ledger.take(value.item)
    return found


def _checked(making: _Making, of: Field, text: str) -> str:
    if of.kind is ACTOR_KIND:
        return making.names.resolve(text)
    if not isinstance(of.kind, tuple):
        of.kind.parse(text)
    return text


def _tied_values(making: _Making, mark: Mark) -> None:
    """What the mark's ties say: an actor in a role, or an act that it speaks of."""
    values = making.values[mark.id]
    for tie in making.ties[mark.id]:
        role = making.renaming.role(tie.role)
        other = making.marks.get(tie.to)
        if role is None:
            making.ledger.leave(
                f"{tie.role!r} is not a role of ours; name it in --mapping", tie.item
            )
        elif role == IGNORE:
            making.ledger.leave("the mapping ignores it", tie.item, excluded=True)
        elif other is None:
            making.ledger.leave("what it leads to is left out", tie.item)
        elif role == SAME:
            making.ledger.take(tie.item)
        elif FIELDS[role].kind is ACTOR_KIND and (who := _actor(making, other)):
            values.setdefault(role, []).append(who)
            making.ledger.take(tie.item)
        elif role in _POINTING and other.id in making.action_of:
            values.setdefault(role, []).append(making.action_of[other.id])
            making.ledger.take(tie.item)
        else:
            making.ledger.leave(f"{role} does not lead to a {making.labels[other.id]}", tie.item)


def _actor(making: _Making, mark: Mark) -> str | None:
    """The actor that a mark names, by its value `actor` or by its words."""
    kind = making.labels[mark.id]
    if kind not in (*ACTOR_TYPES, ACTOR):
        return None
    given = making.values[mark.id].get("actor")
    words = " ".join(making.text[start:end] for start, end in making.places.get(mark.id, ()))
    try:
        return given[0] if given else making.names.resolve(words, None if kind == ACTOR else kind)
    except ValueError as error:
        making.ledger.leave(str(error), *mark.items)
        return None


def _group(making: _Making) -> list[list[Mark]]:
    """The marks of acts, those of one act together, in the order of the text."""
    acts = [each for each in making.marks.values() if making.labels[each.id] in KINDS]
    leader = {each.id: each.id for each in acts}

    def lead(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    def join(one: str, other: str) -> bool:
        if one not in leader or other not in leader:
            return False
        leader[max(lead(one), lead(other))] = min(lead(one), lead(other))
        return True

    named: dict[str, str] = {}
    for each in acts:
        for action in making.values[each.id].get("action", ()):
            join(each.id, named.setdefault(action, each.id))
        for tie in making.ties[each.id]:
            if making.renaming.role(tie.role) == SAME:
                join(each.id, tie.to)
    for mark in making.marks.values():
        if making.labels[mark.id] == SAME:
            ends = [tie.to for tie in mark.ties]
            joined = [join(ends[0], end) for end in ends[1:]]
            if joined and all(joined):
                making.ledger.take(*mark.items, *(tie.item for tie in mark.ties))
    groups: dict[str, list[Mark]] = {}
    for each in sorted(acts, key=lambda mark: (making.places.get(mark.id, ()), mark.id)):
        groups.setdefault(lead(each.id), []).append(each)
    return list(groups.values())


def _make_action(making: _Making, group: Sequence[Mark]) -> bool:
    """Declare the act of a group. Returns whether reports may name it."""
    values = [making.values[each.id] for each in group]
    action = making.action_of[group[0].id]
    record: dict[str, list[str]] = {"id": [action]}
    for theirs, ours in _DECLARED.items():
        if found := _joined(each.get(theirs, ()) for each in values):
            record[ours] = found if FIELDS[theirs].many else found[:1]
    known_elsewhere = making.labels[group[0].id] == ANY and any("action" in each for each in values)
    if len(record) == 1 and known_elsewhere:
        return True  # another file declares it
    if "actor" not in record:  # the words' actors are the act's, where it has none of its own
        for role in ("actor", "recipient"):
            if found := _joined(each.pop(role, ()) for each in values):
                record.setdefault(role, found)
    if "actor" not in record:
        for each in group:
            making.ledger.leave("nothing says who acts, and nobody is invented", *each.items)
        return False
    kind = record.setdefault("type", [making.labels[group[0].id]])[0]
    record.setdefault("label", [_label(making, kind, record)])
    making.native.actions.append(record)
    if case := {
        each.name: found[:1]
        for each in CASES
        if (found := _joined(each_of.get(case_field(each.name), ()) for each_of in values))
    }:
        making.native.cases.append({"id": record.get("case", []), **case})
    return True


def _joined(lists: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(each for one in lists for each in one))


def _label(making: _Making, kind: str, record: Mapping[str, Sequence[str]]) -> str:
    """`Expulsion: Russia, United States`: never words of the text, which are its publisher's."""
    spelt = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).capitalize()
    who = [
        making.names.label(each) for role in ("actor", "recipient") for each in record.get(role, ())
    ]
    return f"{spelt}: {', '.join(who)}"


def _make_reports(making: _Making, made: set[str]) -> None:
    kinds = {each["id"][0]: each["type"][0] for each in making.native.actions}
    for mark in _ordered(making, KINDS):
        action = making.action_of[mark.id]
        if action not in made:
            continue
        values, label = making.values[mark.id], making.labels[mark.id]
        record = {each.name: values[each.name] for each in REPORTS if each.name in values}
        record["action"] = [action]
        record.setdefault("stance", ["asserts"])
        if label not in (ANY, kinds.get(action)):
            record.setdefault("describedAs", [label])
        making.native.reports += _placed(making, mark, record)


def _make_links(making: _Making, made: set[str]) -> None:
    """A mark of a link has its words; a tie between two acts stands at those of the answer."""
    for mark in _ordered(making, (LINK, *CODES["Relation"])):
        values, label = making.values[mark.id], making.labels[mark.id]
        record = {each.name: values[each.name] for each in LINKS if each.name in values}
        ends = [tie.to for tie in mark.ties if making.renaming.role(tie.role) is None]
        if label != LINK:
            record.setdefault("relation", [label])
            if "response" not in record and len(ends) == 2:
                for name, end in zip(("response", "trigger"), ends, strict=True):
                    if end in making.action_of:
                        record[name] = [making.action_of[end]]
        ends_known = [record.get(name, [""])[0] for name in ("response", "trigger")]
        if not all(ends_known) or any(
            each in making.action_of.values() and each not in made for each in ends_known
        ):
            making.ledger.leave("it does not lead from one act to another", *mark.items)
            continue
        record.setdefault("basis", ["stated" if "claimedBy" in record else "reported"])
        record.setdefault("stance", ["asserts"])
        where = mark if making.places.get(mark.id) else making.marks[ends[0]]
        making.ledger.take(*(tie.item for tie in mark.ties if tie.to in ends))
        making.native.links += _placed(making, mark, record, making.places[where.id][:1])


def _make_passages(making: _Making) -> None:
    """What tells of no act, what is boilerplate, and who is named."""
    for label, records in (
        (NO_ACT, making.native.no_act),
        (BOILERPLATE, making.native.boilerplate),
    ):
        for mark in _ordered(making, (label,)):
            values = making.values[mark.id]
            records += _placed(making, mark, dict(values), making.places[mark.id])
    for mark in _ordered(making, (ACTOR, *ACTOR_TYPES)):
        if _actor(making, mark):
            making.ledger.take(*mark.items)


def _ordered(making: _Making, labels: Iterable[str]) -> list[Mark]:
    wanted = set(labels)
    marks = [each for each in making.marks.values() if making.labels[each.id] in wanted]
    return sorted(marks, key=lambda each: (making.places.get(each.id, ()), each.id))


def _placed(
    making: _Making, mark: Mark, record: Record, spans: Sequence[Span] | None = None
) -> list[Record]:
    """The record at each place of its mark, whose words it is proved by."""
    making.ledger.take(*mark.items)
    placed: list[Record] = []
    for start, end in making.places[mark.id] if spans is None else spans:
        place = {"span": [str(start), str(end)], "words": [mark_words(making.text[start:end])]}
        placed.append({**record, **place, **_whose(mark)})
    return placed


def _whose(mark: Mark) -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    if mark.annotated_by:
        found["annotatedBy"] = mark.annotated_by
    if mark.extracted_by:
        found["extractedBy"] = [mark.extracted_by]
    if mark.reviewed_by:
        found["reviewedBy"] = mark.reviewed_by
    return found
