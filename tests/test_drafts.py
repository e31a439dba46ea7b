"""A draft on every face: absent unless asked for, and never without its mark; no e-mail address."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from support import kg
from test_build import ACTORS, write

from kg.cache import CACHE
from kg.export import EXPORT_FORMATS
from kg.page.columns import from_column

MADE = "reader 1.2, 2031-03-05"
MARK = " (draft)"
LINE = "4 drafts were left out; kg build --drafts adds them"
#: Words that only drafts bring; they are in no face of a build without drafts.
TOLD = ("Borduria recalls six", "borduria-recalls", "in secret")
ARTICLE = """format: 1
article:
  id: gazette-1
  title: Ruritania expels four
  publisher: gazette
  published: 2031-03-20
  textDigest: "{zeros}"
  textLength: 400
  annotatedBy: Maria Nowak
cases:
- {{id: envoys, label: The envoys}}
actions:
- {{id: strike, type: Expulsion, label: Four must go, actor: XRU, recipient: XBO, case: envoys}}
- {{id: answer, type: Expulsion, label: Borduria expels five, actor: XBO, recipient: XRU,
  case: envoys}}
- {{id: borduria-recalls, type: Recall, label: Borduria recalls six, actor: XBO, recipient: XRU}}
- {{id: last, type: Expulsion, label: Ruritania expels two, actor: XRU, recipient: XBO}}
reports:
- {{action: strike, span: [0, 21], stance: asserts, status: carriedOut, date: 2031-03-01}}
- {{action: strike, span: [22, 29], stance: asserts, reason: in secret, extractedBy: "{made}"}}
- {{action: answer, span: [30, 51], stance: asserts, status: carriedOut, date: 2031-03-04}}
- {{action: last, span: [60, 81], stance: asserts, status: carriedOut, date: 2031-03-09}}
- action: borduria-recalls
  span: [90, 111]
  stance: asserts
  status: carriedOut
  date: 2031-03-05
  quantity: 6
  unit: persons
  extractedBy: {made}
links:
- {{response: answer, trigger: strike, relation: retaliation, basis: reported, stance: asserts,
  span: [30, 51], extractedBy: "{made}"}}
- {{response: borduria-recalls, trigger: strike, relation: retaliation, basis: reported,
  stance: asserts, span: [90, 111], extractedBy: "{made}"}}
- {{response: last, trigger: answer, relation: retaliation, basis: reported, stance: asserts,
  span: [60, 81]}}
"""
Folders = tuple[Path, Path]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafts") / "data"
    write(folder, ACTORS, "actors/a.yaml")
    return write(folder, ARTICLE.format(zeros="0" * 64, made=MADE))


@pytest.fixture(scope="module")
def outs(data: Path) -> Folders:
    """out/ without drafts, and with them."""
    folders = data.parent / "out", data.parent / "with"
    without = kg("build", data, "-o", folders[0])
    assert (without.exit_code, LINE in without.stderr) == (0, True)
    kept = kg("build", data, "--drafts", "-o", folders[1])
    assert (kept.exit_code, "left out" in kept.stderr) == (0, False)
    return folders


def ask(*words: object) -> str:
    ran = kg(*words)
    assert ran.exit_code == 0, (words, ran.output, ran.stderr)
    return ran.stdout


def rows(text: str, key: str) -> dict[str, dict[str, str]]:
    return {each[key]: each for each in csv.DictReader(io.StringIO(text))}


def page_of(html: str) -> tuple[Any, Any]:
    found = re.search(r'id="page-data">(.*?)</script>', html, re.DOTALL)
    packed = re.search(r'id="page-files">(.*?)</script>', html, re.DOTALL)
    assert found
    assert packed
    rest = json.loads(zlib.decompress(base64.b64decode(packed[1])))
    rest |= {key: from_column(rest[key]) for key in rest["columns"]}
    return json.loads(found[1]), rest


def everything_of(out: Path, folder: Path) -> dict[str, str]:
    """The text of every file that kg writes for people, and of what it prints, by name."""
    unread = ("manifest.json", CACHE)  # what names the inputs, and what was read of them
    texts = {x.name: x.read_bytes().decode() for x in out.iterdir() if x.name not in unread}
    texts["page, unpacked"] = json.dumps(page_of(texts["index.html"]), ensure_ascii=False)
    for form in EXPORT_FORMATS:
        texts[form] = ask("export", "-i", out, "-o", "-", "--format", form)
    ask("export", "-i", out, "-o", folder / "tables", "--format", "csv")
    texts |= {f"tables/{x.name}": x.read_text("utf-8") for x in (folder / "tables").iterdir()}
    ask("draw", "-i", out, "-o", folder / "a.svg")
    texts["svg"] = (folder / "a.svg").read_text("utf-8")
    for words in (
        "chains --format tree", "chains --format json", "chains --view moves --format csv", "stats",
        "search b", "show strike --format text", "show XBO --format text",
        "show article:gazette-1 --format text", "explain strike", "explain answer",
        "query disagreements", "query provenance", "query reasons", "query link-claims",
        "chains --view list", "chains --case envoys --view case --format csv",
    ):  # fmt: skip
        name, *rest = words.split()
        texts[words] = ask(name, "-i", out, *rest)
    return texts


def test_without_drafts_no_face_has_a_word_of_them(outs: Folders, tmp_path: Path) -> None:
    said = everything_of(outs[0], tmp_path)
    assert [name for name, text in said.items() for word in TOLD if word in text] == []
    assert [name for name, text in said.items() if MARK in text or "ret:draft" in text] == []


def test_with_drafts_every_face_that_names_the_act_marks_it(outs: Folders, tmp_path: Path) -> None:
    said = everything_of(outs[1], tmp_path)
    bare = re.compile(r"Borduria recalls six(?! \(draft\))")
    named = {name for name, text in said.items() if "Borduria recalls six" in text}
    assert [name for name in named if bare.search(said[name])] == []
    assert named >= {
        "graph.ttl", "graph.trig", "stated.ttl", "links.csv", "index.html", "page, unpacked",
        "turtle", "graphml", "gexf", "csv", "followthemoney", "tables/actions.csv", "svg",
        "chains --format tree", "explain strike", "show strike --format text", "search b",
    }  # fmt: skip


def test_the_graph_says_which_things_are_drafts(outs: Folders) -> None:
    text = (outs[1] / "stated.ttl").read_text()
    blocks = {x.split()[0]: x for x in text.split("\n\n") if " a ret:" in x}
    drafts = {name for name, block in blocks.items() if "ret:draft true" in block}
    assert {x.partition(":")[0] for x in drafts} == {"action", "report", "link"}
    assert {x for x in drafts if x.startswith("action:")} == {"action:borduria-recalls"}
    assert len(drafts) == 5
    assert f'ret:extractedBy "{MADE}"' in text
    assert "ret:mayRespondTo action:strike" in text  # no draft stands behind a firm shortcut
    assert "ret:respondsTo action:strike" not in text
    derived = (outs[1] / "derived.ttl").read_text()
    assert ("ret:draftAnswer true" in derived, "ret:draft true" in derived) == (True, True)


def test_the_tables_have_a_column_of_drafts(outs: Folders, tmp_path: Path) -> None:
    links = rows((outs[1] / "links.csv").read_text(), "response")
    assert {k: x["draft"] for k, x in links.items() if x["basis"] == "reported"} == {
        "answer": "yes",
        "borduria-recalls": "yes",
        "last": "no",
    }
    assert links["answer"]["extracted_by"] == MADE
    assert [x["draft"] for x in rows((outs[1] / "chains.csv").read_text(), "chain").values()] == [
        "yes"
    ]
    ask("export", "-i", outs[1], "-o", tmp_path / "t", "--format", "csv")
    acts = rows((tmp_path / "t" / "actions.csv").read_text(), "action")
    assert {name: (x["draft"], x["draft_answer"]) for name, x in acts.items()} == {
        "strike": ("no", "yes"),
        "answer": ("no", "no"),
        "borduria-recalls": ("yes", "yes"),  # it would not be there at all
        "last": ("no", "no"),
    }


def test_the_tree_and_the_moves_mark_a_claim_that_is_a_draft(outs: Folders) -> None:
    tree = ask("chains", "-i", outs[1], "--format", "tree")
    assert "1. Chain that begins with: Four must go (draft)" in tree
    assert "said to answer (draft): retaliation, reported" in tree
    assert "said to answer: retaliation, reported" in tree
    moves = rows(ask("chains", "-i", outs[1], "--view", "moves", "--format", "csv"), "response")
    assert {name: x["words"] for name, x in moves.items()} == {
        "answer": "said to answer (draft)",
        "borduria-recalls": "said to answer (draft)",
        "last": "said to answer",
    }


def test_a_row_a_chain_and_a_row_a_claim_of_a_case_mark_them(outs: Folders) -> None:
    for form in ("table", "tsv", "md"):
        listed = ask("chains", "-i", outs[1], "--view", "list", "--format", form)
        assert listed.count("Four must go (draft)") == 1
    words = ("--case", "envoys", "--view", "case", "--format", "csv")
    case = rows(ask("chains", "-i", outs[1], *words), "action")
    assert case["answer"]["how"] == "retaliation, reported (draft)"


def test_queries_have_a_column_of_drafts(outs: Folders) -> None:
    claims = rows(ask("query", "-i", outs[1], "link-claims", "--format", "csv"), "response")
    assert {name.partition("action/")[2]: x["draft"] for name, x in claims.items()} == {
        "answer": "true",
        "borduria-recalls": "true",
        "last": "false",
    }


def test_the_totals_count_them(outs: Folders) -> None:
    said = [kg("stats", "-i", each).stderr for each in outs]
    assert ["; 4 drafts among them\n" in each for each in said] == [False, True]


def test_the_difference_of_two_builds_marks_a_claim(outs: Folders) -> None:
    told = kg("diff", *outs, "--by", "links").stdout
    assert told.count("“Borduria expels five” is said to answer (draft) “Four must go”") == 1


@pytest.fixture(scope="module")
def mixed(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with a draft and a reviewed claim on one pair, and so two counts of one act."""
    folder = tmp_path_factory.mktemp("mixed")
    write(folder / "data", ACTORS, "actors/a.yaml")
    text = (data / "articles" / "a.yaml").read_text()
    text = text.replace("reports:\n", f"""reports:
- {{action: answer, span: [150, 171], stance: asserts, quantity: 2, unit: persons}}
- {{action: answer, span: [180, 201], stance: asserts, quantity: 7, unit: persons,
  extractedBy: "{MADE}"}}
""")  # fmt: skip
    text += """- {response: answer, trigger: strike, relation: retaliation, basis: reported,
  stance: asserts, span: [150, 171]}
"""
    write(folder / "data", text)
    ask("build", folder / "data", "--drafts", "-o", folder / "out")
    return folder / "out"


def test_of_several_claims_on_one_pair_it_is_said_how_many_are_drafts(mixed: Path) -> None:
    told = "retaliation, reported ×2, 1 a draft"
    assert f"said to answer: {told}" in ask("chains", "-i", mixed, "--format", "tree")
    assert told in ask("chains", "-i", mixed, "--view", "moves")
    moves = rows(ask("chains", "-i", mixed, "--view", "moves", "--format", "csv"), "response")
    assert (moves["answer"]["claims"], moves["answer"]["drafts"]) == ("2", "1")


def test_a_draft_never_takes_a_reviewed_value_off_an_act(mixed: Path, tmp_path: Path) -> None:
    text = (mixed / "stated.ttl").read_text()
    (answer,) = (x for x in text.split("\n\n") if x.lstrip().startswith("action:answer a "))
    assert "ret:quantity 2 ;" in answer
    ask("export", "-i", mixed, "-o", tmp_path / "t", "--format", "csv")
    acts = rows((tmp_path / "t" / "actions.csv").read_text(), "action")
    assert (acts["answer"]["count"], acts["borduria-recalls"]["count"]) == ("2", "6")


def test_where_accounts_differ_it_is_said_which_are_drafts(mixed: Path) -> None:
    said = rows(ask("query", "-i", mixed, "disagreements", "--format", "csv"), "value")
    assert {value: said[value]["draft"] for value in "27"} == {"2": "false", "7": "true"}


def test_show_and_explain_say_who_extracted_it_and_that_nobody_reviewed_it(outs: Folders) -> None:
    text = ask("show", "-i", outs[1], "strike", "--format", "text")
    assert "Asserts (draft)" in text
    assert f"Extracted by {MADE}. Reviewed by nobody: a draft." in text
    assert "Answer: Answered: a source names a response (draft)." in text
    explained = json.loads(ask("explain", "-i", outs[1], "strike", "--format", "json"))
    assert explained["facts"]["Answer"].endswith("(draft).")


def test_the_page_marks_moves_lines_claims_and_reports_and_tells_of_them_first(
    outs: Folders,
) -> None:
    html = (outs[1] / "index.html").read_text("utf-8")
    assert "4 records are drafts: extracted by a program and reviewed by nobody." in html
    page, rest = page_of(html)
    acts = {x["id"]: x for x in from_column(page["actions"])}
    at = list(acts).index("borduria-recalls")
    assert rest["nodes"][at]["label"].endswith(MARK)
    assert acts["strike"]["answerLabel"] == "Answered (draft)"
    lines = [x["label"] for x in from_column(page["network"]["edges"])]
    assert sorted("draft" in each for each in lines) == [False, True, True]
    claims = [claim["head"] for pair in rest["pairs"] for claim in pair["claims"]]
    assert sum(each.endswith(MARK) for each in claims) == 2
    stances = [x["stance"] for each in rest["evidence"] for x in each["reports"]]
    assert stances.count("Asserts (draft)") == 2
    assert "said to answer (draft)" in html  # the ladder, drawn before any script


def test_exports_for_other_tools_mark_claims(outs: Folders) -> None:
    money = ask("export", "-i", outs[1], "-o", "-", "--format", "followthemoney")
    roles = [x["properties"].get("role", [""])[0] for x in map(json.loads, money.splitlines())]
    assert sum(each.endswith(MARK) for each in roles) == 4
    assert "retaliation, reported (draft)" in ask("export", "-i", outs[1], "-o", "-", "--format",
                                                  "gexf")  # fmt: skip
    assert ask("export", "-i", outs[1], "-o", "-", "--format", "graphml").count(">yes<") >= 3


def test_what_was_left_out_and_what_was_kept_is_said_where_data_are_read(
    data: Path, outs: Folders
) -> None:
    said = "chains|stats|show strike|query chains|explain strike|search b|export -o - --format ttl"
    for words in said.split("|"):
        name, *rest = words.split()
        assert LINE in kg(name, "-i", data, *rest).stderr
    differ = kg("diff", data, outs[1])
    assert (differ.exit_code, LINE in differ.stderr, "with drafts" in differ.stderr) == (
        1,
        True,
        True,
    )
    assert "with drafts" in kg("chains", "-i", outs[1]).stderr
    kept = [json.loads((each / "manifest.json").read_text())["drafts"] for each in outs]
    assert kept == [False, True]


def test_kg_check_checks_drafts_too(data: Path, tmp_path: Path) -> None:
    write(tmp_path, ACTORS, "actors/a.yaml")
    text = (data / "articles" / "a.yaml").read_text()
    write(tmp_path, text.replace("response: borduria-recalls", "response: borduria-recal"))
    ran = kg("check", tmp_path)
    assert (ran.exit_code, "'borduria-recal' is not an action" in ran.stdout) == (1, True)


MAIL = "m.nowak@example.org"
WHERE = {
    "title": ("title: Ruritania expels four", f"title: Ruritania expels four ({MAIL})"),
    "annotatedBy": ("annotatedBy: Maria Nowak", f"annotatedBy: Maria Nowak <{MAIL}>"),
    "extractedBy": (f"extractedBy: {MADE}\nlinks", f"extractedBy: by {MAIL}, 2031-03-05\nlinks"),
    "label": ("label: Four must go", f"label: Four must go says {MAIL}"),
    "reason": ("reason: in secret", f"reason: in secret as {MAIL} writes"),
    "id": ("id: strike", f"id: {MAIL}"),
    "url": ("published: 2031-03-20", f"published: 2031-03-20\n  url: https://example.org/{MAIL}"),
}


@pytest.mark.parametrize("key", WHERE)
def test_a_file_with_an_e_mail_address_is_refused_and_builds_nothing(
    key: str, data: Path, tmp_path: Path
) -> None:
    old, new = WHERE[key]
    text = (data / "articles" / "a.yaml").read_text()
    assert old in text
    write(tmp_path / "data", ACTORS, "actors/a.yaml")
    write(tmp_path / "data", text.replace(old, new))
    ran = kg("build", tmp_path / "data", "-o", tmp_path / "out")
    assert (ran.exit_code, (tmp_path / "out").exists()) == (1, False)


@pytest.mark.parametrize("key", ["title", "author"])
def test_kg_toml_with_an_e_mail_address_is_refused(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kg.toml").write_text(f'{key} = "Maria Nowak <{MAIL}>"\n')
    monkeypatch.chdir(tmp_path)
    ran = kg("build")
    assert (ran.exit_code, "kg.toml:1:1" in ran.stderr, MAIL in ran.output) == (1, True, False)


def test_an_address_in_rdf_reaches_no_face(outs: Folders, tmp_path: Path) -> None:
    text = (outs[0] / "graph.ttl").read_text()
    bad = text.replace('"Maria Nowak"', f'"Maria Nowak <{MAIL}>"').replace(
        '"Four must go"', f'"Four must go, {MAIL}"'
    )
    assert bad.count(MAIL) > 5
    (tmp_path / "bad.ttl").write_text(bad)
    for form in EXPORT_FORMATS:
        assert MAIL not in ask("export", "-i", tmp_path / "bad.ttl", "-o", "-", "--format", form)
    assert MAIL not in ask("show", "-i", tmp_path / "bad.ttl", "strike", "--format", "text")


@pytest.mark.parametrize(
    "words",
    [
        "draw --title M", "draw --address #q=M", "export -o - --format ttl --address #q=M",
        "export -o - --format ttl --license https://example.org/M", "new --publisher M a.txt",
        "review data/articles/a.yaml --as M", "init p --base https://example.org/M/",
    ],
)  # fmt: skip
def test_an_option_with_an_e_mail_address_is_refused(
    words: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "data", ACTORS, "actors/a.yaml")
    write(tmp_path / "data", (data / "articles" / "a.yaml").read_text())
    (tmp_path / "kg.toml").write_text('data = ["data"]\n')
    (tmp_path / "a.txt").write_text("Ruritania answers Borduria.\n\nIt expels four.\n")
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    ran = kg(*words.replace("M", MAIL).split())
    assert (ran.exit_code, "holds an e-mail address" in ran.stderr, ran.stdout) == (2, True, "")
    assert MAIL not in ran.stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", [f"events/{MAIL}.csv", f"articles/{MAIL}.yaml"])
def test_a_file_named_by_an_e_mail_address_is_refused(name: str, tmp_path: Path) -> None:
    write(tmp_path / "data", ACTORS, "actors/a.yaml")
    write(tmp_path / "data", "", name)
    ran = kg("build", tmp_path / "data", "-o", tmp_path / "out")
    assert (ran.exit_code, "in its name, which would be published" in ran.stderr) == (3, True)


def test_a_path_in_kg_toml_may_have_the_form_of_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "m.nowak@example.org"
    write(home / "data", ACTORS, "actors/a.yaml")
    write(home / "data", ARTICLE.format(zeros="0" * 64, made=MADE))
    (home / "kg.toml").write_text(f'data = ["{home}/data"]\n')
    monkeypatch.chdir(home)
    assert kg("build").exit_code == 0
    assert [x.name for x in (home / "out").iterdir() if "nowak@" in x.read_text("utf-8")] == []
