"""What the ontology says of its classes and codes, for those who choose among them in a tool."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.model.ids import PREFIXES
from kg.paths import ontology_folder
from kg.rdf.graph import read_rdf
from kg.tell.classes import read_classes

_FILES: Final = ("actions.ttl", "actors.ttl", "codes.ttl", "links.ttl")
_DEFINITION: Final = f"{PREFIXES['skos']}definition"


@cache
def read_definitions() -> Mapping[str, str]:
    """The definition of each class, by its name, and of each code.

    >>> read_definitions()["denies"]
    'Says that something is not so.'
    """
    found = {}
    for name in _FILES:
        for quad in read_rdf(ontology_folder() / name):
            value = quad.object
            if quad.predicate.value == _DEFINITION and isinstance(value, ox.Literal):
                subject = getattr(quad.subject, "value", "")
                for prefix in (PREFIXES["ret"], PREFIXES["code"]):
                    if subject.startswith(prefix):
                        found[subject.removeprefix(prefix)] = value.value
    return found


def describe_class(name: str) -> str:
    """The definition of a class of action, with an example where it has one."""
    for each in read_classes():
        if each.name == name:
            example = f" Example: {each.examples[0]}" if each.examples else ""
            return each.definition + example
    raise KeyError(name)
