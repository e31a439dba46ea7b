"""What speaks for and against a pair of actions: one function a feature.

Each says whether it holds of a response and a trigger; what it weighs, says and rests on stands in
kg/rules.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.actions import MEASURES, Action, Record
from kg.dates import lag_days, precedes

OPEN_DAYS: Final = 7  # days; a least lag above this says that the trigger was not recent
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the sources say around the candidates, looked up once."""

    articles: Mapping[str, frozenset[str]]  # action -> articles that tell of it
    preparations: Mapping[str, Sequence[Action]]  # action -> what prepares it
    ordered: frozenset[tuple[str, str]]  # (response, trigger) that a source puts in order
    siding: frozenset[str]  # responses that a source calls solidarity
    threats: Mapping[str, Sequence[Action]]  # side -> its threats, plans and refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A response, a trigger it may answer, and how many others it may answer too."""

    response: Action
    trigger: Action
    rivals: int
    context: Context


def read_context(record: Record) -> Context:
    """Look up once what every pair of a record may need."""
    articles: dict[str, set[str]] = {}
    for report in record.reports:
        if report.article is not None:
            articles.setdefault(report.action, set()).add(report.article)
    preparations: dict[str, list[Action]] = {}
    threats: dict[str, list[Action]] = {}
    for action in record.actions:
        for target in action.prepares:
            preparations.setdefault(target, []).append(action)
        unexecuted = action.values.status in ("planned", "threatened", "declined")
        if unexecuted or "Threat" in action.kinds:
            for side in sides(action.values.actor, action.actor_states):
                threats.setdefault(side, []).append(action)
    return Context(
        articles={name: frozenset(found) for name, found in articles.items()},
        preparations=preparations,
        ordered=frozenset(
            (each.response, each.trigger) for each in record.links if each.relation == "sequence"
        ),
        siding=frozenset(
            each.response
            for each in record.links
            if each.relation == "solidarity" and each.stance != "denies"
        ),
        threats=threats,
    )


def sides(named: Iterable[str], states: Iterable[str]) -> frozenset[str]:
    """The parties of a measure: its states, and the organisations and bodies it names.

    A measure against a mission is against its state, which the states hold already.
    """
    return frozenset((*named, *states))


def start(action: Action) -> date:
    """The first day an action may have happened; undated ones come last."""
    return action.earliest or action.latest or date.max


def against(pair: Pair) -> list[Action]:
    """The actions that speak against the link: earlier preparations and declared refusals."""
    return sorted([*_prepared_before(pair), *_refusals(pair)], key=lambda each: each.id)


def same_kind(response: Action, trigger: Action, _: Pair) -> bool:
    """Both are of one class below the three great kinds of measure."""
    return bool((set(response.kinds) & set(trigger.kinds)) - _ROOTS)


def mirrored_kind(response: Action, trigger: Action, pair: Pair) -> bool:
    """Their classes differ but answer each other across sides."""
    return not same_kind(response, trigger, pair) and any(
        mirror & set(response.kinds) and mirror & set(trigger.kinds) for mirror in MIRRORS
    )


def answers_hostile_act(response: Action, trigger: Action, _: Pair) -> bool:
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
        each.values.status != "declined" and _between(each, response, trigger)
        for each in _announced(pair)
    )


def shared_case(response: Action, trigger: Action, _: Pair) -> bool:
    """Both belong to one dispute."""
    return response.case is not None and response.case == trigger.case


def shared_article(response: Action, trigger: Action, pair: Pair) -> bool:
    """One article tells of both."""
    articles = pair.context.articles
    nothing: frozenset[str] = frozenset()
    return bool(articles.get(response.id, nothing) & articles.get(trigger.id, nothing))


def _lag(response: Action, trigger: Action) -> float | None:
    """Days from trigger to response as far as known: the middle of the bounds.

    Where the greatest lag is open, the least one stands for it once it is more than a week.
    """
    least, greatest = lag_days(
        (trigger.earliest, trigger.latest), (response.earliest, response.latest)
    )
    if least is not None and greatest is not None:
        return (least + greatest) / 2
    return least if least is not None and least > OPEN_DAYS else None


def _lag_step(low: int, high: int) -> Callable[[Action, Action, Pair], bool]:
    """The lag lies above `low` and up to `high` days."""

    def holds(response: Action, trigger: Action, _: Pair) -> bool:
        lag = _lag(response, trigger)
        return lag is not None and low < lag <= high

    return holds


def lag_open(response: Action, trigger: Action, pair: Pair) -> bool:
    """The lag is not known, and no source gives the order."""
    return _lag(response, trigger) is None and not said_to_follow(response, trigger, pair)


def said_to_follow(response: Action, trigger: Action, pair: Pair) -> bool:
    """The lag is not known, but a source says that the one followed the other."""
    ordered = (response.id, trigger.id) in pair.context.ordered
    return ordered and _lag(response, trigger) is None


def busy_dyad(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """There are several other triggers in the window: chance alone would give one."""
    return pair.rivals >= BUSY


def contested_trigger(_response: Action, trigger: Action, _: Pair) -> bool:
    """A source denies or disputes that the trigger happened, or who did it."""
    return bool({"occurrence", "responsibility"} & set(trigger.contested))


def prepared_earlier(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """A source puts preparations of the response before the trigger."""
    return bool(_prepared_before(pair))


def declared_refusal(_response: Action, _trigger: Action, pair: Pair) -> bool:
    """The responding side declared between the two that it would not answer."""
    return bool(_refusals(pair))


def sides_with_third(response: Action, _trigger: Action, pair: Pair) -> bool:
    """A source calls the response an act of solidarity."""
    return response.id in pair.context.siding


def _prepared_before(pair: Pair) -> list[Action]:
    begin = (pair.trigger.earliest, pair.trigger.latest)
    return [
        each
        for each in pair.context.preparations.get(pair.response.id, ())
        if precedes((each.earliest, each.latest), begin)
    ]


def _refusals(pair: Pair) -> list[Action]:
    return [
        each
        for each in _announced(pair)
        if each.values.status == "declined" and _between(each, pair.response, pair.trigger)
    ]


def _announced(pair: Pair) -> list[Action]:
    """What the responding side threatened, planned or declined against the other."""
    if not pair.context.threats:
        return []
    against = sides(pair.trigger.values.actor, pair.trigger.actor_states)
    found = {
        each.id: each
        for side in sides(pair.response.values.actor, pair.response.actor_states)
        for each in pair.context.threats.get(side, ())
        if against & sides(each.values.recipient, each.recipient_states)
    }
    return [found[name] for name in sorted(found)]


def _between(action: Action, response: Action, trigger: Action) -> bool:
    return (
        action.earliest is not None
        and start(trigger) <= action.earliest <= start(response)
        and action.id != response.id
    )


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
    "contestedTrigger": contested_trigger,
    "preparedEarlier": prepared_earlier,
    "declaredRefusal": declared_refusal,
    "sidesWithThird": sides_with_third,
}
