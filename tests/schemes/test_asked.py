"""Every label has a meaning, and every field belongs to a label."""

from __future__ import annotations

from kg.importers.mapping import FIELDS, IGNORE, LABELS, SAME
from kg.model.vocabulary import CODES, KINDS
from kg.schemes.asked import (
    ACTORS,
    PASSAGES,
    RELATIONS,
    all_asked,
    asked_of,
    help_for,
    is_pointer,
    roles_of,
)


def test_the_labels_are_all_that_are_imported() -> None:
    assert {*KINDS, *ACTORS, *PASSAGES, *RELATIONS, SAME, IGNORE} == set(LABELS)


def test_every_label_and_every_choice_of_a_code_has_a_meaning() -> None:
    for name in (*KINDS, *ACTORS, *PASSAGES, *RELATIONS, SAME):
        assert len(help_for(name)) > 10, name
    for scheme in ("Stance", "Status", "Unit", "Relation"):
        assert all(map(help_for, CODES[scheme]))


def test_every_field_is_asked_of_some_label() -> None:
    asked = {each.name for label in (*KINDS, *PASSAGES, *ACTORS) for each in asked_of(label)}
    assert asked == set(FIELDS) == {each.name for each in all_asked()}


def test_choices_are_those_of_the_field() -> None:
    fields = {each.name: each for each in asked_of("Expulsion")}
    assert tuple(fields["stance"].choices) == tuple(CODES["Stance"])
    assert tuple(fields["approximate"].choices) == ("true", "false")
    assert fields["quantity"].choices == ()
    assert [each.name for each in asked_of("NoAct")] == ["reason"]


def test_roles_lead_to_actors_or_to_acts() -> None:
    roles = roles_of("Expulsion")
    assert {"actor", "recipient", "about"} <= set(roles)
    assert (is_pointer("about"), is_pointer("actor"), "claimedBy" in roles) == (True, False, False)
    assert {"response", "trigger", "claimedBy"} <= set(roles_of("Link"))
