"""The gate to RDF: text -> IRI and literal, and the closed namespaces. Nothing else mints terms.

A term that is not declared raises, so that a misspelt property is an error at the line that uses
it and not an empty answer later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

import pyoxigraph as ox

from kg.model.bases import PACKAGE, Bases
from kg.model.ids import PREFIXES, is_local_name
from kg.model.names import shorten
from kg.model.vocabulary import CLASSES, CODES, PROPERTIES


class ClosedNamespace:
    """A namespace that knows its terms: ``RET["actor"]`` or ``RET.actor``.

    Raises:
        KeyError: the name in brackets is not a declared term.
        AttributeError: the name after the dot is not.
    """

    def __init__(self, base: str, names: Iterable[str]) -> None:
        self.base = base
        self._terms = {name: ox.NamedNode(base + name) for name in names}
        vars(self).update(self._terms)  # found without a call

    def __getitem__(self, name: str) -> ox.NamedNode:
        try:
            return self._terms[name]
        except KeyError:
            raise KeyError(f"{name!r} is not a term of {self.base}") from None

    def __getattr__(self, name: str) -> ox.NamedNode:
        if name.startswith("_"):  # copying asks for these before there are terms
            raise AttributeError(name)
        raise AttributeError(f"{name!r} is not a term of {self.base}")

    def __contains__(self, name: object) -> bool:
        return name in self._terms


RET: Final = ClosedNamespace(PREFIXES["ret"], CLASSES | PROPERTIES)


#: Plain triples between two actions, each standing for the claims of that pair.
SHORTCUTS: Final = (RET.respondsTo, RET.mayRespondTo, RET.inferredResponseTo)


CODE: Final = ClosedNamespace(
    PREFIXES["code"], [*CODES, *(name for names in CODES.values() for name in names)]
)


SKOS: Final = ClosedNamespace(PREFIXES["skos"], ["altLabel", "exactMatch", "definition"])


DCTERMS: Final = ClosedNamespace(
    PREFIXES["dcterms"],
    ["title", "identifier", "source", "description", "license", "isPartOf", "conformsTo"],
)


DCAT: Final = ClosedNamespace(PREFIXES["dcat"], ["Dataset", "version"])


PROV: Final = ClosedNamespace(
    PREFIXES["prov"],
    ["Activity", "SoftwareAgent", "wasAssociatedWith", "wasDerivedFrom", "wasGeneratedBy"],
)


VOID: Final = ClosedNamespace(
    PREFIXES["void"],
    """Dataset class classPartition distinctSubjects entities exampleResource subset triples
    uriSpace vocabulary""".split(),
)


RDF: Final = ClosedNamespace(PREFIXES["rdf"], ["type"])


RDFS: Final = ClosedNamespace(PREFIXES["rdfs"], ["label", "seeAlso", "subClassOf"])


XSD: Final = ClosedNamespace(PREFIXES["xsd"], ["integer", "decimal", "boolean", "date", "duration"])


def id_iri(kind: str, local: str, bases: Bases = PACKAGE) -> ox.NamedNode:
    """The IRI of one of our own things: `id_iri("actor", "RUS")`.

    Raises:
        ValueError: the local name is not a minted name or an id.
        KeyError: no such kind of thing.
    """
    if not is_local_name(local):
        raise ValueError(f"{shorten(local)!r} cannot be part of an IRI")
    return ox.NamedNode(bases.iri(kind, local))


def web_iri(address: str) -> ox.NamedNode:
    """The IRI of what others have named: a page, a licence, an entry of Wikidata.

    Raises:
        ValueError: it is not an absolute IRI.
    """
    return ox.NamedNode(address)


def text_literal(text: str) -> ox.Literal:
    """English prose for people: `"…"@en`."""
    return ox.Literal(text, language="en")


def string_literal(text: str) -> ox.Literal:
    """A plain string: EDTF, codes, citations."""
    return ox.Literal(text)


def integer_literal(number: int) -> ox.Literal:
    """An xsd:integer."""
    return ox.Literal(str(number), datatype=XSD.integer)


def decimal_literal(number: Decimal) -> ox.Literal:
    """An xsd:decimal in plain notation, never a double: rdflib's Turtle writer rounds those."""
    return ox.Literal(f"{number:f}", datatype=XSD.decimal)


def boolean_literal(value: bool) -> ox.Literal:
    """An xsd:boolean."""
    return ox.Literal("true" if value else "false", datatype=XSD.boolean)


def day_literal(day: date) -> ox.Literal:
    """An xsd:date."""
    return ox.Literal(day.isoformat(), datatype=XSD.date)


def duration_literal(text: str) -> ox.Literal:
    """An xsd:duration."""
    return ox.Literal(text, datatype=XSD.duration)
