"""Many accounts -> one Record: what the sources agree on, and every disagreement kept.

A value stands on the action only where every asserting report that gives one agrees; the reports
keep theirs in any case. Date bounds are the union of what the asserting reports allow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final, TypeVar

from kg.errors import Finding, Place
from kg.model.actions import Account, Action, Article, Case, Link, Record, Report, Values
from kg.model.actors import Actors
from kg.model.dates import Bounds, edtf_bounds, lag_days, precedes, union
from kg.model.source_days import Days
from kg.model.standing import (
    AGAINST,
    find_disclosure,
    find_status,
    find_voices,
    is_material,
    is_refusal,
    needs_status,
    opposes,
    side_of,
)
from kg.model.vocabulary import CODES
from kg.read.cases import add_implied, name_cases
from kg.read.meaning import late_acts
from kg.read.references import References, foreign_claimants
from kg.read.sequence import Orders, check_days, check_sequence, told_orders

Claim = TypeVar("Claim", Report, Link)
Declared = TypeVar("Declared", Action, Article, Case)
Told = TypeVar("Told", Action, Report, Link, Values)
#: Class -> its fields that may hold lists of ids.
_LISTS: Final = {
    x: [each.name for each in fields(x) if each.type in ("tuple[str, ...]", "Values")]
    for x in (Action, Report, Link, Values)
}


def join_accounts(
    accounts: Iterable[Account],
    actors: Actors,
    findings: list[Finding],
    elsewhere: Iterable[str] = (),
    other_cases: Iterable[str] = (),
    *,
    partial: bool = False,
) -> Record:
    """Join what all files say into one record.

    Args:
        accounts: what each file declares, reports and claims, in any order.
        actors: everyone they may refer to.
        findings: unknown ids, doubles and impossible orders are added here.
        elsewhere: the ids of actions that are declared in accounts left out, for hints.
        other_cases: the ids of cases declared there, for hints too.
        partial: a file could not be read, and what it may declare is not told as unknown.
    Returns:
        The record, everything sorted by id; things with unknown ids are left out of it.
    """
    accounts = list(accounts)
    articles = _once([each.article for each in accounts if each.article], "article", findings)
    declared = _once([case for each in accounts for case in each.cases], "case", findings)
    implied = [case for each in accounts for case in each.implied_cases]
    cases = add_implied(declared, implied, findings)
    given = [action for each in accounts for action in each.actions]
    actions = _once(given, "action", findings)
    doubled = Counter(each.place.file for each in given if actions[each.id] is not each)
    unreadable = frozenset(name for each in accounts for name in each.unreadable)
    checks = References(
        actions,
        unreadable,
        cases,
        actors,
        findings,
        frozenset(elsewhere),
        frozenset(other_cases),
        doubled,
        partial=partial,
    )
    untold = frozenset(name for each in accounts for name in each.untold)
    for article in articles.values():
        checks.actor_ids([article.publisher], article.place)
    actions = {name: _sort_ids(action) for name, action in actions.items()}
    reports = [
        _without_echo(_sort_ids(told), actions)
        for each in accounts
        for told in each.reports
        if checks.report(told)
    ]
    links = [_sort_ids(claim) for each in accounts for claim in each.links if checks.link(claim)]
    for action in actions.values():
        checks.action(action)
    checks.circles()
    checks.tell_missing()
    day_of = Days(articles.values(), reports).day_of
    settled = {
        name: _settle(action, told, actors, day_of, findings, complete=name not in untold)
        for (name, action), told in zip(actions.items(), _by_action(actions, reports), strict=True)
    }
    for link in links:
        findings += foreign_claimants(link, settled, actors)
    denials = _denials(links, settled)
    late, orders = late_acts(reports, articles.values()), told_orders(reports)
    return Record(
        articles=tuple(articles.values()),
        cases=name_cases(cases.values(), settled.values()),
        actions=tuple(settled.values()),
        reports=_distinct(reports, "report", findings),
        links=tuple(
            _placed(link, settled, denials, late, orders, findings)
            for link in _distinct(links, "link", findings)
        ),
        readings=tuple(sorted({x for each in accounts for x in each.readings})),
        members=find_members(settled.values(), actors),
    )


def _sort_ids(thing: Told) -> Told:
    """The same with its lists of ids sorted: RDF keeps no order, and no order of them is told."""
    ordered: dict[str, Any] = {}
    for name in _LISTS[type(thing)]:
        value = getattr(thing, name)
        if isinstance(value, Values):
            sorted_values = _sort_ids(value)
            if sorted_values is not value:
                ordered[name] = sorted_values
        elif len(value) > 1 and (in_order := tuple(sorted(set(value)))) != value:
            ordered[name] = in_order
    return replace(thing, **ordered) if ordered else thing


def _without_echo(report: Report, actions: Mapping[str, Action]) -> Report:
    """The report without a class that is the action's own: it describes it as nothing else."""
    if report.described_as == actions[report.action].kind:
        return replace(report, described_as=None)
    return report


def find_members(actions: Iterable[Action], actors: Actors) -> dict[str, frozenset[str]]:
    """The organisations that actions name, each with its member states."""
    named = {name for each in actions for name in each.organisations}
    joined: dict[str, set[str]] = {}
    for name in actors.ids():
        for organisation in set(actors[name].member_of) & named:
            joined.setdefault(organisation, set()).add(name)
    return {name: frozenset(joined[name]) for name in sorted(joined)}


def _once(things: Sequence[Declared], what: str, findings: list[Finding]) -> dict[str, Declared]:
    """By id, sorted; a second declaration is a finding that names both places."""
    known: dict[str, Declared] = {}
    for thing in sorted(things, key=lambda each: each.place):
        if thing.id in known:
            first = known[thing.id].place
            message = f"{what} {thing.id!r} is declared at {first} too; keep one declaration"
            findings.append(Finding(thing.place, message))
        else:
            known[thing.id] = thing
    return dict(sorted(known.items()))


def _distinct(claims: Sequence[Claim], what: str, findings: list[Finding]) -> tuple[Claim, ...]:
    known: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda each: each.place or Place("")):
        if claim.iri in known:
            message = f"this {what} says the same as the one at {known[claim.iri].place}; keep one"
            findings.append(Finding(claim.place or Place(what), message))
        known.setdefault(claim.iri, claim)
    return tuple(sorted(known.values(), key=lambda each: each.iri))


def _by_action(actions: Mapping[str, Action], reports: Iterable[Report]) -> Iterable[list[Report]]:
    told: dict[str, list[Report]] = {name: [] for name in actions}
    for report in reports:
        told[report.action].append(report)
    return told.values()


def _settle(
    action: Action,
    reports: Sequence[Report],
    actors: Actors,
    day_of: Callable[[Report], date | None],
    findings: list[Finding],
    *,
    complete: bool,
) -> Action:
    """The action with the values its asserting reports agree on, its states, and its standing."""
    voices = find_voices(reports)
    bounds = _bounds(action, [each.values for each in voices], findings)
    status = find_status((x.values.status, day_of(x)) for x in voices if x.values.status)
    if reports and complete and not status and needs_status(action.kind):
        message = f"no report of {action.id!r} gives a status; a measure or hostile act needs one"
        findings.append(Finding(action.place, message))
    against = {each.stance_on for each in reports if each.stance in AGAINST}
    for each in voices:
        findings += _other_sides(action, each, bounds, actors)
        findings += check_days(action, each, bounds)
    return replace(
        action,
        values=replace(_common(action.values, voices), status=status),
        earliest=bounds[0],
        latest=bounds[1],
        known=find_disclosure(reports),
        contested=tuple(each for each in CODES["Aspect"] if each in against),
        actor_states=_states(action.values.actor, bounds, actors),
        recipient_states=_states(action.values.recipient, bounds, actors),
        organisations=actors.organisations((*action.values.actor, *action.values.recipient)),
        material=is_material(action.kind, status),
    )


def _bounds(action: Action, told: Iterable[Values], findings: list[Finding]) -> Bounds:
    """The first and last possible day: the date from outside, or all that the voices allow."""
    inside = union(edtf_bounds(each.date) for each in told if each.date)
    if not action.date_source:
        return inside
    outside = action.bounds
    if precedes(outside, inside) or precedes(inside, outside):
        date = action.values.date
        message = f"date {date} from outside the text contradicts what articles say"
        findings.append(Finding(action.place, message, "warning"))
    return outside


def _other_sides(action: Action, report: Report, bounds: Bounds, actors: Actors) -> list[Finding]:
    """A warning where a voice has actor and recipient the other way round than declared."""
    found = []
    for role, opposite in (("actor", "recipient"), ("recipient", "actor")):
        if getattr(report.values, role) == getattr(action.values, role):
            continue
        said = set(_states(getattr(report.values, role), bounds, actors))
        declared = set(_states(getattr(action.values, role), bounds, actors))
        other = set(_states(getattr(action.values, opposite), bounds, actors))
        if not said & declared and said & other:
            message = (
                f"{role}: this names {', '.join(sorted(said))}, the {opposite} of {action.id!r} as "
                "declared; correct one, or report another action"
            )
            found.append(Finding(report.place, message, "warning"))
    return found


def _states(names: Iterable[str], bounds: Bounds, actors: Actors) -> tuple[str, ...]:
    return tuple(sorted({state for each in names for state in actors.states_of(each, bounds)}))


def _deciding(voices: Sequence[Report], *names: str) -> Sequence[Values]:
    """What those say that decide a value (no day, no status): no drafts where others give it."""
    firm = [each.values for each in voices if not each.draft]
    given = any(getattr(each, name) for each in firm for name in names)
    return firm if given else [each.values for each in voices]


def _common(declared: Values, voices: Sequence[Report]) -> Values:
    """What the declaration says, and what all voices that say something agree on."""
    told = [each.values for each in voices]
    deadlines = _deciding(voices, "deadline", "deadline_term")
    deadline = _agreed([(each.deadline, each.deadline_term) for each in deadlines], (None, None))
    groups = [tuple(sorted(set(each.affected))) for each in _deciding(voices, "affected")]
    affected = _agreed(groups, ())
    return Values(
        actor=declared.actor,
        recipient=declared.recipient,
        performed_by=declared.performed_by,
        affected=declared.affected or affected,
        quantity=_agreed([each.quantity for each in _deciding(voices, "quantity")], None),
        date=declared.date or _agreed([each.date for each in told], None),
        within_day=_agreed([each.within_day for each in told], None),
        disclosed=_agreed([each.disclosed for each in told], None),
        deadline=deadline[0],
        deadline_term=deadline[1],
        place=_agreed([each.place for each in _deciding(voices, "place")], None),
    )


def _agreed(given: Sequence[Any], nothing: Any) -> Any:
    """The one value that all who give one give, or nothing.

    >>> _agreed([23, None, 23], None), _agreed([23, 24], None)
    (23, None)
    """
    distinct = {each for each in given if each != nothing}
    return distinct.pop() if len(distinct) == 1 else nothing


def _placed(
    link: Link,
    actions: Mapping[str, Action],
    denials: Mapping[tuple[str, str], Sequence[tuple[str, str]]],
    late: Container[str],
    orders: Orders,
    findings: list[Finding],
) -> Link:
    """The link with its lag, and with the claims that speak against it.

    Of `late` acts kg.read.meaning tells the date, so that the order is not told as well.
    """
    response, trigger = actions[link.response], actions[link.trigger]
    first, second = trigger.bounds, response.bounds
    if told := check_sequence(link, response, trigger, orders):
        if link.response not in late and link.trigger not in late:
            findings.append(told)
        if told.severity == "error":
            return link
    least, greatest = lag_days(first, second)
    link = replace(link, refusal=is_refusal(link, response, trigger))
    if side_of(link) in ("for", "refusal"):
        against = denials.get((link.response, link.trigger), ())
        link = replace(link, disputed_by=tuple(sorted({*link.disputed_by, *against})))
    if link.relation == "solidarity" and not link.solidarity_with:
        # a table has no column for it: the trigger is the act against the actor sided with
        link = replace(link, solidarity_with=trigger.values.recipient)
    return replace(link, min_lag=least, max_lag=greatest)


def _denials(
    links: Iterable[Link], actions: Mapping[str, Action]
) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The claims that speak against a pair, by response and trigger."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for link in links:
        refused = is_refusal(link, actions[link.response], actions[link.trigger])
        if opposes(link) and not refused:
            found.setdefault((link.response, link.trigger), []).append(("link", link.iri))
    return found
