"""Lets tests import tests/support.py, and builds the bundled articles and all bundled data once."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyoxigraph as ox
import pytest
from hypothesis import settings
from rdflib import Graph

TESTS = Path(__file__).parent
os.environ["OPENPYXL_LXML"] = "False"  # as kg.read.workbooks has it; tests import openpyxl first
for folder in (
    TESTS,
    TESTS / "bulk",
    TESTS / "campaign",
    TESTS / "importers",
    TESTS / "page",
    TESTS / "rdf",
    TESTS / "serve",
):  # whose names other tests use
    sys.path.insert(0, str(folder))

from vocabulary_file import FILE, build_vocabulary  # noqa: E402

if os.environ.get("KG_UPDATE") == "1" and (made := build_vocabulary()) != FILE.read_text("utf-8"):
    FILE.write_text(made, "utf-8")  # before anything of kg is imported that uses it

from browser import ARGUMENTS, BROWSERS, stop  # noqa: E402
from support import RIVALS, WIRES, with_ontology  # noqa: E402

import kg.rdf.validate  # noqa: E402
import kg.sources  # noqa: E402
from kg.build import build_graph, write_build  # noqa: E402
from kg.infer.built import Built  # noqa: E402
from kg.rdf.columns import Columns, Term  # noqa: E402
from kg.rdf.compiled import Result  # noqa: E402
from kg.rdf.graph import open_store  # noqa: E402

CHECKOUT = TESTS.parent

# A build makes a million objects that stay. Looking through them for circles at Python's own pace
# took a fifth of the build of all bundled data, and half of a checked build in a process that
# holds that.
gc.set_threshold(50_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser: `make browser` runs it, `make test` the rest."""
    for item in items:
        if "driver" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(autouse=True)
def same_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terminals are equally wide, and `make demo` has built nothing that is read by default."""
    monkeypatch.setenv("COLUMNS", "120")
    is_out = kg.sources.is_out
    monkeypatch.setattr(
        "kg.sources.is_out", lambda folder: folder.resolve() != CHECKOUT / "out" and is_out(folder)
    )


@pytest.fixture(scope="session", autouse=True)
def judged_once() -> Iterator[None]:
    """pySHACL judges each graph once: half of what tests build and check is the same few again."""
    judge, judged = kg.rdf.validate.judge, dict[object, set[Result]]()

    def recall(mixed: Columns, held: Graph, foci: Collection[Term] | None = None) -> set[Result]:
        if held is not kg.rdf.validate.shapes():
            return judge(mixed, held, foci)
        rows = np.stack((mixed.subjects, mixed.predicates, mixed.objects)).tobytes()
        told = "\n".join(map(str, mixed.terms)).encode()
        asked = None if foci is None else frozenset(foci)
        key = (sha256(rows).digest(), sha256(told).digest(), asked)
        if key not in judged:
            judged[key] = judge(mixed, held, foci)
        return set(judged[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.rdf.validate.judge", recall)
        yield


settings.register_profile("kg", derandomize=True, database=None, deadline=None)
settings.load_profile("kg")  # the same examples on every run, however slow the machine


@pytest.fixture(scope="session")
def built() -> Built:
    """The bundled articles, built and validated once for all tests."""
    return build_graph(events=False)


@pytest.fixture(scope="session")
def whole() -> Built:
    """All bundled data, built once for all tests; tests/test_build.py validates it."""
    built = build_graph(check=False)
    gc.freeze()  # it stays until the end
    return built


@pytest.fixture(scope="session")
def everything(whole: Built) -> ox.Store:
    """Its graph, with the ontology beside it, ready to ask; nothing may be added."""
    return open_store(with_ontology(whole))


@pytest.fixture(scope="session")
def out(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """out/ of the bundled articles."""
    folder = tmp_path_factory.mktemp("bundled") / "out"
    write_build(built, folder)
    return folder


@pytest.fixture(scope="session")
def quads() -> list[ox.Quad]:
    """The graph of tests/fixtures/rival-states and wires, with the ontology beside it."""
    return with_ontology(build_graph([RIVALS, WIRES], check=False))


@pytest.fixture(scope="session")
def store(quads: list[ox.Quad]) -> ox.Store:
    """The same, ready to ask."""
    return open_store(quads)


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """Playwright; there can be one in a process."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        stop("Playwright is not installed; to run these tests: pip install playwright")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Any) -> Iterator[Any]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        stop("no browser found; to run these tests: apt-get install chromium")
    started = driver.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield started
    started.close()
