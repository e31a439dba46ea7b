"""The algebra is printed for people: each part once, terms as they are written, on short lines."""

from __future__ import annotations

import pytest
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.namespace import XSD
from rdflib.plugins.sparql.parserutils import CompValue

from kg.ask.sexpr import print_tree
from kg.model.ids import PREFIXES

ACTOR = URIRef(PREFIXES["ret"] + "actor")


@pytest.mark.parametrize(
    ("term", "printed"),
    [
        (ACTOR, "ret:actor"),
        (URIRef("urn:x"), "<urn:x>"),
        (ACTOR / URIRef("urn:x") * "*", "(ret:actor/<urn:x>)*"),
        (Variable("a"), "?a"),
        (BNode("b0"), "_:b0"),
        (Literal("two\nlines) ?a"), '"""two\nlines) ?a"""'),
        (Literal("é", lang="fr"), '"é"@fr'),
        (Literal("2018", datatype=XSD.gYear), '"2018"^^xsd:gYear'),
        (Literal("-0.50", datatype=XSD.decimal), '"-0.50"^^xsd:decimal'),
    ],
)
def test_a_term_stands_as_in_a_query(term: object, printed: str) -> None:
    assert print_tree(term) == printed


def test_a_variable_and_a_text_of_its_name_are_told_apart() -> None:
    node = CompValue("RelationalExpression", expr=Variable("d"), op="=", other=Literal("d"))
    assert print_tree(node) == '(RelationalExpression ?d = "d")'


def test_what_the_parser_notes_for_itself_is_left_out_and_sets_are_in_order() -> None:
    node = CompValue("BGP", triples=[], lazy=True, _vars={Variable("b")})
    assert print_tree(node) == "(BGP)"
    parts = [Variable(each) for each in "bca"]
    assert print_tree(CompValue("Project", p=node, PV=set(parts))) == "(Project (?a ?b ?c) (BGP))"


def test_what_is_longer_than_a_line_has_its_parts_below_each_other() -> None:
    names = [Variable(f"name_of_thing_{number}") for number in range(3)]
    node = CompValue("Join", p1=CompValue("BGP", triples=[names]), p2=CompValue("BGP", x=[names]))
    line = "(BGP ((?name_of_thing_0 ?name_of_thing_1 ?name_of_thing_2)))"
    assert print_tree(node) == f"(Join\n  {line}\n  {line})"
