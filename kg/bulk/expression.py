"""The rule of inference as one Ibis expression, the same on every engine.

kg/infer has the rule in words; here it is joins and windows, linear in the acts: an act's place
among the acts of its side, and a running count of the other side's, turn "the nearest earlier acts
of the other side" into an equi-join. Weights are whole numbers in units of their last decimal, so
that their sums are exact on every engine; weights, days and mirrors come from the rules.

tests/bulk holds it to `infer_links`. It says no more than rows with one exact day and one state a
side can show: UNSAID names the features that need more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import ibis
from ibis import _

from kg.bulk.rows import KIND_NAMES
from kg.infer.rules import Rules
from kg.model.actions import WIDE_KINDS
from kg.model.vocabulary import ancestry

#: Features of what coded rows cannot show: memberships, third parties, articles, threats, plans,
#: refusals, disputes, and what sources tell of order and of sides.
UNSAID: Final = frozenset({
    "fulfilledThreat", "sharedArticle", "lagOpen", "saidToFollow", "byMembership", "forThirdParty",
    "jointMeasures", "contestedTrigger", "preparedEarlier", "declaredRefusal", "sidesWithThird",
})  # fmt: skip
_LAGS: Final = {
    "lagWithin2Days": (-1, 2), "lagWithin7Days": (2, 7), "lagWithin30Days": (7, 30),
    "lagWithin60Days": (30, 60), "lagBeyond60Days": (60, 10_000),
}  # fmt: skip
_STEP: Final = 1000  # a confidence has three decimals, as in kg/infer/confidence.py
#: What all rows of one act have alike; where they do not, their accounts differ.
_ALIKE: Final = ("day", "actor", "recipient", "kind", "quantity", "unit", "within_day", "case")


class Weights:
    """Weights as whole numbers: `scale` of them are one log-odds."""

    def __init__(self, rules: Rules) -> None:
        values = (rules.prior, *rules.weights.values())
        places = max(-int(each.as_tuple().exponent) for each in values)
        self.scale: Final = 10 ** min(max(places, 0), 12)
        self.prior: Final = round(rules.prior * self.scale)
        self.of: Final[Mapping[str, int]] = {
            name: round(weight * self.scale)
            for name, weight in rules.weights.items()
            if name not in UNSAID
        }

    def names(self, mask: int) -> tuple[str, ...]:
        """The features whose bits are set, the weightiest first."""
        held = (name for bit, name in enumerate(sorted(self.of)) if mask >> bit & 1)
        return tuple(sorted(held, key=lambda name: (-abs(self.of[name]), name)))


def compare_kinds(rules: Rules) -> Iterator[tuple[int, int, bool, bool, bool]]:
    """Response and trigger class: whether they are one kind, mirrored, a measure on a hostile act.

    As same_kind, mirrored_kind and answers_hostile_act of kg/infer/features.py have it.
    """
    lines = [frozenset(ancestry(each)) for each in KIND_NAMES]
    for response, mine in enumerate(lines):
        for trigger, theirs in enumerate(lines):
            same = bool((mine & theirs) - set(WIDE_KINDS))
            mirrored = not same and any(x & mine and x & theirs for x in rules.mirrors)
            hostile = "HostileAct" in theirs and "HostileAct" not in mine
            yield response, trigger, same, mirrored, hostile


def fold_rows(rows: Any, tables: Any, bits: Iterable[int]) -> Any:
    """Rows -> acts: rows of one id are one act with their number, mentions and most sources.

    Args:
        rows: as kg.bulk.rows.row_schema.
        tables: table, bit (a power of two) and first_day, the earlier table the lower bit.
        bits: those of all tables.
    """
    rows = rows.join(tables.select("table", "bit"), "table")
    first = {name: _[name].min() for name in rows.columns if name not in ("id", "table", "bit")}
    differs = [_[name].min() != _[name].max() for name in _ALIKE]
    acts = rows.group_by("id").aggregate(
        **{**first, "mentions": _.mentions.sum(), "sources": _.sources.max()},
        rows=_.count(),
        # their union; Ibis 12 has no bitwise aggregate on Spark
        tables=sum(ibis.ifelse(_.bit == each, each, 0).max().cast("int64") for each in bits),
        differs=ibis.or_(*differs),
    )
    return acts.mutate(
        lo=ibis.least(_.actor, _.recipient),
        hi=ibis.greatest(_.actor, _.recipient),
        side=(_.actor < _.recipient).cast("int32"),
    )


def find_links(acts: Any, kinds: Any, tables: Any, said: Any, rules: Rules) -> Any:
    """The links of acts: response, trigger, confidence in thousandths, log-odds, features as bits.

    Args:
        acts: of fold_rows, without those that differ.
        kinds: as compare_kinds, in columns response_kind, trigger_kind, same, mirrored, hostile.
        tables: as for fold_rows.
        said: response, trigger and stated: pairs of which sources speak.
        rules: see kg/infer/rules.toml.
    """
    weights = Weights(rules)
    pairs = _candidates(_counted(acts, rules), kinds, tables, rules)
    features = {
        name: holds for name, holds in _features(pairs, rules).items() if name in weights.of
    }
    bits = {name: 1 << bit for bit, name in enumerate(sorted(weights.of))}
    score = sum((ibis.ifelse(holds, weights.of[name], 0) for name, holds in features.items()),
                ibis.literal(weights.prior, "int64"))  # fmt: skip
    mask = sum((ibis.ifelse(holds, bits[name], 0) for name, holds in features.items()),
               ibis.literal(0, "int64"))  # fmt: skip
    scored = pairs.select("response", "trigger", score=score, features=mask)
    judged = _shared_out(scored, weights.scale)
    return _linked(_left(judged, said), rules)


def _counted(acts: Any, rules: Rules) -> Any:
    """Acts with their place among those of their side, and with what both did before."""

    def within(*by: str, first: int | None, last: int) -> Any:
        return ibis.window(group_by=["lo", "hi", *by], order_by="day", range=(first, last))

    in_order = ibis.window(group_by=["lo", "hi", "side"], order_by=["day", "id"])
    alike = ibis.window(
        group_by=["lo", "hi", "side", "kind", "unit", "quantity"], order_by=["day", "id"]
    )
    ever = within(first=None, last=0)
    year = within(first=-rules.quiet_days, last=0)
    own = within("side", first=-rules.quiet_days, last=-1)
    counted = acts.mutate(
        ones=_.side.cast("int64").sum().over(ever),
        all=_.count().over(ever),
        ones_year=_.side.cast("int64").sum().over(year),
        all_year=_.count().over(year),
        habit=_.count().over(own),
        place=ibis.row_number().over(in_order),
        before=_.day.lag().over(alike),
    )
    return counted.mutate(
        # acts of the other side up to this day, ever and in the year before
        stop=ibis.ifelse(_.side == 1, _.all - _.ones, _.ones),
        others=ibis.ifelse(_.side == 1, _.all_year - _.ones_year, _.ones_year),
        repeats=((_.day - _.before) <= rules.duplicate_days).fill_null(False),
    )


def _candidates(acts: Any, kinds: Any, tables: Any, rules: Rules) -> Any:
    """Each act with those of the nearest acts of the other side that it may answer."""
    nearest = ibis.array(list(range(1, rules.nearest + 1))).unnest()
    wanted = acts.mutate(back=nearest).mutate(wanted=_.stop - _.back, other=1 - _.side)
    triggers = acts.select(
        trigger="id", trigger_lo="lo", trigger_hi="hi", trigger_side="side", trigger_place="place",
        trigger_day="day", trigger_kind="kind", trigger_quantity="quantity", trigger_unit="unit",
        trigger_within="within_day", trigger_case="case", trigger_tables="tables",
    )  # fmt: skip
    pairs = wanted.join(
        triggers,
        [
            wanted.lo == triggers.trigger_lo,
            wanted.hi == triggers.trigger_hi,
            wanted.other == triggers.trigger_side,
            wanted.wanted == triggers.trigger_place,
        ],
    )
    pairs = pairs.mutate(lag=_.day - _.trigger_day, both=_.tables & _.trigger_tables)
    pairs = pairs.join(
        kinds,
        [_.kind == kinds.response_kind, _.trigger_kind == kinds.trigger_kind],
        rname="{name}_",
    )
    ordered = (_.within_day > 0) & (_.trigger_within > 0) & (_.within_day != _.trigger_within)
    came_first = (_.lag > 0) | ibis.ifelse(ordered, _.trigger_within < _.within_day, _.hostile)
    pairs = pairs.filter((_.lag <= rules.window_days) & came_first)
    # the lowest bit of those both have is the table that begins first
    pairs = pairs.mutate(both=_.both & (-_.both))
    covers = tables.select("bit", begins="first_day")
    return pairs.left_join(covers, pairs.both == covers.bit).rename(response="id")


def _features(pairs: Any, rules: Rules) -> dict[str, Any]:
    """What holds of each pair, by the names of kg/infer/features.py."""
    known = (pairs.quantity > 0) & (pairs.trigger_quantity > 0) & (pairs.unit == pairs.trigger_unit)
    more = ibis.greatest(pairs.quantity, pairs.trigger_quantity)
    less = ibis.least(pairs.quantity, pairs.trigger_quantity)
    equal = known & (more == less)
    # the trigger is itself one of those counted, unless it lies before the year
    others = pairs.others - ibis.ifelse(pairs.lag <= rules.quiet_days, 1, 0)
    covered = pairs.day - pairs.begins
    told = (pairs.within_day > 0) & (pairs.trigger_within > 0)
    quiet = (covered != 0) & (covered >= math.ceil(rules.quiet_days / 2)) & (others == 0)
    return {
        "sameKind": pairs.same,
        "mirroredKind": pairs.mirrored,
        "answersHostileAct": pairs.hostile,
        "equalCount": equal,
        "scaledCount": known & ~equal & (more <= 2 * less),
        "sharedCase": (pairs.case >= 0) & (pairs.case == pairs.trigger_case),
        **{name: (pairs.lag > low) & (pairs.lag <= high) for name, (low, high) in _LAGS.items()},
        "busyDyad": (others >= rules.busy) & (others < rules.crowded - 1),
        "quietDyad": quiet.fill_null(False),
        "crowdedDyad": (others + 1 >= rules.crowded) & (others + 1 < rules.dense),
        "denseDyad": others + 1 >= rules.dense,
        "ownHabit": pairs.habit > 0,
        "orderOpen": ~told & (pairs.lag <= 0),
        "duplicateAct": pairs.repeats,
    }


def _shared_out(scored: Any, scale: int) -> Any:
    """Confidence in each trigger of a response: one softmax over them and none, rounded down.

    As kg/infer/confidence.py has it; the greatest score is taken off first so that none overflows.
    """
    mine = ibis.window(group_by="response")
    scored = scored.mutate(top=ibis.greatest(_.score.max().over(mine), 0))
    scored = scored.mutate(odds=((_.score - _.top) / float(scale)).exp())
    every = _.odds.sum().over(mine) + ((-_.top) / float(scale)).exp()
    thousandths = (_.odds / every * _STEP).floor().cast("int64")
    return scored.mutate(confidence=ibis.least(thousandths, _STEP - 1)).drop("top", "odds")


def _left(judged: Any, said: Any) -> Any:
    """The pairs that no source settles: it speaks of them, or a party says what its act answers."""
    stated = said.filter(_.stated).select(response="response")
    either = said.select("response", "trigger").union(
        said.select(response="trigger", trigger="response")
    )
    judged = judged.anti_join(stated.distinct(), "response")
    return judged.anti_join(either.distinct(), ["response", "trigger"])


def _linked(judged: Any, rules: Rules) -> Any:
    """Where all triggers of a response together are above the threshold, the best and near it."""
    mine = ibis.window(group_by="response")
    judged = judged.mutate(every=_.confidence.sum().over(mine), best=_.confidence.max().over(mine))
    part, whole = rules.share.as_integer_ratio()
    least = math.floor(rules.threshold * _STEP)
    judged = judged.filter((_.every > least) & (_.confidence * whole >= _.best * part))
    return judged.drop("every", "best")
