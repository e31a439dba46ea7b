"""Actions, claimed Links -> inferred Links; the weights stand in kg/infer/rules.toml.

A window plus a reversed dyad is never called retaliation: in real event data two thirds of such
pairs within 30 days are what chance gives (DESIGN.md 6). scores.py says which pairs are linked.
Those on which a source says whether one answers the other are left to the source.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Final, Self

import numpy as np

from kg.infer.acts import Acts
from kg.infer.candidates import find_candidates, find_same_days, find_third_parties
from kg.infer.context import Context, read_context
from kg.infer.features import FEATURES
from kg.infer.pairs import Pairs
from kg.infer.rules import Rules, default_rules
from kg.infer.scores import Scores, score_pairs
from kg.infer.sets import Column, Sets
from kg.model.actions import Action, Feature, Link, Record, wholes_of
from kg.model.dates import lag_days
from kg.model.ids import link_name
from kg.model.standing import side_of, targets_of

RULE: Final = "reversed-dyad"
THIRD: Final = "third-party"
PRIOR: Final = "An act of the other side within the window, before anything else is known"


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate pair with the features that hold of it and its confidence (0-1)."""

    response: Action
    trigger: Action
    direct: bool  # whether the roles are reversed, not only through a membership
    features: tuple[str, ...]
    confidence: Decimal
    linked: bool  # whether it would be linked if no source had a say


def infer_links(
    record: Record, rules: Rules | None = None, context: Context | None = None
) -> list[Link]:
    """Pair each material action with the earlier ones it may answer.

    Args:
        record: the settled record; actions without any day get no inferred link.
        rules: weights, window and threshold; None for those of kg/infer/rules.toml.
        context: of the two, where it is read already.
    Returns:
        Inferred Links with their features, sorted by IRI.
    Source: candidates and features after DESIGN.md 6; contingency and rough equivalence as the
        two marks of reciprocity, Keohane 1986.
    """
    context = context or read_context(record, rules or default_rules())
    said = Said.of(record, context.acts)
    links = _tell(*find_linked(context, said))
    if context.rules.solidarity_threshold < 1:
        own = {each.response for each in links}
        links += _tell(*find_linked(context, said, find_third_parties), without=own)
    return sorted(links, key=lambda each: each.iri)


def infer_same_days(
    record: Record, rules: Rules | None = None, context: Context | None = None
) -> dict[str, tuple[str, ...]]:
    """Opposed acts of one day that would be linked if a source told which came first.

    Each is judged as infer_links would judge it then, beside all else that it may answer.

    Args:
        record: the settled record.
        rules: as in infer_links.
        context: as in infer_links.
    Returns:
        Action -> the acts of its day that would answer it if it came first, both sorted by id. The
        other way round is told apart: often both hold, but one of them may have a better trigger.
    """
    context = context or read_context(record, rules or default_rules())
    said, acts = Said.of(record, context.acts), context.acts.actions
    found: dict[str, list[str]] = {}
    for told, pairs in find_same_days(context):
        asked = dict(zip(pairs.group[told].tolist(), pairs.trigger[told].tolist(), strict=True))
        scores = score_pairs(pairs, linked=True)
        won = scores.pairs.take(np.flatnonzero(scores.find_linked(said.leaves(scores.pairs))))
        columns = (won.group.tolist(), won.response.tolist(), won.trigger.tolist())
        for group, response, trigger in zip(*columns, strict=True):
            if asked[group] == trigger:
                found.setdefault(acts[trigger].id, []).append(acts[response].id)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def judge_pairs(record: Record, rules: Rules) -> Iterator[list[Judged]]:
    """The candidates of each response, the best first.

    Those that are not linked are among them: measuring needs them all.
    """
    told = [
        x
        for pairs in find_candidates(read_context(record, rules))
        for x in _view(score_pairs(pairs))
    ]
    told.sort(key=lambda each: each.response.id)
    for _, judged in itertools.groupby(told, key=lambda each: each.response.id):
        yield list(judged)


@dataclass(frozen=True)
class Said:
    """What sources say of pairs, beside which nothing is inferred."""

    pairs: Sets  # response and trigger, and the other way round, whichever way it is said
    stated: Column  # acts of which a party says what they, a whole or a part of them, answer

    @classmethod
    def nothing(cls, rows: int) -> Self:
        """No source says anything of so many acts."""
        return cls(Sets.none(rows), np.zeros(rows, np.bool_))

    @classmethod
    def of(cls, record: Record, acts: Acts) -> Self:
        """What the claims of a record say."""
        names, links = acts.names, record.links
        ends = [
            (names.get(x.response), names.get(x.trigger)) for x in links if side_of(x) != "order"
        ]
        known = [(x, y) for x, y in ends if x is not None and y is not None]
        parents = {each.id: each.part_of for each in acts.actions if each.part_of}
        told = {x.response for x in links if x.basis == "stated" and side_of(x) == "for"}
        wholes = {each for name in told for each in wholes_of(name, parents)}
        stated = [
            each.id in wholes
            or (bool(each.part_of) and not told.isdisjoint(wholes_of(each.id, parents)))
            for each in acts.actions
        ]
        return cls(
            Sets.paired((*known, *((y, x) for x, y in known)), len(names)),
            np.array(stated, np.bool_),
        )

    def leaves(self, pairs: Pairs) -> Column:
        """Which pairs no source settles.

        One does that speaks on the pair, either way, or on the wholes that it is parts of. Where a
        party has said what its act, a whole of it or a part of it answers, no vaguer trigger is put
        beside that.
        """
        left = ~self.stated[pairs.response]
        if len(self.pairs.items):
            wholes = pairs.context.acts.wholes
            at, one = wholes.expand(pairs.response)
            place, other = wholes.expand(pairs.trigger[at])
            left[at[place[self.pairs.has(one[place], other)]]] = False
        return left


def find_linked(
    context: Context,
    said: Said,
    find: Callable[[Context], Iterable[Pairs]] = find_candidates,
) -> tuple[Scores, Column]:
    """The links of all responses, as columns, but for what sources speak of.

    Args:
        context: the acts and the rules.
        said: a trigger that a source speaks of is a rival, and no reason to link.
        find: which pairs are looked at.
    Returns:
        Of each response that is linked all pairs that are left to the rules, and which are linked;
        the others were found too weak.
    """
    parts, masks = [], [np.zeros(0, np.bool_)]
    for pairs in find(context):
        scores = score_pairs(pairs, linked=True)
        left = said.leaves(scores.pairs)
        linked = scores.find_linked(left)
        some = np.zeros(len(scores.pairs.starts), np.bool_)
        some[scores.pairs.place[linked]] = True
        kept = np.flatnonzero(left & some[scores.pairs.place])
        parts.append(scores.take(kept))
        masks.append(linked[kept])
    return Scores.join(context, parts), np.concatenate(masks)


def _tell(scores: Scores, linked: Column, without: Container[str] = ()) -> list[Link]:
    """The links themselves, each with its rivals and what was found too weak.

    Args:
        scores: of responses that are linked.
        linked: which of the pairs are; the others were too weak.
        without: responses that are left out.
    """
    acts = scores.pairs.context.acts.actions
    told = np.array([acts[x].id not in without for x in scores.pairs.response.tolist()], np.bool_)
    weak = defaultdict[str, list[str]](list)
    for response, trigger in scores.take(np.flatnonzero(told & ~linked)).pairs.ends():
        weak[acts[response].id].append(acts[trigger].id)
    won = scores.take(np.flatnonzero(told & linked))
    won = won.take(_wholes_or_parts(won))
    links = defaultdict[str, list[Link]](list)
    for place, judged in enumerate(_view(won)):
        against = [acts[row].id for row in won.pairs.against.get(place, ())]
        name = judged.response.id
        links[name].append(_link(judged, won.pairs, against, sorted(weak[name])))
    return [x for found in links.values() for x in _rivals(found)]


def _wholes_or_parts(scores: Scores) -> Column:
    """Of pairs that differ only in a whole and its part, the surest; of equals, the whole."""
    pairs, wholes = scores.pairs, scores.pairs.context.acts.wholes
    kept = np.ones(len(pairs), np.bool_)
    if not wholes.is_single:
        at = {ends: place for place, ends in enumerate(pairs.ends())}
        for place, (response, trigger) in enumerate(pairs.ends()):
            for ends in itertools.product(wholes.of_row(response), wholes.of_row(trigger)):
                whole = at.get(ends, place)
                if whole != place:
                    part_is_surer = scores.confidence[place] > scores.confidence[whole]
                    kept[whole if part_is_surer else place] = False
    return np.flatnonzero(kept)


def _view(scores: Scores) -> Iterator[Judged]:
    """Each pair by itself."""
    pairs = scores.pairs
    acts = pairs.context.acts.actions
    columns = (
        x.tolist() for x in (pairs.direct, scores.features, scores.confidence, scores.linked)
    )
    for (response, trigger), direct, bits, confidence, linked in zip(
        pairs.ends(), *columns, strict=True
    ):
        yield Judged(
            response=acts[response],
            trigger=acts[trigger],
            direct=direct,
            features=_names(bits),
            confidence=Decimal(confidence).scaleb(-3),
            linked=linked,
        )


@cache
def _names(bits: int) -> tuple[str, ...]:
    """The features whose bits are set."""
    return tuple(name for bit, name in enumerate(FEATURES) if bits >> bit & 1)


def _rivals(links: list[Link]) -> list[Link]:
    """The links of one response, each with the others as its alternatives."""
    if len(links) == 1:
        return links
    return [
        replace(link, alternative_to=tuple(sorted(o.iri for o in links if o is not link)))
        for link in links
    ]


def _link(judged: Judged, pairs: Pairs, against: Iterable[str], weak: Iterable[str]) -> Link:
    rules, third = pairs.context.rules, pairs.third
    response, trigger = judged.response, judged.trigger
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
        weighed=tuple(weak),
        rule=rule,
        rule_version=rules.version,
        features=tuple(sorted(features, key=lambda each: (-abs(each.contribution), each.name))),
        counter_evidence=tuple(("action", each) for each in against),
        place=response.place,
    )
