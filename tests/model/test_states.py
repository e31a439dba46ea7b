"""States by code and by any usual name, against lists that others keep."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import pytest
from babel import Locale

from kg.model.states import (
    capitals_of,
    code_of,
    is_user_assigned,
    known_states,
    name_key,
    names_of_state,
    short_code,
    states_named,
    states_with_capital,
)


def listed(column: str) -> list[tuple[str, str]]:
    """(name, code) of the table of country_converter, read without the package, which is slow."""
    found = importlib.util.find_spec("country_converter")
    assert found is not None
    assert found.origin is not None
    path = Path(found.origin).with_name("country_data.tsv")
    with path.open(encoding="utf-8") as file:
        return [(each[column], each["ISO3"]) for each in csv.DictReader(file, delimiter="\t")]


#: In that table with codes of its own: what has none in ISO 3166.
CODELESS = {"BA1", "CHI", "EAT", "EAZ"}


def test_every_short_name_of_an_independent_list_finds_its_state() -> None:
    names = listed("name_short")
    found = {name: sorted(states_named(name)) for name, _ in names}
    assert len(names) >= 256
    assert {name: found[name] for name, code in names if found[name] != [code]} == {
        name: [] for name, code in names if code in CODELESS
    }


def test_official_names_of_an_independent_list_find_their_state_or_none() -> None:
    names = listed("name_official")
    found = {name: sorted(states_named(name)) for name, _ in names}
    assert [name for name, code in names if found[name] not in ([code], [])] == []
    missed = {code for name, code in names if not found[name]}
    assert missed - CODELESS == {"ATF", "CCK", "GUF"}


def test_every_english_name_of_cldr_finds_its_state() -> None:
    names = {name: code_of(key) for key, name in Locale.parse("en").territories.items()}
    known = {name: [code] for name, code in names.items() if code}
    assert len(known) >= 250
    assert {name: sorted(states_named(name)) for name in known} == known


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Congo", ["COD", "COG"]),
        ("Korea", ["KOR", "PRK"]),
        ("Virgin Islands", ["VGB", "VIR"]),
        ("the Congo", ["COD", "COG"]),
    ],
)
def test_a_name_of_two_states_means_both(name: str, codes: list[str]) -> None:
    assert sorted(states_named(name)) == codes


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("UK; U.K.; the UK; Britain; Great Britain", "GBR"),
        ("US; U.S.; usa; U.S.A.; United States; the United States of America", "USA"),
        ("Turkey; Türkiye; turkiye; Republic of Türkiye", "TUR"),
        ("DRC; D.R.C.; DR Congo; Democratic Republic of Congo; Zaire; ZAR", "COD"),
        ("Republic of the Congo; Congo-Brazzaville; Congo - Brazzaville", "COG"),
        ("DPRK; North Korea; Korea, North; Democratic People's Republic of Korea", "PRK"),
        ("South Korea; Republic of Korea; Korea, South; ROK", "KOR"),
        ("Ivory Coast; Côte d’Ivoire; Cote d'Ivoire", "CIV"),
        ("Bosnia; Bosnia & Herzegovina; Bosnia-Herzegovina; BOSNIA AND HERZEGOVINA", "BIH"),
        ("Palestine; State of Palestine; Occupied Palestinian Territory", "PSE"),
        ("Taiwan; Republic of China; Chinese Taipei; Taiwan, Province of China", "TWN"),
        ("China; PRC; People's Republic of China", "CHN"),
        ("Kosovo; XK; XKX; Republic of Kosovo", "XKX"),
        ("East Timor; TMP; Timor-Leste; Timor Leste", "TLS"),
        ("Burma; BUR; Myanmar; Myanmar (Burma)", "MMR"),
        ("Macedonia; FYROM; North Macedonia; the former Yugoslav Republic of Macedonia", "MKD"),
        ("Holy See; the Holy See; Vatican; Vatican City", "VAT"),
        ("UAE; U.A.E.; KSA", None),
        ("Holland; the Netherlands; Netherlands, Kingdom of the", "NLD"),
        ("Moldova; Moldova, Republic of", "MDA"),
        ("The Gambia; Gambia; Gambia, The", "GMB"),
        ("Soviet Union; USSR; U.S.S.R.; SUN", "SUN"),
        ("Yugoslavia; YUG; Federal Republic of Yugoslavia", "YUG"),
        ("Serbia and Montenegro; Serbia & Montenegro; SCG", "SCG"),
        ("Czechoslovakia; CSK", "CSK"),
        ("East Germany; German Democratic Republic; GDR; DDR", "DDR"),
        ("Georgia", "GEO"),
        ("Guinea", "GIN"),
        ("Samoa", "WSM"),
        ("Niger", "NER"),
        ("St. Kitts & Nevis; Saint Kitts and Nevis; St Kitts and Nevis", "KNA"),
    ],
)
def test_a_state_is_found_by_every_usual_name(names: str, code: str | None) -> None:
    expected = {name: [code] for name in names.split("; ")}
    if code is None:
        expected = {"UAE": ["ARE"], "U.A.E.": ["ARE"], "KSA": ["SAU"]}
    assert {name: sorted(states_named(name)) for name in expected} == expected


@pytest.mark.parametrize("name", ["", "the", "no", "is", "Ruritania", "Abkhazia", "England", "!"])
def test_other_texts_name_no_state(name: str) -> None:
    assert states_named(name) == frozenset()


def test_a_code_of_two_letters_needs_its_capitals() -> None:
    assert [sorted(states_named(each)) for each in ("NO", "no", "No", "IN", "in")] == [
        ["NOR"], [], [], ["IND"], [],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Moscow", ["RUS"]),
        ("Washington, D.C.", ["USA"]),
        ("Saint John's", ["ATG"]),
        ("Sanaa", ["YEM"]),
        ("Kiev", ["UKR"]),
        ("Kingston", ["JAM", "NFK"]),
        ("Willemstad", ["ANT", "CUW"]),
        ("Belgrade", ["SCG", "SRB", "YUG"]),
        ("Jerusalem", []),
        ("Ramallah", []),
        ("Sucre", []),
        ("La Paz", []),
        ("Strelsau", []),
    ],
)
def test_a_capital_speaks_for_its_state_where_nobody_disputes_it(name: str, codes: list[str]):
    assert sorted(states_with_capital(name)) == codes


def test_a_capital_is_the_name_of_no_other_state() -> None:
    named = {name: states_named(name) for code in known_states() for name in capitals_of(code)}
    alike = {name for name, codes in named.items() if codes}
    assert alike == {"Monaco", "San Marino", "Singapore"}
    assert [name for name in alike if named[name] != states_with_capital(name)] == []


def test_every_name_of_a_state_finds_it() -> None:
    lost = [
        (code, name)
        for code in known_states()
        for name in (*names_of_state(code), *capitals_of(code))
        if code not in states_named(name) | states_with_capital(name)
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [("AAA", True), ("QMA", True), ("QLA", False), ("XKX", True), ("ZZZ", True), ("ZYZ", False),
     ("NOR", False), ("XK", False), ("XKXX", False), ("xkx", False)],
)  # fmt: skip
def test_the_codes_left_to_users_are_those_of_the_standard(code: str, expected: bool) -> None:
    assert is_user_assigned(code) is expected


def test_the_standard_assigns_no_code_that_it_leaves_to_users() -> None:
    assert [code for code in known_states() if is_user_assigned(code)] == ["XKX"]


def test_states_that_are_gone_have_a_code_and_a_plain_label() -> None:
    gone = {x.code: x.label for x in known_states().values() if x.source == "ISO 3166-3"}
    assert (gone["SUN"], gone["SCG"], gone["YUG"]) == (
        "Soviet Union", "Serbia and Montenegro", "Yugoslavia",
    )  # fmt: skip
    assert "TMP" not in gone


def test_a_short_code_is_that_of_the_state_or_of_the_one_that_is_gone() -> None:
    assert [short_code(each) for each in ("NOR", "XKX", "SUN", "XRU", None)] == [
        "no", "xk", "suhh", None, None,
    ]  # fmt: skip


def test_folding_keeps_names_apart_that_differ_in_a_word() -> None:
    pairs = [("Guinea", "Guinea-Bissau"), ("Sudan", "South Sudan"), ("Niger", "Nigeria")]
    assert [name_key(one) == name_key(other) for one, other in pairs] == [False] * 3
