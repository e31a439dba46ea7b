"""How far the days and the sides of what an answer answers allow any method to find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.infer.methods import WINDOW_DAYS, in_order
from kg.infer.pairs import dyads_of
from kg.infer.tasks import Asked
from kg.model.actions import Action
from kg.model.dates import lag_days

GIVEN: Final = "order given"
UNKNOWN: Final = "order unknown"
OUTSIDE: Final = "outside window or dyad"
TIERS: Final = (GIVEN, UNKNOWN, OUTSIDE)


def find_tier(answer: Asked, actions: Mapping[str, Action]) -> str:
    """The best tier that one of the right triggers allows.

    Returns:
        GIVEN: it is an act of the reversed dyad, at most WINDOW_DAYS before, and days or a source
        tell that it came first. UNKNOWN: it may have come first or second. OUTSIDE: all else.
    """
    response = actions[answer.action]
    return min((_tier(response, actions[name]) for name in answer.triggers), key=TIERS.index)


def _tier(response: Action, trigger: Action) -> str:
    answered = {(there, here) for here, there in dyads_of(response)}
    least, _ = lag_days(trigger.bounds, response.bounds)
    if not answered & set(dyads_of(trigger)) or (least is not None and least > WINDOW_DAYS):
        return OUTSIDE
    return GIVEN if in_order(trigger, response) else UNKNOWN
