"""What speaks for and against a pair of actions: one function a feature.

Each says whether it holds of a response and a trigger; what it weighs, says and rests on stands in
kg/infer/rules.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from kg.infer.pairs import Pair, announced, between, prepared_before
from kg.model.actions import WIDE_KINDS, Action
from kg.model.actors import Quantity
from kg.model.order import start


def same_kind(response: Action, trigger: Action, _: Pair) -> bool:
    """Both are of one class below the three great kinds of measure."""
    return bool((set(response.kinds) & set(trigger.kinds)) - set(WIDE_KINDS))


def alike(one: Action, other: Action, pair: Pair) -> bool:
    """Whether two acts are of one kind, or of kinds that mirror each other."""
    return same_kind(one, other, pair) or mirrored_kind(one, other, pair)


def mirrored_kind(response: Action, trigger: Action, pair: Pair) -> bool:
    """Their classes differ but answer each other across sides."""
    return not same_kind(response, trigger, pair) and any(
        mirror & set(response.kinds) and mirror & set(trigger.kinds)
        for mirror in pair.context.rules.mirrors
    )


def answers_hostile_act(response: Action, trigger: Action, _: Pair | None = None) -> bool:
    """A diplomatic, economic or transport measure after a hostile act."""
    return "HostileAct" in trigger.kinds and "HostileAct" not in response.kinds


def equal_count(response: Action, trigger: Action, _: Pair) -> bool:
    """Both give the same exact count."""
    one, other = response.values.quantity, trigger.values.quantity
    exact = one is not None and _count(one) is not None and not one.approximate
    return exact and one == other


def scaled_count(response: Action, trigger: Action, pair: Pair) -> bool:
    """The counts, exact or approximate, differ by a factor of two at most."""
    one, other = response.values.quantity, trigger.values.quantity
    if not one or not other or one.unit != other.unit or equal_count(response, trigger, pair):
        return False
    first, second = _count(one) or 0, _count(other) or 0
    return 0 < max(first, second) <= 2 * min(first, second)


def _count(quantity: Quantity) -> int | None:
    """The one number that a quantity gives; bounds and nought give none."""
    exact = quantity.minimum == quantity.maximum
    return quantity.minimum or None if exact else None


def fulfilled_threat(response: Action, trigger: Action, pair: Pair) -> bool:
    """The responding side threatened the other, or planned such an act, after the trigger."""
    return any(
        each.values.status != "declined"
        and between(each, response, trigger)
        and ("Threat" in each.kinds or alike(each, response, pair))
        for each in announced(pair)
    )


def _refused(pair: Pair) -> list[Action]:
    """Acts like the response that its side declined between the two."""
    return [
        each
        for each in announced(pair)
        if each.values.status == "declined"
        and between(each, pair.response, pair.trigger)
        and alike(each, pair.response, pair)
    ]


def against(pair: Pair) -> list[Action]:
    """The actions that speak against the link: earlier preparations and declared refusals."""
    return sorted([*prepared_before(pair), *_refused(pair)], key=lambda each: each.id)


def shared_case(response: Action, trigger: Action, _: Pair) -> bool:
    """Both belong to one dispute."""
    return response.case is not None and response.case == trigger.case


def shared_article(response: Action, trigger: Action, pair: Pair) -> bool:
    """One article reports both."""
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
    """Its side did several other things in the year: chance alone would give one so near."""
    return pair.context.rules.busy <= pair.others < pair.context.rules.crowded - 1


def quiet_dyad(response: Action, trigger: Action, pair: Pair) -> bool:
    """The trigger is the only act of its side against the other in the year before.

    Only a table that has both can tell, once it reaches back half a year: articles pick what they
    tell of.
    """
    begins = pair.context.begins(response, trigger)
    covered = begins is not None and (start(response) - begins).days
    return bool(covered) and covered >= pair.context.rules.quiet_days / 2 and pair.others == 0


def crowded_dyad(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The trigger's side acts against the other so often that one may well be near by chance."""
    return pair.context.rules.crowded <= pair.others + 1 < pair.context.rules.dense


def dense_dyad(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The trigger's side acts against the other so often that some act is always near."""
    return pair.others + 1 >= pair.context.rules.dense


def own_habit(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The responding side acted against the other in the year before, whatever the other did."""
    return pair.habit > 0


def duplicate_act(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """Its side did something similar a day or two before: it may be one act reported twice."""
    return pair.repeats


def by_membership(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The roles are reversed only because a state is a member of an organisation."""
    return not pair.direct and not pair.third


def for_third_party(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The trigger was not against the responding side: the roles are not reversed."""
    return pair.third


def joint_measures(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """Others take measures against the same side in those days, for the same third party."""
    return pair.third and pair.joint


def order_open(response: Action, trigger: Action, pair: Pair) -> bool:
    """No source and no date gives the order of the two: only their kinds suggest it."""
    told = (response.id, trigger.id) in pair.context.ordered
    told = told or bool(trigger.values.within_day and response.values.within_day)
    return not told and (trigger.earliest or date.min) >= (response.earliest or date.min)


def contested_trigger(_response: Action, trigger: Action, _: Pair) -> bool:
    """A source denies or disputes that the trigger happened, or who did it."""
    return trigger.doubted


def prepared_earlier(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """A source puts preparations of the response before the trigger."""
    return bool(prepared_before(pair))


def declared_refusal(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The responding side declined such an act between the two."""
    return bool(_refused(pair))


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
    "lagWithin60Days": _lag_step(30, 60),
    "lagBeyond60Days": _lag_step(60, 10_000),
    "lagOpen": lag_open,
    "saidToFollow": said_to_follow,
    "busyDyad": busy_dyad,
    "quietDyad": quiet_dyad,
    "crowdedDyad": crowded_dyad,
    "denseDyad": dense_dyad,
    "ownHabit": own_habit,
    "byMembership": by_membership,
    "forThirdParty": for_third_party,
    "jointMeasures": joint_measures,
    "orderOpen": order_open,
    "duplicateAct": duplicate_act,
    "contestedTrigger": contested_trigger,
    "preparedEarlier": prepared_earlier,
    "declaredRefusal": declared_refusal,
    "sidesWithThird": sides_with_third,
}
