"""Marks on a text -> the records of an annotated article.

A mark of a class of action is a report of an act. Which act, its value `action` says, or its ties
to other marks; else it is an act of its own: a class and an actor do not make one event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.importers.kept import Kept, actor_of, keep_marks, name_acts, read_ties
from kg.importers.ledger import Ledger
from kg.importers.mapping import (
    ACTIONS,
    ACTOR,
    ANY,
    BOILERPLATE,
    CASES,
    ENDS,
    FIELDS,
    LINK,
    LINKS,
    NO_ACT,
    POINTERS,
    REPORTS,
    Renaming,
    action_field,
    case_field,
)
from kg.importers.marks import Document, Item, Mark, Span
from kg.importers.names import Names
from kg.importers.native import Native, Record
from kg.model.actions import label_act
from kg.model.vocabulary import ACTOR_TYPES, CODES, KINDS
from kg.read.passages import mark_words
from kg.read.sketch import slug

Values = Mapping[str, Sequence[str]]
_DECLARED: Final = {action_field(each.name): each.name for each in ACTIONS if each.name != "id"}


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
    published = next(iter(head.get("published", ())), "")
    kept = keep_marks(document, text, renaming, names, ledger, published)
    _name_annotators(kept, head)
    groups = name_acts(kept, native.id)
    read_ties(kept)
    made = {kept.action_of[group[0].id] for group in groups if _make_action(kept, group, native)}
    _drop_unmade(kept, made, native)
    _make_reports(kept, made, native)
    _make_links(kept, made, native)
    _make_passages(kept, native)
    _exclude_rest(kept)
    return native


def _name_annotators(kept: Kept, head: dict[str, Sequence[str]]) -> None:
    """Who annotated all of it is said of the article: so files of several people can be joined."""
    told = {
        mark.annotated_by
        for mark in kept.marks.values()
        if mark.spans or mark.quote or mark.extracted_by or mark.annotated_by
    }  # of a relation between a person's marks tools do not say whose it is
    (who, *others) = told or {()}
    if who and not others and "annotatedBy" not in head:
        head["annotatedBy"] = kept.annotated_by = who


def _make_action(kept: Kept, group: Sequence[Mark], native: Native) -> bool:
    """Declare the act of a group. Returns whether reports may name it."""
    if not any(kept.places.get(each.id) for each in group):
        kept.ledger.leave("none of its words are in the text", *_items(group))
        return False
    values = [kept.values[each.id] for each in group]
    action = kept.action_of[group[0].id]
    record: dict[str, list[str]] = {"id": [action]}
    for theirs, ours in _DECLARED.items():
        if found := _joined(each.get(theirs, ()) for each in values):
            record[ours] = found if FIELDS[theirs].many else found[:1]
    known_elsewhere = kept.labels[group[0].id] == ANY and any("action" in each for each in values)
    if len(record) == 1 and known_elsewhere:
        return True  # another file declares it
    if "actor" not in record:  # the words' actors are the act's, where it has none of its own
        for role in ("actor", "recipient"):
            if found := _joined(each.pop(role, ()) for each in values):
                record.setdefault(role, found)
    if "actor" not in record:
        kept.ledger.leave("nothing says who acts; name the actor in the source", *_items(group))
        return False
    kind = record.setdefault("type", [kept.labels[group[0].id]])[0]
    record.setdefault("label", [_label(kept, kind, record)])
    native.actions.append(record)
    _make_case(record, values, native)
    return True


def _make_case(record: dict[str, list[str]], values: Sequence[Values], native: Native) -> None:
    """Declare the dispute of an act, where a mark says what it is; the first to say it counts."""
    said = {
        each.name: found[:1]
        for each in CASES
        if (found := _joined(each_of.get(case_field(each.name), ()) for each_of in values))
    }
    if not said:
        return
    told = record.setdefault("case", [slug(" ".join(said.get("label", ()))) or record["id"][0]])
    case = next((each for each in native.cases if each["id"] == told), {"id": told})
    if len(case) == 1:
        native.cases.append(case)
    case |= {name: values for name, values in said.items() if name not in case}


def _items(group: Sequence[Mark]) -> list[Item]:
    return [item for each in group for item in each.items]


def _drop_unmade(kept: Kept, made: set[str], native: Native) -> None:
    """No act points to one that is left out."""
    unmade = {*kept.action_of.values()} - made
    for record in native.actions:
        for name in record.keys() & {*POINTERS}:
            record[name] = [each for each in record[name] if each not in unmade]
            if not record[name]:
                del record[name]
    for mark in kept.marks.values():
        for tie in kept.ties[mark.id]:
            if kept.renaming.role(tie.role) in POINTERS and kept.action_of.get(tie.to) in unmade:
                kept.ledger.leave("what it points to is left out", tie.item)


def _joined(lists: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(each for one in lists for each in one))


def _label(kept: Kept, kind: str, record: Mapping[str, Sequence[str]]) -> str:
    """As in a table: never words of the text, which are its publisher's."""
    roles = (record.get(role, ()) for role in ("actor", "recipient"))
    return label_act(kind, *(map(kept.names.label, each) for each in roles))


def _make_reports(kept: Kept, made: set[str], native: Native) -> None:
    kinds = {each["id"][0]: each["type"][0] for each in native.actions}
    for mark in kept.ordered(KINDS):
        action = kept.action_of[mark.id]
        if action not in made:
            continue
        values, label = kept.values[mark.id], kept.labels[mark.id]
        record = {each.name: values[each.name] for each in REPORTS if each.name in values}
        record["action"] = [action]
        record.setdefault("stance", ["asserts"])
        if label not in (ANY, kinds.get(action)):
            record.setdefault("describedAs", [label])
        native.reports += _placed(kept, mark, record)


def _make_links(kept: Kept, made: set[str], native: Native) -> None:
    """A mark of a link has its words; a tie between two acts stands at those of the answer."""
    unmade = {*kept.action_of.values()} - made
    for mark in kept.ordered((LINK, *CODES["Relation"])):
        values, label = kept.values[mark.id], kept.labels[mark.id]
        record = {each.name: values[each.name] for each in LINKS if each.name in values}
        ends = [tie.to for tie in mark.ties if kept.renaming.role(tie.role) is None]
        if label != LINK:
            record.setdefault("relation", [label])
        if "response" not in record and len(ends) == 2:
            for name, end in zip(ENDS, ends, strict=True):
                if end in kept.action_of:
                    record[name] = [kept.action_of[end]]
        ends_known = [record.get(name, [""])[0] for name in ENDS]
        if not all(ends_known) or unmade & {*ends_known}:
            why = "it does not connect two acts"
            ignored = any(tie.to in kept.ignored for tie in mark.ties)
            kept.ledger.leave(why, *mark.items, excluded=ignored)
            continue
        if "relation" not in record:
            kept.ledger.leave("it does not say which relation it is", *mark.items)
            continue
        if ends_known[0] == ends_known[1]:
            kept.ledger.leave("an act does not answer itself", *mark.items)
            continue
        spans = _words_of_link(kept, mark, ends, ends_known[0])
        if not spans:
            kept.ledger.leave("no words of the text tell of its answer", *mark.items)
            continue
        record.setdefault("basis", ["stated" if "claimedBy" in record else "reported"])
        record.setdefault("stance", ["asserts"])
        kept.ledger.take(*(tie.item for tie in mark.ties if tie.to in ends))
        native.links += _placed(kept, mark, record, spans)


def _words_of_link(kept: Kept, mark: Mark, ends: Sequence[str], response: str) -> Sequence[Span]:
    """Where a link stands: at its own words, or at those of its first end, or of its answer."""
    answers = (name for name, action in kept.action_of.items() if action == response)
    names = (mark.id, *(end for end in ends[:1] if end in kept.action_of), *answers)
    return next((kept.places[each][:1] for each in names if kept.places.get(each)), ())


def _make_passages(kept: Kept, native: Native) -> None:
    """What tells of no act, what is boilerplate, and who is named."""
    for label, records in (
        (NO_ACT, native.no_act),
        (BOILERPLATE, native.boilerplate),
    ):
        for mark in kept.ordered((label,)):
            values = kept.values[mark.id]
            records += _placed(kept, mark, dict(values), kept.places[mark.id])
    for mark in kept.ordered((ACTOR, *ACTOR_TYPES)):
        if actor_of(kept, mark):
            kept.take(mark)


def _exclude_rest(kept: Kept) -> None:
    """Who asked to leave a mark out asked to leave out what it says."""
    for mark in kept.document.marks:
        if kept.ledger.is_excluded(*mark.items):
            rest = [*(each.item for each in mark.values), *(each.item for each in mark.ties)]
            kept.ledger.leave("what has it is ignored by the mapping", *rest, excluded=True)


def _placed(
    kept: Kept, mark: Mark, record: Record, spans: Sequence[Span] | None = None
) -> list[Record]:
    """The record at each place of its mark, whose words it is proved by."""
    kept.take(mark)
    placed: list[Record] = []
    for start, end in kept.places.get(mark.id, ()) if spans is None else spans:
        place = {"span": [str(start), str(end)], "words": [mark_words(kept.text[start:end])]}
        placed.append({**record, **place, **_whose(kept, mark)})
    return placed


def _whose(kept: Kept, mark: Mark) -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    if mark.annotated_by and mark.annotated_by != kept.annotated_by:
        found["annotatedBy"] = mark.annotated_by
    if mark.extracted_by:
        found["extractedBy"] = [mark.extracted_by]
    if mark.reviewed_by:
        found["reviewedBy"] = mark.reviewed_by
    return found
