"""The page as text: escaping, policy, the vendored libraries, and the picture as a file.

What only a browser can show is in test_page_browser.py.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from dispute import HOSTILE, PLACE, action, dispute, hostile_data, page_data, report

from kg.model.actions import Action, Report, Values
from kg.page import PageData, draw_file, draw_page
from kg.page.columns import from_columns
from kg.page.document import LONG_WORD, OWN_SCRIPTS, VENDORED, break_words, read_asset

PLACE_OF_TESTS = Path(__file__).parents[1]


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, dict[str, str], str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found.append((tag, given))
        self.texts.append((tag, given, ""))

    def handle_endtag(self, tag: str) -> None:
        self.texts.append(("", {}, ""))  # what follows belongs to no script or style

    def handle_data(self, data: str) -> None:
        if self.texts:
            tag, given, text = self.texts[-1]
            self.texts[-1] = (tag, given, text + data)

    def policy(self) -> dict[str, list[str]]:
        """The Content-Security-Policy, by directive."""
        (content,) = (a["content"] for t, a in self.found if t == "meta" and "http-equiv" in a)
        return {part.split()[0]: part.split()[1:] for part in content.split(";")}


def payload(data: PageData) -> dict[str, Any]:
    """What the scripts of the page are given."""
    (text,) = (
        text for tag, given, text in Elements(draw_page(data)).texts
        if tag == "script" and given.get("id") == "page-data"
    )  # fmt: skip
    given = json.loads(text)
    return {**given, "actions": from_columns(given["actions"])}


def words(value: Any) -> str:
    """All text in a JSON value."""
    return json.dumps(value, ensure_ascii=False)


# ---- the same page, every time


def test_input_order_does_not_change_a_byte() -> None:
    data = dispute()
    turned = replace(
        data,
        **{
            name: tuple(reversed(getattr(data, name)))
            for name in ("actions", "reports", "links", "chains", "articles", "cases")
        },
        labels=dict(reversed(data.labels.items())),
    )
    assert draw_page(turned) == draw_page(data)


def test_hash_seed_does_not_change_a_byte() -> None:
    code = (
        "import dispute, hashlib; from kg.page import draw_page;"
        "print(hashlib.sha256(draw_page(dispute.dispute()).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(
                [str(PLACE_OF_TESTS), *filter(None, sys.path)])},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


# ---- nothing runs, nothing is fetched


@pytest.mark.parametrize("data", [dispute(), hostile_data()], ids=["dispute", "hostile"])
def test_the_policy_names_exactly_the_scripts_and_styles_of_the_page(data: PageData) -> None:
    page = Elements(draw_page(data))
    policy = page.policy()

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    run = [text for tag, given, text in page.texts if tag == "script" and "type" not in given]
    packed = [read_asset(f"vendor/{name}") for name in VENDORED]
    styles = [text for tag, _, text in page.texts if tag == "style"]
    assert policy["script-src"] == [*map(digest, [*run, *packed])]
    assert digest(styles[0]) in policy["style-src"]
    assert len(styles) == 1
    assert policy["default-src"] == policy["connect-src"] == ["'none'"]
    assert policy["base-uri"] == policy["form-action"] == ["'none'"]
    assert "unsafe" not in words(policy)


@pytest.mark.parametrize("data", [dispute(), hostile_data()], ids=["dispute", "hostile"])
def test_no_text_becomes_markup_and_nothing_is_loaded(data: PageData) -> None:
    page = Elements(draw_page(data))
    tags = {tag for tag, _ in page.found}
    assert not tags & {"iframe", "img", "object", "embed", "base", "form", "video", "audio"}
    scripts = [tag for tag, _ in page.found].count("script")
    assert scripts == 3 + len(OWN_SCRIPTS)  # data, files, and one before all else
    for tag, given in page.found:
        assert not [name for name in given if name.startswith("on") or name in ("src", "style")]
        if given.get("href", "#").startswith("#"):
            continue  # a place in this page
        if tag == "a":
            assert re.match(r"https?://", given["href"])
            assert given["rel"] == "noopener noreferrer"
        else:
            assert (tag, given["href"]) == ("link", "data:,")


def test_the_data_hold_no_letter_that_opens_or_ends_markup() -> None:
    page = Elements(draw_page(hostile_data()))
    (text,) = (text for _, given, text in page.texts if given.get("id") == "page-data")
    assert not set("<>&\u2028\u2029") & set(text)
    labels = {each["label"] for each in from_columns(json.loads(text)["actions"])}
    assert labels == set(HOSTILE)


def test_the_vendored_libraries_are_those_that_were_checked() -> None:
    folder = files("kg.page").joinpath("vendor")
    sums = dict(
        reversed(line.split()) for line in folder.joinpath("SHA256SUMS").read_text().splitlines()
    )
    found = {
        f"{each.name}/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest()
        for each in folder.iterdir()
        if each.is_dir()
        for file in each.iterdir()
    }
    assert found == sums
    assert all(any(f"{name.split('/')[0]}/LICENSE" in each for each in sums) for name in VENDORED)
    assert set(VENDORED) == {name for name in sums if name.endswith(".js")}


# ---- pages with little in them


def test_a_page_without_actions_says_so_and_runs_nothing() -> None:
    page = draw_page(page_data())
    assert "There are no actions to show." in page
    assert "<script" not in page
    assert "<canvas" not in page
    assert Elements(page).policy()["script-src"] == ["'none'"]


def test_one_action_without_anything_else_makes_a_page() -> None:
    bare = Action(id="a", kind="Action", label="Something", place=PLACE)
    (record,) = payload(page_data(actions=(bare,)))["actions"]
    assert record["label"] == "Something"


def test_the_event_tables_are_counted_beside_the_articles() -> None:
    row = Report(iri="t-2", action="a", table="t.csv", row=2, stance="asserts", place=PLACE)
    data = page_data(actions=(action("a", "Expulsion", "2018-03-01", "RUR"),), reports=(row,))
    assert "told in 1 report from 1 event table." in " ".join(draw_page(data).split())


def test_days_that_cannot_all_be_right_are_told_above_the_picture() -> None:
    outside = replace(
        action("a", "Expulsion", "2018-03-26", "RUR"),
        date_source="the Gazette's almanac",
        values=Values(date="2018-03-26"),
    )
    for day, torn in (("2018-03", False), ("2018-03-01", True)):
        said = report("r", "a", values=Values(date=day))
        page = draw_page(page_data(actions=(outside,), reports=(said,)))
        assert ("Sources contradict each other" in page) == torn


def test_what_a_reader_must_know_of_what_is_left_out_stands_on_the_page() -> None:
    page = draw_page(replace(dispute(), notices=("Only 2 of 9 <b>acts</b>: see --max-nodes.",)))
    assert "Only 2 of 9 &lt;b&gt;acts&lt;/b&gt;: see --max-nodes." in page


def test_the_moves_are_there_without_scripts() -> None:
    page = Elements(draw_page(dispute()))
    rows = {given["data-action"] for _, given in page.found if "data-action" in given}
    assert rows == {each.id for each in dispute().actions if each.kind != "Statement"}


# ---- files


def test_the_page_of_the_bundled_articles_is_at_most_a_megabyte(out: Path) -> None:
    assert (out / "index.html").stat().st_size <= 1_000_000


def test_no_script_of_ours_is_too_long_to_read() -> None:
    assert all(len(read_asset(name).splitlines()) < 400 for name in OWN_SCRIPTS)


@pytest.mark.parametrize(
    ("view", "actions"),
    [("timeline", 7), ("graph", 7), ("chain", 5)],  # without the statement
)
def test_a_picture_is_that_of_the_view_asked_for(view: str, actions: int) -> None:
    root = ElementTree.fromstring(draw_file(dispute(), view))
    assert len(root.findall(".//{*}g[@data-at]")) == actions


def test_the_chain_drawn_is_the_largest_and_without_one_the_graph() -> None:
    data = dispute()
    small = replace(
        data.chains[0], id="ally", actions=("ally", "closure"), links=("l5",), first=("ally",)
    )
    assert draw_file(replace(data, chains=(small, *data.chains)), "chain") == draw_file(
        data, "chain"
    )
    assert draw_file(replace(data, chains=()), "chain") == draw_file(
        replace(data, chains=()), "graph"
    )


def test_where_there_are_only_speech_acts_they_are_drawn() -> None:
    talk = tuple(each for each in dispute().actions if each.id == "accuse")
    root = ElementTree.fromstring(draw_file(page_data(actions=talk)))
    assert len(root.findall(".//{*}g[@data-at]")) == 1


def test_a_script_that_would_end_its_own_element_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.page.document.files", lambda _: tmp_path)
    for text, fails in (("1 < 2", False), ('"</Script >"', True), ('"<!--"', True)):
        (tmp_path / f"{fails}{len(text)}.js").write_text(text)
        if fails:
            with pytest.raises(ValueError, match="cannot stand inside an HTML element"):
                read_asset(f"{fails}{len(text)}.js")
        else:
            assert read_asset(f"{fails}{len(text)}.js") == text


def test_words_too_long_for_a_line_may_break_and_stay_text() -> None:
    assert break_words("a b") == "a b"
    assert break_words("x" * LONG_WORD) == "x" * LONG_WORD
    assert break_words("x" * (LONG_WORD + 1)) == f"{'x' * LONG_WORD}<wbr>x"
    assert break_words("<i>") == "&lt;i&gt;"
    assert break_words(f"{'x' * LONG_WORD} y") == f"{'x' * LONG_WORD} y"
