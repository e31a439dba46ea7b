"""Actions, claimed Links -> inferred Links: one function a feature; weights in kg/rules.toml.

A window plus a reversed dyad is never called retaliation: in real event data two thirds of such
pairs within 30 days are what chance gives (DESIGN.md 6). A pair is a candidate when the roles are
reversed and the lag may lie within the window; it becomes an inferred link when its features, added
as log-odds to the prior, reach the threshold. Pairs on which a source says whether one answers the
other are left to the source.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from kg.actions import Action, Feature, Link, Record
from kg.dates import lag_days, precedes
from kg.features import FEATURES, Pair, against, read_context, sides, start
from kg.rules import Rules, confidence_of, default_rules
from kg.terms import link_name

RULE: Final = "reversed-dyad"


def infer_links(record: Record, rules: Rules | None = None) -> list[Link]:
    """Pair each material action with the earlier ones it may answer.

    Args:
        record: the settled record; actions without any day get no inferred link.
        rules: weights, window and threshold; None for those of kg/rules.toml.
    Returns:
        Inferred Links with their features, sorted by IRI.
    Source: candidates and features after DESIGN.md 6; contingency and rough equivalence as the
        two marks of reciprocity, Keohane 1986.
    """
    rules = rules or default_rules()
    spoken = {
        (each.response, each.trigger)
        for each in record.links
        if each.relation not in ("sequence", "coincidence")  # order says nothing of an answer
    }
    links: list[Link] = []
    for judged in judge_pairs(record, rules):
        kept = [
            _link(each, rules)
            for each in judged
            if each.confidence >= rules.threshold and not _settled_by_source(each.pair, spoken)
        ]
        names = [each.iri for each in kept]
        links += [
            replace(link, alternative_to=tuple(sorted(n for n in names if n != link.iri)))
            for link in kept
        ]
    return sorted(links, key=lambda each: each.iri)


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate pair with the features that hold of it and its confidence (0-1)."""

    pair: Pair
    features: tuple[str, ...]
    confidence: Decimal


def judge_pairs(record: Record, rules: Rules) -> Iterator[list[Judged]]:
    """The candidates of each response, the best first.

    Those below the threshold are among them: measuring needs them all.
    """
    context = read_context(record)
    measures = [each for each in record.actions if each.material and "Easing" not in each.kinds]
    for response, triggers in _candidates(measures, rules):
        scored = []
        for trigger in triggers:
            pair = Pair(
                response=response, trigger=trigger, rivals=len(triggers) - 1, context=context
            )
            features = _features(pair, rules)
            scored.append((_sum(features, rules), features, pair))
        scored.sort(key=lambda each: (-each[0], *_nearest_first(each[2])))
        yield [
            _judged(pair, features, score, rules, best=place == 0)
            for place, (score, features, pair) in enumerate(scored)
        ]


def _judged(
    pair: Pair, features: tuple[str, ...], score: Decimal, rules: Rules, *, best: bool
) -> Judged:
    if not best and "betterTrigger" in rules.weights:
        features, score = (*features, "betterTrigger"), score + rules.weights["betterTrigger"]
    return Judged(pair, features, confidence_of(score))


def _nearest_first(pair: Pair) -> tuple[int, str]:
    """Between equal scores the nearest trigger comes first, then the smaller id."""
    return -start(pair.trigger).toordinal(), pair.trigger.id


def _candidates(measures: Sequence[Action], rules: Rules) -> Iterator[tuple[Action, list[Action]]]:
    """Each response with the nearest earlier actions of its reversed dyads, within the window."""
    dyads: dict[tuple[str, str], list[tuple[int, str, Action]]] = {}
    dated = [each for each in measures if each.earliest or each.latest]
    for action in dated:
        for actor in sides(action.values.actor, action.actor_states):
            for recipient in sides(action.values.recipient, action.recipient_states):
                row = (start(action).toordinal(), action.id, action)
                dyads.setdefault((actor, recipient), []).append(row)
    for rows in dyads.values():
        rows.sort(key=lambda row: row[:2])
    for response in dated:
        last = (response.latest or start(response)).toordinal()
        near: dict[str, Action] = {}
        for actor in sides(response.values.actor, response.actor_states):
            for recipient in sides(response.values.recipient, response.recipient_states):
                rows = dyads.get((recipient, actor), [])
                stop = bisect.bisect_right(rows, last, key=lambda row: row[0])
                for _, name, trigger in rows[max(stop - rules.nearest, 0) : stop]:
                    if _may_answer(response, trigger, rules):
                        near[name] = trigger
        if near:
            yield response, [near[name] for name in sorted(near)]


def _may_answer(response: Action, trigger: Action, rules: Rules) -> bool:
    """Whether the trigger begins first, by its bounds, and at most the window before.

    Acts that begin on one day have no order. An act known only to precede some day begins before
    all dated ones, so that no two actions can each answer the other.
    """
    if response.id in (trigger.id, *trigger.part_of) or trigger.id in response.part_of:
        return False
    if (trigger.earliest or date.min) >= (response.earliest or date.min):
        return False
    first, second = (trigger.earliest, trigger.latest), (response.earliest, response.latest)
    least, _ = lag_days(first, second)
    return least is not None and least <= rules.window_days and not precedes(second, first)


def _settled_by_source(pair: Pair, spoken: set[tuple[str, str]]) -> bool:
    """Whether a source speaks on the pair, either way, or on the wholes the two are parts of."""
    return any(
        (one, other) in spoken or (other, one) in spoken
        for one in (pair.response.id, *pair.response.part_of)
        for other in (pair.trigger.id, *pair.trigger.part_of)
    )


def _features(pair: Pair, rules: Rules) -> tuple[str, ...]:
    """The names of the features that hold and are on, in the order of the table."""
    response, trigger = pair.response, pair.trigger
    return tuple(
        name
        for name, holds in FEATURES.items()
        if name in rules.weights and holds(response, trigger, pair)
    )


def _sum(features: Iterable[str], rules: Rules) -> Decimal:
    return rules.prior + sum((rules.weights[name] for name in features), Decimal(0))


def _link(judged: Judged, rules: Rules) -> Link:
    response, trigger = judged.pair.response, judged.pair.trigger
    least, greatest = lag_days(
        (trigger.earliest, trigger.latest), (response.earliest, response.latest)
    )
    weighed = [("prior", rules.prior), *((name, rules.weights[name]) for name in judged.features)]
    return Link(
        iri=link_name(response.id, trigger.id, "inferred", RULE, rules.version),
        response=response.id,
        trigger=trigger.id,
        relation="retaliation",
        basis="inferred",
        stance="speculates",
        min_lag=least,
        max_lag=greatest,
        confidence=judged.confidence,
        rule=RULE,
        rule_version=rules.version,
        features=tuple(Feature(name=name, contribution=weight) for name, weight in weighed),
        counter_evidence=tuple(("action", each.id) for each in against(judged.pair)),
        place=response.place,
    )
