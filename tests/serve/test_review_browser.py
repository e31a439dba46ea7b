"""The page of kg review in a real browser: what is reviewed there comes into the file, alone."""

from __future__ import annotations

import difflib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import axe_script, check_that_nothing_ran, keep_picture, wait_until
from invented import QUOTES, TEXT, span_of, words_digest, write_article

from kg.read.edits import quote_scalar
from kg.serve.document import draw_review
from kg.serve.review import Review
from kg.serve.server import ReviewServer

NOW = "2031-03-06T12:00:00"


#: Selects a stretch of the text, in code points, as the mouse does.
CHOOSE = """([start, end]) => {
  const text = document.getElementById("text");
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  while (walk.nextNode()) {
    const letters = [...walk.currentNode.data];
    const units = (to) => letters.slice(0, to - at).join("").length;
    const last = at + letters.length;
    if (at <= start && start < last) range.setStart(walk.currentNode, units(start));
    if (at < end && end <= last) range.setEnd(walk.currentNode, units(end));
    at = last;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  text.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
}"""


class Desk:
    """A page that is open on a review, and the file that it saves into."""

    def __init__(self, page: Any, review: Review) -> None:
        self.page, self.review = page, review
        self.before = self.source

    @property
    def source(self) -> str:
        return self.review.path.read_bytes().decode()

    @property
    def diff(self) -> list[str]:
        """The lines that went (-) and came (+) since the page was opened."""
        old, new = self.before.splitlines(), self.source.splitlines()
        lines = difflib.unified_diff(old, new, n=0, lineterm="")
        return [f"{each[0]} {each[1:]}" for each in list(lines)[2:] if each[0] in "-+"]

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def row(self, record: str) -> Any:
        return self.page.locator(f"#records > [data-id='{record}'] > .row")

    def badges(self, record: str) -> list[str]:
        return self.row(record).locator(".badge").all_inner_texts()

    def choose(self, words: str) -> None:
        """Choose words with the mouse."""
        start, end = span_of(words, self.review.describe(findings=False)["text"])
        self.page.evaluate(CHOOSE, [start, end])
        wait_until(self.page, "!document.getElementById('new-report').disabled")

    def chosen(self) -> str:
        return self.page.text_content("#chosen-words")

    def save(self) -> None:
        self.page.evaluate("document.getElementById('status').textContent = ''")
        self.page.click("#save")
        wait_until(self.page, "document.getElementById('status').textContent.startsWith('Saved')")

    def status(self) -> str:
        return self.page.inner_text("#status")


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A tab in which nothing may be thrown or said, and nothing asked for but of the server."""
    context = browser.new_context(accept_downloads=True, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.clock.set_fixed_time(NOW)
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
    page.on("request", lambda asked: troubles.extend(_strange(asked.url)))
    page.troubles = troubles
    yield page
    context.close()
    assert troubles == []


def _strange(url: str) -> list[str]:
    ours = url.startswith(("http://127.0.0.1:", "file:", "about:", "data:", "blob:"))
    return [] if ours else [f"request: {url}"]


@pytest.fixture
def open_desk(tab: Any, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    servers: list[tuple[ReviewServer, threading.Thread]] = []

    def open_file(path: Path | None = None, who: str = "Maria Nowak") -> Desk:
        review = Review(path or write_article(tmp_path), tmp_path / "texts", who)
        server = ReviewServer(review)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        servers.append((server, thread))
        tab.goto(server.address)
        tab.wait_for_selector("html[data-ready]", state="attached")
        return Desk(tab, review)

    yield open_file
    tab.goto("about:blank")
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    return open_desk()


def test_text_and_records_stand_side_by_side(desk: Desk) -> None:
    assert desk.page.text_content("#text") == TEXT
    assert desk.page.locator("#records > .record").count() == 5
    assert desk.badges("reports:0") == ["✓"]
    assert desk.badges("reports:2") == ["draft", "unproved"]
    desk.page.wait_for_selector("[data-id='reports:3'] .badge.error")  # once it was checked
    assert desk.badges("reports:3") == ["draft", "1 error", "moved"]
    keep_picture(desk.page, "review")


def test_a_row_lights_up_its_words_and_the_words_open_their_row(desk: Desk) -> None:
    desk.row("reports:1").click()
    lit = desk.page.locator("#text .on").all_text_contents()
    assert "".join(lit) == QUOTES["order"]
    desk.press("Escape")
    assert desk.page.locator("#text .on").count() == 0
    desk.page.locator("#text .part", has_text="Syldavia sends home").click()
    desk.page.wait_for_selector("[data-id='reports:0'] > [aria-expanded=true]")


def test_a_draft_that_is_accepted_gets_a_reviewer_and_nothing_else_changes(desk: Desk) -> None:
    desk.row("reports:2").click()
    desk.page.click(".accept")
    assert desk.badges("reports:2") == ["changed", "reviewed", "unproved"]
    desk.save()
    assert desk.diff == ['+   reviewedBy: "Maria Nowak, 2031-03-06"']
    assert desk.badges("reports:2") == ["reviewed", "unproved"]


def test_drafts_are_reviewed_one_after_the_other_with_the_focus_on_the_next(desk: Desk) -> None:
    desk.page.click("[data-only=review]")
    desk.row("reports:2").focus()
    desk.press("a")
    assert desk.page.evaluate("document.activeElement.parentElement.dataset.id") == "reports:3"
    desk.press("Enter")
    desk.page.locator("[data-field=stance] select").select_option("disputes")
    desk.page.click(".accept")
    desk.press("Escape")
    assert desk.page.evaluate("document.activeElement.dataset.view") == "text"
    assert desk.page.locator("#records > .record").count() == 0
    desk.save()
    assert desk.diff == [
        '+   reviewedBy: "Maria Nowak, 2031-03-06"',
        "-   stance: denies",
        "+   stance: disputes",
        '+   reviewedBy: "Maria Nowak, 2031-03-06"',
    ]


def test_a_draft_that_is_rejected_is_gone_and_comments_stay(desk: Desk) -> None:
    desk.row("reports:2").focus()
    desk.press("x")
    assert desk.badges("reports:2")[0] == "removed"
    desk.save()
    gone = desk.before[desk.before.index("- action: shots-2031") :]
    gone = gone[: gone.index("- action", 5)]
    assert desk.source == desk.before.replace(gone, "", 1)
    assert "# drafted by a program\n" in desk.source


def test_a_rejected_record_is_kept_after_all_by_the_same_key(desk: Desk) -> None:
    desk.row("reports:2").focus()
    desk.press("x", "x")
    assert desk.badges("reports:2")[0] == "draft"
    assert desk.page.is_disabled("#save")


def test_a_field_that_is_corrected_is_the_only_thing_that_changes(desk: Desk) -> None:
    desk.row("reports:1").click()
    desk.page.locator("[data-field=status] select").select_option("announced")
    desk.page.locator("[data-field=date] input").fill("")
    desk.press("Tab")
    desk.save()
    assert desk.diff == ["-   status: ordered", "-   date: 2031-03-03", "+   status: announced"]


def test_a_field_can_be_added(desk: Desk) -> None:
    desk.row("reports:1").click()
    desk.page.locator("select[aria-label='Add a field']").select_option("reason")
    desk.press("s", ":", "#")
    desk.press("Tab")
    desk.save()
    assert desk.diff == ['+   reason: "s:#"']


def test_a_row_opens_though_it_is_drawn_again_while_it_is_pressed(desk: Desk) -> None:
    box = desk.row("reports:1").locator(".called").bounding_box()
    desk.page.mouse.move(box["x"] + 5, box["y"] + 5)
    desk.page.mouse.down()
    desk.page.evaluate(
        "for (const row of document.querySelectorAll('#records .row')) "
        "row.replaceChildren(...[...row.children].map((each) => each.cloneNode(true)))"
    )
    desk.page.mouse.up()
    desk.page.wait_for_selector("[data-field=date] input")


def test_findings_come_below_their_field_while_one_types(desk: Desk) -> None:
    desk.row("reports:1").click()
    desk.page.locator("[data-field=date] input").fill("2031-13-01")
    desk.press("Tab")
    desk.page.wait_for_selector("[data-field=date] .finding.error")
    date = desk.page.locator("[data-field=date] input")
    assert date.get_attribute("aria-invalid") == "true"
    described = desk.page.locator(f"[id='{date.get_attribute('aria-describedby')}']")
    assert "2031-13-01" in described.inner_text()
    assert desk.source == desk.before
    desk.page.locator("[data-field=date] input").fill("2031-03-03")
    desk.press("Tab")
    desk.page.wait_for_selector("[data-field=date] .finding.error", state="detached")


def test_words_chosen_with_the_mouse_make_a_report(desk: Desk) -> None:
    desk.choose("It will answer in kind, its embassy said")
    desk.page.click("#new-report")
    desk.page.locator("[data-field=action] input").fill("shots-2031")
    desk.press("Tab")
    desk.save()
    words = "It will answer in kind, its embassy said"
    assert desk.diff == [
        "+ - action: shots-2031",
        f"+   span: [{', '.join(map(str, span_of(words)))}]",
        f"+   words: {quote_scalar(words_digest(words))}",
        "+   stance: asserts",
        "+   annotatedBy: Maria Nowak",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("mouse", "chosen"),
    [
        ("yldavia on Mon", "Syldavia on Monday"),
        ("within a week. “They know", "within a week"),
        (" the shots at ", "the shots at"),
        ("Borduria denies", "Borduria denies"),
        ("orduria deni", "Borduria denies"),
        ("the border post 👩", "the border post 👩‍🚒"),
        ("José Día", "José Díaz"),
    ],
)
def test_chosen_words_are_whole_and_of_one_sentence(mouse: str, chosen: str, desk: Desk) -> None:
    desk.choose(mouse)
    assert desk.chosen().rstrip(".") == chosen


def test_the_mouse_chooses_what_it_is_drawn_over_and_opens_what_it_clicks(desk: Desk) -> None:
    box = desk.page.locator("#text .part").first.bounding_box()
    x, y = box["x"], box["y"] + box["height"] / 2
    mouse = desk.page.mouse
    mouse.move(x + 17, y)
    mouse.down()
    mouse.move(x + 90, y, steps=4)
    mouse.up()
    wait_until(desk.page, "!document.getElementById('new-report').disabled")
    assert desk.chosen() == "Syldavia sends"
    mouse.click(x + 17, y)
    desk.page.wait_for_selector("[data-id='reports:0'] > [aria-expanded=true]")
    assert desk.chosen() == "Syldavia sends"  # it stays, to be given to the record


def test_a_report_can_be_made_by_keyboard_alone(desk: Desk) -> None:
    desk.page.locator("#reviewer").focus()
    desk.press("Tab", "Tab")  # undo and save have nothing to do yet, and are passed over
    assert desk.page.evaluate("document.activeElement.id") == "text"
    desk.press(*["ArrowDown"] * 6, "ArrowRight", "ArrowRight")
    assert desk.chosen() == "denies"
    desk.press("Shift+ArrowRight", "Shift+ArrowRight")
    assert desk.chosen() == "denies that it"
    desk.press("Shift+ArrowLeft", "Shift+End")
    assert desk.chosen() == "denies that it fired them."
    desk.press("Shift+ArrowLeft")
    desk.press("r")
    desk.page.keyboard.type("shots-2031")
    desk.press("Tab", "Tab", "d", "Tab")
    desk.press("Escape")
    assert desk.page.evaluate("document.activeElement.className") == "row"
    desk.press("a", "Control+s")
    wait_until(desk.page, "document.getElementById('status').textContent.startsWith('Saved')")
    added = [each[2:].strip(" -") for each in desk.diff if each[0] == "+"]
    assert added[0] == "action: shots-2031"
    assert "stance: denies" in added
    assert 'reviewedBy: "Maria Nowak, 2031-03-06"' in added
    assert not [each for each in desk.diff if each[0] == "-"]


def test_the_keys_that_move_work_right_after_loading(desk: Desk) -> None:
    for key, selector in (("t", "#text"), ("g", ".row")):
        desk.page.reload()
        desk.page.wait_for_selector("[data-ready]")
        assert desk.page.evaluate("document.activeElement === document.body")
        desk.press(key)
        assert desk.page.evaluate("(it) => document.activeElement.matches(it)", selector), key
    for key in ("d", "f"):
        desk.page.reload()
        desk.page.wait_for_selector("[data-ready]")
        desk.press(key)
        told = "document.getElementById('status').textContent.startsWith('There is none')"
        wait_until(desk.page, f"document.activeElement.matches('.row') || {told}")
    desk.page.reload()
    desk.page.wait_for_selector("[data-ready]")
    desk.press("x", "a", "r")  # what changes something needs a row, or the text
    assert desk.page.locator("#save").is_disabled()


def test_the_keys_are_shown_and_hidden_by_keyboard_and_hide_nothing_after(desk: Desk) -> None:
    shown = "document.getElementById('keys').open"
    for place in ("body", "#text", ".row", "#keys summary"):
        if place == "body":
            desk.page.reload()
            desk.page.wait_for_selector("[data-ready]")
        else:
            desk.page.locator(place).first.focus()
        for key, expected in (("?", True), ("Escape", False), ("?", True), ("?", False)):
            desk.press(key)
            assert desk.page.evaluate(shown) is expected, (place, key)


def test_every_record_is_reached_with_the_arrow_keys(desk: Desk) -> None:
    seen = []
    for view in ("text", "actions", "article"):
        desk.page.click(f"[data-view={view}]")
        desk.page.locator("#records .row[tabindex='0']").focus()
        for _ in range(10):
            seen.append(desk.page.evaluate("document.activeElement.parentElement.dataset.id"))
            desk.press("ArrowDown")
    told = desk.review.describe(findings=False)["records"]
    assert set(seen) == {each["id"] for each in told}
    assert desk.page.locator("#records .row[tabindex='0']").count() == 1


def test_a_link_and_the_action_it_needs_can_be_declared(desk: Desk) -> None:
    desk.choose("It will answer in kind")
    desk.press("Tab")
    desk.page.click("#new-link")
    desk.page.locator("[data-field=response] input").fill("answer-2031")
    desk.page.locator("[data-field=trigger] input").fill("expulsion-2031")
    desk.press("Tab")
    desk.page.locator("[data-field=response] >> text=Declare it here").click()
    desk.page.keyboard.type("Threat")
    desk.page.locator("[data-field=label] textarea").fill("Borduria says that it will answer")
    desk.page.locator("[data-field=actor] input").first.fill("XBO")
    desk.press("Tab")
    desk.save()
    assert desk.diff[:4] == [
        "+ - id: answer-2031",
        "+   type: Threat",
        "+   label: Borduria says that it will answer",
        "+   actor: XBO",
    ]
    assert desk.diff[4:8] == [
        "+ - response: answer-2031",
        "+   trigger: expulsion-2031",
        "+   relation: retaliation",
        "+   basis: reported",
    ]


def test_a_record_is_given_other_words(desk: Desk) -> None:
    desk.row("reports:3").click()
    desk.choose("denies that it fired")
    desk.page.click("#use-words")
    assert desk.badges("reports:3")[-1] == "✓"
    desk.save()
    before, after = (
        [each.split(": ")[1] for each in desk.diff if each[0] == sign] for sign in "-+"
    )
    assert before == [str(span_of(QUOTES["denial"])), "00000000"]
    assert after == [str(span_of("denies that it fired")), words_digest("denies that it fired")]


def test_a_quotation_is_given_the_place_where_it_was_found(
    open_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    path = write_article(tmp_path)
    said = path.read_text("utf-8")
    quoted = f"  span: {span_of(QUOTES['shots'])}\n  stance: alleges"
    assert quoted in said
    quote = """  quote: '"They know why," Foreign Minister'"""
    path.write_text(said.replace(quoted, quote + "\n  stance: alleges"), "utf-8")
    desk = open_desk(path)
    assert "no place" in desk.badges("reports:2")
    desk.row("reports:2").click()
    desk.page.locator(".span button", has_text="Take").click()
    assert desk.badges("reports:2")[-1] == "✓"
    desk.save()
    words = "“They know why,” Foreign Minister"
    assert sorted(desk.diff) == [
        f"+   span: {span_of(words)}",
        f"+   words: {quote_scalar(words_digest(words))}",
        f"- {quote}",
    ]


def test_undo_brings_back_what_stood_there(desk: Desk) -> None:
    desk.row("reports:2").focus()
    desk.press("x", "z")
    assert desk.badges("reports:2")[0] == "draft"
    assert desk.page.is_disabled("#save")


def test_a_save_is_refused_where_another_program_changed_the_file(desk: Desk) -> None:
    desk.row("reports:2").focus()
    desk.press("a")
    with desk.review.path.open("a") as file:
        file.write("# by another hand\n")
    changed = desk.source
    desk.page.click("#save")
    wait_until(desk.page, "document.getElementById('status').classList.contains('problem')")
    assert "was changed by another program" in desk.status()
    assert desk.source == changed
    assert [each for each in desk.page.troubles if "409" not in each] == []
    desk.page.troubles.clear()  # the browser tells of the answer itself


def test_who_gives_no_name_is_asked_for_it(open_desk: Callable[..., Desk]) -> None:
    desk = open_desk(who="")
    desk.row("reports:2").focus()
    desk.press("a")
    assert desk.page.evaluate("document.activeElement.id") == "reviewer"
    assert desk.badges("reports:2")[0] == "draft"


def test_the_offline_page_gives_the_bytes_that_the_server_saves(
    desk: Desk, tab: Any, tmp_path: Path
) -> None:
    page = tmp_path / "review.html"
    page.write_text(draw_review(desk.review.describe()), "utf-8")

    def work() -> None:
        desk.row("reports:2").focus()
        desk.press("a", "ArrowDown", "x")
        desk.choose("It will answer in kind")
        desk.page.click("#new-report")
        desk.page.locator("[data-field=action] input").fill("expulsion-2031")
        desk.press("Tab")

    work()
    desk.save()
    tab.goto(page.as_uri())
    tab.wait_for_selector("html[data-ready]", state="attached")
    work()
    with tab.expect_download() as download:
        tab.click("#save")
    assert download.value.suggested_filename == "gazette.yaml"
    assert Path(download.value.path()).read_bytes() == desk.review.path.read_bytes()
    assert desk.source != desk.before


def test_what_a_hostile_article_says_stays_text(
    open_desk: Callable[..., Desk], tmp_path: Path
) -> None:
    markup = "</script><img src=x onerror=pwned=1><svg onload=pwned=1>{{ 7*7 }}&lt;b&gt;"
    path = write_article(tmp_path, TEXT.replace("its embassy said", markup))
    said = path.read_text("utf-8")
    for old in ("Shots at a Syldavian border post attributed to Borduria", "alleges"):
        said = said.replace(old, markup)
    path.write_text(said.replace("title: Syldavia", f"title: '{markup}' #", 1), "utf-8")
    desk = open_desk(path)
    assert markup in desk.page.text_content("#text")
    assert markup in desk.page.inner_text("h1")
    desk.row("reports:2").click()
    assert markup in desk.row("reports:2").inner_text()
    desk.page.wait_for_selector(".finding.error")
    check_that_nothing_ran(desk.page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_rule_of_accessibility_is_broken(scheme: str, width: int, desk: Desk) -> None:
    desk.page.emulate_media(color_scheme=scheme)
    desk.page.set_viewport_size({"width": width, "height": 900})
    desk.row("reports:3").click()
    desk.choose("denies that it fired")
    desk.page.locator("#keys summary").click()
    desk.page.evaluate(axe_script())
    found = desk.page.evaluate("axe.run()")
    broken = [
        (each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]
    ]
    assert broken == []
    wide = desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide
    keep_picture(desk.page, f"review-{scheme}-{width}")
