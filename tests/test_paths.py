"""The folders of the project are found in a checkout and in an installed wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import kg
from kg.paths import data_folder, ontology_folder, queries_folder

PACKAGE = Path(kg.__file__).parent


def test_in_a_checkout_the_folders_lie_beside_the_package() -> None:
    found = [ontology_folder(), data_folder(), queries_folder()]
    assert found == [PACKAGE.parent / name for name in ("ontology", "data", "queries")]
    assert all(each.is_dir() for each in found)


def test_in_a_wheel_they_lie_inside_it_and_come_first(tmp_path: Path) -> None:
    for name in ("kg/ontology", "ontology", "queries"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("__init__.py", "paths.py"):
        shutil.copy(PACKAGE / name, tmp_path / "kg")
    code = "from kg.paths import *; print(ontology_folder(), queries_folder(), sep='\\n')"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    here = tmp_path.resolve()
    assert ran.stdout.splitlines() == [str(here / "kg/ontology"), str(here / "queries")]
