"""The ladder as a picture: what a rung says, where it stands, and what is around them all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from dispute import HOSTILE, action, dispute, link, page_data, vague_ladder
from support import stand

from kg.page.payload import Scene, make_scene
from kg.page.rungs import (
    COLUMN,
    INDENT,
    SIDES,
    WIDTH,
    arrange,
    draw_ladder,
    draw_pieces,
    draw_rung,
    list_used,
)
from kg.page.signs import ANSWER_MARKS, LIGHT
from kg.tell.answers import ANSWERS
from kg.tell.index import Index, PageData
from kg.tell.ladder import describe_rung

EMPTY: dict[str, Any] = {
    "at": 0, "label": "Borduria expels 23 Ruritanians", "when": "14 Mar 2018", "vague": False,
    "state": "", "open": False, "answer": "", "by": [], "others": 0, "status": "", "differ": "",
    "whys": [], "more": 0,
}  # fmt: skip
NOTES = {"status": "alleged", "differ": "20–24 persons"}
WHY = {
    "sort": "for", "verb": "said to answer", "label": "Ruritania poisons an envoy", "who": "Klow",
    "lag": "10 days later", "where": "Gazette, 18 March 2018", "others": 0, "doubt": "",
}  # fmt: skip


def texts(svg: str) -> list[tuple[str, str]]:
    """The lines of a part, as (class, text)."""
    root = ElementTree.fromstring(f"<svg>{svg}</svg>")
    return [(each.get("class", ""), each.text or "") for each in root.iter("text")]


def drawn(data: PageData, *names: str, sides: tuple[str, ...] = ("BRD", "RUR")) -> Any:
    """The picture of some moves, as XML without names of its space."""
    scene = make_scene(Index(data), "Sources: Streslau Gazette")
    svg = draw_ladder(scene, names or [x.id for x in data.actions], sides, "All moves")
    return ElementTree.fromstring(svg.replace(' xmlns="http://www.w3.org/2000/svg"', ""))


def places(root: Any, data: PageData) -> dict[str, tuple[int, int]]:
    """Where each move stands, by id."""
    ordered = Index(data).ordered
    return {
        ordered[int(each.get("data-at"))].id: tuple(
            map(int, each.get("transform").removeprefix("translate(").rstrip(")").split())
        )
        for each in root.iter("g")
        if "data-at" in each.attrib
    }


# ---- one rung


def test_a_rung_tells_its_day_sentence_trigger_and_state_in_this_order() -> None:
    stands = {"state": "answered", "answer": "Answered", "by": ["c", "Ruritania expels 23"]}
    svg, height = draw_rung({**EMPTY, **stands, "whys": [WHY], **NOTES})
    assert texts(svg) == [
        ("d", "14 Mar 2018"),
        ("s", "Borduria expels 23 Ruritanians"),
        ("q", "alleged"),
        ("o", "20–24 persons"),
        ("w", "↳ Klow: said to answer Ruritania poisons an envoy, 10 days later"),
        ("w", "(Gazette, 18 March 2018)"),
        ("q", "Answered: Ruritania expels 23"),
    ]
    assert height == 16 + 18 + 2 * 16 + 2 * 16 + 16 + 10


def test_what_a_rule_infers_is_in_italics_over_a_broken_rule() -> None:
    svg, _ = draw_rung({**EMPTY, "whys": [{**WHY, "sort": "inferred", "who": ""}]})
    assert {sort for sort, text in texts(svg) if "answer" in text} == {"i"}
    assert svg.count("stroke-dasharray") == 1
    assert "stroke-dasharray" not in draw_rung({**EMPTY, "whys": [WHY]})[0]


def test_a_dispute_and_what_there_is_more_stand_on_lines_of_their_own() -> None:
    svg, _ = draw_rung({**EMPTY, "whys": [{**WHY, "doubt": "Klow Wire"}], "more": 4})
    assert ("o", "Disputed by Klow Wire") in texts(svg)
    assert ("w", "and 4 more that it is said to answer") in texts(svg)


@pytest.mark.parametrize("state", ANSWERS)
def test_each_answer_state_has_its_mark_and_only_an_open_one_stands_out(state: str) -> None:
    still = state in ("unanswered", "answeredInWords", "answerPlanned")
    svg, _ = draw_rung({**EMPTY, "state": state, "answer": "So it stands", "open": still})
    assert svg.count(ANSWER_MARKS[state]) == 1
    assert (f'stroke="{LIGHT["retaliation"]}"' in svg) == still
    assert (("o" if still else "q"), "So it stands") in texts(svg)
    assert "<path" not in draw_rung(EMPTY)[0]


def test_a_day_that_is_not_exact_is_in_italics() -> None:
    assert texts(draw_rung({**EMPTY, "vague": True})[0])[0] == ("v", "14 Mar 2018")


def test_lines_never_share_a_place_however_long_the_texts() -> None:
    svg, height = draw_rung({**EMPTY, "label": "W" * 400, "whys": [{**WHY, "label": "w " * 200}]})
    root = ElementTree.fromstring(f"<svg>{svg}</svg>")
    rows = [int(each.get("y", "")) for each in root.iter("text")]
    assert rows == sorted(set(rows))
    assert rows[-1] < height
    assert texts(svg)[5][1].endswith("…")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    why = {**WHY, "label": text, "who": text, "where": text, "doubt": text}
    svg, _ = draw_rung({**EMPTY, "label": text, "whys": [why], "differ": text})
    root = ElementTree.fromstring(f"<svg>{svg}</svg>")
    assert {each.tag for each in root.iter()} <= {"svg", "text", "path"}


def test_a_sentence_that_runs_leftwards_ends_at_the_right() -> None:
    svg, _ = draw_rung({**EMPTY, "label": "\u05d1\u05d5\u05e8\u05d3\u05d5\u05e8\u05d9\u05d4"})
    assert 'text-anchor="end"' in svg
    assert texts(svg)[1] == ("s l", "\u2067\u05d1\u05d5\u05e8\u05d3\u05d5\u05e8\u05d9\u05d4\u2069")


# ---- all of them


def test_the_sides_stand_left_and_right_and_others_indented() -> None:
    data = dispute()
    root = drawn(data)
    x = {name: place[0] for name, place in places(root, data).items()}
    assert x["poison"] - x["expel-23"] == COLUMN
    assert x["ally"] - x["expel-23"] == INDENT
    heads = [each.text for each in root.iter("text") if each.get("class") == "s"]
    assert heads[:3] == ["All moves", "Borduria", "Ruritania"]


def test_moves_stand_under_each_other_in_the_order_of_the_ladder() -> None:
    data = dispute()
    found = places(drawn(data), data)
    order = [each.id for each in make_scene(Index(data)).order]
    assert sorted(found, key=lambda name: found[name][1]) == order
    assert len({y for _, y in found.values()}) == len(order)


def test_years_and_gaps_stand_before_the_moves() -> None:
    days = ("2018-03-01", "2018-03-30", "2018-06-30", "2020-01-10", "2020-03-09", None)
    acts = tuple(action(f"a{n}", "Expulsion", day, "RUR", "BRD") for n, day in enumerate(days))
    index = Index(page_data(actions=acts))
    rows = arrange(acts, ["BRD", "RUR"], index)
    assert [gap for *_, gap in rows] == ["2018", "", "3 months on", "1 year 6 months on", "", ""]
    turn = tuple(
        action(f"a{n}", "Expulsion", day, "RUR", "BRD")
        for n, day in enumerate(("2018-12-20", "2019-01-10"))
    )
    assert [gap for *_, gap in arrange(turn, (), Index(page_data(actions=turn)))] == [
        "2018", "2019",
    ]  # fmt: skip


def test_from_vague_days_no_gap_is_counted() -> None:
    data = vague_ladder()
    rows = arrange(data.actions, ("BRD", "RUR"), Index(data))
    assert [gap for *_, gap in rows] == ["2018", "", "6 months on"]


def test_what_both_sides_or_neither_does_is_of_no_side() -> None:
    both = action("both", "Expulsion", "2018-03-01", "RUR", actor_states=("BRD", "RUR"))
    other = action("other", "Expulsion", "2018-03-01", "SYL", "RUR")
    rows = arrange((both, other), ["BRD", "RUR"], Index(page_data(actions=(both, other))))
    assert [side for _, side, _ in rows] == ["other", "other"]
    assert set(SIDES) == {"left", "right", "other"}


def test_only_marks_that_occur_are_explained() -> None:
    data = dispute()
    told = [describe_rung(each, Index(data)) for each in data.actions]
    assert list_used(told) == {"answered", "answerInferred", "unanswered", "inferred"}
    shown = " ".join(each.text or "" for each in drawn(data, "poison", "old").iter("text"))
    assert ANSWERS["answered"] in shown
    assert ANSWERS["answerDeclined"] not in shown
    assert "Under what only a rule infers" not in shown


def test_title_and_credit_frame_the_picture_and_all_is_within_it() -> None:
    root = drawn(dispute())
    shown = [each.text for each in root.iter("text")]
    assert shown[0] == dispute().title
    assert shown[-1] == "Sources: Streslau Gazette"
    assert int(root.get("width")) == WIDTH
    assert max(y for _, y in places(root, dispute()).values()) < int(root.get("height"))


def test_a_ladder_of_one_side_or_of_none_has_no_name_over_the_other() -> None:
    one = page_data(actions=(action("a", "Expulsion", "2018-03-01", "RUR"),), answers=stand())
    for sides, names in ((("RUR",), ["Ruritania"]), ((), [])):
        root = drawn(one, sides=sides)
        heads = [each.text for each in root.iter("text") if each.get("class") == "s"]
        assert heads == ["All moves", *names, one.actions[0].label]


def test_the_same_data_give_the_same_bytes_in_any_order() -> None:
    data = dispute()
    turned = replace(data, actions=data.actions[::-1], links=data.links[::-1])
    scenes: list[Scene] = [make_scene(Index(each)) for each in (data, turned)]
    names = {each.id for each in data.actions}
    one, other = (draw_ladder(x, names, ("BRD", "RUR"), "All moves") for x in scenes)
    assert one == other


def test_a_long_title_takes_lines_and_a_credit_too() -> None:
    pieces = draw_pieces("Retaliation " * 20, "Sources: " + "Streslau Gazette, " * 30)
    assert len(pieces["title"]) == 3
    assert len(pieces["credit"]) > 1


def test_a_claim_on_a_move_that_is_not_drawn_names_it_all_the_same() -> None:
    acts = tuple(action(f"a{n}", "Expulsion", "2018-03-01", "RUR", "BRD") for n in range(2))
    data = page_data(actions=acts, links=(link("l", "a0", "a1"),))
    shown = " ".join(each.text or "" for each in drawn(data, "a1").iter("text"))
    assert "said to answer" in shown
    assert acts[0].label in shown
