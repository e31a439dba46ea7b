"""Small inputs that once got different or wrong answers, and the right one on every face."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main

ACTORS = """format: 1
actors:
- {id: XRU, type: State, label: Ruritania}
- {id: XBO, type: State, label: Borduria}
- {id: XSY, type: State, label: Syldavia}
- {id: gazette, type: NewsOrganization, label: Klow Gazette}
- {id: ministry, type: GovernmentBody, label: Bordurian ministry, partOf: [XBO]}
- id: plekszy-gladz
  type: Person
  label: Plekszy-Gladz
  tenures: [{post: president, since: 2030, dateSource: almanac}]
posts:
- {id: president, label: President of Borduria, postOf: XBO}
"""
A1 = "{id: a1, type: Expulsion, label: Ruritania expels, case: feud, actor: XRU, recipient: XBO}"
A2 = "{id: a2, type: Expulsion, label: Borduria expels, case: feud, actor: XBO, recipient: XRU}"
A3 = "{id: a3, type: Expulsion, label: Ruritania again, case: feud, actor: XRU, recipient: XBO}"
DAYS = {"a1": "2031-03-01", "a2": "2031-03-10", "a3": "2031-03-14"}


def report(action: str, *, status: str = "carriedOut", **more: str) -> str:
    date = more.pop("date", DAYS.get(action, ""))
    fields = {"action": action, "stance": "asserts", "status": status, **more}
    fields |= {"date": date} if date else {}
    return "{" + ", ".join(f"{k}: {v}" for k, v in fields.items()) + ", span: [0, 9]}"


def link(response: str, trigger: str, **more: str) -> str:
    fields = {
        "response": response, "trigger": trigger, "relation": "retaliation", "basis": "reported",
        "stance": "asserts", **more,
    }  # fmt: skip
    if fields["basis"] == "stated":
        fields.setdefault("claimedBy", "ministry")
    return "{" + ", ".join(f"{k}: {v}" for k, v in fields.items()) + ", span: [0, 9]}"


def article(
    name: str = "one",
    day: str = "2031-03-20",
    actions: tuple[str, ...] = (),
    reports: tuple[str, ...] = (),
    links: tuple[str, ...] = (),
) -> str:
    text = f"""format: 1
article: {{id: {name}, title: Feud, publisher: gazette, published: {day}, textLength: 10,
  textDigest: "{"0" * 63}{len(name)}"}}
"""
    if actions:
        text += "cases:\n- {id: feud, label: Feud}\n"
    for key, items in (("actions", actions), ("reports", reports), ("links", links)):
        text += f"{key}:\n" + "".join(f"- {each}\n" for each in items) if items else ""
    return text


def kg(*words: object) -> str:
    ran = CliRunner().invoke(main, [str(each) for each in words])
    assert ran.exit_code == 0, (words, ran.output, ran.stderr)
    return ran.stdout


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


class Built:
    """What the faces say of a data folder, built once."""

    def __init__(self, folder: Path, *articles: str) -> None:
        self.data, self.out = folder / "mydata", folder / "out"
        for name, text in {"actors/a": ACTORS, **dict(self.named(articles))}.items():
            path = self.data / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        kg("build", self.data, "-o", self.out)

    @staticmethod
    def named(articles: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(f"articles/{number}", text) for number, text in enumerate(articles)]

    def explain(self, name: str) -> dict[str, Any]:
        """From the folder and from out/, which must say the same."""
        told = [
            kg("explain", "-i", each, name, "--format", "json") for each in (self.data, self.out)
        ]
        assert told[0] == told[1]
        return json.loads(told[0])

    def chains(self, *filters: str) -> list[dict[str, str]]:
        return rows(kg("chains", "-i", self.out, "--format", "csv", *filters))

    def states(self, *filters: str) -> dict[str, str]:
        """Answer states by action, which table, Turtle and explain must agree on."""
        text = kg("export", "-i", self.out, "--format", "csv", "-o", "-", *filters)
        table = {x["action"]: x["answer_state"] for x in rows(text) if x["answer_state"]}
        turtle = kg("export", "-i", self.out, "--format", "nt", "-o", "-", *filters)
        lines = [each.split() for each in turtle.splitlines() if "#answerState>" in each]
        cut = [(s.rpartition("/")[2][:-1], o.rpartition("/")[2][:-1]) for s, _, o, *_ in lines]
        assert dict(cut) == table
        for name, state in table.items():
            assert self.explain(name)["answer_state"] == state
        return table


def test_an_act_first_planned_and_then_carried_out_counts(tmp_path: Path) -> None:
    built = Built(
        tmp_path,
        article("one", "2031-03-06", (A1, A2), (report("a1"), report("a2", status="planned"))),
        article(
            "twoo", "2031-03-12", (), (report("a2"),),
            (link("a2", "a1", basis="stated", claimedBy="plekszy-gladz"),),
        ),
    )  # fmt: skip
    (chain,) = built.chains()
    assert (chain["moves"], chain["open_since"]) == ("a1;a2", "2031-03-10")
    assert built.states() == {"a1": "answered", "a2": "unanswered"}
    told = built.explain("a2")
    assert told["as_of"] == "2031-03-12"
    reports = " ".join(next(x["lines"] for x in told["sections"] if x["heading"] == "Reports"))
    assert "status: planned" in reports
    assert "status: carried out" in reports
    assert told["facts"]["Status"] == "carried out"


LADDER = article(
    "one", "2031-03-20", (A1, A2, A3), (report("a1"), report("a2"), report("a3")),
    (link("a2", "a1", basis="stated"), link("a3", "a2")),
)  # fmt: skip


def test_a_filter_changes_what_is_shown_and_not_what_is_so(tmp_path: Path) -> None:
    built = Built(tmp_path, LADDER)
    assert built.states("--basis", "stated") == {"a1": "answered", "a2": "answered"}
    (chain,) = built.chains("--basis", "stated")
    assert chain["open_since"] == "2031-03-14"
    tree = kg("chains", "-i", built.out, "--basis", "stated", "--format", "tree")
    assert "2031-03-14" in tree
    assert "answered by a move that is not shown here" in tree
    turtle = kg("chains", "-i", built.out, "--basis", "stated", "--format", "turtle")
    assert turtle.count("ret:answerState code:answered") == 2
    page = kg("draw", "-i", built.out, "--basis", "stated", "-o", "-")
    assert "answered by a move that is not shown here" in page
    assert "Unanswered" not in page.partition('id="page-data"')[2].partition("</script>")[0]


@pytest.mark.parametrize(
    ("given", "differ"),
    [
        (("planned", "ordered", "carriedOut"), []),
        (("threatened", "declined"), []),
        (("carriedOut", "declined"), ["carriedOut", "declined"]),
    ],
)
def test_every_face_takes_stages_of_one_act_for_no_disagreement(
    given: tuple[str, ...], differ: list[str], tmp_path: Path
) -> None:
    told = tuple(
        report("a1", status=each).replace("[0, 9]", f"[{at}, 9]") for at, each in enumerate(given)
    )
    built = Built(tmp_path, article("one", "2031-03-20", (A1,), told))
    asked = rows(kg("query", "-i", built.out, "disagreements", "--format", "csv"))
    statuses = {x["value"].rpartition("/")[2] for x in asked if x["topic"] == "status"}
    assert sorted(statuses) == differ
    sections = built.explain("a1")["sections"]
    said = [
        x for each in sections if each["heading"] == "Where accounts differ" for x in each["lines"]
    ]
    assert len([each for each in said if str(each).count("Status")]) == len(differ)


def test_every_face_tells_a_day_known_only_about_as_such(tmp_path: Path) -> None:
    text = article(
        "one", "2031-03-10", (A1, A2), (report("a1"), report("a2", date="2031-03-10~")),
        (link("a2", "a1", basis="stated"),),
    )  # fmt: skip
    built = Built(tmp_path, text)
    (chain,) = built.chains()
    assert (chain["open"], chain["open_since"]) == ("yes", "")
    assert built.explain("chain:a1")["facts"]["Open"] == "Open since about 10 March 2031."
    for folder in (built.data, built.out):
        tree = kg("chains", "-i", folder, "--format", "tree")
        assert "2 moves, 2031-03-01 to 2031-03-11 or earlier" in tree
        assert "open: since about 2031-03-10" in tree
        listed = kg("chains", "-i", folder, "--view", "list", "--format", "tsv")
        assert listed.splitlines()[1].split("\t")[-1] == "yes"  # the tree says since about when
    assert "openSince" not in (built.out / "derived.ttl").read_text()
    (asked,) = rows(kg("query", "-i", built.out, "open-chains", "--format", "csv"))
    assert (asked["since"], asked["earliest"], asked["latest"]) == ("", "2031-03-09", "2031-03-11")


def test_who_disputes_an_answer_is_never_worded_as_saying_it(tmp_path: Path) -> None:
    text = article(
        "one", "2031-03-20", (A1, A2), (report("a1"), report("a2")),
        (link("a2", "a1", stance="disputes"),),
    )  # fmt: skip
    built = Built(tmp_path, text)
    assert built.chains() == []
    told = built.explain("a2")
    headings = [x["heading"] for x in told["sections"]]
    assert "Said not to answer" in headings
    assert "Said to answer" not in headings
    case = rows(
        kg("chains", "-i", built.out, "--view", "case", "--case", "feud", "--format", "csv")
    )
    assert {x["claim"] for x in case} == {"", "said not to answer"}


def test_a_last_move_whose_day_is_open_leaves_the_chain_open(tmp_path: Path) -> None:
    text = article(
        "one", "2031-03-20", (A1, A2), (report("a1"), report("a2", date="2031-03-10/..")),
        (link("a2", "a1", basis="stated"),),
    )  # fmt: skip
    built = Built(tmp_path, text)
    (chain,) = built.chains()
    assert (chain["open"], chain["open_since"]) == ("yes", "")
    assert (chain["from"], chain["to"], chain["days"]) == ("2031-03-01", "", "9+")
    told = built.explain("chain:a1")
    assert told["facts"]["Open"] == "Open since 10 March 2031 or later."
    assert (told["open"], told["min_days"], told["max_days"]) == (True, 9, None)


@pytest.mark.parametrize("relation", ["nonRetaliation", "retaliation"])
def test_a_refusal_is_an_answer_state_and_is_shown(tmp_path: Path, relation: str) -> None:
    claim = link("a2", "a1", relation=relation, basis="stated", claimedBy="plekszy-gladz")
    text = article(
        "one", "2031-03-20", (A1, A2),
        (report("a1"), report("a2", status="declined", attributedTo="plekszy-gladz", date="")),
        (claim,),
    )  # fmt: skip
    built = Built(tmp_path, text)
    assert built.states() == {"a1": "answerDeclined"}
    told = built.explain("a1")
    assert told["facts"]["Answer"] == (
        "Answer declined: the other side has said that it will not answer."
    )
    (declined,) = [x for x in told["sections"] if x["heading"] == "Said to be declined by"]
    assert "Plekszy-Gladz" in declined["lines"][0]
    found = rows(kg("query", "-i", built.out, "answered-planned-or-declined", "--format", "csv"))
    assert [x["claimant_label"] for x in found] == ["Plekszy-Gladz"]
    assert rows(kg("query", "-i", built.out, "unanswered", "--format", "csv")) == []
    assert built.chains() == []


def test_an_implied_answer_is_suggested(tmp_path: Path) -> None:
    text = article(
        "one", "2031-03-20", (A1, A2), (report("a1"), report("a2")),
        (link("a2", "a1", stance="implies"),),
    )  # fmt: skip
    assert Built(tmp_path, text).states() == {"a1": "answerSuggested", "a2": "unanswered"}


def test_nothing_is_inferred_beside_a_trigger_that_a_party_states(tmp_path: Path) -> None:
    acts = [
        ("s1", "Espionage", "XRU", "XBO"), ("k1", "Attack", "XRU", "XBO"),
        ("e1", "Expulsion", "XBO", "XRU"), ("c1", "StaffReduction", "XBO", "XRU"),
    ]  # fmt: skip
    actions = tuple(
        f"{{id: {name}, type: {kind}, label: {name}, case: feud, actor: {a}, recipient: {b}}}"
        for name, kind, a, b in acts
    )
    told = (
        report("s1", date="2001~/2031", stance="alleges", attributedTo="plekszy-gladz"),
        report("k1", date="2024-10-16"), report("e1", date="2031-03-10", status="ordered"),
        report("c1", date="2031-03-14", status="ordered"),
    )  # fmt: skip
    links = (link("e1", "k1", basis="stated"), link("c1", "s1"))
    built = Built(tmp_path, article("one", "2031-03-20", actions, told, links))
    found = {x["chain"]: (x["moves"], x["days"]) for x in built.chains()}
    assert found == {"s1": ("s1;c1", "0-11395"), "k1": ("k1;e1", "2336")}


def test_an_easing_is_not_material_and_has_no_answer_state(tmp_path: Path) -> None:
    ease = "{id: e, type: Easing, label: eased, case: feud, actor: XBO, recipient: XRU}"
    text = article("one", "2031-03-20", (A1, ease), (report("a1"), report("e", date="2031-03-09")))
    built = Built(tmp_path, text)
    assert built.states() == {"a1": "unanswered"}
    (total,) = rows(kg("stats", "-i", built.out, "--by", "year", "--format", "csv"))
    assert (total["actions"], total["material"], total["unanswered"]) == ("2", "1", "1")


def test_a_mutual_act_is_of_no_side_on_itself_and_is_warned_of(tmp_path: Path) -> None:
    both = "{id: m, type: Expulsion, label: m, actor: [XRU, XBO], recipient: [XRU, XBO]}"
    text = article("one", "2031-03-20", (A1, both), (report("a1"), report("m", date="2031-03-09")))
    built = Built(tmp_path, text)
    dyads = {
        x["group"] for x in rows(kg("stats", "-i", built.out, "--by", "dyad", "--format", "csv"))
    }
    assert dyads == {"XRU XBO", "XBO XRU"}
    found = rows(kg("query", "-i", built.out, "who-expelled-whom", "--format", "csv"))
    assert all(x["actor"] != x["recipient"] for x in found)
    told = CliRunner().invoke(main, ["check", str(built.data)])
    assert (
        "'XBO' and 'XRU' are actors and recipients of 'm'; declare a mutual act as" in told.stdout
    )
