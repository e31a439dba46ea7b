"""The ladder taken away from the page, in a real browser: the picture that Python draws of it."""

from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from browser import Open, keep_picture, number_of, taken
from dispute import action, dispute, hostile_data, link, page_data, vague_ladder

from kg.page import PageData, draw_file

ARABIC = "\u0631\u0648\u0631\u064a\u062a\u0627\u0646\u064a\u0627 \u062a\u0637\u0631\u062f"
SVG, PNG = "#take-svg", "#take-png"


def long_ladder(count: int) -> PageData:
    """More moves than a PNG has room for at two dots a px."""
    acts = [
        action(f"a{n:03}", "Expulsion", f"{2000 + n // 12}-{n % 12 + 1:02}-01", "RUR", "BRD")
        for n in range(count)
    ]
    said = [link(f"l{n}", f"a{n - 1:03}", f"a{n:03}") for n in range(1, count)]
    return page_data(actions=tuple(acts), links=tuple(said))


def right_to_left() -> PageData:
    """A quarrel told in Arabic, with a name that is longer than a line."""
    data = dispute()
    named = (replace(x, label=f"{ARABIC} {n} {x.id} " + "W" * 90 * (n % 2)) for n, x in
             enumerate(data.actions))  # fmt: skip
    return replace(data, actions=tuple(named), labels=dict.fromkeys(data.labels, ARABIC))


def open_ladder(open_page: Open, data: PageData, address: str = "#view=ladder") -> Any:
    page = open_page(data, address)
    page.wait_for_selector("html[data-loaded]", state="attached")
    return page


@pytest.mark.parametrize(
    "data",
    [dispute(), long_ladder(40), hostile_data(), right_to_left(), vague_ladder()],
    ids=["dispute", "long", "hostile", "leftward", "vague"],
)
def test_the_svg_of_all_moves_has_the_bytes_of_the_command(open_page: Open, data: PageData) -> None:
    page = open_ladder(open_page, data)
    assert taken(page, SVG).decode() == draw_file(replace(data, view="ladder"))


def test_the_gaps_of_the_svg_are_those_of_the_page(open_page: Open) -> None:
    page = open_ladder(open_page, vague_ladder())
    drawn = ElementTree.fromstring(taken(page, SVG)).iterfind(".//{*}text[@class='b']")
    told = [each.text for each in drawn]
    assert told == page.locator(".since").all_inner_texts() == ["2018", "6 months on"]


def test_the_svg_of_a_chain_has_the_bytes_of_the_command(open_page: Open) -> None:
    data = dispute()
    page = open_ladder(open_page, data, f"#chain={data.chains[0].id}")
    assert taken(page, SVG).decode() == draw_file(replace(data, view="chain"))


def test_the_svg_holds_what_the_filters_leave_and_says_so(open_page: Open) -> None:
    data = dispute()
    page = open_ladder(open_page, data, "#pair=BRD,RUR")
    root = ElementTree.fromstring(taken(page, SVG))
    drawn = {int(each.get("data-at")) for each in root.iterfind(".//{*}g[@data-at]")}
    left = page.evaluate(
        "[...document.querySelectorAll('#rungs [data-at]')].map(r => +r.dataset.at)"
    )
    assert drawn == set(left)
    assert number_of(page, "accuse") not in drawn
    assert root.find("{*}title").text == page.inner_text("#ladder-title") == "Borduria ⇄ Ruritania"


def test_the_png_is_the_whole_ladder_at_two_dots_a_px(open_page: Open) -> None:
    page = open_ladder(open_page, dispute())
    svg = ElementTree.fromstring(taken(page, SVG))
    png = taken(page, PNG)
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == tuple(
        2 * int(svg.get(x)) for x in ("width", "height")
    )
    keep_picture(page, "ladder-taken")


def test_the_png_of_a_long_ladder_is_no_larger_than_browsers_draw(open_page: Open) -> None:
    page = open_ladder(open_page, long_ladder(200))
    svg = ElementTree.fromstring(taken(page, SVG))
    assert int(svg.get("height")) > 8_000
    width, height = struct.unpack(">II", taken(page, PNG)[16:24])
    assert height == 16_000
    assert width == int(int(svg.get("width")) * 16_000 / int(svg.get("height")))


#: Boxes of texts beside those of the other lines, as the browser lays them out.
MEASURE = """() => {
  const box = (each) => each.getBoundingClientRect();
  const boxes = (found) => [...document.querySelectorAll(found)].map(box);
  const [[whole], texts, paths] = [boxes("svg"), boxes("text"), boxes("path:not(.m)")];
  const over = (a, b) =>
    a.left < b.right - 1 && a.right > b.left + 1 && a.top < b.bottom - 3 && a.bottom > b.top + 3;
  const count = (test) => texts.filter(test).length;
  return {
    texts: texts.length,
    crossed: count((text) => paths.some((path) => over(text, path))),
    covered: count((text, n) => texts.some((other, m) => m > n && over(text, other))),
    outside: count((text) => text.left < whole.left || text.right > whole.right),
  };
}"""


@pytest.mark.parametrize(
    "data", [dispute(), long_ladder(40), right_to_left()], ids=["dispute", "long", "leftward"]
)
def test_no_text_of_the_ladder_is_crossed_or_leaves_the_picture(
    browser: Any, data: PageData, tmp_path: Path
) -> None:
    file = tmp_path / "ladder.svg"
    file.write_text(draw_file(replace(data, view="ladder")), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(file.as_uri())
    found = page.evaluate(MEASURE)
    page.close()
    assert found["texts"] > 20
    assert (found["crossed"], found["covered"], found["outside"]) == (0, 0, 0)
