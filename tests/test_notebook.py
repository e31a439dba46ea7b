"""docs/explore.ipynb is a valid notebook without outputs, and every cell of it runs.

Its cells run in this process, as Jupyter would run them: with a kernel the same takes a second more
and another dozen packages.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("pandas")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    cells = [each for each in notebook.cells if each.cell_type == "code"]
    assert [each for each in cells if each.outputs or each.execution_count] == []
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    shown = [run_cell(each.source, names) for each in cells]
    assert (tmp_path / "out" / "index.html").is_file()
    assert len(shown) > 5
    assert all(len(each) > 0 for each in shown[1:])
