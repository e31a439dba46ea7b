"""Which earlier acts a response may answer: roles reversed, in time, the nearest of each dyad."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter

from kg.infer.features import answers_hostile_act
from kg.infer.pairs import Context, Row, dyads_of, known_bounds, sides
from kg.model.actions import Action
from kg.model.dates import lag_days, precedes
from kg.model.order import exact_day, spans_years, start

#: Id -> a trigger, and whether its roles are reversed directly and not only by a membership.
Near = dict[str, tuple[Action, bool]]
_day = itemgetter(0)


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
