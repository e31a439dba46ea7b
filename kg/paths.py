"""Where ontology/, data/ and queries/ lie; the working folder; names that are not read."""

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


def working_folder() -> Path | None:
    """The working folder, None where somebody has removed it."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return None


def is_side_file(name: str) -> bool:
    """Whether an editor or a system leaves a file of this name beside those that people make.

    >>> [is_side_file(each) for each in (".#a.yaml", "._a.yaml", "~$a.xlsx", "a.yaml~", "a.yaml")]
    [True, True, True, True, False]
    """
    return (
        (name.startswith((".", "~$")) and not name.startswith(".."))
        or name.endswith("~")
        or (name.startswith("#") and name.endswith("#"))
        or name.casefold() in ("thumbs.db", "desktop.ini", "icon\r")
    )


def is_text_name(name: str) -> bool:
    """Whether a file's name is text; a system may also have one that is not UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
