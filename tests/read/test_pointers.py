"""What a link points to in its file: by an id that one report or link has."""

from __future__ import annotations

from support import PLACE, claim, report

from kg.read.fields import Row
from kg.read.pointers import name_things, point_links


def row(**values: object) -> Row:
    return Row(PLACE, dict(values), dict.fromkeys(values, (PLACE,)))


TOLD, ANSWER = report("strike"), claim("answer", "strike")
NAMED = {"told": ("report", TOLD.iri), "other": ("link", ANSWER.iri)}


def test_reports_and_links_are_named_by_the_ids_of_their_records():
    findings = []
    named = name_things(
        [(row(id="told"), TOLD)], [(row(id="other"), ANSWER), (row(), ANSWER)], findings
    )
    assert (named, findings) == (NAMED, [])


def test_one_id_names_one_thing():
    findings = []
    name_things([(row(id="told"), TOLD)], [(row(id="told"), ANSWER)], findings)
    assert [each.message for each in findings] == ["'told' names two things in this file"]


def test_a_link_points_to_what_is_named():
    findings = []
    pointing = row(disputedBy=("told",), conflictsWith=("other",))
    (link,) = point_links([(pointing, ANSWER)], NAMED, (), findings)
    assert (link.disputed_by, link.conflicts_with, findings) == (
        (("report", TOLD.iri),), (ANSWER.iri,), [],
    )  # fmt: skip


def test_an_unknown_id_is_told_and_one_of_an_unread_record_is_not():
    findings = []
    rows = [row(conflictsWith=("told",)), row(disputedBy=("broken",))]
    point_links([(each, ANSWER) for each in rows], NAMED, {"broken"}, findings)
    assert [each.message for each in findings] == [
        "conflictsWith: 'told' is not a link of this file"
    ]
