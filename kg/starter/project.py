"""`kg init`: a folder with kg.toml, the folders of data/, their schemas and an invented example."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from kg.files import write_tree
from kg.model.ids import BASE, check_base
from kg.paths import data_folder
from kg.read.folders import KINDS, PROJECT_FILE
from kg.read.sketch import slug

_TEMPLATE: Final = Path(__file__).resolve().parent / "template"
_TABLE: Final = "data/events/events.csv"  # in the template


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
        _named(path, folder): path.read_bytes()
        for path in sorted(_TEMPLATE.rglob("*"))
        if path.is_file()
    }
    files[PROJECT_FILE] = files[PROJECT_FILE].replace(b"{base}", base.encode())
    for schema in sorted(data_folder().glob("*.schema.json")):  # beside the folders, for editors
        files[f"data/{schema.name}"] = schema.read_bytes()
    return write_tree(folder, files, [f"data/{kind}" for kind in KINDS])


def example_files(folder: Path) -> list[str]:
    """The files of the example in a new project, as ways from its folder, sorted."""
    names = (_named(path, folder) for path in _TEMPLATE.rglob("*") if path.is_file())
    return sorted(name for name in names if name != PROJECT_FILE)


def table_file(folder: Path) -> str:
    """The table of events of a new project: rows go by its name, which two projects must not share.

    >>> table_file(Path("maps/Klow 2031")), table_file(Path("…"))
    ('data/events/klow-2031-events.csv', 'data/events/events.csv')
    """
    name = slug(folder.resolve().name)
    return f"data/events/{name}-events.csv" if name else _TABLE


def _named(path: Path, folder: Path) -> str:
    """What a file of the template is called in a project, as a way from its folder."""
    name = path.relative_to(_TEMPLATE).as_posix()
    return table_file(folder) if name == _TABLE else name


def random_base() -> str:
    """A base that no other project has, until its people choose an address that they own.

    It lies below the package's own address, which nobody else may use: an address of example.org
    would be everybody's, and a urn:uuid: takes no path.
    """
    return f"{BASE}project/{secrets.token_hex(8)}/"
