"""The rule of inference pair by pair: what kg.infer says over columns, in plain words and slowly.

Tests hold the columns to the links, features, confidences and same days that this gives. It shares
with them the rules, the dates and the softmax, and nothing of how a pair is found or judged.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Final, Self

from kg.infer.confidence import share_confidence
from kg.infer.rules import Rules, default_rules
from kg.model.actions import WIDE_KINDS, Action, Feature, Link, Record, wholes_of
from kg.model.actors import Quantity
from kg.model.dates import lag_days, precedes
from kg.model.ids import link_name
from kg.model.order import exact_day, known_bounds, known_day, spans_years, start
from kg.model.standing import side_of, targets_of

# ---- what the record knows around a pair


Row = tuple[int, str, Action]  # the day it became known as an ordinal, id, the action
_day = itemgetter(0)
JOINT_DAYS: Final = 7  # days in which measures of several sides may be one answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the sources say around the candidates, looked up once."""

    articles: Mapping[str, frozenset[str]]  # action -> articles that tell of it
    preparations: Mapping[str, Sequence[Action]]  # action -> what prepares it
    ordered: frozenset[tuple[str, str]]  # (response, trigger) that a source puts in order
    parents: Mapping[str, Sequence[str]]  # action -> what it is part of, where there is any
    members: Mapping[str, frozenset[str]]  # organisation -> states
    siding: frozenset[str]  # responses that a source calls solidarity
    threats: Mapping[str, Sequence[Action]]  # side -> its threats, plans and refusals
    dyads: Mapping[tuple[str, str], Sequence[Row]]  # (actor, recipient) -> measures by first day
    measures: Mapping[str, Sequence[Row]]  # recipient -> measures that are not hostile acts
    raids: Mapping[str, Sequence[Row]]  # actor -> hostile acts
    tables: Mapping[str, frozenset[str]]  # action -> tables with a row on it
    first_days: Mapping[str, date]  # table -> the first day of its actions
    rules: Rules

    def begun(self, dyad: tuple[str, str], first: int, last: int) -> Iterator[Action]:
        """The measures of a dyad that begin from one day to another, given as ordinals."""
        return _between(self.dyads.get(dyad, ()), first, last)

    def repeats(self, action: Action) -> bool:
        """Whether its side did the like to the other just before, other than in part.

        Of like acts of one day, the first by its id is the one that the others repeat.
        """
        day = start(action).toordinal()
        return any(
            each.kind == action.kind
            and each.values.quantity == action.values.quantity
            and (start(each), each.id) < (start(action), action.id)
            and not self.overlap(each.id, action.id)
            for dyad in dyads_of(action)
            for each in self.begun(dyad, day - self.rules.duplicate_days, day)
        )

    def joins(self, response: Action) -> bool:
        """Whether another side took a measure against the recipient in the days up to it."""
        last = start(response).toordinal()
        mine = sides(response.values.actor, response.actor_states)
        return any(
            mine.isdisjoint(sides(each.values.actor, each.actor_states))
            for recipient in sides(response.values.recipient, response.recipient_states)
            for each in _between(self.measures.get(recipient, ()), last - JOINT_DAYS, last)
        )

    def begins(self, one: Action, other: Action) -> date | None:
        """The first day of a table that tells of both; None where none does."""
        both = self.tables.get(one.id, frozenset()) & self.tables.get(other.id, frozenset())
        return min((self.first_days[each] for each in both), default=None)

    def wholes(self, action: str) -> list[str]:
        """The action and all that it is part of, however far up."""
        return wholes_of(action, self.parents)

    def overlap(self, one: str, other: str) -> bool:
        """Whether one is the other or a part of it."""
        return one == other or (
            bool(self.parents) and (one in self.wholes(other) or other in self.wholes(one))
        )


class Year:
    """What the two sides did to each other in the year before a response."""

    def __init__(self, response: Action, context: Context) -> None:
        self._context: Final = context
        self._last: Final = start(response).toordinal()
        self._first: Final = self._last - context.rules.quiet_days
        self._own: Final = dyads_of(response)
        self._answered: Final = {(there, here) for here, there in self._own}
        self._counts: Final[dict[tuple[tuple[str, str], int], int]] = {}

    def others(self, trigger: Action, *, direct: bool) -> int:
        """How many other acts of the trigger's side against the other."""
        inside = self._first <= known_day(trigger) <= self._last
        dyads = [each for each in dyads_of(trigger) if each in self._answered or not direct]
        return max((self._count(each, self._last) for each in dyads), default=0) - inside

    def habit(self, trigger: Action, *, direct: bool) -> int:
        """How many acts of the response's side against the other, on days before it."""
        answered = {(there, here) for here, there in dyads_of(trigger)}
        dyads = [each for each in self._own if each in answered or not direct]
        return max((self._count(each, self._last - 1) for each in dyads), default=0)

    def _count(self, dyad: tuple[str, str], last: int) -> int:
        """How many acts of a dyad became known from the first day of the year to another."""
        found = self._counts.get((dyad, last))
        if found is None:
            rows = self._context.dyads.get(dyad, ())
            found = bisect.bisect_right(rows, last, key=_day)
            found -= bisect.bisect_left(rows, self._first, key=_day)
            self._counts[dyad, last] = found
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A response, a trigger it may answer, and what else the two sides did to each other."""

    response: Action
    trigger: Action
    lag: float | None  # days, as far as known
    others: int = 0  # other acts of the trigger's side against the other in the year before
    habit: int = 0  # acts of the response's side against the other in the year before
    repeats: bool = False  # whether the response repeats an act of a day or two before
    direct: bool = True  # False where the roles are reversed only through a membership, or not
    third: bool = False  # whether the trigger was against a third party
    joint: bool = False  # whether others than the responding side act against the same side then
    context: Context


def read_context(record: Record, rules: Rules) -> Context:
    """Look up once what every pair of a record may need."""
    articles: dict[str, set[str]] = {}
    for report in record.reports:
        if report.article is not None:
            articles.setdefault(report.action, set()).add(report.article)
    preparations: dict[str, list[Action]] = {}
    threats: dict[str, list[Action]] = {}
    for action in record.actions:
        for target in action.prepares:
            preparations.setdefault(target, []).append(action)
        unexecuted = action.values.status in ("planned", "threatened", "declined")
        if unexecuted or "Threat" in action.kinds:
            for side in sides(action.values.actor, action.actor_states):
                threats.setdefault(side, []).append(action)
    tables, first_days = _coverage(record)
    dyads = _by_dyad(each for each in record.actions if each.material)
    return Context(
        articles={name: frozenset(found) for name, found in articles.items()},
        preparations=preparations,
        ordered=frozenset(
            (each.response, each.trigger) for each in record.links if each.relation == "sequence"
        ),
        parents={each.id: each.part_of for each in record.actions if each.part_of},
        members=record.members,
        siding=frozenset(
            each.response
            for each in record.links
            if each.relation == "solidarity" and side_of(each) == "for"
        ),
        threats=threats,
        dyads=dyads,
        measures=_by_side(dyads, 1, hostile=False),
        raids=_by_side(dyads, 0, hostile=True),
        tables=tables,
        first_days=first_days,
        rules=rules,
    )


def _coverage(record: Record) -> tuple[dict[str, frozenset[str]], dict[str, date]]:
    """The tables of each action, and the first day of each table."""
    tables: dict[str, set[str]] = {}
    for report in record.reports:
        if report.table is not None:
            tables.setdefault(report.action, set()).add(report.table)
    first_days: dict[str, date] = {}
    for action in record.actions:
        for table in tables.get(action.id, ()):
            first_days[table] = min(first_days.get(table, date.max), start(action))
    return {name: frozenset(found) for name, found in tables.items()}, first_days


def _by_dyad(actions: Iterable[Action]) -> dict[tuple[str, str], list[Row]]:
    """The dated actions of each directed pair of sides, by their first day."""
    dyads: dict[tuple[str, str], list[Row]] = {}
    for action in actions:
        if action.earliest is None and action.latest is None:
            continue
        for dyad in dyads_of(action):
            dyads.setdefault(dyad, []).append((known_day(action), action.id, action))
    for rows in dyads.values():
        rows.sort(key=lambda row: row[:2])
    return dyads


def _by_side(
    dyads: Mapping[tuple[str, str], Sequence[Row]], at: int, *, hostile: bool
) -> dict[str, list[Row]]:
    """The hostile acts or the other measures of each side, actor 0 or recipient 1, by day."""
    found: dict[str, dict[str, Row]] = {}
    for dyad, rows in dyads.items():
        kept = {row[1]: row for row in rows if ("HostileAct" in row[2].kinds) == hostile}
        found.setdefault(dyad[at], {}).update(kept)
    return {side: sorted(rows.values(), key=itemgetter(0, 1)) for side, rows in found.items()}


def _between(rows: Sequence[Row], first: int, last: int) -> Iterator[Action]:
    for place in range(bisect.bisect_left(rows, first, key=_day), len(rows)):
        if rows[place][0] > last:
            return
        yield rows[place][2]


def dyads_of(action: Action) -> list[tuple[str, str]]:
    """Each directed pair of sides, actor first, that an action is between."""
    return [
        (actor, recipient)
        for actor in sides(action.values.actor, action.actor_states)
        for recipient in sides(action.values.recipient, action.recipient_states)
        if actor != recipient  # a mutual act is between the two, not of one on itself
    ]


def sides(named: Iterable[str], states: Iterable[str]) -> frozenset[str]:
    """The parties of a measure: its states, and the organisations and bodies it names.

    A measure against a mission is against its state, which the states hold already.
    """
    return frozenset((*named, *states))


def lag_of(response: Action, trigger: Action, rules: Rules) -> float | None:
    """Days from when a trigger became known to the response: the middle of the bounds.

    A lag known no better than to `vague_days` says nothing. Where the greatest lag is so or open,
    the least one stands for it once it is more than a week.
    """
    least, greatest = lag_days(known_bounds(trigger), response.bounds)
    if least is not None and greatest is not None and greatest - least <= rules.vague_days:
        return (least + greatest) / 2
    return least if least is not None and least > rules.open_days else None


def prepared_before(pair: Pair) -> list[Action]:
    """The preparations of the response that a source puts before the trigger."""
    return [
        each
        for each in pair.context.preparations.get(pair.response.id, ())
        if precedes(each.bounds, pair.trigger.bounds)
    ]


def announced(pair: Pair) -> list[Action]:
    """What the responding side threatened, planned or declined against the other."""
    if not pair.context.threats:
        return []
    against = sides(pair.trigger.values.actor, pair.trigger.actor_states)
    found = {
        each.id: each
        for side in sides(pair.response.values.actor, pair.response.actor_states)
        for each in pair.context.threats.get(side, ())
        if against & sides(each.values.recipient, each.recipient_states)
    }
    return [found[name] for name in sorted(found)]


def between(action: Action, response: Action, trigger: Action) -> bool:
    """Whether an action begins after the trigger does and before the response."""
    return (
        action.earliest is not None
        and start(trigger) <= action.earliest <= start(response)
        and action.id != response.id
    )


# ---- what holds of a pair


def same_kind(response: Action, trigger: Action, _: Pair) -> bool:
    """Both are of one class below the three great kinds of measure."""
    return bool((set(response.kinds) & set(trigger.kinds)) - set(WIDE_KINDS))


def alike(one: Action, other: Action, pair: Pair) -> bool:
    """Whether two acts are of one kind, or of kinds that mirror each other."""
    return same_kind(one, other, pair) or mirrored_kind(one, other, pair)


def mirrored_kind(response: Action, trigger: Action, pair: Pair) -> bool:
    """Their classes differ but answer each other across sides."""
    return not same_kind(response, trigger, pair) and any(
        mirror & set(response.kinds) and mirror & set(trigger.kinds)
        for mirror in pair.context.rules.mirrors
    )


def answers_hostile_act(response: Action, trigger: Action, _: Pair | None = None) -> bool:
    """A diplomatic, economic or transport measure after a hostile act."""
    return "HostileAct" in trigger.kinds and "HostileAct" not in response.kinds


def equal_count(response: Action, trigger: Action, _: Pair) -> bool:
    """Both give the same exact count."""
    one, other = response.values.quantity, trigger.values.quantity
    exact = one is not None and _number(one) is not None and not one.approximate
    return exact and one == other


def scaled_count(response: Action, trigger: Action, pair: Pair) -> bool:
    """The counts, exact or approximate, differ by a factor of two at most."""
    one, other = response.values.quantity, trigger.values.quantity
    if not one or not other or one.unit != other.unit or equal_count(response, trigger, pair):
        return False
    first, second = _number(one) or 0, _number(other) or 0
    return 0 < max(first, second) <= 2 * min(first, second)


def _number(quantity: Quantity) -> int | None:
    """The one number that a quantity gives; bounds and nought give none."""
    exact = quantity.minimum == quantity.maximum
    return quantity.minimum or None if exact else None


def fulfilled_threat(response: Action, trigger: Action, pair: Pair) -> bool:
    """The responding side threatened the other, or planned such an act, after the trigger."""
    return any(
        each.values.status != "declined"
        and between(each, response, trigger)
        and ("Threat" in each.kinds or alike(each, response, pair))
        for each in announced(pair)
    )


def _refused(pair: Pair) -> list[Action]:
    """Acts like the response that its side declined between the two."""
    return [
        each
        for each in announced(pair)
        if each.values.status == "declined"
        and between(each, pair.response, pair.trigger)
        and alike(each, pair.response, pair)
    ]


def against(pair: Pair) -> list[Action]:
    """The actions that speak against the link: earlier preparations and declared refusals."""
    return sorted([*prepared_before(pair), *_refused(pair)], key=lambda each: each.id)


def shared_case(response: Action, trigger: Action, _: Pair) -> bool:
    """Both belong to one dispute."""
    return response.case is not None and response.case == trigger.case


def shared_article(response: Action, trigger: Action, pair: Pair) -> bool:
    """One article reports both."""
    articles = pair.context.articles
    nothing: frozenset[str] = frozenset()
    return bool(articles.get(response.id, nothing) & articles.get(trigger.id, nothing))


def _lag_step(low: int, high: int) -> Callable[[Action, Action, Pair], bool]:
    """The lag lies above `low` and up to `high` days."""

    def holds(_response: Action, _trigger: Action, pair: Pair) -> bool:
        return pair.lag is not None and low < pair.lag <= high

    return holds


def lag_open(response: Action, trigger: Action, pair: Pair) -> bool:
    """The lag is not known, and no source gives the order."""
    return pair.lag is None and not said_to_follow(response, trigger, pair)


def said_to_follow(response: Action, trigger: Action, pair: Pair) -> bool:
    """The lag is not known, but a source says that the one followed the other."""
    ordered = (response.id, trigger.id) in pair.context.ordered
    return ordered and pair.lag is None


def busy_dyad(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """Its side did several other things in the year: chance alone would give one so near."""
    return pair.context.rules.busy <= pair.others < pair.context.rules.crowded - 1


def quiet_dyad(response: Action, trigger: Action, pair: Pair) -> bool:
    """The trigger is the only act of its side against the other in the year before.

    Only a table that has both can tell, once it reaches back half a year: articles pick what they
    tell of.
    """
    begins = pair.context.begins(response, trigger)
    covered = begins is not None and (start(response) - begins).days
    return bool(covered) and covered >= pair.context.rules.quiet_days / 2 and pair.others == 0


def crowded_dyad(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The trigger's side acts against the other so often that one may well be near by chance."""
    return pair.context.rules.crowded <= pair.others + 1 < pair.context.rules.dense


def dense_dyad(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The trigger's side acts against the other so often that some act is always near."""
    return pair.others + 1 >= pair.context.rules.dense


def own_habit(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The responding side acted against the other in the year before, whatever the other did."""
    return pair.habit > 0


def duplicate_act(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """Its side did something similar a day or two before: it may be one act reported twice."""
    return pair.repeats


def by_membership(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The roles are reversed only because a state is a member of an organisation."""
    return not pair.direct and not pair.third


def for_third_party(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The trigger was not against the responding side: the roles are not reversed."""
    return pair.third


def joint_measures(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """Others take measures against the same side in those days, for the same third party."""
    return pair.third and pair.joint


def order_open(response: Action, trigger: Action, pair: Pair) -> bool:
    """No source and no date gives the order of the two: only their kinds suggest it."""
    told = (response.id, trigger.id) in pair.context.ordered
    told = told or bool(trigger.values.within_day and response.values.within_day)
    return not told and (trigger.earliest or date.min) >= (response.earliest or date.min)


def contested_trigger(_response: Action, trigger: Action, _: Pair) -> bool:
    """A source denies or disputes that the trigger happened, or who did it."""
    return trigger.doubted


def prepared_earlier(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """A source puts preparations of the response before the trigger."""
    return bool(prepared_before(pair))


def declared_refusal(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The responding side declined such an act between the two."""
    return bool(_refused(pair))


def sides_with_third(response: Action, _trigger: Action, pair: Pair) -> bool:
    """A source calls the response an act of solidarity."""
    return response.id in pair.context.siding


FEATURES: Final[Mapping[str, Callable[[Action, Action, Pair], bool]]] = {
    "sameKind": same_kind,
    "mirroredKind": mirrored_kind,
    "answersHostileAct": answers_hostile_act,
    "equalCount": equal_count,
    "scaledCount": scaled_count,
    "fulfilledThreat": fulfilled_threat,
    "sharedCase": shared_case,
    "sharedArticle": shared_article,
    "lagWithin2Days": _lag_step(-1, 2),
    "lagWithin7Days": _lag_step(2, 7),
    "lagWithin30Days": _lag_step(7, 30),
    "lagWithin60Days": _lag_step(30, 60),
    "lagBeyond60Days": _lag_step(60, 10_000),
    "lagOpen": lag_open,
    "saidToFollow": said_to_follow,
    "busyDyad": busy_dyad,
    "quietDyad": quiet_dyad,
    "crowdedDyad": crowded_dyad,
    "denseDyad": dense_dyad,
    "ownHabit": own_habit,
    "byMembership": by_membership,
    "forThirdParty": for_third_party,
    "jointMeasures": joint_measures,
    "orderOpen": order_open,
    "duplicateAct": duplicate_act,
    "contestedTrigger": contested_trigger,
    "preparedEarlier": prepared_earlier,
    "declaredRefusal": declared_refusal,
    "sidesWithThird": sides_with_third,
}


# ---- which pairs there are


#: Id -> a trigger, and whether its roles are reversed directly and not only by a membership.
Near = dict[str, tuple[Action, bool]]


def find_candidates(context: Context) -> Iterator[tuple[Action, Near]]:
    """Each response, by id, with the nearest acts of its reversed dyads that came before it."""
    for response, dyads in _responses(context):
        if near := _nearest(context, dyads, response):
            yield response, near


def find_same_days(context: Context) -> Iterator[tuple[str, Action, Near, Context]]:
    """Each response, by id, with each opposed act of its day of which nothing tells the order.

    Returns:
        The id of that act, the response, and its candidates and context as if a source had told
        that the act came first: what follows is then what would follow if one did.
    """
    for response, found in _responses(context):
        dyads = list(found) if exact_day(response) else []
        rows = (_last_of(context.dyads.get(dyad, ()), response, context) for dyad, _ in dyads)
        untold = {
            each.id
            for each in itertools.chain.from_iterable(rows)
            if _apart(response, each, context) and came_first(each, response, context) is None
        }
        for name in sorted(untold):
            told = replace(context, ordered=context.ordered | {(response.id, name)})
            yield name, response, _nearest(told, dyads, response), told


def find_third_parties(context: Context) -> Iterator[tuple[Action, Near]]:
    """Each measure, by id, with hostile acts of its recipient against others alone."""
    for response, _ in _responses(context):
        near: Near = {}
        if "HostileAct" not in response.kinds:
            for side in sorted(sides(response.values.recipient, response.recipient_states)):
                for trigger in _last_of(context.raids.get(side, ()), response, context):
                    if _may_answer(response, trigger, context) and _is_third(
                        response, trigger, context
                    ):
                        near[trigger.id] = trigger, False
        if near:
            yield response, near


def _is_third(response: Action, trigger: Action, context: Context) -> bool:
    """Whether a trigger was against others alone than the side of the response."""
    mine = sides(response.values.actor, response.actor_states)
    hit = sides(trigger.values.recipient, trigger.recipient_states)
    related = {*hit, *(x for each in hit for x in context.members.get(each, ()))}
    return bool(hit) and mine.isdisjoint(related)


def _responses(
    context: Context,
) -> Iterator[tuple[Action, Iterator[tuple[tuple[str, str], bool]]]]:
    unions: dict[str, set[str]] = {}
    for organisation, states in context.members.items():
        for state in states:
            unions.setdefault(state, set()).add(organisation)
    measures = {name: each for rows in context.dyads.values() for _, name, each in rows}
    for _, response in sorted(measures.items()):
        if not spans_years(response, context.rules.span_days):  # an aside about the past
            yield response, _reversed(response, context.members, unions)


def _reversed(
    response: Action, members: Mapping[str, frozenset[str]], unions: Mapping[str, Iterable[str]]
) -> Iterator[tuple[tuple[str, str], bool]]:
    """The dyads with the roles of a response reversed, and whether they are so directly.

    A measure against an organisation may answer one of its members and the reverse: then one of
    the two names the organisation itself, and only one role is reversed so.
    """

    def related(side: str) -> Iterable[str]:
        return (*members.get(side, ()), *unions.get(side, ()))

    for actor, recipient in dyads_of(response):
        yield (recipient, actor), True
        yield from (((each, actor), False) for each in related(recipient))
        yield from (((recipient, each), False) for each in related(actor))


def _nearest(
    context: Context, dyads: Iterable[tuple[tuple[str, str], bool]], response: Action
) -> Near:
    """Of the last few actions of each dyad those that the response may answer."""
    near: Near = {}
    for dyad, direct in dyads:
        for trigger in _last_of(context.dyads.get(dyad, ()), response, context):
            if (direct or trigger.id not in near) and _may_answer(response, trigger, context):
                near[trigger.id] = trigger, direct
    return near


def _last_of(rows: Sequence[Row], response: Action, context: Context) -> list[Action]:
    """The last few that became known by the last day of the response."""
    last = (response.latest or start(response)).toordinal()
    stop = bisect.bisect_right(rows, last, key=_day)
    return [each for _, _, each in rows[max(stop - context.rules.nearest, 0) : stop]]


def _may_answer(response: Action, trigger: Action, context: Context) -> bool:
    """Whether the trigger may come first, and became known at most the window before.

    A trigger whose date spans years is an aside about the past and is left to the sources.
    """
    first, second = known_bounds(trigger), response.bounds
    least, _ = lag_days(first, second)
    if least is None or least > context.rules.window_days or precedes(second, first):
        return False
    if spans_years(trigger, context.rules.span_days) and first == trigger.bounds:
        return False
    return _apart(response, trigger, context) and bool(came_first(trigger, response, context))


def _apart(response: Action, trigger: Action, context: Context) -> bool:
    """Whether the two are acts of different sides, and neither is a part of the other."""
    mine = sides(response.values.actor, response.actor_states)
    theirs = sides(trigger.values.actor, trigger.actor_states)
    return mine.isdisjoint(theirs) and not context.overlap(response.id, trigger.id)


def came_first(trigger: Action, response: Action, context: Context) -> bool | None:
    """Whether the first came before the second; None where two acts of one day have no order.

    What a source tells of the order goes before the days. An act known only to precede some day
    begins before all dated ones, so that no two actions can each answer the other. Where the days
    of a hostile act and a measure overlap, only the measure can be the answer.
    """
    if (response.id, trigger.id) in context.ordered:
        return True
    if (trigger.id, response.id) in context.ordered:
        return False
    first, second = trigger.values.within_day, response.values.within_day
    if first and second and first != second and trigger.latest == response.latest:
        return first < second
    if answers_hostile_act(response, trigger):
        return True
    if answers_hostile_act(trigger, response) and not precedes(trigger.bounds, response.bounds):
        return False
    if trigger.bounds == response.bounds and exact_day(trigger):
        return None
    return (trigger.earliest or date.min) < (response.earliest or date.min)


# ---- which of them are linked


Scored = tuple[Decimal, tuple[str, ...], Pair]  # log-odds, the features that hold, the pair
RULE: Final = "reversed-dyad"
THIRD: Final = "third-party"
PRIOR: Final = "An act of the other side within the window, before anything else is known"


def infer_links(record: Record, rules: Rules | None = None) -> list[Link]:
    """Pair each material action with the earlier ones it may answer.

    Args:
        record: the settled record; actions without any day get no inferred link.
        rules: weights, window and threshold; None for those of kg/infer/rules.toml.
    Returns:
        Inferred Links with their features, sorted by IRI.
    Source: candidates and features after DESIGN.md 6; contingency and rough equivalence as the
        two marks of reciprocity, Keohane 1986.
    """
    rules = rules or default_rules()
    said = _Said.of(record)
    links = _link_all(judge_pairs(record, rules), said, rules)
    if rules.solidarity_threshold < 1:
        own = {each.response for each in links}
        thirds = judge_third_parties(record, rules)
        left = (each for each in thirds if each[0].pair.response.id not in own)
        links += _link_all(left, said, rules)
    return sorted(links, key=lambda each: each.iri)


def _link_all(candidates: Iterable[list[Judged]], said: _Said, rules: Rules) -> list[Link]:
    """The links of all responses, but for what sources speak of."""
    kept: list[Judged] = []
    weighed: dict[str, list[Judged]] = {}
    for judged in candidates:  # a trigger that a source speaks of is a rival, and no reason to link
        left = said.leaves(judged)
        weighed[judged[0].pair.response.id] = left
        kept += linked(left, rules)
    answers: dict[str, list[Judged]] = {}
    for each in _wholes_or_parts(kept):
        answers.setdefault(each.pair.response.id, []).append(each)
    links: list[Link] = []
    for response, won in answers.items():
        weak = {x.pair.trigger.id for x in weighed[response]}
        weak -= {x.pair.trigger.id for x in linked(weighed[response], rules)}
        links += _rivals([_link(each, tuple(sorted(weak)), rules) for each in won])
    return links


def infer_same_days(record: Record, rules: Rules | None = None) -> dict[str, tuple[str, ...]]:
    """Opposed acts of one day that would be linked if a source told which came first.

    Each is judged as infer_links would judge it then, beside all else that it may answer.

    Args:
        record: the settled record.
        rules: as in infer_links.
    Returns:
        Action -> the acts of its day that would answer it if it came first, both sorted by id. The
        other way round is told apart: often both hold, but one of them may have a better trigger.
    """
    rules = rules or default_rules()
    said = _Said.of(record)
    found: dict[str, list[str]] = {}
    for name, response, near, context in find_same_days(read_context(record, rules)):
        won = linked(said.leaves(_judge(response, near, context)), rules)
        if name in (each.pair.trigger.id for each in won):
            found.setdefault(name, []).append(response.id)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


@dataclass(frozen=True, slots=True)
class _Said:
    """What sources say of pairs, beside which nothing is inferred."""

    pairs: frozenset[tuple[str, str]]  # response and trigger, whichever way it is said
    stated: frozenset[str]  # responses of which a party says what they answer
    wholes: frozenset[str]  # what those are parts of

    @classmethod
    def of(cls, record: Record) -> Self:
        parents = {each.id: each.part_of for each in record.actions if each.part_of}
        stated = {x.response for x in record.links if x.basis == "stated" and side_of(x) == "for"}
        return cls(
            pairs=frozenset(  # order says nothing of an answer
                (each.response, each.trigger) for each in record.links if side_of(each) != "order"
            ),
            stated=frozenset(stated),
            wholes=frozenset(each for name in stated for each in wholes_of(name, parents)),
        )

    def leaves(self, judged: Iterable[Judged]) -> list[Judged]:
        """The pairs that no source settles, in their order."""
        return [each for each in judged if not self.settles(each.pair)]

    def settles(self, pair: Pair) -> bool:
        """Whether a source speaks on the pair, either way, or on the wholes that it is parts of.

        Where a party has said what its act, a whole of it or a part of it answers, no vaguer
        trigger is put beside that.
        """
        responses = pair.context.wholes(pair.response.id)
        if pair.response.id in self.wholes or not self.stated.isdisjoint(responses):
            return True
        return any(
            (one, other) in self.pairs or (other, one) in self.pairs
            for one, other in itertools.product(responses, pair.context.wholes(pair.trigger.id))
        )


def linked(judged: Sequence[Judged], rules: Rules) -> list[Judged]:
    """Of the candidates of one response those that are linked, the best first.

    There are any where the confidences of all of them together are above the threshold, which
    leaves none of them the less likely: then the best one, and others with a large share of its.
    """
    if not judged:
        return []
    third = judged[0].pair.third
    threshold = rules.solidarity_threshold if third else rules.threshold
    if sum(each.confidence for each in judged) <= threshold:
        return []
    least = judged[0].confidence * rules.share
    return [each for each in judged if each.confidence >= least]


def _rivals(links: list[Link]) -> list[Link]:
    """The links of one response, each with the others as its alternatives."""
    if len(links) == 1:
        return links
    return [
        replace(link, alternative_to=tuple(sorted(o.iri for o in links if o is not link)))
        for link in links
    ]


def _wholes_or_parts(kept: Sequence[Judged]) -> list[Judged]:
    """Of pairs that differ only in a whole and its part, the surest; of equals, the whole."""
    sure = {(each.pair.response.id, each.pair.trigger.id): each for each in kept}
    lost: set[tuple[str, str]] = set()
    for part, judged in sure.items():
        context = judged.pair.context
        for whole in itertools.product(*map(context.wholes, part)) if context.parents else ():
            if whole != part and whole in sure:
                lost.add(part if judged.confidence <= sure[whole].confidence else whole)
    return [each for name, each in sure.items() if name not in lost]


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate pair with the features that hold of it and its confidence (0-1)."""

    pair: Pair
    features: tuple[str, ...]
    confidence: Decimal


def judge_pairs(record: Record, rules: Rules) -> Iterator[list[Judged]]:
    """The candidates of each response, the best first.

    Those that are not linked are among them: measuring needs them all.
    """
    context = read_context(record, rules)
    for response, near in find_candidates(context):
        yield _judge(response, near, context)


def judge_third_parties(record: Record, rules: Rules) -> Iterator[list[Judged]]:
    """The hostile acts against others that each measure may answer in solidarity, best first."""
    context = read_context(record, rules)
    for response, near in find_third_parties(context):
        yield _judge(response, near, context, third=True)


def _judge(response: Action, near: Near, context: Context, *, third: bool = False) -> list[Judged]:
    """Every candidate of a response with its confidence, the best first."""
    rules, year, repeats = context.rules, Year(response, context), context.repeats(response)
    held = [(name, holds) for name, holds in FEATURES.items() if name in rules.weights]
    scored: list[Scored] = []
    for trigger, direct in near.values():
        pair = Pair(
            response=response,
            trigger=trigger,
            lag=lag_of(response, trigger, rules),
            others=year.others(trigger, direct=direct),
            habit=year.habit(trigger, direct=direct),
            repeats=repeats,
            direct=direct,
            third=third,
            joint=third and context.joins(response),
            context=context,
        )
        features = tuple(name for name, holds in held if holds(response, trigger, pair))
        scored.append((_sum(features, rules), features, pair))
    scored.sort(key=lambda each: (-each[0], *_nearest_first(each[2])))
    scored = _told_once(scored, context)
    shares = share_confidence([score for score, _, _ in scored])
    return [
        Judged(pair, features, share)
        for share, (_, features, pair) in zip(shares, scored, strict=True)
    ]


def _told_once(scored: list[Scored], context: Context) -> list[Scored]:
    """Without wholes of a better part and parts of a whole that is as good: one act, no rivals."""
    kept: list[Scored] = []
    for each in scored:
        name = each[2].trigger.id
        if not any(context.overlap(name, other[2].trigger.id) for other in kept):
            kept.append(each)
    return kept


def _nearest_first(pair: Pair) -> tuple[int, int, str]:
    """Between equal scores a whole comes before its parts, then the nearest, then by id."""
    trigger = pair.trigger
    return len(pair.context.wholes(trigger.id)), -known_day(trigger), trigger.id


def _sum(features: Iterable[str], rules: Rules) -> Decimal:
    return rules.prior + sum((rules.weights[name] for name in features), Decimal(0))


def _link(judged: Judged, lost: tuple[str, ...], rules: Rules) -> Link:
    response, trigger, third = judged.pair.response, judged.pair.trigger, judged.pair.third
    rule = THIRD if third else RULE
    least, greatest = lag_days(trigger.bounds, response.bounds)
    features = [Feature(name="prior", contribution=rules.prior, says=PRIOR)]
    features += [
        Feature(name=name, contribution=rules.weights[name], says=rules.says[name])
        for name in judged.features
    ]
    return Link(
        iri=link_name(response.id, trigger.id, "inferred", rule, rules.version),
        response=response.id,
        trigger=trigger.id,
        relation="solidarity" if third else "retaliation",
        solidarity_with=tuple(sorted(targets_of(trigger))) if third else (),
        basis="inferred",
        stance="speculates",
        min_lag=least,
        max_lag=greatest,
        confidence=judged.confidence,
        weighed=lost,
        rule=rule,
        rule_version=rules.version,
        features=tuple(sorted(features, key=lambda each: (-abs(each.contribution), each.name))),
        counter_evidence=tuple(("action", each.id) for each in against(judged.pair)),
        place=response.place,
    )
