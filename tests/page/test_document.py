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
import zlib
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from string import ascii_letters, digits
from typing import Any
from xml.etree import ElementTree

import pytest
from dispute import HOSTILE, PLACE, action, dispute, hostile_data, page_data, report
from markupsafe import escape
from support import stand

from kg.model.actions import Action, Report, Values
from kg.page import Credit, PageData, draw_file, draw_page
from kg.page.columns import from_column
from kg.page.document import (
    LONG_WORD,
    MOST_ROWS,
    NEWEST,
    OWN_SCRIPTS,
    VENDORED,
    VIEWS,
    break_words,
    read_asset,
)
from kg.page.svg import STYLE
from kg.select.address import VIEWS as ADDRESS_VIEWS
from kg.tell.credits import METHOD
from kg.tell.index import Index

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

    def text(self, name: str) -> str:
        """The text of the script with an id."""
        (text,) = (x for tag, a, x in self.texts if (tag, a.get("id")) == ("script", name))
        return text

    def of(self, tag: str, **given: str) -> list[dict[str, str]]:
        """The attributes of each element with these, which may be but one word of theirs."""
        return [
            a for t, a in self.found
            if t == tag and all(word in a.get(k, "").split() for k, word in given.items())
        ]  # fmt: skip

    def meta(self) -> dict[str, str]:
        """What the head says of the page, by name or property."""
        named = ((a.get("name") or a.get("property"), a["content"]) for a in self.of("meta")
                 if "content" in a)  # fmt: skip
        return {name: content for name, content in named if name}


def payload(data: PageData) -> dict[str, Any]:
    """What the scripts of the page are given at once."""
    given = json.loads(Elements(draw_page(data)).text("page-data"))
    return {**given, "actions": from_column(given["actions"])}


def packed(page: str) -> dict[str, Any]:
    """What they read once the first screen stands."""
    return json.loads(zlib.decompress(base64.b64decode(Elements(page).text("page-files"))))


def rungs(page: str) -> list[dict[str, str]]:
    """The moves that stand in the page as text."""
    return Elements(page).of("li", **{"class": "rung"})


def plain(page: str) -> str:
    """What a reader sees where nothing runs, on one line."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    body = re.sub(r"</?(?:a|bdi|b|cite|code|wbr|strong)\b[^>]*>", "", body)  # within a line
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


#: Hostile in what people write beside the data, too.
ATTACK = HOSTILE[2]
HOSTILE_PAGE = replace(
    hostile_data(), words=ATTACK, notices=(ATTACK,), card="card.png",
    credit=Credit(author=ATTACK, url="javascript:pwned=1", licence=ATTACK),
    story=tuple((each.id, each.label) for each in hostile_data().actions[:9]),
)  # fmt: skip
PAGES = pytest.mark.parametrize("data", [dispute(), HOSTILE_PAGE], ids=["dispute", "hostile"])


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


@PAGES
def test_the_policy_names_exactly_the_scripts_and_styles_of_the_page(data: PageData) -> None:
    page = Elements(draw_page(data))
    policy = page.policy()

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    run = [text for tag, given, text in page.texts if tag == "script" and "type" not in given]
    packed = [read_asset(f"vendor/{name}") for name in VENDORED]
    styles = [text for tag, _, text in page.texts if tag == "style"]
    assert policy["script-src"] == [*map(digest, [*run, *packed])]
    assert policy["style-src"] == [digest(styles[0]), digest(""), digest(STYLE)]
    assert len(styles) == 1
    assert policy["default-src"] == policy["connect-src"] == ["'none'"]
    assert policy["base-uri"] == policy["form-action"] == ["'none'"]
    assert "unsafe" not in words(policy)


@PAGES
def test_no_text_becomes_markup_and_nothing_is_loaded(data: PageData) -> None:
    page = Elements(draw_page(data))
    tags = {tag for tag, _ in page.found}
    assert not tags & {"iframe", "img", "object", "embed", "base", "form", "video", "audio"}
    scripts = [tag for tag, _ in page.found].count("script")
    assert scripts == 3 + len(OWN_SCRIPTS)  # the first, data and files
    for tag, given in page.found:
        assert not [name for name in given if name.startswith("on") or name in ("src", "style")]
        if given.get("href", "#").startswith("#"):
            continue  # a place in this page
        if tag == "a":
            assert re.match(r"https?://|#", given["href"])
            assert given["href"].startswith("#") or "noopener" in given["rel"].split()
        elif "href" in given:
            assert (tag, given["href"]) == ("link", "data:,")


@pytest.mark.parametrize("part", ["rung", "card", "headline", "credit"])
def test_text_of_others_is_text_in_every_part_of_the_page(part: str) -> None:
    marked = "<i class=pwned>&\"'"
    data = dispute()
    data = replace(
        data, title=marked, labels=dict.fromkeys(data.labels, marked), words=marked,
        actions=tuple(replace(each, label=marked) for each in data.actions),
        cases=tuple(replace(each, label=marked) for each in data.cases), notices=(marked,),
        kind_labels=dict.fromkeys(data.kind_labels, marked),
        credit=Credit(author=marked, url="https://klow.example/", licence=marked),
    )  # fmt: skip
    page = draw_page(data)
    found = re.findall(rf'class="{part}".*?</(?:li|p)>', page, re.DOTALL)
    assert escape(marked) in "".join(found)
    assert "i" not in {tag for tag, _ in Elements(page).found}
    assert "<i class" not in Elements(page).text("page-data")
    for row in packed(page)["rows"].values():
        assert "<i class" not in row


def test_hostile_text_of_packed_rows_and_pictures_stays_text() -> None:
    data = dispute()
    acts = tuple(replace(each, label=ATTACK) for each in data.actions)
    rest = packed(draw_page(replace(data, actions=acts)))
    for row in rest["rows"].values():
        assert {tag for tag, _ in Elements(row).found} <= {
            "li", "time", "p", "svg", "path", "a", "bdi", "span", "div", "wbr",
        }  # fmt: skip
    for rung, _ in from_column(rest["rungs"]):
        ElementTree.fromstring(f"<svg>{rung}</svg>")
    ElementTree.fromstring(rest["kit"])


def test_so_much_that_it_would_take_long_to_fetch_is_deflated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = Elements(draw_page(dispute())).of("script", id="page-data")
    told = payload(dispute())
    monkeypatch.setattr("kg.page.document.MOST_PLAIN", 0)
    page = Elements(draw_page(dispute()))
    assert [each["type"] for each in plain] == ["application/json"]
    assert [each["type"] for each in page.of("script", id="page-data")] == ["text/plain"]
    given = json.loads(zlib.decompress(base64.b64decode(page.text("page-data"))))
    assert {**given, "actions": from_column(given["actions"])} == told


def test_the_data_hold_no_letter_that_opens_or_ends_markup() -> None:
    page = Elements(draw_page(HOSTILE_PAGE))
    text = page.text("page-data")
    assert not set("<>&\u2028\u2029") & set(text)
    given = json.loads(text)
    assert {each["label"] for each in from_column(given["actions"])} == set(HOSTILE)
    assert set(HOSTILE) <= set(given["terms"])  # what a search suggests
    assert set(HOSTILE) <= {label for _, label, *_ in given["cases"]}
    assert not set(page.text("page-files")) - set(f"{ascii_letters}{digits}+/=")


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
    page = draw_page(page_data(actions=(bare,)))
    (record,) = from_column(json.loads(Elements(page).text("page-data"))["actions"])
    assert record["label"] == "Something"
    (row,) = rungs(page)
    assert "data-answer-state" not in row
    assert "Undated Something" in plain(page)


def test_the_coded_events_are_counted_beside_the_articles() -> None:
    row = Report(iri="t-2", action="a", table="t.csv", row=2, stance="asserts", place=PLACE)
    data = page_data(actions=(action("a", "Expulsion", "2018-03-01", "RUR"),), reports=(row,))
    assert "told in 1 report from 1 coded event." in plain(draw_page(data))


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


# ---- what stands in the page without scripts


def test_the_ladder_is_there_without_scripts() -> None:
    page = draw_page(dispute())
    assert [each["data-action"] for each in rungs(page)] == [
        "old", "poison", "rumour", "expel-23", "expel-back", "ally", "closure",
    ]  # fmt: skip
    told = plain(page)
    assert "17 Mar 2018 Ruritania: expulsion expel-back" in told
    assert (
        "↳ Streslau Gazette: said to answer (disputed) Borduria: expulsion expel-23, 3 days "
        "later (18 March 2018). Disputed by Streslau Gazette"
    ) in told
    assert "No answer in these sources (newest source on either side: 9 March 2031)" in told
    assert "noscript" not in {tag for tag, _ in Elements(page).found}


def test_what_only_scripts_can_move_is_in_views_of_their_own() -> None:
    page = Elements(draw_page(dispute()))
    views = {word for each in page.of("section", **{"class": "view"}) for word in
             each["data-of"].split()}  # fmt: skip
    assert views == {*VIEWS, "story"}
    assert [each["data-view"] for each in page.of("button") if "data-view" in each] == list(VIEWS)
    assert set(VIEWS) | {"story", "chain"} == set(ADDRESS_VIEWS)


def test_speech_is_packed_until_somebody_asks_for_it() -> None:
    page = draw_page(dispute())
    at = str(Index(dispute()).at["accuse"])
    assert list(packed(page)["rows"]) == [at]
    (row,) = rungs(packed(page)["rows"][at])
    assert (row["data-action"], row["data-at"]) == ("accuse", at)


def test_every_move_has_its_row_in_the_page_or_packed_and_none_twice() -> None:
    page = draw_page(dispute())
    numbers = [each["data-at"] for each in rungs(page)] + list(packed(page)["rows"])
    assert sorted(map(int, numbers)) == list(range(len(dispute().actions)))


def test_of_very_many_moves_the_newest_stand_in_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.page.document.MOST_ROWS", 7)
    monkeypatch.setattr("kg.page.document.NEWEST", 2)
    page = draw_page(dispute())
    assert len(rungs(page)) == 7
    assert Elements(page).of("p", **{"class": "unscripted"}) == []
    monkeypatch.setattr("kg.page.document.MOST_ROWS", 6)
    page = draw_page(dispute())
    assert [each["data-action"] for each in rungs(page)] == ["ally", "closure"]
    assert "The newest 2 of 7 moves." in plain(page)
    assert len(packed(page)["rows"]) == 6


def test_the_limits_of_what_stands_in_the_page_are_those_told() -> None:
    assert (MOST_ROWS, NEWEST) == (1000, 200)


def test_moves_have_their_number_id_and_only_acts_with_a_state_that_state() -> None:
    found = {each["data-action"]: each for each in rungs(draw_page(dispute()))}
    at = Index(dispute()).at
    assert {name: int(each["data-at"]) for name, each in found.items()} == {
        name: number for name, number in at.items() if name != "accuse"
    }
    states = {name: each.get("data-answer-state") for name, each in found.items()}
    assert {name: state for name, state in states.items() if state} == {
        "poison": "answered", "ally": "answerInferred", "closure": "unanswered",
    }  # fmt: skip
    assert {each["id"] for each in found.values()} == {f"action={name}" for name in found}


def test_a_pair_has_a_card_with_its_two_ids_sorted_and_what_cards_are_sorted_by() -> None:
    cards = Elements(draw_page(dispute())).of("li", **{"class": "card"})
    told = [[each[f"data-{k}"] for k in ("pair", "size", "newest", "open")] for each in cards]
    assert told == [["BRD,RUR", "4", "2018-03-17", "0"], ["RUR,SYL", "2", "2018-03-29", "500"]]
    assert [key for key, *_ in payload(dispute())["dyads"]] == ["BRD,RUR", "RUR,SYL"]
    links = Elements(draw_page(dispute())).of("a")
    assert {"#pair=BRD%2CRUR", "#pair=RUR%2CSYL"} <= {each["href"] for each in links}


def test_a_card_tells_the_pair_and_its_newest_move() -> None:
    told = plain(draw_page(dispute()))
    assert (
        "Ruritania ⇄ Syldavia 2018 1 by Ruritania, 1 by Syldavia. Answers to the other side "
        "named by a source: none. Only inferred: 1 by Ruritania, 0 by Syldavia. 1 more is an "
        "answer to others, for others, planned or in doubt. 1 still open as of 9 March 2031."
    ) in told
    assert (
        "Latest answer 29 Mar 2018: Ruritania: mission closure closure ↳ Only a rule: inferred to "
        "answer Syldavia: expulsion ally, 3 days later (no source says so; both are measures of "
        "one kind)"
    ) in told


def test_a_card_tells_the_newest_answer_before_a_newer_move_that_answers_nothing() -> None:
    later = action("later", "Expulsion", "2018-06-01", "SYL", "RUR")
    page = draw_page(replace(dispute(), actions=(*dispute().actions, later)))
    (newest,) = (x for x in re.findall(r'<p class="newest">(.*?)</p>', page) if "29 Mar" in x)
    assert "closure" in newest


def test_an_undated_move_is_never_the_newest_of_a_dated_pair() -> None:
    undated = action("zzz", "Expulsion", None, "RUR", "SYL")
    data = replace(dispute(), actions=(*dispute().actions, undated))
    cards = re.findall(r'<p class="newest">.*?</p>', draw_page(data))
    assert [each for each in cards if "zzz" in each] == []


def test_the_headlines_lead_to_what_they_count() -> None:
    page = draw_page(dispute())
    addresses = {each["href"] for each in Elements(page).of("a")}
    assert {"#view=open", "#view=pairs", "#view=ladder&answer=answered"} <= addresses
    assert "1 of 3 measures and hostile acts is said to be answered" in plain(page)


def test_the_headlines_and_cards_count_what_is_not_drawn_too() -> None:
    data = dispute()
    few = replace(data, actions=data.actions[:2], answers={}, whole=data)
    page = draw_page(few)
    assert "1 of 3 measures and hostile acts" in plain(page)
    assert "8 actions, of them" in plain(page)
    assert len(Elements(page).of("li", **{"class": "card"})) == 2
    assert len(rungs(page)) == 2


def test_names_and_sentences_stand_in_their_own_direction() -> None:
    name = "\u05d1\u05d5\u05e8\u05d3\u05d5\u05e8\u05d9\u05d4"
    data = dispute()
    data = replace(
        data, labels={**data.labels, "BRD": name, "gazette": name},
        actions=tuple(replace(each, label=f"{name} {each.id}") for each in data.actions),
        credit=Credit(author=name),
    )  # fmt: skip
    body = re.sub(r"<(script|style|head|select)\b.*?</\1>", "", draw_page(data), flags=re.DOTALL)
    outside = re.sub(r"<bdi\b.*?</bdi>|\u2068.*?\u2069", "", body)
    told = re.sub(r"<[^>]*>", "", re.sub(r'<p class="credit".*?</p>', "", outside))
    assert name not in told


# ---- what others say of the page


def test_the_page_is_told_of_by_its_title_and_its_first_headline() -> None:
    data = replace(dispute(), title='A "quarrel" & more', credit=Credit(author="Klow University"))
    meta = Elements(draw_page(data)).meta()
    assert meta["og:title"] == 'A "quarrel" & more'
    assert meta["og:description"] == meta["description"]
    assert meta["description"].startswith("1 of 3 measures and hostile acts is said to be ans")
    assert meta["author"] == "Klow University"
    assert meta["og:type"] == "website"
    assert "author" not in Elements(draw_page(dispute())).meta()


@pytest.mark.parametrize(
    ("url", "card"),
    [
        ("https://klow.example/feud/", "https://klow.example/feud/card.png"),
        ("https://klow.example/feud", "https://klow.example/feud/card.png"),
        ("https://klow.example/feud/index.html", "https://klow.example/feud/card.png"),
        ("https://klow.example", "https://klow.example/card.png"),
    ],
)
def test_the_card_is_named_where_the_page_has_an_address(url: str, card: str) -> None:
    data = replace(dispute(), credit=Credit(url=url), card="card.png")
    meta = Elements(draw_page(data)).meta()
    assert (meta["og:url"], meta["og:image"]) == (url, card)
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize(
    ("url", "card"),
    [("", "card.png"), ("https://klow.example/", ""), ("", ""), ("javascript:pwned=1", "card.png")],
)
def test_without_an_address_or_a_card_no_picture_is_named(url: str, card: str) -> None:
    data = replace(dispute(), credit=Credit(url=url), card=card)
    names = Elements(draw_page(data)).meta()
    assert not [each for each in names if "image" in each or each == "twitter:card"]
    assert ("og:url" in names) == url.startswith("https")


def test_title_author_day_method_licence_and_citation_are_to_be_seen() -> None:
    credit = Credit(
        author="Klow University", url="https://klow.example/", licence="https://licence.example/by"
    )
    page = draw_page(replace(dispute(), credit=credit))
    told = plain(page)
    for words in (
        dispute().title, "By Klow University.", "Licence: https://licence.example/by.", METHOD,
        "Cite as: Klow University. Retaliation between Ruritania and its neighbours. "
        "Newest source: 9 March 2031. https://klow.example/.",
        "newest source: 9 March 2031 · licence: https://licence.example/by · Klow University",
        "Streslau Gazette, Envoys told to go",
    ):  # fmt: skip
        assert words in told, words
    (licence,) = Elements(page).of("a", rel="license")
    assert licence["href"] == "https://licence.example/by"
    (whole,) = Elements(page).of("a", id="whole-page")
    assert whole["href"] == "https://klow.example/"


def test_a_page_for_a_frame_says_so_at_its_root() -> None:
    (root,) = Elements(draw_page(replace(dispute(), embed=True))).of("html")
    assert root["class"] == "embed"
    assert payload(replace(dispute(), embed=True))["embed"] is True
    (root,) = Elements(draw_page(dispute())).of("html")
    assert "class" not in root


@pytest.mark.parametrize(
    ("words", "told"),
    [("--actor Syldavia", "None match --actor Syldavia."), ("", "The data contain none.")],
)
def test_a_page_of_nothing_names_the_filters_that_left_nothing(words: str, told: str) -> None:
    assert f"There are no actions to show. {told}" in plain(draw_page(page_data(words=words)))


def test_each_filter_offers_what_there_is_and_the_open_states_together() -> None:
    page = draw_page(dispute())
    answers = re.findall(r'<select id="answer">(.*?)</select>', page, re.DOTALL)[0]
    assert re.findall(r'value="(.*?)">(.*?)<', answers) == [
        ("", "Any"), ("answerPlanned,answeredInWords,unanswered", "Still open (any)"),
        ("answered", "Answered"), ("answerInferred", "Only inferred"),
        ("unanswered", "No answer"),
    ]  # fmt: skip
    closed = replace(dispute(), answers=stand(poison="answered"))
    assert "Still open (any)" not in draw_page(closed)


# ---- files


def test_the_page_of_the_bundled_articles_is_at_most_900_kb(out: Path) -> None:
    assert (out / "index.html").stat().st_size <= 900_000


def test_no_script_of_ours_is_too_long_to_read() -> None:
    assert all(len(read_asset(name).splitlines()) < 400 for name in OWN_SCRIPTS)


@pytest.mark.parametrize("view", ["", "timeline", "graph", "pairs", "open", "table"])
def test_a_picture_is_that_of_the_view_asked_for_else_the_timeline(view: str) -> None:
    root = ElementTree.fromstring(draw_file(replace(dispute(), view=view)))
    assert len(root.findall(".//{*}g[@data-at]")) == 7  # without the statement
    lanes = [each.text for each in root.iter() if each.get("class") == "b"]
    assert lanes == ([] if view == "graph" else ["Ruritania", "Borduria", "Syldavia"])


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
