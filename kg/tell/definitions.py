"""What the ontology says of its classes and codes, for those who choose among them in a tool."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from kg.rdf.ontology import read_words
from kg.tell.classes import read_classes

_FILES: Final = ("actions.ttl", "actors.ttl", "codes.ttl", "links.ttl")


@cache
def read_definitions() -> Mapping[str, str]:
    """The definition of each class, by its name, and of each code.

    >>> read_definitions()["denies"]
    'Says that something is not so.'
    """
    return {
        name: said["definition"][0]
        for file in _FILES
        for name, said in read_words(file).items()
        if "definition" in said
    }


def describe_class(name: str) -> str:
    """The definition of a class of action, with an example where it has one."""
    for each in read_classes():
        if each.name == name:
            example = f" Example: {each.examples[0]}" if each.examples else ""
            return each.definition + example
    raise KeyError(name)
