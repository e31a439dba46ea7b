"""A view as SVG: the places of the page's picture, for print and for other pages.

Every action and every line is a group of its own with its number. What the page shows it draws
itself in the same way, in drawing.js, of a kit of what does not depend on places. All text is
escaped, and what XML cannot carry is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.page.curves import trace_head, trace_line
from kg.page.edges import lead_of
from kg.page.frame import EDGE, TITLE_ROW, draw_credit, draw_legend, draw_title
from kg.page.geometry import MARKER, Picture, Spot, end_of_caption, measure_text
from kg.page.legend import list_legend
from kg.page.marks import (
    BADGE,
    clean,
    draw_answer,
    draw_line,
    draw_marker,
    draw_rule,
    draw_span,
    write,
)
from kg.page.payload import Scene
from kg.page.signs import LIGHT
from kg.tell.words import cut_caption

GUTTER: Final = 150  # px for the names of lanes
AXIS: Final = 46  # px for the days
LEAST_WIDTH: Final = 560  # px; a title needs them
LANE_LETTERS: Final = 18

_RULES: Final = (
    "text{{font:13px system-ui,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif;fill:{ink}}}"
    ".h{{font:600 22px Georgia,'Liberation Serif',serif}}.q{{fill:{quiet};font-size:12px}}"
    ".b{{font-weight:600}}.i{{font-style:italic;font-size:11px;fill:{quiet}}}"
    ".l,.d{{fill:none}}.a{{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}}"
    ".t{{paint-order:stroke;stroke:{paper};stroke-width:3px;stroke-linejoin:round}}"
)
STYLE: Final = _RULES.format(**LIGHT)  # the page's policy names its digest, to read SVG again


def draw_svg(scene: Scene, name: str) -> str:
    """One view of the scene as a whole SVG file, with its title, legend and credit.

    Args:
        scene: what to draw.
        name: a key of scene.views.
    Returns:
        The text of the file; a sentence in place of a picture where there is nothing to show.
    """
    view = scene.views[name]
    left = EDGE + (GUTTER if view.sort == "timeline" else 0)
    width = max(left + view.width + EDGE, LEAST_WIDTH)
    ground = [*_ground(view, width - left)]
    if not view.spots:
        ground = ['<text y="20">There are no actions to show.</text>']
    parts = {"ground": ground, "lines": _lines(scene, view), "markers": _markers(scene, view)}
    return _frame(scene, view, left, width, parts)


def draw_kit(scene: Scene) -> tuple[str, list[int]]:
    """What the page draws pictures of, whatever of the scene it shows, and wherever.

    Returns:
        A file without lanes, days, lines and markers, but with each sign that occurs; and the
        number of the sign of each action.
    """
    drawn = [_sign(record) for record in scene.records]
    signs = {sign: n for n, sign in enumerate(dict.fromkeys(drawn))}
    parts: dict[str, list[str]] = {"ground": [], "lines": [], "markers": []}
    parts["signs"] = [f"<g>{sign}</g>" for sign in signs]
    view = Picture(sort="timeline", spots={}, width=0, height=0)
    return _frame(scene, view, EDGE, LEAST_WIDTH, parts), [signs[sign] for sign in drawn]


def _frame(
    scene: Scene, view: Picture, left: int, width: int, parts: Mapping[str, Iterable[str]]
) -> str:
    """A file with a picture in parts, between title, legend and credit."""
    title = draw_title(scene.index.data.title, width)
    top = EDGE + 16 + TITLE_ROW * len(title) + (AXIS if view.sort == "timeline" else 0)
    foot = top + view.height + 2 * EDGE
    legend, high = draw_legend(list_legend(scene.index, scene.records, scene.edges), width)
    credit, low = draw_credit(scene.credit, width)
    height = foot + high + low + EDGE
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">',
            f'<title id="title">{clean(scene.index.data.title)}</title>',
            f"<style>{STYLE}</style>",
            f'<rect width="{width}" height="{height}" fill="{LIGHT["paper"]}"/>',
            *_part("heading", 0, 0, title),
            f'<g data-part="picture" transform="translate({left} {top})">',
            *(line for name, body in parts.items() for line in _part(name, 0, 0, body)),
            "</g>",
            *_part("legend", EDGE, foot, legend),
            *_part("credit", EDGE, foot + high + EDGE // 2, credit),
            "</svg>",
            "",
        )
    )


def _part(name: str, x: int, y: int, body: Iterable[str]) -> Iterator[str]:
    """A part that the page finds again by its name."""
    place = f' transform="translate({x} {y})"' if x or y else ""
    yield f'<g data-part="{name}"{place}>'
    yield from body
    yield "</g>"


def _ground(view: Picture, right: int) -> Iterable[str]:
    """Lanes, days and compressed stretches."""
    for number, lane in enumerate(view.lanes):
        if number % 2 == 0:
            size = f'width="{GUTTER + right}" height="{lane.bottom - lane.top}"'
            yield f'<rect x="{-GUTTER}" y="{lane.top}" {size} fill="{LIGHT["band"]}"/>'
        middle = (lane.top + lane.bottom) // 2 + 5
        yield write(8 - GUTTER, middle, cut_caption(lane.label, LANE_LETTERS), "b")
    taken = -GUTTER
    for tick in view.ticks:
        if tick.major:
            yield draw_rule(tick.x, -14, view.height)
        if tick.x >= taken:
            yield write(tick.x, -30, tick.label, "q")
            taken = tick.x + 84
    for gap in view.gaps:
        centre = (gap.left + gap.right) // 2
        yield from (draw_rule(centre + shift, 0, view.height, "1.5 5") for shift in (-3, 3))
        yield write(centre, -10, gap.label, "i", "middle")
    for x in (view.undated, view.undated_answers):
        if x is not None:
            yield draw_rule(x, -44, view.height)
            yield write(x - 60 if x == view.undated else x + 8, -30, "Undated", "q")


def _lines(scene: Scene, view: Picture) -> Iterable[str]:
    for edge in scene.edges:
        ends = [scene.records[edge[key]]["id"] for key in ("from", "to")]
        if ends[0] not in view.spots or ends[1] not in view.spots:
            continue
        trace = trace_line(view.spots[ends[0]], view.spots[ends[1]], view.sort)
        head = edge["arrows"]["to"]["type"]
        colour = LIGHT.get(edge["relation"], LIGHT["quiet"])
        drawn = draw_line(
            trace.path,
            trace_head(trace, head),
            colour,
            width=edge["width"],
            dashes=edge["dashes"],
            open_=head == "vee",
        )
        yield drawn.replace("<g", f'<g data-edge="{edge["id"]}"', 1)


def _markers(scene: Scene, view: Picture) -> Iterable[str]:
    captions = scene.captions[view.sort]
    arriving: dict[int, list[str]] = {}
    for edge in scene.edges:
        if scene.records[edge["from"]]["id"] in view.spots:
            arriving.setdefault(edge["to"], []).append(edge["label"])
    lanes = {lane.top: n for n, lane in enumerate(view.lanes)}
    for number, record in enumerate(scene.records):
        if spot := view.spots.get(record["id"]):
            top = max((each for each in lanes if each <= spot.y), default=None)
            ground = "band" if top is not None and lanes[top] % 2 == 0 else "paper"
            caption = captions[record["id"]] + (" ?" if record["contested"] else "")
            lead = lead_of(arriving.get(number, ()))
            yield _marker(number, record, spot, caption, lead, ground)


def _marker(
    number: int, record: Mapping[str, object], spot: Spot, caption: str, lead: str, ground: str
) -> str:
    """An action with its texts; these stand on a ground of their own, so that lines pass behind."""
    title = clean(f"{record['label']}, {record['when']}")
    parts = [f"<title>{title}</title>"]
    paper = f'fill="{LIGHT[ground]}"'
    after = end_of_caption(caption) - MARKER
    parts.append(f'<rect x="{MARKER + 3}" y="-9" width="{after}" height="18" {paper}/>')
    if lead:
        wide = measure_text(lead) + 4
        left = -MARKER - 10 - wide
        parts.append(
            f'<g data-lead="{number}"><rect x="{left}" y="-20" width="{wide}" height="17" {paper}/>'
            f"{write(-MARKER - 12, -7, lead, 'q t', 'end')}</g>"
        )
    if spot.reach > spot.x:
        parts.append(draw_span(spot.reach - spot.x))
    parts.append(_sign(record))
    parts.append(write(MARKER + 6, 4, caption, "t"))
    at = f'data-at="{number}" transform="translate({spot.x} {spot.y})"'
    return f"<g {at}>{''.join(parts)}</g>"


def _sign(record: Mapping[str, object]) -> str:
    """The marker of an action with the mark of how it stands."""
    state = str(record["answerState"])
    marker = draw_marker(str(record["family"]), str(record["icon"]), str(record["fill"]))
    return marker + (draw_answer(state, *BADGE) if state else "")
