"""A settled Record -> warnings about what is well-formed but probably a slip.

Each check is narrow: the bundled articles and coded events, read by hand, give none of them a true
finding, and so must give no finding. kg.read.twins finds events declared twice, kg.read.numerals
numbers that are not in the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from kg.errors import Finding, Place
from kg.model.actions import Action, Article, Link, Record, Report
from kg.model.actors import Actors, Tenure
from kg.model.dates import Bounds, bounds_if_date, precedes
from kg.model.order import spans_years
from kg.model.standing import PLANS, in_chains, side_of

#: How far an act got that may lie ahead of who tells of it.
_TO_COME: Final = (*PLANS, "declined")
#: Who is a side without a state behind it.
_SIDES: Final = ("State", "InternationalOrganization")


def check_meaning(record: Record, actors: Actors) -> list[Finding]:
    """What a person should look at again, sorted; see the module.

    Args:
        record: as `kg.read.accounts.join_accounts` settles it.
        actors: everyone it names, with their posts.
    """
    actions = {each.id: each for each in record.actions}
    found = [x for each in record.actions for x in _own_acts(each)]
    found += _disclosed_measures(record, actions)
    found += _late_acts(record, actions)
    found += _out_of_office(record, actions, actors)
    for link in record.links:
        response, trigger = actions[link.response], actions[link.trigger]
        found += _same_roles(link, response, trigger, actors)
        found += _wide_trigger(link, trigger)
    return sorted(found)


def late_acts(reports: Iterable[Report], articles: Iterable[Article]) -> frozenset[str]:
    """The actions that an article dates after its own day, though it does not call them to come."""
    days = _days(articles)
    return frozenset(each.action for each in reports if _is_late(each, days.get(each.article)))


def _days(articles: Iterable[Article]) -> dict[str | None, date | None]:
    """The last day on which each article may have been published."""
    return {each.id: bounds_if_date(each.published)[1] for each in articles}


def _is_late(report: Report, day: date | None) -> bool:
    first = bounds_if_date(report.values.date or "")[0]
    return bool(day and first and first > day) and not _is_to_come(report)


def _is_to_come(report: Report) -> bool:
    return report.values.status in _TO_COME or report.stance == "expects"


def _late_acts(record: Record, actions: Mapping[str, Action]) -> Iterator[Finding]:
    """Acts after the day of the article that tells of them, each once an article.

    An error where a link cannot stand because of it: its order is then not told as well.
    """
    days = _days(record.articles)
    awaited = {(each.article, each.action) for each in record.reports if _is_to_come(each)}
    broken = {name for link in record.links if _is_reversed(link, actions)
              for name in (link.response, link.trigger)}  # fmt: skip
    told: set[tuple[str | None, str]] = set()
    for report in record.reports:
        if _is_late(report, days.get(report.article)):
            name = report.action
            if (report.article, name) not in told:
                said = f"{report.values.date} is after the article's day"
                yield _late(said, days[report.article], report.place, sure=name in broken)
            told.add((report.article, name))
    for link in record.links:
        day, place = days.get(link.article), link.place or Place("")
        for name in (link.response, link.trigger) if day and link.stance != "expects" else ():
            first, key = actions[name].earliest, (link.article, name)
            if first and day and first > day and key not in told | awaited:
                yield _late(f"{name!r} ({first}) is after the article's day", day, place)
                told.add(key)


def _late(said: str, day: date | None, place: Place, *, sure: bool = False) -> Finding:
    message = f"{said} ({day}); an act to come is planned or threatened"
    return Finding(place, message, "error" if sure else "warning")


def _is_reversed(link: Link, actions: Mapping[str, Action]) -> bool:
    """Whether a response surely ends before its trigger begins."""
    return precedes(actions[link.response].bounds, actions[link.trigger].bounds)


def _own_acts(action: Action) -> Iterator[Finding]:
    """Actors that are their own recipients: a slip, or a mutual act written as one."""
    actor, recipient = set(action.values.actor), set(action.values.recipient)
    both = sorted(actor & recipient)
    if len(both) > 1 and actor == recipient:
        one, other = both[:2]
        message = (
            f"{_listed(both)} are actors and recipients of {action.id!r}; declare a mutual act as "
            f"one action for each direction: actor {one}, recipient {other}; "
            f"actor {other}, recipient {one}"
        )
        yield Finding(action.place, message, "warning")
    elif both:
        itself = "acts upon itself" if len(both) == 1 else "act upon themselves"
        message = f"{_listed(both)} {itself}; check the recipient"
        yield Finding(action.place, message, "warning")


def _disclosed_measures(record: Record, actions: Mapping[str, Action]) -> Iterator[Finding]:
    """Acts that nobody hides and that yet are said to have become known on a day, each once."""
    told: set[str] = set()
    for report in record.reports:
        action = actions[report.action]
        if report.values.disclosed and "HostileAct" not in action.kinds and action.id not in told:
            told.add(action.id)
            message = (
                f"disclosed is for a hostile act, and {action.id!r} is of class {action.kind}; "
                "leave it out, or correct the class"
            )
            yield Finding(report.place, message, "warning")


def _listed(names: Iterable[str]) -> str:
    *first, last = (repr(each) for each in names)
    return f"{', '.join(first)} and {last}" if first else last


def _same_roles(link: Link, response: Action, trigger: Action, actors: Actors) -> Iterator[Finding]:
    """An asserted retaliation in which neither of the two roles is reversed.

    Where one is, the coders meant it: a state answers what was done to a friend, or to nobody.
    """
    if link.relation != "retaliation" or link.stance != "asserts" or side_of(link) != "for":
        return
    doers, struck = _sides(response, "actor", actors), _sides(response, "recipient", actors)
    first, hit = _sides(trigger, "actor", actors), _sides(trigger, "recipient", actors)
    if doers and struck and first and hit and not (_meet(doers, hit) or _meet(struck, first)):
        message = (
            f"{response.id!r} is called retaliation for {trigger.id!r}, but its actor is not who "
            "was acted upon there"
        )
        yield Finding(link.place or Place(""), message, "warning")


def _sides(action: Action, role: str, actors: Actors) -> tuple[set[str], set[str]] | None:
    """Who has a role in an action, and whose members they are; None where that is not known.

    Bodies and missions stand for their states, persons for those of their posts then, and who is
    affected is acted upon.
    """
    names = list(getattr(action.values, role))
    sides: set[str] = set()
    for name in (*names, *(action.values.affected if role == "recipient" else ())):
        states, actor = actors.states_of(name, action.bounds), actors.get(name)
        if not states and name in names and (actor is None or actor.kind not in _SIDES):
            return None
        sides |= {name, *states}
    known = [actor for name in sides if (actor := actors.get(name))]
    above = {each for actor in known for each in actor.member_of}
    return (sides, above) if names else None


def _meet(one: tuple[set[str], set[str]], other: tuple[set[str], set[str]]) -> bool:
    """Whether two sides share a party, or one names an organisation that the other belongs to."""
    return bool(one[0] & other[0] or one[1] & other[0] or one[0] & other[1])


def _wide_trigger(link: Link, trigger: Action) -> Iterator[Finding]:
    """A claimed answer to an act whose date spans years: chains would count them as its delay."""
    if in_chains(link) and spans_years(trigger):
        day = trigger.values.date or f"{trigger.earliest}/{trigger.latest}"
        message = (
            f"the trigger {trigger.id!r} is dated {day}, which spans years; narrow its date, "
            "or name the act that is answered"
        )
        yield Finding(link.place or Place(""), message, "warning")


def _out_of_office(
    record: Record, actions: Mapping[str, Action], actors: Actors
) -> Iterator[Finding]:
    """Persons who act or speak for somebody, and held none of their known posts then; each once.

    One who only speaks may have left office: then only posts that all begin later are told.
    """
    held: dict[str, list[Tenure]] = {}
    for tenure in actors.tenures:
        held.setdefault(tenure.holder, []).append(tenure)
    told: set[str] = set()
    for name, days, said, place in _appearances(record, actions):
        tenures = held.get(name, ())
        if not tenures or name in told or days == (None, None):
            continue
        if any(not precedes(x.bounds, days) and not precedes(days, x.bounds) for x in tenures):
            continue
        if said is None and not all(precedes(days, each.bounds) for each in tenures):
            continue
        told.add(name)
        posts = ", ".join(_term(each, days, actors) for each in tenures)
        message = f"{name!r} holds no post on {said or days[1]} ({posts})"
        yield Finding(place, message, "warning")


def _appearances(
    record: Record, actions: Mapping[str, Action]
) -> Iterator[tuple[str, Bounds, str | None, Place]]:
    """Who acts, with the days of the deed, also in words; who speaks, with those of the article."""
    for action in record.actions:
        for name in (*action.values.actor, *action.values.performed_by):
            yield name, action.bounds, _day(action), action.place
    for report in record.reports:
        action = actions[report.action]
        for name in (*report.values.actor, *report.values.performed_by):
            yield name, action.bounds, _day(action), report.place
    days = _days(record.articles)
    claims: list[Report | Link] = [*record.reports, *record.links]
    for said in claims:
        speakers = said.attributed_to if isinstance(said, Report) else said.claimed_by
        for name in speakers:
            yield name, (days.get(said.article),) * 2, None, said.place or Place("")


def _day(action: Action) -> str:
    first, last = action.bounds
    return str(first) if first == last else action.values.date or f"{first or ''}/{last or ''}"


def _term(tenure: Tenure, days: Bounds, actors: Actors) -> str:
    """A tenure by its end that is nearer to some days outside of it."""
    post = actors.posts[tenure.post].label if tenure.post in actors.posts else tenure.post
    if precedes(days, tenure.bounds):
        return f"{post} from {tenure.since}"
    return f"{post} until {tenure.until}"
