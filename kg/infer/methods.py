"""What is hidden to measure inference, and what each method then guesses of it.

Responses are material actions that a source calls retaliation (or a fulfilled threat) for another
material action of the same tables. Before inferring, every claimed link, every case and all that
articles say is hidden: actors, kinds, counts and dates are left to go by.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg.infer.links import judge_pairs, linked
from kg.infer.rules import Rules
from kg.model.actions import Action, Record
from kg.model.order import start
from kg.model.standing import side_of

SEED: Final = 20260101  # of picking and resampling, so that the figures are the same on every run
EVERY: Final = 1000  # triggers a response for the baselines: all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is known of one table: the truth, and what is shown to the method."""

    shown: Record
    truth: Mapping[str, frozenset[str]]  # response -> its reported triggers
    openings: tuple[str, ...]  # material actions that no source calls an answer


@dataclass(frozen=True, slots=True)
class Guess:
    """What a method says of one response."""

    best: str | None = None  # the trigger that it takes for the right one
    confidence: float = 0.0  # 0-1, of the best candidate, linked or not
    linked: frozenset[str] = frozenset()  # all triggers that it links


NONE: Final = Guess()
Method = Callable[[Record, Rules], dict[str, Guess]]


def task(record: Record, table: str) -> Task:
    """Hide what sources say of links among the actions of one table."""
    told = tuple(each for each in record.reports if each.table == table)
    inside = {each.action for each in told}
    actions = {each.id: each for each in record.actions if each.id in inside}
    truth: dict[str, set[str]] = {}
    answering = {each.response for each in record.links if side_of(each) == "for"}
    for link in record.links:
        ends = (actions.get(link.response), actions.get(link.trigger))
        if (
            link.relation in ("retaliation", "threatFulfilment")
            and side_of(link) == "for"
            and all(each is not None and each.material for each in ends)
        ):
            truth.setdefault(link.response, set()).add(link.trigger)
    return Task(
        shown=Record(
            actions=tuple(replace(each, case=None) for each in actions.values()),
            reports=told,
            members=record.members,
        ),
        truth={name: frozenset(found) for name, found in sorted(truth.items())},
        openings=tuple(
            sorted(n for n, each in actions.items() if each.material and n not in answering)
        ),
    )


def by_rules(shown: Record, rules: Rules) -> dict[str, Guess]:
    """The triggers of each response by the rules; none below the threshold."""
    guesses: dict[str, Guess] = {}
    for judged in judge_pairs(shown, rules):
        kept = [each.pair.trigger.id for each in linked(judged, rules)]
        guesses[judged[0].pair.response.id] = Guess(
            kept[0] if kept else None, float(judged[0].confidence), frozenset(kept)
        )
    return guesses


def by_nearest(shown: Record, rules: Rules) -> dict[str, Guess]:
    """Baseline: the nearest earlier action of a reversed dyad within the window, always."""
    return {
        response: Guess(nearest, 1.0, frozenset([nearest]))
        for response, triggers in _reversed_dyads(shown, rules).items()
        for nearest in [max(triggers, key=lambda each: (start(each), each.id)).id]
    }


def by_dyad(shown: Record, rules: Rules) -> dict[str, Guess]:
    """Baseline: every reversed dyad within the window counts; the best is any of them."""
    pick = random.Random(SEED)  # noqa: S311 - a baseline, not a secret
    return {
        response: Guess(pick.choice(triggers).id, 1.0, frozenset(each.id for each in triggers))
        for response, triggers in _reversed_dyads(shown, rules).items()
    }


def _reversed_dyads(shown: Record, rules: Rules) -> dict[str, list[Action]]:
    """Response -> the actions of the very dyad reversed, on earlier days within the window."""
    plain: dict[str, list[Action]] = {}
    for judged in judge_pairs(shown, replace(rules, nearest=EVERY)):
        for pair in (each.pair for each in judged):
            if pair.direct and pair.trigger.earliest != pair.response.earliest:
                plain.setdefault(pair.response.id, []).append(pair.trigger)
    return {
        name: sorted(triggers, key=lambda each: each.id) for name, triggers in sorted(plain.items())
    }


METHODS: Final[Mapping[str, Method]] = {
    "rules": by_rules,
    "nearest reversed dyad": by_nearest,
    "every reversed dyad": by_dyad,
}
