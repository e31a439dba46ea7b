"""A view as SVG."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from dispute import action, dispute, hostile_data, link, page_data

from kg.page.geometry import measure_text
from kg.page.payload import make_scene
from kg.page.signs import ANSWER_MARKS, LIGHT
from kg.page.svg import draw_kit, draw_svg
from kg.tell.index import Index, PageData

VIEWS = ("deeds", "graph")


def drawn(data: PageData, view: str = "deeds") -> ElementTree.Element:
    """One view of the data, read as XML."""
    return ElementTree.fromstring(draw_svg(make_scene(Index(data)), view))


def part(root: ElementTree.Element, name: str) -> ElementTree.Element:
    """A part of the file by its name."""
    (found,) = root.findall(f".//{{*}}g[@data-part='{name}']")
    return found


def texts(root: ElementTree.Element, sort: str) -> list[str]:
    """The texts of a class on the ground."""
    return [each.text or "" for each in part(root, "ground").iter() if each.get("class") == sort]


def kinds(group: ElementTree.Element) -> list[str]:
    """The elements in a group."""
    return [each.tag.split("}")[1] for each in group]


@pytest.mark.parametrize("view", VIEWS)
def test_the_svg_is_xml_and_stands_where_the_page_stands(view: str) -> None:
    scene = make_scene(Index(dispute()))
    spots = scene.views[view].spots
    groups = drawn(dispute(), view).findall(".//{*}g[@data-at]")
    assert len(groups) == len(spots)
    for group in groups:
        spot = spots[scene.records[int(group.get("data-at"))]["id"]]
        assert group.get("transform") == f"translate({spot.x} {spot.y})"


@pytest.mark.parametrize("view", VIEWS)
def test_hostile_text_stays_text_in_the_svg(view: str) -> None:
    root = drawn(hostile_data(), view)
    assert {each.tag.split("}")[1] for each in root.iter()} <= {
        "svg", "title", "style", "rect", "g", "path", "text", "circle",
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


def test_lanes_and_days_stand_beside_a_timeline() -> None:
    assert texts(drawn(dispute()), "b") == ["Ruritania", "Borduria", "Syldavia"]
    assert "14 Mar 2018" in texts(drawn(dispute()), "q")
    assert not list(part(drawn(dispute(), "graph"), "ground"))


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
    assert kinds(first) == ["title", "rect", "path", "path", "path", "text"]
    assert kinds(second) == ["title", "rect", "path", "path", "text"]
    assert first[2].get("class") == "d"
    assert (first[-1].text, second[-1].text) == ("Expulsion", "Expulsion ?")
    assert first[0].text == "Ruritania: expulsion a, 1 Mar 2018 – 5 Mar 2018"


def test_a_marker_says_how_the_act_stands_with_regard_to_an_answer() -> None:
    index = Index(dispute())
    marks = {
        int(group.get("data-at")): [
            each.get("d") for each in group.iter() if each.get("class") == "a"
        ]
        for group in drawn(dispute()).findall(".//{*}g[@data-at]")
    }
    assert marks[index.at["poison"]] == [ANSWER_MARKS["answered"]]
    assert marks[index.at["closure"]] == [ANSWER_MARKS["unanswered"]]
    assert marks[index.at["old"]] == []


@pytest.mark.parametrize("view", VIEWS)
def test_texts_stand_on_a_ground_that_is_painted_over_the_lines(view: str) -> None:
    root = drawn(dispute(), view)
    names = [each.get("data-part") for each in part(root, "picture")]
    assert names == ["ground", "lines", "markers"]
    bands = {
        lane.top: n % 2 for n, lane in enumerate(make_scene(Index(dispute())).views[view].lanes)
    }
    for group in root.findall(".//{*}g[@data-at]"):
        ground = group[1]
        left, wide = int(ground.get("x")), int(ground.get("width"))
        caption = group[-1]
        assert left < int(caption.get("x"))
        assert left + wide >= int(caption.get("x")) + measure_text(caption.text)
        y = int(group.get("transform").rstrip(")").split()[1])
        odd = bands[max(top for top in bands if top <= y)] if bands else 1
        assert ground.get("fill") == LIGHT["paper" if odd else "band"]


def test_a_whole_file_has_its_title_legend_and_credit() -> None:
    scene = replace(make_scene(Index(dispute())), credit="Klow Wire, as of 9 March 2031")
    root = ElementTree.fromstring(draw_svg(scene, "deeds"))
    assert part(root, "heading")[0].text == dispute().title
    said = "".join(part(root, "legend").itertext())
    for text in (
        "Economic or transport measure",
        "Inferred by a rule",
        "Between these two days",
        "No answer",
    ):
        assert text in said
    assert "".join(part(root, "credit").itertext()).strip() == scene.credit
    foot = int(part(root, "credit").get("transform").rstrip(")").split()[1])
    assert foot < int(root.get("height"))


def test_a_kit_for_the_page_has_every_sign_once_and_no_places() -> None:
    scene = make_scene(Index(dispute()))
    kit, signs = draw_kit(scene)
    root = ElementTree.fromstring(kit)
    assert set(signs) == set(range(len(part(root, "signs"))))
    assert len(signs) == len(scene.records)
    for name in ("ground", "lines", "markers"):
        assert not list(part(root, name))
    assert "".join(part(root, "legend").itertext()) == "".join(
        part(ElementTree.fromstring(draw_svg(scene, "all")), "legend").itertext()
    )


def test_the_text_before_a_marker_tells_of_the_lines_that_arrive() -> None:
    leads = {
        int(each.get("data-lead")): "".join(each.itertext())
        for each in drawn(dispute()).iter()
        if each.get("data-lead")
    }
    index = Index(dispute())
    assert leads[index.at["expel-back"]] == "3 d · disputed"
    assert index.at["old"] not in leads
