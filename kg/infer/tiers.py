"""How far the days and the sides of what an answer answers allow any method to find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kg.infer.candidates import came_first
from kg.infer.methods import WINDOW_DAYS
from kg.infer.pairs import Context, dyads_of, known_bounds
from kg.infer.tasks import Asked
from kg.model.actions import Action
from kg.model.dates import lag_days

GIVEN: Final = "order given"
UNKNOWN: Final = "order unknown"
OUTSIDE: Final = "outside window or dyad"
TIERS: Final = (GIVEN, UNKNOWN, OUTSIDE)


def find_tier(answer: Asked, actions: Mapping[str, Action], context: Context) -> str:
    """The best tier that one of the right triggers allows.

    Args:
        answer: what is asked about.
        actions: by id.
        context: of the record.
    Returns:
        GIVEN: it is an act of the reversed dyad that became known at most WINDOW_DAYS before, and
        came first by days, by a source or by kind. UNKNOWN: as far as known either may have come
        first. OUTSIDE: all else.
    """
    response = actions[answer.action]
    tiers = (_tier(response, actions[name], context) for name in answer.triggers)
    return min(tiers, key=TIERS.index)


def _tier(response: Action, trigger: Action, context: Context) -> str:
    answered = {(there, here) for here, there in dyads_of(response)}
    least, _ = lag_days(known_bounds(trigger), response.bounds)
    if not answered & set(dyads_of(trigger)) or (least is not None and least > WINDOW_DAYS):
        return OUTSIDE
    dated = (None, None) not in (known_bounds(trigger), response.bounds)
    return GIVEN if dated and came_first(trigger, response, context) else UNKNOWN
