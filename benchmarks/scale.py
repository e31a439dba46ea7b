"""How cost grows: invented data of any size, and what each step takes of it, as whole processes.

`python benchmarks/scale.py --former /tmp/former` (`git worktree add /tmp/former 4b88121`) prints
CPU seconds (user and system) and peak memory of builds with all checks, how many times the size
before took (10 is linear where sizes grow tenfold), and the bars of issue 15. `--beside` runs every
step in the former checkout too, in turn with this one, and not only the five articles, which bars
are multiples of. `--rows`, `--articles` and `--steps` choose, `--runs` takes medians, `--limit`
ends a run after so many CPU seconds, and `--make DIR` only writes the data. At last come
the bars of the cache, with so many articles as `--cache` says (cache.py measures them by itself).

*Rows* are an event table: 6,105 pairs of states after Zipf's law, both directions, 30 years, twelve
classes, a twentieth with `responds_to`. *Articles* are the five bundled ones under new ids with
years moved (five sets share their years, so that their actions meet), with digests that fit
nothing; five are one set.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import resource
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate, combinations
from pathlib import Path
from typing import Final, NamedTuple

HERE: Final = Path(__file__).resolve().parents[1]
ARTICLES: Final = sorted((HERE / "data" / "articles").glob("*.yaml"))
#: Classes of rows, with how many of a hundred are of each; a former commit knows them too.
KINDS: Final = {
    "Expulsion": 30, "Sanctions": 20, "Recall": 8, "MilitarySupport": 8, "VisaRestriction": 6,
    "Attack": 6, "Cyberattack": 5, "MissionClosure": 4, "Espionage": 4, "Accusation": 4,
    "StaffReduction": 3, "RelationsSeverance": 2,
}  # fmt: skip
STATES: Final = (
    "USA RUS CHN GBR FRA DEU IRN ISR TUR UKR POL CZE EST LVA LTU IND PAK JPN KOR PRK VEN BRA CAN "
    "MEX ESP ITA NLD SWE FIN NOR DNK BEL AUT CHE GRC BGR ROU HUN SVK SVN HRV SRB ALB MDA GEO ARM "
    "AZE KAZ UZB KGZ TJK MNG VNM THA MMR MYS SGP IDN PHL AUS NZL EGY LBY TUN DZA MAR SDN ETH ERI "
    "SOM KEN UGA RWA COD NGA GHA SEN MLI NER TCD ZAF ZWE AGO MOZ SAU YEM OMN ARE QAT KWT IRQ SYR "
    "LBN JOR CUB NIC HND GTM COL ECU PER BOL CHL ARG PRY URY"
).split()
FIRST: Final = date(1994, 1, 1)
DAYS: Final = 10_950  # 30 years
ANSWERS: Final = 0.05  # of the rows, each of the last row of the other side
COUNTED: Final = 0.6  # of the expulsions
SHARED: Final = 5  # sets of articles with the same years
_DECLARED = re.compile(r"^(?:  id:|- id:) (\S+)$", re.M)
_DATED = re.compile(r"\b(published|date|disclosed|deadline)(: *\"?)([^,}\"\n]+)")
_YEAR = re.compile(r"\b\d{4}(?=\b|-)")


class Spent(NamedTuple):
    """What a process took, and how it ended."""

    seconds: float  # of CPU, user and system, with those of processes that it waited for
    peak: float  # MB
    code: int


def invented_rows(count: int) -> Iterator[dict[str, str]]:
    """The rows of an event table in order of days, the same for the same count."""
    chance = random.Random(15)
    pairs = list(combinations(STATES, 2))
    chance.shuffle(pairs)
    shares = list(accumulate(1 / place for place in range(1, len(pairs) + 1)))
    kinds, parts = list(KINDS), list(accumulate(KINDS.values()))
    last: dict[tuple[str, str], str] = {}
    for n in range(count):
        sides = chance.choices(pairs, cum_weights=shares)[0]
        actor, recipient = sides if chance.random() < 0.5 else sides[::-1]
        row = {
            "id": f"act-{n:08}",
            "date": (FIRST + timedelta(days=n * DAYS // count)).isoformat(),
            "actor": actor,
            "recipient": recipient,
            "type": chance.choices(kinds, cum_weights=parts)[0],
            "status": "carriedOut",
            "source": f"Outlet {n % 40} (item-{n})",
        }
        if row["type"] == "Expulsion" and chance.random() < COUNTED:
            row |= {"quantity": str(chance.randint(1, 60)), "unit": "persons"}
        before = last.get((recipient, actor))
        if before and chance.random() < ANSWERS:
            row |= {"responds_to": before, "relation": "retaliation"}
            row |= {"basis": "reported", "stance": "asserts"}
        last[actor, recipient] = row["id"]
        yield row


def write_rows(count: int, folder: Path) -> None:
    """A data folder with one event table."""
    (folder / "events").mkdir(parents=True)
    columns = "id date actor recipient type quantity unit status source responds_to relation basis"
    with (folder / "events" / "invented.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [*columns.split(), "stance"])
        table.writeheader()
        table.writerows(invented_rows(count))


def write_articles(count: int, folder: Path) -> None:
    """A data folder with so many articles, rounded up to whole sets of five."""
    (folder / "articles").mkdir(parents=True)
    texts = {path.stem: path.read_text(encoding="utf-8") for path in ARTICLES}
    ids = {each for text in texts.values() for each in _DECLARED.findall(_head(text))}
    ours = re.compile(rf"(?<![\w-])({'|'.join(sorted(ids, key=len, reverse=True))})(?![\w-])")
    for copy in range(-(-count // len(texts))):
        back = copy // SHARED
        for name, text in texts.items():
            made = ours.sub(rf"\1-c{copy}", text)
            made = _DATED.sub(lambda found, back=back: _moved(found, back), made)
            mark = sha256(f"{name} {copy}".encode()).hexdigest()
            made = re.sub(r"(textDigest: )\w+", rf"\g<1>{mark}", made)
            (folder / "articles" / f"{name}-c{copy}.yaml").write_text(made, encoding="utf-8")


def _head(text: str) -> str:
    """What declares actions and cases: reports and links have names of their own in each file."""
    return text.split("\nreports:")[0]


def _moved(found: re.Match[str], back: int) -> str:
    return found[1] + found[2] + _YEAR.sub(lambda year: str(int(year[0]) - back), found[3])


BUILD: Final = (
    "import sys; from kg.cli import main; main(['build', sys.argv[1], '-o', sys.argv[2]])"
)
UNCHECKED: Final = """
import sys
from pathlib import Path
from kg.build import build_graph, write_build
write_build(build_graph(sys.argv[1], check=False), Path(sys.argv[2]))
"""
CHECK: Final = "import sys; from kg.cli import main; main(['check', sys.argv[1]])"
#: The build of the five articles, which an earlier commit made where nothing was named.
FIVE: Final = """
import inspect, sys
from kg.build import build_graph
from kg.cli import main
known = "events" in inspect.signature(build_graph).parameters
main(["build", *["--without-events"] * known, "-o", sys.argv[2]])
"""
DEFAULT: Final = "import sys; from kg.cli import main; main(['build', '-o', sys.argv[2]])"
HELP: Final = "from kg.cli import main; main(['--help'])"
EMPTY: Final = "pass"
STEPS: Final = {"build": BUILD, "unchecked": UNCHECKED, "check": CHECK}


def spend(checkout: Path, code: str, words: Sequence[str], limit: int) -> Spent:
    """Run code in a process of its own, and wait for it alone."""
    child = os.fork()
    if child == 0:
        os.chdir(Path(words[-1]).parent)
        os.environ["PYTHONPATH"] = str(checkout)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles at each start
        if limit:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(os.open("stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.execv(sys.executable, [sys.executable, "-c", code, *words])
    _, status, used = os.wait4(child, 0)
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes on Linux
    code_ = os.waitstatus_to_exitcode(status)
    return Spent(used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6, code_)


def measure(
    checkouts: Sequence[Path], code: str, data: Path, runs: int, limit: int
) -> list[Spent | None]:
    """The medians of some runs in each checkout, in turn; None where a run did not end well."""
    took: list[list[Spent]] = [[] for _ in checkouts]
    for _ in range(runs):
        for at, checkout in enumerate(checkouts):
            with tempfile.TemporaryDirectory() as out:
                spent = spend(checkout, code, [str(data), f"{out}/out"], limit)
                told = (Path(out) / "stderr").read_text(encoding="utf-8", errors="replace")
                failed = (
                    spent.code not in (0, 1) or "Traceback" in told
                )  # 1 is findings, or a fault
                if failed:
                    print(f"  {checkout.name}: {told.strip().splitlines()[-1:]}", file=sys.stderr)
                took[at].append(spent._replace(code=int(failed)))
    return [
        None
        if any(each.code for each in runs_)
        else Spent(
            statistics.median(each.seconds for each in runs_),
            max(each.peak for each in runs_),
            0,
        )
        for runs_ in took
    ]


def told(found: Spent | None) -> str:
    return f"{found.seconds:9.2f} s {found.peak:7.0f} MB" if found else f"{'did not end':>21}"


def print_row(name: str, found: Sequence[Spent | None], before: Spent | None = None) -> None:
    """One line: this checkout, how it grew, the former one, and the ratio of both."""
    now, then = found[0], found[1] if len(found) > 1 else None
    grew = f"x {now.seconds / before.seconds:5.1f}" if now and before else ""
    ratio = f"ratio {now.seconds / then.seconds:.2f}" if now and then else ""
    former = f"  former {told(then)}  {ratio}" if len(found) > 1 else ""
    print(f"{name:36}{told(now)}  {grew:7}{former}", flush=True)


FIVE_ARTICLES: Final = "build, the five articles"


def print_bars(now: Mapping[str, Spent | None], former: Spent | None) -> None:
    """What issue 15 asks for, of whatever was measured in this run."""
    small, large = now.get("build, 10,000 rows"), now.get("build, 100,000 rows")
    default, empty, help_ = (now.get(x) for x in ("build, nothing named", "python", "kg --help"))
    if former and small:
        bar("10,000 rows / the five articles at the former commit", small, former, 4)
    if small and large:
        bar("100,000 rows / 10,000 rows", large, small, 12)
        bar("peak of 100,000 rows, GB", large.peak / 1000, 1, 4)
    if default:
        bar("build, nothing named, s", default.seconds, 1, 10)
    if empty and help_:
        bar("kg --help beside an empty Python, s more", help_.seconds - empty.seconds, 1, 0.2)


def bar(name: str, found: Spent | float, unit: Spent | float, most: float) -> None:
    """One bar, and whether it holds."""
    value, per = (each.seconds if isinstance(each, Spent) else each for each in (found, unit))
    held = "holds" if value / per <= most else "DOES NOT HOLD"
    print(f"{name:56}{value / per:8.2f}   at most {most:<5} {held}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    sizes = [1_000, 10_000, 100_000]
    parser.add_argument("--rows", type=int, nargs="*", default=sizes, metavar="N")
    parser.add_argument("--articles", type=int, nargs="*", default=[1_000], metavar="N")
    parser.add_argument(
        "--cache", type=int, default=1_000, metavar="N", help="articles; 0 for none"
    )
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=["build"])
    parser.add_argument("--former", type=Path, help="another checkout, for the five articles")
    parser.add_argument("--beside", action="store_true", help="every step there too")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--limit", type=int, default=0, metavar="SECONDS", help="of CPU, a run")
    parser.add_argument("--make", type=Path, metavar="DIR", help="only write the data there")
    asked = parser.parse_args()
    kinds = (("rows", asked.rows, write_rows), ("articles", asked.articles, write_articles))
    if asked.make:
        for what, sizes, write in kinds:
            for size in sizes:
                write(size, asked.make / f"{what}-{size}")
        return
    both = [HERE, *([asked.former.resolve()] if asked.former else [])]
    checkouts = both if asked.beside else [HERE]
    now: dict[str, Spent | None] = {}
    with tempfile.TemporaryDirectory() as home:
        measure(both, FIVE, Path(home), 1, 0)  # after which all is compiled
        five = measure(both, FIVE, Path(home), asked.runs, 0)
        print_row(FIVE_ARTICLES, five)
        for name, code in (("python", EMPTY), ("kg --help", HELP)):
            now[name], *_ = found = measure([HERE], code, Path(home), max(5, asked.runs), 0)
            print_row(name, found)
        now["build, nothing named"], *_ = found = measure(
            checkouts, DEFAULT, Path(home), asked.runs, asked.limit
        )
        print_row("build, nothing named", found)
        for what, sizes, write in kinds:
            before: dict[str, Spent | None] = {}
            for size in sizes:
                data = Path(home, f"{what}-{size}")
                write(size, data)
                for step in asked.steps:
                    name = f"{step}, {size:,} {what}"
                    found = measure(checkouts, STEPS[step], data, asked.runs, asked.limit)
                    print_row(name, found, before.get(step))
                    now[name] = before[step] = found[0]
                shutil.rmtree(data)
    print_bars(now, five[1] if asked.former else None)
    if asked.cache:
        print_cache(asked.cache)


def print_cache(articles: int) -> None:
    """What the cache saves of so many articles, and its bars."""
    from cache import measure_cache  # which takes the data and the clock from here

    found = measure_cache(articles, "yes", 3)
    bar(
        f"{articles:,} articles, one changed / without a cache",
        found.again.seconds,
        found.without.seconds,
        0.25,
    )
    bar(f"kg check FILE among {articles:,} / alone", found.among.seconds, found.alone.seconds, 1.5)


if __name__ == "__main__":
    main()
