"""What files tell -> one record: all at once, or by groups of files that have nothing in common.

What a group of files gives depends on these alone, so that a later build has it by their contents
(kg.cache). Only sound groups are kept: what is said of a wrong id depends on all ids.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, TypeVar

from kg.cache import Cache, key_of
from kg.codec import from_json, to_json
from kg.errors import Finding
from kg.model.actions import Account, Record
from kg.model.actors import Actors
from kg.read.accounts import find_members, join_accounts
from kg.read.annotators import drop_nameless, join_annotators
from kg.read.drafts import LeftOut, leave_out_drafts, mark_drafts
from kg.read.merges import Merges, merge_actions
from kg.read.referred import keep_referred
from kg.read.rejoin import to_accounts
from kg.read.told import Part

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What some accounts say together."""

    record: Record
    findings: tuple[Finding, ...]
    left_out: LeftOut
    merged: tuple[str, ...]  # files of further annotators, told at the place of the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """A record in parts that have nothing in common, for what is made of each part by itself."""

    whole: Record
    parts: Mapping[str, Record]  # by the digest of all that each was made of
    cache: Cache  # what a former build made of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What else is known where accounts are joined that are not all there are."""

    asked: frozenset[str] = frozenset()  # files of which all is kept; of others, what they need
    acts: Container[str] = ()  # the actions that they need
    stubs: tuple[Account, ...] = ()  # what is known of files that are not read whole
    elsewhere: frozenset[str] = frozenset()  # the ids of all actions, for hints
    cases: frozenset[str] = frozenset()  # and of all cases
    graph: Record = field(default_factory=Record)  # what was read from elsewhere
    partial: bool = False  # a file could not be read


def join_files(
    accounts: Sequence[Account], merges: Merges, actors: Actors, around: Around, *, drafts: bool
) -> Joined:
    """Join accounts into a record, with everything that is wrong with them together.

    Args:
        accounts: what each file says.
        merges: which actions are one.
        actors: everyone they name.
        around: what else is known.
        drafts: keep drafts, marked.
    """
    findings: list[Finding] = []
    accounts = [*accounts, *around.stubs]
    accounts = merge_actions(accounts, merges, findings, around.elsewhere)
    left_out = LeftOut()
    if not drafts:
        told = {each.action for each in around.graph.reports}
        accounts, left_out = leave_out_drafts(accounts, told)
    accounts = [*accounts, *to_accounts(around.graph, accounts)]
    every = {each.id for account in accounts for each in account.actions}
    if around.asked:
        every |= around.elsewhere - merges.keys()
        accounts = keep_referred(accounts, around.acts, around.asked)
    accounts = drop_nameless(accounts, findings)
    heads = _heads(accounts)
    accounts = mark_drafts(join_annotators(accounts, around.asked))
    record = join_accounts(accounts, actors, findings, every, around.cases, partial=around.partial)
    return Joined(
        record=record,
        findings=tuple(sorted(set(findings))),
        left_out=left_out,
        merged=tuple(sorted(heads - _heads(accounts))),
    )


def _heads(accounts: Iterable[Account]) -> set[str]:
    """The files that have an article."""
    return {each.article.place.file for each in accounts if each.article}


def join_groups(
    parts: Sequence[Part], merges: Merges, actors: Actors, cache: Cache, *, drafts: bool
) -> tuple[Joined, Groups] | None:
    """The same as `join_files` of all, and its parts, where nothing is wrong; else None.

    Args:
        parts: what each file tells.
        merges: which actions are one.
        actors: everyone they name.
        cache: the groups that a former build joined; those of this one are added.
        drafts: keep drafts, marked.
    """
    found: dict[str, Joined] = {}
    for group in find_groups(parts, merges):
        names = {name for each in group for name in each.reach.names}
        own = {n: x for n, x in merges.items() if n in names or x.action in names}
        rows = sorted((n, x.action, x.part, str(x.place)) for n, x in own.items())
        key = key_of("joined", drafts, rows, sorted(each.key for each in group))
        joined = _known(cache, key)
        if joined is None:
            accounts = [each.told.account for each in group]
            joined = join_files(accounts, own, actors, Around(), drafts=drafts)
            if any(each.severity == "error" for each in joined.findings):
                return None
            cache.keep(key, lambda x=joined: (None, to_json(x)))  # type: ignore[misc]
        found[key] = joined
    lost = merges.keys() - {n for each in parts for n in each.reach.names}
    if lost:
        return None
    joined = _together(list(found.values()), actors)
    records = {key: each.record for key, each in found.items()}
    return joined, Groups(whole=joined.record, parts=records, cache=cache)


def _known(cache: Cache, key: str) -> Joined | None:
    try:
        return from_json(Joined, cache.body(key)) if key in cache else None
    except ValueError:  # it was changed by hand
        return None


def _together(parts: Sequence[Joined], actors: Actors) -> Joined:
    """Some groups as one; everything in a record is sorted by its id."""
    records = [each.record for each in parts]
    record = Record(
        articles=_sorted((x.articles for x in records), lambda x: x.id),
        cases=_sorted((x.cases for x in records), lambda x: x.id),
        actions=_sorted((x.actions for x in records), lambda x: x.id),
        reports=_sorted((x.reports for x in records), lambda x: x.iri),
        links=_sorted((x.links for x in records), lambda x: x.iri),
        readings=_sorted((x.readings for x in records), lambda x: x),
    )
    return Joined(
        record=replace(record, members=find_members(record.actions, actors)),
        findings=_sorted((x.findings for x in parts), lambda x: x),
        left_out=LeftOut(
            drafts=sum(x.left_out.drafts for x in parts),
            links=sum(x.left_out.links for x in parts),
        ),
        merged=_sorted((x.merged for x in parts), lambda x: x),
    )


def _sorted(parts: Iterable[tuple[Thing, ...]], key: Callable[[Thing], Any]) -> tuple[Thing, ...]:
    return tuple(sorted(chain.from_iterable(parts), key=key))


def find_groups(parts: Sequence[Part], merges: Merges) -> list[list[Part]]:
    """The files that tell of the same action, case or article, however far."""
    leads = list(range(len(parts)))

    def lead(number: int) -> int:
        while leads[number] != number:
            leads[number] = number = leads[leads[number]]
        return number

    owners: dict[tuple[str, str], int] = {}
    for number, part in enumerate(parts):
        for thing in part.reach.things:
            leads[lead(number)] = lead(owners.setdefault(thing, number))
    for name, merge in merges.items():
        ends = [owners[x] for x in (("action", name), ("action", merge.action)) if x in owners]
        for end in ends:
            leads[lead(end)] = lead(ends[0])
    groups: dict[int, list[Part]] = {}
    for number, part in enumerate(parts):
        groups.setdefault(lead(number), []).append(part)
    return list(groups.values())
