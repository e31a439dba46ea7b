"""Pairs, ladder, search, story and frame in a real browser: what a reader sees first."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from browser import Open, number_of, rung, status, visible_ids, wait_until
from dispute import action, dispute, link, page_data
from support import stand

from kg.page import PageData
from kg.tell.words import spell_gap

DISPUTE = dispute()
SIZES = [(390, 844), (1280, 720), (640, 480)]


def says(selector: str, text: str) -> str:
    """A condition: an address is followed, and what it shows is drawn, a moment after a click."""
    return f"document.querySelector({json.dumps(selector)})?.innerText === {json.dumps(text)}"


def exchange(count: int) -> PageData:
    """So many moves of two sides in turn, each a week after the one that it is said to answer."""
    sides = (("BRD", "RUR"), ("RUR", "BRD"))
    days = [date(2010, 1, 4) + timedelta(days=7 * n) for n in range(count)]
    acts = tuple(
        action(f"m{n:02}", "Expulsion", day.isoformat(), *sides[n % 2])
        for n, day in enumerate(days)
    )
    links = tuple(
        link(f"l{n}", f"m{n:02}", f"m{n + 1:02}", min_lag=7, max_lag=7) for n in range(count - 1)
    )
    answers = {each.id: "answered" for each in acts[:-1]} | {acts[-1].id: "unanswered"}
    return page_data(actions=acts, links=links, answers=stand(**answers))


SEVENTY = exchange(70)


def coalition() -> PageData:
    """Three allies that do the same on one day, two sides, and an answer to one of them."""
    names = {f"ally{n}": f"Ally {n}" for n in range(3)}
    acts = (
        action("start", "Attack", "2018-03-01", "RUR", "BRD"),
        action("own", "Expulsion", "2018-03-03", "BRD", "RUR"),
        *(action(f"a{n}", "Expulsion", "2018-03-05", f"ally{n}", "RUR") for n in range(3)),
        action("late", "Expulsion", "2018-09-05", "RUR", "BRD"),
    )
    links = tuple(
        link(f"l{n}", "start", f"a{n}", stance="alleges" if n == 0 else "asserts") for n in range(3)
    )
    return replace(page_data(actions=acts, links=links), labels={**DISPUTE.labels, **names})


COALITION = coalition()


def shown_first(page: Any, where: str) -> int:
    """How many of some elements are wholly on the first screen."""
    return page.evaluate(
        """where => [...document.querySelectorAll(where)].filter(each => {
          const { top, bottom, height } = each.getBoundingClientRect();
          return height > 0 && top >= 0 && bottom <= innerHeight; }).length""",
        where,
    )


# ---- pairs


def test_a_card_tells_counts_answers_and_what_is_open(open_page: Open) -> None:
    page = open_page(DISPUTE, "#view=pairs")
    card = page.locator("[data-pair='BRD,RUR']")
    told = card.inner_text()
    assert "Answers to the other side named by a source: none. 3 more are answers" in told
    assert "None still open as of 9 March 2031" in told
    card.locator("h3 a").click()
    wait_until(page, "location.hash === '#pair=BRD%2CRUR'")
    assert page.inner_text("#ladder-title") == "Borduria ⇄ Ruritania"
    assert visible_ids(page) == {"poison", "expel-23", "expel-back", "rumour"}


def test_cards_are_sorted_and_narrowed(open_page: Open) -> None:
    page = open_page(COALITION, "#view=pairs")
    keys = "[...document.querySelectorAll('.card')].filter(c => !c.hidden).map(c => c.dataset.pair)"
    assert page.evaluate(keys)[0] == "BRD,RUR"
    page.click("[data-order=newest]")
    wait_until(page, "location.hash.includes('order=newest')")
    assert page.evaluate(keys)[0] == "BRD,RUR"
    page.fill("#search", "ally 1")
    wait_until(page, "location.hash.includes('q=ally')")
    assert page.evaluate(keys) == ["RUR,ally1"]
    assert page.locator("#of-all").is_visible()  # its figures are not of what is left
    assert not open_page(COALITION, "#view=pairs").locator("#of-all").is_visible()


@pytest.mark.parametrize(
    ("answer", "view"),
    [
        ("unanswered", "open"),
        ("unanswered,answerPlanned", "open"),
        ("answered,unanswered", "ladder"),
    ],
)
def test_an_answer_state_opens_where_its_acts_stand(
    open_page: Open, answer: str, view: str
) -> None:
    page = open_page(DISPUTE, f"#answer={answer}")
    assert page.evaluate("document.documentElement.dataset.shown") == view


# ---- ladder


def test_two_sides_stand_left_and_right_and_like_moves_of_others_in_one_row(
    open_page: Open,
) -> None:
    page = open_page(COALITION)
    assert page.inner_text("#left-side") == "Ruritania"
    assert page.inner_text("#right-side") == "Borduria"
    left, right = rung(page, "start").bounding_box(), rung(page, "own").bounding_box()
    assert (
        rung(page, "start").locator(".say").bounding_box()["x"]
        < (rung(page, "own").locator(".say").bounding_box()["x"])
    )
    assert left["y"] < right["y"]
    fold = page.locator(".fold > details > summary")
    assert "3 actors: expulsion, against Ruritania: Ally 0, Ally 1, Ally 2" in fold.inner_text()
    assert not rung(page, "a1").is_visible()
    assert "↳ 2 said to answer Ruritania" in fold.inner_text()
    assert "; 1 tentatively said to answer Ruritania" in fold.inner_text()
    fold.click()
    assert rung(page, "a1").is_visible()
    page = open_page(COALITION, "#action=a2")
    assert rung(page, "a2").is_visible()  # what is chosen is never folded away


def test_a_side_of_the_ladder_is_not_folded(open_page: Open) -> None:
    page = open_page(COALITION, "#pair=RUR,ally0")
    assert visible_ids(page) == {"a0"}
    assert page.locator(".fold").count() == 0


def test_years_and_gaps_are_said_in_words(open_page: Open) -> None:
    page = open_page(COALITION)
    assert page.locator(".since").all_inner_texts() == ["2018", "6 months on"]
    for gap in (60, 61, 100, 364, 365, 609, 3652, 9000):
        later = (date(2000, 1, 1) + timedelta(days=gap)).isoformat()
        first = action("a", "Expulsion", "2000-01-01", "BRD", "RUR")
        page = open_page(page_data(actions=(first, action("b", "Expulsion", later, "RUR", "BRD"))))
        assert page.locator(".since").all_inner_texts()[-1] == f"{spell_gap(gap)} on"


def test_a_move_says_what_it_answers_when_and_on_whose_word(open_page: Open) -> None:
    page = open_page(DISPUTE)
    told = rung(page, "expel-back").inner_text()
    assert "said to answer (disputed) Borduria: expulsion expel-23, 3 days later" in told
    assert "Streslau Gazette: said to answer" in told
    assert "(18 March 2018)" in told
    assert "Disputed by" in told
    inferred = rung(page, "closure").inner_text()
    assert "Only a rule: inferred to answer" in inferred
    assert "(no source says so; both are measures of one kind)" in inferred
    assert "Both are measures" not in inferred
    assert "No answer in these sources (newest source on either side: 9 March 2031)" in inferred
    assert rung(page, "closure").get_attribute("data-answer-state") == "unanswered"
    assert rung(page, "old").get_attribute("data-answer-state") is None


def test_a_link_to_a_trigger_opens_its_evidence_and_keeps_the_ladder(open_page: Open) -> None:
    page = open_page(DISPUTE, "#pair=BRD,RUR")
    rung(page, "expel-back").locator(".why a").click()
    wait_until(page, "location.hash === '#pair=BRD%2CRUR&action=expel-23'")
    assert "expel-23" in page.inner_text("#evidence-body h3")
    assert rung(page, "expel-23").get_attribute("aria-current") == "true"
    assert "near" in rung(page, "expel-back").get_attribute("class")


def test_many_moves_are_told_shortly_until_asked_for_more(open_page: Open) -> None:
    page = open_page(SEVENTY, "#pair=BRD,RUR")
    page.set_viewport_size({"width": 1440, "height": 900})
    short = shown_first(page, "#rungs .rung")
    assert short >= 16  # a move is two lines where one would cut what it answers
    page.click("#brief")
    assert shown_first(page, "#rungs .rung") < short
    assert "7 days later" in rung(page, "m01").inner_text()


@pytest.mark.parametrize("width", [1280, 1440, 700])
def test_no_sentence_of_a_short_ladder_is_cut(open_page: Open, width: int) -> None:
    page = open_page(SEVENTY, "#pair=BRD,RUR")
    page.set_viewport_size({"width": width, "height": 900})
    assert "brief" in page.get_attribute("#rungs", "class")
    cut = """[...document.querySelectorAll("#rungs .rung :is(time, .say, .told, .stand)")].filter(
      ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1)"""
    assert page.evaluate(f"{cut}.map(each => each.textContent)") == []


def test_moves_and_steps_out_of_sight_wait_for_their_layout(open_page: Open) -> None:
    skipped = """where => [...document.querySelectorAll(where)].filter(
      each => !each.checkVisibility({ contentVisibilityAuto: true })).length"""
    many = exchange(200)
    for address, where in (("#pair=BRD,RUR", "#rungs .say"), ("#view=story", ".step-of h3")):
        page = open_page(many, address)
        assert page.locator(where).count() == 200
        wait_until(page, f"({skipped})({json.dumps(where)}) > 50")
        page.emulate_media(media="print")
        wait_until(page, f"({skipped})({json.dumps(where)}) === 0")


def test_nothing_crosses_a_sentence_of_the_ladder(open_page: Open) -> None:
    page = open_page(exchange(40), "#pair=BRD,RUR")
    assert page.locator("#rungs svg:not(.mark), #rungs canvas").count() == 0
    boxes = page.evaluate(
        """[...document.querySelectorAll("#rungs .say")].map(each => {
          const { top, bottom, left, right } = each.getBoundingClientRect();
          return [left, top, right, bottom]; })"""
    )
    assert len(boxes) == 40
    clash = [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one[0] < other[2] and other[0] < one[2] and other[1] < one[3] - 1
    ]
    assert clash == []


# ---- shared links and frames


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize(
    ("address", "title", "state"),
    [
        ("#action=closure", "#evidence-body h3", "#evidence-body .answer"),
        ("#pair=BRD,RUR", "#ladder-title", "#ladder-told"),
        ("#case=spring", "#ladder-title", "#ladder-told"),
        ("#chain=poison", "#ladder-title", "#ladder-told"),
    ],
)
def test_a_shared_link_opens_on_its_thing(
    open_page: Open, width: int, height: int, address: str, title: str, state: str
) -> None:
    acts = tuple(replace(each, case="spring") for each in DISPUTE.actions)
    page = open_page(replace(DISPUTE, actions=acts), address, width)
    page.set_viewport_size({"width": width, "height": height})
    for where in (title, state):
        box = page.locator(where).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height, where


def test_a_frame_shows_moves_first_and_tells_its_height(
    browser: Any, file_of: Callable[[PageData], Path], tmp_path: Path
) -> None:
    outer = tmp_path / "outer.html"
    outer.write_text(
        f"<iframe width='640' height='480' src='{file_of(SEVENTY).as_uri()}#pair=BRD,RUR&embed'>"
        "</iframe><script>addEventListener('message', e => { window.told = e.data; })</script>",
        encoding="utf-8",
    )
    page = browser.new_page()
    page.goto(outer.as_uri())
    page.wait_for_function("window.told && window.told.height > 480")
    told = page.evaluate("window.told")
    assert told["source"] == "retaliation-kg"
    frame = page.frames[1]
    assert frame.evaluate("getComputedStyle(document.querySelector('.finding')).display") == "none"
    rungs = frame.evaluate(
        """[...document.querySelectorAll("#rungs .rung")].filter(each => {
          const { top, bottom } = each.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight; }).length"""
    )
    assert rungs >= 5
    assert "Full page" in frame.inner_text("#credit")
    page.close()


# ---- search and story


def test_search_suggests_sides_people_cases_chains_and_moves(open_page: Open) -> None:
    page = open_page(DISPUTE)
    page.keyboard.press("/")
    page.keyboard.type("rurit")
    page.wait_for_selector("#suggestions li")
    kinds = page.locator("#suggestions li span").all_inner_texts()
    assert {"pair", "move", "chain"} <= set(kinds)
    page.fill("#search", "")
    page.keyboard.type("spring")
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#search", "aria-activedescendant")
    assert page.inner_text(f"#{active} bdi") == "The spring quarrel"
    page.keyboard.press("Enter")
    wait_until(page, "location.hash === '#case=spring'")
    wait_until(page, says("#ladder-title", "The spring quarrel"))


def test_a_search_keeps_triggers_and_answers_and_leaves_the_open_chain(open_page: Open) -> None:
    page = open_page(DISPUTE, "#chain=poison")
    page.fill("#search", "mission closure old")
    wait_until(page, "location.hash.includes('q=mission')")
    assert visible_ids(page) == {"old"}
    page.fill("#search", "expel-23")
    wait_until(page, "location.hash.includes('q=expel')")
    assert visible_ids(page) == {"expel-23", "poison", "expel-back"}
    assert "2 of them triggers or answers" in status(page)
    assert "dim" in rung(page, "poison").get_attribute("class")
    assert "dim" not in rung(page, "expel-23").get_attribute("class")


def test_a_story_goes_by_arrow_keys_and_quotes(open_page: Open) -> None:
    told = (("poison", "It begins with a poisoning."), ("expel-23", ""))
    quoted = {"r1": "Invented words on the expulsion"}
    page = open_page(replace(DISPUTE, story=told, quotations=quoted))
    assert page.inner_text("#step-at") == "1 of 2"
    wait_until(page, says(".step-of.now h3", "It begins with a poisoning."))
    page.keyboard.press("ArrowRight")
    wait_until(page, "location.hash.includes('story=2')")
    wait_until(page, says(".step-of.now h3", "Borduria: expulsion expel-23"))
    assert page.inner_text(".step-of.now blockquote") == "Invented words on the expulsion"
    stands = page.locator(".step-of").first.locator(".stand .long").text_content()
    assert stands == rung(page, "poison").locator(".stand .long").text_content() != ""
    page.click("#story-end")
    page.wait_for_selector("#rungs .rung")
    page = open_page(DISPUTE, "#pair=BRD,RUR")
    page.click("#tell")
    wait_until(page, "document.getElementById('step-at').textContent === '1 of 4'")


def test_the_table_of_what_is_open_tells_pair_move_days_and_last_word(open_page: Open) -> None:
    page = open_page(DISPUTE, "#view=open")
    (cells,) = [each.inner_text().split("\t") for each in page.locator("#open-acts tbody tr").all()]
    assert cells[:6] == [
        "29 Mar 2018", "Ruritania → Syldavia", "Ruritania: mission closure closure", "4728",
        "9 Mar 2031", "No answer in these sources",
    ]  # fmt: skip
    page.click("#open-acts a")
    page.wait_for_selector("#evidence-body h3")
    assert number_of(page, "closure") >= 0


def test_a_headline_leads_to_what_it_counts(open_page: Open) -> None:
    page = open_page(DISPUTE)
    for link_to in page.locator(".headline a").all():
        text = link_to.inner_text()
        view = dict(parse_qsl(link_to.get_attribute("href")[1:])).get("view", "ladder")
        where = {"open": "#open-acts tbody tr", "pairs": ".card:not([hidden])"}
        rows = where.get(view, "#rungs .rung")
        link_to.click()
        wait_until(page, f"document.documentElement.dataset.shown === '{view}'")
        # An address is followed a moment after the click: the count is right soon, or never.
        count = int(text.split()[0])
        wait_until(page, f"document.querySelectorAll('{rows}').length === {count}")
        page.go_back()
