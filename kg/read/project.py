"""kg.toml, the file of a project of one's own: which data it reads, and what it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import Finding, FindingsError
from kg.model.ids import check_base
from kg.model.names import check_letters, check_text, check_url, hint, shorten
from kg.paths import working_folder
from kg.read.folders import PROJECT_FILE, shown
from kg.read.settings import Settings, read_settings, shown_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What kg.toml says; a key that it leaves out is None, or has the default given here."""

    file: Path
    data: tuple[Path, ...] = ()  # data folders, read as one
    bundled: bool = False  # the package's own articles join them
    out: Path
    texts: Path | None = None
    rules: Path | None = None
    base: str | None = None  # of the IRIs of what the project declares
    license: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None

    @property
    def has_data(self) -> bool:
        """Whether it names anything to read; one that does not only sets other defaults."""
        return bool(self.data) or self.bundled


def find_project(folder: Path | None = None) -> Project | None:
    """The project of a folder (None: the working folder): the nearest kg.toml in it or above it.

    Raises:
        UnreadableError: kg.toml cannot be read or is not TOML.
        FindingsError: it has an unknown key or a value of another kind; all problems at once.
    """
    start = working_folder() if folder is None else folder.resolve()
    for each in (start, *start.parents) if start else ():
        if _is_file(each / PROJECT_FILE):
            return read_project(each / PROJECT_FILE)
    return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that is closed to us has no project of ours
        return False


def read_project(file: Path) -> Project:
    """Read a kg.toml; its paths are relative to it. Raises as `find_project`."""
    said = read_settings(file, shown(file))
    values, findings = _values(said, file.parent)
    if findings:
        raise FindingsError(findings)
    return Project(file=file, **{"out": file.parent / "out", **values})


def _values(said: Settings, folder: Path) -> tuple[dict[str, Any], list[Finding]]:
    values: dict[str, Any] = {}
    findings = []
    for key, value in said.table.items():
        try:
            if key not in _READERS:
                known = ", ".join(_READERS)
                raise ValueError(f"is not a key here{hint(key, _READERS)} (the keys are {known})")
            values[key] = _READERS[key](value, folder)
        except ValueError as error:
            findings.append(Finding(said.at(key), f"{shorten(key)}: {error}"))
    return values, findings


def _text(value: object, check: Callable[[str], str] = check_text) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{shown_value(value)} is not text; write it in quotes")
    return check(value)


def _yes_no(value: object, _: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError(
            f"{shown_value(value)} is neither true nor false; write one of them, without quotes"
        )
    return value


def _path(value: object, folder: Path) -> Path:
    _text(value, check_letters)  # a path stays as it is: composed and decomposed forms differ
    return folder / Path(str(value)).expanduser()


def _data(value: object, folder: Path) -> tuple[Path, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError('is not a list of folders; write it as ["my-data"]')
    return tuple(_existing(each, folder) for each in value)


def _existing(value: object, folder: Path) -> Path:
    path = _path(value, folder)
    if not path.is_dir():
        beside = path.parent if path.parent.is_dir() else folder
        near = hint(path.name, [each.name for each in beside.iterdir() if each.is_dir()])
        raise ValueError(f"{shown_value(value)} is not a folder{near}")
    return path


def _address(value: object, _: Path) -> str:
    return check_url(_text(value))


def _base(value: object, _: Path) -> str:
    return check_base(_text(value))


#: What each key takes.
_READERS: Final[Mapping[str, Callable[[object, Path], Any]]] = {
    "data": _data,
    "bundled": _yes_no,
    "texts": _path,
    "out": _path,
    "base": _base,
    "license": _address,
    "title": lambda value, _: _text(value),
    "author": lambda value, _: _text(value),
    "url": _address,
    "rules": _path,
}


def project_options(project: Project | None) -> dict[str, str]:
    """What kg.toml says of a build, for the manifest."""
    names = ("title", "author", "license", "url", "base")
    said = {name: getattr(project, name, None) for name in names}
    return {name: value for name, value in said.items() if value is not None}
