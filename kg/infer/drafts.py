"""What follows from drafts: inferred links and answers that would not be there without them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kg.model.actions import Link, Record
from kg.model.standing import Answer, find_answers


def has_drafts(record: Record) -> bool:
    """Whether anything in a record is a draft."""
    if any(each.draft for each in record.reports) or any(each.draft for each in record.links):
        return True
    return any(each.draft for each in record.actions)


def mark_links(record: Record, inferred: Iterable[Link]) -> list[Link]:
    """The inferred links, those with an end of which only drafts tell marked as drafts."""
    drafts = {each.id for each in record.actions if each.draft}
    return [
        replace(each, draft=True) if {each.response, each.trigger} & drafts else each
        for each in inferred
    ]


def mark_answers(
    record: Record,
    links: Sequence[Link],
    answers: Mapping[str, Answer],
    same_days: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> dict[str, Answer]:
    """The answers, those marked that would be others without drafts.

    Args:
        record: with its drafts.
        links: stated, reported and inferred ones, with drafts.
        answers: what follows from both, and from the next.
        same_days: action -> acts of its day that would answer it if a source told the order.
    """
    actions = tuple(each for each in record.actions if not each.draft)
    reports = tuple(each for each in record.reports if not each.draft)
    names = {each.id for each in actions}
    firm = [x for x in links if not x.draft and {x.response, x.trigger} <= names]
    days = {
        name: tuple(x for x in found if x in names)
        for name, found in same_days.items()
        if name in names
    }
    without = find_answers(replace(record, actions=actions, reports=reports), firm, days)
    states = {name: each.state for name, each in without.items()}
    return {
        name: replace(each, draft=states.get(name) != each.state) for name, each in answers.items()
    }
