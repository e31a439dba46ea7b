"""kg chains and kg explain as people and scripts meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import aside, kg

from kg.infer.built import Built
from kg.page import page_data
from kg.tell.explain import explain
from kg.tell.index import Index


def test_chains_names_each_move_and_how_firm_it_is(folder: Path, out: Path) -> None:
    rows = json.loads(kg("chains", "-i", out, "--format", "json").stdout)
    assert {"chain", "moves", "as_firm_as", "open_since"} <= set(rows[0])
    assert kg("chains", "--data", folder, "--format", "tsv").stdout.count("\n") == 1


def test_chains_in_a_pipe_are_rows_and_filters_narrow_them(ladder: Path) -> None:
    assert kg("chains", "--data", ladder).stdout.splitlines()[1].split("\t")[2:4] == [
        "Borduria expels four", "Ruritania expels four",
    ]  # fmt: skip
    for words in (["--actor", "Syldavia"], ["--basis", "stated"], ["--since", "2031-03-06"]):
        result = kg("chains", "--data", ladder, *words, "--format", "json")
        if "Syldavia" in words:
            assert (result.exit_code, aside(result)[:26]) == (2, "'Syldavia' is not an actor")
        else:
            assert (result.exit_code, json.loads(result.stdout)) == (0, [])
            assert f"No chains match {' '.join(words)}\n" in result.stderr
    kept = kg("chains", "--data", ladder, "--dyad", "ruritania", "XBO", "--format", "json")
    (row,) = json.loads(kept.stdout)
    assert (row["exchanges"], row["counts"], row["days"]) == ("1", "4 -> 6 persons", "4")


def test_chains_says_how_many_claims_are_in_none(out: Path) -> None:
    told = "in no chain: "
    every = kg("chains", "-i", out)
    assert told in every.stderr
    assert every.stderr.rstrip().endswith("; kg query link-claims lists every claim")
    assert told not in every.stdout
    assert told not in kg("chains", "-i", out, "--actor", "USA").stderr
    assert told not in kg("chains", "-i", out, "--limit", "1").stderr


def test_chains_with_a_move_in_a_state_are_kept_whole(ladder: Path) -> None:
    def moves(*words: str) -> list[tuple[str, str]]:
        given = kg("chains", "--data", ladder, "--view", "moves", "--format", "json", *words)
        assert given.exit_code == 0
        return [(each["trigger"], each["response"]) for each in json.loads(given.stdout)]

    assert moves() == [("strike", "answer")]
    for state in ("answered", "open", "unanswered", "answerPlanned, answered"):
        assert moves("--answer", state) == moves()
    assert moves("--answer", "answeredInWords") == []
    none = kg("chains", "--data", ladder, "--answer", "answeredInWords,answerDisputed")
    assert "No chains match --answer answeredInWords,answerDisputed\n" in none.stderr


def test_a_case_of_a_state_has_the_chains_with_such_a_move_and_the_acts_that_stand_so(
    ladder: Path,
) -> None:
    def acts(state: str) -> list[str]:
        words = ("chains", "--data", ladder, "--view", "case", "--case", "embassies")
        given = kg(*words, "--answer", state, "--format", "json")
        return [each["action"] for each in json.loads(given.stdout)]

    assert acts("answered") == ["strike", "answer"]
    assert acts("unanswered") == ["strike", "answer"]
    assert acts("answeredInWords") == []


def test_a_list_has_a_row_a_chain_and_a_limit_keeps_those_with_most_moves(out: Path) -> None:
    chains = json.loads(kg("chains", "-i", out, "--format", "json").stdout)
    listed = kg("chains", "-i", out, "--view", "list", "--format", "tsv").stdout.splitlines()
    assert listed[0].split("\t")[2:4] == ["moves", "begins with"]
    assert [each.split("\t")[3] for each in listed[1:]] == [each["begins_with"] for each in chains]
    two = kg("chains", "-i", out, "--view", "list", "--limit", "2", "--format", "tsv")
    largest = sorted(chains, key=lambda each: -int(each["actions"]))[:2]
    kept = [each["begins_with"] for each in chains if each in largest]
    assert [each.split("\t")[3] for each in two.stdout.splitlines()[1:]] == kept
    assert f"2 of {len(chains)} chains; leave out --limit to see all\n" in two.stderr


def test_a_limit_that_leaves_nothing_out_says_nothing(ladder: Path) -> None:
    assert "--limit" not in kg("chains", "--data", ladder, "--limit", "9").stderr


def test_chains_as_a_tree_and_as_turtle(ladder: Path, tmp_path: Path) -> None:
    tree = kg("chains", "--data", ladder, "--format", "tree").stdout
    assert "   └─ 2031-03-05  Borduria expels four [4 days later; said to answer: " in tree
    path = tmp_path / "chains.ttl"
    path.write_text(kg("chains", "--data", ladder, "--format", "turtle").stdout)
    assert kg("export", "--data", ladder, "-o", tmp_path / "all.ttl").exit_code == 0
    result = kg("diff", path, tmp_path / "all.ttl", "--by", "triples")
    assert result.exit_code == 1
    assert {line[0] for line in result.stdout.splitlines()} == {"+"}
    assert "link:" not in kg("diff", path, tmp_path / "all.ttl", "--by", "links").stdout


@pytest.mark.parametrize("form", ["tree", "table", "tsv", "csv", "json", "md", "turtle"])
@pytest.mark.parametrize(
    "view",
    [
        ["tree"],
        ["moves"],
        ["ladder", "--dyad", "XRU", "XBO"],
        ["fan", "--trigger", "strike"],
        ["case", "--case", "embassies"],
        ["longest"],
    ],
    ids=lambda words: words[0],
)
def test_every_view_has_every_format(view: list[str], form: str, ladder: Path) -> None:
    result = kg(
        "chains", "--data", ladder, "--view", *view, "--format", form, env={"COLUMNS": "200"}
    )
    assert result.exit_code == 0, result.output
    assert "Ruritania expels four" in result.stdout
    assert ("Ruritania protests" in result.stdout) == (view[0] == "case")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--view", "ladder"], "--dyad A B"),
        (["--view", "fan", "--trigger", "strik"], "did you mean 'strike'"),
        (["--basis", "reportd"], "did you mean 'reported'"),
        (["--min-confidence", "2"], "not a number from 0 to 1"),
        (["--answer", "opn"], "no answer state 'opn'; did you mean 'open'?"),
    ],
)
def test_a_wrong_filter_gets_one_line(words: list[str], message: str, ladder: Path) -> None:
    result = kg("chains", "--data", ladder, *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert aside(result).count("\n") == 1


@pytest.mark.parametrize("words", [["--dyad", "XBO,XRU"], ["--dyad=XBO,XRU"]])
def test_a_pair_may_be_written_as_in_an_address(words: list[str], ladder: Path) -> None:
    apart = kg("chains", "--data", ladder, "--dyad", "XBO", "XRU", "--format", "tsv")
    assert apart.exit_code == 0
    joined = kg("chains", "--data", ladder, *words, "--format", "tsv")
    assert (joined.exit_code, joined.stdout) == (0, apart.stdout)


def test_explain_speaks_text_and_json(built: Built, out: Path) -> None:
    name = "us-expels-12-un-2022"
    text = kg("explain", name, "-i", out).stdout
    assert "Disputed:" in text
    found = json.loads(kg("explain", name, "-i", out, "--format", "json").stdout)
    assert found["title"] == explain(Index(page_data(built)), name).title
