"""Data to compare engines of SHACL on: what the shapes pass and fail, spoilt in every way."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import pyoxigraph as ox
from rdflib import SH, URIRef

from kg.model.ids import PREFIXES
from kg.rdf.columns import Columns, Term
from kg.rdf.constraints import TYPE
from kg.rdf.graph import read_rdf
from kg.rdf.validate import classes, shapes

FIXTURES = Path(__file__).parent / "shapes"
CHANGES = 4  # of each node, by chance


def typed(text: str, name: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + name))


#: What XML Schema does not allow, and Python, and so pySHACL, reads all the same.
LAX = [
    *(typed(text, "integer") for text in (" 1", "1_0", "\u0663")),
    typed("1E2", "decimal"),
    *(typed(text, "date") for text in ("2031-03-14T10:00:00", "2031-03-14+99:00")),
    typed("2031-03-14", "dateTime"),
    *(typed(text, "duration") for text in ("P1W", "+P1D", "P0.5Y")),
]
ODD: list[Term] = [
    *LAX,
    *(typed(text, "integer") for text in ("1", "-1", "11", "007", "x", "")),
    *(typed(text, "decimal") for text in ("0.5", "1.5", ".5", "5.", "-0.0")),
    *(typed(text, "date") for text in ("2031-03-14", "2031-02-30", "2031-03-14Z", "20310314")),
    *(typed(text, "date") for text in ("2031-03-14+01:00", "-0044-03-15", "12031-01-01")),
    typed("2031-03-14T10:00:00", "dateTime"),
    *(typed(text, "boolean") for text in ("true", "false", "1", "TRUE")),
    *(typed(text, "duration") for text in ("P7D", "P", "P1Y2M", "PT0.5S", "week")),
    *(typed("5", name) for name in ("int", "nonNegativeInteger", "double", "float", "gYear")),
    *(typed(text, "double") for text in ("INF", "1.5", "1e1")),
    *(typed("10:00:00", name) for name in ("time", "anyURI", "token")),
    typed("300", "byte"),
    *(ox.Literal(text) for text in ("text", "", "a@b.org", "Maria, 2031-03-05", "ABC")),
    *(ox.Literal("hello", language=tag) for tag in ("en", "en-GB", "de")),
    *(ox.NamedNode(f"http://www.wikidata.org/entity/Q{number}") for number in ("42", "042")),
    ox.NamedNode("urn:x"),
]


@cache
def all_fixtures() -> Columns:
    """Everything that any file of tests/shapes says, with the classes of the ontology."""
    return Columns.joined(*map(Columns.of, map(read_rdf, FIXTURES.glob("*.ttl"))), classes())


def spoilt(seed: int) -> Columns:
    """What passes, with values dropped, added and swapped at each node; the same for one seed."""
    chance = random.Random(seed)
    ordered = sorted(sound(), key=str)
    values = [*ODD, *dict.fromkeys(each.object for each in ordered)]
    paths = [each for each in shapes().objects(None, SH.path) if isinstance(each, URIRef)]
    predicates = [ox.NamedNode(str(each)) for each in sorted(set(paths))]
    found = set(ordered)
    for node in dict.fromkeys(each.subject for each in ordered):
        for _ in range(CHANGES):
            old = chance.choice([each for each in ordered if each.subject == node])
            found -= {old} if chance.random() < 0.4 else set()
            if chance.random() < 0.8:
                known = old.predicate if chance.random() < 0.4 else chance.choice(predicates)
                found.add(ox.Triple(node, known, chance.choice(values)))
    return Columns.joined(Columns.of(found), classes())


def sound() -> set[ox.Triple]:
    """What passes: the files that the shapes find nothing in."""
    return {quad.triple for path in FIXTURES.glob("*_pass.ttl") for quad in read_rdf(path)}


def bare() -> Columns:
    """What passes, with nothing left but classes and the values that shapes start from."""
    started = {ox.NamedNode(str(each)) for each in shapes().objects(None, SH.targetNode)}
    left = {each for each in sound() if each.predicate == TYPE or each.object in started}
    return Columns.joined(Columns.of(left), classes())


def doubled() -> Columns:
    """What passes, with a second value beside each."""
    more = {ox.Triple(each.subject, each.predicate, ox.NamedNode("urn:x")) for each in sound()}
    return Columns.joined(Columns.of(sound() | more), classes())
