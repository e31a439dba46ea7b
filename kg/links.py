"""Actions, claimed Links -> inferred Links: one function a feature, one table of weights.

A window plus a reversed dyad is never called retaliation: in real event data two thirds of such
pairs within 30 days are what chance gives (DESIGN.md 6). A pair is a candidate when the roles are
reversed, the kind is the same or mirrored and the lag is within the window; it becomes an inferred
link when its features, added as log-odds to the prior, reach the threshold. Pairs on which a
source says whether one answers the other are left to the source.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from kg.actions import MEASURES, Action, Feature, Link, Record
from kg.dates import lag_days, precedes
from kg.terms import link_name

RULE: Final = "reversed-dyad"
RULE_VERSION: Final = "1"
WINDOW_DAYS: Final = 60  # days; all of 40 reported responses came within it, the slowest after 43
NEAREST: Final = 8  # triggers looked at per response; keeps the work linear in busy dyads
THRESHOLD: Final = Decimal("0.5")  # even odds

#: Log-odds. First settings by judgement, in the order of evidence of DESIGN.md 6; no data was used
#: to fit them, so a confidence ranks pairs and is not yet a calibrated probability.
WEIGHTS: Final[Mapping[str, Decimal]] = {
    "prior": Decimal("-3.0"),
    "reversedRoles": Decimal("1.0"),
    "sameKind": Decimal("1.0"),
    "mirroredKind": Decimal("0.5"),
    "equalCount": Decimal("1.5"),
    "sharedCase": Decimal("1.0"),
    "lagWithin2Days": Decimal("1.5"),
    "lagWithin7Days": Decimal("1.0"),
    "lagWithin30Days": Decimal("0.3"),
    "lagWithin60Days": Decimal("-0.7"),
    "saidToFollow": Decimal("1.0"),
    "contestedTrigger": Decimal("-0.7"),
    "preparedEarlier": Decimal("-1.5"),
}

#: Measures whose likes answer each other across sides though their classes differ.
MIRRORS: Final = (
    frozenset({"Expulsion", "StaffReduction", "Recall", "TenureLimit", "PrivilegeWithdrawal"}),
    frozenset({"MissionClosure", "MissionSuspension", "MissionWithdrawal"}),
    frozenset({"VisaRestriction", "PrivilegeWithdrawal", "TenureLimit"}),
    frozenset({"RelationsDowngrade", "RelationsSeverance", "Recall"}),
)

Preparations = Mapping[str, Sequence[Action]]


def infer_links(record: Record, window_days: int = WINDOW_DAYS) -> list[Link]:
    """Pair each material action with the earlier ones it may answer.

    Args:
        record: the settled record. A response needs a first possible day, a trigger a last one;
            where the lag has no upper bound, a source's word that the one followed the other
            (`saidToFollow`) stands in for it.
        window_days: longest gap between trigger and response, in days.
    Returns:
        Inferred Links with their features, sorted by IRI.
    Source: candidates and features after DESIGN.md 6; contingency and rough equivalence as the
        two marks of reciprocity, Keohane 1986.
    """
    measures = [each for each in record.actions if each.material and "Easing" not in each.kinds]
    prepared: dict[str, list[Action]] = {}
    for each in record.actions:
        for target in each.prepares:
            prepared.setdefault(target, []).append(each)
    ordered = {(x.response, x.trigger) for x in record.links if x.relation == "sequence"}
    spoken = {
        (each.response, each.trigger)
        for each in record.links
        if each.relation not in ("sequence", "coincidence")  # order says nothing of an answer
    }
    links: list[Link] = []
    for response, triggers in _candidates(measures, window_days):
        found = [
            link
            for trigger in triggers
            if not _settled_by_source(response, trigger, spoken)
            and (link := _judge(response, trigger, prepared, ordered)) is not None
        ]
        names = [each.iri for each in found]
        links += [
            replace(link, alternative_to=tuple(sorted(n for n in names if n != link.iri)))
            for link in found
        ]
    return sorted(links, key=lambda each: each.iri)


def _candidates(
    measures: Iterable[Action], window_days: int
) -> Iterable[tuple[Action, list[Action]]]:
    """Each response with the nearest earlier actions of its reversed dyads."""
    dyads: dict[tuple[str, str], list[tuple[int, str, Action]]] = {}
    for action in measures:
        for actor in action.actor_states if action.latest else ():
            for recipient in action.recipient_states:
                row = (action.latest.toordinal() if action.latest else 0, action.id, action)
                dyads.setdefault((actor, recipient), []).append(row)
    for rows in dyads.values():
        rows.sort(key=lambda row: row[:2])
    for response in measures:
        if response.earliest is None:
            continue
        first = response.earliest.toordinal()
        near: dict[str, Action] = {}
        for actor in response.actor_states:
            for recipient in response.recipient_states:
                rows = dyads.get((recipient, actor), [])
                stop = bisect.bisect_left(rows, (first, ""))
                for last, name, trigger in rows[max(stop - NEAREST, 0) : stop]:
                    if first - last <= window_days:
                        near[name] = trigger
        if near:
            yield response, [near[name] for name in sorted(near)]


def _settled_by_source(response: Action, trigger: Action, spoken: set[tuple[str, str]]) -> bool:
    """Whether a source links the pair, or the wholes that the two are parts of."""
    if response.id in trigger.part_of or trigger.id in response.part_of:
        return True
    return any(
        (one, other) in spoken
        for one in (response.id, *response.part_of)
        for other in (trigger.id, *trigger.part_of)
    )


def _judge(
    response: Action,
    trigger: Action,
    prepared: Preparations,
    ordered: set[tuple[str, str]],
) -> Link | None:
    kind = kind_feature(response, trigger)
    if kind is None:
        return None
    named = ["reversedRoles", kind]
    named += [name for name, holds in _OPTIONAL.items() if holds(response, trigger)]
    lag = lag_feature(response, trigger)
    if lag is None and (response.id, trigger.id) in ordered:
        lag = "saidToFollow"
    if lag:
        named.append(lag)
    earlier = prepared_earlier(response, trigger, prepared)
    if earlier:
        named.append("preparedEarlier")
    score = WEIGHTS["prior"] + sum((WEIGHTS[name] for name in named), Decimal(0))
    confidence = Decimal(f"{1 / (1 + math.exp(-float(score))):.3f}")
    if confidence < THRESHOLD:
        return None
    least, greatest = lag_days(
        (trigger.earliest, trigger.latest), (response.earliest, response.latest)
    )
    return Link(
        iri=link_name(response.id, trigger.id, "inferred", RULE, RULE_VERSION),
        response=response.id,
        trigger=trigger.id,
        relation="retaliation",
        basis="inferred",
        stance="speculates",
        min_lag=least,
        max_lag=greatest,
        confidence=confidence,
        rule=RULE,
        rule_version=RULE_VERSION,
        features=tuple(
            Feature(name=name, contribution=WEIGHTS[name]) for name in ("prior", *named)
        ),
        counter_evidence=tuple(("action", each.id) for each in earlier),
        place=response.place,
    )


def kind_feature(response: Action, trigger: Action) -> str | None:
    """`sameKind`, `mirroredKind` or None. Source: 31 of 40 reported responses were of one kind."""
    first = [k for k in response.kinds if k not in (*MEASURES, "Action")]
    second = [k for k in trigger.kinds if k not in (*MEASURES, "Action")]
    if set(first) & set(second):
        return "sameKind"
    for mirror in MIRRORS:
        if mirror & set(first) and mirror & set(second):
            return "mirroredKind"
    return None


def equal_count(response: Action, trigger: Action) -> bool:
    """Both give the same exact count. Source: 25 of 33 reported responses with known counts."""
    one, other = response.values.quantity, trigger.values.quantity
    return bool(
        one
        and other
        and one.minimum is not None
        and (one.minimum, one.maximum, one.unit) == (other.minimum, other.maximum, other.unit)
    )


def shared_case(response: Action, trigger: Action) -> bool:
    """Both belong to one dispute."""
    return response.case is not None and response.case == trigger.case


def contested_trigger(_response: Action, trigger: Action) -> bool:
    """A source denies or disputes that the trigger happened, or who did it."""
    return bool({"occurrence", "responsibility"} & set(trigger.contested))


_OPTIONAL: Final[Mapping[str, Callable[[Action, Action], bool]]] = {
    "equalCount": equal_count,
    "sharedCase": shared_case,
    "contestedTrigger": contested_trigger,
}


def lag_feature(response: Action, trigger: Action) -> str | None:
    """The step that the greatest lag falls in.

    Source: of 40 reported responses half came within 2 days, 75 % within 7, 95 % within 30.
    """
    _, greatest = lag_days((trigger.earliest, trigger.latest), (response.earliest, response.latest))
    for limit in (2, 7, 30, 60):
        if greatest is not None and greatest <= limit:
            return f"lagWithin{limit}Days"
    return None


def prepared_earlier(response: Action, trigger: Action, prepared: Preparations) -> list[Action]:
    """Preparations of the response that a source puts before the trigger."""
    begin = (trigger.earliest, trigger.latest)
    return [
        each
        for each in prepared.get(response.id, ())
        if precedes((each.earliest, each.latest), begin)
    ]
