"""Many accounts -> one Record: what the sources agree on, and every disagreement kept.

A value stands on the action only where every asserting report that gives one agrees; the reports
keep theirs in any case. Date bounds are the union of what the asserting reports allow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from kg.actions import (
    MATERIAL_STATUSES,
    MEASURES,
    Account,
    Action,
    Case,
    Link,
    Record,
    Report,
    Values,
)
from kg.actors import Actors
from kg.dates import Bounds, edtf_bounds, lag_days, precedes, union
from kg.errors import Finding, Place
from kg.namespaces import CODES
from kg.terms import hint

_HEDGED = ("alleges", "implies", "speculates", "expects")
Declared = TypeVar("Declared", Action, Case)


def join_accounts(accounts: Iterable[Account], actors: Actors, findings: list[Finding]) -> Record:
    """Join what all files say into one record.

    Args:
        accounts: what each file declares, reports and claims, in any order.
        actors: everyone they may refer to.
        findings: unknown ids, doubles and impossible orders are added here.
    Returns:
        The record, everything sorted by id; things with unknown ids are left out of it.
    """
    accounts = list(accounts)
    articles = [each.article for each in accounts if each.article]
    cases = _once([case for each in accounts for case in each.cases], "case", findings)
    actions = _once([action for each in accounts for action in each.actions], "action", findings)
    reports = [report for each in accounts for report in each.reports]
    links = [link for each in accounts for link in each.links]
    seen: dict[str, Place] = {}
    for article in sorted(articles, key=lambda each: each.place):
        if article.id in seen:
            message = f"article {article.id!r} is at {seen[article.id]} too; keep one"
            findings.append(Finding(article.place, message))
        seen.setdefault(article.id, article.place)
        _known([article.publisher], actors, article.place, findings)
    reports = [each for each in reports if _check_report(each, actions, actors, findings)]
    links = [each for each in links if _check_link(each, actions, actors, findings)]
    for action in actions.values():
        _check_action(action, actions, cases, actors, findings)
    settled = {
        name: _settle(action, told, actors, findings)
        for (name, action), told in zip(actions.items(), _by_action(actions, reports), strict=True)
    }
    return Record(
        articles=tuple(sorted(articles, key=lambda each: (each.id, each.place))),
        cases=tuple(cases.values()),
        actions=tuple(settled.values()),
        reports=_distinct(reports, "report", findings),
        links=tuple(
            _placed(link, settled, links, findings) for link in _distinct(links, "link", findings)
        ),
    )


def _once(things: Sequence[Declared], what: str, findings: list[Finding]) -> dict[str, Declared]:
    """By id, sorted; a second declaration is a finding that names both places."""
    known: dict[str, Declared] = {}
    for thing in sorted(things, key=lambda each: each.place):
        if thing.id in known:
            first = known[thing.id].place
            message = f"{what} {thing.id!r} is declared at {first} too; report it there by its id"
            findings.append(Finding(thing.place, message))
        else:
            known[thing.id] = thing
    return dict(sorted(known.items()))


Claim = TypeVar("Claim", Report, Link)


def _distinct(claims: Sequence[Claim], what: str, findings: list[Finding]) -> tuple[Claim, ...]:
    known: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda each: each.place or Place("")):
        if claim.iri in known:
            message = f"this {what} says the same as the one at {known[claim.iri].place}; keep one"
            findings.append(Finding(claim.place or Place(what), message))
        known.setdefault(claim.iri, claim)
    return tuple(sorted(known.values(), key=lambda each: each.iri))


def _known(names: Iterable[str], actors: Actors, place: Place, findings: list[Finding]) -> None:
    for name in names:
        if name not in actors:
            findings.append(Finding(place, actors.unknown(name)))


def _no_action(name: str, actions: Mapping[str, Action]) -> str:
    return f"{name!r} is no action{hint(name, actions)} (declare it in one article or data/actions)"


def _check_report(
    report: Report, actions: Mapping[str, Action], actors: Actors, findings: list[Finding]
) -> bool:
    values = report.values
    names = (*report.attributed_to, *report.relayed_by, *values.actor, *values.recipient)
    _known((*names, *values.performed_by, *values.affected), actors, report.place, findings)
    if report.action not in actions:
        findings.append(Finding(report.place, f"action: {_no_action(report.action, actions)}"))
    return report.action in actions


def _check_link(
    link: Link, actions: Mapping[str, Action], actors: Actors, findings: list[Finding]
) -> bool:
    place = link.place or Place(link.article or "")
    _known((*link.claimed_by, *link.solidarity_with), actors, place, findings)
    for role, name in (("response", link.response), ("trigger", link.trigger)):
        if name not in actions:
            findings.append(Finding(place, f"{role}: {_no_action(name, actions)}"))
    if link.response == link.trigger:
        findings.append(Finding(place, f"links {link.response!r} to itself; name its trigger"))
        return False
    return link.response in actions and link.trigger in actions


def _check_action(
    action: Action,
    actions: Mapping[str, Action],
    cases: Mapping[str, Case],
    actors: Actors,
    findings: list[Finding],
) -> None:
    values = action.values
    names = (*values.actor, *values.recipient, *values.performed_by, *values.affected)
    _known(names, actors, action.place, findings)
    if action.case is not None and action.case not in cases:
        message = f"case: {action.case!r} is no case{hint(action.case, cases)}; declare it"
        findings.append(Finding(action.place, message))
    pointers = {
        "partOfAction": action.part_of,
        "about": action.about,
        "announces": action.announces,
        "prepares": action.prepares,
    }
    for key, targets in pointers.items():
        for name in targets:
            if name not in actions:
                findings.append(Finding(action.place, f"{key}: {_no_action(name, actions)}"))
            elif name == action.id:
                findings.append(Finding(action.place, f"{key}: {name!r} is this very action"))


def _by_action(actions: Mapping[str, Action], reports: Iterable[Report]) -> Iterable[list[Report]]:
    told: dict[str, list[Report]] = {name: [] for name in actions}
    for report in reports:
        told[report.action].append(report)
    return told.values()


def _settle(
    action: Action, reports: Sequence[Report], actors: Actors, findings: list[Finding]
) -> Action:
    """The action with the values its asserting reports agree on, its states, and its standing."""
    voices = [each for each in reports if each.stance == "asserts"]
    voices = voices or [each for each in reports if each.stance in _HEDGED]
    told = [each.values for each in voices]
    bounds = _bounds(action, told, findings)
    statuses = {each.status for each in told if each.status}
    measure = any(kind in MEASURES for kind in action.kinds)
    if measure and reports and not statuses:
        message = f"no report of {action.id!r} gives a status; a measure or hostile act needs one"
        findings.append(Finding(action.place, message))
    against = {each.stance_on for each in reports if each.stance in ("denies", "disputes")}
    return replace(
        action,
        values=_common(action.values, told),
        earliest=bounds[0],
        latest=bounds[1],
        contested=tuple(each for each in CODES["Aspect"] if each in against),
        actor_states=_states(action.values.actor, bounds, actors),
        recipient_states=_states(action.values.recipient, bounds, actors),
        material=measure and bool(statuses) and statuses <= set(MATERIAL_STATUSES),
    )


def _bounds(action: Action, told: Iterable[Values], findings: list[Finding]) -> Bounds:
    """The first and last possible day: the date from outside, or all that the voices allow."""
    inside = union(edtf_bounds(each.date) for each in told if each.date)
    if not action.date_source:
        return inside
    outside = (action.earliest, action.latest)
    if precedes(outside, inside) or precedes(inside, outside):
        date = action.values.date
        message = f"date {date} from outside the text contradicts what articles say"
        findings.append(Finding(action.place, message, "warning"))
    return outside


def _states(names: Iterable[str], bounds: Bounds, actors: Actors) -> tuple[str, ...]:
    return tuple(sorted({state for each in names for state in actors.states_of(each, bounds)}))


def _common(declared: Values, told: Sequence[Values]) -> Values:
    """What the declaration says, and what all voices that say something agree on."""
    deadline = _agreed([(each.deadline, each.deadline_term) for each in told], (None, None))
    affected = _agreed([tuple(sorted(set(each.affected))) for each in told], ())
    return Values(
        actor=declared.actor,
        recipient=declared.recipient,
        performed_by=declared.performed_by,
        affected=declared.affected or affected,
        quantity=_agreed([each.quantity for each in told], None),
        date=declared.date or _agreed([each.date for each in told], None),
        deadline=deadline[0],
        deadline_term=deadline[1],
        status=_agreed([each.status for each in told], None),
        place=_agreed([each.place for each in told], None),
    )


def _agreed(given: Sequence[Any], nothing: Any) -> Any:
    """The one value that all who give one give, or nothing.

    >>> _agreed([23, None, 23], None), _agreed([23, 24], None)
    (23, None)
    """
    distinct = {each for each in given if each != nothing}
    return distinct.pop() if len(distinct) == 1 else nothing


def _placed(
    link: Link, actions: Mapping[str, Action], links: Sequence[Link], findings: list[Finding]
) -> Link:
    """The link with its lag, and with the claims that speak against it."""
    response, trigger = actions[link.response], actions[link.trigger]
    first, second = (trigger.earliest, trigger.latest), (response.earliest, response.latest)
    if precedes(second, first):
        message = (
            f"response {link.response!r} ({response.latest}) ends before its trigger "
            f"{link.trigger!r} begins ({trigger.earliest}); swap them or mend a date"
        )
        findings.append(Finding(link.place or Place(""), message))
        return link
    least, greatest = lag_days(first, second)
    against = {
        ("link", other.iri)
        for other in links
        if (other.response, other.trigger) == (link.response, link.trigger)
        and (other.stance in ("denies", "disputes") or other.relation == "nonRetaliation")
        and other.iri != link.iri
    }
    if link.claims_answer and link.stance != "disputes":
        link = replace(link, disputed_by=tuple(sorted({*link.disputed_by, *against})))
    return replace(link, min_lag=least, max_lag=greatest)
