"""What commands share: filters as they could be typed, texts, and how tables are shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support import EXCHANGE, claim, kg, paper, people, record, report

from kg.cli.common import (
    filter_words,
    narrowed,
    open_built,
    open_graph,
    open_index,
    say_no_match,
    show_table,
    table_width,
    texts_folder,
)
from kg.errors import UsageError
from kg.infer.built import Built, infer
from kg.read.corpus import Corpus
from kg.tables import Table

NOTHING: dict[str, Any] = {
    "actor": (), "dyad": None, "case": None, "since": None, "until": None, "basis": (),
    "min_confidence": None, "min_length": 0, "chain": (), "answer": (), "address": None,
}  # fmt: skip


def exchange() -> Built:
    said = record(
        EXCHANGE, [claim("a2", "a1", basis="stated"), claim("a3", "a2")], articles=(paper(),),
        reports=tuple(report(each.id, 20 * n) for n, each in enumerate(EXCHANGE)),
    )  # fmt: skip
    return infer(Corpus(record=said, actors=people(), findings=(), unreadable=(), inputs={}))


def ids(built: Built) -> list[str]:
    return [each.id for each in built.corpus.record.actions]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({}, ""),
        ({"actor": ("USA", "GBR")}, "--actor USA --actor GBR"),
        ({"dyad": ("XRU", "XBO"), "since": "2018"}, "--dyad XRU XBO --since 2018"),
        ({"min_length": 3, "min_confidence": "0.9"}, "--min-confidence 0.9 --min-length 3"),
        ({"actor": ("United States",)}, "--actor 'United States'"),
        ({"answer": ("answered", "open")}, "--answer answered --answer open"),
        ({"address": "#q=a b", "until": "2018"}, "--until 2018 --address '#q=a b'"),
    ],
)
def test_filters_are_told_as_they_could_be_typed(filters: dict[str, Any], words: str) -> None:
    assert filter_words({**NOTHING, **filters}) == words


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ({"actor": ("Vanuatu",)}, "No actions match --actor Vanuatu\n"),
        ({"case": "a\x1bb"}, "No actions match --case 'a\ufffdb'\n"),
        ({}, "There are no actions\n"),
    ],
)
def test_what_left_nothing_is_named_as_it_could_be_typed(
    filters: dict[str, Any], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    say_no_match("actions", {**NOTHING, **filters})
    assert capsys.readouterr().err == told


def test_without_filters_or_a_view_the_build_stays_as_it_is() -> None:
    built = exchange()
    part, words = narrowed(built, NOTHING)
    assert part is built
    assert words == ""


def test_a_filter_a_view_or_an_address_leaves_a_part_and_says_which() -> None:
    built = exchange()
    part, words = narrowed(built, {**NOTHING, "basis": ("stated",)})
    assert ids(part) == ["a1", "a2"]
    assert words == "--basis stated"
    part, words = narrowed(built, NOTHING, "fan", "a2")
    assert ids(part) == ["a2", "a3"]
    assert words == "--trigger a2 --view fan"
    part, words = narrowed(built, {**NOTHING, "address": "#view=graph&basis=stated"})
    assert ids(part) == ["a1", "a2"]
    assert words == "--address '#basis=stated'"


def test_a_state_leaves_the_acts_as_the_page_does_and_with_a_view_the_chains_that_have_one() -> (
    None
):
    built = exchange()
    wanted = {**NOTHING, "answer": ("open",)}
    part, words = narrowed(built, wanted)
    assert ids(part) == ["a3"]
    assert words == "--address '#answer=answerPlanned%2CansweredInWords%2Cunanswered'"
    part, words = narrowed(built, wanted, "tree")
    assert ids(part) == ["a1", "a2", "a3"]
    assert words == "--answer open --view tree"
    part, words = narrowed(built, {**NOTHING, "answer": ("answerDisputed",)}, "tree")
    assert ids(part) == []


def test_a_state_and_an_address_narrow_together() -> None:
    built = exchange()
    given = {**NOTHING, "answer": ("answered",), "address": "#view=graph&actor=XSY"}
    with pytest.raises(UsageError, match="'XSY' is not an actor here"):
        narrowed(built, given)
    part, words = narrowed(built, {**given, "address": "https://klow.example/p.html#q=a2"})
    assert ids(part) == ["a1", "a2"]
    assert words == "--address '#q=a2&answer=answered'"
    part, _ = narrowed(built, {**given, "address": "q=a2"})
    assert ids(part) == ["a1", "a2"]


@pytest.mark.parametrize("address", ["#answer=unanswered", "view=graph&answer=", "p.html#answer=x"])
def test_states_are_named_in_one_place(address: str) -> None:
    given = {**NOTHING, "answer": ("answered",), "address": address}
    with pytest.raises(UsageError, match="--address names answer states too"):
        narrowed(exchange(), given)


def test_a_state_that_is_not_known_is_refused_with_a_hint() -> None:
    with pytest.raises(UsageError, match=r"no answer state 'opne'; did you mean 'open'\?"):
        narrowed(exchange(), {**NOTHING, "answer": ("opne",)})


def test_what_is_read_is_said_in_one_line_however_it_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = []
    assert len(open_built([folder]).corpus.record.articles) == 1
    articles.append(capsys.readouterr())
    assert list(open_index([folder]).actions) == ["strike"]
    articles.append(capsys.readouterr())
    assert open_graph([folder]).sources == (1, 0)
    articles.append(capsys.readouterr())
    assert [each.out for each in articles] == [""] * 3
    assert len({each.err for each in articles}) == 1
    assert articles[0].err.startswith("reading ")
    assert articles[0].err.count("\n") == 1
    assert "1 article" in articles[0].err


def test_texts_are_those_given_or_those_of_the_project_where_they_are_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert texts_folder(None) is None
    (tmp_path / "mine" / "articles").mkdir(parents=True)
    (tmp_path / "kg.toml").write_text('data = ["mine"]\ntexts = "texts"\n')
    assert texts_folder(None) is None
    assert capsys.readouterr().err.startswith("no texts: ")
    (tmp_path / "texts").mkdir()
    assert texts_folder(None) == tmp_path / "texts"
    (tmp_path / "given").mkdir()
    assert texts_folder(tmp_path / "given") == tmp_path / "given"
    assert capsys.readouterr().err == ""


def test_a_table_is_tsv_in_a_pipe_and_as_asked(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(("a", "b"), (("1", "2"),))
    show_table(table, None)
    assert capsys.readouterr().out == "a\tb\n1\t2\n"
    show_table(table, "json")
    assert capsys.readouterr().out.startswith("[\n")


def test_only_a_drawn_table_has_a_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "77")
    assert table_width("table") == 77
    assert [table_width(form) for form in ("tsv", "json", "md")] == [None] * 3


@pytest.mark.parametrize(
    "words", [("init",), ("build", "-o"), ("import", "brat", ".", "-o"), ("bulk", "x.csv", "-o")]
)
def test_many_files_do_not_go_to_standard_output(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = kg(*words, "-")
    assert (ran.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "many files do not go to standard output; name a folder" in ran.stderr
