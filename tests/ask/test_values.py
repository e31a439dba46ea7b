"""A value that can match nothing is told like an unknown term; one that could be there is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from support import load_with_ontology

from kg.api import load_graph
from kg.ask.engine import Engine
from kg.ask.queries import named_queries, parse_query
from kg.ask.values import _if_all
from kg.cli import main
from kg.errors import UsageError
from kg.rdf.graph import write_rdf

GRAPH = """
@prefix action: <https://w3id.org/retaliation-kg/id/action/> .
@prefix actor: <https://w3id.org/retaliation-kg/id/actor/> .
@prefix link: <https://w3id.org/retaliation-kg/id/link/> .
@prefix code: <https://w3id.org/retaliation-kg/code/> .
@prefix ret: <https://w3id.org/retaliation-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
actor:XRU a ret:State ; rdfs:label "Ruritania"@en ; ret:iso3 "XRU" ; <urn:seen> [] .
action:a a ret:Expulsion ; rdfs:label "Ruritania expels"@en ; ret:actor actor:XRU ;
  ret:quantity 60 ; ret:date "2031-03-01" ; ret:earliest "2031-03-01"^^xsd:date ;
  ret:approximate true .
link:l ret:basis code:stated ; ret:confidence 0.5 ; <urn:weight> 1.5e0 , 2 .
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("values") / "graph.ttl"
    path.write_text(GRAPH)
    return path


@pytest.fixture(scope="module")
def engine(file: Path) -> Engine:
    return Engine(load_with_ontology(file))


def ask(engine: Engine, pattern: str) -> list[str]:
    query = parse_query(f"SELECT * WHERE {{ {pattern} }}", "q", "q.rq")
    try:
        engine.answer(query, {}, "csv")
    except UsageError as error:
        return [each.removeprefix("q: ") for each in error.lines]
    return []


LABEL = 'no rdfs:label is "Ruritania"; did you mean "Ruritania"@en?'


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ('?x rdfs:label "Ruritania"', LABEL),
        ('?x rdfs:label "Ruritania"@de',
         'no rdfs:label is "Ruritania"@de; did you mean "Ruritania"@en?'),
        ('?x rdfs:label "RURITANIA"@en',
         'no rdfs:label is "RURITANIA"@en; did you mean "Ruritania"@en?'),
        ('?x rdfs:label ?l FILTER(LANG(?l) = "EN")',
         'no LANG is "EN": they are in small letters; did you mean "en"?'),
        ('?x ret:iso3 "xru"', 'no ret:iso3 is "xru"; did you mean "XRU"?'),
        ('?x ret:basis "stated"', 'no ret:basis is "stated"; did you mean code:stated?'),
        ('?x ret:basis "mine"',
         'no ret:basis is "mine": its values are things, such as code:stated'),
        ("?x ret:basis code:persons",
         "no ret:basis is code:persons: its values are things, such as code:stated"),
        ('?x ret:quantity "60"', 'no ret:quantity is "60"; did you mean 60?'),
        ("?x ret:quantity 60.0",
         "no ret:quantity is 60.0: its values are of xsd:integer, such as 60"),
        ('?x ret:maxQuantity "60"', 'no ret:maxQuantity is "60": its values are of xsd:integer'),
        ('?x ret:approximate "true"', 'no ret:approximate is "true"; did you mean true?'),
        ('?x ret:date "2031-03-01"^^xsd:date',
         'no ret:date is "2031-03-01"^^xsd:date; did you mean "2031-03-01"?'),
        ("?x ret:actor action:XRU", "no ret:actor is action:XRU; did you mean actor:XRU?"),
        ("?x ret:actor action:a",
         "no ret:actor is action:a: its values are things of ret:Actor"),
        ('?x ret:actor "Ruritania"', 'no ret:actor is "Ruritania"; did you mean actor:XRU?'),
        ("actor:XRU ret:severity ?s",
         "actor:XRU has no ret:severity: only things of ret:Action have one"),
        ("?s ^ret:severity actor:XRU",
         "actor:XRU has no ret:severity: only things of ret:Action have one"),
        ('?x ret:actor/rdfs:label "Ruritania"', LABEL),
        ('"Ruritania" ^rdfs:label ?x', LABEL),
        ('?x rdfs:label ?l FILTER(?l = "Ruritania")', LABEL),
        ('?x rdfs:label ?l FILTER("Ruritania" = ?l && ?x != ?l)', LABEL),
        ('?x rdfs:label ?l FILTER(?l IN ("Ruritania"))', LABEL),
        ('VALUES ?l { "Ruritania" } ?x rdfs:label ?l', LABEL),
        ('?x ret:earliest ?d FILTER(?d > "2031-03-01")',
         'no ret:earliest is "2031-03-01"; did you mean "2031-03-01"^^xsd:date?'),
        ('?x ret:quantity ?n FILTER("5" < ?n)',
         'no ret:quantity is "5": its values are of xsd:integer, such as 60'),
        ('?x ret:actor ?a FILTER NOT EXISTS { ?a rdfs:label "Ruritania" }', LABEL),
        ('OPTIONAL { ?x rdfs:label "Ruritania" }', LABEL),
        ('{ SELECT ?x { ?x rdfs:label "Ruritania" } }', LABEL),
    ],
)  # fmt: skip
def test_what_can_match_nothing_is_told_with_what_may_be_meant(
    engine: Engine, pattern: str, told: str
) -> None:
    assert ask(engine, pattern) == [told]


@pytest.mark.parametrize(
    "pattern",
    [
        '?x rdfs:label "Ruritania"@en',
        '?x rdfs:label "Ruritania"@EN',
        '?x rdfs:label "Borduria"@en',
        '{ ?x rdfs:label "Ruritania" } UNION { ?x rdfs:label "Ruritania"@en }',
        'FILTER EXISTS { { ?x rdfs:label "Ruritania" } UNION { ?x rdfs:label "Ruritania"@en } }',
        '?x rdfs:label ?l FILTER(?l = "Ruritania" || ?l = "Ruritania"@en)',
        '?x rdfs:label ?l FILTER(?l IN ("Ruritania", "Ruritania"@en))',
        'VALUES ?l { "Ruritania" "Ruritania"@en } ?x rdfs:label ?l',
        "VALUES ?l { UNDEF } ?x rdfs:label ?l",
        '?x rdfs:label|ret:iso3 "XRU"',
        '?x rdfs:label ?l FILTER(STR(?l) = "Ruritania")',
        '?x rdfs:label ?l FILTER(LANG(?l) = "de" || LANG(?l) = "")',
        '?x rdfs:label ?l FILTER(LANGMATCHES(LANG(?l), "EN"))',
        '?x rdfs:label ?l FILTER(?l != "Ruritania")',
        '?x rdfs:label ?l FILTER(!(?l = "Ruritania"))',
        '?x rdfs:label ?l BIND(?l = "Ruritania" AS ?same)',
        'OPTIONAL { ?x rdfs:label ?l } FILTER(!BOUND(?l) || ?l = "Ruritania")',
        'BIND("Ruritania" AS ?l) ?x rdfs:label ?l',
        '?x ?p "Ruritania"',
        '?x (!rdfs:label) "Ruritania"',
        '?x rdfs:label* "Ruritania"',
        '?x ret:iso3 "XBO"',
        "?x ret:quantity 61",
        "?x ret:quantity ?n FILTER(?n > 60.5)",
        "?x ret:quantity ?n FILTER(?n = 60.0)",
        "?x <urn:weight> ?n FILTER(?n = 7)",
        "?x ret:actor actor:XBO",
        "?x ret:actor <urn:other>",
        "?x ret:affected actor:XRU ; ret:memberOf actor:EU ; ret:performedBy actor:XRU",
        "?x ret:basis code:inferred ; ret:status code:ordered",
        '?x <urn:seen> "text"',
        "?x ret:draft true ; ret:disputedBy link:other",
        "?x a ?c FILTER(?c = ret:Recall)",
    ],
)
def test_what_could_be_there_is_an_empty_answer(engine: Engine, pattern: str) -> None:
    assert ask(engine, pattern) == []


def test_ordering_by_a_value_and_counting_ask_for_nothing(engine: Engine) -> None:
    for text in (
        'SELECT ?x { ?x rdfs:label ?l } ORDER BY (?l = "Ruritania")',
        "SELECT ?x (COUNT(?l) AS ?n) { ?x rdfs:label ?l } GROUP BY ?x HAVING(COUNT(?l) > 1)",
        'SELECT ?x (?l = "Ruritania" AS ?same) { ?x rdfs:label ?l }',
        'CONSTRUCT { ?x rdfs:label "Ruritania" } { ?x rdfs:label ?l }',
    ):
        engine.answer(parse_query(text, "q", "q.rq"), {})


def test_no_shipped_question_is_told_of(quads: list[ox.Quad], tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_bytes(write_rdf(quads, "turtle"))
    engine = Engine(load_with_ontology(path))
    asked = [replace(each, shipped=False) for each in named_queries()]
    assert all(engine.answer(each, {}, "csv").render() for each in asked)
    values = {"actor": "Ruritania", "type": "Expulsion", "basis": "inferred"}
    for each in asked:
        given = {x.name: values[x.name] for x in each.params if x.name in values}
        assert engine.answer(each, given, "csv").render()


def test_every_face_that_asks_tells_it(file: Path, tmp_path: Path) -> None:
    text = 'SELECT ?x { ?x rdfs:label "Ruritania" }'
    mine = tmp_path / "mine.rq"
    mine.write_text(text)
    for args, given in (([str(mine)], None), (["-"], text), (["-", "--explain"], text)):
        ran = CliRunner().invoke(main, ["query", *args, "-i", str(file)], input=given)
        assert (ran.exit_code, ran.stdout) == (2, "")
        assert ran.stderr.rstrip().endswith(f": {LABEL}")
    for question in (text, mine):
        with pytest.raises(UsageError, match="did you mean"):
            load_graph(file).query(question)


def test_a_list_of_which_one_value_can_match_is_not_looked_through() -> None:
    seen = []

    def found() -> Iterator[list[str]]:
        for each in (["wrong"], [], ["never asked for"]):
            seen.append(each)
            yield each

    assert _if_all(found()) == []
    assert seen == [["wrong"], []]
    assert _if_all([["one"], ["other"]]) == ["one", "other"]
