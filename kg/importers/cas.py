"""UIMA CAS, as XMI with its type system or as JSON, loaded by dkpro-cassis, which is an extra.

cassis makes Python classes of the names in a file, and code of their names: none is given to it
that is not a plain name. XML with a DOCTYPE is refused before anything parses it.
"""

from __future__ import annotations

import io
import json
import keyword
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from kg.errors import UsageError, unreadable
from kg.importers.json_values import load_json, table_at, text_at
from kg.importers.marks import File

_MOST_NAMES: Final = 20_000  # of a type system; that of INCEpTION has about 600
_TYPE: Final = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*(\[\])?", re.ASCII)
_NAMED: Final = ("typeDescription", "featureDescription")
_NAMES: Final = ("name", "supertypeName", "rangeTypeName", "elementType")
_ENCODING: Final = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']*)""")
_REMEDY: Final = "export the document, or the project, as UIMA CAS XMI or UIMA CAS JSON"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A CAS, and the file that it stands in."""

    name: str
    cas: Any


def load_cases(files: Sequence[File]) -> Iterator[Loaded]:
    """Every CAS among some files, in their order.

    Args:
        files: .xmi with a type system (.xml) beside it, or .json; others are passed over.
    Raises:
        UnreadableError: a file is not what its suffix says, or none of them is a CAS.
        UsageError: the extra is not installed.
    """
    load_cassis()
    systems = [each for each in files if each.name.lower().endswith(".xml") and _is_system(each)]
    found = False
    for file in files:
        suffix = PurePosixPath(file.name).suffix.lower()
        if suffix == ".xmi":
            found = True
            yield Loaded(file.name, _load_xmi(file, _beside(file, systems)))
        elif suffix == ".json" and b'"%VIEWS"' in file.data:
            found = True
            yield Loaded(file.name, _load_json(file))
    if not found:
        _refuse(files)


def load_cassis() -> Any:
    """The library.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        import cassis
        import lxml.etree  # noqa: F401 - which cassis uses
    except ImportError:
        raise UsageError(
            "INCEpTION's files need dkpro-cassis: pip install 'retaliation-kg[inception]'"
        ) from None
    return cassis


def _refuse(files: Sequence[File]) -> None:
    """Say why there is nothing to read."""
    suffixes = {PurePosixPath(each.name).suffix.lower() for each in files}
    name = files[0].name.partition(":")[0] if files else "the source"
    why = "holds no CAS"
    if ".ser" in suffixes:
        why = "is a project's backup, which only INCEpTION reads"
    elif ".tsv" in suffixes:
        why = "is WebAnno TSV, which loses relations and counts some letters wrongly"
    raise unreadable(name, f"{why}; {_REMEDY}")


def _beside(file: File, systems: Sequence[File]) -> list[File]:
    """The type systems beside a file, the likeliest first: several may fit."""
    folder = _folder(file.name)
    near = [each for each in systems if _folder(each.name) == folder]
    return sorted(near, key=lambda each: not each.name.lower().endswith("typesystem.xml"))


def _folder(name: str) -> str:
    return name[: max(name.rfind("/"), name.rfind(":")) + 1]


def _load_xmi(file: File, systems: Sequence[File]) -> Any:
    cassis = load_cassis()
    _check_xml(file)
    if not systems:
        remedy = "name the TypeSystem.xml of the export too, or the folder of both"
        raise unreadable(file.name, f"has no type system; {remedy}")
    why = ""
    for each in systems:
        try:
            system = _load_system(each)
            return _guarded(cassis.load_cas_from_xmi, io.BytesIO(file.data), typesystem=system)
        except _NotLoadedError as error:
            why = why or str(error)
    raise unreadable(file.name, f"cannot be read with {systems[0].name}: {why}; {_REMEDY}")


def _load_json(file: File) -> Any:
    cassis = load_cassis()
    data = load_json(file)
    types = table_at(data, "%TYPES")
    names = [(each, True) for each in types]
    for held in types.values():
        for key, feature in held.items() if isinstance(held, dict) else ():
            if key == "%SUPER_TYPE":
                names.append((text_at(held, key), True))
            elif not key.startswith("%"):
                names += [(key, False), (text_at(feature, "%RANGE"), True)]
    _check_names(names, file)
    try:
        return _guarded(cassis.load_cas_from_json, json.dumps(data))
    except _NotLoadedError as error:
        raise unreadable(file.name, f"is not UIMA CAS JSON: {error}; {_REMEDY}") from None


def _load_system(file: File) -> Any:
    from lxml import etree

    _check_xml(file)
    names = []
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False}
    try:
        for _, element in etree.iterparse(io.BytesIO(file.data), events=("end",), **options):
            parent = element.getparent()
            if parent is None or not isinstance(element.tag, str):
                continue
            kind = etree.QName(element).localname
            within = etree.QName(parent).localname
            if kind in _NAMES and within in _NAMED and (element.text or kind == "name"):
                is_type = kind != "name" or within == "typeDescription"
                names.append(((element.text or "").strip(), is_type))
    except etree.XMLSyntaxError as error:
        raise unreadable(file.name, f"is not well-formed XML: {error.msg}") from None
    _check_names(names, file)
    return _guarded(load_cassis().load_typesystem, io.BytesIO(file.data))


def _check_names(names: Iterable[tuple[str, bool]], file: File) -> None:
    """Refuse what is not a plain name of a type (True) or of a feature."""
    for number, (name, is_type) in enumerate(names, start=1):
        plain = name.isascii() and name.isidentifier() and not keyword.iskeyword(name)
        if not (_TYPE.fullmatch(name) if is_type else plain) or len(name) > 500:
            raise unreadable(
                file.name, f"{name[:60]!a} is not a name of a type or feature that can be read"
            )
        if number > _MOST_NAMES:
            raise unreadable(file.name, f"has more than {_MOST_NAMES:,} names of types")


def _is_system(file: File) -> bool:
    return b"typeSystemDescription" in file.data[:5000]


def _check_xml(file: File) -> None:
    """Refuse what could hide a DOCTYPE, and one."""
    encoding = _ENCODING.match(file.data.removeprefix(b"\xef\xbb\xbf")[:200])
    if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise unreadable(file.name, "is not UTF-8; save it as UTF-8")
    if b"\0" in file.data:
        raise unreadable(file.name, "is not UTF-8; save it as UTF-8")
    if b"<!DOCTYPE" in file.data or b"<!ENTITY" in file.data:
        raise unreadable(file.name, f"has a DOCTYPE, which no CAS has; {_REMEDY}")


class _NotLoadedError(Exception):
    """cassis does not make a CAS of a file; its words say why."""


def _guarded(load: Any, *given: Any, **more: Any) -> Any:
    """What cassis makes of a file; it raises whatever comes up where a file is not sound."""
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            made = load(*given, **more)
    except Exception as error:  # noqa: BLE001 - it has no error of its own
        told = " ".join(str(error).split())[:200]
        if not told or isinstance(error, AttributeError | LookupError | TypeError):
            told = "it lacks what a CAS has, or has it in another place"  # no words for people
        raise _NotLoadedError(told) from None
    if any(str(each.message).startswith("Not mapping external offset") for each in warned):
        raise _NotLoadedError("a place lies outside its text, or within a character")
    return made
