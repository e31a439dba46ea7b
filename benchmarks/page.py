"""How long a reader of the page waits, and how soon its graph stands still beside other libraries.

Needs Chromium and Playwright; run it on a quiet machine, whose load it prints.

`python benchmarks/page.py` builds the page of the five articles and that of all data, and measures
both; `--page FILE.html` measures a built page; `--former FILE.html` does beside it what the page of
an earlier commit can do too, in turn, and prints ratios (`git worktree add /tmp/former f21cd99`,
then its `kg build data`). `--rivals` compares with stock pyvis on invented data, and
`--cytoscape cytoscape.min.js` with cytoscape.js too (`npm pack cytoscape`, its dist/).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from reader import Figures, measure, median, start_browser
from rivals import compare_large, compare_small, compare_writing

HERE = Path(__file__).resolve().parents[1]
KG = "import sys; from kg.cli import main; main(sys.argv[1:])"
ACTION_BAR = 200  # ms, on an idle machine of two cores
PAINT_BAR = 400  # ms
FEW = 150  # actions; of up to so many a page may have the first of the sizes, else the second
SIZE_BARS = 0.9, 3.0  # MB: of the five articles, and of 1,200 actions
PAINT = "first contentful paint, ms"


def build_pages(folder: Path) -> list[Path]:
    """The pages of the five articles and of all data, built by this checkout."""
    env = {**os.environ, "PYTHONPATH": str(HERE)}
    pages = []
    for words in (["build", "--without-events"], ["build"]):
        out = folder / "-".join(words)
        command = [sys.executable, "-c", KG, *words, "-o", str(out)]
        subprocess.run(command, cwd=HERE, env=env, check=True, capture_output=True)
        pages.append(out / "index.html")
    return pages


def print_figures(now: Figures, former: Figures | None, loads: Sequence[float]) -> None:
    """A line a figure, and what is over its bar."""
    raw, packed = now.sizes
    bar = SIZE_BARS[now.actions > FEW]
    print(f"{now.file}: {now.actions} actions; load {min(loads):.1f} to {max(loads):.1f}")
    print(f"{'size, MB (gzipped)':48}{raw:8.2f} ({packed:.2f}){_judge(raw, bar)}", end="")
    print(f"  former {former.sizes[0]:.2f} ({former.sizes[1]:.2f})" if former else "")
    for name, values in now.loading.items():
        bar = PAINT_BAR if name == PAINT else 0
        usual = median(values)
        print(f"{name:48}{usual:8.0f}{max(values):8.0f}{_judge(usual, bar)}")
    print(f"{'from an action to the second frame, ms':48}  median     max  processor")
    for name, values in now.took.items():
        work = now.work.get(name)
        line = f"{name:48}{median(values):8.0f}{max(values):8.0f}"
        line += f"{median(work):11.0f}" if work else " " * 11
        line += _judge(median(values), ACTION_BAR)
        if former and name in former.took:
            then = median(former.took[name])
            line += f"  former {then:.0f}, ratio {median(values) / then:.2f}"
        print(line, flush=True)


def _judge(value: float, bar: float) -> str:
    return "" if not bar else f"  bar {bar:g}" if value <= bar else f"  OVER {bar:g}"


def measure_pages(browser: Any, pages: Sequence[Path], former: Path | None, runs: int) -> None:
    """Each page so many times; the former one in turn with the last."""
    for page in pages:
        now = Figures(page)
        then = Figures(former) if former and page == pages[-1] else None
        loads = [os.getloadavg()[0]]
        for _ in range(runs):
            for each in filter(None, (now, then)):
                measure(browser, each)
                loads.append(os.getloadavg()[0])
        print_figures(now, then, loads)


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--page", type=Path, help="measure this built page, not two new ones")
    parser.add_argument("--former", type=Path, help="a page of an earlier commit to set beside it")
    parser.add_argument("--rivals", action="store_true", help="compare with pyvis instead")
    parser.add_argument("--cytoscape", type=Path, help="cytoscape.min.js; compare with it as well")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--counts", type=int, nargs="*", default=[100, 1000], help="nodes in pyvis")
    parser.add_argument("--whole", action="store_true", help="all actions in one chain, not three")
    parser.add_argument("--small", action="store_true", help="only these counts")
    return parser


def main() -> None:
    given = make_parser().parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        browser = start_browser(driver)
        if not (given.rivals or given.cytoscape):
            pages = [given.page] if given.page else build_pages(folder)
            measure_pages(browser, [each.resolve() for each in pages], given.former, given.runs)
            return
        print(f"load {os.getloadavg()[0]:.1f}")
        for count in given.counts:
            print(compare_small(browser, folder, count, given.whole, given.runs), flush=True)
        if not given.small:
            for line in compare_large(browser, folder, given.cytoscape, given.runs):
                print(line, flush=True)
            browser.close()
            print(compare_writing(folder))


if __name__ == "__main__":
    main()
