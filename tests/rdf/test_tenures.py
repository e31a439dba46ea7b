"""Persons in posts that exclude each other."""

from __future__ import annotations

import pytest
from support import PLACE, STATES, act, copied, people, record

from kg.errors import Finding, Place
from kg.model.actors import Actor, Actors, Post, Tenure
from kg.rdf.graph import parse_rdf
from kg.rdf.triples import stated_triples
from kg.rdf.validate import validate

STRIKE = act("strike", case=None)


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
