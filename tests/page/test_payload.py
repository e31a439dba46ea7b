"""All that the scripts of a page are given, as one plain value."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from dispute import action, dispute, link, page_data

from kg.page.payload import collect, make_scene
from kg.tell.index import Index, PageData


def payload(data: PageData) -> dict[str, Any]:
    """The value, as it comes out of JSON."""
    return json.loads(json.dumps(collect(make_scene(Index(data))), allow_nan=False))


def test_speech_acts_take_no_room_until_they_are_asked_for() -> None:
    given = payload(dispute())
    at = [each["id"] for each in given["actions"]].index("accuse")
    assert given["views"]["deeds"]["spots"][at] is None
    assert given["views"]["all"]["spots"][at] is not None
    assert given["network"]["nodes"][at]["hidden"] is True


def test_the_graph_view_puts_triggers_left_of_responses_and_never_two_on_one_spot() -> None:
    given = payload(dispute())
    spots = given["views"]["graphAll"]["spots"]
    for line in given["network"]["edges"]:
        assert spots[line["from"]][0] < spots[line["to"]][0]
    assert len({tuple(spot) for spot in spots}) == len(spots)


def test_everything_is_named_by_its_number() -> None:
    given = payload(dispute())
    count = len(given["actions"])
    assert [each["id"] for each in given["network"]["nodes"]] == list(range(count))
    for line in (*given["network"]["edges"], *given["pairs"]):
        assert {line["from"], line["to"]} <= set(range(count))
    assert given["actorIds"] == ["BRD", "RUR", "SYL"]
    assert given["actors"] == ["Borduria", "Ruritania", "Syldavia"]
    (source,) = given["sources"]
    assert source["publisher"] == "Streslau Gazette"
    reports = [x for each in given["actions"] for x in each["reports"]]
    assert {each["source"] for each in reports} == {0}


def test_chains_come_largest_first() -> None:
    data = dispute()
    small = replace(data.chains[0], id="ally", actions=("ally", "closure"), links=("l5",))
    given = payload(replace(data, chains=(small, *data.chains)))
    assert [each["id"] for each in given["chains"]] == ["poison", "ally"]


def test_a_node_has_other_words_where_no_lane_says_who() -> None:
    given = payload(dispute())
    at = [each["id"] for each in given["actions"]].index("expel-23")
    node = given["network"]["nodes"][at]
    assert node["label"] == "Expulsion · 23"
    assert node["graph"] == "Borduria: Expulsion · 23"


def test_the_stances_and_cases_that_can_be_chosen_are_those_there_are() -> None:
    given = payload(dispute())
    assert set(given["stances"]) == {"asserts", "speculates"}
    assert given["cases"] == [["spring", "The spring quarrel"]]
    assert given["start"] == "timeline"
    assert payload(replace(dispute(), view="graph"))["start"] == "graph"


def test_each_sort_of_pair_has_its_two_headings() -> None:
    given = payload(dispute())
    assert {each["sort"] for each in given["pairs"]} <= {each[0] for each in given["headings"]}
    assert all(len(each) == 3 for each in given["headings"])


def test_the_text_before_a_marker_is_what_its_lines_say() -> None:
    both = (link("x", "poison", "expel-23", min_lag=10, max_lag=10),)
    scene = make_scene(Index(replace(dispute(), links=both)))
    before = scene.views["deeds"].spots
    without = make_scene(Index(replace(dispute(), links=()))).views["deeds"].spots
    assert before.keys() - without.keys() == set()
    assert [each["label"] for each in scene.edges] == ["10 d"]


def test_dates_that_contradict_each_other_make_a_page_all_the_same() -> None:
    odd = action(
        "odd", "Expulsion", None, "RUR", earliest=date(2018, 3, 9), latest=date(2018, 3, 1)
    )
    back = link("l", "expel-23", "poison")
    data = replace(dispute(), actions=(*dispute().actions, odd), links=(back,), chains=())
    view = payload(data)["views"]["deeds"]
    spot = view["spots"][[each["id"] for each in payload(data)["actions"]].index("odd")]
    assert spot[2] == spot[0]


def test_nothing_is_a_value_too() -> None:
    given = payload(page_data())
    assert (given["actions"], given["pairs"], given["chains"]) == ([], [], [])
    assert given["network"]["nodes"] == []
