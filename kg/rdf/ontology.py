"""What the ontology says of its terms in words: definitions, examples, other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import pyoxigraph as ox

from kg.model.ids import PREFIXES
from kg.paths import ontology_folder
from kg.rdf.graph import read_rdf

_SKOS: Final = PREFIXES["skos"]


@cache
def read_words(file: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Class, property or code -> property of SKOS -> texts, as a file of the ontology has them.

    >>> read_words("codes.ttl")["denies"]["definition"]
    ['Says that something is not so.']
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in read_rdf(ontology_folder() / file):
        subject, predicate, value = quad.subject, quad.predicate.value, quad.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.Literal):
            for prefix in (PREFIXES["ret"], PREFIXES["code"]):
                if subject.value.startswith(prefix) and predicate.startswith(_SKOS):
                    name = subject.value.removeprefix(prefix)
                    found[name][predicate.removeprefix(_SKOS)].append(value.value)
    return {name: dict(said) for name, said in found.items()}
