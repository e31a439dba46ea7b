"""Codes of other schemes -> our classes of action, as ontology/alignments.ttl matches them."""

from __future__ import annotations

from collections.abc import Mapping
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


def class_of_cameo(code: str) -> str | None:
    """The class of action that a CAMEO code says, that of a code above it, or None.

    >>> class_of_cameo("163"), class_of_cameo("161"), class_of_cameo("1721")
    ('Sanctions', 'DiplomaticMeasure', None)

    Args:
        code: two to four digits with their leading zeros; each digit less is the code above.
    """
    above = (code[:length] for length in range(len(code), 1, -1))
    return next((_cameo()[each] for each in above if each in _cameo()), None)


@cache
def _cameo() -> Mapping[str, str]:
    """Code -> the class of its closest match; codes that match several classes alike have none."""
    found: dict[str, dict[str, list[str]]] = {}
    for quad in read_rdf(ontology_folder() / "alignments.ttl"):
        subject, match, other = quad.subject, quad.predicate.value, quad.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(other, ox.NamedNode):
            continue
        kind = subject.value.removeprefix(PREFIXES["ret"])
        code = other.value.removeprefix(PREFIXES["cameo"])
        if kind in KINDS and code != other.value:
            found.setdefault(code, {}).setdefault(match.removeprefix(_SKOS), []).append(kind)
    told = {}
    for code, matches in found.items():
        closest: list[str] = next((matches[each] for each in _MATCHES if each in matches), [])
        if len(closest) == 1:
            told[code] = closest[0]
    return told
