"""How many, as the sources tell it: what they agree on, or the range over what they give.

Every face asks here, so that captions, the table, the facts and a sort say the same of one action.
"""

from __future__ import annotations

from kg.model.actions import Action
from kg.model.actors import Quantity
from kg.model.standing import find_voices
from kg.tell.index import Index
from kg.tell.words import spell_quantity

_ONE_PERSON = Quantity(minimum=1, maximum=1, unit="persons")


def told_count(action: Action, index: Index) -> str:
    """The count with its unit, a range with the words that accounts differ; else nothing."""
    given = _given(action, index)
    told = " or ".join(spell_quantity(x, index.data.code_labels) for x in _spans(given))
    return f"{told}, accounts differ" if len(given) > 1 else told


def count_differs(action: Action, index: Index) -> bool:
    """Whether accounts give several counts."""
    return len(_given(action, index)) > 1


def caption_count(action: Action, index: Index) -> str:
    """The same for a caption, where one person is not worth the room."""
    return "" if _given(action, index) == [_ONE_PERSON] else told_count(action, index)


def sort_count(action: Action, index: Index) -> int:
    """The least number told, or the only bound of it; -1 where there is none."""
    spans = _spans(_given(action, index))
    bounds = (spans[0].minimum, spans[0].maximum) if spans else ()
    return next((number for number in bounds if number is not None), -1)


def _given(action: Action, index: Index) -> list[Quantity]:
    """The count that the sources agree on, or each of those that they give."""
    if action.values.quantity is not None:
        return [action.values.quantity]
    said = (each.values.quantity for each in find_voices(index.reports_of(action.id)))
    return list(dict.fromkeys(each for each in said if each is not None))


def _spans(given: list[Quantity]) -> list[Quantity]:
    """One count a unit that covers all that are given in it."""
    units = dict.fromkeys(each.unit for each in given)
    return [_span([each for each in given if each.unit == unit], unit) for unit in units]


def _span(given: list[Quantity], unit: str) -> Quantity:
    least = [each.minimum for each in given]
    most = [each.maximum for each in given]
    named = [number for number in (*least, *most) if number is not None]
    below, above = None in least, None in most
    if below and above:  # one says "at least", another "at most": the numbers are all there is
        below = above = not named
    return Quantity(
        minimum=None if below else min(named),
        maximum=None if above else max(named),
        unit=unit,
        approximate=any(each.approximate for each in given),
    )
