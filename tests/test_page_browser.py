"""The page in a real browser: it opens from a file, asks for nothing, and shows what it should.

Needs Chromium (Debian and Ubuntu: apt-get install chromium). Where there is none the tests are
skipped; with KG_REQUIRE_BROWSER=1, as in .ci/run, they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_page import HOSTILE, dispute, hostile_data, page_data

from kg.page import PageData, draw_page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ACTIONS = "JSON.parse(document.getElementById('page-data').textContent).actions"
Open = Callable[..., Any]


def stop(reason: str) -> None:
    """Skip, or fail where a browser is required."""
    if os.environ.get("KG_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        stop("no browser found; to run these tests: apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        stop("Playwright is not installed; to run these tests: pip install playwright")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from its file; afterwards nothing may have been asked for, said or thrown."""
    troubles: list[str] = []
    contexts: list[Any] = []

    def open_data(data: PageData, address: str = "", width: int = 1440, **options: Any) -> Any:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_text(draw_page(data), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda said: troubles.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
        page.on("popup", lambda popup: troubles.append(f"popup: {popup.url}"))
        page.on(
            "request",
            lambda asked: (
                asked.url.split("#")[0] == file.as_uri() or troubles.append(f"request: {asked.url}")
            ),
        )
        page.goto(file.as_uri() + address)
        return page

    yield open_data
    for context in contexts:
        context.close()
    assert troubles == []


def evidence(page: Any) -> str:
    return page.inner_text("#evidence-body")


def wait_until(page: Any, condition: str) -> None:
    """Wait for a condition; the page's policy lets nobody evaluate text inside of it for us."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


def click_action(page: Any, number: int) -> None:
    """Click where the picture draws an action."""
    point = page.evaluate("at => document.getElementById('timeline').pointOf(at)", number)
    page.click("#timeline", position={"x": point["x"], "y": point["y"]})


def number_of(page: Any, action: str) -> int:
    return page.evaluate(f"{ACTIONS}.map(action => action.id)").index(action)


def row(page: Any, action: str) -> Any:
    return page.locator(f"tr[data-at='{number_of(page, action)}']")


def test_it_opens_from_its_file_without_a_request_or_a_message(open_page: Open) -> None:
    page = open_page(dispute())
    page.wait_for_timeout(300)
    assert page.title() == "Retaliation between Ruritania and its neighbours"
    assert page.locator("canvas").count() == 1
    painted = page.evaluate(
        """() => { const canvas = document.querySelector("canvas");
             const { width, height } = canvas;
             const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
             return new Set(new Uint32Array(data.buffer)).size; }"""
    )
    assert painted > 20


def test_the_check_for_requests_notices_one(browser: Any, tmp_path: Path) -> None:
    page = browser.new_page()
    seen: list[str] = []
    page.on("request", lambda asked: seen.append(asked.url))
    file = tmp_path / "bad.html"
    file.write_text("<img src='other.png'>", encoding="utf-8")
    page.goto(file.as_uri())
    page.close()
    assert len(seen) == 2


def test_a_click_on_a_node_shows_its_evidence(open_page: Open) -> None:
    page = open_page(dispute())
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


def test_an_inferred_answer_is_called_inferred_and_never_said(open_page: Open) -> None:
    page = open_page(dispute(), "#action=closure")
    page.wait_for_selector("#evidence-body h3")
    said = evidence(page)
    assert "Inferred to answer; no source says so" in said
    assert "Confidence 0.73 of 1." in said
    assert "Said to answer" not in said
    assert "Unanswered in the sources read." in said


def test_a_sequence_is_never_worded_as_an_answer(open_page: Open) -> None:
    page = open_page(dispute(), "#action=old")
    page.wait_for_selector("#evidence-body h3")
    said = evidence(page)
    assert "Said to come after, not as an answer" in said
    assert "Said to be answered" not in said


def test_a_click_on_a_table_row_selects_the_same_action(open_page: Open) -> None:
    page = open_page(dispute())
    row(page, "ally").locator("td").first.click()
    page.wait_for_selector("#evidence-body h3")
    assert "Syldavia: expulsion ally" in evidence(page)
    assert "from outside the articles: Klow almanac 2019" in evidence(page)
    assert page.evaluate("location.hash") == "#action=ally"


def test_buttons_lead_to_trigger_and_response_and_back(open_page: Open) -> None:
    page = open_page(dispute(), "#action=expel-23")
    page.click("#evidence-body button.go:has-text('poison attack')")
    wait_until(page, "location.hash === '#action=poison'")
    assert "Ruritania: poison attack" in page.inner_text("#evidence-body h3")
    page.go_back()
    wait_until(page, "location.hash === '#action=expel-23'")
    wait_until(page, "document.querySelector('#evidence-body h3').textContent.includes('expel-23')")


def test_the_picture_works_by_keyboard(open_page: Open) -> None:
    page = open_page(dispute())
    page.focus("#timeline")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert "14 Mar 2018: Borduria: expulsion expel-23" in page.inner_text("#status")
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence-body h3")
    assert "expel-23" in page.inner_text("#evidence-body h3")
    assert page.evaluate("document.activeElement.id") == "evidence-title"
    page.keyboard.press("Escape")
    page.wait_for_selector("#evidence-body .hint")
    assert page.evaluate("document.activeElement.id") == "timeline"


def test_arrow_keys_go_up_and_down_between_lanes(open_page: Open) -> None:
    page = open_page(dispute())
    page.focus("#timeline")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    first = page.inner_text("#status")
    page.keyboard.press("ArrowUp")
    assert page.inner_text("#status") != first
    page.keyboard.press("+")
    page.keyboard.press("-")
    page.keyboard.press("0")


def test_the_table_works_by_keyboard(open_page: Open) -> None:
    page = open_page(dispute())
    row(page, "closure").locator("button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#evidence-body h3")
    assert "mission closure closure" in page.inner_text("#evidence-body h3")
    page.keyboard.press("Escape")
    page.wait_for_selector("#evidence-body .hint")
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == "Ruritania: mission closure closure"


def test_a_column_is_sorted_both_ways(open_page: Open) -> None:
    page = open_page(dispute())
    first = page.locator("tbody tr:visible td:nth-child(2)").first
    page.click("th button:has-text('Actor')")
    assert first.inner_text() == "Borduria"
    page.click("th button:has-text('Actor')")
    assert first.inner_text() == "Syldavia"
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"


def test_speech_acts_come_when_asked_for(open_page: Open) -> None:
    page = open_page(dispute())
    assert not row(page, "accuse").is_visible()
    page.check("#speech")
    row(page, "accuse").wait_for(state="visible")
    click_action(page, number_of(page, "accuse"))
    page.wait_for_selector("#evidence-body h3")
    assert "Borduria: statement accuse" in evidence(page)


def test_the_address_of_a_hidden_speech_act_shows_it(open_page: Open) -> None:
    page = open_page(dispute(), "#action=accuse&speech=1")
    page.wait_for_selector("#evidence-body h3")
    assert row(page, "accuse").is_visible()
    assert page.is_checked("#speech")


def test_inferred_links_can_be_hidden(open_page: Open) -> None:
    page = open_page(dispute())
    shot = page.locator("#timeline").screenshot()
    page.uncheck("#inferred")
    wait_until(page, "location.hash.includes('inferred=0')")
    page.wait_for_timeout(200)
    assert page.locator("#timeline").screenshot() != shot


def test_search_finds_persons_and_says_when_nothing_is_left(open_page: Open) -> None:
    page = open_page(dispute())
    page.keyboard.press("/")
    page.keyboard.type("plekszy")
    wait_until(page, "document.getElementById('status').textContent.includes('1 of 8')")
    assert row(page, "expel-23").is_visible()
    page.fill("#search", "nobody at all")
    wait_until(page, "document.getElementById('status').textContent.startsWith('No action')")


def test_a_chain_lists_its_moves_in_order(open_page: Open) -> None:
    page = open_page(dispute())
    page.select_option("#chain", "poison")
    page.wait_for_selector("#evidence-body .moves")
    moves = page.locator("#evidence-body .moves .go").all_inner_texts()
    assert [move.split()[-1] for move in moves] == [
        "poison", "expel-23", "expel-back", "ally", "closure",
    ]  # fmt: skip
    said = evidence(page)
    assert "Open since 29 March 2018." in said
    assert "Inferred to answer “Syldavia: expulsion ally”, 3 days later." in said
    assert "Showing 5 of 8 actions." in page.inner_text("#status")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1024, 1440])
def test_it_fits_every_width_in_both_themes(open_page: Open, width: int, scheme: str) -> None:
    page = open_page(dispute(), "#action=expel-23", width, color_scheme=scheme)
    page.wait_for_selector("#evidence-body h3")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_undated_actions_alone_are_drawn(open_page: Open) -> None:
    data = dispute()
    undated = tuple(each for each in data.actions if each.id == "rumour")
    page = open_page(page_data(actions=undated, links=data.links))
    click_action(page, 0)
    page.wait_for_selector("#evidence-body h3")
    assert "not known" in evidence(page)


def test_only_speech_acts_leave_an_empty_picture_that_says_why(open_page: Open) -> None:
    speech = tuple(each for each in dispute().actions if each.kind == "Statement")
    page = open_page(page_data(actions=speech))
    assert "show speech acts" in page.inner_text("#status")
    page.check("#speech")
    row(page, "accuse").wait_for(state="visible")


def test_a_page_without_actions_says_so(open_page: Open) -> None:
    page = open_page(page_data())
    assert "There are no actions to show." in page.inner_text("main")


def test_the_table_stands_without_scripts(open_page: Open) -> None:
    page = open_page(dispute(), java_script_enabled=False)
    assert page.locator("tbody tr").count() == 8
    assert "need scripts" in page.inner_text("main")


def test_hostile_text_arrives_as_text_in_every_field(open_page: Open) -> None:
    page = open_page(hostile_data())
    shown = page.evaluate(
        """async () => {
          const data = JSON.parse(document.getElementById("page-data").textContent);
          const rest = () => new Promise((done) => setTimeout(done, 30));
          const found = [];
          for (const action of data.actions) {
            location.hash = `#${new URLSearchParams({ action: action.id })}`;
            await rest();
            found.push(document.getElementById("evidence-body").textContent);
          }
          return found; }"""
    )
    assert len(shown) == len(HOSTILE)
    labels = page.evaluate(f"{ACTIONS}.map(action => action.label)")
    for text, body in zip(labels, shown, strict=True):
        # label, six values on the action, and again in the report, with speaker and citation
        assert body.count(text) >= 15, text
    check_that_nothing_ran(page)
    table = page.locator("#actions").text_content()
    assert all(text in table for text in HOSTILE)


def test_hostile_text_in_a_tooltip_stays_text(open_page: Open) -> None:
    data = hostile_data()
    for number in (6, 26):  # an image with a handler, and the letters that pyvis fell for
        page = open_page(replace(data, actions=(data.actions[number],)))
        point = page.evaluate("document.getElementById('timeline').pointOf(0)")
        box = page.locator("#timeline").bounding_box()
        page.mouse.move(box["x"] + point["x"] - 3, box["y"] + point["y"])
        page.mouse.move(box["x"] + point["x"], box["y"] + point["y"], steps=3)
        wait_until(page, "document.querySelector('.vis-tooltip')?.style.visibility === 'visible'")
        assert HOSTILE[number] in page.locator(".vis-tooltip").text_content()
        assert page.locator(".vis-tooltip *:not(br)").count() == 0
        check_that_nothing_ran(page)


def check_that_nothing_ran(page: Any) -> None:
    assert page.evaluate("typeof pwned") == "undefined"
    assert page.locator("img, iframe, base, form, object, embed").count() == 0
    assert page.locator("[onload], [onerror], [onclick], [onmouseover], [onfocus]").count() == 0
