"""The benchmarks run when somebody asks for them; here only that they still can."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from browser import BROWSERS, stop
from dispute import dispute
from support import PLACE, act, record

from kg.infer.context import Context
from kg.infer.evaluate import EVALUATIONS, evaluate
from kg.infer.links import Said, find_linked, infer_links
from kg.infer.rules import default_rules
from kg.infer.tasks import Task, task_of_reference
from kg.page import draw_page
from kg.read.judgements import Judgement, Reference

FOLDER = Path(__file__).parents[1] / "benchmarks"
SCRIPTS = sorted(path.name for path in FOLDER.glob("*.py"))


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> object:
    """Imports a benchmark as the others do that stand beside it."""
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_benchmark_says_how_to_run_it(name: str) -> None:
    command = [sys.executable, FOLDER / name, "--help"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_invented_data_make_a_page_and_its_rivals(load: object, tmp_path: Path) -> None:
    rivals: ModuleType = load("rivals")
    data = rivals.invent(12)
    assert draw_page(data).count("data-action=") == 12
    assert len(rivals.stock(data).nodes) == 12
    script = tmp_path / "cytoscape.min.js"
    script.write_text("made")
    assert rivals.cytoscape_page(data, script).count('"position"') == 12
    assert rivals.write_ours(data, tmp_path / "nodes.json") > 0


def test_acts_as_columns_and_as_rows_have_equal_links_and_chains(
    load: object, capsys: pytest.CaptureFixture[str]
) -> None:
    links: ModuleType = load("links")
    made = links.invent(3000)
    links.compare_rows(3000)
    links.measure_acts(3000, None)
    links.compare_chains(300)
    record = links.as_record(made)
    found, linked = find_linked(Context(links.as_acts(made), default_rules()), Said.nothing(3000))
    ends = {
        (record.actions[x].id, record.actions[y].id) for x, y in found.take(linked).pairs.ends()
    }
    assert ends == {(each.response, each.trigger) for each in infer_links(record)}
    told = capsys.readouterr().out
    assert told.count("equal") == 4
    assert "DIFFERENT" not in told
    assert f"{len(ends):,} links" in told


def test_a_page_is_measured_action_by_action(load: object, driver: Any, tmp_path: Path) -> None:
    if not any(map(shutil.which, BROWSERS)):
        stop("no browser found; to run these tests: apt-get install chromium")
    reader: ModuleType = load("reader")
    page = tmp_path / "index.html"
    page.write_text(draw_page(dispute()), encoding="utf-8")
    figures = reader.Figures(page)
    browser = reader.start_browser(driver)
    reader.measure(browser, figures, settled=20)
    browser.close()
    assert figures.actions == len(dispute().actions)
    assert {"first contentful paint, ms", "DOM elements", "heap, MB"} <= set(figures.loading)
    views = ("ladder", "open", "timeline", "graph", "table")
    opened = {f"{view}: open an action" for view in views}
    others = {
        "to pairs, again", "pairs: type a letter of a search", "ladder: clear the search",
        "timeline: hide an entry of the legend", "timeline: zoom step", "graph: show all",
        "table: sort", "pairs: change the order", "pairs: open the largest", "ladder: close it",
        "story of a pair: step", "ladder: filter by answer",
    }  # fmt: skip
    assert opened | others <= set(figures.took)
    assert all(value > 0 for values in figures.took.values() for value in values)


@pytest.mark.parametrize("path", [FOLDER / "README.md", FOLDER.parent / "README.md"])
def test_the_figures_of_inference_have_a_place(load: object, tmp_path: Path, path: Path) -> None:
    inference: ModuleType = load("inference")
    copy = Path(shutil.copy(path, tmp_path))
    inference.put("measured\n", copy, "kg evaluate")
    text = copy.read_text(encoding="utf-8")
    assert "<!-- kg evaluate -->\nmeasured\n<!-- end of kg evaluate -->" in text
    with pytest.raises(SystemExit, match="once each"):
        inference.put("measured", copy, "elsewhere")


def test_the_figures_of_inference_are_those_of_the_rules_that_are_used() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"Rules version {default_rules().version}, " in text


def coded() -> Task:
    """Two exchanges of Ruritania with Borduria and Syldavia, one on either side of the cut."""
    acts, judged = [], {}
    for year in (2011, 2031):
        for other in ("XBO", "XSY"):
            strike = act(f"strike-{other}-{year}", "XRU", other, f"{year}-03-01")
            answer = act(f"answer-{other}-{year}", other, "XRU", f"{year}-03-03")
            aside = act(f"aside-{other}-{year}", "XRU", other, f"{year}-03-01", "Sanctions")
            acts += [strike, answer, aside]
            for each, verdict in ((strike, "opening"), (answer, "answer"), (aside, "outside")):
                triggers = {strike.id: PLACE} if verdict == "answer" else {}
                judged[each.id] = Judgement(
                    action=each.id,
                    verdict=verdict,
                    triggers=triggers,
                    basis=({"XBO": "told", "XSY": "read"}[other]) if triggers else None,
                    place=PLACE,
                )
    return task_of_reference(Reference(name="coded", record=record(acts), judgements=judged))


def test_all_tables_of_inference_are_laid_out_and_summed_up(load: object) -> None:
    inference: ModuleType = load("inference")
    tables = {name: evaluate([coded()], default_rules(), name) for name in EVALUATIONS}
    text = inference.lay_out(tables)
    assert "| right best trigger | 100.0% (100.0% to 100.0%) | ≥ 65 % |" in text
    assert "**coded, before 2017**, clean task:" in text
    assert "| order given | 100.0% (100.0% to 100.0%) |" in text
    assert "| sameKind | " in text
    said = " ".join(inference.sum_up(tables).split())
    assert said.startswith("**Where no source says what an act answers, 100.0% of the 1 links are ")
    assert "| answers with the right trigger linked | 100.0% (100.0% to 100.0%) of 2 | " in said


def test_the_rules_are_said_to_be_worse_where_they_are(load: object) -> None:
    inference: ModuleType = load("inference")

    def ranked(untold: str, precision: str, recall: str, false: str) -> str:
        theirs = zip(
            (inference.UNTOLD, inference.PRECISION, inference.RIGHT, inference.FALSE),
            (untold, precision, recall, false),
            strict=True,
        )
        found = {(inference.TWO_LINES, figure): (value,) for figure, value in theirs}
        ours = {(inference.RULES, figure): ("50.0%",) for _, figure in found}
        return str(inference._rank_ways(found | ours))

    assert ranked("57.1%", "9.9%", "50.1%", "50.1%") == (
        "It is better than the rules where no source tells, in recall, "
        "but links more of the openings."
    )
    assert ranked("49.0%", "50.0%", "50.0%", "60.0%") == "It links more of the openings."
    assert ranked("49.0%", "50.0%", "50.0%", "50.0%") == "It is nowhere better than the rules."


def test_methods_stand_side_by_side(load: object) -> None:
    inference: ModuleType = load("inference")
    rows = [
        ("right", "rules", "50.0%", "10.0% to 90.0%", "4"),
        ("right", "two-line rule", "25.0%", "", "4"),
        ("false", "rules", "1.0%", "", "9"),
    ]
    columns = ("rules", "nearest", "two-line rule")
    assert inference._pivot(rows, "figure", columns, ["right", "wrong"]).splitlines() == [
        "| figure | rules | nearest | two-line rule | of |",
        "|---|---|---|---|---|",
        "| right | 50.0% (10.0% to 90.0%) |  | 25.0% | 4 |",
    ]
