"""Every name that is offered to a tool has its definition."""

from __future__ import annotations

import pytest

from kg.model.vocabulary import ACTOR_TYPES, CODES, KINDS
from kg.tell.definitions import describe_class, read_definitions


def test_every_class_and_code_has_a_definition() -> None:
    found = read_definitions()
    for names in (KINDS, ACTOR_TYPES, *CODES.values()):
        assert [each for each in names if not found.get(each)] == []


def test_a_class_is_described_with_an_example() -> None:
    said = describe_class("Easing")
    assert said.startswith(read_definitions()["Easing"])
    assert " Example: " in said
    with pytest.raises(KeyError):
        describe_class("Eating")
