"""SHACL results as findings at the place of the annotation."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest
from rdflib import Graph
from support import PLACE, STATES, act, claim, copied, people, record

from kg.errors import Finding, Place
from kg.model.actors import Actor, Actors, Post, Quantity, Tenure
from kg.model.ids import short_name
from kg.rdf.graph import parse_rdf
from kg.rdf.subjects import Triples
from kg.rdf.terms import CODE, RDF, RET, id_iri
from kg.rdf.triples import stated_triples
from kg.rdf.validate import shapes, validate

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


def tenure(
    post: str, since: str | None, until: str | None, line: int = 9, holder: str = "rupert"
) -> Tenure:
    place = Place("actors.yaml", line, 5)
    return Tenure(
        holder=holder, post=post, since=since, until=until, date_source="almanac", place=place
    )


def court(*tenures: Tenure, excludes: str = "judge") -> Actors:
    """Rupert and Rudolf, and the posts of king, judge (king excludes it) and colonel."""
    base = people()
    names = {"rupert": "Rupert of Hentzau", "rudolf": "Rudolf Rassendyll"}
    persons = [Actor(id=i, kind="Person", label=n, place=PLACE) for i, n in names.items()]
    posts = [
        Post(id="king", label="king", post_of="XRU", excludes=(excludes,), place=PLACE),
        Post(id="judge", label="judge", post_of="XRU", place=PLACE),
        Post(id="colonel", label="colonel", post_of="XRU", place=PLACE),
    ]
    return Actors([*(base[each] for each in (*STATES, "gazette")), *persons], posts, tenures)


def findings_on(actors: Actors) -> list[Finding]:
    """The findings on a record in which both persons act."""
    deeds = [act("duel", "rupert", "rudolf", case=None, actor_states=(), recipient_states=())]
    triples = stated_triples(record(deeds), actors)
    return validate(triples)


def lines_and_severities(*tenures: Tenure) -> list[tuple[int, str]]:
    found = findings_on(court(*tenures))
    assert all(each.message.endswith(" [ret:TenureShape-exclusive]") for each in found)
    return [(each.place.line, each.severity) for each in found]


def test_two_exclusive_posts_at_one_time_are_found_at_the_later_tenure() -> None:
    king = tenure("king", "2030-01-01", "2031-06-30", line=20)
    judge = tenure("judge", "2031-03-01", "2032-01-01", line=10)
    (found,) = findings_on(court(king, judge))
    assert (found.place, found.severity) == (Place("actors.yaml", 10, 5), "error")
    assert found.message.startswith("A person holds")  # no name that the program minted
    assert "(found the tenure at actors.yaml:20:5)" in found.message
    assert found.message.endswith("[ret:TenureShape-exclusive]")


@pytest.mark.parametrize("posts", [("king", "judge"), ("judge", "king")])
def test_posts_exclude_each_other_in_both_directions(posts: tuple[str, str]) -> None:
    first, second = posts
    both = tenure(first, "2030-01-01", "2031-06-30"), tenure(second, "2031-01-01", "2031-12-31")
    assert lines_and_severities(*both) == [(9, "error")]


@pytest.mark.parametrize(
    ("king", "judge"),
    [
        ((None, None), (None, None)),
        (("2030-01-01", None), ("2035-01-01", None)),
        (("2030-01-01", None), ("2035-01-01", "2036-01-01")),
        ((None, "2030-01-01"), ("2025-01-01", "2035-01-01")),
    ],
)
def test_an_open_bound_of_a_tenure_reaches_without_end(
    king: tuple[str | None, str | None], judge: tuple[str | None, str | None]
) -> None:
    assert lines_and_severities(tenure("king", *king), tenure("judge", *judge)) == [(9, "error")]


@pytest.mark.parametrize(
    ("until", "since"),
    [("2031-03-14", "2031-03-14"), ("2031-03", "2031-03"), ("2031", "2031-06-01")],
)
def test_tenures_that_only_may_overlap_are_a_warning(until: str, since: str) -> None:
    both = tenure("king", "2030", until), tenure("judge", since, "2035", line=12)
    assert lines_and_severities(*both) == [(12, "warning")]


@pytest.mark.parametrize(
    "tenures",
    [
        [tenure("king", "2030", "2031-03-14"), tenure("judge", "2031-03-15", None)],
        [tenure("judge", None, "2030"), tenure("king", "2031", None)],
        [tenure("king", "2030", "2032"), tenure("colonel", "2031", "2033")],
        [tenure("king", "2030", "2032"), tenure("king", "2031", "2033")],
        [tenure("king", "2030", "2032"), tenure("judge", "2031", "2033", holder="rudolf")],
    ],
    ids=["one after the other", "one before", "not exclusive", "one post", "two persons"],
)
def test_other_tenures_exclude_nothing(tenures: list[Tenure]) -> None:
    assert findings_on(court(*tenures)) == []


def test_a_tenure_with_bounds_alone_is_held_against_them() -> None:
    triples = stated_triples(record([STRIKE]), people())
    turtle = """
        @prefix ret: <https://w3id.org/retaliation-kg/ontology#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <urn:a> ret:holder <urn:rupert> ; ret:post <urn:king> ; ret:latest "%s"^^xsd:date .
        <urn:b> ret:holder <urn:rupert> ; ret:post <urn:judge> ;
          ret:earliest "2031-03-14"^^xsd:date .
        <urn:king> ret:excludesPost <urn:judge> .
    """
    for last, number in (("2031-03-13", 0), ("2031-03-14", 1), ("2031-04-01", 1)):
        data = copied(parse_rdf((turtle % last).encode(), "turtle", "invented.ttl"))
        found = validate(data, triples)
        assert len([each for each in found if "exclusive]" in each.message]) == number


def test_both_kinds_of_findings_come_together_sorted_by_place() -> None:
    backwards = tenure("colonel", "2033", "2032", line=11)
    both = tenure("king", "2030", "2032", line=10), tenure("judge", "2031", "2033", line=12)
    found = findings_on(court(*both, backwards))
    assert [(each.place.line, each.message.rpartition(" ")[2]) for each in found] == [
        (11, "[ret:DatingShape-earliest]"),
        (12, "[ret:TenureShape-exclusive]"),
    ]


def test_a_tenure_that_ends_before_it_begins_is_found() -> None:
    (found,) = findings_on(court(tenure("king", "2031-03-15", "2031-03-14")))
    assert (found.place.line, found.severity) == (9, "error")
    assert found.message.endswith("[ret:DatingShape-earliest]")
    assert findings_on(court(tenure("king", "2031-03-14", "2031-03-14"))) == []


def test_an_external_date_without_its_source_is_found() -> None:
    triples = stated_triples(record([act("strike", case=None, date_source="")]), people())
    action = id_iri("action", "strike")
    spoilt = copied(
        (one, how, CODE.external if (one, how) == (action, RET.dateBasis) else other)
        for one, how, other in triples.columns()
        if (one, how) != (action, RET.dateSource)
    )
    spoilt.places.update(triples.places)
    (found,) = validate(spoilt)
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


def test_what_the_loader_told_of_a_record_and_key_is_not_told_again() -> None:
    place = Place("a.yaml", 12, 3)
    bad = claim("answer", "strike", claimed_by=(), basis="stated", place=place, table="t", row=2)
    triples = stated_triples(record([STRIKE, ANSWER], [bad]), people())
    assert len(validate(triples)) == 1
    for message, line, severity, count in (
        ("name the party in claimedBy", 15, "error", 0),
        ("'speaker' is not a key of links; did you mean 'claimedBy'?", 13, "error", 0),
        ("claimed_by: 'XRV' is not an actor", 12, "error", 0),
        ("stance: 'assets' is not known", 15, "error", 1),  # of another key
        ("name the party in claimedBy", 11, "error", 1),  # of another record
        ("name the party in claimedBy", 15, "warning", 1),
    ):
        told = Finding(Place("a.yaml", line, 9), message, severity)  # type: ignore[arg-type]
        assert len(validate(triples, told=[told])) == count, message
    unknown = claim("answer", "strike", claimed_by=("nobody",), place=place, table="t", row=2)
    dangling = stated_triples(record([STRIKE, ANSWER], [unknown]), people())
    assert [each.place for each in validate(dangling)] == [place]
    assert validate(dangling, told=[Finding(Place("a.yaml", 1, 1), "label is odd")]) == []
    elsewhere = Finding(Place("b.yaml", 15, 9), "name the party in claimedBy")
    assert len(validate(triples, told=[elsewhere])) == 1


def test_messages_call_things_by_the_ids_that_files_give_them() -> None:
    deeds = [act("duel", case=None), act("ball", case=None)]
    deeds[0] = replace(deeds[0], values=replace(deeds[0].values, performed_by=("gazette",)))
    (found,) = validate(stated_triples(record(deeds), people()))
    assert found.message == (
        "'duel': An action is performed by persons: put bodies and states under actor. "
        "(found 'gazette') [ret:ActionShape-performedBy]"
    )
