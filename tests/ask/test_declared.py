"""A term that matches nothing is an error with the nearest that would, and no empty answer."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.ask.algebra import read_algebra
from kg.ask.declared import refuse_undeclared
from kg.ask.engine import Engine
from kg.ask.queries import parse_query
from kg.errors import UsageError
from kg.model.ids import PREFIXES
from kg.rdf.graph import open_store


def undeclared(text: str) -> list[str]:
    try:
        refuse_undeclared(read_algebra(text, "q"), "q", lambda iri, _: iri.endswith("MadeByUser"))
    except UsageError as error:
        return list(error.lines)
    return []


@pytest.mark.parametrize(
    ("pattern", "wrong", "near"),
    [
        ("?a ret:actro ?b", "ret:actro", "ret:actor"),
        ("?a a ret:Expulsoin", "ret:Expulsoin", "ret:Expulsion"),
        ("?a ret:basis code:infered", "code:infered", "code:inferred"),
        ("?a rdfs:lable ?b", "rdfs:lable", "rdfs:label"),
        ("?a (ret:actor|^ret:recipent)+ ?b", "ret:recipent", "ret:recipient"),
        ("?a !(ret:actor|ret:recipent) ?b", "ret:recipent", "ret:recipient"),
        ("VALUES ?c { ret:Recal } ?a a ?c", "ret:Recal", "ret:Recall"),
        ("FILTER NOT EXISTS { ?a ret:acter ?b }", "ret:acter", "ret:actor"),
        ("{ SELECT ?x { ?x ret:acter ?y } }", "ret:acter", "ret:actor"),
        ("?a ret:date '2031'^^xsd:dat", "xsd:dat", "xsd:date"),
        (f"?a <{PREFIXES['ret']}acter> ?b", "ret:acter", "ret:actor"),
        ("?a ret:actor\\u0073 ?b", "ret:actors", "ret:actor"),
        ("?a ret:frobnicates ?b", "ret:frobnicates", None),
    ],
)
def test_an_undeclared_term_is_refused_with_the_nearest(
    pattern: str, wrong: str, near: str | None
) -> None:
    told = f"; did you mean {near!r}?" if near else ""
    found = undeclared(f"SELECT * {{ {pattern} }}")
    assert found == [f"q: {wrong} is not a declared term{told}"]


@pytest.mark.parametrize(
    "pattern",
    [
        "?a ret:actor/ret:memberOf* actor:nobody-yet",
        "?a a ret:MadeByUser",
        "?list rdf:rest*/rdf:first ?x ; rdf:_1 ?y",
        "?a <urn:hasMadeByUser> ?b ; a <urn:MadeByUser>",
        "?a (<urn:any>|!<urn:any>)* ?b",
        "?a a/rdfs:subClassOf* ret:Action",
        "VALUES ?x { <urn:any> wd:Q1 } ?x ret:actor ?a",
        "?a skos:exactMatch ?b FILTER(xsd:integer(?c) > 1)",
        "?a ret:reason 'ret:actro'",
    ],
)
def test_declared_and_foreign_terms_pass(pattern: str) -> None:
    assert undeclared(f"SELECT * {{ {pattern} }}") == []


RET = PREFIXES["ret"]
HERE = "is not a {} of the ontology or of this graph"


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("?a ret:Expulsion ?b", "ret:Expulsion is a class, not a property"),
        ("?a ret:Post ?b", "ret:Post is a class, not a property; did you mean 'ret:post'?"),
        ("?a a ret:actor", "ret:actor is a property, not a class; did you mean 'ret:Actor'?"),
        ("?a a/rdfs:subClassOf* ret:actor",
         "ret:actor is a property, not a class; did you mean 'ret:Actor'?"),
        ("FILTER NOT EXISTS { ?a ret:date ?d ; a ret:lagDays }",
         "ret:lagDays is a property, not a class"),
        ("?a a code:stated", "code:stated is a code, not a class"),
        ("?a code:stated ?b", "code:stated is a code, not a property"),
        ("?a actor:XRU ?b", f"actor:XRU {HERE.format('property')}"),
        ("?a <urn:no> ?b", f"<urn:no> {HERE.format('property')}"),
        ("?a ret:actor/^<urn:no> ?b", f"<urn:no> {HERE.format('property')}"),
        ("OPTIONAL { ?a a <urn:no> }", f"<urn:no> {HERE.format('class')}"),
        ("?a <http://schema.org/name> ?b", f"<http://schema.org/name> {HERE.format('property')}; "
         "did you mean <https://schema.org/name>?"),
        (f"?a <{RET.replace('#', '/')}actor> ?b", f"<{RET.replace('#', '/')}actor> "
         f"{HERE.format('property')}; did you mean <{RET}actor>?"),
        (f"?a <{RET.replace('logy', 'lgy')}actro> ?b", f"<{RET.replace('logy', 'lgy')}actro> "
         f"{HERE.format('property')}; did you mean <{RET}actor>?"),
    ],
)  # fmt: skip
def test_a_term_that_matches_nothing_where_it_stands_is_refused(pattern: str, told: str) -> None:
    assert undeclared(f"SELECT * {{ {pattern} }}") == [f"q: {told}"]


def test_what_a_query_makes_may_have_any_name() -> None:
    assert undeclared("CONSTRUCT { ?a <urn:any> ?b } WHERE { ?a ret:actor ?b }") == []


def test_what_the_graph_has_may_be_asked_of_it() -> None:
    one, other = ox.NamedNode("urn:one"), ox.NamedNode("urn:other")
    kind = ox.NamedNode(PREFIXES["rdf"] + "type")
    wide = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")
    found = ((one, one, one), (one, kind, other), (other, wide, kind))
    held = open_store(ox.Quad(*each) for each in found)

    def ask(pattern: str) -> bytes:
        asked = parse_query(f"ASK {{ {pattern} }}", "mine", "mine.rq")
        return Engine(held).answer(asked, {}, "csv").render()

    assert ask("?a <urn:one> ?b ; a <urn:other> ; a/rdfs:subClassOf* rdf:type") == b"true\n"
    for pattern in ("?a <urn:other> ?b", "?a a <urn:one>"):
        with pytest.raises(UsageError, match="of this graph"):
            ask(pattern)
