"""The plain values that everything else passes around."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from support import act, claim, paper, record, report

from kg.errors import Place
from kg.model.actions import Values, wholes_of
from kg.model.vocabulary import KINDS

ELSEWHERE = Place("another.yaml", 9, 9)


def test_everybody_named_in_any_role_is_named_once() -> None:
    told = Values(actor=("a", "b"), recipient=("b",), performed_by=("c",), affected=("d",))
    assert told.named == {"a", "b", "c", "d"}
    assert Values().named == frozenset()


def test_an_action_is_of_its_class_and_all_above_it_the_nearest_first() -> None:
    assert act("a", kind="PersonaNonGrataDeclaration").kinds == (
        "PersonaNonGrataDeclaration", "Expulsion", "DiplomaticMeasure", "Action",
    )  # fmt: skip
    assert act("a", kind="Action").kinds == ("Action",)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_severity_is_that_of_the_class_from_0_to_10(kind: str) -> None:
    assert act("a", kind=kind).severity == KINDS[kind][1]
    assert 0 <= act("a", kind=kind).severity <= 10


def test_the_bounds_are_both_days_or_what_is_known_of_them() -> None:
    day = date(2031, 3, 1)
    assert act("a").bounds == (day, day)
    assert replace(act("a"), latest=None).bounds == (day, None)
    assert act("a", day=None).bounds == (None, None)


@pytest.mark.parametrize(
    ("contested", "doubted"),
    [
        ((), False),
        (("legality",), False),  # lawfulness is not a fact
        (("occurrence",), True),
        (("responsibility", "legality"), True),
    ],
)
def test_an_act_is_doubted_where_it_or_its_doer_is_contested(
    contested: tuple[str, ...], doubted: bool
) -> None:
    assert act("a", contested=contested).doubted == doubted


def test_where_a_thing_was_read_makes_it_no_other() -> None:
    for thing in (act("a"), report("a"), claim("b", "a"), paper()):
        assert replace(thing, place=ELSEWHERE) == thing
    assert replace(act("a"), label="other") != act("a")


def test_who_belongs_to_whom_makes_a_record_no_other() -> None:
    said = record([act("a")])
    assert replace(said, members={"league": frozenset({"XRU"})}) == said
    assert record([act("b")]) != said


def test_values_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        act("a").label = "other"  # type: ignore[misc]


def test_an_act_is_a_part_of_all_that_its_wholes_are_a_part_of() -> None:
    parents = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "x": ["a"]}
    assert wholes_of("a", parents) == ["a", "b", "c", "d"]
    assert wholes_of("d", parents) == ["d"]


def test_a_circle_of_parts_is_gone_through_once() -> None:
    assert wholes_of("a", {"a": ["b"], "b": ["a"]}) == ["a", "b"]
