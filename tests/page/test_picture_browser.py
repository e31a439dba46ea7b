"""The picture in a real browser: the timeline and the graph, by mouse, keyboard and touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from browser import (
    Open,
    check_that_nothing_ran,
    click_action,
    evidence,
    number_of,
    row,
    status,
    taken,
    visible_ids,
    wait_until,
)
from dispute import HOSTILE, dispute, hostile_data, page_data

DISPUTE = dispute()


def test_a_click_on_a_node_shows_its_evidence(open_page: Open) -> None:
    page = open_page(DISPUTE)
    click_action(page, number_of(page, "expel-23"))
    page.wait_for_selector("#evidence-body h3")
    said = evidence(page)
    for expected in (
        "Borduria: expulsion expel-23", "14 March 2018", "from the articles", "23 persons",
        "Said by Mustafa Plekszy, relayed by Klow Wire", "Asserts", "Streslau Gazette",
        "Envoys told to go", "characters 10 to 42", "at least 23 persons", "the attack",
        "Said to answer", "Stated by Bordurian foreign ministry", "10 days later",
        "Said to be answered by", "Ruritania: expulsion expel-back", "The spring quarrel",
    ):  # fmt: skip
        assert expected in said
    assert row(page, "expel-23").get_attribute("aria-current") == "true"
    assert page.get_attribute("#evidence-body a", "rel") == "noopener noreferrer"


def test_the_picture_works_by_keyboard(open_page: Open) -> None:
    page = open_page(DISPUTE)
    page.focus("#timeline")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert "14 Mar 2018: Borduria: expulsion expel-23" in page.inner_text("#cursor")
    assert page.locator("tr.reached").get_attribute("data-at") == str(number_of(page, "expel-23"))
    assert status(page) == "Showing 7 of 8 actions, 5 links."
    page.keyboard.press("Escape")
    assert page.text_content("#cursor") == ""
    assert page.locator("tr.reached").count() == 0
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence-body h3")
    assert "expel-23" in page.inner_text("#evidence-body h3")
    assert page.evaluate("document.activeElement.id") == "evidence-title"
    page.keyboard.press("Escape")
    page.wait_for_selector("#evidence", state="hidden")
    assert page.evaluate("document.activeElement.id") == "timeline"


def test_arrow_keys_go_up_and_down_between_lanes(open_page: Open) -> None:
    page = open_page(DISPUTE)
    page.focus("#timeline")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    first = page.inner_text("#cursor")
    page.keyboard.press("ArrowUp")
    assert page.inner_text("#cursor") not in {"", first}
    page.keyboard.press("+")
    page.keyboard.press("-")
    page.keyboard.press("0")


def test_undated_actions_alone_are_drawn(open_page: Open) -> None:
    data = DISPUTE
    undated = tuple(each for each in data.actions if each.id == "rumour")
    page = open_page(page_data(actions=undated, links=data.links))
    click_action(page, 0)
    page.wait_for_selector("#evidence-body h3")
    assert "not known" in evidence(page)


def test_hostile_text_in_a_tooltip_stays_text(open_page: Open) -> None:
    data = hostile_data()
    for number in (6, 26):  # an image with a handler, and the letters that pyvis fell for
        page = open_page(replace(data, actions=(data.actions[number],), chains=(), links=()))
        point = page.evaluate("document.getElementById('timeline').pointOf(0)")
        page.mouse.move(0, 0)
        page.hover("#timeline", position={"x": point["x"] - 3, "y": point["y"]})
        page.hover("#timeline", position=point)
        wait_until(page, "document.querySelector('.vis-tooltip')?.style.visibility === 'visible'")
        assert HOSTILE[number] in page.locator(".vis-tooltip").text_content()
        assert page.locator(".vis-tooltip *:not(br)").count() == 0
        check_that_nothing_ran(page)


def test_a_node_of_the_graph_and_of_the_ladder_opens_its_evidence(open_page: Open) -> None:
    for address in ("#view=graph", "#view=chain"):
        page = open_page(DISPUTE, address)
        click_action(page, number_of(page, "expel-back"))
        wait_until(page, "location.hash.includes('action=expel-back')")
        assert "Ruritania: expulsion expel-back" in evidence(page)


def test_nodes_move_only_when_asked_and_never_above_300(open_page: Open) -> None:
    page = open_page(DISPUTE, "#view=graph")
    where = "document.getElementById('timeline').pointOf(0)"
    still = page.evaluate(where)
    page.click("#loosen")
    assert page.get_attribute("#loosen", "aria-pressed") == "true"
    page.click("#loosen")
    assert page.evaluate(where) == still
    many = page_data(actions=tuple(replace(DISPUTE.actions[0], id=f"a{n}") for n in range(301)))
    page = open_page(many, "#view=graph")
    page.click("#loosen")
    assert page.get_attribute("#loosen", "aria-pressed") == "false"
    assert "they stay where they are" in status(page)


def test_views_of_other_layouts_may_follow_each_other(open_page: Open) -> None:
    page = open_page(DISPUTE)
    for turn in (
        lambda: page.click("[data-sign=speech]"), lambda: page.click("[data-sign=speech]"),
        lambda: page.click("[data-sign=speech]"), page.go_back,
    ):  # fmt: skip
        before = status(page)
        turn()
        wait_until(page, f"document.getElementById('status').textContent !== '{before}'")
        assert len(visible_ids(page)) == int(status(page).split()[1])
    assert "Showing 7 of 8" in status(page)
    page = open_page(DISPUTE, "#view=graph&q=expulsion")
    page.evaluate("location.hash = '#basis=inferred'")
    wait_until(page, "document.getElementById('status').textContent.includes('2 of 8')")
    assert visible_ids(page) == {"ally", "closure"}


def test_what_a_filter_leaves_is_in_sight(open_page: Open) -> None:
    lone = tuple(
        replace(DISPUTE.actions[1], id=f"a{year}", label=f"in {year}", earliest=date(year, 1, 1),
                latest=date(year, 1, 1))
        for year in range(1950, 2020)
    )  # fmt: skip
    page = open_page(page_data(actions=(*DISPUTE.actions, *lone)), "#q=closure", 1024)
    point = page.evaluate(
        "at => document.getElementById('timeline').pointOf(at)", number_of(page, "closure")
    )
    box = page.locator("#timeline").bounding_box()
    assert 150 < point["x"] < box["width"]
    assert 40 < point["y"] < box["height"]


def test_the_svg_of_a_filtered_view_has_no_label_of_a_line_left_out(open_page: Open) -> None:
    page = open_page(DISPUTE)
    whole = taken(page, "#take-svg").decode()
    assert whole.count("data-lead=") > 1
    page = open_page(DISPUTE, "#basis=inferred")
    cut = taken(page, "#take-svg").decode()
    assert cut.count("data-edge=") == 1
    assert cut.count("data-lead=") == 1


def test_the_png_wraps_a_long_title(open_page: Open) -> None:
    def height(page: Any) -> int:
        return int.from_bytes(taken(page, "#take-png")[20:24])

    short = height(open_page(DISPUTE, width=1024))
    long = replace(DISPUTE, title=" ".join(["A long title of many words"] * 10))
    assert height(open_page(long, width=1024)) > short + 28
