"""A small invented project with every kind of file, built once; and its graph in every format."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import openpyxl
import pyoxigraph as ox
from click.testing import CliRunner
from ends import inside, run

from kg.cli import main

MORE = {
    "data/actions/earlier.yaml": """format: 1
cases:
- {id: timber-2029, label: Timber, description: What followed a ban}
actions:
- id: borduria-follows-2028
  type: Harassment
  label: Borduria follows envoys
  actor: [XBO]
  recipient: [XSY]
""",
    "data/events/second.csv": """id,date,actor,recipient,type,quantity,unit,status,source,label
borduria-again,2031-03-10,XBO,XSY,Expulsion,3,persons,carriedOut,Gazette,Borduria expels three
syldavia-3,2031-03-12,XSY,XBO,Expulsion,3,persons,carriedOut,Gazette,Syldavia expels three
""",
    "data/merges/same.csv": """id,action,reason
borduria-again,borduria-expels-3-2031,the same three on one day
""",
    "rules.toml": """version = "mine"
threshold = 0.4
window_days = 400
mirrors = [["Expulsion", "Recall"], ["TradeRestriction", "VisaRestriction"]]
""",
    "asked.rq": """# title: Acts with a label
SELECT ?action ?label WHERE { ?action a ret:Expulsion ; rdfs:label ?label }
ORDER BY ?action LIMIT 20
""",
}
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML,
}  # fmt: skip


def make_project(folder: Path) -> Path:
    """A project that `kg init` began, with more files, built into out/ and with graphs/."""
    CliRunner().invoke(main, ["init", str(folder)], catch_exceptions=False)
    for name, text in MORE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    _write_workbook(folder / "data/events/third.xlsx")
    warm(folder)
    (folder / "graphs").mkdir()
    for ending in FORMATS:
        end = run(
            "export", "-g", folder / "out" / "graph.trig", "-o", folder / f"graphs/g.{ending}"
        )
        assert end.code == 0, end
    return folder


def _write_workbook(path: Path) -> None:
    """A workbook with two acts; its own date would make other bytes each second."""
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = datetime(2031, 3, 10)
    sheet = book.active
    for row in (
        ("id", "date", "actor", "recipient", "type", "status", "source", "label"),
        (
            "x-recalls",
            "2030-01-02",
            "XBO",
            "XSY",
            "Recall",
            "carriedOut",
            "Gazette",
            "Borduria recalls",
        ),
        (
            "x-answers",
            "2030-01-05",
            "XSY",
            "XBO",
            "Recall",
            "carriedOut",
            "Gazette",
            "Syldavia recalls",
        ),
    ):
        sheet.append(row)
    book.save(path)


def warm(folder: Path) -> None:
    """Build and ask in this very process, so that copies of it have everything imported."""
    with inside(folder):
        article = str(next(Path("data/articles").glob("*.yaml")))
        for words in (
            ["build"], ["check"], ["query", "unanswered"], ["diff", "out", "out"], ["stats"],
            ["review", article, "-o", "warm.html"], ["draw", "-o", "warm.html"],
            ["export", "-o", "warm.nt"], ["anchor", article],
            ["chains", "-i", "data", "--rules", "rules.toml"],
        ):  # fmt: skip
            ended = CliRunner().invoke(main, words, catch_exceptions=False)
            assert ended.exit_code == 0, ended.output
        for each in (Path("warm.html"), Path("warm.nt")):
            each.unlink()


def copy_of(folder: Path, target: Path) -> Path:
    """A copy to spoil."""
    shutil.copytree(folder, target, symlinks=True)
    return target
