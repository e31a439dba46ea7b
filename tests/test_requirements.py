"""What is installed is pinned with hashes, for everything that setup.cfg asks for."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "requirements"
SETUP = ConfigParser()
SETUP.read(ROOT / "setup.cfg", encoding="utf-8")
#: File -> the extra of setup.cfg whose packages it has beside those that kg needs to run.
EXTRAS = {"run": "", "test": "test", "interop": "interop"}


def pins(name: str) -> dict[str, str]:
    """Package -> version."""
    text = (FOLDER / f"{name}.txt").read_text()
    found = re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE)
    return {canonicalize_name(package): pinned for package, pinned in found}


def asked(name: str) -> list[Requirement]:
    lines = SETUP["options"]["install_requires"].split("\n")
    if EXTRAS[name]:
        lines += SETUP["options.extras_require"][EXTRAS[name]].split("\n")
    return [Requirement(line) for line in lines if line]


@pytest.mark.parametrize("name", EXTRAS)
def test_every_package_that_is_asked_for_is_pinned_as_asked(name: str) -> None:
    pinned = pins(name)
    wrong = [
        str(each)
        for each in asked(name)
        if not each.specifier.contains(pinned.get(canonicalize_name(each.name), "0"))
    ]
    assert wrong == []
    assert "setuptools" in pinned  # with which kg itself is installed


@pytest.mark.parametrize("name", [*EXTRAS, "lock"])
def test_every_pin_has_its_hashes_and_no_address(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text()
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert entries
    line = r"[\w.-]+==\S+(?: ; [^\\]+)? \\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
    assert [x for x in entries if not re.fullmatch(line, x)] == []
    assert "://" not in text


def test_one_package_has_one_version_in_all_of_them() -> None:
    test = pins("test")
    for name in EXTRAS:
        own = pins(name)
        assert {x: own[x] for x in own.keys() & test} == {x: test[x] for x in own.keys() & test}
