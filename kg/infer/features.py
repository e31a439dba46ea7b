"""What speaks for and against pairs of actions: one function a feature, over all pairs at once.

Each says of which pairs of responses and triggers it holds; what it weighs, says and rests on
stands in kg/infer/rules.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from kg.infer.acts import Acts
from kg.infer.pairs import Pairs
from kg.infer.sets import Column


def same_kind(pairs: Pairs) -> Column:
    """Both are of one class below the three great kinds of measure."""
    kind = pairs.context.acts.kind
    return pairs.context.same[kind[pairs.response], kind[pairs.trigger]]


def alike(pairs: Pairs) -> Column:
    """The two are of one kind, or of kinds that mirror each other."""
    kind = pairs.context.acts.kind
    return pairs.context.alike[kind[pairs.response], kind[pairs.trigger]]


def mirrored_kind(pairs: Pairs) -> Column:
    """Their classes differ but answer each other across sides."""
    return alike(pairs) & ~same_kind(pairs)


def answers_hostile_act(pairs: Pairs) -> Column:
    """A diplomatic, economic or transport measure after a hostile act."""
    return follows_hostile_act(pairs.context.acts, pairs.response, pairs.trigger)


def follows_hostile_act(acts: Acts, response: Column, trigger: Column) -> Column:
    """Whether the second is a hostile act, and the first is not."""
    return acts.hostile[trigger] & ~acts.hostile[response]


def equal_count(pairs: Pairs) -> Column:
    """Both give the same exact count."""
    acts, response = pairs.context.acts, pairs.response
    same = acts.quantity[response] == acts.quantity[pairs.trigger]
    return acts.exact[response] & same


def scaled_count(pairs: Pairs) -> Column:
    """The counts, exact or approximate, differ by a factor of two at most."""
    acts = pairs.context.acts
    one, other = acts.count[pairs.response], acts.count[pairs.trigger]
    units = acts.unit[pairs.response] == acts.unit[pairs.trigger]
    near = (one > 0) & (other > 0) & (one <= 2 * other) & (other <= 2 * one)
    return units & near & ~equal_count(pairs)


def fulfilled_threat(pairs: Pairs) -> Column:
    """The responding side threatened the other, or planned such an act, after the trigger."""
    return _any(pairs, pairs.fulfilled[0])


def shared_case(pairs: Pairs) -> Column:
    """Both belong to one dispute."""
    case = pairs.context.acts.case
    one = case[pairs.response]
    return (one > 0) & (one == case[pairs.trigger])


def shared_article(pairs: Pairs) -> Column:
    """One article reports both."""
    articles = pairs.context.acts.articles
    return _any(pairs, articles.share(pairs.response, articles, pairs.trigger)[0])


def _lag_step(low: int, high: int) -> Callable[[Pairs], Column]:
    """The lag lies above `low` and up to `high` days."""

    def holds(pairs: Pairs) -> Column:
        return (low < pairs.lag) & (pairs.lag <= high)

    return holds


def lag_open(pairs: Pairs) -> Column:
    """The lag is not known, and no source gives the order."""
    return np.isnan(pairs.lag) & ~pairs.told


def said_to_follow(pairs: Pairs) -> Column:
    """The lag is not known, but a source says that the one followed the other."""
    return np.isnan(pairs.lag) & pairs.told


def busy_dyad(pairs: Pairs) -> Column:
    """Its side did several other things in the year: chance alone would give one so near."""
    rules = pairs.context.rules
    return (rules.busy <= pairs.others) & (pairs.others < rules.crowded - 1)


def quiet_dyad(pairs: Pairs) -> Column:
    """The trigger is the only act of its side against the other in the year before.

    Only a table that has both can tell, once it reaches back half a year: articles pick what they
    tell of.
    """
    acts, found = pairs.context.acts, np.zeros(len(pairs), np.bool_)
    alone = np.flatnonzero(pairs.others == 0)
    response, tables = pairs.response[alone], acts.tables
    place, table = tables.share(response, tables, pairs.trigger[alone])
    days = acts.start[response[place]] - acts.first_days[table]
    covered = (days > 0) & (days >= pairs.context.rules.quiet_days / 2)
    found[alone[place[covered]]] = True
    return found


def crowded_dyad(pairs: Pairs) -> Column:
    """The trigger's side acts against the other so often that one may well be near by chance."""
    rules = pairs.context.rules
    return (rules.crowded <= pairs.others + 1) & (pairs.others + 1 < rules.dense)


def dense_dyad(pairs: Pairs) -> Column:
    """The trigger's side acts against the other so often that some act is always near."""
    return pairs.others + 1 >= pairs.context.rules.dense


def own_habit(pairs: Pairs) -> Column:
    """The responding side acted against the other in the year before, whatever the other did."""
    return pairs.habit > 0


def duplicate_act(pairs: Pairs) -> Column:
    """Its side did something similar a day or two before: it may be one act reported twice."""
    return pairs.context.repeats[pairs.response]


def by_membership(pairs: Pairs) -> Column:
    """The roles are reversed only because a state is a member of an organisation."""
    return ~pairs.direct & (not pairs.third)


def for_third_party(pairs: Pairs) -> Column:
    """The trigger was not against the responding side: the roles are not reversed."""
    return np.full(len(pairs), pairs.third)


def joint_measures(pairs: Pairs) -> Column:
    """Others take measures against the same side in those days, for the same third party."""
    return pairs.joint if pairs.third else np.zeros(len(pairs), np.bool_)


def order_open(pairs: Pairs) -> Column:
    """No source and no date gives the order of the two: only their kinds suggest it."""
    acts, response, trigger = pairs.context.acts, pairs.response, pairs.trigger
    told = pairs.told | ((acts.within[trigger] > 0) & (acts.within[response] > 0))
    return ~told & (acts.begin[trigger] >= acts.begin[response])


def contested_trigger(pairs: Pairs) -> Column:
    """A source denies or disputes that the trigger happened, or who did it."""
    return pairs.context.acts.doubted[pairs.trigger]


def prepared_earlier(pairs: Pairs) -> Column:
    """A source puts preparations of the response before the trigger."""
    return _any(pairs, pairs.prepared[0])


def declared_refusal(pairs: Pairs) -> Column:
    """The responding side declined such an act between the two."""
    return _any(pairs, pairs.refused[0])


def sides_with_third(pairs: Pairs) -> Column:
    """A source calls the response an act of solidarity."""
    return pairs.context.acts.siding[pairs.response]


def _any(pairs: Pairs, places: Column) -> Column:
    """The pairs at some places."""
    found = np.zeros(len(pairs), np.bool_)
    found[places] = True
    return found


FEATURES: Final[Mapping[str, Callable[[Pairs], Column]]] = {
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
