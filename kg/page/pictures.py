"""One view of the page as a picture of its own."""

from __future__ import annotations

from kg.page.payload import Scene, largest_first
from kg.page.rungs import draw_ladder
from kg.page.svg import draw_svg
from kg.tell.ladder import find_sides
from kg.tell.signs import family_of

ALL_MOVES = "All moves"  # the title of a ladder of everything


def draw_view(scene: Scene, view: str) -> str:
    """A view as SVG.

    Args:
        scene: what to draw.
        view: ladder for all moves, chain for those of the largest chain, graph; else the timeline.
    """
    if view in ("ladder", "chain"):
        return _draw_moves(scene, view)
    deeds = "deeds" if scene.views["deeds"].spots else "all"
    return draw_svg(scene, "graph" if view == "graph" else deeds)


def _draw_moves(scene: Scene, view: str) -> str:
    """Speech acts are left out of a ladder of everything, as on the page, and not of a chain."""
    index = scene.index
    chain = next(iter(largest_first(index)), None) if view == "chain" else None
    if chain:
        names = {name for name in chain.actions if name in index.actions}
        title = index.action(chain.first[0] if chain.first else chain.id)
    else:
        deeds = {each.id for each in index.ordered if family_of(each) != "speech"}
        names, title = deeds or set(index.actions), ALL_MOVES
    sides = find_sides(index.actions[name] for name in names)
    return draw_ladder(scene, names, sides, title)
