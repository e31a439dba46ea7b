"""What the signs tell apart: the family, the icon and how far an act got."""

from __future__ import annotations

from dataclasses import replace

import pytest
from dispute import action, dispute, page_data, records
from support import act

from kg.model.vocabulary import KINDS
from kg.tell.signs import FAMILIES, FILLS, ICON_KINDS, family_of, fill_of, icon_of


def test_a_measure_whose_lawfulness_is_contested_is_not_alleged() -> None:
    drawn = {
        contested: records(page_data(actions=(action("a", "Expulsion", "2018-03-01", "RUR",
                                                     contested=contested),)))["a"]
        for contested in (("legality",), ("occurrence",), ("responsibility",))
    }  # fmt: skip
    fills = [each["fill"] for each in drawn.values()]
    assert fills == ["done", "alleged", "alleged"]
    assert [each["contested"] for each in drawn.values()] == [False, True, True]


def test_every_shape_has_an_icon_beside_it_and_expulsion_is_not_closure() -> None:
    known = records(dispute())
    assert known["expel-23"]["icon"] != known["closure"]["icon"]
    assert known["expel-23"]["family"] != known["closure"]["family"]
    assert known["poison"]["fill"] == "alleged"  # who is responsible is contested
    assert known["rumour"]["fill"] == "planned"
    assert known["closure"]["fill"] == "done"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_action_has_a_family_and_an_icon(kind: str) -> None:
    drawn = act("a", kind=kind)
    assert family_of(drawn) in FAMILIES.values()
    assert icon_of(drawn) in ICON_KINDS


@pytest.mark.parametrize(
    ("kind", "family", "icon"),
    [
        ("PersonaNonGrataDeclaration", "people", "Expulsion"),
        ("VisaRestriction", "diplomatic", "DiplomaticMeasure"),
        ("Sanctions", "economic", "EconomicMeasure"),
        ("Tariff", "economic", "EconomicMeasure"),
        ("BorderClosure", "economic", "TransportRestriction"),
        ("MediaRestriction", "diplomatic", "DiplomaticMeasure"),
        ("Detention", "hostile", "Detention"),
        ("PoisonAttack", "hostile", "HostileAct"),
        ("Protest", "speech", "SpeechAct"),
        ("Vote", "other", "MultilateralAction"),
    ],
)
def test_the_nearest_superclass_decides_the_signs(kind: str, family: str, icon: str) -> None:
    drawn = act("a", kind=kind)
    assert (family_of(drawn), icon_of(drawn)) == (family, icon)


@pytest.mark.parametrize(
    ("status", "stances", "fill"),
    [
        (None, (), "done"),
        ("carriedOut", ("asserts", "alleges"), "done"),
        ("ordered", ("alleges", "denies"), "alleged"),
        ("announced", ("alleges",), "announced"),
        ("threatened", ("asserts",), "planned"),
        ("planned", ("denies",), "planned"),
        ("declined", (), "declined"),
    ],
)
def test_an_act_that_nobody_asserts_is_alleged_unless_it_is_yet_to_come(
    status: str | None, stances: tuple[str, ...], fill: str
) -> None:
    assert fill_of(act("a", status=status), stances) == fill


def test_a_status_has_one_fill() -> None:
    statuses = [each for _, used in FILLS.values() for each in used]
    assert len(statuses) == len(set(statuses))
    doubted = replace(act("a"), contested=("occurrence",))
    assert fill_of(doubted, ("asserts",)) == "alleged"
