"""The page as text: positions, escaping, policy, the vendored library and what is said where.

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
from datetime import date
from html.parser import HTMLParser
from importlib.resources import files
from itertools import permutations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from dispute import HOSTILE, NAMES, PLACE, action, dispute, hostile_data, link, page_data, report

from kg.infer.chains import find_chains
from kg.model.actions import Action, Report, Values
from kg.page import PageData, draw_file, draw_page, narrow, quote, trim
from kg.page.document import OWN_SCRIPTS, VENDORED, read_asset
from kg.page.layout import GAP_WIDTH, JOINT_LANE, NO_LANE, lay_out
from kg.select.selection import Selected

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
    return json.loads(text)


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


# ---- layout


def lay(*actions: Action) -> Any:
    return lay_out(actions, {a.id: "Expulsion · 23" for a in actions}, NAMES)


def test_order_of_actions_does_not_change_the_layout() -> None:
    actions = dispute().actions[:5]
    pictures = [lay(*order) for order in permutations(actions)]
    assert all(picture == pictures[0] for picture in pictures)


def test_time_runs_to_the_right_and_days_close_together_are_to_scale() -> None:
    spots = lay(
        action("a", "Expulsion", "2018-03-01", "RUR"),
        action("b", "Expulsion", "2018-03-02", "BRD"),
        action("c", "Expulsion", "2018-03-05", "RUR"),
    ).spots
    assert spots["c"].x - spots["b"].x == 3 * (spots["b"].x - spots["a"].x) > 0


def test_a_gap_of_years_is_compressed_and_marked() -> None:
    picture = lay(
        action("a", "Expulsion", "2016-06-30", "RUR"),
        action("b", "Expulsion", "2018-03-01", "RUR"),
        action("c", "Expulsion", "2022-03-01", "RUR"),
    )
    assert [gap.label for gap in picture.gaps] == ["1 year 8 months", "4 years"]
    assert {gap.right - gap.left for gap in picture.gaps} == {GAP_WIDTH}


def test_actions_of_one_day_are_stacked() -> None:
    picture = lay(*(action(f"a{n}", "Expulsion", "2018-03-01", "RUR") for n in range(5)))
    assert len({spot.x for spot in picture.spots.values()}) == 1
    assert len({spot.y for spot in picture.spots.values()}) == 5


def test_every_action_stands_inside_its_lane() -> None:
    data = dispute()
    picture = lay(*data.actions)
    lanes = {lane.id: lane for lane in picture.lanes}
    assert set(picture.spots) == {a.id for a in data.actions}
    for each in data.actions:
        lane = lanes[each.actor_states[0]]
        assert lane.top < picture.spots[each.id].y < lane.bottom


def test_undated_actions_have_a_zone_apart_from_all_others() -> None:
    picture = lay(
        action("dated", "Expulsion", "2018-03-01", "RUR"), action("not", "Expulsion", None, "RUR")
    )
    assert picture.spots["not"].x < picture.undated < picture.spots["dated"].x


def test_an_undated_answer_stands_right_of_what_it_answers() -> None:
    dated = action("dated", "Expulsion", "2018-03-01", "RUR")
    answer = action("not", "Expulsion", None, "BRD")
    picture = lay_out((dated, answer), {}, NAMES, {"not": "3 d"})
    assert picture.spots["dated"].x < picture.undated_answers < picture.spots["not"].x
    assert picture.undated is None


def test_only_undated_actions_make_a_picture_too() -> None:
    picture = lay(action("not", "Expulsion", None, "RUR"))
    assert (picture.ticks, picture.gaps) == ((), ())
    assert 0 < picture.spots["not"].x < picture.undated


def test_a_joint_act_is_not_put_in_the_lane_of_one_state() -> None:
    joint = action(
        "j", "Sanctions", "2018-03-01", "RUR", actor_states=("BRD", "SYL"),
        values=Values(status="ordered"),
    )  # fmt: skip
    joint = replace(joint, values=replace(joint.values, actor=("BRD", "SYL")))
    nobody = replace(joint, id="n", actor_states=(), values=Values())
    assert {lane.id for lane in lay(joint, nobody).lanes} == {JOINT_LANE, NO_LANE}


def test_an_inexact_date_spans_its_days() -> None:
    wide = action("w", "Expulsion", None, "RUR", earliest=date(2018, 3, 1), latest=date(2018, 3, 5))
    spot = lay(wide).spots["w"]
    assert spot.reach > spot.x


def test_speech_acts_take_no_room_until_they_are_asked_for() -> None:
    given = payload(dispute())
    at = [each["id"] for each in given["actions"]].index("accuse")
    assert given["views"]["deeds"]["spots"][at] is None
    assert given["views"]["all"]["spots"][at] is not None
    assert given["network"]["nodes"][at]["hidden"] is True


# ---- links: what is drawn, and what is said


def test_a_ladder_gives_both_bounds_of_a_day() -> None:
    old = action(
        "old", "Expulsion", None, "RUR", "BRD", earliest=date(2018, 1, 1), latest=date(2018, 2, 2)
    )
    back = action("back", "Expulsion", "2018-03-01", "BRD", "RUR")
    links = (link("l", "old", "back"),)
    chains = tuple(find_chains((old, back), links))
    view = payload(page_data(actions=(old, back), links=links, chains=chains))["views"]["chain:old"]
    assert "1 Jan – 2 Feb 2018" in [
        note[2].replace("1 Jan 2018", "1 Jan") for note in view["notes"]
    ]


# ---- nothing runs, nothing is fetched


@pytest.mark.parametrize("data", [dispute(), hostile_data()], ids=["dispute", "hostile"])
def test_the_policy_names_exactly_the_scripts_and_styles_of_the_page(data: PageData) -> None:
    page = Elements(draw_page(data))
    policy = page.policy()

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    run = [text for tag, given, text in page.texts if tag == "script" and "type" not in given]
    styles = [text for tag, _, text in page.texts if tag == "style"]
    assert policy["script-src"] == [digest(text) for text in run]
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
    assert scripts == 2 + len(VENDORED) + len(OWN_SCRIPTS)  # data and files
    for tag, given in page.found:
        assert not [name for name in given if name.startswith("on") or name in ("src", "style")]
        if tag == "a":
            assert re.match(r"https?://", given["href"])
            assert given["rel"] == "noopener noreferrer"
        elif "href" in given:
            assert (tag, given["href"]) == ("link", "data:,")


def test_the_data_hold_no_letter_that_opens_or_ends_markup() -> None:
    page = Elements(draw_page(hostile_data()))
    (text,) = (text for _, given, text in page.texts if given.get("id") == "page-data")
    assert not set("<>&\u2028\u2029") & set(text)
    labels = {each["label"] for each in json.loads(text)["actions"]}
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
        assert ("cannot all be right" in page) == torn


def test_the_table_is_there_without_scripts() -> None:
    page = Elements(draw_page(dispute()))
    rows = [given for tag, given in page.found if tag == "tr" and "data-at" in given]
    assert len(rows) == len(dispute().actions)
    assert "noscript" in {tag for tag, _ in page.found}


# ---- views, files and what is left out


def test_the_graph_view_puts_triggers_left_of_responses_and_never_two_on_one_spot() -> None:
    given = payload(dispute())
    spots = given["views"]["graphAll"]["spots"]
    for line in given["network"]["edges"]:
        assert spots[line["from"]][0] < spots[line["to"]][0]
    assert len({tuple(spot) for spot in spots}) == len(spots)


def test_a_ladder_runs_down_with_lag_severity_and_open_end() -> None:
    view = payload(dispute())["views"]["chain:poison"]
    ids = [each["id"] for each in payload(dispute())["actions"]]
    order = sorted(view["spots"], key=lambda at: view["spots"][at][1])
    assert [ids[int(at)] for at in order] == ["poison", "expel-23", "expel-back", "ally", "closure"]
    notes = [note[2] for note in view["notes"]]
    assert "10 days later · severity 5 of 10" in notes
    assert "Open: no known answer since 29 March 2018" in notes
    assert [rail[1] for rail in view["rails"]] == ["Ruritania", "Borduria", "Syldavia"]


@pytest.mark.parametrize("view", ["timeline", "graph", "chain"])
def test_the_svg_is_xml_and_stands_where_the_page_stands(view: str) -> None:
    data = dispute()
    name = {"timeline": "deeds", "graph": "graph", "chain": "chain:poison"}[view]
    root = ElementTree.fromstring(draw_file(data, view))
    spots = payload(data)["views"][name]["spots"]
    at = dict(spots.items() if isinstance(spots, dict) else enumerate(spots))
    groups = root.findall(".//{*}g[@data-at]")
    assert len(groups) == sum(spot is not None for spot in at.values())
    for group in groups:
        x, y, _ = {int(number): spot for number, spot in at.items()}[int(group.get("data-at"))]
        (moved,) = (each for each in group if each.get("transform"))
        assert moved.get("transform") == f"translate({x} {y})"


@pytest.mark.parametrize("view", ["timeline", "graph", "chain"])
def test_hostile_text_stays_text_in_the_svg(view: str) -> None:
    root = ElementTree.fromstring(draw_file(hostile_data(), view))
    assert {each.tag.split("}")[1] for each in root.iter()} <= {
        "svg", "title", "style", "rect", "g", "path", "text",
    }  # fmt: skip
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on")]


def test_an_svg_of_nothing_says_so() -> None:
    assert "There are no actions to show." in draw_file(page_data())


def test_more_actions_than_fit_keep_whole_chains_and_say_what_is_left_out() -> None:
    lone = tuple(action(f"a{n}", "Expulsion", "2018-01-01", "RUR") for n in range(50_000))
    data = trim(replace(dispute(), actions=(*dispute().actions, *lone)), 100)
    assert len(data.actions) == 100
    linked = {name for each in dispute().links for name in (each.trigger, each.response)}
    assert linked <= {each.id for each in data.actions}
    assert "Only 100 of 50008 actions are shown" in data.notices[0]
    assert "--max-nodes" in draw_page(data)
    assert trim(dispute(), 100) == dispute()


def test_a_selection_takes_its_reports_and_articles_along() -> None:
    known = dispute()
    some = tuple(each for each in known.actions if each.id in ("ally", "closure"))
    links = tuple(each for each in known.links if each.iri == "l5")
    selected = Selected(chains=(), links=links, actions=some, evidence=links)
    data = narrow(known, selected)
    assert {each["id"] for each in payload(data)["actions"]} == {"ally", "closure"}
    assert data.reports == data.articles == ()
    assert {k: x.state for k, x in data.answers.items()} == {
        "ally": "answerInferred",
        "closure": "unanswered",
    }


def test_quotations_are_shown_only_where_the_text_was_at_hand() -> None:
    text = "Ten words. " * 90
    (article,) = dispute().articles
    known = replace(article, text_digest=hashlib.sha256(text.encode()).hexdigest())
    data = quote(replace(dispute(), articles=(known,)), {known.text_digest: text})
    (said,) = (each for each in payload(data)["actions"] if each["id"] == "expel-23")
    assert said["reports"][0]["quote"] == text[10:42]
    missing = quote(dispute(), {})
    assert "is not in the folder given" in draw_page(missing)
    assert "quote" not in words(payload(missing)["actions"])
    assert "quote" not in words(payload(dispute())["actions"])


def test_dates_that_contradict_each_other_make_a_page_all_the_same() -> None:
    odd = action(
        "odd", "Expulsion", None, "RUR", earliest=date(2018, 3, 9), latest=date(2018, 3, 1)
    )
    back = link("l", "expel-23", "poison")
    data = replace(dispute(), actions=(*dispute().actions, odd), links=(back,), chains=())
    view = payload(data)["views"]["deeds"]
    spot = view["spots"][[each["id"] for each in payload(data)["actions"]].index("odd")]
    assert spot[2] == spot[0]


def test_the_page_of_the_bundled_articles_is_at_most_a_megabyte(out: Path) -> None:
    assert (out / "index.html").stat().st_size <= 1_000_000


def test_no_script_of_ours_is_too_long_to_read() -> None:
    assert all(len(read_asset(name).splitlines()) < 400 for name in OWN_SCRIPTS)
