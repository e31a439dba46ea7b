"""What the cache saves: a build after one article changed, and the check of one file among many.

`python benchmarks/cache.py --articles 1000` makes the articles of scale.py, builds them twice with
an edit in between, and once more with --no-cache, whose files must be the same; then it checks one
file among them, and alone in a folder of its own. CPU seconds (user and system) of whole processes,
in turn in one run, and their ratios; `--unchecked` builds without the shapes.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from scale import CHECK, HERE, Spent, spend, write_articles

BUILD: Final = """
import sys
from pathlib import Path
from kg.build import build_graph, write_build
from kg.cache import CACHE, Cache
from kg.cli import main
data, cached, checked, out = sys.argv[1:]
if checked == "yes":
    main(["build", data, "-o", out, *["--no-cache"] * (cached == "no")])
cache = Cache(Path(out, CACHE)) if cached == "yes" else None
write_build(build_graph(data, check=False, cache=cache), Path(out))
if cache is not None:
    cache.save(Path(out))
"""


def content(folder: Path) -> dict[str, bytes]:
    """The files of an out/ folder by name, the cache apart."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.name[0] != "."}


def edit(path: Path, number: int) -> None:
    """Give the article another title."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  title: ", f"  title: ({number}) ", 1), encoding="utf-8")


def show(name: str, found: Spent, beside: Spent | None = None) -> None:
    """Print one line."""
    ratio = f"{found.seconds / beside.seconds:7.2f}" if beside else ""
    print(f"{name:<44} {found.seconds:8.2f} s {found.peak:6.0f} MB {ratio}", flush=True)


class Measured(NamedTuple):
    """What each took."""

    without: Spent  # a build without a cache
    again: Spent  # a build after one article changed
    alone: Spent  # a check of one file alone in its folder
    among: Spent  # of the same file among all


def measure_cache(articles: int, checked: str, runs: int) -> Measured:
    """Build and check so many articles, and print what each took.

    Args:
        articles: how many, rounded up to whole sets of five.
        checked: `yes` or `no`: whether builds hold them against the shapes.
        runs: of each check; the median counts.
    """
    with tempfile.TemporaryDirectory() as top:
        data, out, plain = (Path(top) / each for each in ("data", "out", "plain"))
        write_articles(articles, data)
        file = sorted((data / "articles").glob("rferl-*.yaml"))[-1]

        def build(cached: str, into: Path) -> Spent:
            return spend(HERE, BUILD, [str(data), cached, checked, str(into)], 0)

        show("first build, which fills the cache", build("yes", out))
        edit(file, 1)
        again, without = build("yes", out), build("no", plain)
        if content(out) != content(plain):
            raise SystemExit("the two builds differ")
        show("build without a cache", without)
        show("build after one article changed", again, without)
        alone = Path(top, "alone", "articles", file.name)
        alone.parent.mkdir(parents=True)
        shutil.copy(file, alone)
        took: dict[Path, list[Spent]] = {alone: [], file: []}
        for _ in range(runs):
            for path, spent in took.items():
                spent.append(spend(HERE, CHECK, [str(path), str(out)], 0))
        one, among = (
            Spent(statistics.median(x.seconds for x in found), max(x.peak for x in found), 0)
            for found in took.values()
        )
        show("kg check FILE, alone in its folder", one)
        show(f"kg check FILE, among {articles:,} articles", among, one)
        return Measured(without, again, one, among)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--unchecked", action="store_true", help="build without the shapes")
    parser.add_argument("--runs", type=int, default=3, help="of each check; the median counts")
    options = parser.parse_args()
    measure_cache(options.articles, "no" if options.unchecked else "yes", options.runs)


if __name__ == "__main__":
    main()
