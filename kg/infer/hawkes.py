"""Baseline: a marked Hawkes process, fitted to the acts themselves and to no verdict.

Each dyad acts at a base rate of its own. An act of the other side raises that rate for a time; by
how much depends on what kind of act it is and of what kind the next one is, for how long on the
former. The chance that an act answers an earlier one is the part of that one in the rate on its
day.

Source: branching probabilities by expectation maximisation, Veen and Schoenberg 2008; for events
between states Johnson and others 2017.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.infer.acts import dyads_of
from kg.infer.links import Judged
from kg.model.actions import Action, Record
from kg.model.order import first_day, known_day, start
from kg.model.standing import MEASURES

ROUNDS: Final = 40  # of expectation and maximisation; by then chances change by less than 0.001
LAG_DAYS: Final = 7.0  # days, the mean lag before anything is seen
BROUGHT: Final = 0.3  # of all acts, those that others brought about, before anything is seen
PRIOR: Final = 1.0  # acts; how much what is common counts beside what a dyad or a kind shows

Chances = Mapping[str, Mapping[str, float]]  # act -> candidate -> 0-1


@dataclass(frozen=True, slots=True)
class _Rates:
    """The parameters of the process."""

    base: Mapping[tuple[str, str], float]  # acts a day that a dyad does of itself
    shares: Mapping[str, float]  # of kinds among these
    raised: Mapping[tuple[str, str], float]  # acts of the second kind that one of the first brings
    decay: Mapping[str, float]  # 1/days, of what an act of a kind brings


def find_chances(shown: Record, pairs: Mapping[str, Sequence[Judged]]) -> Chances:
    """The chance that each act was brought about by each of its candidates.

    Args:
        shown: the record; acts without a day or that are not material count for nothing.
        pairs: act -> its candidates, all of them earlier.
    Returns:
        Act -> candidate -> 0 to 1; what is left to 1 is the dyad's own.
    """
    if not pairs:
        return {}
    acts = [each for each in shown.actions if each.material and first_day(each)]
    chances: Chances = {
        name: {each.trigger.id: BROUGHT / len(found) for each in found}
        for name, found in pairs.items()
    }
    for _ in range(ROUNDS):
        rates = _fit(acts, pairs, chances)
        chances = {name: _share_out(found, rates) for name, found in pairs.items()}
    return chances


def _share_out(pairs: Sequence[Judged], rates: _Rates) -> dict[str, float]:
    """The part of each candidate in the rate on the day of an act."""
    response = pairs[0].response
    kind = _kind(response)
    own = sum(rates.base[dyad] for dyad in dyads_of(response)) * rates.shares[kind]
    brought = {}
    for each in pairs:
        mark = _kind(each.trigger)
        fall = rates.decay[mark] * math.exp(-rates.decay[mark] * _lag(each))
        brought[each.trigger.id] = rates.raised[mark, kind] * fall
    whole = own + sum(brought.values())
    return {name: part / whole for name, part in brought.items()}


def _fit(acts: Sequence[Action], pairs: Mapping[str, Sequence[Judged]], chances: Chances) -> _Rates:
    """The parameters that fit these chances best, drawn a little to what is common."""
    kinds = Counter(map(_kind, acts))
    days = (max(map(start, acts)) - min(map(start, acts))).days + 1
    own_by_dyad: dict[tuple[str, str], float] = defaultdict(float)
    own_by_kind: dict[str, float] = defaultdict(float)
    for each in acts:
        own = 1 - sum(chances.get(each.id, {}).values())
        own_by_kind[_kind(each)] += own
        for dyad in dyads_of(each):
            own_by_dyad[dyad] += own / len(dyads_of(each))
    raised: dict[tuple[str, str], float] = defaultdict(float)
    common: dict[str, float] = defaultdict(float)
    lags: dict[str, float] = defaultdict(float)
    for pair in _all(pairs):
        chance = chances[pair.response.id][pair.trigger.id]
        mark = _kind(pair.trigger)
        raised[mark, _kind(pair.response)] += chance
        common[_kind(pair.response)] += chance / len(acts)
        lags[mark] += chance * _lag(pair)
    whole = sum(own_by_kind.values())
    mean = whole / len(own_by_dyad) or 1.0
    return _Rates(
        base={
            dyad: (own + PRIOR) / (days * (1 + PRIOR / mean)) for dyad, own in own_by_dyad.items()
        },
        shares={kind: (own_by_kind[kind] + PRIOR) / (whole + PRIOR * len(kinds)) for kind in kinds},
        raised={
            (mark, kind): (raised[mark, kind] + PRIOR * common[kind]) / (kinds[mark] + PRIOR)
            for mark in kinds
            for kind in kinds
        },
        decay={
            mark: (sum(raised[mark, kind] for kind in kinds) + PRIOR)
            / (lags[mark] + PRIOR * LAG_DAYS)
            for mark in kinds
        },
    )


def _all(pairs: Mapping[str, Sequence[Judged]]) -> Iterable[Judged]:
    return (each for found in pairs.values() for each in found)


def _kind(action: Action) -> str:
    """Which of the great classes of measures an act is of."""
    return next(each for each in MEASURES if each in action.kinds)


def _lag(pair: Judged) -> float:
    """Days, from the middle of the day to that of the other; half a day within one."""
    return max(start(pair.response).toordinal() - known_day(pair.trigger), 0.5)
