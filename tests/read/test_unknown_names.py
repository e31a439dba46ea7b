"""Names in a text that no actor has."""

from __future__ import annotations

import time

import pytest
from support import people

from kg.read.mentions import find_mentions, group_mentions
from kg.read.sentences import sentence_spans
from kg.read.unknown_names import UnknownName, find_unknown_names


def unknown(text: str) -> list[UnknownName]:
    spans = sentence_spans(text)
    return find_unknown_names(text, spans, group_mentions(find_mentions(text, people()), spans))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Boris Tasch in town.", ("Boris Tasch", "Person", None, None)),
        (
            "The Bordurian Foreign Minister Boris Tasch left.",
            ("Boris Tasch", "Person", "Foreign Minister", "XBO"),
        ),
        (
            "It told Secretary of State Ada Lund.",
            ("Ada Lund", "Person", "Secretary of State", None),
        ),
        ("President Tasch left the town.", ("Tasch", "Person", "President", None)),
        (
            "It closed the Danube Consulate there.",
            ("Danube Consulate", "DiplomaticMission", None, None),
        ),
        (
            "The National Guard Ministry said so.",
            ("National Guard Ministry", "GovernmentBody", None, None),
        ),
        (
            "He told the Szohod Courier of it.",
            ("Szohod Courier", "NewsOrganization", None, None),
        ),
        (
            "A vote of the Danube League is due.",
            ("Danube League", "InternationalOrganization", None, None),
        ),
    ],
)
def test_a_name_is_found_with_its_class_office_and_state(
    text: str, expected: tuple[str, str, str | None, str | None]
) -> None:
    assert [(x.name, x.kind, x.title, x.state) for x in unknown(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Klow Gazette Tells Of Boris Tasch",  # in title case, capitals tell nothing
        "In March the two left.",
        "On Monday Borduria left.",
        "After the Cold War it left.",
        "They left Klow.",  # one word may be a place
        "The Bordurian king left.",
    ],
)
def test_other_capitals_are_no_names(text: str) -> None:
    assert unknown(text) == []


def test_a_name_is_told_once_and_not_again_by_its_last_word() -> None:
    text = "They met Boris Tasch here. Then President Tasch left, and Boris Tasch too."
    assert [each.name for each in unknown(text)] == ["Boris Tasch"]


def test_a_long_text_of_capitals_takes_no_long() -> None:
    begun = time.process_time()
    unknown("They saw " + "Boris Tasch and " * 20_000 + "left.")
    unknown("\n".join(f"they saw Boris Tasch{number} here" for number in range(2000)))
    assert time.process_time() - begun < 5
