"""kg stats, kg show, kg search and kg actors as people and scripts meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import aside, kg


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (["stats"], "json"),
        (["stats", "--by", "year"], "md"),
        (["show", "USA"], "csv"),
        (["search", "expulsion"], "table"),
    ],
)
def test_formats_are_those_of_the_other_commands(words: list[str], form: str, out: Path) -> None:
    result = kg(*words, "-g", out, "--format", form)
    assert (result.exit_code, bool(result.stdout)) == (0, True)
    assert (form == "json") == result.stdout.startswith("[\n")


def test_stats_in_a_pipe_is_one_table_and_drawn_it_is_five(out: Path) -> None:
    piped = kg("stats", "-g", out)
    assert piped.stdout.startswith("by\tgroup\tlabel\tactions\treceived\tmaterial")
    assert " actions, " in piped.stderr
    drawn = kg("stats", "-g", out, "--format", "table").stdout
    assert [line for line in drawn.splitlines() if line.startswith("By ")] == [
        "By state", "By kind", "By year", "By dyad", "By article",
    ]  # fmt: skip


def test_show_goes_by_id_name_or_prefixed_name(out: Path) -> None:
    texts = [
        kg("show", name, "-g", out, "--format", "text").stdout
        for name in ("USA", "actor:USA", "united states")
    ]
    assert texts[0].startswith("United States\n===")
    assert texts == [texts[0]] * 3
    assert kg("show", "USA", "-g", out).stdout.startswith("section\twhat\ttext\tthing\n")


def test_what_is_not_there_is_told_with_the_nearest(out: Path) -> None:
    shown = kg("show", "Rusia", "-g", out)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert "did you mean 'actor:RUS' (Russia)?" in shown.stderr
    sought = kg("search", "Rusia", "-g", out)
    assert (sought.exit_code, sought.stdout.count("\n")) == (0, 1)
    assert aside(sought) == "nothing has a name like 'Rusia'; did you mean 'Russia'?\n"


@pytest.mark.parametrize(
    "words", [["stats"], ["show", "USA"], ["search", "USA"], ["query", "unanswered"]]
)
def test_a_graph_that_cannot_be_read_ends_with_3(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<a> <b>")
    (tmp_path / "notes.txt").write_text("")
    for name in ("none.ttl", "broken.ttl", "notes.txt", ""):
        result = kg(*words, "-g", tmp_path / name)
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr.count("\n") == 1


def test_actors_are_those_of_the_data_and_the_standard(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    text = "format: 1\nactors: [{id: XRU, type: State, label: Ruritánia}]\n"
    (tmp_path / "actors" / "a.yaml").write_text(text)
    found = kg("actors", "ruritania", "--data", tmp_path, "--format", "json")
    assert [each["actor"] for each in json.loads(found.stdout)] == ["XRU"]
    everyone = kg("actors", "--data", tmp_path).stdout
    assert all(f"\n{name}\t" in everyone for name in ("XRU", "FRA", "UN"))
    nobody = kg("actors", "Ruritanai", "--data", tmp_path)
    assert nobody.exit_code == 0
    assert "'Ruritanai' is not an actor; did you mean 'XRU' (Ruritánia)?" in nobody.stderr


def test_a_known_actor_that_nothing_names_is_told_from_an_unknown_one(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "events").mkdir()
    text = "format: 1\nactors:\n- {id: XRU, type: State, label: Ruritania}\n"
    text += "- {id: doves, type: Group, label: Doves of Ruritania, altLabel: Doves}\n"
    (tmp_path / "actors" / "a.yaml").write_text(text, encoding="utf-8")
    for name in ("doves", "Doves", "actor:doves"):
        ran = kg("show", name, "-i", tmp_path)
        assert (ran.exit_code, ran.stderr.splitlines()[-1]) == (
            2,
            "doves (Doves of Ruritania, group of persons) is a known actor, but nothing in the "
            "data read names it",
        )
    ran = kg("show", "Hawks", "-i", tmp_path)
    assert ran.stderr.splitlines()[-1] == "the graph has no 'Hawks' (kg search finds names)"


def test_actors_lists_only_the_names_that_files_may_use(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    text = "format: 1\nactors:\n- {id: doves, type: Group, label: Doves of Klow, altLabel: Hawks}\n"
    text += "- {id: guild, type: Organization, label: Guild of Klow, altLabel: The Guild}\n"
    (tmp_path / "actors" / "a.yaml").write_text(text, encoding="utf-8")
    ran = kg("actors", "of klow", "--data", tmp_path, "--format", "json")
    assert {x["actor"]: x["other_names"] for x in json.loads(ran.stdout)} == {
        "doves": "", "guild": "The Guild",
    }  # fmt: skip


def test_classes_lists_them_all_or_those_a_word_may_mean() -> None:
    every = kg("classes")
    assert (every.exit_code, every.stderr) == (0, "")
    assert every.stdout.startswith("class\tlabel\tkind_of\tmaterial\tdefinition\texample\tnot\n")
    found = kg("classes", "expelled", "--format", "json")
    assert json.loads(found.stdout)[0]["class"] == "Expulsion"


def test_a_class_that_is_not_there_is_told_with_the_nearest() -> None:
    sought = kg("classes", "Expulsoin")
    assert (sought.exit_code, sought.stdout.count("\n")) == (0, 1)
    assert "did you mean 'Expulsion'?" in sought.stderr


def test_the_help_of_classes_tells_the_rule_of_status() -> None:
    text = " ".join(kg("classes", "--help").stdout.split())
    assert "needs a `status` in at least one report" in text
