"""A view as SVG: the places of the page's picture, for print and for other pages.

Every action and every line is a group of its own with its number, so that the page can leave out
what its filters hide. All text is escaped, and what XML cannot carry is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from kg.page.edges import lead_of
from kg.page.geometry import MARKER, Picture, Spot
from kg.page.payload import Scene
from kg.page.signs import ICONS, LIGHT, SHAPES
from kg.tell.words import cut_caption

GUTTER: Final = 150  # px for the names of lanes
AXIS: Final = 46  # px for the days
HEADING: Final = 44  # px for the title
EDGE: Final = 24  # px around everything
LANE_LETTERS: Final = 21

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RULES: Final = (
    "text{{font:13px system-ui,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif;fill:{ink}}}"
    ".h{{font:600 22px Georgia,'Liberation Serif',serif}}.q{{fill:{quiet};font-size:12px}}"
    ".b{{font-weight:600}}.o{{fill:{retaliation};font-size:12px}}"
    ".i{{font-style:italic;font-size:11px;fill:{quiet}}}.l{{fill:none}}"
    ".t{{paint-order:stroke;stroke:{paper};stroke-width:3px;stroke-linejoin:round}}"
)
STYLE: Final = _RULES.format(**LIGHT)  # the page's policy names its digest, to read SVG again


def draw_svg(scene: Scene, name: str) -> str:
    """One view of the scene as a whole SVG file.

    Args:
        scene: what to draw.
        name: a key of scene.views.
    Returns:
        The text of the file; a sentence in place of a picture where there is nothing to show.
    """
    view = scene.views[name]
    left = EDGE + (GUTTER if view.sort == "timeline" else 0)
    top = EDGE + HEADING + (AXIS if view.sort == "timeline" else 0)
    width, height = max(left + view.width + EDGE, 560), top + view.height + 2 * EDGE
    title = scene.index.data.title
    body = [*_ground(view, width - left), *_lines(scene, view), *_markers(scene, view)]
    if not view.spots:
        body = ['<text y="20">There are no actions to show.</text>']
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title">',
            f'<title id="title">{xml_text(title)}</title>',
            f"<style>{STYLE}</style>",
            f'<rect width="{width}" height="{height}" fill="{LIGHT["paper"]}"/>',
            f'<text class="h" x="{EDGE}" y="{EDGE + 18}">{xml_text(cut_caption(title, 80))}</text>',
            f'<g transform="translate({left} {top})">',
            *body,
            "</g>",
            "</svg>",
            "",
        )
    )


def xml_text(text: str) -> str:
    """A text as XML carries it: escaped, and without what it cannot carry."""
    return escape(_NOT_XML.sub("", text))


def _write(x: int, y: int, text: str, sort: str, anchor: str = "start") -> str:
    end = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{sort}" x="{x}" y="{y}"{end}>{xml_text(text)}</text>'


def _rule(x: int, top: int, bottom: int, dashes: str = "") -> str:
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{x} {top}V{bottom}" stroke="{LIGHT["rule"]}"{dash}/>'


def _ground(view: Picture, right: int) -> Iterable[str]:
    """Lanes, days, compressed stretches, rails and the notes that belong to no action."""
    for number, lane in enumerate(view.lanes):
        if number % 2 == 0:
            size = f'width="{GUTTER + right}" height="{lane.bottom - lane.top}"'
            yield f'<rect x="{-GUTTER}" y="{lane.top}" {size} fill="{LIGHT["band"]}"/>'
        middle = (lane.top + lane.bottom) // 2 + 5
        yield _write(8 - GUTTER, middle, cut_caption(lane.label, LANE_LETTERS), "b")
    taken = -GUTTER
    for tick in view.ticks:
        if tick.major:
            yield _rule(tick.x, -14, view.height)
        if tick.x >= taken:
            yield _write(tick.x, -30, tick.label, "q")
            taken = tick.x + 84
    for gap in view.gaps:
        centre = (gap.left + gap.right) // 2
        yield from (_rule(centre + shift, 0, view.height, "1.5 5") for shift in (-3, 3))
        yield _write(centre, -10, gap.label, "i", "middle")
    for x in (view.undated, view.undated_answers):
        if x is not None:
            yield _rule(x, -44, view.height)
            yield _write(x - 60 if x == view.undated else x + 8, -30, "Undated", "q")
    for rail in view.rails:
        yield _write(rail.x - MARKER, 12, cut_caption(rail.label), "b")
        yield _rule(rail.x, 24, view.height)


def _lines(scene: Scene, view: Picture) -> Iterable[str]:
    for edge in scene.edges:
        ends = [scene.records[edge[key]]["id"] for key in ("from", "to")]
        if ends[0] not in view.spots or ends[1] not in view.spots:
            continue
        start, end = (view.spots[name] for name in ends)
        colour = LIGHT.get(edge["relation"], LIGHT["quiet"])
        dashes = (
            f' stroke-dasharray="{" ".join(map(str, edge["dashes"]))}"' if edge["dashes"] else ""
        )
        yield (
            f'<g data-edge="{edge["id"]}" stroke="{colour}" stroke-width="{edge["width"]}">'
            f'<path class="l" d="{_curve(start, end, view.sort)}"{dashes}/>'
            f"{_head(end, start, edge['arrows']['to']['type'], colour)}</g>"
        )


def _curve(start: Spot, end: Spot, sort: str) -> str:
    """From marker to marker; along a rail it bows out so that moves between stay clear."""
    if sort == "ladder" and start.x == end.x:
        bow = start.x - MARKER - 24
        return f"M{start.x} {start.y}C{bow} {start.y} {bow} {end.y} {end.x - MARKER - 8} {end.y}"
    half = (end.x - start.x) // 2
    stop = end.x - (MARKER + 8) * (1 if end.x >= start.x else -1)
    return f"M{start.x} {start.y}C{start.x + half} {start.y} {end.x - half} {end.y} {stop} {end.y}"


def _head(end: Spot, start: Spot, sort: str, colour: str) -> str:
    way = -1 if end.x < start.x else 1
    x, y = end.x - (MARKER + 1) * way, end.y
    if sort == "diamond":
        shape = f"M{x} {y}l{-6 * way}-4 {-6 * way} 4 {6 * way} 4z"
    elif sort == "vee":
        return f'<path class="l" d="M{x - 8 * way} {y - 4}L{x} {y}L{x - 8 * way} {y + 4}"/>'
    else:
        shape = f"M{x} {y}l{-9 * way}-4v8z"
    return f'<path d="{shape}" fill="{colour}" stroke="none"/>'


def _markers(scene: Scene, view: Picture) -> Iterable[str]:
    captions = scene.captions[view.sort]
    notes = _notes(view)
    arriving: dict[int, list[str]] = {}
    leaving = {edge["from"] for edge in scene.edges}
    for edge in scene.edges:
        if scene.records[edge["from"]]["id"] not in view.spots:
            continue
        arriving.setdefault(edge["to"], []).append(edge["label"])
    for number, record in enumerate(scene.records):
        if record["id"] not in view.spots:
            continue
        spot = view.spots[record["id"]]
        title = xml_text(f"{record['label']}, {record['when']}")
        yield f'<g data-at="{number}"><title>{title}</title>'
        if spot.reach > spot.x:
            span = (
                f"M{spot.x} {spot.y + 9}v5M{spot.reach} {spot.y + 9}v5M{spot.x} {spot.y + 11.5:g}"
            )
            yield f'<path d="{span}H{spot.reach}" stroke="{LIGHT["quiet"]}"/>'
        yield _marker(record, spot)
        mark = " ?" if record["contested"] else ""
        raised = number in leaving or view.sort == "ladder"
        y = spot.y - 3 if raised else spot.y + 4  # on top of the lines, not across
        yield _write(spot.x + MARKER + 6, y, captions[record["id"]] + mark, "t")
        if view.sort != "ladder" and (lead := lead_of(arriving.get(number, ()))):
            written = _write(spot.x - MARKER - 12, spot.y - 6, lead, "q t", "end")
            yield written.replace("<text", f'<text data-lead="{number}"', 1)  # of several lines
        yield from notes.get(record["id"], ())
        yield "</g>"


def _notes(view: Picture) -> dict[str, list[str]]:
    """Days, figures and open ends by the action that they belong to."""
    notes: dict[str, list[str]] = {}
    for note in view.notes:
        text = _write(note.x, note.y + 4, note.text, "q t")
        if note.sort == "open":
            top = view.spots[note.at].y + MARKER
            tail = f'd="M{note.x} {top}V{note.y - 2}" stroke="{LIGHT["retaliation"]}"'
            text = f'<path {tail} stroke-dasharray="2 3"/>' + _write(
                note.x + MARKER + 5, note.y + 4, note.text, "o t"
            )
        notes.setdefault(note.at, []).append(text)
    return notes


def _marker(record: dict[str, object], spot: Spot) -> str:
    return f'<g transform="translate({spot.x} {spot.y})">{draw_marker(record)}</g>'


def draw_marker(record: Mapping[str, object]) -> str:
    """The marker of an action around the origin: what kind it is, and how far it got."""
    family, fill = str(record["family"]), str(record["fill"])
    colour, paper = LIGHT[family], LIGHT["paper"]
    hollow = fill != "done"
    dashes = {"planned": ' stroke-dasharray="3.5 2.5"', "alleged": ' stroke-dasharray="1.5 2"'}
    inside = colour if hollow else paper
    strike = f'<path d="M-11 11 11-11" stroke="{colour}" stroke-width="2"/>'
    return (
        f'<path d={quoteattr(SHAPES[family])} fill="{paper if hollow else colour}" '
        f'stroke="{colour if hollow else paper}" stroke-width="1.8"{dashes.get(fill, "")}/>'
        f'<path d={quoteattr(ICONS[str(record["icon"])])} fill="none" stroke="{inside}" '
        f'stroke-width="1.5"/>{strike if fill == "declined" else ""}'
    )
