"""Records in which no act answers another, to see what a method links all the same.

Each placebo keeps some of what makes real acts look like answers, and takes away that they are.
With dates drawn at random nothing but kinds and counts is left: what is linked then is chance, and
a placebo is at chance where it links no more.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from kg.infer.acts import dyads_of
from kg.infer.measures import SEED
from kg.infer.methods import NONE, Method
from kg.infer.rules import Rules
from kg.infer.tasks import Task
from kg.model.actions import Action
from kg.model.order import first_day, start

DRAWS: Final = 10  # how often what is drawn at random is drawn

Move = Callable[[Sequence[Action], random.Random], tuple[Action, ...]]


def find_linked(
    task: Task, methods: Mapping[str, Method], rules: Rules, placebo: str
) -> dict[str, dict[str, float]]:
    """How often each answer is linked to anything in a placebo.

    With time reversed it is asked what later act an answer would answer: those that answer it are
    left out, and those of its own day that it answers, which their kind puts first either way.

    Args:
        task: the real acts.
        methods: what links, by name.
        rules: of inference.
        placebo: one of PLACEBOS.
    Returns:
        Method -> answer -> share, 0 to 1, of the drawings in which it is linked; an answer that the
        placebo cannot move is absent.
    """
    asked = [each for part in task.parts.values() for each in part if each.verdict == "answer"]
    true: dict[str, set[str]] = {}  # what answers an act, or is answered by it
    for each in asked if placebo == REVERSED else ():
        for trigger in each.triggers:
            true.setdefault(trigger, set()).add(each.action)
            true.setdefault(each.action, set()).add(trigger)
    hits: dict[str, dict[str, list[bool]]] = {name: {} for name in methods}
    move, draws = PLACEBOS[placebo]
    pick = random.Random(SEED)  # noqa: S311 - a null model
    for _ in range(draws):
        shown = replace(task.shown, actions=move(task.shown.actions, pick))
        there = {each.id for each in shown.actions}.intersection(each.action for each in asked)
        for name, method in methods.items():
            guesses = method(replace(task, shown=shown), rules)
            for answer in there:
                linked = guesses.get(answer, NONE).linked - true.get(answer, set())
                hits[name].setdefault(answer, []).append(bool(linked))
    return {
        name: {answer: sum(found) / len(found) for answer, found in sorted(told.items())}
        for name, told in hits.items()
    }


def keep(actions: Sequence[Action], _pick: random.Random) -> tuple[Action, ...]:
    """The acts as they are."""
    return tuple(actions)


def reverse_time(actions: Sequence[Action], _pick: random.Random) -> tuple[Action, ...]:
    """The acts with the last day first, and the last of a day before the first.

    An act of which only the last possible day is known has then only a first one.
    """
    first, last = _span(actions)
    places = max((each.values.within_day or 0 for each in actions), default=0)

    def mirror(day: date | None) -> date | None:
        return first + (last - day) if day else None

    moved = []
    for each in actions:
        place, (since, until) = each.values.within_day, each.known
        values = replace(each.values, within_day=places + 1 - place if place else None)
        moved.append(
            replace(
                each,
                earliest=mirror(each.latest),
                latest=mirror(each.earliest),
                known=(mirror(until), mirror(since)),
                values=values,
            )
        )
    return tuple(moved)


def draw_dates(actions: Sequence[Action], pick: random.Random) -> tuple[Action, ...]:
    """The acts, each on a day drawn from all that the record covers."""
    first, last = _span(actions)
    days = (last - first).days + 1
    return tuple(
        _shift(each, first + timedelta(days=pick.randrange(days)) - start(each))
        if first_day(each)
        else each
        for each in actions
    )


def swap_partners(actions: Sequence[Action], pick: random.Random) -> tuple[Action, ...]:
    """The acts, with those of a side on one partner turned on another partner of that side.

    Days, kinds and the acting side stay. An act of several dyads counts for its first. Acts of two
    sides that have no other partner are left out, since they would answer each other still.
    """
    dyad_of = {each.id: min(dyads) for each in actions if (dyads := dyads_of(each))}
    partners: dict[str, list[str]] = {}
    for actor, recipient in sorted(set(dyad_of.values())):
        partners.setdefault(actor, []).append(recipient)
    turned: dict[tuple[str, str], str] = {}
    for actor, found in partners.items():
        order = pick.sample(found, len(found))
        turned.update(
            {(actor, one): other for one, other in zip(order, order[1:] + order[:1], strict=True)}
        )
    moved = []
    for each in actions:
        actor, recipient = dyad_of.get(each.id, ("", ""))
        other = turned.get((actor, recipient), "")
        if other and (other != recipient or turned.get((recipient, actor), actor) != actor):
            values = replace(each.values, actor=(actor,), recipient=(other,))
            moved.append(
                replace(each, values=values, actor_states=(actor,), recipient_states=(other,))
            )
    return tuple(moved)


def _span(actions: Sequence[Action]) -> tuple[date, date]:
    days = [start(each) for each in actions if first_day(each)] or [date.min]
    return min(days), max(days)


def _shift(action: Action, by: timedelta) -> Action:
    """The act, and its disclosure with it, some days later."""

    def shift(day: date | None) -> date | None:
        return day + by if day else None

    since, until = action.known
    return replace(
        action,
        earliest=shift(action.earliest),
        latest=shift(action.latest),
        known=(shift(since), shift(until)),
    )


REAL: Final = "as they are"
REVERSED: Final = "time reversed"
PARTNERS: Final = "wrong partner"
DRAWN: Final = "dates drawn at random"
#: Name -> how the acts are moved, and how often that is drawn.
PLACEBOS: Final[Mapping[str, tuple[Move, int]]] = {
    REAL: (keep, 1),
    REVERSED: (reverse_time, 1),
    PARTNERS: (swap_partners, DRAWS),
    DRAWN: (draw_dates, DRAWS),
}
