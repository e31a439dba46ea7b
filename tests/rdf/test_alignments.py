"""Codes of CAMEO become classes as ontology/alignments.ttl matches them, and no further."""

from __future__ import annotations

import pytest

from kg.model.vocabulary import KINDS
from kg.rdf.alignments import class_of_cameo, class_of_code, class_of_plover


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("163", "Sanctions"),  # a close match
        ("1711", "Seizure"),
        ("150", "MilitaryDeployment"),  # a narrow match
        ("1623", "AidSuspension"),  # the code above it
        ("161", "DiplomaticMeasure"),  # expulsions, recalls and closures alike
        ("190", "HostileAct"),
        ("172", None),  # what 17 holds is not all hostile to a state
        ("013", None),
        ("13", "Threat"),
        ("99", None),
        ("1", None),
        ("", None),
    ],
)
def test_a_code_has_the_class_of_its_closest_match_or_none(code: str, kind: str | None) -> None:
    assert class_of_cameo(code) == kind
    assert kind is None or kind in KINDS


def test_leading_zeros_tell_codes_apart() -> None:
    assert class_of_cameo("016") == "Denial"
    assert class_of_cameo("16") == "DiplomaticMeasure"


@pytest.mark.parametrize("code", ["16 1", "161-", "16x", "１６１", "16114", "161\n"])
def test_what_is_no_code_of_cameo_has_no_class(code: str) -> None:
    assert class_of_cameo(code) is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("SANCTION-expel", "Expulsion"),
        ("SANCTION-withdraw", "DiplomaticMeasure"),  # recalls, withdrawals and suspensions alike
        ("SANCTION", "DiplomaticMeasure"),
        ("COERCE-arrest", "Detention"),
        ("COERCE", None),
        ("THREATEN-expel", "Threat"),
        ("sanction", None),
        ("SANCTION-ex pel", None),
        ("SANCTION-", None),
        ("", None),
        ("163", None),  # a code of another scheme
    ],
)
def test_an_event_of_plover_has_the_class_of_its_mode_or_of_itself(
    code: str, kind: str | None
) -> None:
    assert class_of_plover(code) == kind
    assert class_of_code("PLOVER", code) == kind


def test_each_scheme_has_its_codes() -> None:
    assert class_of_code("CAMEO", "163") == "Sanctions"
    assert class_of_code("CAMEO", "SANCTION") is None
