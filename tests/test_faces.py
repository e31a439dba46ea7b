"""One verdict on every face: each legal claim, read back from all that kg shows and writes.

An invented quarrel has an exchange for each combination of relation, stance, basis and dispute.
What is right is said by `Claim`, apart from kg's own code; the faces are asked as people ask them.
"""

from __future__ import annotations

import base64
import csv
import io
import itertools
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from support import read_csv

from kg import sources
from kg.cli import main
from kg.page.columns import from_column

RELATIONS = (
    "retaliation", "solidarity", "threatFulfilment", "reply", "reversal", "nonRetaliation",
    "sequence", "coincidence",
)  # fmt: skip
STANCES = ("asserts", "alleges", "implies", "speculates", "expects", "denies", "disputes")
HEDGED = ("alleges", "implies", "speculates", "expects")
BASES = ("stated", "reported")
CHAINED = ("retaliation", "solidarity", "threatFulfilment")


@dataclass(frozen=True)
class Claim:
    """One claim, alone on its two acts but for a denial beside it where it is disputed."""

    relation: str
    stance: str
    basis: str
    disputed: bool = False

    @property
    def name(self) -> str:
        words = (self.relation, self.stance, self.basis, *(["disputed"] if self.disputed else []))
        return "-".join(words)

    @property
    def side(self) -> str:
        if self.relation in ("sequence", "coincidence"):
            return "order"
        against = self.relation == "nonRetaliation" or self.stance in ("denies", "disputes")
        return "against" if against else "for"

    @property
    def grade(self) -> str:
        if self.stance == "denies":
            return "denied"
        if self.stance == "disputes" or (self.disputed and self.side == "for"):
            return "disputed"
        return self.basis if self.stance == "asserts" else "hedged"

    @property
    def words(self) -> str:
        denied = self.stance in ("denies", "disputes")
        if self.side == "order":
            what = "come after" if self.relation == "sequence" else "coincide with"
            return f"said not to {what}" if denied else f"said only to {what}"
        act = {"reply": "reply to", "reversal": "reverse"}.get(self.relation, "answer")
        if self.side == "against":
            double = denied and self.relation == "nonRetaliation"
            return "not ruled out as an answer to" if double else f"said not to {act}"
        verb = f"said to {act}" if self.stance == "asserts" else f"tentatively said to {act}"
        return f"{verb} (disputed)" if self.disputed else verb

    @property
    def sort(self) -> str:
        """Its side; words and what takes an act back are told apart from answers."""
        apart = {"reply": "words", "reversal": "reversal"} if self.side == "for" else {}
        return apart.get(self.relation, self.side)

    @property
    def state(self) -> str:
        if self.side != "for":
            return "unanswered"
        if self.stance in HEDGED:
            return "answerSuggested"
        return "answerDisputed" if self.disputed else "answered"

    @property
    def shortcut(self) -> str | None:
        if self.side != "for":
            return None
        return "respondsTo" if self.state == "answered" else "mayRespondTo"

    @property
    def chained(self) -> bool:
        return self.side == "for" and self.relation in CHAINED


CLAIMS = [
    Claim(*each)
    for each in itertools.product(RELATIONS, STANCES, BASES, (False, True))
    # a denial beside what is not an answer disputes nothing
    if not (each[3] and Claim(*each).side != "for")
]
BY_NAME = {each.name: each for each in CLAIMS}
#: Answer state -> how the sentence of it begins.
SENTENCES = {
    "answered": "Answered: a source names a response.",
    "answerDisputed": "Answer disputed: a source says that it is answered, another disputes that.",
    "answerSuggested": "Answer only suggested: no source asserts one.",
    "unanswered": "No answer in these sources (newest source on either side: 20 March 2031).",
}
HEADINGS = {
    "for": "Said to answer", "words": "Said to reply in words to", "reversal": "Said to reverse",
    "against": "Said not to answer", "order": "Said only to come",
}  # fmt: skip


def write_quarrel(folder: Path) -> Path:
    """The data folder of the quarrel; rules that infer nothing beside it."""
    acts, reports, links = [], [], []
    for number, each in enumerate(CLAIMS):
        at, end = 10 * number, 10 * number + 9
        for role, actor, recipient, day in (
            ("trigger", "XRU", "XBO", "2031-03-01"), ("response", "XBO", "XRU", "2031-03-10")
        ):  # fmt: skip
            name = f"{role}-{each.name}"
            acts.append(
                f"- {{id: {name}, type: Expulsion, label: {name.replace('-', ' ')}, "
                f"case: {each.name}, actor: {actor}, recipient: {recipient}}}"
            )
            reports.append(
                f"- {{action: {name}, span: [{at}, {end}], stance: asserts, date: {day}, "
                "status: carriedOut}"
            )
        links += [link_of(each, at, end)]
        if each.disputed:
            links.append(link_of(Claim("retaliation", "denies", "reported"), at, end, each.name))
    cases = "\n".join(f"- {{id: {x.name}, label: {x.name.replace('-', ' ')}}}" for x in CLAIMS)
    write(
        folder / "articles" / "one.yaml",
        f"""format: 1
article: {{id: one, title: Claims, publisher: gazette, published: 2031-03-20,
  textDigest: "{"0" * 64}", textLength: {10 * len(CLAIMS)}}}
cases:
{cases}
actions:
{chr(10).join(acts)}
reports:
{chr(10).join(reports)}
links:
{chr(10).join(links)}
""",
    )
    write(
        folder / "actors" / "a.yaml",
        """format: 1
actors:
- {id: XRU, type: State, label: Ruritania}
- {id: XBO, type: State, label: Borduria}
- {id: XSY, type: State, label: Syldavia}
- {id: gazette, type: NewsOrganization, label: Klow Gazette}
""",
    )
    return folder


def link_of(claim: Claim, at: int, end: int, name: str | None = None) -> str:
    name = name or claim.name
    more = ", solidarityWith: [XSY]" if claim.relation == "solidarity" else ""
    more += ", claimedBy: [XBO]" if claim.basis == "stated" else ""
    return (
        f"- {{response: response-{name}, trigger: trigger-{name}, relation: {claim.relation}, "
        f"basis: {claim.basis}, stance: {claim.stance}, span: [{at}, {end}]{more}}}"
    )


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def kg(*words: object, code: int = 0) -> str:
    ran = CliRunner().invoke(main, [str(each) for each in words])
    assert ran.exit_code == code, (words, ran.output, ran.stderr)
    return ran.stdout if code == 0 else ran.output


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """The faces ask the same input many times; it is read from its files once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "open_input", cache(sources.open_input))
        yield


@pytest.fixture(scope="module")
def quarrel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """out/ of the quarrel."""
    folder = tmp_path_factory.mktemp("quarrel")
    data = write_quarrel(folder / "data")
    (folder / "rules.toml").write_text("threshold = 1\n")
    kg("build", data, "-o", folder / "out", "--rules", folder / "rules.toml")
    return folder / "out"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def of_claims(found: Iterable[tuple[str, object]]) -> dict[str, object]:
    """By the name of the claim, from (id of an act, something)."""
    return {re.sub("^(action:)?(trigger|response)-", "", name): x for name, x in found}


def expected(what: str, *, chained: bool = False) -> dict[str, object]:
    return {x.name: getattr(x, what) for x in CLAIMS if x.chained or not chained}


def own(link: Mapping[str, str]) -> bool:
    """Whether a row is of the claim itself and not of the denial beside it."""
    claim = BY_NAME[link["response"].removeprefix("response-")]
    return not claim.disputed or link["stance"] == claim.stance


# ---- tables


def test_links_csv_gives_one_grade(quarrel: Path) -> None:
    header, *cells = read_csv((quarrel / "links.csv").read_bytes())
    found = [dict(zip(header, row, strict=True)) for row in cells]
    assert of_claims((x["response"], x["firmness"]) for x in found if own(x)) == expected("grade")
    chained = {x["response"].removeprefix("response-") for x in found if x["chain"]}
    assert chained == {x.name for x in CLAIMS if x.chained}


def test_chains_csv_and_kg_chains_have_the_chains_and_call_all_of_them_open(quarrel: Path) -> None:
    for text in (
        (quarrel / "chains.csv").read_text(),
        kg("chains", "-i", quarrel, "--format", "csv"),
    ):
        found = rows(text)
        grades = of_claims((x["chain"], x["as_firm_as"]) for x in found)
        assert grades == expected("grade", chained=True)
        assert {(x["open"], x["open_since"]) for x in found} == {("yes", "2031-03-10")}


def test_kg_chains_moves_word_each_claim_as_far_as_it_goes(quarrel: Path) -> None:
    found = rows(kg("chains", "-i", quarrel, "--view", "moves", "--format", "csv"))
    assert of_claims((x["response"], x["words"]) for x in found) == expected("words", chained=True)
    assert of_claims((x["response"], x["firmness"]) for x in found) == expected(
        "grade", chained=True
    )


def test_kg_chains_tree_words_each_claim_as_far_as_it_goes(quarrel: Path) -> None:
    text = kg("chains", "-i", quarrel, "--format", "tree")
    found = re.findall(r"response (\S.*?) \[9 days later; (.*?): ", text)
    assert {name.replace(" ", "-"): words for name, words in found} == expected(
        "words", chained=True
    )


@pytest.mark.parametrize("claim", CLAIMS[:: len(CLAIMS) // 24], ids=lambda x: x.name)
def test_a_case_tells_the_claim_and_how_the_act_stands(quarrel: Path, claim: Claim) -> None:
    words = ("chains", "-i", quarrel, "--view", "case", "--case", claim.name)
    found = rows(kg(*words, "--format", "csv"))
    assert claim.words in [x["claim"] for x in found]
    states = {x["action"]: x["answer_state"] for x in found}
    assert states == {f"trigger-{claim.name}": claim.state, f"response-{claim.name}": "unanswered"}


def test_the_actions_table_has_the_states(quarrel: Path, tmp_path: Path) -> None:
    kg("export", "-i", quarrel, "-o", tmp_path / "a.csv")
    header, *cells = read_csv((tmp_path / "a.csv").read_bytes())
    found = [dict(zip(header, row, strict=True)) for row in cells]
    states = of_claims((x["action"], x["answer_state"]) for x in found if "trigger" in x["action"])
    assert states == expected("state")


# ---- one thing at a time


@pytest.mark.parametrize("claim", CLAIMS[:: len(CLAIMS) // 24], ids=lambda x: x.name)
def test_show_and_explain_list_the_claim_on_its_side_and_the_state(quarrel, claim) -> None:
    told = json.loads(kg("explain", "-i", quarrel, f"response-{claim.name}", "--format", "json"))
    headings = [x["heading"] for x in told["sections"] if f"trigger {claim.name.split('-')[0]}" in
                " ".join(x["lines"]) and x["heading"].startswith("Said")]  # fmt: skip
    beside = ["Said not to answer"] if claim.disputed else []
    assert [each.startswith(HEADINGS[claim.sort]) for each in headings[:1]] == [True]
    assert headings[1:] == beside
    shown = kg("show", "-i", quarrel, f"response-{claim.name}", "--format", "text")
    assert f"\n{headings[0]}\n" in shown
    told = json.loads(kg("explain", "-i", quarrel, f"trigger-{claim.name}", "--format", "json"))
    assert told["answer_state"] == claim.state
    assert told["facts"]["Answer"].startswith(SENTENCES[claim.state])
    shown = kg("show", "-i", quarrel, f"trigger-{claim.name}", "--format", "text")
    assert SENTENCES[claim.state] in shown


def test_stats_count_the_states(quarrel: Path) -> None:
    (row,) = rows(kg("stats", "-i", quarrel, "--by", "kind", "--format", "csv"))
    states = [x.state for x in CLAIMS]
    assert int(row["answered"]) == states.count("answered")
    assert int(row["suggested"]) == states.count("answerSuggested")
    assert int(row["disputed"]) == states.count("answerDisputed")
    assert int(row["unanswered"]) == states.count("unanswered") + len(CLAIMS)
    assert int(row["claims"]) == sum(x.side == "for" for x in CLAIMS)


# ---- questions


def test_the_named_questions_agree(quarrel: Path) -> None:
    def ask(name: str) -> list[dict[str, str]]:
        return rows(kg("query", "-i", quarrel, name, "--format", "csv"))

    def named(found: list[dict[str, str]], role: str = "trigger") -> set[str]:
        ids = (str(x.get("action") or x[role]).rpartition("/")[2] for x in found)
        return {each.removeprefix(f"{role}-") for each in ids if each.startswith(role)}

    assert named(ask("unanswered")) == {x.name for x in CLAIMS if x.state == "unanswered"}
    disputed = {x.name for x in CLAIMS if x.disputed}
    assert named(ask("disputed-links")) == disputed
    hedged = {x.name for x in CLAIMS if x.stance in HEDGED and x.relation in RELATIONS[:5]}
    assert named(ask("hedged-links")) == hedged
    order = {x.name for x in CLAIMS if x.side == "order"}
    assert named(ask("sequences-only")) == order
    assert named(ask("open-chains"), "response") == {x.name for x in CLAIMS if x.chained}


# ---- files for other tools


def test_turtle_has_the_states_and_the_shortcuts(quarrel: Path) -> None:
    text = (quarrel / "graph.ttl").read_text()
    blocks = re.findall(r"^action:(\S+) a(.*?) \.$", text, re.MULTILINE | re.DOTALL)
    states = {n: re.search(r"ret:answerState code:(\w+)", body) for n, body in blocks}
    found = of_claims((n, m and m[1]) for n, m in states.items() if n.startswith("trigger"))
    assert found == expected("state")
    shortcuts = {n: re.search(r"ret:(respondsTo|mayRespondTo) action:", body) for n, body in blocks}
    found = of_claims((n, m and m[1]) for n, m in shortcuts.items() if n.startswith("response"))
    assert found == expected("shortcut")


def test_graphml_has_the_grades_and_the_states(quarrel: Path, tmp_path: Path) -> None:
    kg("export", "-i", quarrel, "-o", tmp_path / "a.graphml")
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    root = ET.parse(tmp_path / "a.graphml").getroot()

    def data(element: ET.Element, key: str) -> str | None:
        return next((x.text for x in element.findall("g:data", space) if x.get("key") == key), None)

    edges = root.findall(".//g:edge", space)
    grades = of_claims((str(x.get("target")), data(x, "firmness")) for x in edges)
    assert grades == expected("grade", chained=True)
    nodes = [x for x in root.findall(".//g:node", space) if str(x.get("id")).startswith("trigger")]
    states = of_claims((str(x.get("id")), data(x, "answer_state")) for x in nodes)
    assert states == expected("state", chained=True)


def test_followthemoney_has_the_grades_and_the_states(quarrel: Path, tmp_path: Path) -> None:
    kg("export", "-i", quarrel, "-o", tmp_path / "a.ftm.json")
    lines = [json.loads(each) for each in (tmp_path / "a.ftm.json").read_text().splitlines()]
    links = [x["properties"] for x in lines if x["schema"] == "UnknownLink"]
    grades = {}
    for each in links:
        claim = BY_NAME[each["subject"][0].removeprefix("action-response-")]
        relation, grade = each["role"][0].split(", ")
        if relation == claim.relation and f", {claim.stance}" in each["status"][0]:
            grades[claim.name] = grade
    assert grades == expected("grade")
    events = [x for x in lines if x["id"].startswith("action-trigger-")]
    states = {
        x["id"].removeprefix("action-trigger-"): next(
            k for k in x["properties"]["keywords"] if k == "unanswered" or k.startswith("answer")
        )
        for x in events
    }
    assert states == expected("state")


# ---- the page


def test_the_page_words_and_draws_the_same(quarrel: Path) -> None:
    html = (quarrel / "index.html").read_text()
    found = re.search(r'<script type="application/json" id="page-data">(.*?)</script>', html, re.S)
    packed = re.search(r'<script type="text/plain" id="page-files">(.*?)</script>', html, re.S)
    assert found, "the page's data"
    assert packed, "what is read once the page stands"
    page, rest = json.loads(found[1]), json.loads(zlib.decompress(base64.b64decode(packed[1])))
    acts, lines = (from_column(x) for x in (page["actions"], page["network"]["edges"]))
    actions = {x["id"]: x for x in acts}
    for claim in CLAIMS:
        assert actions[f"trigger-{claim.name}"]["answer"].startswith(SENTENCES[claim.state])
        assert actions[f"trigger-{claim.name}"]["answerState"] == claim.state
    ids = [x["id"] for x in acts]
    pairs = {(ids[x["to"]], x["sort"]): x for x in from_column(rest["pairs"])}
    for claim in CLAIMS:
        pair = pairs[f"response-{claim.name}", claim.sort]
        assert pair["verb"].lower() == claim.words
    edges = {ids[x["to"]]: x for x in lines}
    assert set(edges) == {f"response-{x.name}" for x in CLAIMS if x.side == "for"}
    for claim in (each for each in CLAIMS if each.side == "for"):
        graded = edges[f"response-{claim.name}"]["claims"][0][3]
        assert graded == (claim.grade if claim.grade in ("hedged", "disputed") else "")


def test_the_ladder_words_the_same_and_marks_the_same_states(quarrel: Path) -> None:
    html = (quarrel / "index.html").read_text()
    rungs = dict(re.findall(r'<li class="rung" id="action=([^"]+)"(.*?)</li>', html, re.DOTALL))
    states = {n: re.search(r'data-answer-state="(\w+)"', body) for n, body in rungs.items()}
    found = of_claims((n, m and m[1]) for n, m in states.items() if n.startswith("trigger"))
    assert found == expected("state")
    why = re.compile(r'<p class="why \w+">↳ (?:<bdi class="who">[^<]*</bdi>: )?(.*?) <a')
    whys = {n: why.findall(body) for n, body in rungs.items()}
    found = of_claims((n, x) for n, x in whys.items() if n.startswith("response"))
    assert found == {x.name: [x.words] if x.side == "for" else [] for x in CLAIMS}


def test_the_headline_and_the_table_of_what_is_open_count_the_states(quarrel: Path) -> None:
    html = (quarrel / "index.html").read_text()
    (line, _) = re.findall(r'<p class="headline">(.*?)</p>', html)
    states = [x.state for x in CLAIMS] + ["unanswered"] * len(CLAIMS)
    weak = states.count("answerSuggested") + states.count("answerDisputed")
    assert re.sub("<.*?>", "", line) == (
        f"{states.count('answered')} of {len(states)} measures and hostile acts are said to be "
        f"answered, {weak} only suggested or disputed, {states.count('unanswered')} are open "
        "as of 20 March 2031."
    )


# ---- what cannot be said


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("stance: asserts", "stance: denounces"), "put it on a report of the act"),
        (("basis: reported", "basis: stated"), "name the party in claimedBy"),
        (("basis: reported", "basis: inferred"), "is not one of stated, reported"),
        (("relation: retaliation", "relation: solidarity"), "go together"),
        (("trigger: first", "trigger: second"), "links 'second' to itself"),
    ],
)
def test_an_illegal_combination_is_refused_with_its_remedy(tmp_path: Path, change, told) -> None:
    write_quarrel(tmp_path)
    link = (
        "- {response: second, trigger: first, relation: retaliation, basis: reported, "
        "stance: asserts, span: [0, 9]}"
    )
    text = f"""format: 1
article: {{id: one, title: Claims, publisher: gazette, published: 2031-03-20,
  textDigest: "{"0" * 64}", textLength: 10}}
actions:
- {{id: first, type: Expulsion, label: first, actor: XRU, recipient: XBO}}
- {{id: second, type: Expulsion, label: second, actor: XBO, recipient: XRU}}
reports:
- {{action: first, span: [0, 9], stance: asserts, date: 2031-03-01, status: carriedOut}}
- {{action: second, span: [0, 9], stance: asserts, date: 2031-03-10, status: carriedOut}}
links:
{link.replace(*change)}
"""
    write(tmp_path / "articles" / "one.yaml", text)
    assert told in kg("check", tmp_path, code=1)
