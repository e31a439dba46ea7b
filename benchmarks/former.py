"""Processor time of this checkout beside a former one, in turn: build, check, chains, draw.

`git worktree add /tmp/former COMMIT`, then `python benchmarks/former.py /tmp/former --runs 3`. Each
figure is the median of whole processes, this one and the former in turn, so that a slow spell of
the machine hits both; the ratio is the median of the pairs. With `--draw 20000` it is `kg draw` of
an event table of so many invented rows alone, and with `--max-nodes 20000` the page has them all;
`--export` adds `kg export` of them to each format.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
KG = "import sys; from kg.cli import main; main(sys.argv[1:])"
#: The build of the five articles, which an earlier commit made where nothing was named.
ARTICLES_ALONE = """
import inspect, sys
from kg.build import build_graph
from kg.cli import main
known = "events" in inspect.signature(build_graph).parameters
main(["build", *["--without-events"] * known, "-o", sys.argv[1]])
"""
ARTICLE = "data/articles/nytimes-2018-03-26.yaml"
#: Many short exchanges, as event data have them; the time of find_chains alone is printed.
CHAINS = """
import sys, time
from datetime import date
from kg.errors import Place
try:
    from kg.chains import find_chains
    from kg.actions import Action, Link, Values
except ImportError:
    from kg.infer.chains import find_chains
    from kg.model.actions import Action, Link, Values
place, size = Place("made.csv", 1, 1), int(sys.argv[1])
def act(n):
    day = date.fromordinal(730000 + n // 9)
    return Action(id=f"a{n}", kind="Expulsion", label=f"a{n}", earliest=day, latest=day,
                  values=Values(status="carriedOut"), material=True, place=place)
def link(n):
    return Link(iri=f"l{n}", response=f"a{n + 1}", trigger=f"a{n}", relation="retaliation",
                basis="reported", stance="asserts", place=place)
actions = [act(n) for n in range(size)]
links = [link(n) for n in range(0, size - 1) if n % 3 != 2]
began = time.process_time()
find_chains(actions, links)
print(time.process_time() - began)
"""


STATES = (
    "USA RUS CHN GBR FRA DEU IRN ISR TUR UKR POL CZE EST LVA LTU IND PAK JPN KOR PRK VEN BRA CAN "
    "MEX ESP ITA NLD SWE FIN NOR"
).split()
KINDS = (
    "Expulsion Sanctions Recall MissionClosure MissionWithdrawal VisaRestriction Espionage "
    "Cyberattack"
).split()  # known to former commits too
ANSWERING = 0.35  # of the rows; each says that it answers one of the last REACH
REACH = 60


EXPORTS = "turtle trig graphml gexf csv xlsx followthemoney".split()


def invent(count: int, folder: Path) -> None:
    """An event table of so many rows over 35 years, the same for the same count."""
    chance = random.Random(7)
    rows: list[dict[str, str]] = []
    for n in range(count):
        day = date(1990, 1, 1) + timedelta(days=n * 13_000 // count)
        row = {"id": f"act-{n}", "date": day.isoformat(), "type": chance.choice(KINDS)}
        row |= {"status": "carriedOut", "source": f"Outlet {n % 40} (item-{n})"}
        if rows and chance.random() < ANSWERING:
            before = rows[-chance.randint(1, min(n, REACH))]
            row |= {"actor": before["recipient"], "recipient": before["actor"]}
            row |= {"responds_to": before["id"], "relation": "retaliation"}
            row |= {"basis": "reported", "stance": "asserts"}
        else:
            row["actor"], row["recipient"] = chance.sample(STATES, 2)
        if row["type"] == "Expulsion" and chance.random() < 0.6:
            row |= {"quantity": str(chance.randint(1, 60)), "unit": "persons"}
        row["label"] = f"{row['actor']} takes step {n} against {row['recipient']}: {row['type']}"
        rows.append(row)
    folder.mkdir()
    with (folder / "invented.csv").open("w", encoding="utf-8", newline="") as file:
        columns = dict.fromkeys(name for row in rows for name in row)
        table = csv.DictWriter(file, columns)
        table.writeheader()
        table.writerows(rows)


def spend(checkout: Path, code: str, *words: str) -> tuple[float, str]:
    """Processor seconds of a whole process, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "PYTHONPATH": str(checkout)}
    ran = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=checkout, env=env, capture_output=True, text=True
    )
    if ran.returncode not in (0, 1):
        raise SystemExit(ran.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, ran.stdout


def compare(name: str, code: str, words: tuple[str, ...], former: Path, runs: int) -> None:
    """Time one command in both checkouts in turn, and print the medians."""
    pairs, sizes = [], dict[Path, float]()
    for _ in range(runs):
        took = []
        for checkout in (HERE, former):
            seconds, printed = spend(checkout, code, *words)
            took.append(float(printed) if code == CHAINS else seconds)
            if words[-2:-1] == ("-o",) and Path(words[-1]).is_file():
                sizes[checkout] = Path(words[-1]).stat().st_size / 1e6
        pairs.append(took)
    now, then = (statistics.median(each) for each in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    told = f"{name:45} {now:7.2f} s  former {then:7.2f} s  ratio {ratio:.2f}"
    if sizes:
        told += f"; {sizes[HERE]:.2f} MB, former {sizes[former]:.2f}"
    print(told, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("former", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--chains", default="20000", help="actions of the find_chains run")
    parser.add_argument("--draw", type=int, metavar="N", help="kg draw of N invented rows alone")
    parser.add_argument("--max-nodes", default="2000", help="of them drawn")
    parser.add_argument("--export", action="store_true", help="kg export of the N rows as well")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        cases: Mapping[str, tuple[str, ...]] = {
            "kg build, five articles": (ARTICLES_ALONE, out),
            "kg build, all data": (KG, "build", "data", "-o", out),
            f"kg check {ARTICLE}": (KG, "check", ARTICLE),
            f"find_chains, {asked.chains} actions": (CHAINS, asked.chains),
        }
        if asked.draw:
            invent(asked.draw, Path(folder) / "events")
            page = str(Path(folder) / "page.html")
            drawn = ("--max-nodes", asked.max_nodes, "-o", page)
            cases = {f"kg draw, {asked.draw} actions": (KG, "draw", "--data", folder, *drawn)}
            for form in EXPORTS if asked.export else ():
                file = ("--format", form, "-o", f"{page}.{form}")
                cases |= {f"kg export, {form}": (KG, "export", "--data", folder, *file)}
        for name, (code, *words) in cases.items():
            compare(name, code, tuple(words), asked.former, asked.runs)


if __name__ == "__main__":
    main()
