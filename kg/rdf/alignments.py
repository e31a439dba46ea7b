"""Codes of other schemes -> our classes of action, as ontology/alignments.ttl matches them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.model.ids import PREFIXES
from kg.model.vocabulary import KINDS
from kg.paths import ontology_folder
from kg.rdf.graph import read_rdf

_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
#: Matches by which an act of the code is one of the class, the closest first. A broad match is
#: none: CAMEO 161 holds expulsions and recalls, and does not tell which.
_MATCHES: Final = ("exactMatch", "closeMatch", "narrowMatch")


def class_of_code(scheme: str, code: str) -> str | None:
    """The class of action that a code of CAMEO or PLOVER says, or None.

    >>> class_of_code("CAMEO", "163"), class_of_code("PLOVER", "SANCTION-expel")
    ('Sanctions', 'Expulsion')
    """
    return class_of_cameo(code) if scheme == "CAMEO" else class_of_plover(code)


def class_of_cameo(code: str) -> str | None:
    """The class of action that a CAMEO code says, that of a code above it, or None.

    >>> class_of_cameo("163"), class_of_cameo("161"), class_of_cameo("1721")
    ('Sanctions', 'DiplomaticMeasure', None)

    Args:
        code: two to four digits with their leading zeros; each digit less is the code above. What
            has anything else in it is not a code.
    """
    if not re.fullmatch(r"\d{2,4}", code, re.ASCII):
        return None
    return _closest("cameo", [code[:length] for length in range(len(code), 1, -1)])


def class_of_plover(code: str) -> str | None:
    """The class of action that an event of PLOVER says with its mode, or without it, or None.

    >>> class_of_plover("SANCTION-expel"), class_of_plover("SANCTION-odd"), class_of_plover("X")
    ('Expulsion', 'DiplomaticMeasure', None)

    Args:
        code: an event, with its mode behind a hyphen where it has one. What has anything else in it
            is not a code.
    """
    if not re.fullmatch(r"[A-Z]+(?:-[a-z-]*[a-z])?", code):
        return None
    return _closest("plover", [code, code.partition("-")[0]])


def _closest(scheme: str, codes: Iterable[str]) -> str | None:
    """The class of the first of some codes that has one."""
    known = _classes(scheme)
    return next((known[each] for each in codes if each in known), None)


@cache
def _classes(scheme: str) -> Mapping[str, str]:
    """Code -> the class of its closest match; codes that match several classes alike have none."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in read_rdf(ontology_folder() / "alignments.ttl"):
        subject, match, other = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(other, ox.NamedNode):
            continue
        kind = subject.value.removeprefix(PREFIXES["ret"])
        code = other.value.removeprefix(PREFIXES[scheme])
        if kind in KINDS and code != other.value:
            found.setdefault(code, {}).setdefault(match.removeprefix(_SKOS), []).append(kind)
    told = {}
    for code, matches in found.items():
        closest: list[str] = next((matches[each] for each in _MATCHES if each in matches), [])
        if len(closest) == 1:
            told[code] = closest[0]
    return told
