"""Tables of merges: which actions are one event, and the accounts told of that one.

The columns are kg.read.formats.MERGE_COLUMNS. Both a row and an action that a file declares can be
merged into another one; a merge table decides which of the two stays.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeAlias

from kg.errors import Finding, Place
from kg.model.actions import Account, Action, Report
from kg.model.slips import hint_id
from kg.model.vocabulary import ancestry
from kg.read.circles import find_circles
from kg.read.documents import Entries
from kg.read.formats import MERGE_COLUMNS
from kg.read.markers import read_row

#: The id of an action -> the action that it is, and where that is said.
Merges: TypeAlias = Mapping[str, tuple[str, Place]]
_Made: TypeAlias = Mapping[str, str]  # the same without the places
_POINTERS: Final = ("part_of", "about", "announces", "prepares")


def read_merges(rows: Iterable[Entries], findings: list[Finding]) -> Merges:
    """The merges that rows of a table give; every problem becomes a finding."""
    merges: dict[str, tuple[str, Place]] = {}
    for node in rows:
        row = read_row(node, MERGE_COLUMNS, findings)
        if any(each.name not in row.values for each in MERGE_COLUMNS):
            continue
        name, action = row.values["id"], row.values["action"]
        if merges.setdefault(name, (action, row.at("id")))[0] != action:
            message = f"{name!r} is already merged into {merges[name][0]!r}; keep one"
            findings.append(Finding(row.at("id"), message))
    return merges


def merge_actions(
    accounts: Sequence[Account], merges: Merges, findings: list[Finding]
) -> list[Account]:
    """The accounts, with what is told of a merged action told of the one that it is.

    The label, class and sides of that one stay, and what only the merged declaration says (a
    declared case, a date from outside, what it points to) completes it. A report of the merged
    action keeps the class and the sides that it was declared with, where these differ.

    Args:
        accounts: what each file declares, reports and claims.
        merges: see `read_merges`.
        findings: merges that cannot be are added here, and not made.
    """
    actions: dict[str, Action] = {}
    for each in sorted((x for a in accounts for x in a.actions), key=lambda x: x.place):
        actions.setdefault(each.id, each)  # a second declaration is told where accounts are joined
    unread = frozenset(name for each in accounts for name in each.unreadable)
    wrong = _check_merges(merges, actions, unread)
    findings += wrong
    places = {each.place for each in wrong}
    made = {
        name: target
        for name, (target, place) in merges.items()
        if place not in places and target not in merges and {name, target} <= actions.keys()
    }
    if not made:
        return list(accounts)
    cases = {each.id for account in accounts for each in account.cases}
    joined = {name: _completed(actions, name, made, cases) for name in set(made.values())}
    return [_renamed(account, actions, joined, made) for account in accounts]


def _check_merges(
    merges: Merges, actions: Mapping[str, Action], unread: Container[str]
) -> list[Finding]:
    """Merges of what is not there, into what is merged itself, or of quite another class."""
    found = []
    around = set()
    for circle in find_circles({name: [target] for name, (target, _) in merges.items()}):
        if len(circle) > 1:  # an action into itself has a message of its own
            around |= set(circle)
            rows = ", ".join(f"{each!r} into {merges[each][0]!r}" for each in circle)
            message = f"the merges go round in a circle: {rows}; remove one"
            found.append(Finding(min(merges[each][1] for each in circle), message))
    for name, (target, place) in merges.items():
        for key, each in (("id", name), ("action", target)):
            if each not in actions and each not in unread:
                message = f"{key}: {each!r} is not an action{hint_id(each, actions)}"
                found.append(Finding(place, message, unknown=f"action:{each}"))
        if target == name:
            found.append(Finding(place, f"merges {name!r} into itself; remove the row"))
        elif name in around:
            continue
        elif target in merges:
            message = f"action: {target!r} is merged into {merges[target][0]!r} itself; name that"
            found.append(Finding(place, message))
        elif name in actions and target in actions:
            found += _differences(actions[name], actions[target], place)
    return found


def _differences(merged: Action, target: Action, place: Place) -> Iterable[Finding]:
    """What one event cannot have twice: classes apart, and days from outside the articles."""
    if merged.kind not in ancestry(target.kind) and target.kind not in ancestry(merged.kind):
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
        links=tuple(
            replace(each, response=named(each.response), trigger=named(each.trigger))
            for each in account.links
        ),
    )


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
        described_as=report.described_as or (merged.kind if merged.kind != target.kind else None),
        values=replace(values, **sides),
    )
