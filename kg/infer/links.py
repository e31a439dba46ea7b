"""Actions, claimed Links -> inferred Links; the weights stand in kg/infer/rules.toml.

A window plus a reversed dyad is never called retaliation: in real event data two thirds of such
pairs within 30 days are what chance gives (DESIGN.md 6). The features of each candidate add up to
its log-odds against none; one softmax over the candidates of a response and none shares the
confidence out. A response is linked where its triggers together are above the threshold. Pairs on
which a source says whether one answers the other are left to the source.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Self

from kg.infer.candidates import Near, find_candidates, find_same_days, find_third_parties
from kg.infer.confidence import share_confidence
from kg.infer.features import FEATURES, against
from kg.infer.pairs import Context, Pair, Year, known_day, lag_of, read_context
from kg.infer.rules import Rules, default_rules
from kg.model.actions import Action, Feature, Link, Record, wholes_of
from kg.model.dates import lag_days
from kg.model.ids import link_name
from kg.model.standing import side_of, targets_of

Scored = tuple[Decimal, tuple[str, ...], Pair]  # log-odds, the features that hold, the pair
RULE: Final = "reversed-dyad"
THIRD: Final = "third-party"
PRIOR: Final = "An act of the other side within the window, before anything else is known"


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
    said = _Said.of(record)
    links = _link_all(judge_pairs(record, rules), said, rules)
    if rules.solidarity_threshold < 1:
        own = {each.response for each in links}
        thirds = judge_third_parties(record, rules)
        left = (each for each in thirds if each[0].pair.response.id not in own)
        links += _link_all(left, said, rules)
    return sorted(links, key=lambda each: each.iri)


def _link_all(candidates: Iterable[list[Judged]], said: _Said, rules: Rules) -> list[Link]:
    """The links of all responses, but for what sources speak of."""
    kept: list[Judged] = []
    weighed: dict[str, list[Judged]] = {}
    for judged in candidates:  # a trigger that a source speaks of is a rival, and no reason to link
        left = said.leaves(judged)
        weighed[judged[0].pair.response.id] = left
        kept += linked(left, rules)
    answers: dict[str, list[Judged]] = {}
    for each in _wholes_or_parts(kept):
        answers.setdefault(each.pair.response.id, []).append(each)
    links: list[Link] = []
    for response, won in answers.items():
        weak = {x.pair.trigger.id for x in weighed[response]}
        weak -= {x.pair.trigger.id for x in linked(weighed[response], rules)}
        links += _rivals([_link(each, tuple(sorted(weak)), rules) for each in won])
    return links


def infer_same_days(record: Record, rules: Rules | None = None) -> dict[str, tuple[str, ...]]:
    """Opposed acts of one day that would be linked if a source told which came first.

    Each is judged as infer_links would judge it then, beside all else that it may answer.

    Args:
        record: the settled record.
        rules: as in infer_links.
    Returns:
        Action -> the acts of its day that would answer it if it came first, both sorted by id. The
        other way round is told apart: often both hold, but one of them may have a better trigger.
    """
    rules = rules or default_rules()
    said = _Said.of(record)
    found: dict[str, list[str]] = {}
    for name, response, near, context in find_same_days(read_context(record, rules)):
        won = linked(said.leaves(_judge(response, near, context)), rules)
        if name in (each.pair.trigger.id for each in won):
            found.setdefault(name, []).append(response.id)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


@dataclass(frozen=True, slots=True)
class _Said:
    """What sources say of pairs, beside which nothing is inferred."""

    pairs: frozenset[tuple[str, str]]  # response and trigger, whichever way it is said
    stated: frozenset[str]  # responses of which a party says what they answer
    wholes: frozenset[str]  # what those are parts of

    @classmethod
    def of(cls, record: Record) -> Self:
        parents = {each.id: each.part_of for each in record.actions if each.part_of}
        stated = {x.response for x in record.links if x.basis == "stated" and side_of(x) == "for"}
        return cls(
            pairs=frozenset(  # order says nothing of an answer
                (each.response, each.trigger) for each in record.links if side_of(each) != "order"
            ),
            stated=frozenset(stated),
            wholes=frozenset(each for name in stated for each in wholes_of(name, parents)),
        )

    def leaves(self, judged: Iterable[Judged]) -> list[Judged]:
        """The pairs that no source settles, in their order."""
        return [each for each in judged if not self.settles(each.pair)]

    def settles(self, pair: Pair) -> bool:
        """Whether a source speaks on the pair, either way, or on the wholes that it is parts of.

        Where a party has said what its act, a whole of it or a part of it answers, no vaguer
        trigger is put beside that.
        """
        responses = pair.context.wholes(pair.response.id)
        if pair.response.id in self.wholes or not self.stated.isdisjoint(responses):
            return True
        return any(
            (one, other) in self.pairs or (other, one) in self.pairs
            for one, other in itertools.product(responses, pair.context.wholes(pair.trigger.id))
        )


def linked(judged: Sequence[Judged], rules: Rules) -> list[Judged]:
    """Of the candidates of one response those that are linked, the best first.

    There are any where the confidences of all of them together are above the threshold, which
    leaves none of them the less likely: then the best one, and others with a large share of its.
    """
    if not judged:
        return []
    third = judged[0].pair.third
    threshold = rules.solidarity_threshold if third else rules.threshold
    if sum(each.confidence for each in judged) <= threshold:
        return []
    least = judged[0].confidence * rules.share
    return [each for each in judged if each.confidence >= least]


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

    Those that are not linked are among them: measuring needs them all.
    """
    context = read_context(record, rules)
    for response, near in find_candidates(context):
        yield _judge(response, near, context)


def judge_third_parties(record: Record, rules: Rules) -> Iterator[list[Judged]]:
    """The hostile acts against others that each measure may answer in solidarity, best first."""
    context = read_context(record, rules)
    for response, near in find_third_parties(context):
        yield _judge(response, near, context, third=True)


def _judge(response: Action, near: Near, context: Context, *, third: bool = False) -> list[Judged]:
    """Every candidate of a response with its confidence, the best first."""
    rules, year, repeats = context.rules, Year(response, context), context.repeats(response)
    held = [(name, holds) for name, holds in FEATURES.items() if name in rules.weights]
    scored: list[Scored] = []
    for trigger, direct in near.values():
        pair = Pair(
            response=response,
            trigger=trigger,
            lag=lag_of(response, trigger, rules),
            others=year.others(trigger, direct=direct),
            habit=year.habit(trigger, direct=direct),
            repeats=repeats,
            direct=direct,
            third=third,
            joint=third and context.joins(response),
            context=context,
        )
        features = tuple(name for name, holds in held if holds(response, trigger, pair))
        scored.append((_sum(features, rules), features, pair))
    scored.sort(key=lambda each: (-each[0], *_nearest_first(each[2])))
    scored = _told_once(scored, context)
    shares = share_confidence([score for score, _, _ in scored])
    return [
        Judged(pair, features, share)
        for share, (_, features, pair) in zip(shares, scored, strict=True)
    ]


def _told_once(scored: list[Scored], context: Context) -> list[Scored]:
    """Without wholes of a better part and parts of a whole that is as good: one act, no rivals."""
    kept: list[Scored] = []
    for each in scored:
        name = each[2].trigger.id
        if not any(context.overlap(name, other[2].trigger.id) for other in kept):
            kept.append(each)
    return kept


def _nearest_first(pair: Pair) -> tuple[int, int, str]:
    """Between equal scores a whole comes before its parts, then the nearest, then by id."""
    trigger = pair.trigger
    return len(pair.context.wholes(trigger.id)), -known_day(trigger), trigger.id


def _sum(features: Iterable[str], rules: Rules) -> Decimal:
    return rules.prior + sum((rules.weights[name] for name in features), Decimal(0))


def _link(judged: Judged, lost: tuple[str, ...], rules: Rules) -> Link:
    response, trigger, third = judged.pair.response, judged.pair.trigger, judged.pair.third
    rule = THIRD if third else RULE
    least, greatest = lag_days(trigger.bounds, response.bounds)
    features = [Feature(name="prior", contribution=rules.prior, says=PRIOR)]
    features += [
        Feature(name=name, contribution=rules.weights[name], says=rules.says[name])
        for name in judged.features
    ]
    return Link(
        iri=link_name(response.id, trigger.id, "inferred", rule, rules.version),
        response=response.id,
        trigger=trigger.id,
        relation="solidarity" if third else "retaliation",
        solidarity_with=tuple(sorted(targets_of(trigger))) if third else (),
        basis="inferred",
        stance="speculates",
        min_lag=least,
        max_lag=greatest,
        confidence=judged.confidence,
        weighed=lost,
        rule=rule,
        rule_version=rules.version,
        features=tuple(sorted(features, key=lambda each: (-abs(each.contribution), each.name))),
        counter_evidence=tuple(("action", each.id) for each in against(judged.pair)),
        place=response.place,
    )
