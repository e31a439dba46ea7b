"""data/datapackage.json describes every table of the record, and the tables are as it says.

`KG_UPDATE=1 pytest tests/test_data_package.py` writes it again.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from data_package import DATA, ROOT, build_package, read_citation

PACKAGE = DATA / "datapackage.json"
DATASHEET = DATA / "DATASHEET.md"


@pytest.fixture(scope="module")
def package() -> dict[str, Any]:
    text = json.dumps(build_package(), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("KG_UPDATE") == "1":
        PACKAGE.write_text(text, encoding="utf-8")
    told = PACKAGE.read_text(encoding="utf-8")
    assert told == text, "datapackage.json: write it again with KG_UPDATE=1"
    found: dict[str, Any] = json.loads(told)
    return found


def validate(folder: Path) -> list[tuple[str, str]]:
    """What Frictionless finds in a package: the table and the kind of error, each once."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    told = [("package", each.type) for each in report.errors]
    told += [(task.name, each.type) for task in report.tasks for each in task.errors]
    return sorted(set(told))


def test_every_table_of_the_record_is_described(package: dict[str, Any]) -> None:
    paths = [each["path"] for each in package["resources"]]
    assert paths == sorted(x.relative_to(DATA).as_posix() for x in DATA.rglob("*.csv"))
    names = [each["name"] for each in package["resources"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[-a-z0-9._]+", name) for name in names)


def test_the_tables_are_as_the_package_says(package: dict[str, Any]) -> None:
    assert validate(DATA) == []


SPOILT = [  # file, what stands there, what then stands there, and the finding
    ("events/dyads/judgements.csv", ",opening,", ",open,", "dyads-judgements", "constraint-error"),
    ("events/dyads/judgements.csv", "\n2", "\n3", "dyads-judgements", "foreign-key"),
    ("events/dyads/order.csv", "1,JPN-KOR", "one,JPN-KOR", "dyads-order", "type-error"),
    ("events/whole-dyads.csv", ",Detention,", ",Detension,", "whole-dyads", "constraint-error"),
    ("events/current-events-odd.csv", "id,date", "id,day", "current-events-odd", "incorrect-label"),
]  # fmt: skip


def test_what_breaks_the_package_is_found(tmp_path: Path, package: dict[str, Any]) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    for file, old, new, _, _ in SPOILT:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert validate(folder) == sorted((name, kind) for _, _, _, name, kind in SPOILT)


def test_the_data_set_is_cited_in_one_way(package: dict[str, Any]) -> None:
    cited = read_citation()
    (author,) = (each["name"] for each in cited["authors"])
    day = str(cited["date-released"])
    assert (package["title"], package["version"]) == (cited["title"], cited["version"])
    assert package["created"].startswith(day)
    assert [each["title"] for each in package["contributors"]] == [author]
    assert [each["name"] for each in package["licenses"]] == [cited["license"]]
    wanted = f"{author} ({day[:4]}). *{cited['title']}* (version {cited['version']}, {day})"
    for path in (DATASHEET, ROOT / "README.md"):
        text = " ".join(path.read_text(encoding="utf-8").replace("\n> ", "\n").split())
        assert wanted in text, path.name


def test_code_and_data_name_the_same_authors_and_licence(package: dict[str, Any]) -> None:
    whole = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    cited = read_citation()
    assert cited["authors"] == whole["authors"]
    assert cited["license"] in whole["license"]
    licence = (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    assert f"SPDX-License-Identifier: {cited['license']}\n" in licence
    assert all(each["path"] in licence for each in package["licenses"])
