"""The same code serves a checkout, an editable install and a wheel in an empty folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
import rdflib

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: setuptools would reuse what an earlier build left behind."""
    folder = tmp_path_factory.mktemp("wheel")
    left = shutil.ignore_patterns(
        ".*", "out", "build", "*.egg-info", "__pycache__", "artefacts", "node_modules"
    )
    source = shutil.copytree(ROOT, folder / "source", ignore=left)
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", folder, source]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_carries_ontology_data_queries_and_the_page(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (
        ("ontology", "*.ttl"),
        ("data", "*/*.yaml"),
        ("queries", "*.rq"),
        ("kg/page", "*.js"),
        ("kg/page", "*.css"),
        ("kg/serve", "*.js"),
        ("kg/serve", "*.css"),
        ("kg/serve", "*.j2"),
        ("kg/page", "vendor/*/*"),
        ("kg/starter", "template/**/*"),
    ):
        inside = folder if folder.startswith("kg/") else f"kg/{folder}"
        files = [p for p in (ROOT / folder).glob(pattern) if p.is_file()]
        assert files, folder
        missing = [p.name for p in files if f"{inside}/{p.relative_to(ROOT / folder)}" not in names]
        assert missing == []
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)
    described = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    tables = {each["path"] for each in described["resources"]}
    carried = {each.removeprefix("kg/data/") for each in names if each.startswith("kg/data/")}
    assert {each for each in carried if each.endswith(".csv")} == tables
    assert {"datapackage.json", "DATASHEET.md", "events/dyads/README.md"} <= carried


def test_the_wheel_builds_and_answers_in_an_empty_folder(
    wheel: Path, tmp_path: Path, out: Path
) -> None:
    # a clean environment that borrows the installed dependencies and nothing of the checkout
    home = tmp_path / "env"
    venv.create(home, with_pip=False)
    site = next((home / "lib").glob("python*/site-packages"))
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    pip = [sys.executable, "-m", "pip", "--python", home / "bin" / "python", "install"]
    subprocess.run([*pip, "--quiet", "--no-deps", "--no-index", wheel], env=env, check=True)
    (site / "borrowed.pth").write_text(f"{Path(rdflib.__file__).parents[1]}\n")
    empty = tmp_path / "empty"
    empty.mkdir()

    def kg(*words: str) -> str:
        return run(home / "bin" / "kg", *words)

    def run(*command: object) -> str:
        words = [str(each) for each in command]
        ran = subprocess.run(words, cwd=empty, env=env, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    assert str(site) in run(home / "bin" / "python", "-c", "import kg; print(kg.__file__)")

    assert "dyads, from 2017\tfull" in kg("evaluate", "--show", "misses", "--format", "tsv")
    kg("build", "--without-events")
    for name in ("graph.ttl", "graph.trig", "links.csv", "index.html"):
        assert (empty / "out" / name).read_bytes() == (out / name).read_bytes()
    assert kg("query", "unanswered", "--format", "tsv").count("\n") > 2

    kg("init", "mine")
    empty = empty / "mine"
    kg("build")
    assert len(kg("chains", "--format", "csv").splitlines()) > 2


def test_a_bare_checkout_runs_without_installing(tmp_path: Path) -> None:
    code = (
        "from kg.paths import *; print(data_folder()); from kg.cli import main; main(['--version'])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith(str(ROOT / "data"))
