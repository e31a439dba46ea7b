"""Whom a text means: one actor, several, or none with a hint that would be accepted."""

from __future__ import annotations

import re

import pytest
from support import PLACE, people

from kg.model.actors import Actor, Actors
from kg.model.lookup import is_missing
from kg.model.states import known_states, names_of_state

DIAZ = Actor(id="jose-diaz", kind="Person", label="José Díaz", place=PLACE)
ASK = "(kg actors lists them; declare others in data/actors)"


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Czechia", "CZE"), ("Russia", "RUS"), ("RU", "RUS"), ("NO", "NOR"), ("Moscow", "RUS"),
        ("the UK", "GBR"), ("Soviet Union", "SUN"), ("Kosovo", "XKX"), ("José Díaz", "jose-diaz"),
        ("jose diaz", "jose-diaz"), ("JOSE-DIAZ", "jose-diaz"), ("actor:jose-diaz", "jose-diaz"),
        ("Ruritania", "XRU"), ("The Ruritania", "XRU"), ("xru", "XRU"), ("klow gazette", "gazette"),
    ],
)  # fmt: skip
def test_a_name_is_as_good_as_the_id(text: str, who: str) -> None:
    assert people(DIAZ).resolve(text) == who


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Congo", "'Congo' may be COD (Congo, The Democratic Republic of the) or COG (Congo); "
         "give the id"),
        ("Korea", "'Korea' may be KOR (South Korea) or PRK (North Korea); give the id"),
        ("Virgin Islands", "'Virgin Islands' may be VGB (Virgin Islands, British) or "
         "VIR (Virgin Islands, U.S.); give the id"),
        ("Kingston", "'Kingston' may be JAM (Jamaica) or NFK (Norfolk Island); give the id"),
        ("Willemstad", "'Willemstad' may be ANT (Netherlands Antilles) or CUW (Curaçao); "
         "give the id"),
        ("Belgrade", "'Belgrade' may be SCG (Serbia and Montenegro), SRB (Serbia) or "
         "YUG (Yugoslavia); give the id"),
        ("josé-diaz", "'josé-diaz' is not an id; did you mean 'jose-diaz' (José Díaz)?"),
        ("Jose Dias", f"'Jose Dias' is not an actor; did you mean 'jose-diaz' (José Díaz)? {ASK}"),
        ("Rusisa", f"'Rusisa' is not an actor; did you mean 'RUS' (Russian Federation)? {ASK}"),
        ("no", f"'no' is not an actor; did you mean 'NOR' (Norway)? {ASK}"),
        ("gb", f"'gb' is not an actor; did you mean 'GBR' (United Kingdom)? {ASK}"),
        ("RUSS", f"'RUSS' is not an actor {ASK}"),
        ("XRV", f"'XRV' is not an actor {ASK}"),
        ("U.T.", f"'U.T.' is not an actor {ASK}"),
        ("Irak", f"'Irak' is not an actor {ASK}"),
        ("Jerusalem", f"'Jerusalem' is not an actor {ASK}"),
        ("N" * 20_000, f"'{'N' * 57}...' is not an actor {ASK}"),
        ("NA", "'NA' stands for a missing value; leave it out, or write NAM"),
        ("n/a", "'n/a' stands for a missing value; leave it out"),
    ],
    ids=lambda each: str(each)[:20],
)  # fmt: skip
def test_what_means_nobody_or_several_is_told_with_the_remedy(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text[:50])) as caught:
        people(DIAZ).resolve(text)
    assert str(caught.value) == told


@pytest.mark.parametrize(
    "text",
    ["NA", "n/a", "N/A", "none", "None", "null", "NULL", "NaN", "nan", "<NA>", "#N/A", "-", ".",
     "?", "--", "—", "\\N", "#N/A N/A", "NA_character_", "(blank)"],
)  # fmt: skip
def test_a_marker_of_a_missing_value_is_nobodys_name(text: str) -> None:
    assert (is_missing(text), Actors([]).find(text)) == (True, [])
    with pytest.raises(ValueError, match="leave the cell empty"):
        Actors([]).resolve(text, in_cell=True)


def test_no_answers_a_question_in_a_table_and_is_norway_in_capitals() -> None:
    assert Actors([]).resolve("NO", in_cell=True) == "NOR"
    for text in ("No", "no"):
        with pytest.raises(ValueError, match=re.escape(text[:50])) as caught:
            Actors([]).resolve(text, in_cell=True)
        assert str(caught.value) == (
            f"{text!r} stands for a missing value; leave the cell empty, or write NOR"
        )


def test_no_code_or_name_of_a_state_is_a_marker_but_na() -> None:
    names = {name for code in known_states() for name in names_of_state(code)}
    assert {name for name in names if is_missing(name)} == {"NA"}


def test_an_id_that_is_a_marker_stays_an_id() -> None:
    na = Actor(id="na", kind="Organization", label="National Assembly", place=PLACE)
    assert people(na).resolve("na") == "na"


def test_a_declared_name_comes_before_a_capital_and_beside_a_state() -> None:
    river = Actor(id="moscow-river", kind="Group", label="Moscow", place=PLACE)
    author = Actor(id="georgia", kind="Person", label="Georgia", place=PLACE)
    directory = people(river, author)
    assert directory.find("Moscow") == ["moscow-river"]
    assert directory.find("Georgia") == ["GEO", "georgia"]


def test_a_group_goes_by_its_label_and_its_other_names_are_a_hint() -> None:
    guards = Actor(
        id="guards", kind="Group", label="Guards of Klow", alt_labels=("the guards",), place=PLACE
    )
    assert people(guards).resolve("guards of klow") == "guards"
    assert people(guards).find("the guards") == []
    assert people(guards).meant("the guards") == "guards"


def test_every_hint_is_accepted_and_is_never_what_was_written() -> None:
    directory = people(DIAZ)
    for text in ("Rusisa", "Jose Dias", "josé-diaz", "no", "gazete", "Ruritanai"):
        told = directory.unknown(text)
        hint = told.partition("did you mean '")[2].partition("'")[0]
        assert hint != text
        assert directory.resolve(hint) == hint


def test_a_persons_name_of_one_word_is_only_hinted_at() -> None:
    mills = Actor(
        id="bo-mills", kind="Person", label="Bo Mills", alt_labels=("Mills", "Dr. B. Mills"),
        place=PLACE,
    )  # fmt: skip
    known = people(mills)
    assert known.find("Dr. B. Mills") == ["bo-mills"]
    assert known.find("Mills") == []
    with pytest.raises(ValueError, match=re.escape("did you mean 'bo-mills' (Bo Mills)?")):
        known.resolve("Mills")
