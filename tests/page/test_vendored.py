"""The scripts that the page carries are, byte for byte, those that their authors publish."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from support import do_without

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "kg" / "page" / "vendor"
NODE = ROOT / "tests" / "node"


class Package(NamedTuple):
    folder: str
    name: str
    version: str
    file: str


PACKAGES = [
    Package(*found)
    for found in re.findall(
        r"^\| (\S+) \| (\S+) ([0-9.]+) \| (\S+\.js) \|",
        (VENDOR / "VENDORED.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
]


def test_every_vendored_folder_is_listed_with_its_package() -> None:
    assert sorted(x.folder for x in PACKAGES) == sorted(
        x.name for x in VENDOR.iterdir() if x.is_dir()
    )


def test_the_packages_to_compare_with_are_pinned_by_version_and_digest() -> None:
    asked = json.loads((NODE / "package.json").read_text())["dependencies"]
    locked = json.loads((NODE / "package-lock.json").read_text())["packages"]
    for each in PACKAGES:
        found = locked[f"node_modules/{each.name}"]
        assert asked[each.name] == found["version"] == each.version
        assert found["integrity"].startswith("sha512-")


@pytest.mark.parametrize("package", PACKAGES, ids=lambda x: x.folder)
def test_every_vendored_file_is_that_of_its_package(package: Package) -> None:
    published = NODE / "node_modules" / package.name
    if not published.is_dir():
        do_without("KG_REQUIRE_NODE", "its npm package is not here: npm ci --prefix tests/node")
    assert json.loads((published / "package.json").read_text())["version"] == package.version
    for file in (VENDOR / package.folder).iterdir():
        source = package.file if file.suffix == ".js" else file.name
        assert file.read_bytes() == (published / source).read_bytes(), file.name
