"""The picture in a real browser: the timeline and the graph, by mouse, keyboard and touch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from browser import (
    ACTIONS,
    Open,
    check_that_nothing_ran,
    click_action,
    evidence,
    number_of,
    status,
    taken,
    wait_until,
)
from dispute import HOSTILE, dispute, hostile_data, page_data

from kg.page import PageData
from kg.page.curves import trace_head, trace_line
from kg.page.geometry import Spot
from kg.tell.words import spell_gap

DISPUTE = dispute()


@pytest.fixture
def open_page(open_page: Open) -> Open:
    """Opens a page with the timeline, where no other view is asked for."""

    def open_picture(data: PageData, address: str = "", *rest: Any, **more: Any) -> Any:
        if "view=" not in address:
            address = f"#view=timeline&{address[1:]}".rstrip("&")
        page = open_page(data, address, *rest, **more)
        page.wait_for_selector("canvas", state="attached")
        return page

    return open_picture


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
    assert page.get_attribute("#evidence-body a", "rel") == "noopener noreferrer"


def test_the_picture_works_by_keyboard(open_page: Open) -> None:
    page = open_page(DISPUTE)
    page.focus("#timeline")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert "14 Mar 2018: Borduria: expulsion expel-23" in page.inner_text("#cursor")
    page.keyboard.press("Escape")
    assert page.text_content("#cursor") == ""
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


def test_a_node_of_the_graph_opens_its_evidence(open_page: Open) -> None:
    page = open_page(DISPUTE, "#view=graph")
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
    assert not page.is_visible("#loosen")


def test_views_of_other_layouts_may_follow_each_other(open_page: Open) -> None:
    page = open_page(DISPUTE)
    for turn in (
        lambda: page.click("[data-sign=speech]"), lambda: page.click("[data-sign=speech]"),
        lambda: page.click("[data-sign=speech]"), page.go_back,
    ):  # fmt: skip
        before = status(page)
        turn()
        wait_until(page, f"document.getElementById('status').textContent !== '{before}'")
    assert status(page).startswith("7 of 7 actions.")
    page = open_page(DISPUTE, "#view=graph&q=expulsion")
    page.evaluate("location.hash = '#basis=inferred'")
    wait_until(page, "document.getElementById('status').textContent.includes('2 of 7')")


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


# ---- zoom and place


def point_of(page: Any, action: str) -> dict[str, float]:
    """Where the picture draws an action, in px of its frame."""
    at = number_of(page, action)
    return page.evaluate("at => document.getElementById('timeline').pointOf(at)", at)


def zoom_of(page: Any, one: str, other: str) -> float:
    """How far apart two actions are drawn."""
    return point_of(page, other)["x"] - point_of(page, one)["x"]


@pytest.mark.parametrize("view", ["timeline", "graph"])
def test_opening_and_closing_an_action_never_changes_the_zoom(
    open_page: Open, bundled: PageData, view: str
) -> None:
    page = open_page(bundled, f"#view={view}&hide=")
    ends = page.evaluate(
        """() => { const at = document.getElementById("timeline").pointOf;
          const all = readPage().actions;
          return ["us-expels-60-2018", "skripal-poisoning-2018"]
            .map(id => [id, at(all.findIndex(action => action.id === id))]); }"""
    )
    (one, start), (other, end) = ends
    apart = end["x"] - start["x"]
    click_action(page, number_of(page, one))
    page.wait_for_selector("#evidence-body h3")
    page.wait_for_timeout(100)
    assert zoom_of(page, one, other) == pytest.approx(apart, abs=0.01)
    page.keyboard.press("Escape")
    page.wait_for_selector("#evidence", state="hidden")
    page.wait_for_timeout(100)
    assert zoom_of(page, one, other) == pytest.approx(apart, abs=0.01)


def test_zoom_is_about_the_selection(open_page: Open) -> None:
    page = open_page(DISPUTE, "#view=timeline&action=expel-back")
    before, width = point_of(page, "expel-back"), zoom_of(page, "poison", "closure")
    for _ in range(4):
        page.click("#zoom-in")
    assert zoom_of(page, "poison", "closure") > 2 * width
    now = point_of(page, "expel-back")
    assert (now["x"], now["y"]) == pytest.approx((before["x"], before["y"]), abs=1)


def test_zoom_and_place_travel_in_the_address(open_page: Open) -> None:
    page = open_page(DISPUTE, "#view=timeline")
    page.click("#zoom-in")
    page.click("#zoom-in")
    box = page.locator("#timeline").bounding_box()
    page.mouse.move(box["x"] + 900, box["y"] + 160)
    page.mouse.down()
    page.mouse.move(box["x"] + 700, box["y"] + 150, steps=4)
    page.mouse.up()
    wait_until(page, "location.hash.includes('at=')")
    where, address = point_of(page, "ally"), page.evaluate("location.hash")
    page = open_page(DISPUTE, address)
    again = point_of(page, "ally")
    assert (again["x"], again["y"]) == pytest.approx((where["x"], where["y"]), abs=12)
    page.click("[data-sign=economic]")  # other things are in the picture now
    wait_until(page, "!location.hash.includes('at=')")
    page = open_page(DISPUTE, "#at=nowhere")
    assert "“nowhere” in the address is not a place in the picture here." in status(page)


def test_a_few_actions_fill_the_frame_and_the_newest_is_in_sight(
    open_page: Open, bundled: PageData
) -> None:
    few = tuple(
        replace(DISPUTE.actions[1], id=f"a{n}", earliest=date(2018, 3, n), latest=date(2018, 3, n))
        for n in (1, 2, 3)
    )
    page = open_page(page_data(actions=few), "#view=timeline")
    frame = page.locator("#timeline").bounding_box()["width"] - 150
    assert zoom_of(page, "a1", "a3") > 0.7 * frame
    assert point_of(page, "a3")["x"] < 150 + frame
    assert zoom_of(page, "a1", "a2") == pytest.approx(zoom_of(page, "a2", "a3"), abs=1)
    page = open_page(bundled, "#view=timeline")
    last = max((a for a in bundled.actions if a.earliest and a.material), key=lambda a: a.earliest)
    assert 150 < point_of(page, last.id)["x"] < frame + 150


def gaps_of(page: Any) -> list[str]:
    """The words of the compressed stretches, as the file of the view has them."""
    root = ElementTree.fromstring(taken(page, "#take-svg"))
    return [each.text or "" for each in root.iter() if each.get("class") == "i"]


def test_a_gap_is_named_after_what_is_left_around_it(open_page: Open) -> None:
    days = [date(2018, 1, 1), date(2018, 1, 12), date(2018, 1, 23), date(2020, 5, 1)]
    kinds = ("Expulsion", "Sanctions", "Expulsion", "Expulsion")
    acts = tuple(
        replace(DISPUTE.actions[1], id=f"a{n}", kind=kind, earliest=day, latest=day)
        for n, (day, kind) in enumerate(zip(days, kinds, strict=True))
    )
    page = open_page(page_data(actions=acts), "#view=timeline")
    assert gaps_of(page) == ["11 days", "11 days", "2 years 3 months"]
    page.evaluate("location.hash = '#view=timeline&kind=Expulsion'")
    wait_until(page, "document.getElementById('status').textContent.includes('3 of 4')")
    assert gaps_of(page) == ["22 days", "2 years 3 months"]
    page.fill("#search", "nobody")
    wait_until(page, "document.getElementById('status').textContent.startsWith('No action')")
    assert gaps_of(page) == []


def test_scripts_spell_and_draw_as_python_does(open_page: Open) -> None:
    page = open_page(DISPUTE)
    days = [1, 2, 59, 60, 61, 100, 364, 365, 400, 609, 3649, 3700, 4000, 9500]
    assert page.evaluate("days => days.map(spellGap)", days) == [spell_gap(day) for day in days]
    here = Spot(x=100, y=100, reach=100, after=180)
    for sort in ("timeline", "graph"):
        for x, y in ((300, 200), (600, 20), (20, 200), (600, 100), (100, 200)):
            trace = trace_line(here, Spot(x=x, y=y, reach=x), sort)
            ends = [[100, 100, 100, 11, 180], [x, y, x, 11, 11]]
            line = page.evaluate("([a, b, sort]) => traceLine(a, b, sort)", [*ends, sort])
            assert (line["path"], line["tip"], line["way"]) == (
                trace.path, list(trace.tip), list(trace.way),
            )  # fmt: skip
            for head in ("arrow", "diamond", "vee"):
                drawn = page.evaluate("([line, head]) => traceHead(line, head)", [line, head])
                assert drawn == trace_head(trace, head)


# ---- what is left out


def test_undated_acts_fold_away_and_open(open_page: Open) -> None:
    page = open_page(DISPUTE, "#view=timeline")
    assert page.inner_text("#undated") == "1 undated act"
    assert drawn_in(page) == {"poison", "expel-23", "expel-back", "ally", "closure", "old"}
    page.click("#undated")
    wait_until(page, "document.getElementById('undated').ariaPressed === 'true'")
    assert "rumour" in drawn_in(page)
    page = open_page(DISPUTE, "#view=timeline&action=rumour")
    assert "rumour" in drawn_in(page)  # what is selected is always drawn
    page = open_page(DISPUTE, "#view=graph")
    assert not page.is_visible("#undated")
    assert "rumour" in drawn_in(page)


def drawn_in(page: Any) -> set[str]:
    """The actions in the file of the view."""
    root = ElementTree.fromstring(taken(page, "#take-svg"))
    ids = page.evaluate(f"{ACTIONS}.map(action => action.id)")
    return {ids[int(each.get("data-at"))] for each in root.iter() if each.get("data-at")}


def test_lanes_are_capped_and_the_rest_is_counted(open_page: Open) -> None:
    acts = tuple(
        replace(DISPUTE.actions[1], id=f"a{who}-{n}", actor_states=(f"S{who}",))
        for who in range(20)
        for n in range(2 if who < 14 else 1)
    )
    page = open_page(page_data(actions=acts), "#view=timeline")
    assert page.inner_text("#lanes") == "+6 actors"
    assert {each.split("-")[0] for each in drawn_in(page)} == {f"a{who}" for who in range(14)}
    said = taken(page, "#take-svg").decode()
    assert "Not drawn: 6 actors." in said
    page.click("#lanes")
    wait_until(page, "document.getElementById('lanes').ariaPressed === 'true'")
    assert len(drawn_in(page)) == len(acts)
    page = open_page(page_data(actions=acts), "#view=timeline&action=a19-0")
    assert page.inner_text("#lanes") == "+5 actors"
    assert "a19-0" in drawn_in(page)


def test_nothing_is_laid_out_before_the_picture_is_shown(open_page: Open) -> None:
    page = open_page(DISPUTE)
    parts = page.evaluate(
        """() => { const empty = document.createElement("div");
          const data = readPage();
          createPicture(empty, data, {}).moveTo(0);
          return empty.childElementCount; }"""
    )
    assert parts == 0


# ---- lines


def middle_of(page: Any, one: str, other: str) -> dict[str, float]:
    """A place on the line between two actions in different lanes."""
    start, end = point_of(page, one), point_of(page, other)
    tip = 12 if end["y"] > start["y"] else -12
    return {"x": (start["x"] + end["x"]) / 2, "y": (start["y"] + end["y"] - tip) / 2}


def test_a_line_says_who_claims_it_by_mouse(open_page: Open) -> None:
    page = open_page(DISPUTE, "#view=timeline")
    page.hover("#timeline", position=middle_of(page, "poison", "expel-23"))
    wait_until(page, "document.getElementById('cursor').textContent !== ''")
    said = page.inner_text("#cursor")
    for expected in (
        "“Borduria: expulsion expel-23”: said to answer “Ruritania: poison attack poison”, "
        "10 days later.", "Stated by Bordurian foreign ministry.",
        "Also reported by Streslau Gazette, in the author's own voice.",
    ):  # fmt: skip
        assert expected in said
    page.hover("#timeline", position={"x": 400, "y": 20})
    assert page.inner_text("#cursor") == ""
    before = zoom_of(page, "poison", "closure")
    page.click("#timeline", position=middle_of(page, "ally", "closure"))
    page.hover("#timeline", position={"x": 400, "y": 20})
    said = page.inner_text("#cursor")
    assert "Inferred by a rule: no source says so." in said
    assert "Confidence 0.73" in said
    assert zoom_of(page, "poison", "closure") == before
    assert page.evaluate("location.hash") == "#view=timeline"


def test_a_line_says_who_claims_it_by_keyboard(open_page: Open) -> None:
    page = open_page(DISPUTE, "#view=timeline")
    page.focus("#timeline")
    page.keyboard.press("]")
    assert page.inner_text("#cursor") == ""  # of no action yet
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert "expulsion expel-23" in page.inner_text("#cursor")
    heard = []
    for key in "]][":
        page.keyboard.press(key)
        heard.append(page.inner_text("#cursor"))
    assert "10 days later" in heard[0]
    assert "3 days later" in heard[1]
    assert "Disputed: " in heard[1]
    assert heard[2] == heard[0]
    page.keyboard.press("ArrowRight")
    assert "expulsion" in page.inner_text("#cursor")
    page.keyboard.press("Escape")
    assert page.inner_text("#cursor") == ""


# ---- fingers


@pytest.fixture
def phone(
    browser: Any, file_of: Callable[[PageData], Path]
) -> Iterator[Callable[[PageData, str], tuple[Any, Any]]]:
    """Opens a page on a screen that is touched; with it what sends the touches."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)

    def open_data(data: PageData, address: str) -> tuple[Any, Any]:
        page = context.new_page()
        page.goto(file_of(data).as_uri() + address)
        return page, context.new_cdp_session(page)

    yield open_data
    context.close()


def touch(session: Any, kind: str, *points: tuple[float, float]) -> None:
    given = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": given})


def test_one_finger_scrolls_the_page_and_leaves_the_picture(phone: Any, bundled: PageData) -> None:
    page, session = phone(bundled, "#view=timeline")
    page.evaluate("document.getElementById('timeline').scrollIntoView()")
    before, scroll = point_of(page, "us-expels-60-2018"), page.evaluate("scrollY")
    for x, y in ((0, -15), (-15, 0)):
        touch(session, "touchStart", (300, 500))
        for step in range(1, 18):
            touch(session, "touchMove", (300 + step * x, 500 + step * y))
            page.wait_for_timeout(16)
        touch(session, "touchEnd")
        page.wait_for_timeout(300)
        assert point_of(page, "us-expels-60-2018") == before
        assert page.evaluate("scrollY") > scroll + 200


def test_two_fingers_move_and_zoom_the_picture_and_not_the_page(
    phone: Any, bundled: PageData
) -> None:
    page, session = phone(bundled, "#view=timeline")
    page.evaluate("document.getElementById('timeline').scrollIntoView()")
    page.wait_for_timeout(100)
    ends = "us-expels-60-2018", "skripal-poisoning-2018"
    scroll, apart, at = page.evaluate("scrollY"), zoom_of(page, *ends), point_of(page, ends[0])
    touch(session, "touchStart", (200, 200), (260, 200))
    for way in range(10, 101, 10):
        touch(session, "touchMove", (200 + way, 200), (260 + way, 200))
    touch(session, "touchEnd")
    moved = point_of(page, ends[0])
    assert moved["x"] - at["x"] == pytest.approx(100, abs=12)
    assert zoom_of(page, *ends) == pytest.approx(apart, rel=0.01)
    touch(session, "touchStart", (200, 200), (240, 200))
    for way in range(4, 41, 4):
        touch(session, "touchMove", (200 - way, 200), (240 + way, 200))
    touch(session, "touchEnd")
    assert zoom_of(page, *ends) == pytest.approx(3 * apart, rel=0.15)
    assert page.evaluate("scrollY") == scroll
    assert page.evaluate("visualViewport.scale") == 1
    wait_until(page, "location.hash.includes('at=')")


def test_a_tap_opens_an_action(phone: Any) -> None:
    page, _ = phone(DISPUTE, "#view=timeline")
    page.evaluate("document.getElementById('timeline').scrollIntoView()")
    box, point = page.locator("#timeline").bounding_box(), point_of(page, "closure")
    page.touchscreen.tap(box["x"] + point["x"], box["y"] + point["y"])
    page.wait_for_selector("#evidence-body h3")
    assert "closure" in page.inner_text("#evidence-body h3")


def test_nothing_moves_against_the_wish_for_less_motion(open_page: Open) -> None:
    page = open_page(DISPUTE, "#view=graph", reduced_motion="reduce")
    assert not page.is_visible("#loosen")
    page = open_page(DISPUTE, "#view=graph")
    assert page.is_visible("#loosen")


# ---- take away


def test_a_file_is_whole_and_stands_where_the_page_stands(
    open_page: Open, bundled: PageData
) -> None:
    page = open_page(bundled, "#view=timeline&actor=USA")
    root = ElementTree.fromstring(taken(page, "#take-svg"))
    places = {
        int(each.get("data-at")): float(each.get("transform")[10:].split()[0])
        for each in root.iter()
        if each.get("data-at")
    }
    ids = page.evaluate(f"{ACTIONS}.map(action => action.id)")
    first, *_, last = sorted(places, key=lambda at: places[at])
    scale = zoom_of(page, ids[first], ids[last]) / (places[last] - places[first])
    assert 0.7 < scale <= 1
    for at, x in places.items():
        shown = zoom_of(page, ids[first], ids[at])
        assert shown == pytest.approx(scale * (x - places[first]), abs=1)
    png = taken(page, "#take-png")
    size = [int.from_bytes(png[at : at + 4]) for at in (16, 20)]
    assert size == [2 * int(float(root.get(side))) for side in ("width", "height")]


@pytest.mark.parametrize("address", ["#view=timeline", "#view=graph", "#view=timeline&actor=USA"])
def test_no_text_of_a_file_is_crossed_by_a_line(
    open_page: Open, bundled: PageData, tab: Any, tmp_path: Path, address: str
) -> None:
    file = tmp_path / "picture.svg"
    file.write_bytes(taken(open_page(bundled, address), "#take-svg"))
    page = tab.context.browser.new_page()
    page.goto(file.as_uri())
    found = page.evaluate(CROSSED)
    page.close()
    assert found["sampled"] > 100
    assert (found["crossed"], found["covered"]) == ([], [])


#: Texts that a line is painted over, sampled every 3 px, and texts that another's ground hides.
CROSSED = """() => {
  const svg = document.documentElement;
  const order = new Map([...svg.querySelectorAll("*")].map((each, at) => [each, at]));
  const boxOf = (each) => {
    const { x, y, width, height } = each.getBBox();
    const { e, f } = each.getCTM();
    return { each, left: x + e, top: y + f, right: x + width + e, bottom: y + height + f };
  };
  const holds = (box, x, y, by) =>
    x > box.left + by && x < box.right - by && y > box.top + by && y < box.bottom - by;
  const texts = [...svg.querySelectorAll("text")].map(boxOf);
  const grounds = [...svg.querySelectorAll("[data-at] rect, [data-at] circle")].map(boxOf);
  const crossed = new Set();
  let sampled = 0;
  for (const path of svg.querySelectorAll("[data-edge] path.l")) {
    const { e, f } = path.getCTM();
    for (let at = 0; at <= path.getTotalLength(); at += 3) {
      const { x, y } = path.getPointAtLength(at);
      sampled++;
      for (const text of texts) {
        if (!holds(text, x + e, y + f, 2)) continue;
        const over = (box) => order.get(box.each) > order.get(path) && holds(box, x + e, y + f, 0);
        if (!grounds.some(over)) crossed.add(text.each.textContent);
      }
    }
  }
  const covered = texts.filter((text) => grounds.some((ground) =>
    order.get(ground.each) > order.get(text.each) && text.each.closest("[data-at]") &&
    !text.each.closest("[data-at]").contains(ground.each) &&
    ground.left < text.right - 1 && ground.right > text.left + 1 &&
    ground.top < text.bottom - 5 && ground.bottom > text.top + 5));
  return { sampled, crossed: [...crossed], covered: covered.map((text) => text.each.textContent) };
}"""


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
