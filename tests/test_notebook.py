"""The notebooks of docs/ and the README's Python run.

explore.ipynb carries no outputs; those of findings.ipynb are what the data say today, and
`make findings` writes them again. Cells run in this process, as Jupyter would run them: with a
kernel the same takes a second more and another dozen packages.
"""

from __future__ import annotations

import ast
import os
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.infer.built import Built
from kg.rdf.graph import Store

NOTEBOOK = Path(__file__).parents[1] / "docs" / "explore.ipynb"
FINDINGS = NOTEBOOK.with_name("findings.ipynb")


def run_cell(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; its last expression is its value."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def test_the_notebook_is_valid_carries_no_outputs_and_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: Built
) -> None:
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("pandas")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    cells = [each for each in notebook.cells if each.cell_type == "code"]
    assert [each for each in cells if each.outputs or each.execution_count] == []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kg, "build_graph", lambda: built)  # of the same data, built once for all
    names: dict[str, Any] = {}
    shown = [run_cell(each.source, names) for each in cells]
    assert (tmp_path / "out" / "index.html").is_file()
    assert len(shown) > 5
    assert all(len(each) > 0 for each in shown[1:])


def show(source: str, names: dict[str, Any]) -> list[dict[str, Any]]:
    """What Jupyter keeps of a cell: what it prints, and the value of its last expression."""
    printed = StringIO()
    with redirect_stdout(printed):
        value = run_cell(source, names)
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"output_type": "stream", "name": "stdout", "text": printed.getvalue()})
    if value is not None:
        data = {"text/plain": repr(value), "text/html": value.to_html(border=0)}
        result = {"output_type": "execute_result", "data": data, "metadata": {}}
        outputs.append({**result, "execution_count": None})
    return outputs


def test_the_findings_are_what_the_data_say(
    monkeypatch: pytest.MonkeyPatch, everything: Store
) -> None:
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("pandas")
    notebook = nbformat.read(FINDINGS, as_version=4)
    cells = [each for each in notebook.cells if each.cell_type == "code"]
    monkeypatch.setattr(kg, "load_graph", lambda folder: kg.Graph(everything))  # built once
    names: dict[str, Any] = {}
    shown = [[nbformat.from_dict(x) for x in show(each.source, names)] for each in cells]
    assert sum(bool(each) for each in shown) == len(cells) - 1  # all but the first show a figure
    if os.environ.get("KG_UPDATE") == "1":
        for cell, outputs in zip(cells, shown, strict=True):
            cell.outputs = outputs
        nbformat.write(notebook, FINDINGS)
    nbformat.validate(notebook)
    assert [each.outputs for each in cells] == shown, "make findings writes them again"


def test_every_figure_of_the_findings_is_the_answer_of_a_named_question() -> None:
    text = FINDINGS.read_text(encoding="utf-8")
    asked = set(re.findall(r'ask\(\\"([\w-]+)\\"', text))
    assert asked <= {each.name for each in kg.named_queries()}
    assert len(asked) > 5
    assert re.findall(r"(?:graph|kg)\.\w+", text.replace("kg.paths", "")) == [
        "kg.load_graph", "graph.query",
    ]  # fmt: skip


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: Built
) -> None:
    pytest.importorskip("pandas")
    text = (NOTEBOOK.parents[1] / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(kg, "build_graph", lambda: built)
    names: dict[str, Any] = {}
    assert len(run_cell(code, names)) > 0
    assert len(names["rows"]) > 0


def test_the_readme_lists_every_public_name() -> None:
    text = (NOTEBOOK.parents[1] / "README.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `") and "kg " not in line]
    listed = {name for line in rows for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert listed >= set(kg.__all__)
