"""Time and memory of the command line, beside what its libraries alone cost.

Run on a quiet machine: `make bench`, or `python benchmarks/measure.py --runs 9`. Every figure is
the median of whole processes run in turn, so that a slow spell of the machine hits all alike.

With `--former FOLDER`, a checkout of an earlier commit (`git worktree add FOLDER 4b88121`), it
holds `kg build` and `kg build data` of both against each other, in processor time.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PASS = "pass"
HELP = "import sys; sys.argv = ['kg', '--help']; from kg.cli import main; main()"
IMPORTS = "import rdflib, pyshacl, networkx, pyvis.network"
BUILD = "import sys; from kg.cli import main; main(['build', *sys.argv[1:]])"
#: The real build; the run of pySHACL is timed inside it and printed.
TIMED_BUILD = """
import sys, time, pyshacl
spent, judge = [0.0], pyshacl.validate
def timed(*args, **more):
    began = time.perf_counter()
    try:
        return judge(*args, **more)
    finally:
        spent[0] += time.perf_counter() - began
pyshacl.validate = timed
from kg.cli import main
main(["build", "-o", sys.argv[1]], standalone_mode=False)
print(spent[0])
"""


def run(code: str, *words: str, of: Path = ROOT) -> tuple[float, float, str]:
    """Seconds by the wall and of the processor, and what was printed, of the code of a checkout."""
    began, before = time.perf_counter(), processor_seconds()
    ran = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=of,  # where `python -c` looks for modules first
    )
    return time.perf_counter() - began, processor_seconds() - before, ran.stdout


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure_alone(runs: int, out: str) -> None:
    times: dict[str, list[float]] = {
        name: [] for name in ("pass", "help", "imports", "build", "shacl")
    }
    for number in range(runs + 1):  # the first round warms the file cache and is not counted
        took = {"pass": run(PASS)[0], "help": run(HELP)[0], "imports": run(IMPORTS)[0]}
        whole, _, printed = run(TIMED_BUILD, out)
        took["shacl"] = float(printed.split()[-1])
        took["build"] = whole - took["shacl"]
        for name, seconds in took.items():
            if number:
                times[name].append(seconds)
    medians = {name: statistics.median(values) for name, values in times.items()}
    # ru_maxrss counts kilobytes on Linux and bytes on macOS
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6
    print(f"python -c pass            {medians['pass']:.3f} s")
    print(f"kg --help                 {medians['help']:.3f} s")
    print(
        f"importing the libraries   {medians['imports']:.3f} s  (rdflib, pySHACL, networkx, pyvis)"
    )
    print(
        f"kg build without pySHACL  {medians['build']:.3f} s  = "
        f"{medians['build'] / medians['imports']:.2f} times the imports"
    )
    print(f"its run of pySHACL        {medians['shacl']:.3f} s")
    print(f"peak memory of kg build   {peak:.0f} MB")


def compare_with(former: Path, runs: int, out: str) -> None:
    for words in ([], [str(ROOT / "data")]):
        pairs = []
        for number in range(runs + 1):
            now, then = (run(BUILD, *words, "-o", out, of=each)[1] for each in (ROOT, former))
            if number:
                pairs.append((now, then))
        now, then = map(statistics.median, zip(*pairs, strict=True))
        ratio = statistics.median(new / old for new, old in pairs)
        name = "kg build data" if words else "kg build"
        print(f"{name:14}  {now:.2f} s, formerly {then:.2f} s of processor time: {ratio:.2f} times")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--former", type=Path, metavar="FOLDER")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        if given.former:
            compare_with(given.former.resolve(), given.runs, out)
        else:
            measure_alone(given.runs, out)


if __name__ == "__main__":
    main()
