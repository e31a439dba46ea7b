"""kg evaluate as people and scripts meet it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from kg.cli import main
from kg.paths import data_folder


def test_the_command_measures_each_table_and_says_which() -> None:
    result = CliRunner().invoke(main, ["evaluate", "--show", "misses", "--format", "tsv"])
    assert result.exit_code == 0
    header, *rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert header == ["part", "response", "reported", "chosen", "confidence", "why"]
    tables = {path.name for path in (data_folder() / "events").glob("*.csv")}
    assert {each[0] for each in rows} == tables


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
    assert "t.csv\trules\tright best trigger\t100.0%\t100.0% to 100.0%\t1" in result.stdout
