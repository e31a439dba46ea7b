"""Results in words, at their places, and none that is told already."""

from __future__ import annotations

from dataclasses import replace

from support import act, claim, people, record

from kg.errors import Finding, Place
from kg.rdf.triples import stated_triples
from kg.rdf.validate import validate

STRIKE = act("strike", case=None)
ANSWER = act("answer", "XBO", "XRU", "2031-03-03", case=None)


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
