"""The strip of a pair: its moves by time, one side above the line and the other below.

A column is a stretch of time, as high as there are moves in it; a thread joins a move to the one
that it answers, broken where only a rule says so.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Final

from kg.model.order import first_day
from kg.model.standing import sides_of
from kg.tell.dyads import Dyad

COLUMNS: Final = 60  # stretches of time; more would be thinner than 4 px on a card
HALF: Final = 24  # units above and below the line; a column is one wide, and a card stretches all
LEAST: Final = 5  # units of one move; the highest column is HALF


def draw_strip(dyad: Dyad) -> dict[str, str]:
    """The paths of a strip, and the years at its ends.

    Returns:
        `up`, `down`, `both` (moves of the first side, the second, and of both or others),
        `joins` and `inferred` (threads) as SVG path data; `first` and `last` as years. Empty where
        no move has a day.
    """
    days = {each.id: day for each in dyad.moves if (day := first_day(each))}
    if not days:
        return {}
    start, end = min(days.values()), max(days.values())
    column = {name: _column(day, start, end) for name, day in days.items()}
    rows = {each.id: _row(sides_of(each), dyad.sides) for each in dyad.moves}
    counts = Counter((column[name], rows[name]) for name in column)
    most = max(counts.values())
    heights = {key: _height(number, most) for key, number in counts.items()}
    paths = {"up": "", "down": "", "both": ""}
    for (at, row), height in sorted(heights.items()):
        if row == "both":
            paths[row] += f"M{at} {HALF - height / 2:g}v{height}"
        else:
            paths[row] += f"M{at} {HALF}v{-height if row == 'up' else height}"
    threads: dict[bool, dict[str, None]] = {False: {}, True: {}}  # one upon another is one
    for trigger, response, inferred in dyad.joins:
        if trigger in column and response in column:
            ends = [
                (column[each], _tip(rows[each], heights[column[each], rows[each]]))
                for each in (trigger, response)
            ]
            threads[inferred][_thread(*ends)] = None
    return {
        **paths,
        "joins": "".join(threads[False]),
        "inferred": "".join(threads[True]),
        "first": str(start.year),
        "last": str(end.year),
    }


def _column(day: date, start: date, end: date) -> int:
    """The stretch in which a day lies, of COLUMNS from the first to the last day."""
    return (day - start).days * (COLUMNS - 1) // max((end - start).days, 1)


def _row(actors: tuple[str, ...], sides: tuple[str, str]) -> str:
    acting = [side in actors for side in sides]
    return "both" if all(acting) else "up" if acting[0] else "down"


def _height(number: int, most: int) -> int:
    return round(LEAST + (HALF - LEAST) * (number - 1) / max(most - 1, 3))


def _tip(row: str, height: int) -> int:
    return {"up": HALF - height, "down": HALF + height}.get(row, HALF)


def _thread(start: tuple[int, int], end: tuple[int, int]) -> str:
    """From tip to tip; within one stretch a little aside, so that it is seen."""
    (x, y), (to, low) = start, end
    return f"M{x} {y}L{to if to != x else x + 0.8:g} {low}"
