"""Engines that are missing or do not start say what to do."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import Any

import pytest
from support import kg

from kg.bulk.engines import ENGINES, need_engine
from kg.cli.bulk import bulk_command
from kg.errors import UsageError

EXTRAS = {"duckdb": "bulk", "spark": "spark"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_missing_package_is_named_with_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    find_spec = importlib.util.find_spec
    missing = {"duckdb": "duckdb", "spark": "pyspark"}[engine]

    def found(name: str, *more: Any) -> Any:
        return None if name in (missing, "ibis") else find_spec(name, *more)

    monkeypatch.setattr("kg.bulk.engines.find_spec", found)
    with pytest.raises(UsageError) as caught:
        need_engine(engine)
    (line,) = caught.value.lines
    assert f"needs ibis, {missing}" in line
    assert line.endswith(f"pip install 'retaliation-kg[{EXTRAS[engine]}]'")
    ran = kg("bulk", "x.csv", "-o", "out", "--engine", engine)
    assert (ran.exit_code, ran.stderr) == (2, f"{line}\n")


def test_the_command_offers_the_engines() -> None:
    (option,) = [each for each in bulk_command.params if each.name == "engine"]
    assert tuple(getattr(option.type, "choices", ())) == ENGINES


def test_every_module_of_the_room_but_the_expression_loads_without_the_extras() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('ibis', 'pyarrow', 'pyspark', 'duckdb'))); "
        "import kg.bulk.engines, kg.bulk.feeds, kg.bulk.rows, kg.bulk.results, kg.bulk.take"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
