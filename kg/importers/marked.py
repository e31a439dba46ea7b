"""An annotated article -> marks on its text: the inverse of `kg.importers.records`.

All that a record says becomes values of its mark, by our names, so that what a tool writes from
them is imported without a mapping, and to the same records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.errors import Finding, Place
from kg.importers.mapping import (
    ACTIONS,
    ANY,
    ARTICLE,
    BOILERPLATE,
    CASES,
    LINK,
    LINKS,
    NO_ACT,
    REPORTS,
    action_field,
    case_field,
    nested,
)
from kg.importers.marks import Document, Item, Mark, Value
from kg.read.documents import Entries, Items, Node, Scalar
from kg.read.fields import SPAN, Field

_HERE = Item("records", Place(""), "")


def mark_article(node: Node, text: str | None, name: str) -> Document:
    """The marks of an annotated article that was read without a finding.

    Args:
        node: the document of its file.
        text: its text, where it is at hand: the marks then have their words.
        name: of the file.
    """
    actions = {_one(each, "id"): each for each in _records(node, "actions")}
    cases = {_one(each, "id"): each for each in _records(node, "cases")}
    head = _get(node, "article")
    marks = list(_reports(node, actions, cases, text))
    marks += [
        _mark(f"l{n}", LINK, each, LINKS, text) for n, each in enumerate(_records(node, "links"), 1)
    ]
    for label, key in ((NO_ACT, "noAct"), (BOILERPLATE, "boilerplate")):
        marks += [
            _mark(f"{key}{n}", label, each, nested(key, ARTICLE), text)
            for n, each in enumerate(_records(head, key), 1)
        ]
    return Document(
        name=_one(head, "id") or name,
        place=Place(name),
        text=text,
        digest=_one(head, "textDigest"),
        marks=marks,
        head={
            each.name: _texts(_get(head, each.name))
            for each in ARTICLE
            if not isinstance(each.kind, tuple) and _get(head, each.name) is not None
        },
    )


def unreported(node: Node) -> list[Finding]:
    """What an article declares and none of its reports names: no mark can have it."""
    reported = {_one(each, "action") for each in _records(node, "reports")}
    acts = [each for each in _records(node, "actions") if _one(each, "id") not in reported]
    used = {_one(each, "case") for each in _records(node, "actions") if each not in acts}
    cases = [each for each in _records(node, "cases") if _one(each, "id") not in used]
    return [
        Finding(
            each.place,
            f"{kind} {_one(each, 'id')!r} is left out: no report here names it; declare it in "
            "data/actions",
        )
        for kind, records in (("the action", acts), ("the case", cases))
        for each in records
    ]


def _reports(
    node: Node, actions: Mapping[str, Entries], cases: Mapping[str, Entries], text: str | None
) -> Iterator[Mark]:
    """A mark a report; the first of an act has what the file declares of that and of its case."""
    told: set[str] = set()
    for number, each in enumerate(_records(node, "reports"), start=1):
        action = _one(each, "action")
        declared = actions.get(action)
        label = _one(declared, "type") or ANY
        more: list[Value] = []
        if declared is not None and action not in told:
            told.add(action)
            more += _values(declared, ACTIONS, action_field, skipped=("id",))
            case = _one(declared, "case")
            if case in cases and case not in told:
                told.add(case)
                more += _values(cases[case], CASES, case_field, skipped=("id",))
        yield _mark(f"r{number}", label, each, REPORTS, text, more)


def _mark(
    name: str,
    label: str,
    record: Entries,
    fields: Sequence[Field],
    text: str | None,
    more: list[Value] | None = None,
) -> Mark:
    start, end = (int(each) for each in _texts(_get(record, "span")))
    return Mark(
        id=name,
        label=label,
        items=(_HERE,),
        spans=((start, end),),
        words=(text[start:end],) if text is not None else (),
        values=(*_values(record, fields, str), *(more or ())),
    )


def _values(
    record: Entries,
    fields: Sequence[Field],
    named: Callable[[str], str],
    skipped: tuple[str, ...] = (),
) -> list[Value]:
    names = {each.name for each in fields if each.kind is not SPAN} - {"words", *skipped}
    return [
        Value(named(key), text, _HERE)
        for key, (_, value) in record.nodes.items()
        if key in names
        for text in _texts(value)
    ]


def _get(node: Node | None, key: str) -> Node | None:
    found = node.nodes.get(key) if isinstance(node, Entries) else None
    return found[1] if found else None


def _records(node: Node | None, key: str) -> list[Entries]:
    found = _get(node, key)
    each_of = found.nodes if isinstance(found, Items) else ()
    return [each for each in each_of if isinstance(each, Entries)]


def _texts(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Items):
        return tuple(text for each in node.nodes for text in _texts(each))
    return (node.text,) if isinstance(node, Scalar) else ()


def _one(node: Node | None, key: str) -> str:
    return next(iter(_texts(_get(node, key))), "")
