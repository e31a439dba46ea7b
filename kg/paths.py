"""Where ontology/, data/ and queries/ lie; the working folder; names that are not read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.errors import UsageError

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


def path_of(value: object) -> Path:
    """What a caller in Python gives as a path.

    >>> path_of("data").name
    'data'

    Raises:
        UsageError: it is neither a str nor a Path, or no file can be called so.
    """
    if isinstance(value, str | Path) and "\0" not in str(value):
        return Path(value)
    raise UsageError(f"{repr(value)[:60]} is not a path; give a str or a Path")


def paths_of(value: object) -> list[Path]:
    """The same for one or several, or none.

    Raises:
        UsageError: as `path_of`.
    """
    if value is None:
        return []
    several = isinstance(value, Iterable) and not isinstance(value, str | bytes)
    return [path_of(each) for each in value] if several else [path_of(value)]  # type: ignore[attr-defined]
