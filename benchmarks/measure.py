"""Time and memory of the command line, beside what its libraries alone cost.

Run on a quiet machine: `make bench`, or `python benchmarks/measure.py --runs 9`. Every figure is
the median of whole processes run in turn, so that a slow spell of the machine hits all alike.
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

PASS = "pass"
HELP = "import sys; sys.argv = ['kg', '--help']; from kg.cli import main; main()"
IMPORTS = "import rdflib, pyshacl, networkx, pyvis.network"
#: The real build of the five articles; the run of pySHACL is timed inside it and printed.
BUILD = """
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
main(["build", "--without-events", "-o", sys.argv[1]], standalone_mode=False)
print(spent[0])
"""


def run(code: str, *words: str) -> tuple[float, str]:
    began = time.perf_counter()
    command = [sys.executable, "-c", code, *words]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return time.perf_counter() - began, ran.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {
        name: [] for name in ("pass", "help", "imports", "build", "shacl")
    }
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        for number in range(runs + 1):  # the first round warms the file cache and is not counted
            took = {
                "pass": run(PASS)[0],
                "help": run(HELP)[0],
                "imports": run(IMPORTS)[0],
            }
            whole, printed = run(BUILD, out)
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


if __name__ == "__main__":
    main()
