"""Actors that a text names."""

from __future__ import annotations

import pytest
from support import PLACE, people

from kg.model.actors import Actor, Actors
from kg.read.mentions import find_mentions, group_mentions

MINISTRY = Actor(
    id="bordurian-foreign-ministry", kind="GovernmentBody", part_of=("XBO",), place=PLACE,
    label="Ministry of Foreign Affairs of Borduria", alt_labels=("foreign ministry",),
)  # fmt: skip
SERVICE = Actor(id="zep", kind="IntelligenceService", label="ZEP", part_of=("XBO",), place=PLACE)
DIAZ = Actor(id="jose-diaz", kind="Person", label="José Díaz", place=PLACE)
USA = Actor(id="USA", kind="State", label="United States", alt_labels=("U.S.",), place=PLACE)


def named(text: str, actors: Actors | None = None) -> list[tuple[str, str]]:
    found = find_mentions(text, actors or people(MINISTRY, SERVICE, DIAZ, USA))
    return [(text[each.start : each.end], "/".join(each.actors)) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Borduria's king", [("Borduria", "XBO")]),
        ("Two Bordurians and a Syldavian", [("Bordurians", "XBO"), ("Syldavian", "XSY")]),
        ("Russian and French envoys", [("Russian", "RUS"), ("French", "FRA")]),
        ("Congolese envoys", [("Congolese", "COD/COG")]),
        ("the U.S. said", [("U.S.", "USA")]),
        ("US envoys told us", [("US", "USA")]),
        ("Côte d’Ivoire and São Tomé and Príncipe", [
            ("Côte d’Ivoire", "CIV"), ("São Tomé and Príncipe", "STP")]),
        ("South Koreans", [("South Koreans", "KOR")]),
        ("Prague and Canberra told", [("Prague", "CZE"), ("Canberra", "AUS")]),
        ("the UK and Ivory Coast", [("UK", "GBR"), ("Ivory Coast", "CIV")]),
        ("a ZEP agent", [("ZEP", "zep")]),
        ("The foreign ministry said", [("foreign ministry", "bordurian-foreign-ministry")]),
        ("The Bordurian Foreign Ministry said", [
            ("Bordurian Foreign Ministry", "bordurian-foreign-ministry")]),
        ("Borduria's foreign ministry said", [
            ("Borduria's foreign ministry", "bordurian-foreign-ministry")]),
        ("José Díaz spoke. Díaz left.", [("José Díaz", "jose-diaz"), ("Díaz", "jose-diaz")]),
        ("Minister Diaz spoke", [("Diaz", "jose-diaz")]),
    ],
)  # fmt: skip
def test_names_peoples_bodies_and_persons_are_found(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "it is in no time and as such", "at us, no one", "the polish of a table", "zep",
        "IT staff", "An AM radio", "Mr. Diazepam", "Dr. No", "Díaz said", "a turkey",
        "Bordurianism",
    ],
)  # fmt: skip
def test_common_words_and_codes_name_nobody(text: str) -> None:
    assert named(text) == []


def test_names_over_a_line_end_are_not_joined() -> None:
    assert named("United\n\nStates") == []


def test_mentions_are_grouped_by_where_they_stand() -> None:
    text = "Borduria left. Syldavia stayed with Borduria."
    found = find_mentions(text, people())
    groups = group_mentions(found, [(0, 14), (15, len(text)), (0, 3)])
    assert [[each.actors[0] for each in group] for group in groups] == [
        ["XBO"], ["XSY", "XBO"], [],
    ]  # fmt: skip
