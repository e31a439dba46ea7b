"""The same bytes whatever the hash seed, the locale, the time zone and the order of files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from parts import Case, Draw
from project import copy_of, make_project

SEEDS = ("0", "1", "77", "random")
LOCALES = ("C", "C.UTF-8", "POSIX", "tr_TR.UTF-8")
ZONES = ("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati")

#: Run in a new Python: everything that commands print and write, as digests by name.
DIGESTS = """
import hashlib, json, pathlib, sys
from click.testing import CliRunner
from kg.cli import main

def run(*words):
    end = CliRunner().invoke(main, words, catch_exceptions=False)
    return [end.exit_code, hashlib.sha256(end.stdout_bytes).hexdigest()]

found = {"build": run("build", "-o", "made")}
for ending in "ttl trig nt nq jsonld rdf graphml gexf csv bib json ftm.json xlsx".split():
    found[ending] = run("export", "-i", "made", "-o", f"e/g.{ending}")
found["svg"] = run("draw", "-i", "made", "--view", "ladder", "-o", "e/l.svg")
questions = json.loads(CliRunner().invoke(main, ["queries", "--format", "json"]).stdout)
for each in questions:
    found[each["query"]] = run("query", each["query"], "-i", "made", "--format", "tsv")
found["chains"] = run("chains", "-i", "made", "--format", "json")
found["own"] = run("query", "blank.rq", "-g", "blank.ttl")
for path in sorted([*pathlib.Path("made").rglob("*"), *pathlib.Path("e").rglob("*")]):
    if path.is_file() and path.name != ".kg-cache":
        found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
json.dump(found, sys.stdout)
"""


def combinations(draw: Draw) -> Iterator[Case]:
    """See the module; the files are made in another order each time, with other times."""
    folder = make_project(draw.folder / "p")
    (folder / "blank.ttl").write_text(
        "<http://a.example/> <http://b.example/> _:x, _:y . _:x <http://c.example/> 1, _:y .\n"
    )
    (folder / "blank.rq").write_text("SELECT * { ?s ?p ?o }\n")
    plain = _digests(copy_of(folder, draw.folder / "plain"), {})
    assert "ended" not in plain, plain
    for seed, locale, zone in draw.pick(product(SEEDS, LOCALES, ZONES)):
        other = draw.folder / "other"
        _copy_shuffled(folder, other, draw)
        found = _digests(other, {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone})
        odd = sorted(name for name in plain if found.get(name) != plain[name])
        faults = [f"other bytes: {', '.join(odd[:6])}"] if odd else []
        yield Case(f"seed {seed}, {locale}, {zone}", faults)
        subprocess.run(["rm", "-r", other], check=True)


def _copy_shuffled(folder: Path, target: Path, draw: Draw) -> None:
    paths = [path for path in folder.rglob("*") if path.is_file() and "out" not in path.parts]
    draw.dice.shuffle(paths)
    for path in paths:
        made = target / path.relative_to(folder)
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(path.read_bytes())
        moment = draw.dice.randrange(2_000_000_000)
        os.utime(made, (moment, moment))


def _digests(folder: Path, more: dict[str, str]) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", DIGESTS], cwd=folder, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **more},
    )  # fmt: skip
    if done.returncode:
        return {"ended": done.stderr.decode()[-300:]}
    found: dict[str, object] = json.loads(done.stdout)
    return found
