"""Where ontology/, data/ and queries/ lie: in the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def ontology_folder() -> Path:
    """The folder of the ontology's Turtle files."""
    return _folder("ontology")


def data_folder() -> Path:
    """The folder of the bundled annotations."""
    return _folder("data")


def queries_folder() -> Path:
    """The folder of the named queries."""
    return _folder("queries")
