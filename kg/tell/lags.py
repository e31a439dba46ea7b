"""How long after its trigger a response came, and how long after that became known: one wording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.model.actions import Action, Link
from kg.model.dates import lag_days, precedes
from kg.model.order import known_bounds
from kg.tell.words import abbreviate_lag, spell_lag

Days = tuple[int | None, int | None]  # the least and the greatest number


def tell_lag(links: Iterable[Link], actions: Mapping[str, Action]) -> str:
    """The lag of claims on one pair, from act to act and from when the trigger became known.

    Args:
        links: the claims; the first whose lag is known tells it.
        actions: by id; those not shown are left out.
    Returns:
        `602 days later, 2 days after it became known`; empty where no day is known.
    """
    claims = list(links)
    told = [spell_lag(*_of_acts(claims)), spell_lag(*_since_known(claims, actions), known=True)]
    return ", ".join(filter(None, told))


def abbreviate_lags(links: Iterable[Link], actions: Mapping[str, Action]) -> str:
    """The same for the label of a line: `602 d (known 2 d)`."""
    claims = list(links)
    told = abbreviate_lag(*_of_acts(claims))
    known = abbreviate_lag(*_since_known(claims, actions))
    return " ".join(filter(None, (told, f"(known {known})" if known else "")))


def _of_acts(claims: Iterable[Link]) -> Days:
    lags = [(each.min_lag, each.max_lag) for each in claims]
    return next((lag for lag in lags if spell_lag(*lag)), (None, None))


def _since_known(claims: Iterable[Link], actions: Mapping[str, Action]) -> Days:
    """The days from the disclosure that inference counts from; none for an earlier response."""
    for each in claims:
        trigger, response = actions.get(each.trigger), actions.get(each.response)
        if trigger and response and (known := known_bounds(trigger)) != trigger.bounds:
            early = precedes(response.bounds, known)
            return (None, None) if early else lag_days(known, response.bounds)
    return None, None
