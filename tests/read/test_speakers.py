"""Who says what a sentence tells."""

from __future__ import annotations

import pytest

from kg.read.mentions import Mention
from kg.read.speakers import find_speakers, mentions_of_unknown
from kg.read.unknown_names import UnknownName

IDS = {"Boris Tasch": "boris-tasch", "Klow": "XSY", "the League": "league", "Szohod": "XBO"}


def speakers(sentence: str) -> list[str]:
    found = [
        Mention(100 + at, 100 + at + len(name), (who,))
        for name, who in IDS.items()
        if (at := sentence.find(name)) >= 0
    ]
    return find_speakers(sentence, 100, sorted(found, key=lambda each: each.start))


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Boris Tasch said it left.", ["boris-tasch"]),
        ("Boris Tasch, the minister, also told reporters so.", ["boris-tasch"]),
        ("“It left,” said Boris Tasch.", ["boris-tasch"]),
        ("According to Klow, Szohod began.", ["XSY"]),
        ("It left, Klow has announced.", ["XSY"]),
        ("Klow said what Szohod denied.", ["XSY"]),
        ("Klow said that Boris Tasch said so.", ["XSY", "boris-tasch"]),
        ("The ambassador to Klow said it left.", []),
        ("It rejected what the League claims.", []),
        ("Klow told of. It said so.", ["XSY"]),
        ("Klow left.", []),
        ("", []),
    ],
)
def test_who_says_it_stands_beside_a_verb_of_saying(sentence: str, who: list[str]) -> None:
    assert speakers(sentence) == who


def test_a_name_that_may_be_several_is_no_speaker() -> None:
    assert find_speakers("Tasch said so.", 0, [Mention(0, 5, ("a", "b"))]) == []


def test_those_not_declared_are_found_by_name_and_persons_by_their_last_word() -> None:
    text = "Klara Novak left. “So,” Novak said. The Red  House left; the House stayed."
    unknown = [
        UnknownName("Klara Novak", "Person", None, None, 0),
        UnknownName("Red House", "GovernmentBody", None, None, 40),
    ]
    assert [(text[x.start : x.end], x.actors) for x in mentions_of_unknown(text, unknown)] == [
        ("Novak", ("klara-novak",)),
        ("Novak", ("klara-novak",)),
        ("House", ("red-house",)),
    ]
