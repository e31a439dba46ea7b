"""A graph as our own things, with what each is said to have."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pyoxigraph as ox
import pytest

from kg.errors import Place, UnreadableError
from kg.model.ids import ID_BASE, PREFIXES
from kg.rdf.things import Thing, read_things, typed_things

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
PLACE = Place("x.ttl")


def things(turtle: str) -> dict[str, list[Thing]]:
    return read_things(ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE), PLACE)[0]


def thing(turtle: str) -> Thing:
    """The one action of a graph."""
    (found,) = things(turtle)["action"]
    return found


def test_our_things_come_by_kind_sorted_by_id() -> None:
    found = things("action:b a ret:Recall . action:a a ret:Recall . actor:XRU ret:iso3 'XRU' .")
    assert [each.id for each in found["action"]] == ["a", "b"]
    assert [(each.kind, each.id) for each in found["actor"]] == [("actor", "XRU")]
    assert found["chain"] == []


@pytest.mark.parametrize(
    "turtle",
    [
        "<https://example.org/news/a> a ret:Recall .",  # of no form of ours
        "<https://example.org/action/a> rdfs:label 'a' .",  # of others
        f"<{ID_BASE}ghost/a> a ret:Recall .",  # of no kind of ours
        "[] a ret:Recall .",
        "action:a <https://example.org/p> 1 .",  # a property of others
    ],
)
def test_what_is_not_ours_is_passed_over(turtle: str) -> None:
    assert not any(things(turtle).values())


def test_a_thing_of_another_base_is_ours_by_its_type_and_form() -> None:
    found = thing("<https://klow.example/#action/a> a ret:Recall ; ret:actor actor:XRU .")
    assert (found.kind, found.id, found.ids("actor", "actor")) == ("action", "a", ("XRU",))


def test_pointers_are_taken_by_kind_and_sorted() -> None:
    found = thing("action:a ret:actor actor:XSY, actor:XRU, action:b, 'text' .")
    assert found.ids("actor", "actor") == ("XRU", "XSY")
    assert found.ids("actor", "action") == ("b",)
    assert found.ids("recipient", "actor") == ()
    assert found.only("actor", "actor") == "XRU"
    assert found.only("recipient", "actor") is None


def test_a_code_is_one_of_its_list() -> None:
    found = thing("action:a ret:status code:ordered, code:asserts .")
    assert found.code("status", "Status") == "ordered"
    assert thing("action:a ret:status code:asserts .").code("status", "Status") is None


def test_values_of_the_wrong_kind_are_passed_over() -> None:
    found = thing(
        "action:a ret:place 'Klow', 'Zenda' ; ret:date 'soon', '2031-03~' ; ret:severity 'x' ; "
        "ret:openSince '2031-03-09', '2031-02-30', '2031-03-01' ; ret:confidence 'INF' ."
    )
    assert found.text("place") == "Klow"
    assert found.edtf("date") == "2031-03~"
    assert found.number("severity") is None
    assert found.days("openSince") == (date(2031, 3, 1), date(2031, 3, 9))
    assert found.day("openSince") == date(2031, 3, 1)
    assert found.decimal("confidence") is None
    assert (found.text("reason"), found.edtf("deadline"), found.day("asOf")) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "number", "decimal"),
    [
        ("5", 5, Decimal(5)),
        ("007", 7, Decimal(7)),
        ("-5", None, Decimal(-5)),
        ("0.850", None, Decimal("0.850")),
        ("\u0665", None, Decimal(5)),  # a digit, but none that a file of ours has
        ("five", None, None),
        ("NaN", None, None),
    ],
)
def test_numbers_are_whole_or_decimal(text: str, number: int | None, decimal: Decimal | None):
    found = thing(f"action:a ret:quantity '{text}' .")
    assert (found.number("quantity"), found.decimal("quantity")) == (number, decimal)


def test_what_disputes_is_named_by_its_kind() -> None:
    found = thing(
        "action:a ret:disputedBy report:r2, link:l1, link:l2, <https://example.org/link/x> ."
    )
    assert found.named("disputedBy") == (("link", "l1"), ("link", "l2"), ("report", "r2"))
    assert found.named("counterEvidence") == ()


def test_an_end_of_a_link_is_an_action_that_the_graph_describes() -> None:
    (link,) = things("link:l ret:trigger action:a ; ret:response actor:XRU .")["link"]
    assert link.end("trigger", {"a"}) == "a"
    with pytest.raises(UnreadableError, match="ret:trigger is action:a, which the graph does not"):
        link.end("trigger", ())
    with pytest.raises(UnreadableError, match="link:l: has no ret:response that can be read"):
        link.end("response", {"a"})


def test_what_a_thing_lacks_is_told_at_its_file() -> None:
    (found,) = things("link:l ret:trigger action:a .")["link"].copy()
    told = str(found.lacks("start", "row"))
    assert told.startswith("x.ttl")
    assert "link:l: has no ret:start or ret:row that can be read; write the graph again" in told


def test_a_thing_is_described_where_its_kind_is_said_and_not_only_pointed_from() -> None:
    found = things("action:a a ret:Action . action:b ret:place 'Klow' .")
    assert [each.id for each in typed_things(found, "action")] == ["a"]
