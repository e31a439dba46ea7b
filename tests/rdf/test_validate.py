"""The shapes held against graphs, by either engine."""

from __future__ import annotations

from collections.abc import Container, Mapping

import pyoxigraph as ox
import pytest
from rdflib import Graph
from spoilt import all_fixtures
from support import PLACE, act, claim, copied, people, record

import kg.rdf.validate
from kg.cli import main
from kg.errors import Place
from kg.model.actors import Actor, Quantity
from kg.model.ids import short_name
from kg.rdf.columns import Columns, Term
from kg.rdf.compiled import Compiled, Result, index
from kg.rdf.subjects import Triples
from kg.rdf.terms import CODE, RDF, RDFS, RET, id_iri, integer_literal
from kg.rdf.triples import stated_triples
from kg.rdf.validate import ENGINES, Engine, around, classes, judge, shapes, validate

STRIKE = act("strike", case=None)
ANSWER = act("answer", "XBO", "XRU", "2031-03-03", case=None)


def test_a_sound_graph_has_no_findings() -> None:
    triples = stated_triples(record([STRIKE, ANSWER]), people())
    assert validate(triples) == []


def test_a_broken_triple_is_found_at_the_line_of_its_annotation() -> None:
    bad = claim("answer", "strike", claimed_by=(), basis="stated", place=Place("a.yaml", 12, 3))
    triples = stated_triples(record([STRIKE, ANSWER], [bad]), people())
    found = validate(triples)
    assert [each.place for each in found] == [Place("a.yaml", 12, 3)] * len(found)
    assert len(found) >= 1
    assert all("\n" not in str(each) for each in found)


def test_several_graphs_are_checked_together() -> None:
    bad = claim("answer", "strike", claimed_by=(), basis="stated")
    triples = stated_triples(record([STRIKE, ANSWER], [bad]), people())
    rest, link = Triples(), Triples()
    for one, how, other in triples.columns():
        part = link if short_name(one.value).startswith("link:") else rest
        part.add(one, how, other)
    link.places.update(triples.places)
    assert validate(rest) == []
    assert validate(rest, link) == validate(triples) != []


def test_nothing_to_look_at_is_an_error_and_not_a_pass() -> None:
    triples = stated_triples(record([STRIKE]), people())
    aimless = Graph()
    for triple in shapes():
        if "target" not in triple[1]:
            aimless.add(triple)
    elsewhere = Triples()
    elsewhere.add(ox.NamedNode("urn:x"), RDF.type, ox.NamedNode("urn:Thing"))
    for data, held in (
        (triples, Graph()),
        (triples, aimless),
        (elsewhere, shapes()),
    ):
        with pytest.raises(ValueError, match="look at no node"):
            validate(data, held=held)


def test_an_empty_graph_has_no_findings() -> None:
    assert validate(Triples()) == []


def test_the_data_graph_is_left_as_it_was() -> None:
    triples = stated_triples(record([STRIKE]), people())
    before = set(triples.columns())
    validate(triples)
    assert set(triples.columns()) == before


def test_short_names_use_the_longest_prefix() -> None:
    assert short_name("https://w3id.org/retaliation-kg/id/actor/RUS") == "actor:RUS"
    assert short_name("https://w3id.org/retaliation-kg/ontology#actor") == "ret:actor"
    assert short_name("plain text") == "plain text"


def test_an_external_date_without_its_source_is_found() -> None:
    triples = stated_triples(record([act("strike", case=None, date_source="")]), people())
    action = id_iri("action", "strike")
    values = {(action, RET.dateBasis): CODE.external, (action, RET.dateSource): None}
    (found,) = validate(changed(triples, values))
    assert (found.place, found.severity) == (PLACE, "error")
    assert found.message.endswith("[ret:DatingShape-external]")


def test_two_units_on_one_group_are_found() -> None:
    count = Quantity(minimum=12, maximum=12, unit="persons")
    group = Actor(id="families", kind="Group", label="families", quantity=count, place=PLACE)
    triples = stated_triples(record([act("strike", "families", case=None)]), people(group))
    before = validate(triples)
    triples.add(id_iri("actor", "families"), RET.unit, CODE.missions)
    after = validate(triples)
    (found,) = set(after) - set(before)
    assert found.message.endswith("[ret:CountShape-unit]")


def two_findings() -> Triples:
    """An answer without a label, and a strike with a severity above the highest."""
    triples = stated_triples(record([STRIKE, ANSWER]), people())
    unnamed, strike = id_iri("action", "answer"), id_iri("action", "strike")
    spoilt = {(unnamed, RDFS.label): None, (strike, RET.severity): integer_literal(11)}
    return changed(triples, spoilt)


def changed(triples: Triples, values: Mapping[tuple[Term, Term], Term | None]) -> Triples:
    """The same with other values of some properties; None leaves one out."""
    told = ((one, how, values.get((one, how), other)) for one, how, other in triples.columns())
    made = copied(each for each in told if each[2] is not None)
    made.places.update(triples.places)
    return made


def test_both_engines_find_the_same() -> None:
    found = validate(two_findings())
    assert found == validate(two_findings(), engine="pyshacl")
    assert len(found) >= 2


def asked(monkeypatch: pytest.MonkeyPatch) -> list[Container[Term] | None]:
    """The nodes that pySHACL is asked about from now on, None for all."""
    seen: list[Container[Term] | None] = []

    def watched(mixed: Columns, held: Graph, foci: Container[Term] | None = None) -> set[Result]:
        seen.append(foci)
        return judge(mixed, held, foci)

    monkeypatch.setattr(kg.rdf.validate, "judge", watched)
    return seen


def test_pyshacl_judges_small_data_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = asked(monkeypatch)
    validate(two_findings())
    assert seen == [None]


def test_pyshacl_judges_what_is_found_in_much_data_and_a_sample_that_stays_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = validate(two_findings())
    monkeypatch.setattr(kg.rdf.validate, "WHOLE", 0)
    monkeypatch.setattr(kg.rdf.validate, "SAMPLE", 1)
    seen = asked(monkeypatch)
    assert validate(two_findings()) == expected
    assert validate(two_findings()) == expected
    (first, again) = seen
    assert first == again
    found = {id_iri("action", name) for name in ("answer", "strike")}
    assert isinstance(first, set)
    assert found < first
    assert len(first) == len(found) + 1


def test_what_pyshacl_does_not_find_is_told_with_a_note() -> None:
    triples = stated_triples(record([STRIKE]), people())
    triples = changed(triples, {(id_iri("action", "strike"), RET.latest): integer_literal(2)})
    told = [each.message for each in validate(triples)]
    assert [x for x in told if x.endswith("[ret:DatingShape-earliest; not found by pySHACL]")]
    assert [x for x in told if x.endswith("[ret:DatingShape-latest]")]
    judged = [each.message for each in validate(triples, engine="pyshacl")]
    assert [x for x in judged if "ret:DatingShape-earliest" in x] == []


@pytest.mark.parametrize("whole", [0, kg.rdf.validate.WHOLE])
def test_where_our_engine_passes_over_something_pyshacl_looks_at_everything(
    monkeypatch: pytest.MonkeyPatch, whole: int
) -> None:
    expected = validate(two_findings(), engine="pyshacl")
    monkeypatch.setattr(kg.rdf.validate, "WHOLE", whole)
    monkeypatch.setattr(Compiled, "run", lambda *_: set())
    seen = asked(monkeypatch)
    found = validate(two_findings())
    assert seen[-1] is None
    assert all(each.message.endswith("; found by pySHACL alone]") for each in found)
    assert [each.place for each in found] == [each.place for each in expected] != []


def test_what_is_around_a_node_is_enough_to_judge_it() -> None:
    """Of every kind of node that a file of tests/shapes has; a shape that asks more fails this."""
    data = all_fixtures()
    engine = Compiled(shapes())
    expected = engine.run(index(data, shapes()))
    subjects = sorted({data.terms[each] for each in data.subjects.tolist()}, key=str)
    for start in range(10):  # so few at once, or each would bring the others
        foci = set(subjects[start::10])
        near = Columns.joined(around(foci, data), classes())
        found = engine.run(index(near, shapes()), foci)
        assert found == {each for each in expected if each.focus in foci}


@pytest.mark.parametrize("engine", ENGINES)
def test_one_file_is_checked_alone(engine: Engine) -> None:
    triples = two_findings()
    triples.places[id_iri("action", "answer").value] = Place("b.yaml", 3)
    (found,) = validate(triples, files={"b.yaml"}, engine=engine)
    assert found.place == Place("b.yaml", 3)
    assert found.message.endswith("[ret:ActionShape-label]")


def test_the_command_line_offers_the_engines() -> None:
    for name in ("build", "check"):
        (option,) = [each for each in main.commands[name].params if each.name == "engine"]
        assert tuple(option.type.choices) == ENGINES
