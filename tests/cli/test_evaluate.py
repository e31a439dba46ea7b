"""kg evaluate as people and scripts meet it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.cli.evaluate import SHOWN
from kg.infer.evaluate import EVALUATIONS
from kg.paths import data_folder


def test_the_command_measures_each_table_and_says_which() -> None:
    result = CliRunner().invoke(main, ["evaluate", "--show", "misses", "--format", "tsv"])
    assert result.exit_code == 0
    header, *rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert header == ["part", "task", "response", "right", "chosen", "confidence", "why"]
    assert {each[0] for each in rows} == {
        "dyads, from 2017", "dyads, before 2017",
        "current-events-even.csv", "current-events-odd.csv",
    }  # fmt: skip


def test_the_command_takes_any_folder_laid_out_like_data(tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    header = (
        "id,date,actor,recipient,type,quantity,unit,status,case,source,label,"
        "responds_to,relation,basis,stance,claimed_by\n"
    )
    rows = "a1,2031-03-01,RUS,DEU,Expulsion,2,persons,,,s1,,,,,,\n"
    rows += "a2,2031-03-03,DEU,RUS,Expulsion,2,persons,,,s1,,a1,,,,\n"
    (tmp_path / "events" / "t.csv").write_text(header + rows)
    result = CliRunner().invoke(main, ["evaluate", str(tmp_path), "--format", "tsv"])
    assert result.exit_code == 0, result.output
    assert "t.csv\tfull\trules\tright best trigger\t100.0%\t100.0% to 100.0%\t1" in result.stdout


ACTS = """id,date,actor,recipient,type
strike,2031-03-01,RUS,DEU,Expulsion
answer,2031-03-03,DEU,RUS,Expulsion
"""
JUDGED = """action,verdict,triggers,basis
strike,opening,,
answer,answer,strike,told
"""


def coded(folder: Path, judged: str = JUDGED) -> Path:
    folder.mkdir(parents=True)
    (folder / "actions.csv").write_text(ACTS)
    (folder / "judgements.csv").write_text(judged)
    return folder


def test_a_reference_of_ones_own_is_measured_alone(tmp_path: Path) -> None:
    mine = coded(tmp_path / "mine")
    result = CliRunner().invoke(main, ["evaluate", "--reference", str(mine), "--format", "tsv"])
    assert result.exit_code == 0, result.output
    rows = [line.split("\t") for line in result.stdout.splitlines()[1:]]
    assert {row[0] for row in rows} == {"mine, from 2017"}
    assert ["full", "rules", "right best trigger", "100.0%"] in [row[1:5] for row in rows]


def test_figures_on_few_answers_are_said_to_say_little(tmp_path: Path) -> None:
    words = ["evaluate", "--reference", str(coded(tmp_path / "mine")), "--show", "curve"]
    told = "figures on fewer than 10 answers say little, with or without an interval: "
    assert CliRunner().invoke(main, words).stderr == f"{told}mine, from 2017 has 1\n"


def test_a_reference_may_name_the_actors_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "klow")]).exit_code == 0
    mine = coded(tmp_path / "mine")
    acts = (mine / "actions.csv").read_text().replace("RUS", "XSY").replace("DEU", "XBO")
    (mine / "actions.csv").write_text(acts)
    words = ["evaluate", "--reference", str(mine), "--show", "misses"]
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, words).exit_code == 1
    monkeypatch.chdir(tmp_path / "klow")
    assert CliRunner().invoke(main, words).exit_code == 0


def test_a_data_folder_may_hold_a_reference(tmp_path: Path) -> None:
    coded(tmp_path / "events" / "dyads")
    result = CliRunner().invoke(main, ["evaluate", "-i", str(tmp_path), "--show", "misses"])
    assert result.exit_code == 0, result.output
    beside = coded(tmp_path / "beside")
    words = ["evaluate", "-i", str(tmp_path), "--reference", str(beside), "--show", "curve"]
    result = CliRunner().invoke(main, words)
    parts = {line.split("\t")[0] for line in result.stdout.splitlines()[1:]}
    assert parts == {"dyads, from 2017", "beside, from 2017"}


def test_the_reference_of_the_manual_is_measured(tmp_path: Path) -> None:
    manual = (data_folder() / "README.md").read_text(encoding="utf-8")
    part = manual[manual.index("## A reference of your own") :]
    acts, judged = re.findall(r"```csv\n(.*?)```", part, re.DOTALL)[:2]
    (tmp_path / "actions.csv").write_text(acts)
    (tmp_path / "judgements.csv").write_text(judged)
    words = ["evaluate", "--reference", str(tmp_path), "--show", "tiers", "--format", "tsv"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert "\tfull\torder given\trules\t100.0%\t\t1\n" in result.stdout


def test_a_wrong_reference_is_refused_with_its_place(tmp_path: Path) -> None:
    mine = coded(tmp_path / "mine", JUDGED.replace(",strike,", ",stroke,"))
    result = CliRunner().invoke(main, ["evaluate", "--reference", str(mine)])
    assert result.exit_code == 1
    assert "judgements.csv:3:3: trigger 'stroke' is not an act of actions.csv" in result.stderr


def test_the_command_offers_what_there_is() -> None:
    assert list(SHOWN) == list(EVALUATIONS)
