"""Of many accounts, those of some files and what these refer to: all that checking them needs.

What hangs together is told by what each file declares and refers to (Reach), so that of all others
no more has to be read.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import Final

from kg.errors import Finding
from kg.model.actions import Account, Action, Link, Report
from kg.model.actors import Actors
from kg.model.dates import Bounds, bounds_if_date, union
from kg.model.vocabulary import ancestry
from kg.read.merges import Merges

#: Between two acts of which one may be the other told again, with those that kg.read.twins looks
#: at in passing: twice what it allows a date to be wide, and two tellings to be apart.
NEAR: Final = timedelta(days=64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a declared action refers to, and between whom it is."""

    id: str
    kind: str
    wider: tuple[str, ...] = ()  # what it is a part of, speaks of, announces or prepares
    pairs: tuple[tuple[str, str], ...] = ()  # each side that acts, with each acted upon


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a file declares and refers to."""

    stub: Account  # without its actions, reports and links
    findings: tuple[Finding, ...] = ()  # what is wrong with it by itself
    acts: tuple[Act, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # response and trigger
    #: The actions that it dates or reports, with the days it allows; none where it says no date.
    days: tuple[tuple[str, date | None, date | None], ...] = ()

    cases: tuple[str, ...] = ()  # the ids of the cases that it declares or names

    @property
    def things(self) -> set[tuple[str, str]]:
        """All actions, cases and articles that it tells of, by kind and id."""
        found = {("action", name) for name in self.names} | {("case", x) for x in self.cases}
        article = self.stub.article
        return found | ({("article", article.id)} if article else set())

    @property
    def names(self) -> set[str]:
        """All actions that it declares, reports or links, and what these are parts of."""
        declared = {name for each in self.acts for name in (each.id, *each.wider)}
        told = {*self.stub.unreadable, *self.stub.untold, *(each[0] for each in self.days)}
        return declared | told | {x for pair in self.links for x in pair}


def reach_of(account: Account, findings: Sequence[Finding], actors: Actors) -> Reach:
    """What a file declares and refers to.

    Args:
        account: what it says.
        findings: what is wrong with it.
        actors: everyone it names.
    """
    told: dict[str, list[Bounds]] = {}
    for action in account.actions:
        told.setdefault(action.id, []).append(action.bounds)
    for report in account.reports:
        told.setdefault(report.action, []).append(bounds_if_date(report.values.date or ""))
    return Reach(
        stub=replace(account, actions=(), reports=(), links=()),
        findings=tuple(findings),
        acts=tuple(
            Act(
                id=each.id,
                kind=each.kind,
                wider=wider(each),
                pairs=tuple(sorted(pairs_of(each, actors))),
            )
            for each in account.actions
        ),
        cases=tuple(
            sorted(
                {x.case for x in account.actions if x.case}
                | {x.id for x in (*account.cases, *account.implied_cases)}
            )
        ),
        links=tuple(sorted({(each.response, each.trigger) for each in account.links})),
        days=tuple((name, *union(found)) for name, found in sorted(told.items())),
    )


def pairs_of(action: Action, actors: Actors) -> set[tuple[str, str]]:
    """Each state or, without one, actor that acts, with each that is acted upon."""

    def sides(names: Iterable[str]) -> set[str]:
        return {side for name in names for side in actors.states_of(name) or (name,)}

    return set(product(sides(action.values.actor), sides(action.values.recipient)))


def wider(action: Action) -> tuple[str, ...]:
    """What an action is a part of, speaks of, announces or prepares."""
    return (*action.part_of, *action.about, *action.announces, *action.prepares)


def find_referred(reaches: Mapping[str, Reach], asked: Container[str], merges: Merges) -> set[str]:
    """The actions that some files name, and all that hang together with those.

    That is what an action is a part of or speaks of, and whatever links join to it, however far: a
    claim elsewhere may deny one of these files, or close a circle with it. Of other actions, those
    of the same pairs of sides and of near days are kept: one of these files may declare one of
    them again.

    Args:
        reaches: what each file declares and refers to, by the name that places give it.
        asked: the files to check.
        merges: which actions are one.
    """
    joined: dict[str, list[str]] = {}
    for one, other in _ties(reaches.values(), merges):
        joined.setdefault(one, []).append(other)
        joined.setdefault(other, []).append(one)
    start = {name for file, each in reaches.items() if file in asked for name in each.names}
    for name, merge in merges.items():
        start |= {name, merge.action} if merge.place.file in asked else set()
    start |= _told_again(reaches, asked, merges)
    found, waiting = set(start), list(start)
    while waiting:
        for other in joined.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def find_files(reaches: Mapping[str, Reach], asked: Container[str], actions: Set[str]) -> set[str]:
    """The files asked for, those that tell of some actions, and those of further annotators."""
    found = {
        file for file, x in reaches.items() if file in asked or not actions.isdisjoint(x.names)
    }
    articles = {x.id for file in found if (x := reaches[file].stub.article)}
    return found | {
        file for file, each in reaches.items() if (x := each.stub.article) and x.id in articles
    }


def keep_stubs(reaches: Iterable[Reach], accounts: Sequence[Account]) -> list[Account]:
    """What is known of files that are not read whole, as far as accounts of others need it.

    That is which actions have problems that are told at their declaration, and the cases that those
    name or declare too.
    """
    named = {x.case for each in accounts for x in each.actions}
    named |= {x.id for each in accounts for x in (*each.cases, *each.implied_cases)}
    return [
        replace(
            each.stub,
            article=None,
            cases=tuple(x for x in each.stub.cases if x.id in named),
            implied_cases=tuple(x for x in each.stub.implied_cases if x.id in named),
        )
        for each in reaches
    ]


def keep_referred(
    accounts: Iterable[Account], actions: Container[str], files: Container[str]
) -> list[Account]:
    """The accounts with what they tell of some actions, and with all that some files say."""
    return [
        replace(
            account,
            actions=tuple(x for x in account.actions if x.id in actions),
            reports=tuple(x for x in account.reports if x.action in actions or _is_in(x, files)),
            links=tuple(
                x
                for x in account.links
                if (x.response in actions and x.trigger in actions) or _is_in(x, files)
            ),
        )
        for account in accounts
    ]


def _is_in(claim: Report | Link, files: Container[str]) -> bool:
    return claim.place is not None and claim.place.file in files


def _ties(reaches: Iterable[Reach], merges: Merges) -> Iterable[tuple[str, str]]:
    """Two actions each of which one says something of the other."""
    for each in reaches:
        yield from ((act.id, other) for act in each.acts for other in act.wider)
        yield from each.links
    yield from ((name, merge.action) for name, merge in merges.items())


def _told_again(reaches: Mapping[str, Reach], asked: Container[str], merges: Merges) -> set[str]:
    """The actions that may be one that the files declare: pair, class and days allow it."""
    wanted: dict[tuple[str, str], list[Act]] = {}
    for file, each in reaches.items():
        for act in each.acts if file in asked else ():
            for pair in act.pairs:
                wanted.setdefault(pair, []).append(act)
    near = [
        (act, other)
        for each in reaches.values()
        for act in each.acts
        for pair in act.pairs
        for other in wanted.get(pair, ())
        if act.kind in ancestry(other.kind) or other.kind in ancestry(act.kind)
    ]
    names = {each.id for pair in near for each in pair}
    told: dict[str, list[Bounds]] = {}
    for each in reaches.values():
        for name, *bounds in each.days:
            merge = merges.get(name)
            name = merge.action if merge and not merge.part else name
            if name in names:
                told.setdefault(name, []).append((bounds[0], bounds[1]))
    days = {name: union(found) for name, found in told.items()}
    return {act.id for act, other in near if _are_near(days.get(act.id), days.get(other.id))}


def _are_near(one: Bounds | None, other: Bounds | None) -> bool:
    """Whether two acts may be of days that are near; not so where no date is known of one."""
    if one in (None, (None, None)) or other in (None, (None, None)) or not one or not other:
        return False
    first = max(one[0] or date.min, other[0] or date.min)
    last = min(one[1] or date.max, other[1] or date.max)
    return first <= last or first - last <= NEAR
