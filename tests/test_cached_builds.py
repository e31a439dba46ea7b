"""A build with a cache is a build without one, byte for byte, whatever was edited in between."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import build_graph, write_build
from kg.cache import CACHE, Cache, mark_program
from kg.check import check_files
from kg.cli import main
from kg.infer.rules import default_rules
from kg.read.corpus import Corpus, read_corpus

RIVALS = Path(__file__).parent / "fixtures" / "rival-states"
EDITS = 200  # as issue 15 asks
#: What an edit may put in the place of what: dates, sides, classes, stances, spans, names, keys.
WORDS = (
    (r"2031-0\d-\d\d", lambda r: f"2031-0{r.randint(1, 9)}-{r.randint(10, 28)}"),
    (r"\bX(RU|BO|SY)\b", lambda r: r.choice(("XRU", "XBO", "XSY", "XRV"))),
    (r"\b(Expulsion|Recall|Espionage)\b", lambda r: r.choice(("Expulsion", "Recall", "Tariff"))),
    (r"\b(asserts|denies|alleges)\b", lambda r: r.choice(("asserts", "denies", "implies"))),
    (r"\[(\d+)00, ", lambda r: f"[{r.randint(0, 14)}00, "),
    (r"\bborduria-[a-z0-9-]+", lambda r: r.choice(("borduria-spies", "borduria-expels-2031"))),
    (r"label: [A-Z]\w+", lambda r: f"label: {r.choice(('Two', 'Twelve', 'Ruritania'))}"),
    (r"quantity: \d+", lambda r: f"quantity: {r.randint(1, 20)}"),
    (r"annotatedBy", lambda r: r.choice(("annotatedBy", "extractedBy"))),
)
ROW = "id,type,date,actor,recipient,label,source,quantity\n"


def edit(folder: Path, chance: random.Random, gone: list[tuple[Path, bytes]]) -> None:
    """One edit of some file: changed, added, removed, brought back or renamed."""
    files = sorted(path for path in folder.rglob("*.*") if path.is_file())
    path = chance.choice(files)
    what = chance.choices(("change", "add", "remove", "back", "rename", "row"), (6, 2, 1, 3, 1, 2))
    if what == ["change"]:
        pattern, word = chance.choice(WORDS)
        text = path.read_text()
        if found := [*re.finditer(pattern, text)]:
            at = chance.choice(found)
            gone.append((path, path.read_bytes()))
            path.write_text(text[: at.start()] + word(chance) + text[at.end() :])
    elif what == ["add"] and path.parent.name == "articles":
        number = chance.randint(2, 9)
        text = re.sub(r"(2031)(?!-\d\d-\d\d\n)\b", rf"\g<1>v{number}", path.read_text())
        path.with_name(f"more-{number}.yaml").write_text(text)
    elif what == ["remove"] and path.parent.name != "actors":
        gone.append((path, path.read_bytes()))
        path.unlink()
    elif what == ["back"] and gone:
        old, data = gone.pop()
        old.parent.mkdir(exist_ok=True)
        old.write_bytes(data)
    elif what == ["rename"]:
        path.rename(path.with_name(f"{chance.choice('abc')}-{path.name}"[-60:]))
    elif what == ["row"]:
        (folder / "events").mkdir(exist_ok=True)
        day = f"2031-0{chance.randint(1, 9)}-11"
        row = f"e{chance.randint(1, 5)},Expulsion,{day},XRU,XBO,Envoys leave,Almanac,{day[6]}\n"
        (folder / "events" / "almanac.csv").write_text(ROW + row)


def told(corpus: Corpus) -> dict[str, object]:
    """All that reading finds, but the directory of actors, which is never kept, and the groups."""
    found = {each.name: getattr(corpus, each.name) for each in fields(corpus)}
    return found | {"actors": None, "groups": None}


def content(folder: Path) -> dict[str, bytes]:
    return {x.name: x.read_bytes() for x in folder.iterdir() if x.name != CACHE}


def test_builds_after_two_hundred_random_edits_are_those_without_a_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder, out, plain = (tmp_path / each for each in ("mydata", "out", "plain"))
    shutil.copytree(RIVALS, folder)
    original = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    chance, gone = random.Random(15), [*original.items()]
    rules = [default_rules(), replace(default_rules(), window_days=3, threshold=Decimal("0.2"))]
    write_build(build_graph(folder, check=False), out)
    edits = built = refused = reused = 0
    while edits < EDITS:
        for _ in range(chance.randint(1, 5)):
            edit(folder, chance, gone)
            edits += 1
        cache = Cache(out / CACHE)
        found, expected = read_corpus(folder, cache=cache), read_corpus(folder)
        assert told(found) == told(expected)
        assert repr(found.record) == repr(expected.record)  # places too
        reused += bool(cache.used)
        if expected.unreadable or any(x.severity == "error" for x in expected.findings):
            refused += 1
            shutil.rmtree(folder)  # else little would be sound again
            for path, data in original.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
            continue
        if chance.random() < 0.5:  # a build takes ten times as long as reading
            continue
        ruled = chance.choice(rules)
        write_build(build_graph(folder, rules=ruled, check=False, cache=cache), out)
        cache.save(out)
        write_build(build_graph(folder, rules=ruled, check=False), plain)
        assert content(out) == content(plain)
        built += 1
    assert min(built, refused, reused) >= 5, (built, refused, reused)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder in which `kg build mydata` was run."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(RIVALS, tmp_path / "mydata")
    assert kg("build", "mydata").exit_code == 0
    return tmp_path


def kg(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_build_keeps_its_cache_in_out_beside_what_the_manifest_names(project: Path) -> None:
    manifest = json.loads((project / "out" / "manifest.json").read_bytes())
    assert CACHE not in {*manifest["outputs"], *manifest["inputs"]}
    assert len(Cache(project / "out" / CACHE)) > 4  # four files, and what they give together


def test_no_cache_neither_reads_nor_writes_one(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(project / "out")
    path = project / "out" / CACHE
    monkeypatch.setattr(Cache, "_open", None)  # calling it is an error
    assert kg("build", "mydata", "--no-cache").exit_code == 0
    assert (content(project / "out"), path.is_file()) == (before, True)
    path.unlink()
    assert kg("build", "mydata", "--no-cache").exit_code == 0
    assert not path.exists()


def test_two_builds_at_once_leave_one_whole_cache(project: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", "mydata"]
    path = project / "mydata" / "actions" / "earlier.yaml"
    path.write_text(path.read_text() + "# one more line\n")
    ran = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [each.wait() for each in ran] == [0, 0]
    mark_program.cache_clear()  # another test may have had it of other folders
    assert len(Cache(project / "out" / CACHE)) > 4
    assert [x.name for x in project.iterdir() if x.name.startswith(".kg-tmp")] == []


def test_checking_writes_nothing(project: Path) -> None:
    path = project / "out" / CACHE
    path.unlink()
    assert kg("check", "mydata/actions/earlier.yaml").exit_code == 0
    assert not path.exists()


def test_each_file_has_the_same_findings_with_a_cache_and_without(project: Path) -> None:
    path = project / "mydata" / "articles" / "szohod-times-2031-05-03.yaml"
    path.write_text(path.read_text().replace("2031-0", "2039-0", 3).replace("XBO", "XRU", 1))
    files = sorted((project / "mydata").rglob("*.yaml"))
    kept = [check_files([each]) for each in files]
    (project / "out" / CACHE).unlink()
    assert kept == [check_files([each]) for each in files]
    assert any(found for found, _ in kept)
