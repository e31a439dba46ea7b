"""Actions, claimed Links -> inferred Links: one function a feature; weights in kg/infer/rules.toml.

A window plus a reversed dyad is never called retaliation: in real event data two thirds of such
pairs within 30 days are what chance gives (DESIGN.md 6). A pair is a candidate when the roles are
reversed and the lag may lie within the window; it becomes an inferred link when its features, added
as log-odds to the prior, reach the threshold. Pairs on which a source says whether one answers the
other are left to the source.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import Final

from kg.infer.features import FEATURES, against, answers_hostile_act
from kg.infer.pairs import Context, Pair, dyads_of, lag_of, read_context
from kg.infer.rules import Rules, confidence_of, default_rules
from kg.model.actions import Action, Feature, Link, Record
from kg.model.dates import lag_days, precedes
from kg.model.ids import link_name
from kg.model.order import spans_years, start
from kg.model.standing import side_of

RULE: Final = "reversed-dyad"
PRIOR: Final = "A pair of reversed roles within the window, before anything else is known"


def infer_links(record: Record, rules: Rules | None = None) -> list[Link]:
    """Pair each material action with the earlier ones it may answer.

    Args:
        record: the settled record; actions without any day get no inferred link.
        rules: weights, window and threshold; None for those of kg/infer/rules.toml.
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
    # a party has said what its own act answers: a vaguer trigger is not put beside it
    stated = {x.response for x in record.links if x.basis == "stated" and side_of(x) == "for"}
    kept: list[Judged] = []
    weighed: dict[str, list[Judged]] = {}
    for judged in judge_pairs(record, rules):
        weighed[judged[0].pair.response.id] = judged
        kept += [
            each
            for each in judged
            if each.confidence >= rules.threshold
            and each.pair.response.id not in stated
            and not _settled_by_source(each.pair, spoken)
        ]
    answers: dict[str, list[Judged]] = {}
    for each in _wholes_or_parts(kept):
        answers.setdefault(each.pair.response.id, []).append(each)
    links: list[Link] = []
    for response, won in answers.items():
        lost = tuple(
            sorted(
                each.pair.trigger.id
                for each in weighed[response]
                if each.confidence < rules.threshold
            )
        )
        links += _rivals([_link(each, lost, rules) for each in won])
    return sorted(links, key=lambda each: each.iri)


def _rivals(links: list[Link]) -> list[Link]:
    """The links of one response, each with the others as its alternatives."""
    if len(links) == 1:
        return links
    return [
        replace(link, alternative_to=tuple(sorted(o.iri for o in links if o is not link)))
        for link in links
    ]


def _wholes_or_parts(kept: Sequence[Judged]) -> list[Judged]:
    """Of pairs that differ only in a whole and its part, the surest; of equals, the whole."""
    sure = {(each.pair.response.id, each.pair.trigger.id): each for each in kept}
    lost: set[tuple[str, str]] = set()
    for part, judged in sure.items():
        context = judged.pair.context
        for whole in itertools.product(*map(context.wholes, part)) if context.parents else ():
            if whole != part and whole in sure:
                lost.add(part if judged.confidence <= sure[whole].confidence else whole)
    return [each for name, each in sure.items() if name not in lost]


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
    context = read_context(record, rules)
    for response, nearest in _candidates(context):
        scored, repeats = [], context.repeats(response)
        for _, (trigger, direct) in sorted(nearest.items()):
            pair = Pair(
                response=response,
                trigger=trigger,
                lag=lag_of(response, trigger, rules),
                rivals=len(nearest) - 1,
                others=context.others(response, trigger, direct=direct),
                repeats=repeats,
                direct=direct,
                context=context,
            )
            features = _features(pair, rules)
            scored.append((_sum(features, rules), features, pair))
        scored.sort(key=lambda each: (-each[0], *_nearest_first(each[2])))
        best = scored[0][2].trigger.id
        yield [
            _judged(pair, features, score, rules, best=context.overlap(pair.trigger.id, best))
            for score, features, pair in scored
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


def _candidates(
    context: Context,
) -> Iterator[tuple[Action, dict[str, tuple[Action, bool]]]]:
    """Each response with the nearest earlier actions of its reversed dyads, within the window.

    Each of those comes with whether its roles are reversed without help of a membership.
    """
    unions: dict[str, set[str]] = {}
    for organisation, states in context.members.items():
        for state in states:
            unions.setdefault(state, set()).add(organisation)
    measures = {name: each for rows in context.dyads.values() for _, name, each in rows}
    for _, response in sorted(measures.items()):
        near: dict[str, tuple[Action, bool]] = {}
        for dyad, direct in _reversed(response, context.members, unions):
            for trigger in _nearest(context, dyad, response):
                if direct or trigger.id not in near:
                    near[trigger.id] = trigger, direct
        if near:
            yield response, near


def _reversed(
    response: Action, members: Mapping[str, frozenset[str]], unions: Mapping[str, Iterable[str]]
) -> Iterator[tuple[tuple[str, str], bool]]:
    """The dyads with the roles of a response reversed, and whether they are so directly.

    A measure against an organisation may answer one of its members and the reverse: then one of
    the two names the organisation itself, and only one role is reversed so.
    """

    def related(side: str) -> Iterable[str]:
        return (*members.get(side, ()), *unions.get(side, ()))

    for actor, recipient in dyads_of(response):
        yield (recipient, actor), True
        yield from (((each, actor), False) for each in related(recipient))
        yield from (((recipient, each), False) for each in related(actor))


def _nearest(context: Context, dyad: tuple[str, str], response: Action) -> list[Action]:
    """The last few actions of a dyad that the response may answer."""
    rows = context.dyads.get(dyad, ())
    last = (response.latest or start(response)).toordinal()
    stop = bisect.bisect_right(rows, last, key=itemgetter(0))
    near = rows[max(stop - context.rules.nearest, 0) : stop]
    return [each for _, _, each in near if _may_answer(response, each, context)]


def _may_answer(response: Action, trigger: Action, context: Context) -> bool:
    """Whether the trigger may come first, by its bounds, and at most the window before.

    An act known only to precede some day begins before all dated ones, so that no two actions can
    each answer the other. Acts that begin on one day have no order unless a source gives one; where
    the days of a hostile act and a measure overlap, only the measure can be the answer. A trigger
    whose date spans years is an aside about the past and is left to the sources.
    """
    if context.overlap(response.id, trigger.id) or spans_years(trigger, context.rules.span_days):
        return False
    first, second = trigger.bounds, response.bounds
    least, _ = lag_days(first, second)
    if least is None or least > context.rules.window_days or precedes(second, first):
        return False
    if (response.id, trigger.id) in context.ordered or answers_hostile_act(response, trigger):
        return (trigger.id, response.id) not in context.ordered
    if answers_hostile_act(trigger, response) and not precedes(first, second):
        return False
    return (trigger.earliest or date.min) < (response.earliest or date.min)


def _settled_by_source(pair: Pair, spoken: set[tuple[str, str]]) -> bool:
    """Whether a source speaks on the pair, either way, or on the wholes the two are parts of."""
    wholes = pair.context.wholes
    return any(
        (one, other) in spoken or (other, one) in spoken
        for one, other in itertools.product(wholes(pair.response.id), wholes(pair.trigger.id))
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


def _link(judged: Judged, lost: tuple[str, ...], rules: Rules) -> Link:
    response, trigger = judged.pair.response, judged.pair.trigger
    least, greatest = lag_days(trigger.bounds, response.bounds)
    features = [Feature(name="prior", contribution=rules.prior, says=PRIOR)]
    features += [
        Feature(name=name, contribution=rules.weights[name], says=rules.says[name])
        for name in judged.features
    ]
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
        weighed=lost,
        rule=RULE,
        rule_version=rules.version,
        features=tuple(sorted(features, key=lambda each: (-abs(each.contribution), each.name))),
        counter_evidence=tuple(("action", each.id) for each in against(judged.pair)),
        place=response.place,
    )
