"""What the scripts of a page are given: little for the first screen, the rest packed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from dispute import action, dispute, link, page_data, records
from support import act, index, record, stand

from kg.page.payload import FEW, Scene, collect, make_scene, pack, start_of
from kg.tell.index import Index, PageData
from kg.tell.overview import Overview, find_overview


def made(data: PageData, collected: Callable[[Scene, Overview], Any]) -> Any:
    """A value, as it comes out of JSON."""
    drawn = Index(data)
    value = collected(make_scene(drawn), find_overview(Index(data.whole) if data.whole else drawn))
    return json.loads(json.dumps(value, allow_nan=False))


def payload(data: PageData) -> dict[str, Any]:
    """What a first screen needs."""
    return made(data, collect)


def packed(data: PageData) -> dict[str, Any]:
    """What is read once it stands."""
    return made(data, pack)


def at_of(data: PageData, name: str) -> int:
    return Index(data).at[name]


def test_speech_acts_take_no_room_until_they_are_asked_for() -> None:
    given, at = packed(dispute()), at_of(dispute(), "accuse")
    assert given["views"]["deeds"]["spots"][at] is None
    assert given["views"]["all"]["spots"][at] is not None
    assert given["nodes"][at]["hidden"] is True


def test_the_graph_view_puts_triggers_left_of_responses_and_never_two_on_one_spot() -> None:
    spots = packed(dispute())["views"]["graphAll"]["spots"]
    for line in payload(dispute())["network"]["edges"]:
        assert spots[line["from"]][0] < spots[line["to"]][0]
    assert len({tuple(spot) for spot in spots}) == len(spots)


def test_everything_is_named_by_its_number() -> None:
    given, rest = payload(dispute()), packed(dispute())
    count = len(given["actions"])
    assert [each["id"] for each in rest["nodes"]] == list(range(count))
    for line in (*given["network"]["edges"], *rest["pairs"]):
        assert {line["from"], line["to"]} <= set(range(count))
    assert sorted(given["order"]) == list(range(count))
    assert given["actorIds"] == ["BRD", "RUR", "SYL"]
    assert given["actors"] == ["Borduria", "Ruritania", "Syldavia"]
    assert given["sides"] == [1, 0]  # Ruritania moves most
    (source,) = given["sources"]
    assert source["publisher"] == "Streslau Gazette"
    reports = [x for each in rest["evidence"] for x in each["reports"]]
    assert {each["source"] for each in reports} == {0}


def test_the_light_part_has_nothing_that_only_evidence_or_pictures_need() -> None:
    data = replace(dispute(), quotations={"r1": "told to go within a week"})
    given, rest = payload(data), packed(data)
    assert not {"evidence", "pairs", "views", "nodes", "open", "rows", "kit", "graph"} & set(given)
    assert given["network"]["nodes"] == []
    for each in given["actions"]:
        assert not {"facts", "differ", "reasons", "caption", "search", "severity"} & set(each)
        assert isinstance(each["reports"], int)  # how many; what they say is evidence
    told = json.dumps(given)
    assert "told to go within a week" not in told
    assert "In the author's own voice" not in told
    assert "told to go within a week" in json.dumps(rest["evidence"])


def test_evidence_has_an_entry_an_action_in_the_order_of_their_numbers() -> None:
    given, rest = payload(dispute()), packed(dispute())
    assert len(rest["evidence"]) == len(given["actions"]) == 8
    told = records(dispute())
    for light, heavy in zip(given["actions"], rest["evidence"], strict=True):
        record = told[light["id"]]
        assert heavy == {key: record[key] for key in ("facts", "reports", "differ", "reasons")}
        assert light["reports"] == len(heavy["reports"])
        assert dict(map(tuple, heavy["facts"]))["Identifier"] == light["id"]


def test_what_can_be_searched_for_is_said_once_and_named_by_number() -> None:
    given = payload(dispute())
    assert given["terms"] == sorted(set(given["terms"]))
    for each in given["actions"]:
        words = [
            each["label"],
            each["id"],
            each["kind"],
            *(given["terms"][n] for n in each["terms"]),
        ]
        assert " ".join(words) == records(dispute())[each["id"]]["search"]


def test_chains_come_largest_first_with_their_sides() -> None:
    data = dispute()
    small = replace(data.chains[0], id="ally", actions=("ally", "closure"), links=("l5",))
    given = payload(replace(data, chains=(small, *data.chains)))
    assert [each["id"] for each in given["chains"]] == ["poison", "ally"]
    sides = [[given["actorIds"][at] for at in each["sides"]] for each in given["chains"]]
    assert sides == [["RUR", "BRD"], ["RUR", "SYL"]]


def test_the_pictures_are_of_deeds_and_of_all_as_timeline_and_as_graph() -> None:
    assert set(packed(dispute())["views"]) == {"deeds", "all", "graph", "graphAll"}


def test_a_node_has_other_words_where_no_lane_says_who() -> None:
    node = packed(dispute())["nodes"][at_of(dispute(), "expel-23")]
    assert node["label"] == "Expulsion · 23 persons → Ruritania"
    assert node["graph"] == "Borduria: Expulsion · 23 persons → Ruritania"
    nobody = action("a", "Expulsion", "2018-03-01", "RUR", actor_states=())
    nobody = replace(nobody, values=replace(nobody.values, actor=()))
    (node,) = packed(page_data(actions=(nobody,)))["nodes"]
    assert "graph" not in node  # the same words


def test_the_stances_and_cases_that_can_be_chosen_are_those_there_are() -> None:
    given = payload(replace(dispute(), answers=stand(**{"expel-23": "answerDisputed"})))
    assert set(given["stances"]) == {"asserts", "speculates"}
    told = "0 of 1 said to be answered, 1 only suggested or disputed"
    assert given["cases"] == [["spring", "The spring quarrel", [0, 1], told]]


def test_a_case_without_a_move_has_no_sides_and_nothing_to_tell() -> None:
    lone = replace(dispute().cases[0], id="autumn", label="An autumn quarrel")
    given = payload(replace(dispute(), cases=(*dispute().cases, lone)))
    assert given["cases"][0] == ["autumn", "An autumn quarrel", [], ""]


def test_few_moves_open_as_a_ladder_and_many_as_pairs() -> None:
    def start(count: int, **more: Any) -> str:
        acts = tuple(act(f"a{n}") for n in range(count))
        return start_of(Index(page_data(actions=acts, **more)))

    assert (start(FEW - 1), start(FEW)) == ("ladder", "pairs")
    assert start(FEW, view="graph") == "graph"
    assert start(FEW, view="graph", story=(("a1", "It began"),)) == "story"
    assert payload(dispute())["start"] == "ladder"
    assert payload(replace(dispute(), view="open"))["start"] == "open"
    assert payload(replace(dispute(), view="chain"))["start"] == "ladder"


def test_a_story_has_the_number_of_each_step_and_its_text() -> None:
    data = replace(dispute(), story=(("closure", "It ended so"), ("poison", "")))
    assert payload(data)["story"] == [
        [at_of(data, "closure"), "It ended so"], [at_of(data, "poison"), ""],
    ]  # fmt: skip


def test_pairs_and_what_is_open_are_those_of_the_whole_where_not_all_is_drawn() -> None:
    data = dispute()
    few = replace(data, actions=data.actions[:2], answers={}, whole=data)
    assert [key for key, *_ in payload(few)["dyads"]] == ["BRD,RUR", "RUR,SYL"]
    assert payload(few)["dyads"][0] == ["BRD,RUR", "Borduria", "Ruritania"]
    assert [each["id"] for each in packed(few)["open"]] == ["closure"]
    alone = replace(few, whole=None)
    assert ([x[0] for x in payload(alone)["dyads"]], packed(alone)["open"]) == (["BRD,RUR"], [])


def test_an_actor_has_its_kind_where_it_is_known() -> None:
    given = payload(index(record([act("a")])).data)
    assert list(zip(given["actorIds"], given["actorKinds"], strict=True)) == [
        ("XBO", "state"), ("XRU", "state"),
    ]  # fmt: skip
    assert set(payload(dispute())["actorKinds"]) == {"actor"}


def test_each_sort_of_pair_has_its_two_headings() -> None:
    headings = payload(dispute())["headings"]
    sorts = {each["sort"] for each in packed(dispute())["pairs"]}
    assert sorts <= {each[0] for each in headings}
    assert all(len(each) == 3 for each in headings)


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
    spot = packed(data)["views"]["deeds"]["spots"][at_of(data, "odd")]
    assert spot[2] == spot[0]


def test_nothing_is_a_value_too() -> None:
    given, rest = payload(page_data()), packed(page_data())
    assert [given[key] for key in ("actions", "chains", "dyads", "order", "terms")] == [[]] * 5
    assert [rest[key] for key in ("evidence", "nodes", "open", "pairs")] == [[]] * 4
