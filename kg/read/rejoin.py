"""A Record that was settled before -> the accounts it came from, to be joined with others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.model.actions import Account, Action, Article, Case, Link, Record, Report, Values
from kg.read.annotators import may_join
from kg.read.cases import is_named
from kg.read.drafts import unmark

Declared = TypeVar("Declared", Article, Case, Action)
Claim = TypeVar("Claim", Report, Link)


def to_accounts(record: Record, known: Sequence[Account]) -> list[Account]:
    """The accounts behind a record, without what others say already.

    What both declare alike is left to the others; where the declarations differ, both stand, and
    joining them tells both places.

    Args:
        record: as `join_accounts` made it, or as it was read back from RDF.
        known: the accounts that these will be joined with.
    """
    articles = [each.article for each in known if each.article]
    theirs = _other_annotators(record, articles)
    named = {each.article.id for each in theirs if each.article}
    actions = [_declared(each) for each in record.actions]
    implied = tuple(replace(each, label="") for each in record.cases if not is_named(each))
    more = Account(
        article=None,
        cases=_new(
            [each for each in record.cases if is_named(each)],
            [x for each in known for x in (*each.cases, *each.implied_cases) if x.label],
        ),
        actions=_new(actions, [x for each in known for x in each.actions]),
        reports=_unsaid(
            (x for x in record.reports if x.article not in named),
            [x for each in known for x in each.reports],
        ),
        links=_unsaid(
            (x for x in record.links if x.article not in named),
            [x for each in known for x in each.links],
        ),
        implied_cases=implied,
        readings=record.readings,
    )
    return [*(Account(article=each) for each in _new(record.articles, articles)), *theirs, more]


def _other_annotators(record: Record, known: Iterable[Article]) -> list[Account]:
    """What annotators say of articles of which the others have what other annotators say."""
    same = {each.id: each for each in known}
    return [
        Account(
            article=each,
            reports=tuple(x for x in record.reports if x.article == each.id),
            links=tuple(x for x in record.links if x.article == each.id),
        )
        for each in record.articles
        if each.id in same and may_join([each, same[each.id]])
    ]


def _declared(action: Action) -> Action:
    """What stands in a declaration: the rest is settled again from all reports."""
    action = unmark(action)
    values = action.values
    outside = action.date_source is not None
    return replace(
        action,
        values=Values(
            actor=values.actor,
            recipient=values.recipient,
            performed_by=values.performed_by,
            affected=values.affected,
            date=values.date if outside else None,
        ),
        earliest=action.earliest if outside else None,
        latest=action.latest if outside else None,
        contested=(),
        actor_states=(),
        recipient_states=(),
        organisations=(),
        material=False,
    )


def _new(things: Iterable[Declared], known: Sequence[Declared]) -> tuple[Declared, ...]:
    """Those that the others do not declare in the same way."""
    same = {each.id: _compared(each) for each in known}
    return tuple(each for each in things if same.get(each.id) != _compared(each))


def _compared(thing: Article | Case | Action) -> object:
    """What two declarations have in common where they are one: RDF has no place for the rest."""
    if isinstance(thing, Article):
        return thing.text_digest
    if isinstance(thing, Case):
        return thing.label
    declared = _declared(thing)
    pointers = (thing.part_of, thing.about, thing.announces, thing.prepares)
    sides = (declared.values.actor, declared.values.recipient)
    sorted_out = [tuple(sorted(each)) for each in (*pointers, *sides)]
    return thing.kind, thing.label, thing.case, declared.values.date, *sorted_out


def _unsaid(claims: Iterable[Claim], known: Sequence[Claim]) -> tuple[Claim, ...]:
    """Those that are not among the others; the name of a claim is made from all that it says."""
    said = {each.iri for each in known}
    return tuple(each for each in claims if each.iri not in said)
