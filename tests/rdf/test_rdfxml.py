"""What RDF/XML cannot say is refused by name, and nothing else is."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from kg.errors import UsageError
from kg.model.ids import PREFIXES
from kg.model.vocabulary import PROPERTIES
from kg.rdf.rdfxml import predicate_problem, refuse_inexpressible, text_problem
from kg.rdf.terms import RET

RDF = PREFIXES["rdf"]


def quad(predicate: str = "urn:x:p", text: str = "plain") -> ox.Quad:
    return ox.Quad(ox.NamedNode("urn:x:s"), ox.NamedNode(predicate), ox.Literal(text))


@pytest.mark.parametrize("name", sorted(PROPERTIES))
def test_every_property_of_ours_can_be_written(name: str) -> None:
    assert predicate_problem(RET[name].value) is None


@pytest.mark.parametrize("end", ["p", "_p", "1p", "p-1", "p.1", "é", "p\u00b7"])
def test_what_ends_in_a_name_can_be_a_predicate_and_is_read_back(end: str) -> None:
    predicate = f"http://example.org/{end}"
    assert predicate_problem(predicate) is None
    written = ox.serialize([quad(predicate)], format=ox.RdfFormat.RDF_XML)
    assert len(ET.fromstring(written or b"")[0]) == 1  # by an XML parser of others


@pytest.mark.parametrize("end", ["1", "", "p/", "p#", "\U0001f701", "p%20", "-"])
def test_what_ends_in_no_name_cannot(end: str) -> None:
    assert "does not end in an XML name" in str(predicate_problem(f"http://example.org/{end}"))


@pytest.mark.parametrize("word", ["li", "about", "Description", "RDF", "parseType"])
def test_the_words_of_the_format_cannot_be_predicates(word: str) -> None:
    assert "is a word of RDF/XML itself" in str(predicate_problem(RDF + word))


@pytest.mark.parametrize("word", ["type", "value", "_1", "first"])
def test_the_properties_of_rdf_can(word: str) -> None:
    assert predicate_problem(RDF + word) is None


@pytest.mark.parametrize("bad", ["\0", "\b", "\x1f", "\ufffe", "\uffff"])
def test_a_character_that_xml_does_not_know_is_named(bad: str) -> None:
    problem = str(text_problem(f"before{bad}after"))
    assert f"U+{ord(bad):04X}" in problem
    assert problem.isprintable()


@pytest.mark.parametrize(
    "good", ["\t\n\r", "<&>", "\x7f", "\x85", "\ud7ff", "\ue000", "\U0010ffff"]
)
def test_every_other_character_passes(good: str) -> None:
    assert text_problem(good) is None


def test_the_first_thing_that_cannot_be_said_is_told_with_its_subject() -> None:
    refuse_inexpressible([quad()])
    for bad in (quad("urn:x:1"), quad(text="a\0b")):
        with pytest.raises(UsageError, match=r"^<urn:x:s>: .*; choose another format$"):
            refuse_inexpressible([quad(), bad])


def test_a_triple_term_is_refused_as_newer_than_the_format() -> None:
    inner = ox.Triple(ox.NamedNode("urn:x:a"), ox.NamedNode("urn:x:b"), ox.NamedNode("urn:x:c"))
    outer = ox.Quad(ox.NamedNode("urn:x:s"), ox.NamedNode("urn:x:p"), inner)
    with pytest.raises(UsageError, match="a triple term, newer than RDF/XML"):
        refuse_inexpressible([outer])
