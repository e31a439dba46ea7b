"""`kg init`: a folder with kg.toml, the folders of data/, their schemas and an invented example."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from kg.files import write_tree
from kg.model.ids import BASE, check_base
from kg.paths import data_folder
from kg.read.folders import KINDS
from kg.read.project import PROJECT_FILE

_TEMPLATE: Final = Path(__file__).resolve().parent / "template"


def make_project(folder: Path, base: str | None = None) -> list[str]:
    """Write a project that can be built at once; what is there already is never overwritten.

    Args:
        folder: where; made if it is missing.
        base: of the IRIs of what the project declares; None for a random one.
    Returns:
        The names written at the top of the folder, sorted.
    Raises:
        UsageError: one of these names is there already, or the folder cannot be written.
        ValueError: the base is not one.
    """
    base = random_base() if base is None else check_base(base)
    files = {
        path.relative_to(_TEMPLATE).as_posix(): path.read_bytes()
        for path in sorted(_TEMPLATE.rglob("*"))
        if path.is_file()
    }
    files[PROJECT_FILE] = files[PROJECT_FILE].replace(b"{base}", base.encode())
    for schema in sorted(data_folder().glob("*.schema.json")):  # beside the folders, for editors
        files[f"data/{schema.name}"] = schema.read_bytes()
    return write_tree(folder, files, [f"data/{kind}" for kind in KINDS])


def example_files() -> list[str]:
    """The files of the example in a new project, as ways from its folder, sorted."""
    paths = (path for path in _TEMPLATE.rglob("*") if path.is_file())
    names = (path.relative_to(_TEMPLATE).as_posix() for path in paths)
    return sorted(name for name in names if name != PROJECT_FILE)


def random_base() -> str:
    """A base that no other project has, until its people choose an address that they own.

    It lies below the package's own address, which nobody else may use: an address of example.org
    would be everybody's, and a urn:uuid: takes no path.
    """
    return f"{BASE}project/{secrets.token_hex(8)}/"
