"""What a column, a side, a day and an act of a feed are, for `kg import` and `kg bulk` alike."""

from __future__ import annotations

from datetime import date

import pytest
from tables_made import ACTORS

from kg.importers.feeds import (
    ACLED,
    AGENT,
    CODE,
    FORCES,
    GDELT,
    MENTIONS,
    NAME,
    PETRARCH,
    PHOENIX,
    POLECAT,
    act_id,
    coded_by,
    event_source,
    find_side,
    read_day,
    read_spelt_day,
)
from kg.model.ids import is_id
from kg.model.states import known_states


@pytest.mark.parametrize(
    ("form", "text", "state"),
    [
        (CODE, "XBO", "XBO"),
        (CODE, "Borduria", None),  # a code is not a name
        (CODE, "XB", None),  # FIPS and ISO codes of two letters are others
        (CODE, "xbo", None),
        (CODE, "NOR", "NOR"),
        (CODE, "ROM", "ROU"),  # CAMEO's code of Romania
        (CODE, "WST", None),  # the West, in CAMEO
        (CODE, "NA", ""),
        (CODE, "---", ""),
        (CODE, "", ""),
        (NAME, "Borduria", "XBO"),
        (NAME, "NA", ""),  # missing, and not Namibia
        (NAME, "Namibia", "NAM"),
        (NAME, "None", ""),
        (NAME, "The League", None),
        (AGENT, "XBOGOV", "XBO"),
        (AGENT, "XBO", "XBO"),
        (AGENT, "IGOUNO", None),
        (AGENT, "---GOV", ""),
        (AGENT, "---", ""),
        (FORCES, "Military Forces of Borduria (2019-) Guard", "XBO"),
        (FORCES, "Government of the Netherlands (2010-2024)", "NLD"),
        (FORCES, "Borduria", None),  # where it happened, perhaps
        (FORCES, "Protesters (Borduria)", None),
        (FORCES, "Military Forces of Borduria", None),
    ],
)
def test_a_side_is_one_state_or_none(form: str, text: str, state: str | None) -> None:
    assert find_side(ACTORS, text, form) == state


def test_no_role_of_cameo_is_a_state() -> None:
    roles = "GOV MIL REB OPP PTY COP JUD SPY IGO NGO MNC NGM BUS CRM CVL EDU ELI ENV HLH HRI LAB"
    roles += " LEG MED REF MOD RAD AGR DEV INS SEP SET UAF UIS INT IMG AFR ASA EUR LAM MEA WST"
    assert [each for each in roles.split() if each in known_states()] == []


def test_days_are_read_as_feeds_write_them_and_never_guessed() -> None:
    assert read_day("20310305") == read_day("2031-03-05") == date(2031, 3, 5)
    assert [read_day(x) for x in ("2031-02-30", "2031-03", "05/03/2031", "")] == [None] * 4
    assert read_spelt_day("05 March 2031") == date(2031, 3, 5)
    assert [read_spelt_day(x) for x in ("31 June 2031", "5 mars 2031", "3/5/2031")] == [None] * 3


def test_a_header_is_known_in_any_case_and_more_columns_do_no_harm() -> None:
    header = [*map(str.lower, GDELT.columns.values()), "month"]
    assert GDELT.places(header) == {ours: number for number, ours in enumerate(GDELT.columns)}
    assert GDELT.places([*header[:4], *header[5:]]) is None  # without codes


@pytest.mark.parametrize("width", [57, 58, 61])
def test_a_file_without_a_header_is_known_by_its_number_of_columns(width: int) -> None:
    cells = ["501", *[""] * (width - 1)]
    layout = GDELT.layout(cells)
    assert layout is not None
    assert (layout["actor"], layout["recipient"], layout["code"]) == (7, 17, 26)
    assert GDELT.layout(["GLOBALEVENTID", *cells[1:]]) is None
    assert GDELT.layout([*cells, "", ""]) in (None, GDELT.layouts.get(width + 2))
    assert MENTIONS.layout(cells) is None


def test_layouts_of_one_format_differ() -> None:
    assert not set(GDELT.layouts) & set(MENTIONS.layouts)
    assert not set(PHOENIX.layouts) & set(PETRARCH.layouts)


def test_acled_is_read_alike_in_both_layouts() -> None:
    old = ("data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,"
           "sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,"
           "region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
           "source_scale,notes,fatalities,timestamp,iso3").split(",")  # fmt: skip
    assert len(old) == 31
    new = [x for x in old if x not in ("data_id", "event_id_no_cnty", "iso3")]
    new += ["disorder_type", "civilian_targeting", "tags"]
    assert len(new) == 31
    for header in (old, new):
        found = ACLED.places(header)
        assert found is not None
        assert {header[each] for each in found.values()} == set(ACLED.columns.values())


def test_an_act_of_very_many_states_has_an_id_of_its_own() -> None:
    many = "_".join(f"X{letter}A" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF")
    ids = {act_id("2031-03-05", many, other, "SANCTION-expel") for other in ("XBO", "XSY")}
    assert len(ids) == 2
    assert all(map(is_id, ids))


def test_what_a_row_rests_on_and_who_coded_it() -> None:
    assert event_source("ICEWS", None, "7") == "ICEWS event 7"
    assert event_source("PETRARCH", "x", "") == "x; PETRARCH"
    assert coded_by(POLECAT.name, "2031-03-07", date(2031, 3, 5)) == "POLECAT, 2031-03-07"
    assert coded_by("ICEWS", None, date(2031, 3, 5)) == "ICEWS, 2031-03-05"
    assert coded_by("GDELT", "2031", date(2031, 3, 5)) == "GDELT, 2031-03-05"
