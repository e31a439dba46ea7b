"""The marks of a document that can be used: those whose label is ours and whose place is proved.

What their attributes and ties say is read here, by our names; what cannot be read is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Final

from kg.importers.dates import resolve_words
from kg.importers.ledger import Ledger
from kg.importers.mapping import (
    ACTOR,
    CLASS,
    DATE_WORDS,
    DEADLINE_WORDS,
    ENDS,
    EVENT,
    FIELDS,
    IGNORE,
    POINTERS,
    SAME,
    Renaming,
    fields_of,
)
from kg.importers.marks import Document, Item, Mark, Span, Tie
from kg.importers.names import Names
from kg.importers.offsets import find_places
from kg.importers.people import name_people
from kg.model.vocabulary import ACTOR_TYPES, KINDS
from kg.read.fields import ACTOR as ACTOR_KIND
from kg.read.fields import Field
from kg.read.sketch import slug

_ACTS: Final = frozenset({*POINTERS, *ENDS})  # fields that name an act by its id


@dataclass
class Kept:
    """The marks of a document, and what is known of each by its id."""

    document: Document
    text: str
    renaming: Renaming
    names: Names
    ledger: Ledger
    places: Mapping[str, Sequence[Span]]
    published: str = ""  # EDTF: what "on Monday" counts from
    events: dict[str, str] = field(default_factory=dict)  # the source's name of an act -> its id
    marks: dict[str, Mark] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)  # ours
    values: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # by our fields
    ties: dict[str, list[Tie]] = field(default_factory=dict)
    action_of: dict[str, str] = field(default_factory=dict)  # the id of the act it reports
    annotated_by: Sequence[str] = ()  # who annotated all of it, where that is told
    said: dict[str, list[Item]] = field(default_factory=dict)  # values and ties that were read
    ignored: set[str] = field(default_factory=set)  # marks that the mapping ignores
    shared: frozenset[int] = frozenset()  # numbers of the values that several marks have

    def take(self, mark: Mark) -> None:
        """Say that something was made of a mark, and so of what it says."""
        self.ledger.take(*mark.items, *self.said.get(mark.id, ()))

    def ordered(self, labels: Iterable[str]) -> list[Mark]:
        """The marks with one of our labels, in the order of the text."""
        wanted = set(labels)
        marks = [each for each in self.marks.values() if self.labels[each.id] in wanted]
        return sorted(marks, key=lambda each: (self.places.get(each.id, ()), each.id))


def keep_marks(
    document: Document,
    text: str,
    renaming: Renaming,
    names: Names,
    ledger: Ledger,
    published: str = "",
) -> Kept:
    """Read the marks of a document; `name_acts` and `read_ties` come after it."""
    document = name_people(_one_an_id(document, ledger), ledger)
    places = find_places(document, text, ledger)
    kept = Kept(document, text, renaming, names, ledger, places, published)
    _sort_out(kept)
    having = Counter(
        number
        for mark in kept.marks.values()
        for number in {value.item.number for value in mark.values}
    )
    kept.shared = frozenset(number for number, marks in having.items() if marks > 1)
    for mark in kept.marks.values():
        for value in mark.values:
            if renaming.attribute(value.name) == EVENT:
                kept.events[renaming.value(EVENT, value.text)] = ""  # named by `name_acts`
    for mark in kept.marks.values():
        kept.values[mark.id] = _own_values(kept, mark)
    return kept


def _one_an_id(document: Document, ledger: Ledger) -> Document:
    """The document without marks whose id another has: what leads to it may mean either."""
    held: dict[str, Mark] = {}
    for mark in document.marks:
        if held.setdefault(mark.id, mark) is not mark:
            ledger.leave("another mark of the document has its id", *mark.items)
    return replace(document, marks=tuple(held.values()))


def name_acts(kept: Kept, article: str) -> list[list[Mark]]:
    """The marks of each act together, in the order of the text, with an id for each act.

    An act without an id has one from its first place, which is the same whoever annotated the text
    and whatever else is marked in it.

    Args:
        kept: the marks.
        article: the id of their article, which ids of acts without one begin with.
    """
    groups = _group(kept)
    taken = {article}
    for group in groups:
        given = [action for each in group for action in kept.values[each.id].get("action", ())]
        events = [event for each in group for event in kept.values[each.id].get(EVENT, ())]
        name = given[0] if given else f"{article}-{slug(events[0]) if events else ''}".rstrip("-")
        if not given and name in taken:
            name = _new_id(article, kept.places.get(group[0].id, ()), taken)
        taken.add(name)
        kept.action_of |= {each.id: name for each in group}
        kept.events |= dict.fromkeys(events, name)
    return groups


def _new_id(article: str, places: Sequence[Span], taken: set[str]) -> str:
    """An id that no act has; `at` and the offset of a place, if there is one."""
    name = f"{article}-at-{places[0][0]}" if places else article
    ends = chain([""], (f"-{number}" for number in count(2)))
    return next(each for end in ends if (each := name + end) not in taken)


def read_ties(kept: Kept) -> None:
    """Add to the values what ties say, once every act has its id."""
    for mark in kept.marks.values():
        values = kept.values[mark.id]
        for name in _ACTS & values.keys():
            values[name] = [kept.events.get(each) or each for each in values[name]]
        _tied_values(kept, mark)


def _sort_out(kept: Kept) -> None:
    """Keep the marks whose label is ours and whose place is proved.

    A relation that is called as a role is a tie of its first end.
    """
    for mark in kept.document.marks:
        kept.ties.setdefault(mark.id, []).extend(mark.ties)
        theirs = _theirs(kept, mark)
        ours = kept.renaming.label(theirs)
        role = kept.renaming.role(mark.label)
        if ours is None and role and not mark.spans and len(mark.ties) == 2:
            first, other = mark.ties
            kept.ties.setdefault(first.to, []).append(Tie(mark.label, other.to, mark.items[0]))
        elif ours is None:
            kept.ledger.leave(
                f"{theirs!r} is not a label of ours; name it in --mapping", *mark.items
            )
        elif ours == IGNORE:
            kept.ledger.leave("the mapping ignores it", *mark.items, excluded=True)
            kept.ignored.add(mark.id)
        elif (mark.spans or mark.quote) and not kept.places.get(mark.id):
            continue  # find_places has said why
        else:
            kept.marks[mark.id], kept.labels[mark.id] = mark, ours


def _theirs(kept: Kept, mark: Mark) -> str:
    """What the source says that a mark is: by an attribute for that, or by its label."""
    said = (each.text for each in mark.values if kept.renaming.attribute(each.name) == CLASS)
    return next(said, mark.label)


def _own_values(kept: Kept, mark: Mark) -> dict[str, list[str]]:
    """What the mark's attributes say, by our fields."""
    found: dict[str, list[str]] = {}
    label = kept.labels[mark.id]
    usable = fields_of(label, placed=bool(kept.places.get(mark.id)))
    for value in mark.values:
        ours = kept.renaming.attribute(value.name)
        if ours is None:
            message = f"{value.name!r} is not a field of ours; name it in --mapping"
            kept.ledger.leave(message, value.item)
        elif ours == CLASS:
            kept.ledger.take(value.item)
        elif ours == IGNORE:
            kept.ledger.leave("the mapping ignores it", value.item, excluded=True)
        elif ours not in usable:
            if value.item in mark.items or value.item.number in kept.shared:
                continue  # the mark is not less for it, or another mark may use it
            kept.ledger.leave(f"a mark of {label} does not take {ours}", value.item)
        else:
            try:
                text = kept.renaming.value(ours, value.text)
                if ours in (DATE_WORDS, DEADLINE_WORDS):
                    ours, text = resolve_words(ours, text, kept.published)
                text = _checked(kept, FIELDS[ours], text)
            except ValueError as error:
                kept.ledger.leave(f"{ours}: {error}", value.item)
                continue
            if found.get(ours) and not FIELDS[ours].many:
                kept.ledger.leave(f"{ours} takes one value and already has one", value.item)
                continue
            found.setdefault(ours, []).append(text)
            kept.said.setdefault(mark.id, []).append(value.item)
    return found


def _checked(kept: Kept, of: Field, text: str) -> str:
    if of.kind is ACTOR_KIND:
        return kept.names.resolve(text, "Person" if of.name == "performedBy" else None)
    if not isinstance(of.kind, tuple) and not (of.name in _ACTS and text in kept.events):
        of.kind.parse(text)
    return text


def _tied_values(kept: Kept, mark: Mark) -> None:
    """What the mark's ties say: an actor in a role, or an act that it speaks of."""
    values, said = kept.values[mark.id], kept.said.setdefault(mark.id, [])
    for tie in kept.ties[mark.id]:
        role = kept.renaming.role(tie.role)
        other = kept.marks.get(tie.to)
        if role is None and not mark.spans:
            continue  # an end of a relation
        if role is None:
            kept.ledger.leave(f"{tie.role!r} is not a role of ours; name it in --mapping", tie.item)
        elif role == IGNORE:
            kept.ledger.leave("the mapping ignores it", tie.item, excluded=True)
        elif other is None:
            ignored = tie.to in kept.ignored
            kept.ledger.leave("what it points to is left out", tie.item, excluded=ignored)
        elif role == SAME:
            said.append(tie.item)
        elif FIELDS[role].kind is ACTOR_KIND and (who := actor_of(kept, other)):
            values.setdefault(role, []).append(who)
            said.append(tie.item)
        elif role in _ACTS and other.id in kept.action_of:
            values.setdefault(role, []).append(kept.action_of[other.id])
            said.append(tie.item)
        else:
            kept.ledger.leave(f"{role} does not lead to a {kept.labels[other.id]}", tie.item)


def actor_of(kept: Kept, mark: Mark) -> str | None:
    """The actor that a mark names, by its value `actor` or by its words."""
    kind = kept.labels[mark.id]
    if kind not in (*ACTOR_TYPES, ACTOR):
        return None
    given = kept.values[mark.id].get("actor")
    words = " ".join(kept.text[start:end] for start, end in kept.places.get(mark.id, ()))
    try:
        return given[0] if given else kept.names.resolve(words, None if kind == ACTOR else kind)
    except ValueError as error:
        kept.ledger.leave(str(error), *mark.items)
        return None


def _group(kept: Kept) -> list[list[Mark]]:
    """The marks of acts, those of one act together, in the order of the text."""
    acts = [each for each in kept.marks.values() if kept.labels[each.id] in KINDS]
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
        for name in ("action", EVENT):
            for told in kept.values[each.id].get(name, ()):
                join(each.id, named.setdefault(f"{name} {told}", each.id))
        for tie in kept.ties[each.id]:
            if kept.renaming.role(tie.role) == SAME:
                join(each.id, tie.to)
    for mark in kept.marks.values():
        if kept.labels[mark.id] == SAME:
            ends = [tie.to for tie in mark.ties]
            joined = [join(ends[0], end) for end in ends[1:]]
            if joined and all(joined):
                items = (*mark.items, *(tie.item for tie in mark.ties))
                kept.said.setdefault(ends[0], []).extend(items)
    groups: dict[str, list[Mark]] = {}
    for each in sorted(acts, key=lambda mark: (kept.places.get(mark.id, ()), mark.id)):
        groups.setdefault(lead(each.id), []).append(each)
    return list(groups.values())
