"""Which earlier acts a response may answer: roles reversed, in time, the nearest of each dyad."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from kg.infer.acts import Acts
from kg.infer.context import Context
from kg.infer.features import follows_hostile_act
from kg.infer.pairs import Pairs
from kg.infer.sets import LATE, Column, Days, spread

#: Pairs looked at together, about: columns of them stay in the processor's cache.
BLOCK: Final = 100_000
#: Whether a trigger came first: it did, it did not, or of two acts of one day nothing tells.
FIRST, LATER, UNTOLD = 1, 0, -1


def find_candidates(context: Context) -> Iterator[Pairs]:
    """The responses with the nearest acts of their reversed dyads that came before them.

    All candidates of a response are in one block of pairs.
    """
    for rows in _responses(context):
        near = _meet(context, rows, *_reversed(context, rows))
        yield near.take(np.flatnonzero(_order(near) == FIRST))


def find_same_days(context: Context) -> Iterator[tuple[Column, Pairs]]:
    """The opposed acts of one day of which nothing tells the order.

    Returns:
        The places of the pairs of a response and such an act, and the candidates of each response
        as if a source had told that the act came first: what follows is what would follow if one
        did. One response is there once, as a group, for each such act.
    """
    for rows in _responses(context):
        near = _meet(context, rows, *_reversed(context, rows))
        order = _order(near)
        known, untold = near.take(np.flatnonzero(order == FIRST)), np.flatnonzero(order == UNTOLD)
        begin = np.searchsorted(known.group, near.group[untold], "left")
        end = np.searchsorted(known.group, near.group[untold], "right")
        place, at = spread(begin, end)
        group = np.concatenate([place, np.arange(len(untold))])
        sort = np.argsort(group, kind="stable")
        both = Pairs.join(context, [known.take(at), near.take(untold)]).take(sort)
        told = (np.arange(len(group)) >= len(place))[sort]
        yield np.flatnonzero(told), replace(both, group=group[sort], told=both.told | told)


def find_third_parties(context: Context) -> Iterator[Pairs]:
    """The measures with hostile acts of their recipients against others alone."""
    acts = context.acts
    for every in _responses(context):
        rows = every[~acts.hostile[every]]
        at, side = acts.recipients.expand(rows)
        asked = at, side, np.zeros(len(at), np.bool_)
        near = _meet(context, rows, *asked, among=context.raids, third=True)
        kept = (_order(near) == FIRST) & _is_third(acts, near.response, near.trigger)
        yield near.take(np.flatnonzero(kept))


def _is_third(acts: Acts, response: Column, trigger: Column) -> Column:
    """Whether a trigger was against others alone than the side of the response."""
    place, hit = acts.recipients.expand(trigger)
    within, states = acts.members.expand(hit)
    place, hit = np.concatenate([place, place[within]]), np.concatenate([hit, states])
    found = np.zeros(len(response), np.bool_)
    found[place] = True
    found[place[acts.actors.has(response[place], hit)]] = False
    return found


def _responses(context: Context) -> Iterator[Column]:
    """The measures that may answer something, some at a time; no aside about the past does.

    Those of one dyad follow each other by day, so that what is looked up for them lies together.
    """
    acts = context.acts
    dated = (acts.earliest > 0) & ~context.spans
    rows = acts.by_dyad.rows[np.sort(np.unique(acts.by_dyad.rows, return_index=True)[1])]
    rows = rows[dated[rows]]
    size = max(BLOCK // context.rules.nearest, 1)
    for begin in range(0, len(rows), size):
        yield rows[begin : begin + size]


def _reversed(context: Context, rows: Column) -> tuple[Column, Column, Column]:
    """The dyads with the roles of responses reversed, and whether they are so directly.

    A measure against an organisation may answer one of its members and the reverse: then one of
    the two names the organisation itself, and only one role is reversed so.
    """
    acts = context.acts
    at, dyad = acts.dyads.expand(rows)
    direct = np.ones(len(at), np.bool_)
    if not len(acts.related.items):
        return at, acts.turn(dyad), direct
    actor, recipient = np.divmod(dyad, acts.sides)
    one, theirs = acts.related.expand(recipient)
    two, ours = acts.related.expand(actor)
    loose = np.zeros(len(one) + len(two), np.bool_)
    return (
        np.concatenate([at, at[one], at[two]]),
        np.concatenate(
            [acts.turn(dyad), theirs * acts.sides + actor[one], recipient[two] * acts.sides + ours]
        ),
        np.concatenate([direct, loose]),
    )


def _meet(
    context: Context,
    rows: Column,
    at: Column,
    number: Column,
    direct: Column,
    *,
    among: Days | None = None,
    third: bool = False,
) -> Pairs:
    """The nearest acts that responses may answer if they came first, response by response.

    Args:
        context: of the acts.
        rows: the responses.
        at: the place of a response, for each dyad or side that is looked at.
        number: that dyad or side.
        direct: whether its roles are the reversed ones.
        among: where it is looked up; None for the measures of dyads.
        third: whether its acts were against third parties.
    """
    acts, among = context.acts, among or context.acts.by_dyad
    last = acts.latest[rows]
    last = np.where(last < LATE, last, acts.start[rows])[at]
    begin, end = among.find(number, np.zeros_like(last), last)
    query, place = spread(np.maximum(end - context.rules.nearest, begin), end)
    group, trigger, direct = at[query], among.rows[place], direct[query]
    kept = np.flatnonzero(_fits(context, rows[group], trigger))
    group, trigger, direct = group[kept], trigger[kept], direct[kept]
    if len(at) > len(rows):  # through two dyads, one act may be met twice
        order = np.lexsort((~direct, trigger, group))
        group, trigger, direct = group[order], trigger[order], direct[order]
        new = np.ones(len(group), np.bool_)
        new[1:] = (np.diff(group) != 0) | (np.diff(trigger) != 0)
        group, trigger, direct = group[new], trigger[new], direct[new]
    response = rows[group]
    return Pairs(
        context=context,
        group=group,
        response=response,
        trigger=trigger,
        direct=direct,
        told=acts.after.has(response, trigger),
        third=third,
    )


def _fits(context: Context, response: Column, trigger: Column) -> Column:
    """Whether a trigger became known at most the window before a response, by another side.

    A trigger whose date spans years is an aside about the past and is left to the sources.
    """
    acts, rules = context.acts, context.rules
    first, last = acts.known_first[trigger], acts.known_last[trigger]
    kept = (last < LATE) & (acts.earliest[response] - last <= rules.window_days)
    kept &= acts.latest[response] >= first
    kept &= ~context.asides[trigger]
    kept &= ~acts.overlap(response, trigger)
    kept[acts.actors.share(response, acts.actors, trigger)[0]] = False
    return kept


def _order(pairs: Pairs) -> Column:
    return find_order(pairs.context.acts, pairs.response, pairs.trigger)


def find_order(acts: Acts, response: Column, trigger: Column) -> Column:
    """Whether triggers came before responses: FIRST, LATER, or UNTOLD within one day.

    What a source tells of the order goes before the days. An act known only to precede some day
    begins before all dated ones, so that no two actions can each answer the other. Where the days
    of a hostile act and a measure overlap, only the measure can be the answer.
    """
    first, second = acts.begin[trigger], acts.begin[response]
    until, end = acts.latest[trigger], acts.latest[response]
    order = (first < second).astype(np.int8)
    exact = acts.earliest[trigger] == until
    order[exact & (acts.earliest[response] == acts.earliest[trigger]) & (until == end)] = UNTOLD
    order[follows_hostile_act(acts, trigger, response) & (until >= acts.earliest[response])] = LATER
    order[follows_hostile_act(acts, response, trigger)] = FIRST
    one, other = acts.within[trigger], acts.within[response]
    placed = (one > 0) & (other > 0) & (one != other) & (until == end)
    order[placed] = (one < other)[placed]
    order[acts.after.has(trigger, response)] = LATER
    order[acts.after.has(response, trigger)] = FIRST
    return order
