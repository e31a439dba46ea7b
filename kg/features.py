"""What speaks for and against a pair of actions: one function a feature.

Each says whether it holds of a response and a trigger; what it weighs, says and rests on stands in
kg/rules.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from kg.actions import MEASURES, Action
from kg.pairs import Pair, announced, between, dyads_of, prepared_before, refusals, start

QUIET_DAYS: Final = 365  # days before a response in which an only act stands out
BUSY: Final = 3  # candidate triggers of one response from which its dyad counts as busy

#: Measures whose likes answer each other across sides though their classes differ.
MIRRORS: Final = (
    frozenset({"Expulsion", "StaffReduction", "Recall", "TenureLimit", "PrivilegeWithdrawal"}),
    frozenset({"MissionClosure", "MissionSuspension", "MissionWithdrawal", "Expulsion"}),
    frozenset({"VisaRestriction", "PrivilegeWithdrawal", "TenureLimit", "Sanctions"}),
    frozenset({"RelationsDowngrade", "RelationsSeverance", "Recall", "MissionWithdrawal"}),
    frozenset({"Sanctions", "EconomicMeasure"}),
)
_ROOTS: Final = frozenset({*MEASURES, "Action"})


def same_kind(response: Action, trigger: Action, _: Pair) -> bool:
    """Both are of one class below the three great kinds of measure."""
    return bool((set(response.kinds) & set(trigger.kinds)) - _ROOTS)


def mirrored_kind(response: Action, trigger: Action, pair: Pair) -> bool:
    """Their classes differ but answer each other across sides."""
    return not same_kind(response, trigger, pair) and any(
        mirror & set(response.kinds) and mirror & set(trigger.kinds) for mirror in MIRRORS
    )


def answers_hostile_act(response: Action, trigger: Action, _: Pair | None = None) -> bool:
    """A diplomatic or economic measure after a hostile act."""
    return "HostileAct" in trigger.kinds and "HostileAct" not in response.kinds


def equal_count(response: Action, trigger: Action, _: Pair) -> bool:
    """Both give the same exact count."""
    one, other = response.values.quantity, trigger.values.quantity
    return bool(
        one
        and other
        and one.minimum is not None
        and (one.minimum, one.maximum, one.unit) == (other.minimum, other.maximum, other.unit)
    )


def scaled_count(response: Action, trigger: Action, pair: Pair) -> bool:
    """The counts differ by a factor of two at most."""
    one, other = response.values.quantity, trigger.values.quantity
    if not one or not other or one.unit != other.unit or equal_count(response, trigger, pair):
        return False
    if not one.minimum or not other.minimum:
        return False
    return max(one.minimum, other.minimum) <= 2 * min(one.minimum, other.minimum)


def fulfilled_threat(response: Action, trigger: Action, pair: Pair) -> bool:
    """The responding side threatened or planned against the other after the trigger."""
    return any(
        each.values.status != "declined" and between(each, response, trigger)
        for each in announced(pair)
    )


def shared_case(response: Action, trigger: Action, _: Pair) -> bool:
    """Both belong to one dispute."""
    return response.case is not None and response.case == trigger.case


def shared_article(response: Action, trigger: Action, pair: Pair) -> bool:
    """One article tells of both."""
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
    """There are several other triggers in the window: chance alone would give one."""
    return pair.rivals >= BUSY


def quiet_dyad(response: Action, trigger: Action, pair: Pair) -> bool:
    """The trigger is the only act of its side against the other in the year before.

    Only tables can tell, once they reach back half a year: articles pick what they tell of.
    """
    context = pair.context
    day = start(response).toordinal()
    if not {response.id, trigger.id} <= context.listed:
        return False
    if day - context.begins.toordinal() < QUIET_DAYS / 2:
        return False
    answered = {(there, here) for here, there in dyads_of(response)}
    return not any(
        each.id != trigger.id
        for dyad in dyads_of(trigger)
        if dyad in answered or not pair.direct
        for each in context.begun(dyad, day - QUIET_DAYS, day)
    )


def duplicate_act(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """Its side did the like to the other a day or two before: it may be one act told twice."""
    return pair.repeats


def by_membership(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The roles are reversed only because a state is a member of an organisation."""
    return not pair.direct


def order_open(response: Action, trigger: Action, pair: Pair) -> bool:
    """No source and no date gives the order of the two: only their kinds suggest it."""
    told = (response.id, trigger.id) in pair.context.ordered
    return not told and (trigger.earliest or date.min) >= (response.earliest or date.min)


def contested_trigger(_response: Action, trigger: Action, _: Pair) -> bool:
    """A source denies or disputes that the trigger happened, or who did it."""
    return bool({"occurrence", "responsibility"} & set(trigger.contested))


def prepared_earlier(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """A source puts preparations of the response before the trigger."""
    return bool(prepared_before(pair))


def declared_refusal(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The responding side declared between the two that it would not answer."""
    return bool(refusals(pair))


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
    "lagWithin60Days": _lag_step(30, 10_000),
    "lagOpen": lag_open,
    "saidToFollow": said_to_follow,
    "busyDyad": busy_dyad,
    "quietDyad": quiet_dyad,
    "byMembership": by_membership,
    "orderOpen": order_open,
    "duplicateAct": duplicate_act,
    "contestedTrigger": contested_trigger,
    "preparedEarlier": prepared_earlier,
    "declaredRefusal": declared_refusal,
    "sidesWithThird": sides_with_third,
}
