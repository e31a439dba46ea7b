"""Codes of CAMEO become classes as ontology/alignments.ttl matches them, and no further."""

from __future__ import annotations

import pytest

from kg.model.vocabulary import KINDS
from kg.rdf.alignments import class_of_cameo


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
