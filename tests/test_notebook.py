"""docs/explore.ipynb and the README's Python run; the notebook is valid and carries no outputs.

Its cells run in this process, as Jupyter would run them: with a kernel the same takes a second more
and another dozen packages.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.infer.built import Built

NOTEBOOK = Path(__file__).parents[1] / "docs" / "explore.ipynb"


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
