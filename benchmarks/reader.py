"""What a reader waits for in a built page: the first paint, and each thing that one can do there.

Clicks and keys go through the browser as a hand's would. An action lasts from its event's own
time to the second animation frame after the page has answered, so that what it drew is on the
screen. Beside that stands the processor time of the page's main thread, which a busy machine
stretches less.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SIZE = {"width": 1440, "height": 900}
SETTLED = 400  # ms; the place of a zoom is told 250 ms after it, see camera.js
WORD = "russia"  # what is searched for, a letter at a time: the first ones find nearly everything
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
OURS = "[data-view=pairs]"  # what a page of a former commit has not
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: Notes when the page is whole, and times from an event of one sort on. While the address is a new
#: one that the page has not been told of yet, no frame counts.
WATCH = """{
  window.dataOfPage_ = () => typeof readPage === "function" ? readPage()
    : JSON.parse(document.getElementById("page-data").textContent); // of a former page
  let heard = location.href;
  addEventListener("hashchange", () => { heard = location.href; });
  window.took_ = {};
  window.arm_ = (sort) => {
    heard = location.href;
    window.took_[sort] = new Promise((done) => addEventListener(sort, (event) => {
      let frames = 0;
      requestAnimationFrame(function next() {
        frames = location.href === heard ? frames + 1 : 0;
        if (frames < 2) requestAnimationFrame(next);
        else done(performance.now() - event.timeStamp);
      });
    }, { capture: true, once: true }));
  };
  new MutationObserver((seen, self) => {
    if (document.documentElement?.dataset.loaded === undefined) return;
    window.whole_ = performance.now();
    self.disconnect();
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-loaded"] });
}"""
#: Where to click on the one of some elements that is nearest to the middle of the screen.
NEAREST = """where => {
  const away = (each) => {
    const { left, top, width, height } = each.getBoundingClientRect();
    return Math.hypot(left + width / 2 - innerWidth / 2, top + height / 2 - innerHeight / 2);
  };
  const [found] = [...document.querySelectorAll(where)]
    .filter((each) => each.checkVisibility() && !each.disabled)
    .map((each) => [each, away(each)]).sort((a, b) => a[1] - b[1])[0] ?? [];
  if (!found) return null;
  found.scrollIntoView({ block: "center" });
  const { left, top, width, height } = found.getBoundingClientRect();
  return [left + Math.min(width / 2, 40), top + height / 2];
}"""
#: The same of the actions that the picture draws; its names of lanes and its days left out.
DRAWN = """() => {
  const frame = document.getElementById("timeline");
  frame.scrollIntoView({ block: "center" });
  const { left, top, width, height } = frame.getBoundingClientRect();
  const spots = dataOfPage_().actions.flatMap((_, at) => {
    try {
      const { x, y } = frame.pointOf(at);
      const inside = x > 170 && x < width - 20 && y > 60 && y < height - 20;
      const on = inside && frame.contains(document.elementFromPoint(left + x, top + y));
      return on ? [[left + x, top + y, Math.hypot(x - width / 2, y - height / 2)]] : [];
    } catch { return []; } // this one has no place
  });
  return spots.sort((a, b) => a[2] - b[2])[0]?.slice(0, 2) ?? null;
}"""


@dataclass
class Figures:
    """What was measured of one file, a value a run, and of each action the ms and those of work."""

    file: Path
    actions: int = 0  # that the page has
    loading: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    work: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def sizes(self) -> tuple[float, float]:
        """MB of the file, and gzipped."""
        raw = self.file.read_bytes()
        return len(raw) / 1e6, len(gzip.compress(raw, mtime=0)) / 1e6


def start_browser(driver: Any) -> Any:
    """The Chromium of this machine."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise SystemExit("no browser found: apt install chromium")
    return driver.chromium.launch(executable_path=path, args=FLAGS)


class Reader:
    """One page in a tab of its own, and what happens in it."""

    def __init__(self, browser: Any, figures: Figures, settled: int = SETTLED) -> None:
        self.figures = figures
        self.settled = settled
        self.page = browser.new_context(viewport=SIZE).new_page()
        self.page.set_default_timeout(60_000)
        self.page.add_init_script(WATCH)
        self.devtools = self.page.context.new_cdp_session(self.page)
        self.devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.page.goto(figures.file.as_uri())
        if self.has(OURS):
            self.page.wait_for_selector("html[data-loaded]", state="attached")
        self.wait(1500)
        self._note_loading()

    def _note_loading(self) -> None:
        self.devtools.send("HeapProfiler.collectGarbage")
        paint, whole, load, elements, actions = self.page.evaluate(
            """() => [performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
                 window.whole_, performance.getEntriesByType("navigation")[0].loadEventEnd,
                 document.querySelectorAll("*").length, dataOfPage_().actions.length]"""
        )
        found = {
            "first contentful paint, ms": paint,
            "load event, ms": load,
            "all is there (html[data-loaded]), ms": whole,
            "DOM elements": elements,
            "heap, MB": self._metric("JSHeapUsedSize") / 1e6,
        }
        self.figures.actions = actions
        for name, value in found.items():
            if value is not None:
                self.figures.loading[name].append(value)

    def _metric(self, name: str) -> float:
        found = self.devtools.send("Performance.getMetrics")["metrics"]
        return next(each["value"] for each in found if each["name"] == name)

    def wait(self, ms: int | None = None) -> None:
        self.page.wait_for_timeout(self.settled if ms is None else min(ms, 4 * self.settled))

    def has(self, where: str) -> bool:
        return self.page.locator(where).count() > 0

    def go(self, address: str) -> None:
        """To an address of the page, by no hand; nothing is timed."""
        self.page.evaluate("hash => { location.hash = hash; scrollTo(0, 0); }", address)
        self.wait()

    def _time(self, name: str, sort: str, act: Any) -> None:
        self.page.evaluate("sort => window.arm_(sort)", sort)
        before = self._metric("ThreadTime")
        act()
        took = self.page.evaluate("sort => window.took_[sort]", sort)
        self.figures.work[name].append(1000 * (self._metric("ThreadTime") - before))
        self.figures.took[name].append(took)
        self.wait()

    def _click_at(self, name: str, point: list[float] | None) -> bool:
        if point is None:
            return False
        self.page.mouse.move(*point)
        self.wait(100)
        self._time(name, "pointerup", lambda: (self.page.mouse.down(), self.page.mouse.up()))
        return True

    def click(self, name: str, where: str) -> bool:
        """Click the nearest of some elements; False where there is none to click."""
        return self._click_at(name, self.page.evaluate(NEAREST, where))

    def click_action(self, name: str) -> bool:
        """Click the action in the middle of the picture."""
        return self._click_at(name, self.page.evaluate(DRAWN))

    def press(self, name: str, key: str) -> None:
        self._time(name, "keydown", lambda: self.page.keyboard.press(key))

    def choose(self, name: str, where: str, value: str) -> None:
        self._time(name, "change", lambda: self.page.select_option(where, value))


def try_views(reader: Reader) -> None:
    """Every view twice: the first time there is more to make."""
    views = reader.page.evaluate(
        "[...document.querySelectorAll('[data-view]:not([disabled])')].map(x => x.dataset.view)"
    )
    shown = reader.page.get_attribute("[data-view][aria-pressed=true]", "data-view")
    begin = views.index(shown) + 1
    order = [*views[begin:], *views[:begin]]
    for again in ("the first time", "again"):
        for view in order:
            reader.click(f"to {view}, {again}", f"[data-view={view}]")


def try_search(reader: Reader, view: str) -> None:
    reader.go(f"#view={view}")
    reader.page.focus("#search")
    for letter in WORD:
        reader.press(f"{view}: type a letter of a search", letter)
    reader.page.keyboard.press("Control+a")
    reader.press(f"{view}: clear the search", "Delete")
    reader.page.evaluate("document.activeElement.blur()")


def try_opening(reader: Reader, view: str, where: str = "") -> None:
    """Open an action and close it, in the picture where no other place is named."""
    name = f"{view}: open an action"
    if reader.click(name, where) if where else reader.click_action(name):
        reader.press(f"{view}: close it", "Escape")


def try_filters(reader: Reader, view: str) -> None:
    """Hide an entry of the legend and show it, with and without speech, and one answer state."""
    for sort, name in (("true", "an entry of the legend"), ("false", "speech")):
        where = f"[aria-label='Kinds of action'] [data-sign][aria-pressed={sort}]"
        sign = reader.page.evaluate(
            "where => document.querySelector(where)?.dataset.sign ?? null", where
        )
        for act in ("hide", "show") if sort == "true" else ("show", "hide"):
            if sign:
                reader.click(f"{view}: {act} {name}", f"[data-sign={sign}]")
    if reader.has("#answer option:nth-child(2)"):
        reader.page.click("#filters-button")
        value = reader.page.get_attribute("#answer option:nth-child(2)", "value")
        reader.choose(f"{view}: filter by answer", "#answer", value)
        reader.choose(f"{view}: drop the filter", "#answer", "")
        reader.page.click("#filters-button")


def try_picture(reader: Reader, view: str) -> None:
    reader.go(f"#view={view}")
    try_opening(reader, view)
    for name in ("in", "out"):
        reader.page.evaluate("window.arm_('hashchange')")
        if reader.click(f"{view}: zoom step", f"#zoom-{name}"):
            reader.wait()
            told = reader.page.evaluate("Promise.race([window.took_.hashchange, 0])")
            if told:
                reader.figures.took[f"{view}: its place told, later"].append(told)
    reader.click(f"{view}: show all", "#zoom-all")
    reader.click(f"{view}: zoom step from all", "#zoom-in")
    for button, name in (("#undated", "undated acts"), ("#lanes", "all actors")):
        if reader.click(f"{view}: show {name}", button):
            reader.click(f"{view}: hide {name}", button)


def try_table(reader: Reader) -> None:
    reader.go("#view=table")
    try_opening(reader, "table", "#actions tr[data-at] button.open")
    for key in ("day", "reports", "label"):
        reader.click("table: sort", f"[data-sort={key}]")


def try_pairs(reader: Reader) -> None:
    reader.go("#view=pairs")
    for order in ("newest", "open", "''"):
        reader.click("pairs: change the order", f"[data-order={order}]")
    if reader.click("pairs: open the largest", ".card:first-child h3 a"):
        try_story(reader, "pair")


def try_story(reader: Reader, of: str) -> None:
    if reader.click(f"story of a {of}: begin", "#tell"):
        for _ in range(3):
            reader.press(f"story of a {of}: step", "ArrowRight")


def measure(browser: Any, figures: Figures, settled: int = SETTLED) -> None:
    """Open a page, this commit's or a former one's, and do once what a reader can do with it."""
    reader = Reader(browser, figures, settled)
    try_views(reader)
    own = reader.has(OURS)
    for view in ("pairs", "ladder") if own else ():
        if reader.has(f"[data-view={view}]:not([disabled])"):
            try_search(reader, view)
    try_search(reader, "timeline")
    try_filters(reader, "timeline")
    for view in ("timeline", "graph"):
        try_picture(reader, view)
    try_table(reader)
    if own:
        reader.go("#view=open")
        try_opening(reader, "open", "#open-acts a")
        reader.go("#view=ladder")
        try_opening(reader, "ladder", "#rungs .say a")
        try_filters(reader, "ladder")
        try_story(reader, "whole")
        try_pairs(reader)
    reader.page.context.close()


def median(values: list[float]) -> float:
    return statistics.median(values)
