"""The page's graph beside stock pyvis and cytoscape.js: standing still, dragging, writing.

Every comparison is of the same invented nodes and links in the same run. "Stable" is the end of
the last drawing, in the page's own time since it was asked for: so the driver of the browser,
which needs 0.2 s to look at an empty page, is left out. Our page is asked for its graph at once,
and makes the picture only then. The two files that a stock page asks of a network are refused.
"""

from __future__ import annotations

import json
import statistics
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pyvis.network import Network
from reader import SIZE

from kg.errors import Place
from kg.model.actions import Action, Link, Values
from kg.page import PageData, draw_page
from kg.page.document import dump_json
from kg.page.network import draw_network
from kg.page.payload import make_scene
from kg.tell.index import Index

PLACE = Place(file="invented.yaml", line=1, column=1)
STATES = tuple(f"S{n:02}" for n in range(20))
LIMIT = 65  # s; beyond that a page counts as not settled
QUIET = 1  # s without a drawing after which nothing moves
#: Notes when each drawing ends; all three libraries begin one by clearing their canvas.
WATCH = """{
  const made = CanvasRenderingContext2D.prototype;
  const clear = made.clearRect;
  window.drawings_ = 0;
  made.clearRect = function (...given) {
    window.drawings_++;
    queueMicrotask(() => { window.drawn_ = performance.now(); });
    return clear.apply(this, given);
  };
}"""


def invent(count: int, whole: bool = False) -> PageData:
    """So many expulsions among twenty states, in chains of three or all in one."""
    actions, links = [], []
    for n in range(count):
        actor, other = STATES[n % 20], STATES[(n * 7 + 3) % 20]
        day = date(2000, 1, 1) + timedelta(days=n // 3)
        actions.append(
            Action(
                id=f"a{n}", kind="Expulsion", label=f"Expulsion {n}", earliest=day, latest=day,
                values=Values(actor=(actor,), recipient=(other,), status="carriedOut"),
                actor_states=(actor,), recipient_states=(other,), material=True, place=PLACE,
            )
        )  # fmt: skip
        trigger = n - 1 - n * n % 7 % n if whole and n else n - 1
        if (whole and n) or n % 3:
            links.append(
                Link(iri=f"l{n}", trigger=f"a{trigger}", response=f"a{n}", relation="retaliation",
                     basis="reported", stance="asserts")
            )  # fmt: skip
    return PageData(
        title="Benchmark", actions=tuple(actions), reports=(), links=tuple(links), chains=(),
        articles=(), labels={}, kind_labels={}, code_labels={}, answers={}, cases=(), view="graph",
    )  # fmt: skip


def stock(data: PageData) -> Network:
    """The same nodes and edges as pyvis is meant to be used."""
    network = Network(directed=True, notebook=False, cdn_resources="in_line")
    for action in data.actions:
        network.add_node(action.id, label=action.label)
    for link in data.links:
        network.add_edge(link.trigger, link.response)
    return network


def cytoscape_page(data: PageData, script: Path) -> str:
    """cytoscape.js with our layout of the graph view."""
    scene = make_scene(Index(data))
    spots = scene.views["graph"].spots
    elements = [
        {
            "data": {"id": each.id, "label": each.label},
            "position": {"x": spots[each.id].x, "y": spots[each.id].y},
        }
        for each in data.actions
    ]
    elements += [{"data": {"source": k.trigger, "target": k.response}} for k in data.links]
    style = [
        {"selector": "node", "style": {"label": "data(label)", "width": 18, "height": 18}},
        {"selector": "edge", "style": {"target-arrow-shape": "triangle", "curve-style": "bezier"}},
    ]
    options = json.dumps({"elements": elements, "style": style, "layout": {"name": "preset"}})
    return (
        "<!DOCTYPE html><div id='cy' style='height:900px'></div>"
        f"<script>{script.read_text(encoding='utf-8')}</script>"
        f"<script>cytoscape({{...{options}, container: document.getElementById('cy')}})</script>"
    )


def open_watched(browser: Any, file: Path) -> Any:
    page = browser.new_page(viewport=SIZE)
    page.set_default_timeout(0)  # a busy page answers late
    page.route("https://**", lambda route: route.abort())
    page.add_init_script(WATCH)
    page.goto(file.as_uri(), wait_until="commit")
    return page


def settle(browser: Any, file: Path) -> float:
    """Seconds until the last drawing of a page, by its own clock; LIMIT where it goes on."""
    page = open_watched(browser, file)
    drawn, now = None, 0.0
    while not (drawn and now - drawn > QUIET * 1000) and now <= LIMIT * 1000:
        page.wait_for_timeout(250)
        drawn, now = page.evaluate("[window.drawn_, performance.now()]")
    page.close()
    return LIMIT if now > LIMIT * 1000 else drawn / 1000


def drag_frames(browser: Any, file: Path) -> float:
    """Frames a second while all nodes are dragged across the screen for three seconds."""
    page = open_watched(browser, file)
    page.wait_for_selector("html[data-loaded]", state="attached")
    page.click("#zoom-all")
    box = page.locator("#timeline").bounding_box()
    page.mouse.move(box["x"] + 700, box["y"] + 300)
    page.mouse.down()
    before, began, step = page.evaluate("window.drawings_"), time.perf_counter(), 0
    while time.perf_counter() - began < 3:
        step += 1
        page.mouse.move(box["x"] + 700 + 60 * (step % 5), box["y"] + 300 + 30 * (step % 7))
    frames = page.evaluate("window.drawings_") - before
    took = time.perf_counter() - began
    page.close()
    return frames / took


def write_ours(data: PageData, path: Path) -> float:
    """Seconds to fill pyvis's lists in one go and write the nodes and edges they hold."""
    nodes = [{"id": n, "label": a.label} for n, a in enumerate(data.actions)]
    at = {a.id: n for n, a in enumerate(data.actions)}
    edges = [{"from": at[k.trigger], "to": at[k.response]} for k in data.links]
    began = time.perf_counter()
    path.write_text(dump_json(draw_network(nodes, edges)), encoding="utf-8")
    return time.perf_counter() - began


def compare_small(browser: Any, folder: Path, count: int, whole: bool, runs: int) -> str:
    """How soon so many nodes stand still, here and in pyvis."""
    data = invent(count, whole)
    ours, theirs = folder / "ours.html", folder / "stock.html"
    ours.write_text(draw_page(data), encoding="utf-8")
    theirs.write_text(stock(data).generate_html(), encoding="utf-8")
    us = statistics.median(settle(browser, ours) for _ in range(runs))
    # pyvis moves a thousand nodes for half a minute: once will do
    them = statistics.median(settle(browser, theirs) for _ in range(runs if count == 100 else 1))
    limit = "not within " if them == LIMIT else ""
    return (
        f"{count} nodes stand still: page {us:.2f} s, pyvis {limit}{them:.2f} s, {them / us:.1f} x"
    )


def compare_large(browser: Any, folder: Path, script: Path | None, runs: int) -> list[str]:
    """5,000 nodes beside cytoscape.js where its script is given, and dragged."""
    data = invent(5000)
    ours, lines = folder / "ours.html", []
    ours.write_text(draw_page(data), encoding="utf-8")
    if script:
        theirs = folder / "cytoscape.html"
        theirs.write_text(cytoscape_page(data, script), encoding="utf-8")
        pairs = [(settle(browser, ours), settle(browser, theirs)) for _ in range(runs)]
        us, them = (statistics.median(side) for side in zip(*pairs, strict=True))
        lines.append(
            f"5000 nodes stand still: page {us:.2f} s, cytoscape.js {them:.2f} s, {them / us:.1f} x"
        )
    return [*lines, f"5000 nodes dragged: {drag_frames(browser, ours):.1f} frames/s"]


def compare_writing(folder: Path) -> str:
    """20,000 nodes written, and the whole page of so many actions."""
    data = invent(20_000)
    us = write_ours(data, folder / "nodes.json")
    began = time.perf_counter()
    draw_page(data)
    whole = time.perf_counter() - began
    began = time.perf_counter()
    stock(data).write_html(str(folder / "stock.html"), open_browser=False, notebook=False)
    them = time.perf_counter() - began
    return (
        f"20000 nodes written: network {us:.2f} s, whole page {whole:.2f} s, "
        f"pyvis {them:.2f} s, {them / us:.0f} and {them / whole:.1f} x"
    )
