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
from decimal import Decimal
from html.parser import HTMLParser
from importlib.resources import files
from itertools import permutations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from support import stand

from kg.errors import Place
from kg.infer.chains import find_chains
from kg.model.actions import Action, Article, Case, Chain, Feature, Link, Report, Values
from kg.model.actors import Quantity
from kg.page import PageData, draw_file, draw_page, quote, trim
from kg.page.document import OWN_SCRIPTS, VENDORED, read_asset
from kg.page.layout import GAP_WIDTH, JOINT_LANE, NO_LANE, lay_out
from kg.tell.records import is_web_address
from kg.tell.words import spell_quantity

PLACE_OF_TESTS = Path(__file__).parents[1]
PLACE = Place(file="invented.yaml", line=1, column=1)
NAMES = {
    "BRD": "Borduria",
    "RUR": "Ruritania",
    "SYL": "Syldavia",
    "ministry": "Bordurian foreign ministry",
    "mustafa": "Mustafa Plekszy",
    "gazette": "Streslau Gazette",
    "wire": "Klow Wire",
}
KINDS = {
    "Expulsion": "expulsion",
    "MissionClosure": "mission closure",
    "PoisonAttack": "poison attack",
    "Sanctions": "sanctions",
    "Statement": "statement",
}
CODES = {"retaliation": "retaliation", "persons": "persons", "asserts": "asserts"}


def action(name: str, kind: str, day: str | None, actor: str, to: str = "", **more: Any) -> Action:
    """An invented action on one known day, or on none."""
    when = date.fromisoformat(day) if day else None
    values = more.pop("values", Values(status="carriedOut"))
    values = replace(values, actor=(actor,), recipient=(to,) if to else ())
    given = {
        "label": f"{NAMES.get(actor, actor)}: {KINDS.get(kind, kind)} {name}",
        "earliest": when,
        "latest": when,
        "actor_states": (actor,),
        "recipient_states": (to,) if to else (),
        "material": kind != "Statement",
    }
    return Action(id=name, kind=kind, values=values, place=PLACE, **{**given, **more})


def report(iri: str, of: str, **more: Any) -> Report:
    """An invented report in the Gazette."""
    given = {"article": "gazette-1", "start": 10, "end": 42, "stance": "asserts"}
    return Report(iri=iri, action=of, place=PLACE, **{**given, **more})


def link(iri: str, trigger: str, response: str, **more: Any) -> Link:
    """An invented claim; a party's own words unless told otherwise."""
    given = {"relation": "retaliation", "basis": "stated", "stance": "asserts"}
    return Link(iri=iri, trigger=trigger, response=response, **{**given, **more})


def page_data(**more: Any) -> PageData:
    """PageData with nothing in it but what is given."""
    given = {
        "title": "Retaliation between Ruritania and its neighbours",
        "actions": (), "reports": (), "links": (), "chains": (), "articles": (), "cases": (),
        "labels": NAMES, "kind_labels": KINDS, "code_labels": CODES, "answers": {},
    }  # fmt: skip
    return PageData(**{**given, **more})


def dispute() -> PageData:
    """The quarrel that the tests of the page are about, with one of everything it can show."""
    count = Values(status="ordered", quantity=Quantity(minimum=23, maximum=23, unit="persons"))
    actions = (
        action("poison", "PoisonAttack", "2018-03-04", "RUR", "BRD", contested=("responsibility",)),
        action("expel-23", "Expulsion", "2018-03-14", "BRD", "RUR", values=count, case="spring"),
        action("expel-back", "Expulsion", "2018-03-17", "RUR", "BRD", values=count),
        action("ally", "Expulsion", "2018-03-26", "SYL", "RUR", date_source="Klow almanac 2019"),
        action("closure", "MissionClosure", "2018-03-29", "RUR", "SYL"),
        action("accuse", "Statement", "2018-03-12", "BRD", about=("poison",)),
        action("rumour", "Sanctions", None, "BRD", "RUR", values=Values(status="planned")),
        action(
            "old", "MissionClosure", None, "RUR", earliest=date(2016, 6, 1),
            latest=date(2016, 6, 30),
        ),
    )  # fmt: skip
    says = Values(quantity=Quantity(minimum=23, maximum=None, unit="persons"), reason="the attack")
    reports = (
        report("r1", "expel-23", attributed_to=("mustafa",), relayed_by=("wire",), values=says),
        report("r2", "poison", stance="denies", stance_on="responsibility"),
        report("r3", "poison", start=50, end=60),
    )
    features = (
        Feature(
            name="sameKind", contribution=Decimal("1.50"), says="Both are measures of one kind"
        ),
        Feature(
            name="busyDyad",
            contribution=Decimal("-0.4"),
            says="The two sides act against each other often",
        ),
    )
    links = (
        link("l1", "poison", "expel-23", claimed_by=("ministry",), min_lag=10, max_lag=10),
        link("l2", "poison", "expel-23", basis="reported", article="gazette-1", start=5, end=9),
        link("l3", "expel-23", "expel-back", basis="reported", article="gazette-1", min_lag=3,
             max_lag=3, disputed_by=(("report", "r2"),)),
        link("l4", "poison", "ally", relation="solidarity", solidarity_with=("BRD",)),
        link("l5", "ally", "closure", basis="inferred", confidence=Decimal("0.73"), min_lag=3,
             max_lag=3, rule="mirrored-kind", rule_version="1", features=features),
        link("l6", "old", "poison", relation="sequence", basis="reported", article="gazette-1"),
        link("l7", "poison", "rumour", basis="reported", stance="speculates"),
    )  # fmt: skip
    article = Article(
        id="gazette-1", title="Envoys told to go", publisher="gazette",
        published="2018-03-18", url="https://gazette.example/1", text_digest="0" * 64,
        text_length=900, place=PLACE,
    )  # fmt: skip
    chain = Chain(
        id="poison", actions=("poison", "expel-23", "expel-back", "ally", "closure"),
        links=("l1", "l2", "l3", "l4", "l5"), first=("poison",), last=("expel-back", "closure"),
        length=2, open=True, open_since=(date(2018, 3, 29),),
    )  # fmt: skip
    return page_data(
        actions=actions, reports=reports, links=links, chains=(chain,), articles=(article,),
        cases=(Case(id="spring", label="The spring quarrel", place=PLACE),),
        answers=stand(poison="answered", ally="answerInferred", closure="unanswered"),
    )  # fmt: skip


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


def edge(data: PageData, trigger: str, response: str) -> dict[str, Any] | None:
    """The line between two actions, if there is one."""
    given = payload(data)
    ids = [each["id"] for each in given["actions"]]
    ends = ids.index(trigger), ids.index(response)
    found = [e for e in given["network"]["edges"] if (e["from"], e["to"]) == ends]
    assert len(found) <= 1
    return found[0] if found else None


def claims(data: PageData, trigger: str, response: str) -> list[dict[str, Any]]:
    """The groups of claims on two actions."""
    given = payload(data)
    ids = [each["id"] for each in given["actions"]]
    ends = ids.index(trigger), ids.index(response)
    return [pair for pair in given["pairs"] if (pair["from"], pair["to"]) == ends]


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
        "import hashlib, test_page; from kg.page import draw_page;"
        "print(hashlib.sha256(draw_page(test_page.dispute()).encode()).hexdigest())"
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


def test_a_stated_link_is_solid_and_heavier_than_a_reported_one() -> None:
    data = dispute()
    only_reported = replace(data, links=tuple(k for k in data.links if k.iri == "l2"))
    stated, reported = edge(data, "poison", "expel-23"), edge(only_reported, "poison", "expel-23")
    assert (stated["dashes"], reported["dashes"]) == (False, False)
    assert stated["width"] > reported["width"]


def test_an_inferred_link_is_dashed_and_gives_its_reasons() -> None:
    line = edge(dispute(), "ally", "closure")
    (pair,) = claims(dispute(), "ally", "closure")
    assert line["dashes"]
    assert line["basis"] == "inferred"
    assert pair["sort"] == "inferred"
    assert pair["verb"] == "Inferred to answer (no source says so)"
    (claim,) = pair["claims"]
    assert claim["head"] == "Inferred by a rule: no source says so"
    assert claim["notes"] == [
        "Confidence 0.73.",
        "Rule mirrored-kind, version 1.",
        "Both are measures of one kind: counts for it (1.5 log-odds).",
        "The two sides act against each other often: counts against it (0.4 log-odds).",
    ]


def test_a_hedged_link_is_dotted_and_named() -> None:
    line = edge(dispute(), "poison", "rumour")
    assert line["hedged"]
    assert line["dashes"] != edge(dispute(), "ally", "closure")["dashes"]
    assert line["label"] == "speculates"


def test_a_disputed_link_is_dotted_and_says_who_disputes_it() -> None:
    assert edge(dispute(), "expel-23", "expel-back")["label"] == "3 d · disputed"
    (pair,) = claims(dispute(), "expel-23", "expel-back")
    assert pair["verb"] == "Said to answer (disputed)"
    assert pair["claims"][0]["notes"][0].startswith("Disputed: In the author's own voice")


def test_a_denial_beside_a_claim_marks_the_line_disputed() -> None:
    denial = link("l8", "poison", "expel-23", stance="denies", basis="reported")
    data = replace(dispute(), links=(*dispute().links, denial))
    assert "disputed" in edge(data, "poison", "expel-23")["label"]
    assert [pair["sort"] for pair in claims(data, "poison", "expel-23")] == ["against", "for"]


def test_claims_on_one_pair_share_one_line_and_are_all_listed() -> None:
    (pair,) = claims(dispute(), "poison", "expel-23")
    assert [claim["basis"] for claim in pair["claims"]] == ["stated", "reported"]
    assert edge(dispute(), "poison", "expel-23")["label"] == "10 d"


@pytest.mark.parametrize("relation", ["sequence", "coincidence", "nonRetaliation"])
def test_order_alone_is_listed_but_no_line_and_no_answer(relation: str) -> None:
    data = replace(dispute(), links=(link("l", "old", "poison", relation=relation),))
    assert edge(data, "old", "poison") is None
    sort = "against" if relation == "nonRetaliation" else "order"
    assert [pair["sort"] for pair in claims(data, "old", "poison")] == [sort]


def test_solidarity_keeps_its_own_relation_and_names_the_ally() -> None:
    assert edge(dispute(), "poison", "ally")["relation"] == "solidarity"
    (pair,) = claims(dispute(), "poison", "ally")
    assert pair["claims"][0]["what"] == "Solidarity with Borduria"


def test_a_link_to_an_action_that_is_not_shown_is_still_listed() -> None:
    data = replace(dispute(), links=(link("l", "elsewhere", "poison"),))
    (pair,) = payload(data)["pairs"]
    assert (pair["from"], pair["fromLabel"]) == (-1, "elsewhere")
    assert payload(data)["network"]["edges"] == []


def test_the_evidence_says_where_a_date_is_known_from() -> None:
    facts = {each["id"]: dict(each["facts"]) for each in payload(dispute())["actions"]}
    assert facts["ally"]["Date known"] == "from outside the articles: Klow almanac 2019"
    assert facts["closure"]["Date known"] == "from the articles"
    assert "Date known" not in facts["rumour"]
    assert facts["old"]["When"] == "between 1 June 2016 and 30 June 2016"


def test_a_bound_alone_is_no_day() -> None:
    by_then = action("by-then", "Expulsion", None, "RUR", "BRD", latest=date(2018, 3, 1))
    since = action("since", "Expulsion", None, "RUR", "BRD", earliest=date(2018, 3, 1))
    found = {each["id"]: each for each in payload(page_data(actions=(by_then, since)))["actions"]}
    assert [(each["day"], each["until"]) for each in (found["by-then"], found["since"])] == [
        ("", "2018-03-01"), ("2018-03-01", ""),
    ]  # fmt: skip
    assert found["by-then"]["caption"] == "Expulsion · or earlier"
    assert found["since"]["caption"] == "Expulsion · or later"
    many = replace(
        by_then,
        kind="PrivilegeWithdrawal",
        values=Values(quantity=Quantity(minimum=123_456_789, maximum=987_654_321, unit="persons")),
    )
    (crowded,) = payload(page_data(actions=(many,)))["actions"]
    assert crowded["caption"].endswith("… · or earlier")


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


def test_a_measure_whose_lawfulness_is_contested_is_not_alleged() -> None:
    drawn = {
        contested: payload(page_data(actions=(action("a", "Expulsion", "2018-03-01", "RUR",
                                                     contested=contested),)))["actions"][0]
        for contested in (("legality",), ("occurrence",), ("responsibility",))
    }  # fmt: skip
    fills = [each["fill"] for each in drawn.values()]
    assert fills == ["done", "alleged", "alleged"]
    assert [each["contested"] for each in drawn.values()] == [False, True, True]


def test_a_row_of_a_table_is_its_coders_voice_and_the_table_is_counted() -> None:
    row = Report(iri="t-2", action="a", table="t.csv", row=2, stance="asserts", place=PLACE)
    data = page_data(actions=(action("a", "Expulsion", "2018-03-01", "RUR"),), reports=(row,))
    (shown,) = payload(data)["actions"]
    assert shown["reports"][0]["voice"] == "The coder of t.csv"
    assert dict(shown["facts"])["Date known"] == "from the table"
    assert "described in 1 report from 1 event table." in " ".join(draw_page(data).split())


def test_what_prepared_an_action_stands_in_its_evidence() -> None:
    plan = action("plan", "Preparation", None, "RUR", prepares=("a",), label="Lists are drawn up")
    data = page_data(actions=(action("a", "Expulsion", "2018-03-01", "RUR"), plan))
    facts = {each["id"]: dict(each["facts"]) for each in payload(data)["actions"]}
    assert facts["a"]["Prepared by"] == "Lists are drawn up"


def test_one_person_is_a_person() -> None:
    one = Quantity(minimum=1, maximum=1, unit="persons")
    assert spell_quantity(one, {}) == "1 person"
    assert spell_quantity(replace(one, maximum=None), {}) == "at least 1 persons"


def test_a_report_keeps_its_speaker_relay_stance_and_values() -> None:
    records = {each["id"]: each for each in payload(dispute())["actions"]}
    (said,) = records["expel-23"]["reports"]
    assert said["voice"] == "Said by Mustafa Plekszy, relayed by Klow Wire"
    assert ["Count", "at least 23 persons"] in said["values"]
    assert said["where"] == "characters 10 to 42 of the article's text"
    denied, asserted = records["poison"]["reports"]
    assert denied["stance"] == "Denies (who is responsible)"
    assert not denied["firm"]
    assert asserted["firm"]


# ---- nothing runs, nothing is fetched

HOSTILE = (
    "<script>pwned=1</script>",
    "</script><script>pwned=1</script>",
    "</SCRIPT ><img src=x onerror=pwned=1>",
    "<!--<script>",
    "--><svg onload=pwned=1>",
    "<![CDATA[<script>pwned=1</script>]]>",
    "<img src=x onerror=pwned=1>",
    "<svg/onload=pwned=1>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<a href='javascript:pwned=1'>href</a>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<form action=https://evil.example><button>go</button></form>",
    "<style>*{background:url(https://evil.example)}</style>",
    "</style><script>pwned=1</script>",
    "</title><script>pwned=1</script>",
    "</textarea></select></table><script>pwned=1</script>",
    "\" onmouseover=\"pwned=1",
    "' autofocus onfocus='pwned=1",
    "` onclick=`pwned=1",
    "x\" style=\"background:url(//evil.example)",
    "javascript:pwned=1",
    "JaVaScRiPt:pwned=1//",
    "data:text/html,<script>pwned=1</script>",
    "vbscript:msgbox(1)",
    "href",
    "&lt;script&gt;pwned=1&lt;/script&gt;",
    "&#60;img src=x onerror=pwned=1&#62;",
    "{{ 7*7 }}{% raw %}{{ self }}",
    "${pwned=1}",
    "\\u003cscript\\u003e",
    "\\\"];pwned=1;//",
    "'; pwned=1; //",
    "__proto__",
    "constructor",
    "line\u2028separator\u2029paragraph",
    "\u202eright to left\u202c",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "\U0001f5fa\U0001f1ea\U00020000\U000e0041",
    "zero\u200bwidth\ufeffmarks",
    *(f"<{tag} onload=pwned=1 onerror=pwned=1 src=x>" for tag in
      "audio body embed frame frameset input marquee object script source style video".split()),
    *(f"<x {event}=pwned=1 tabindex=1 autofocus>x</x>" for event in
      "onclick onfocus onblur onmouseenter onpointerdown ontoggle onwheel".split()),
    *(f"{scheme}:pwned=1" for scheme in
      ("java\tscript", "java\nscript", "java script", "feed:javascript", "blob", "filesystem")),
    *(f"{close}<script>pwned=1</script>" for close in
      ("</noscript>", "</option></select>", "</svg>", "</math>", "</template>", "</h1>",
       "</td></tr>", "</button>", "</p>", "]]>", "?>", "*/", "-->", "\u2028", "\ufeff")),
    *(f"{opening}7*7{end}" for opening, end in
      (("{{", "}}"), ("{%", "%}"), ("${", "}"), ("#{", "}"), ("<%=", "%>"),
       ("[[", "]]"), ("{#", "#}"))),
    *("expression(pwned=1)|;}*{display:none}|@import '//evil.example';|url(javascript:pwned=1)|"
      "\\3c script\\3e|%3Cscript%3Epwned=1%3C/script%3E|+ADw-script+AD4-|=cmd|'/C calc'!A0|"
      "@SUM(1+1)|-1+1|../../etc/passwd|con.txt|a\u00a0b|toString|valueOf|hasOwnProperty|0|null|"
      "undefined|NaN|true|-|#|?|&|\u200d|\u2066isolate\u2069|\u0301combining").split("|"),
    "\u4e2d\u6587\u5357\u6d77", "\u0928\u093e\u092e", "\u1019\u103c\u1014\u103a\u1019\u102c",
    "\U00010400\U0001d11e\U00020bb7\U00030000\U000e0100\U000f0000\U0010fffd",
    "A" * 10_000,
)  # fmt: skip


def hostile_data() -> PageData:
    """One action for each hostile string, with the string in every text field it has."""
    actions, reports, links, articles, chains, cases = [], [], [], [], [], []
    names, kinds, codes = dict(NAMES), dict(KINDS), dict(CODES)
    previous = ""
    for number, text in enumerate(HOSTILE):
        names |= {f"n{number}": text, text: text}
        values = Values(
            actor=(f"n{number}",), recipient=(text,), performed_by=(f"n{number}",),
            quantity=Quantity(minimum=1, maximum=1, unit=text), date=text, deadline=text,
            deadline_term=text, status="ordered", place=text, reason=text, legal_basis=text,
            alleged_breach_of=text,
        )  # fmt: skip
        actions.append(Action(
            id=f"{text}" if number % 2 else f"a{number}", kind="Expulsion", label=text, case=text,
            values=values, earliest=date(2018, 3, 1), latest=date(2018, 3, 1), date_source=text,
            actor_states=(f"n{number}",), recipient_states=(text,), material=True, place=PLACE,
            about=(text,),
        ))  # fmt: skip
        cases.append(Case(id=text, label=text, description=text, place=PLACE))
        articles.append(Article(
            id=f"article{number}", title=text, publisher=text, published=text,
            published_source=text, url=text, text_digest="0" * 64, text_length=9, place=PLACE,
        ))  # fmt: skip
        this = actions[-1].id
        reports.append(report(
            f"r{number}", this, article=f"article{number}", attributed_to=(text,),
            relayed_by=(text,), values=values,
        ))  # fmt: skip
        if previous:
            links.append(link(
                f"l{number}", previous, this, basis=("stated", "inferred")[number % 2],
                claimed_by=(text,), article=f"article{number}", rule=text, rule_version=text,
                features=(Feature(name=text, contribution=Decimal(1)),),
                solidarity_with=(text,), disputed_by=(("report", f"r{number}"), ("link", text)),
            ))  # fmt: skip
        chains.append(Chain(
            id=text, actions=(this,), links=(), first=(this,), last=(this,), length=0,
        ))  # fmt: skip
        previous = this
    kinds["Expulsion"], codes["retaliation"] = HOSTILE[0], HOSTILE[6]
    return page_data(
        title=HOSTILE[1], actions=tuple(actions), reports=tuple(reports), links=tuple(links),
        articles=tuple(articles), chains=tuple(chains), cases=tuple(cases), labels=names,
        kind_labels=kinds, code_labels=codes,
    )  # fmt: skip


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


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
     "file:///etc/passwd", "//evil.example", "http://", "http://[", "", "https://a b.example"],
)  # fmt: skip
def test_an_address_that_is_not_of_the_web_makes_no_link(url: str) -> None:
    assert not is_web_address(url)


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
    assert (record["when"], record["who"], record["reports"]) == ("Undated", "", [])


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


def test_every_shape_has_an_icon_beside_it_and_expulsion_is_not_closure() -> None:
    records = {each["id"]: each for each in payload(dispute())["actions"]}
    assert records["expel-23"]["icon"] != records["closure"]["icon"]
    assert records["expel-23"]["family"] != records["closure"]["family"]
    assert records["poison"]["fill"] == "alleged"  # who is responsible is contested
    assert records["rumour"]["fill"] == "planned"
    assert records["closure"]["fill"] == "done"


def test_solidarity_ends_in_another_head_than_retaliation() -> None:
    heads = [
        edge(dispute(), *ends)["arrows"]["to"]["type"]
        for ends in (("poison", "ally"), ("poison", "expel-23"))
    ]
    assert heads == ["diamond", "arrow"]


def test_the_accounts_that_differ_are_listed_with_who_gives_them() -> None:
    four = Values(quantity=Quantity(minimum=4, maximum=4, unit="persons"))
    data = replace(
        dispute(), reports=(*dispute().reports, report("r4", "expel-23", start=70, values=four))
    )
    (record,) = (each for each in payload(data)["actions"] if each["id"] == "expel-23")
    assert record["differ"] == [
        ["Count", "at least 23 persons (Mustafa Plekszy, Streslau Gazette)"],
        ["Count", "4 persons (Streslau Gazette)"],
    ]


@pytest.mark.parametrize(
    ("said", "torn"),
    [
        ([("asserts", "2018-03-14"), ("asserts", "2018-03")], False),
        ([("asserts", "2018-03-14"), ("asserts", "2018-03-20")], True),
        ([("asserts", "2018-03-14"), ("denies", "2018-03-20")], False),
        ([("asserts", "2018-03-14"), ("speculates", "2018-03-20")], False),  # the firmer counts
        ([("alleges", "2018-03-14"), ("speculates", "2018-03-20")], True),
    ],
)
def test_days_that_cannot_all_be_right_are_called_so(
    said: list[tuple[str, str]], torn: bool
) -> None:
    reports = tuple(
        report(f"r{n}", "expel-23", start=70 + n, stance=stance, values=Values(date=day))
        for n, (stance, day) in enumerate(said, 4)
    )
    drawn = replace(dispute(), reports=reports)
    (record,) = (each for each in payload(drawn)["actions"] if each["id"] == "expel-23")
    assert (["Dates", "the sources contradict each other"] in record["facts"]) == torn
    assert ("Sources contradict each other on the date of 1 action: “" in draw_page(drawn)) == torn


def test_a_day_from_outside_is_held_against_the_accounts() -> None:
    outside = replace(
        action("a", "Expulsion", "2018-03-26", "RUR"),
        date_source="the Gazette's almanac",
        values=Values(date="2018-03-26"),
    )
    for day, torn in (("2018-03", False), ("2018-03-01", True)):
        said = report("r", "a", values=Values(date=day))
        page = draw_page(page_data(actions=(outside,), reports=(said,)))
        assert ("Sources contradict each other" in page) == torn


def test_more_actions_than_fit_keep_whole_chains_and_say_what_is_left_out() -> None:
    lone = tuple(action(f"a{n}", "Expulsion", "2018-01-01", "RUR") for n in range(50_000))
    data = trim(replace(dispute(), actions=(*dispute().actions, *lone)), 100)
    assert len(data.actions) == 100
    linked = {name for each in dispute().links for name in (each.trigger, each.response)}
    assert linked <= {each.id for each in data.actions}
    assert "Only 100 of 50008 actions are shown" in data.notices[0]
    assert "--max-nodes" in draw_page(data)
    assert trim(dispute(), 100) == dispute()


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
