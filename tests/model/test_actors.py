"""The directory of actors: look-up by any name, and whom an actor acts for at a time."""

from __future__ import annotations

from datetime import date

import pytest
from support import PLACE, people

from kg.errors import Place
from kg.model.actors import Actor, Actors, Post, Tenure, find_state

MINISTRY = Actor(
    id="xru-ministry", kind="GovernmentBody", label="Ministry", part_of=("XRU",), place=PLACE
)
OFFICE = Actor(
    id="xru-office", kind="Organization", label="Office", part_of=("xru-ministry",), place=PLACE
)
RUDOLF = Actor(id="rudolf", kind="Person", label="Rudolf", place=PLACE)
MICHAEL = Actor(id="michael", kind="Person", label="Michael", place=PLACE)


def tenure(holder: str, post: str, since: str | None, until: str | None) -> Tenure:
    return Tenure(holder=holder, post=post, since=since, until=until, date_source="", place=PLACE)


def day(text: str) -> tuple[date, date]:
    return date.fromisoformat(text), date.fromisoformat(text)


def court(*tenures: Tenure) -> Actors:
    """Two men, two thrones, a ministry with an office."""
    thrones = [
        Post(id="xru-king", label="King of Ruritania", post_of="XRU", place=PLACE),
        Post(id="xbo-king", label="King of Borduria", post_of="XBO", place=PLACE),
        Post(id="minister", label="Minister", post_of="xru-ministry", place=PLACE),
    ]
    base = people(MINISTRY, OFFICE, RUDOLF, MICHAEL)
    return Actors([base[each] for each in base.ids()], thrones, tenures)


@pytest.mark.parametrize(
    "name", ["NOR", "NO", "nor", "Norway", "NORWAY", "Kingdom of Norway", "Oslo"]
)
def test_a_state_of_the_standard_is_found_by_its_codes_and_names(name):
    assert Actors([]).find(name) == ["NOR"]


@pytest.mark.parametrize("name", ["BOL", "Bolivia", "bolivia, plurinational state of"])
def test_a_state_is_found_by_its_common_and_its_full_name(name):
    assert Actors([]).find(name) == ["BOL"]


def test_a_declared_state_is_found_by_its_own_names_and_by_its_codes():
    norway = Actor(
        id="NOR", kind="State", label="Norge", alt_labels=("Oslo",), iso3="NOR", place=PLACE
    )
    directory = Actors([norway])
    for name in ("NOR", "NO", "norge", "OSLO", "Norway"):
        assert directory.find(name) == ["NOR"]
    assert directory["NOR"] is norway


def test_one_name_may_mean_several_actors_which_come_sorted():
    un = [
        Actor(id=each, kind="State", label=each, alt_labels=("The Union",), place=PLACE)
        for each in ("XSY", "XBO")
    ]
    assert Actors(un).find("the union") == ["XBO", "XSY"]


@pytest.mark.parametrize("name", ["", "Zenda", "XXX", "NORWAYS", "no"])
def test_an_unknown_name_finds_nobody(name):
    assert people().find(name) == []


def test_an_id_finds_its_actor_before_any_name():
    twin = Actor(id="twin", kind="Group", label="XRU", place=PLACE)
    assert people(twin).find("XRU") == ["XRU"]
    assert people(twin).find("xru") == ["XRU", "twin"]


def test_a_state_needs_no_entry_and_keeps_the_standards_name():
    directory = Actors([])
    assert "NOR" in directory
    assert directory["NOR"] == Actor(
        id="NOR", kind="State", label="Norway", iso3="NOR", place=Place("ISO 3166-1")
    )


@pytest.mark.parametrize("code", ["nor", "NO", "XRU", "Norway", "", "n o"])
def test_only_the_alpha_3_code_in_capitals_is_an_id(code):
    assert find_state(code) is None
    assert code not in Actors([])
    with pytest.raises(KeyError):
        Actors([])[code]


def test_looking_somebody_up_declares_nobody():
    directory = people()
    before = directory.ids()
    assert (directory.find("Norway"), "FRA" in directory) == (["NOR"], True)
    assert (directory.ids(), before) == (before, ["XBO", "XRU", "XSY", "gazette"])


def test_an_unknown_id_is_told_with_the_nearest_one():
    assert people().unknown("gazete") == (
        "'gazete' is not an actor; did you mean 'gazette' (Klow Gazette)? "
        "(kg actors lists them; declare others in data/actors)"
    )


def test_a_body_acts_for_the_state_it_is_part_of_however_deep():
    assert [court().states_of(each) for each in ("XRU", "xru-ministry", "xru-office")] == [
        ("XRU",),
        ("XRU",),
        ("XRU",),
    ]


def test_somebody_unknown_or_private_acts_for_no_state():
    assert [court().states_of(each) for each in ("nobody", "rudolf", "gazette")] == [(), (), ()]


def test_two_holders_of_one_post_act_for_it_in_their_own_years():
    directory = court(
        tenure("rudolf", "xru-king", "2020-01-01", "2024-12-31"),
        tenure("michael", "xru-king", "2025-01-01", None),
    )
    acted = {
        (who, on): directory.states_of(who, day(on))
        for who in ("rudolf", "michael")
        for on in ("2019-12-31", "2020-01-01", "2024-12-31", "2025-01-01", "2031-01-01")
    }
    assert {key for key, states in acted.items() if states == ("XRU",)} == {
        ("rudolf", "2020-01-01"),
        ("rudolf", "2024-12-31"),
        ("michael", "2025-01-01"),
        ("michael", "2031-01-01"),
    }
    assert set(acted.values()) == {(), ("XRU",)}


def test_one_person_acts_for_the_state_of_the_post_held_then():
    directory = court(
        tenure("rudolf", "minister", "2020", "2021"), tenure("rudolf", "xbo-king", "2022", None)
    )
    assert directory.states_of("rudolf", day("2021-12-31")) == ("XRU",)
    assert directory.states_of("rudolf", day("2022-01-01")) == ("XBO",)
    assert directory.states_of("rudolf", (date(2021, 6, 1), date(2022, 6, 1))) == ("XBO", "XRU")
    assert directory.states_of("rudolf") == ("XBO", "XRU")


def test_an_act_of_open_date_may_fall_into_any_tenure_it_can_reach():
    directory = court(
        tenure("rudolf", "xru-king", "2020", "2021"), tenure("rudolf", "xbo-king", "2025", None)
    )
    assert directory.states_of("rudolf", (date(2022, 1, 1), None)) == ("XBO",)
    assert directory.states_of("rudolf", (None, date(2022, 1, 1))) == ("XRU",)


def test_a_tenure_of_a_post_that_nobody_declared_counts_for_nothing():
    directory = court(tenure("rudolf", "pope", None, None))
    assert (directory.states_of("rudolf"), directory.closure(["rudolf"])) == ((), ["rudolf"])


def test_bodies_that_are_part_of_each_other_end_the_search():
    one = Actor(id="one", kind="Organization", label="One", part_of=("two", "XRU"), place=PLACE)
    two = Actor(id="two", kind="Organization", label="Two", part_of=("one",), place=PLACE)
    directory = people(one, two)
    assert (directory.states_of("two"), directory.closure(["one"])) == (
        ("XRU",),
        ["XRU", "one", "two"],
    )


def test_tenure_bounds_are_the_first_and_last_possible_days():
    assert tenure("rudolf", "xru-king", "2020-03", "2021").bounds == (
        date(2020, 3, 1),
        date(2021, 12, 31),
    )
    assert tenure("rudolf", "xru-king", None, None).bounds == (None, None)
    assert tenure("rudolf", "xru-king", "2020", None).bounds == (date(2020, 1, 1), None)


def test_a_closure_holds_all_that_the_actors_belong_to():
    union = Actor(id="union", kind="InternationalOrganization", label="Union", place=PLACE)
    syldavia = Actor(
        id="XSY", kind="State", label="Syldavia", member_of=("union",), iso3="XSY", place=PLACE
    )
    mission = Actor(
        id="xru-mission",
        kind="DiplomaticMission",
        label="Mission",
        part_of=("XRU",),
        accredited_to=("XSY",),
        place=PLACE,
    )
    directory = people(syldavia, union, mission, RUDOLF)
    assert directory.closure(["xru-mission", "nobody"]) == ["XRU", "XSY", "union", "xru-mission"]
    assert directory.closure([]) == []


def test_joined_directories_hold_both_and_the_newer_entry_wins():
    base = court(
        tenure("rudolf", "xru-king", "2020", None), tenure("michael", "xbo-king", "2020", None)
    )
    usurper = Actor(id="rudolf", kind="Person", label="Rudolf Rassendyll", place=PLACE)
    joined = base.joined_by(Actors([usurper], (), [tenure("rudolf", "minister", "2021", None)]))
    assert joined["rudolf"] is usurper
    assert joined["XBO"] is base["XBO"]
    assert [(each.holder, each.post) for each in joined.tenures] == [
        ("michael", "xbo-king"),
        ("rudolf", "minister"),
    ]
    assert base["rudolf"] is RUDOLF


def test_a_state_that_was_only_looked_up_replaces_no_declared_one():
    norway = Actor(id="NOR", kind="State", label="Norge", iso3="NOR", place=PLACE)
    other = Actors([])
    assert other["NOR"].label == "Norway"
    assert Actors([norway]).joined_by(other)["NOR"] is norway
