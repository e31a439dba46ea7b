"""A view as SVG."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from dispute import action, dispute, hostile_data, link, page_data

from kg.page.payload import make_scene
from kg.page.signs import LIGHT
from kg.page.svg import draw_svg
from kg.tell.index import Index, PageData

VIEWS = ("deeds", "all", "graph", "graphAll")


def drawn(data: PageData, view: str = "deeds") -> ElementTree.Element:
    """One view of the data, read as XML."""
    return ElementTree.fromstring(draw_svg(make_scene(Index(data)), view))


def texts(root: ElementTree.Element, sort: str) -> list[str]:
    """The texts of a class."""
    return [each.text or "" for each in root.iter() if each.get("class") == sort]


@pytest.mark.parametrize("view", VIEWS)
def test_the_svg_is_xml_and_stands_where_the_page_stands(view: str) -> None:
    data = dispute()
    scene = make_scene(Index(data))
    root = drawn(data, view)
    spots = scene.views[view].spots
    groups = root.findall(".//{*}g[@data-at]")
    assert len(groups) == len(spots)
    for group in groups:
        spot = spots[scene.records[int(group.get("data-at"))]["id"]]
        (moved,) = (each for each in group if each.get("transform"))
        assert moved.get("transform") == f"translate({spot.x} {spot.y})"


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_text_stays_text_in_the_svg(view: str) -> None:
    root = drawn(hostile_data(), view)
    assert {each.tag.split("}")[1] for each in root.iter()} <= {
        "svg", "title", "style", "rect", "g", "path", "text",
    }  # fmt: skip
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on")]


def test_what_xml_cannot_carry_is_left_out() -> None:
    root = drawn(replace(dispute(), title="a\x00b\ud800c\ufffe & <d>"))
    assert root.find("{*}title").text == "abc & <d>"


def test_an_svg_of_nothing_says_so() -> None:
    assert "There are no actions to show." in "".join(drawn(page_data()).itertext())


def test_only_lines_between_actions_of_the_view_are_drawn() -> None:
    data = dispute()
    scene = make_scene(Index(data))
    groups = drawn(data).findall(".//{*}g[@data-edge]")
    assert [int(each.get("data-edge")) for each in groups] == [each["id"] for each in scene.edges]
    talk = replace(data, links=(*data.links, link("l9", "accuse", "expel-23")))
    assert len(drawn(talk).findall(".//{*}g[@data-edge]")) == len(groups)
    assert len(drawn(talk, "all").findall(".//{*}g[@data-edge]")) == len(groups) + 1


def test_a_line_has_the_look_of_its_edge() -> None:
    data = dispute()
    (line,) = (x for x in data.links if x.iri == "l5")
    (group,) = drawn(replace(data, links=(line,))).findall(".//{*}g[@data-edge]")
    assert group.get("stroke") == LIGHT["retaliation"]
    assert group[0].get("stroke-dasharray") == "9 6"
    ally = replace(data, links=tuple(x for x in data.links if x.iri == "l4"))
    (group,) = drawn(ally).findall(".//{*}g[@data-edge]")
    assert group.get("stroke") == LIGHT["solidarity"]
    assert "stroke-dasharray" not in group[0].attrib


def test_lanes_and_days_stand_beside_a_timeline_and_nothing_beside_a_graph() -> None:
    assert texts(drawn(dispute()), "b") == ["Ruritania", "Borduria", "Syldavia"]
    assert "14 Mar 2018" in texts(drawn(dispute()), "q")
    assert texts(drawn(dispute(), "graph"), "b") == texts(drawn(dispute(), "graph"), "q") == []


def test_compressed_years_are_named_and_days_too_close_to_read_left_out() -> None:
    data = page_data(
        actions=(
            action("a", "Expulsion", "2016-03-01", "RUR"),
            action("b", "Expulsion", "2018-03-01", "RUR"),
            action("c", "Expulsion", "2018-03-02", "RUR"),
        )
    )
    assert texts(drawn(data), "i") == ["2 years"]
    assert texts(drawn(data), "q") == ["1 Mar 2016", "1 Mar 2018"]


def test_contested_acts_have_a_mark_and_inexact_ones_a_span() -> None:
    vague = action(
        "a", "Expulsion", None, "RUR", earliest=date(2018, 3, 1), latest=date(2018, 3, 5)
    )
    exact = action("b", "Expulsion", "2018-03-05", "RUR", contested=("occurrence",))
    first, second = drawn(page_data(actions=(vague, exact))).findall(".//{*}g[@data-at]")
    assert [x.tag.split("}")[1] for x in first] == ["title", "path", "g", "text"]
    assert [x.tag.split("}")[1] for x in second] == ["title", "g", "text"]
    assert (first[-1].text, second[-1].text) == ("Expulsion", "Expulsion ?")
    assert first[0].text == "Ruritania: expulsion a, 1 Mar 2018 – 5 Mar 2018"


@pytest.mark.parametrize(
    ("status", "paths"), [("carriedOut", 2), ("planned", 2), ("announced", 2), ("declined", 3)]
)
def test_how_far_an_act_got_shows_in_its_marker(status: str, paths: int) -> None:
    drawn_act = action("a", "Expulsion", "2018-03-01", "RUR")
    one = replace(drawn_act, values=replace(drawn_act.values, status=status))
    ((_, marker, _),) = drawn(page_data(actions=(one,))).findall(".//{*}g[@data-at]")
    assert len(marker) == paths  # what is declined is struck through
    filled = marker[0].get("fill") == LIGHT["people"]
    assert filled == (status == "carriedOut")
    assert ("stroke-dasharray" in marker[0].attrib) == (status == "planned")


def test_the_text_before_a_marker_tells_of_the_lines_that_arrive() -> None:
    leads = {
        int(each.get("data-lead")): each.text
        for each in drawn(dispute()).iter()
        if each.get("data-lead")
    }
    index = Index(dispute())
    assert leads[index.at["expel-back"]] == "3 d · disputed"
    assert index.at["old"] not in leads
