"""The words for the people of a state."""

from __future__ import annotations

import re

import pycountry
import pytest

from kg.model.peoples import peoples, plural

GONE = {"CSK", "DDR", "SUN", "XKX", "YUG"}  # outside ISO 3166-1


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("Russian", ("RUS",)),
        ("Russians", ("RUS",)),
        ("Danes", ("DNK",)),
        ("Danish", ("DNK",)),
        ("Nigerien", ("NER",)),
        ("Nigerian", ("NGA",)),
        ("South Koreans", ("KOR",)),
    ],
)
def test_a_word_leads_to_its_state(word: str, codes: tuple[str, ...]) -> None:
    assert peoples()[word] == codes


def test_a_word_of_two_states_leads_to_both() -> None:
    assert peoples()["Congolese"] == ("COD", "COG")
    assert peoples()["Dominicans"] == ("DMA", "DOM")
    assert peoples()["Koreans"] == ("KOR", "PRK")


def test_every_code_is_one_of_iso_3166() -> None:
    codes = {code for each in peoples().values() for code in each}
    assert codes - {each.alpha_3 for each in pycountry.countries} == GONE
    assert len(codes) > 190


def test_every_word_begins_with_a_capital_and_holds_no_comma() -> None:
    odd = [word for word in peoples() if not re.fullmatch(r"[A-Z]\w*(?:[ -]\w+)*", word)]
    assert odd == []


def test_words_without_a_plural_in_s_stay_as_they_are() -> None:
    unchanged = ["Swiss", "Spanish", "French", "Chinese", "Icelandic", "Irishman", "Irishmen"]
    assert [plural(word) for word in unchanged] == unchanged
    assert plural("Ruritanian") == "Ruritanians"
