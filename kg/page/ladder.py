"""One chain as a ladder: time runs down, a rail a side, each move with its figures.

The side that moved first has the left rail; where more than three sides move, all but the first
two share the last rail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.model.actions import Action, Chain, Link
from kg.model.standing import sides_of
from kg.page.geometry import MARKER, Note, Picture, Rail, Spot, measure_text
from kg.tell.days import abbreviate_when
from kg.tell.index import Index
from kg.tell.records import OPEN
from kg.tell.words import cut_caption, spell_day, spell_lag, spell_quantity, start_sentence

STEP: Final = 66  # px between moves: three lines of text and the room to tell them apart
DAYS: Final = 176  # px for the days at the left, a span of two among them
TOP: Final = 46  # px for the names of the sides
RAILS: Final = 3  # beyond that names no longer fit side by side
LETTERS: Final = 52  # of a line of text; the panel has all of it
TAIL: Final = 34  # px of the open end below the last move

OTHERS: Final = "Others"


def lay_out_chain(chain: Chain, index: Index) -> Picture:
    """Place the moves of a chain from top to bottom.

    Args:
        chain: its actions in order, each trigger before its responses.
        index: where the actions and the chain's links are known.
    Returns:
        The picture, with the day, the figures and the open end of each move as notes.
    """
    moves = [index.actions[name] for name in chain.actions if name in index.actions]
    links = [index.links[iri] for iri in chain.links if iri in index.links]
    rails = _name_rails(moves, index)
    column = {name: number for number, name in enumerate(rails)}
    lines = {m.id: (caption_of_move(m, index), _figures(m, links, rails, index)) for m in moves}
    widths = _widths(moves, lines, rails, column, index)
    lefts = [DAYS + sum(widths[:number]) + MARKER for number in range(len(rails))]
    spots, notes, before = {}, [], ""
    for row, move in enumerate(moves):
        x, y = lefts[column[_side(move, rails, index)]], TOP + STEP * row + MARKER
        spots[move.id] = Spot(x=x, y=y, reach=x)
        text = abbreviate_when(move)
        if text != before:
            notes.append(Note(x=0, y=y, text=text, sort="day", at=move.id))
        before = text
        notes.append(Note(x=x + MARKER + 5, y=y + 17, text=lines[move.id][1], sort="figures",
                          at=move.id))  # fmt: skip
        if move.id in chain.last and (answer := index.data.answers.get(move.id)) and answer.open:
            until = f" since {spell_day(move.latest)}" if move.latest else ""
            notes.append(
                Note(
                    x=x,
                    y=y + TAIL,
                    text=f"Open: {OPEN[answer.state]}{until}",
                    sort="open",
                    at=move.id,
                )
            )
    return Picture(
        sort="ladder",
        spots=spots,
        notes=tuple(notes),
        rails=tuple(Rail(x=x, label=label) for x, label in zip(lefts, rails, strict=True)),
        width=DAYS + sum(widths),
        height=TOP + STEP * len(moves),
    )


def caption_of_move(move: Action, index: Index) -> str:
    """Kind and count."""
    words = start_sentence(index.kind(move.kind))
    if move.values.quantity:
        words += f" · {spell_quantity(move.values.quantity, index.data.code_labels)}"
    return cut_caption(words, LETTERS)


def _side(move: Action, rails: Sequence[str], index: Index) -> str:
    name = index.names(sides_of(move)) or "Actor not known"
    return name if name in rails else OTHERS


def _name_rails(moves: Sequence[Action], index: Index) -> list[str]:
    names = list(dict.fromkeys(index.names(sides_of(m)) or "Actor not known" for m in moves))
    return names if len(names) <= RAILS else [*names[: RAILS - 1], OTHERS]


def _figures(move: Action, links: Sequence[Link], rails: Sequence[str], index: Index) -> str:
    """Who, where the rail does not say; the lags to its triggers; severity."""
    who = index.names(sides_of(move)) if _side(move, rails, index) == OTHERS else ""
    said = [link for link in links if link.response == move.id]
    lags = list(dict.fromkeys(filter(None, (spell_lag(k.min_lag, k.max_lag) for k in said))))
    parts = [who] if who else []
    parts.append(", ".join(lags[:2]) + (" …" if len(lags) > 2 else ""))
    parts.append(f"severity {move.severity} of 10")
    return cut_caption(" · ".join(filter(None, parts)), LETTERS)


def _widths(
    moves: Sequence[Action],
    lines: Mapping[str, tuple[str, str]],
    rails: Sequence[str],
    column: Mapping[str, int],
    index: Index,
) -> list[int]:
    """Each rail as wide as its longest line."""
    widths = [measure_text(cut_caption(label)) for label in rails]
    for move in moves:
        here = column[_side(move, rails, index)]
        widths[here] = max([widths[here], *map(measure_text, lines[move.id])])
    return [width + 2 * MARKER + 40 for width in widths]
