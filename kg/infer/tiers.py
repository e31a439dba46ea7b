"""How far the days and the sides of what an answer answers allow any method to find it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from kg.infer.acts import dyads_of
from kg.infer.candidates import FIRST, find_order
from kg.infer.context import Context
from kg.infer.methods import WINDOW_DAYS
from kg.infer.tasks import Asked
from kg.model.actions import Action
from kg.model.dates import lag_days
from kg.model.order import known_bounds

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
    rows = (np.array([context.acts.names[each.id]]) for each in (response, trigger))
    return GIVEN if dated and find_order(context.acts, *rows)[0] == FIRST else UNKNOWN
