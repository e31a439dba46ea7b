"""The gate to RDF: text -> IRI and literal, and the closed namespaces. Nothing else mints terms.

A term that is not declared raises, so that a misspelt property is an error at the line that uses
it and not an empty answer later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import XSD

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
        self._terms = {name: URIRef(base + name) for name in names}

    def __getitem__(self, name: str) -> URIRef:
        try:
            return self._terms[name]
        except KeyError:
            raise KeyError(f"{name!r} is not a term of {self.base}") from None

    def __getattr__(self, name: str) -> URIRef:
        if name.startswith("_"):  # copying asks for these before there are terms
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

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


WD: Final = Namespace(PREFIXES["wd"])


def id_iri(kind: str, local: str, bases: Bases = PACKAGE) -> URIRef:
    """The IRI of one of our own things: `id_iri("actor", "RUS")`.

    Raises:
        ValueError: the local name is not a minted name or an id.
        KeyError: no such kind of thing.
    """
    if not is_local_name(local):
        raise ValueError(f"{shorten(local)!r} cannot be part of an IRI")
    return URIRef(bases.iri(kind, local))


def text_literal(text: str) -> Literal:
    """English prose for people: `"…"@en`."""
    return Literal(text, lang="en")


def string_literal(text: str) -> Literal:
    """A plain string: EDTF, codes, citations."""
    return Literal(text)


def integer_literal(number: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(number), datatype=XSD.integer, normalize=False)


def decimal_literal(number: Decimal) -> Literal:
    """An xsd:decimal in plain notation, never a double: rdflib's Turtle writer rounds those."""
    return Literal(f"{number:f}", datatype=XSD.decimal, normalize=False)


def boolean_literal(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=XSD.boolean, normalize=False)


def day_literal(day: date) -> Literal:
    """An xsd:date."""
    return Literal(day.isoformat(), datatype=XSD.date, normalize=False)


def duration_literal(text: str) -> Literal:
    """An xsd:duration."""
    return Literal(text, datatype=XSD.duration, normalize=False)
