"""Tables of merges: which actions are one event, and the accounts told of that one.

The columns are kg.read.formats.MERGE_COLUMNS. Both a row and an action that a file declares can be
merged into another one; a merge table decides which of the two stays. Or it says that the one is a
part of the other, and both stay.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from kg.errors import Finding, Place
from kg.model.actions import Account, Action, Link, Report
from kg.model.slips import Hints
from kg.model.vocabulary import ancestry
from kg.read.circles import find_circles
from kg.read.documents import Entries
from kg.read.formats import MERGE_COLUMNS
from kg.read.markers import read_row


@dataclass(frozen=True, slots=True)
class Merge:
    """What a row of a table says of an action, and where."""

    action: str  # the one that it is, or is a part of
    part: bool
    place: Place


Merges: TypeAlias = Mapping[str, Merge]  # by the id of the action merged
_Made: TypeAlias = Mapping[str, str]  # of those that are made, the action alone
_POINTERS: Final = ("part_of", "about", "announces", "prepares")


def read_merges(rows: Iterable[Entries], findings: list[Finding]) -> Merges:
    """The merges that rows of a table give; every problem becomes a finding."""
    merges: dict[str, Merge] = {}
    for node in rows:
        row = read_row(node, MERGE_COLUMNS, findings)
        if any(each.required and each.name not in row.values for each in MERGE_COLUMNS):
            continue
        name = row.values["id"]
        merge = Merge(row.values["action"], row.get("extent") == "part", row.at("id"))
        first = merges.setdefault(name, merge)
        if (first.action, first.part) != (merge.action, merge.part):
            message = f"{name!r} is already merged into {first.action!r}; keep one"
            findings.append(Finding(merge.place, message))
    return merges


def merge_actions(
    accounts: Sequence[Account],
    merges: Merges,
    findings: list[Finding],
    elsewhere: Set[str] = frozenset(),
) -> list[Account]:
    """The accounts, with what is told of a merged action told of the one that it is.

    The label, class and sides of that one stay, and what only the merged declaration says (a
    declared case, a date from outside, what it points to) completes it. A report of the merged
    action keeps the class and the sides that it was declared with, where these differ. An action
    that is only a part of the other one stays, and points to it.

    Args:
        accounts: what each file declares, reports and claims.
        merges: see `read_merges`.
        findings: merges that cannot be are added here, and not made.
        elsewhere: the ids of actions that are declared in accounts left out, for hints.
    """
    actions = _first_declared(accounts)
    unread = frozenset(name for each in accounts for name in each.unreadable)
    wrong = _check_merges(merges, actions, unread, elsewhere)
    findings += wrong
    places = {each.place for each in wrong}
    good = {
        name: each
        for name, each in merges.items()
        if each.place not in places and {name, each.action} <= actions.keys()
    }
    wholes = {name: each.action for name, each in good.items() if each.part}
    if wholes:
        accounts = [_with_wholes(each, wholes) for each in accounts]
        actions = _first_declared(accounts)
    made = {
        name: each.action
        for name, each in good.items()
        if not each.part and not _is_merged(each.action, merges)
    }
    if not made:
        return list(accounts)
    cases = {each.id for account in accounts for each in account.cases}
    joined = {name: _completed(actions, name, made, cases) for name in set(made.values())}
    return [_renamed(account, actions, joined, made) for account in accounts]


def _first_declared(accounts: Iterable[Account]) -> dict[str, Action]:
    """Actions by id; a second declaration is told where accounts are joined."""
    actions: dict[str, Action] = {}
    for each in sorted((x for a in accounts for x in a.actions), key=lambda x: x.place):
        actions.setdefault(each.id, each)
    return actions


def _is_merged(name: str, merges: Merges) -> bool:
    return name in merges and not merges[name].part


def _with_wholes(account: Account, wholes: _Made) -> Account:
    """An account whose actions point to what they are a part of."""
    return replace(
        account,
        actions=tuple(
            replace(each, part_of=(*each.part_of, wholes[each.id])) if each.id in wholes else each
            for each in account.actions
        ),
    )


def _check_merges(
    merges: Merges, actions: Mapping[str, Action], unread: Container[str], elsewhere: Set[str]
) -> list[Finding]:
    """Merges of what is not there, into what is merged itself, or of quite another class."""
    found = []
    known = actions.keys() | elsewhere
    hints = Hints(known)
    around = set()
    same = {name: [each.action] for name, each in merges.items() if not each.part}
    for circle in find_circles(same):
        if len(circle) > 1:  # an action into itself has a message of its own
            around |= set(circle)
            rows = ", ".join(f"{each!r} into {merges[each].action!r}" for each in circle)
            message = f"the merges go round in a circle: {rows}; remove one"
            found.append(Finding(min(merges[each].place for each in circle), message))
    for name, merge in merges.items():
        target, place = merge.action, merge.place
        for key, each in (("id", name), ("action", target)):
            if each not in known and each not in unread:
                message = f"{key}: {each!r} is not an action{hints.tell(each)}"
                found.append(Finding(place, message, unknown=f"action:{each}"))
        if target == name:
            found.append(Finding(place, f"merges {name!r} into itself; remove the row"))
        elif name in around or merge.part:
            continue
        elif _is_merged(target, merges):
            message = (
                f"action: {target!r} is merged into {merges[target].action!r} itself; name that"
            )
            found.append(Finding(place, message))
        elif name in actions and target in actions:
            found += _differences(actions[name], actions[target], place)
    return found


def _differences(merged: Action, target: Action, place: Place) -> Iterable[Finding]:
    """What one event cannot have twice: classes apart, and days from outside the articles."""
    if not _may_be_one(merged.kind, target.kind):
        message = (
            f"merges {merged.id!r} of class {merged.kind} into {target.id!r}, which is of class "
            f"{target.kind}; remove the merge, or correct one class"
        )
        yield Finding(place, message)
    if merged.date_source and target.date_source and merged.values.date != target.values.date:
        message = (
            f"{merged.id!r} has the date {merged.values.date} from outside the articles, and "
            f"{target.id!r} has {target.values.date}; keep one"
        )
        yield Finding(place, message)


def _may_be_one(kind: str, other: str) -> bool:
    """Whether two sources may mean one event by two classes: a measure is not a hostile act.

    Below that they may class it otherwise (an expulsion, or a reduction of staff), and the report
    keeps its class. What eases is never what it eases.
    """
    shared = {*ancestry(kind)} & {*ancestry(other)} - {"Action"}
    return bool(shared) and ("Easing" in ancestry(kind)) == ("Easing" in ancestry(other))


def _completed(
    actions: Mapping[str, Action], name: str, made: _Made, cases: Container[str]
) -> Action:
    """An action with what only those say that are merged into it, in the order of their ids."""
    action = actions[name]
    for merged in (actions[each] for each in sorted(made) if made[each] == name):
        pointers: dict[str, Any] = {
            key: (*getattr(action, key), *getattr(merged, key)) for key in _POINTERS
        }
        case = action.case or (merged.case if merged.case in cases else None)
        action = replace(action, case=case, **pointers)
        if merged.date_source and not action.date_source:
            action = replace(
                action,
                values=replace(action.values, date=merged.values.date),
                earliest=merged.earliest,
                latest=merged.latest,
                date_source=merged.date_source,
            )
    return action


def _renamed(
    account: Account, actions: Mapping[str, Action], joined: Mapping[str, Action], made: _Made
) -> Account:
    """One account without the merged actions, and with the others in their place."""

    def named(name: str) -> str:
        return made.get(name, name)

    return replace(
        account,
        actions=tuple(
            _pointing(joined.get(each.id, each) if actions[each.id] is each else each, made)
            for each in account.actions
            if each.id not in made
        ),
        reports=tuple(
            _told_of(each, actions[each.action], actions[made[each.action]])
            if each.action in made
            else each
            for each in account.reports
        ),
        untold=tuple(map(named, account.untold)),
        links=_once(
            replace(each, response=named(each.response), trigger=named(each.trigger))
            for each in account.links
        ),
    )


def _once(links: Iterable[Link]) -> tuple[Link, ...]:
    """Each claim of a row once: the several acts that it answers may have become one.

    An article's claims stay, as others of its file can dispute each by its name.
    """
    first: dict[Link, Link] = {}
    for each in links:
        first.setdefault(replace(each, iri="") if each.table else each, each)
    return tuple(first.values())


def _pointing(action: Action, made: _Made) -> Action:
    """An action that points to what stays, each once, and not to itself by another name."""
    pointers: dict[str, Any] = {}
    for key in _POINTERS:
        names = [made.get(each, each) for each in getattr(action, key)]
        if names:
            itself = action.id if action.id not in getattr(action, key) else None
            pointers[key] = tuple(each for each in dict.fromkeys(names) if each != itself)
    return replace(action, **pointers) if pointers else action


def _told_of(report: Report, merged: Action, target: Action) -> Report:
    """A report of a merged action as one of its target, with what was declared otherwise."""
    values = report.values
    sides = {
        role: getattr(values, role) or getattr(merged.values, role)
        for role in ("actor", "recipient", "performed_by", "affected")
        if set(getattr(merged.values, role)) != set(getattr(target.values, role))
    }
    return replace(
        report,
        action=target.id,
        identifier=merged.id,
        described_as=report.described_as or (merged.kind if merged.kind != target.kind else None),
        values=replace(values, **sides),
    )
